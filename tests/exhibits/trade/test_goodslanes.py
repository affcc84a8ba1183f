"""Goods against lists of the law as a drawing."""

from __future__ import annotations

import copy
import csv
import io
import json

import pytest

from osint_helpers import exhibits, trade
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.goodslanes.spec import HOW
from osint_helpers.exhibits.kinds import kind
from tests.case.builder import edit, write_case
from tests.exhibits import drawn

CASE = "luxury-sources-2015-2017"


@pytest.fixture(scope="module")
def case():
    return open_case(CASE)


@pytest.fixture(scope="module")
def lanes(case):
    return exhibits.goods_lanes(case, "M-2")


def words(exhibit):
    return [box.words for box in drawn.boxes(exhibit.to_svg())]


def test_the_drawing_keeps_to_what_every_drawing_keeps_to(lanes):
    drawn.check_drawing(lanes.to_svg())
    page = lanes.to_html() + kind("goodslanes").in_print(lanes)
    assert len(set(drawn.ids(page))) == len(drawn.ids(page))
    assert from_json(json.loads(json.dumps(lanes.to_json()))) == lanes


def test_items_of_one_family_share_a_panel_and_the_headings_are_said_to_be_ours(lanes):
    assert [one["family"] for one in lanes.spec["goods"]] == [
        "motor cars", "watches and clocks", "garments and shoes"]  # fmt: skip
    assert len(lanes.spec["goods"][0]["items"]) == 4
    assert "headings, our own mapping: 9101, 9102, 9103" in words(lanes)


def test_every_way_to_hold_goods_of_the_room_of_trade_has_a_look():
    from osint_helpers.trade import listing

    ways = {listing.NAMES_IT, listing.ELSEWHERE, listing.EVERY_GOOD, listing.NO_LIST,
            listing.BY_CODE, listing.NOT_NAMED, listing.NOT_HELD}  # fmt: skip
    assert set(HOW) == ways


def test_the_table_has_every_row_of_the_lists(lanes):
    rows = list(csv.DictReader(io.StringIO(lanes.to_csv())))
    frame = trade.catalogue_lists([one["family"] for one in lanes.spec["goods"]])
    assert [(row["family"], row["measure"], row["from"]) for row in rows] == list(
        frame[["family", "measure", "from"]].itertuples(index=False, name=None)
    )


def test_a_list_that_is_not_recorded_as_naming_the_goods_is_named_and_has_no_bar(lanes):
    coat = lanes.spec["goods"][2]
    silent = [row["measure"] for lane in coat["lanes"] for row in lane["rows"]
              if row["how"] == "silent"]  # fmt: skip
    assert "KR-LUXURY-2009" in silent
    assert "not recorded as naming it: KR-LUXURY-2009" in words(lanes)


def test_sightings_are_marked_and_a_known_wrong_one_is_not(lanes):
    marks = [mark["claim"] for one in lanes.spec["goods"] for mark in one["marks"]]
    assert marks == ["iwc_seen_2019", "iwc_seen_2020", "dior_seen_2023"]
    assert {"seen 25 July 2019", "seen 16 March 2023"} <= set(words(lanes))
    assert "d_dior_last_year" not in lanes.to_html()


def test_the_period_of_the_totals_is_shaded_and_said(lanes):
    assert lanes.spec["period"]["from"] == "2015-01-01"
    assert lanes.spec["period"]["to"] == "2017-12-31"
    assert "Shaded: period of the totals, 2015 to 2017." in lanes.to_html()


def test_every_measure_of_the_drawing_has_its_entry_in_the_table_of_measures(case, lanes):
    table = exhibits.goods_measures(case, "M-3")
    anchors = {f"measure-{ref[1]}" for ref in table.spec["row_ids"]}
    linked = {target.removeprefix("#") for target, _ in drawn.links(lanes.to_svg())
              if target.startswith("#measure-")}  # fmt: skip
    assert linked
    assert linked <= anchors


def test_a_case_whose_items_have_no_family_is_refused(tmp_path):
    def bare(rows):
        for row in rows:
            rows = edit(rows, row["item"], goods_family="")
        return rows

    made = open_case(write_case(tmp_path / "synthetic-case", items=bare))
    with pytest.raises(ExhibitError, match="no item of the case has a family"):
        exhibits.goods_lanes(made, "M-2")


@pytest.mark.parametrize(("change", "path"), [
    (lambda s: s.update(goods=[]), "spec.goods"),
    (lambda s: s.update(to="2000-01-01"), "spec.from"),
    (lambda s: s["goods"][0]["lanes"][0]["rows"][0].update(how="x"), "how"),
    (lambda s: s["goods"][0]["lanes"][0]["rows"][0].update({"from": "2020"}), "YYYY-MM-DD"),
    (lambda s: s["goods"][0]["lanes"][0]["rows"][0].update(to="1999-01-01"), "ends before"),
    (lambda s: s["goods"][1]["marks"][0].pop("claim"), r"marks\[0\]"),
])  # fmt: skip
def test_a_specification_of_another_form_is_refused_with_its_path(lanes, change, path):
    spec = copy.deepcopy(lanes.spec)
    change(spec)
    with pytest.raises(ExhibitError, match=path):
        kind("goodslanes").validate(spec)
