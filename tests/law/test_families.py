from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import law
from osint_helpers.errors import GoodsError
from osint_helpers.law.families import goods_of


@pytest.mark.parametrize(
    ("text", "family", "heading"),
    [
        ("8703", "motor cars", "8703"),
        ("8703.10", "snowmobiles", "8703.10"),
        ("870310", "snowmobiles", "8703.10"),
        ("HS 8703 23 19", "motor cars", "8703"),
        ("8711", "motorcycles", "8711"),
        ("6403", "garments and shoes", "64"),
        ("64", "garments and shoes", "64"),
        ("160431", "caviar truffles beef tuna", "1604.31"),
        ("0709", "caviar truffles beef tuna", "0709"),
        ("2208601100", "spirits such as vodka and whisky", "2208"),
    ],
)
def test_the_longest_heading_decides(text: str, family: str, heading: str) -> None:
    found = goods_of(text)
    assert (found.family, found.heading) == (family, heading)


def test_a_family_by_name_and_any() -> None:
    assert goods_of(" Motor  Cars ").family == "motor cars"
    assert goods_of("Any").family == "any"
    assert goods_of("any").hs == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2701", "is in no family"),
        ("1604", "too short to decide between caviar truffles beef tuna and other goods"),
        ("87", "too short to decide between motor cars, motorcycles, snowmobiles"),
        ("8", "1 digits"),
        ("87032319000", "11 digits"),
        ("", "no family of goods"),
        ("vodka", "no family of goods"),
        ("\uff18\uff17\uff10\uff13", "no family of goods"),
        ("-8703", "no family of goods"),
    ],
)
def test_what_cannot_be_placed_says_why_and_where(text: str, what: str) -> None:
    with pytest.raises(GoodsError) as caught:
        goods_of(text, file="shipments.csv", row=7, column="hs")
    assert what in str(caught.value)
    assert str(caught.value).startswith("shipments.csv:7: hs: ")
    assert caught.value.advice


def test_classify_keeps_every_row_and_counts_what_it_could_not_place() -> None:
    frame = law.classify(["8703", "2701", "any", "\u200b"])
    assert list(frame["row"]) == [0, 1, 2, 3]
    assert list(frame["family"]) == ["motor cars", "", "any", ""]
    assert [bool(p) for p in frame["problem"]] == [False, True, False, True]


def test_classify_of_nothing_has_its_columns() -> None:
    assert list(law.classify([]).columns)[:3] == ["row", "asked", "family"]


@given(st.text(max_size=30))
def test_any_text_is_placed_or_refused_with_a_reason(text: str) -> None:
    row = law.classify([text]).iloc[0]
    assert bool(row["family"]) is not bool(row["problem"])


@given(st.text("0123456789", min_size=2, max_size=10))
def test_a_longer_code_never_leaves_the_family_for_a_wider_heading(code: str) -> None:
    row = law.classify([code]).iloc[0]
    if row["family"]:
        assert code.startswith(row["heading"].replace(".", ""))
