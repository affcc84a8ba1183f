from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect import parameters
from osint_helpers.errors import CollectError, OsintError


def call(
    client: object,
    *,
    words: tuple[str, ...],
    day: dt.date,
    query: str = "",
    box: tuple[float, ...] = (),
    most: int | None = None,
    whole: bool = False,
) -> None:
    """Take every type a pull can carry."""


def bound(text: str) -> dict[str, object]:
    return parameters.bind(call, parameters.parse(text))


def test_every_type_is_read_from_text():
    assert bound("words=a, b,c; day=2018-10-07; box=1.5,-2; most=12; whole=yes; query=x y") == {
        "words": ("a", "b", "c"), "day": dt.date(2018, 10, 7), "box": (1.5, -2.0),
        "most": 12, "whole": True, "query": "x y",
    }  # fmt: skip


def test_a_semicolon_belongs_to_the_value_unless_a_name_follows():
    assert parameters.parse('query="a; b" c; words=d;') == {"query": '"a; b" c', "words": "d"}
    assert parameters.parse("words=d ;") == {"words": "d"}


def test_a_comma_stays_in_a_value_that_is_no_list():
    assert bound("words=a; day=2018-10-07; query=x, y")["query"] == "x, y"


def test_a_whole_column_fits_a_list_and_one_value_fits_a_word():
    made = parameters.bind(call, {"words": ("a,b", "c"), "day": ("2018-10-07",)})
    assert made == {"words": ("a,b", "c"), "day": dt.date(2018, 10, 7)}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("words", "no list of parameters"),
        ("x words=a", "no list of parameters"),
        ("words=a; words=b", "given twice"),
        ("words=a; day=2018-10-07; other=1", "no parameter 'other'"),
        ("words=a", "'day' is missing"),
        ("words=a; day=7.10.2018", "day = '7.10.2018'"),
        ("words=a; day=2018-10-07; whole=maybe", "whole = 'maybe'"),
        ("words=a; day=2018-10-07; box=1,nan", "box = '1,nan'"),
        ("words=a; day=2018-10-07; most=1.5", "most = '1.5'"),
        ("words=?; day=2018-10-07", "'words' is not known yet"),
    ],
)
def test_what_cannot_be_asked_is_named(text, what):
    with pytest.raises(CollectError, match=what) as caught:
        bound(text)
    assert caught.value.column == "parameters"
    assert caught.value.advice


def test_an_alias_of_a_list_is_a_list_and_nothing_behind_the_sign_is_an_empty_one():
    from osint_helpers.collect.shipping import comtrade

    known = parameters.types(comtrade.trade)
    assert parameters.shown(known["reporters"]) == "list of text"
    texts = parameters.parse(
        "reporters=; partners=408; periods=2017, 2018; commodities=8703; flows=X"
    )
    made = parameters.bind(comtrade.trade, texts)
    assert (made["reporters"], made["periods"]) == ((), ("2017", "2018"))


def test_where_text_is_allowed_a_day_is_a_day_and_all_else_text_whole():
    from osint_helpers.collect.news import gdelt

    texts = parameters.parse('query="a b", c; start=2019-07-01; end=2019-07-31T06:00:00Z')
    assert parameters.bind(gdelt.articles, texts) == {
        "query": '"a b", c', "start": dt.date(2019, 7, 1), "end": "2019-07-31T06:00:00Z",
    }  # fmt: skip
    assert parameters.shown(parameters.types(gdelt.articles)["start"]) == "day or text"


def test_two_values_do_not_fit_one_word():
    with pytest.raises(CollectError, match="query"):
        parameters.bind(call, {"words": "a", "day": "2018-10-07", "query": ("a", "b")})


def test_what_is_not_known_yet_is_listed_and_the_rest_is_checked():
    texts = parameters.parse("words=?; day=2018-10-07")
    assert parameters.unknown(texts) == ("words",)
    assert parameters.fits(call, {"day": "2018-10-07"}, {"words": "?"}) == {
        "day": dt.date(2018, 10, 7)
    }
    with pytest.raises(CollectError, match="no parameter 'word'"):
        parameters.fits(call, {"day": "2018-10-07"}, {"word": "?", "words": "?"})


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        found = parameters.parse(text)
    except OsintError:
        return
    assert all(name.isidentifier() for name in found)


def reads(client: object, *, files: tuple[str, ...] = (), file: str = "") -> None:
    """Read files."""


CAPTURE = "20200101T000000Z-0123abcd"


@pytest.mark.parametrize(
    "text",
    ["file=/proc/self/environ", "file=../../secret.csv", "file=ams__header_2018__x.csv",
     f"files={CAPTURE}, /etc/passwd", f"file={CAPTURE}/../../x"],
)  # fmt: skip
def test_a_pull_reads_no_file_outside_the_case(text):
    with pytest.raises(CollectError, match="no capture of the case"):
        parameters.bind(reads, parameters.parse(text))


def test_a_pull_reads_captures():
    found = parameters.bind(reads, parameters.parse(f"file={CAPTURE}; files={CAPTURE},{CAPTURE}-2"))
    assert found == {"file": CAPTURE, "files": (CAPTURE, f"{CAPTURE}-2")}
