"""Totals with what they rest on, and the goods with their prices as stated."""

from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case

CASE = "luxury-sources-2015-2017"


@pytest.fixture(scope="module")
def case():
    return open_case(CASE)


@pytest.fixture(scope="module")
def totals(case):
    made = exhibits.totals(case, "D-2")
    keys = [column["key"] for column in made.spec["columns"]]
    return {_claim(row): dict(zip(keys, row, strict=True)) for row in made.spec["rows"]}


def _claim(row):
    return next(ref[1] for ref in row[-1]["refs"] if ref[0] == "claim")


def test_a_bound_is_told_as_one_with_its_words(totals):
    assert totals["ag_90"]["stated"]["text"].startswith("As many as 90")
    assert totals["ag_90"]["bound"]["text"].startswith("upper bound")
    assert totals["ag_191"]["stated"]["text"].startswith("At least 191 million")
    assert totals["ag_191"]["bound"]["text"].startswith("lower bound")


def test_articles_that_rest_on_one_body_are_one_strand(totals):
    assert totals["ag_803"]["rests"]["text"] == "3 articles, at most 1 strand (at least 1): C4ADS"


def test_sums_that_hold_and_sums_that_do_not_stand_apart(totals):
    assert "537 + 256 + 10 = 803" in totals["ag_uaz"]["holds"]["text"]
    assert totals["ag_uaz"]["fails"]["text"] == "537 + 256 = 803 without remainder"
    assert totals["ag_uaz"]["fails"]["mark"] == "disagrees"
    assert totals["ag_nissan"]["fails"] == {"text": ""}


def test_a_computed_figure_says_from_what(totals):
    assert totals["ag_rest"]["bound"]["text"].startswith("worked out by the project")
    assert ["claim", "ag_uaz"] in totals["ag_rest"]["rests"]["refs"]


def test_a_known_wrong_figure_stands_as_contradicted_only(totals):
    wrong = totals["d_537lexus"]["stated"]
    assert wrong["mark"] == "distortion"
    assert "contradicted by" in wrong["text"]
    assert "Lexus 537 is not more than" in totals["d_537lexus"]["fails"]["text"]


def test_prices_stand_as_stated_in_their_own_currency(case):
    made = exhibits.goods_catalogue(case, "B-2")
    rows = [[cell["text"] for cell in row] for row in made.spec["rows"]]
    assert ["the watch", "11,700 Swiss francs, about 14.5 million won", "CHF"] in [
        row[:3] for row in rows]  # fmt: skip
    assert {row[2] for row in rows} == {"", "USD", "JPY", "CHF", "KRW"}
    assert rows[0][1] == "no price in a source read"
    assert len(rows) == 1 + int((case.claims["predicate"] == "price").sum())


def test_a_price_names_its_day_only_where_a_source_does(case):
    made = exhibits.goods_catalogue(case, "B-2")
    rows = {row[1]["text"]: row[3]["text"] for row in made.spec["rows"]}
    assert rows["14.2 million won on the maker's site"] == "9 August 2019"
    assert rows["About 1,185 US dollars"] == "not stated"
