"""Lists of goods beside the goods of a case."""

from __future__ import annotations

from osint_helpers import exhibits, open_case
from tests.conftest import REPO


def rows_of(case_id):
    exhibit = exhibits.law_goods(open_case(REPO / "data" / "cases" / case_id), "M-1")
    return {row[0]["text"]: row for row in exhibit.spec["rows"]}


def names(cell):
    return [ref[1] for ref in cell.get("refs", [])]


def test_each_family_stands_with_the_lists_that_name_it():
    rows = rows_of("t-specialist-2010")
    assert list(rows) == [
        "wine", "perfume and cosmetics", "jewellery pearls gems precious metal",
        "musical instruments", "leather goods and bags", "watches and clocks",
    ]  # fmt: skip
    assert names(rows["wine"][1]) == ["SG-LUXURY-2007"]
    assert rows["watches and clocks"][1]["text"] == "no list of the table"


def test_a_list_that_began_within_the_days_says_when():
    row = rows_of("t-specialist-2010")["watches and clocks"]
    assert row[2]["text"] == "UN-2270-ANNEX5 begins on 2016-03-02"
    assert names(row[2]) == ["UN-2270-ANNEX5"]


def test_a_list_that_is_not_in_force_on_the_days_is_not_named():
    row = rows_of("kobe-mercedes-2008")["motor cars"]
    assert names(row[1]) == ["JP-FEFA-LUXURY-2006"]
    assert not names(row[2])


def test_a_case_without_a_family_says_so(build):
    case = build(items=lambda rows: [{**row, "goods_family": ""} for row in rows])
    (row,) = exhibits.law_goods(case, "M-1").spec["rows"]
    assert "no item of the case" in row[0]["text"]
