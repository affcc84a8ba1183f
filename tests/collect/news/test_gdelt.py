"""GDELT: windows that are split, answers that are no data, rows that keep what they are."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.news import gdelt
from osint_helpers.collect.news._gdelt_query import build
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import gdelt as fake
from tests.collect.fakes.server import FakeSources, Reply

ASK: dict[str, Any] = {"query": ("TEST", "VESSEL"), "start": "2018-10-01", "end": "2018-11-30"}
SECOND = dt.timedelta(seconds=1)


def many(count: int, step: dt.timedelta) -> list[dict[str, str]]:
    return [fake.article(n, fake.START + n * step) for n in range(count)]


def desk(tmp_path: Path, source: fake.Source = fake.answer) -> tuple[Desk, FakeSources]:
    fakes = FakeSources(gdelt=source)
    fakes.__enter__()
    return Desk(tmp_path, fakes), fakes


@pytest.fixture
def live(tmp_path: Path):
    opened: list[FakeSources] = []

    def make(source: fake.Source = fake.answer) -> Desk:
        made, fakes = desk(tmp_path, source)
        opened.append(fakes)
        return made

    yield make
    for one in opened:
        one.__exit__()


def test_articles_are_rows_with_the_crawl_time_named_as_such(live):
    got = gdelt.articles(live().client("live"), **ASK)
    assert got.meta.complete
    assert len(got) == 21
    assert dict(got.frame.iloc[0]) == {
        "url": "https://news.example.org/synthetic/1",
        "title": "SYNTHETIC article 1 about a TEST VESSEL",
        "crawled_at": pd.Timestamp("2018-10-01T07:00:00Z"),
        "domain": "news.example.org",
        "language": "English",
        "source_country": "United States",
        "url_mobile": got.frame["url_mobile"].iloc[0],
        "image": "https://news.example.org/synthetic/1.png",
    }
    assert pd.isna(got.frame["url_mobile"].iloc[0])
    assert str(got.frame["crawled_at"].dtype) == "datetime64[us, UTC]"
    assert "published" not in got.frame.columns
    assert any("not when it was published" in one for one in got.meta.limits)


def test_a_recorded_search_is_the_same_offline_and_asks_nothing(live):
    made = live()
    first = gdelt.articles(made.client("record"), **ASK)
    asked = len(made.fakes.asked)
    again = gdelt.articles(made.client("replay"), **ASK)
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert len(made.fakes.asked) == asked
    assert again.meta.synthetic
    with pytest.raises(NotRecorded):
        gdelt.articles(made.client("replay"), **{**ASK, "end": "2018-11-29"})


@pytest.mark.parametrize("last", [True, False])
def test_a_full_window_is_split_until_nothing_is_cut_off(live, last: bool):
    source = fake.Source(many(1100, dt.timedelta(minutes=45)), last=last)
    got = gdelt.articles(live(source).client("live"), **ASK)
    assert got.meta.complete
    assert len(got) == 1100
    assert got.frame["url"].is_unique
    names = [part.name.split()[0] for part in got.meta.parts]
    assert names[:3] == ["1", "1.1", "1.1.1"]
    assert [part.rows for part in got.meta.parts if part.name.startswith("1 ")] == [250]


def test_exactly_250_articles_count_as_cut_off(live):
    made = live(fake.Source(many(250, dt.timedelta(hours=1))))
    got = gdelt.articles(made.client("live"), **ASK)
    assert len(made.fakes.asked) == 7
    assert got.meta.parts[0].rows == 250
    assert got.meta.complete
    assert len(got) == 250


def test_249_articles_are_all_there_are(live):
    made = live(fake.Source(many(249, dt.timedelta(hours=1))))
    assert len(gdelt.articles(made.client("live"), **ASK)) == 249
    assert len(made.fakes.asked) == 1


def test_what_comes_twice_at_the_edge_of_a_window_is_kept_once_and_counted(live):
    middle = fake.START + dt.timedelta(days=30)
    source = fake.Source([*many(249, dt.timedelta(hours=1)), fake.article(999, middle)])
    got = gdelt.articles(
        live(source).client("live"), query="VESSEL", start="2018-10-01T00:00:00Z",
        end="2018-11-30T00:00:00Z",
    )  # fmt: skip
    assert len(got) == 250
    assert any(one.startswith("1 articles came twice") for one in got.meta.notes)


def test_articles_that_do_not_come_again_in_the_halves_are_a_loss_that_is_said(live):
    made = live(fake.Source([]))
    rows = json.dumps({"articles": many(250, dt.timedelta(hours=1))}).encode()
    made.fakes.trouble["gdelt"] = [Reply(rows)]
    got = gdelt.articles(made.client("live"), **ASK)
    assert len(got) == 250
    assert "250 articles of windows that were split did not come again" in got.meta.reason


def test_more_than_a_call_gives_within_one_second_is_said_to_be_cut(live):
    source = fake.Source([fake.article(n, fake.START + 90 * SECOND) for n in range(300)])
    got = gdelt.articles(live(source).client("live"), **ASK)
    assert not got.meta.complete
    assert "in one second" in got.meta.reason
    assert len(got) == 250
    with pytest.raises(IncompleteError):
        got.nothing_found("anything")


def test_a_source_that_does_not_heed_the_window_ends_the_splitting(live):
    rows = json.dumps({"articles": many(250, SECOND)}).encode()
    made = live()
    made.fakes.trouble["gdelt"] = [Reply(rows)] * 40
    got = gdelt.articles(made.client("live"), query="VESSEL", start="2020-01-01", end="2020-02-01")
    assert len(made.fakes.asked) == 1
    assert "of another time" in got.meta.reason


def test_the_calls_are_bounded_and_what_is_left_is_named(live):
    source = fake.Source(many(1100, dt.timedelta(minutes=45)))
    made = live(source)
    got = gdelt.articles(made.client("live"), **ASK, most_calls=4)
    assert len(made.fakes.asked) == 4
    assert not got.meta.complete
    assert "calls allowed are used up" in got.meta.reason
    assert got.meta.missing[0].name.startswith("1.")


def test_a_long_time_is_asked_in_windows_the_source_takes(live):
    made = live()
    got = gdelt.articles(made.client("live"), query="VESSEL", start="2018-01-01", end="2018-12-31")
    assert got.meta.complete
    assert len(got) == 21
    edges = [(r.one("startdatetime"), r.one("enddatetime")) for r in made.fakes.asked]
    assert edges[0][0] == "20180101000000"
    assert edges[-1][1] == "20181231235959"
    assert all(one[1] == two[0] for one, two in pairwise(edges))


def test_no_article_is_a_complete_answer_of_no_rows(live):
    got = gdelt.articles(live().client("live"), query="nowhere", start="2018-10-01",
                         end="2018-10-02")  # fmt: skip
    assert len(got) == 0
    assert "Not found in GDELT DOC 2.0" in got.nothing_found("nowhere")


def test_plain_text_with_status_200_is_a_refusal_in_its_words(live):
    made = live()
    made.fakes.trouble["gdelt"] = [Reply(fake.LIMIT, "text/html")]
    with pytest.raises(OsintError, match="limit requests to one every 5 seconds"):
        gdelt.articles(made.client("live"), **ASK)


def test_a_recorded_refusal_is_asked_again_when_recording(live):
    made = live()
    made.fakes.trouble["gdelt"] = [Reply(fake.LIMIT, "text/html")]
    with pytest.raises(OsintError, match="limit requests"):
        gdelt.articles(made.client("record"), **ASK)
    with pytest.raises(OsintError, match="limit requests"):
        gdelt.articles(made.client("replay"), **ASK)
    assert gdelt.articles(made.client("record"), **ASK).meta.complete
    assert gdelt.articles(made.client("replay"), **ASK).meta.complete


def test_a_limit_that_does_not_end_is_an_error(live):
    made = live()
    made.fakes.trouble["gdelt"] = [Reply(b"slow down SYNTHETIC", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError, match="slow down") as error:
        gdelt.articles(made.client("live"), **ASK)
    assert error.value.status == 429


def test_one_window_that_fails_is_named_and_the_others_stay(live):
    made = live()
    made.fakes.trouble["gdelt"] = [Reply(b"<!doctype html><p>SYNTHETIC", "text/html", 403)]
    got = gdelt.articles(made.client("live"), query="VESSEL", start="2018-01-01", end="2018-12-31")
    assert [one.name.split()[0] for one in got.meta.missing] == ["1"]
    assert len(got) == 21


def test_a_cut_answer_is_no_answer(live):
    made = live()
    whole = json.dumps({"articles": many(3, SECOND)}).encode()
    made.fakes.trouble["gdelt"] = [Reply(whole[:-40])]
    with pytest.raises(OsintError):
        gdelt.articles(made.client("live"), **ASK)


def test_control_characters_inside_texts_are_blanks_and_counted(live):
    got = gdelt.articles(live().client("live"), query="title", start="2018-10-01",
                         end="2018-11-30")  # fmt: skip
    assert got.frame["title"].tolist() == ["SYNTHETIC title with a raw tab"]
    assert any("1 control characters" in one for one in got.meta.notes)


def test_only_control_characters_are_mended():
    assert gdelt.repaired(b'{"a":\n "x\x01\ty\\"\x02"}') == (b'{"a":\n "x  y\\" "}', 3)
    assert gdelt.repaired(b'{"a": \x01 1}') == (b'{"a": \x01 1}', 0)
    with pytest.raises(CollectError):
        gdelt.parse(b'{"articles": [] \x01}')


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"new_field": "x"}, "new_field"),
        ({"title": None}, "title"),
        ({"seendate": "2018"}, "seendate"),
    ],
)
def test_another_shape_is_a_changed_schema(change: dict[str, Any], column: str):
    one = {**fake.ARTICLES[0], **change}
    with pytest.raises(SchemaChanged) as error:
        gdelt.parse(json.dumps({"articles": [one]}).encode())
    assert error.value.column == column


def test_a_missing_field_is_a_changed_schema_and_a_tolerated_new_one_is_not():
    one = dict(fake.ARTICLES[0])
    assert len(gdelt.parse(json.dumps({"articles": [{**one, "new": 1}]}).encode(), ("new",))) == 1
    del one["domain"]
    with pytest.raises(SchemaChanged) as error:
        gdelt.parse(json.dumps({"articles": [one]}).encode())
    assert error.value.column == "domain"


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_rows_or_an_error_of_ours(data: bytes):
    for text in (data, b'{"articles": [' + data + b"]}"):
        try:
            gdelt.parse(text)
        except OsintError:
            continue


@given(st.lists(st.text(max_size=30), max_size=5))
def test_titles_come_through_as_they_were(titles: list[str]):
    held = [fake.article(n, fake.START, title=title) for n, title in enumerate(titles)]
    rows = gdelt.parse(json.dumps({"articles": held}).encode())
    assert [row["title"] or "" for row in rows] == titles


def test_filters_are_joined_and_literals_quoted():
    assert build(("TEST VESSEL", "cargo"), ("korean", "eng"), ("www.Example.org",), ("KS",)) == (
        '"TEST VESSEL" cargo (sourcelang:korean OR sourcelang:eng) domain:example.org '
        "sourcecountry:ks"
    )
    assert build('(ship OR "test vessel") -cargo') == '(ship OR "test vessel") -cargo'


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"BMW"', "phrase"), ('"AAON" cars', "phrase"), (("a-b",), "phrase"), (("ab",), "short"),
        ('"open', "quotation"), ("a OR b", "outside"), ("(ship", "brackets"), ("ship)", "brackets"),
        ("((ship OR car))", "brackets"), ("", "empty"), ((), "empty"), (('say "x"',), "stands"),
        ("bell\x07", "control"),
    ],
)  # fmt: skip
def test_a_query_the_source_refuses_is_refused_before_it_is_asked(query: Any, said: str):
    with pytest.raises(CollectError, match=said) as error:
        build(query)
    assert error.value.advice


@pytest.mark.parametrize(
    "filters", [{"languages": ("e n OR",)}, {"domains": ("a b",)}, {"countries": ("k1",)},
                {"languages": ("en)",)}, {"domains": ("x.org OR",)}, {"countries": ("",)}],
)  # fmt: skip
def test_a_filter_cannot_carry_another_query(filters: dict[str, Any]):
    if filters == {"languages": ("e n OR",)}:
        assert build("ship", **filters) == "ship sourcelang:enor"
        return
    with pytest.raises(CollectError):
        build("ship", **filters)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2016-12-31", "2017-02-01"), ("2018-02-01", "2018-01-01"), ("2018-13-01", "2019-01-01"),
     ("2018-01-01T00:00:00", "2018-01-02"), ("yesterday", "2018-01-02")],
)  # fmt: skip
def test_a_time_that_cannot_be_asked_is_refused(live, start: str, end: str):
    made = live()
    with pytest.raises(CollectError):
        gdelt.articles(made.client("live"), query="ship", start=start, end=end)
    assert not made.fakes.asked
