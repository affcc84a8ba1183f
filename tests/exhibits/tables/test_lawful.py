"""The law of a journey in tables."""

from __future__ import annotations

from osint_helpers import exhibits, law
from osint_helpers.dates import DateInterval

DAY = DateInterval.of_text
JULY, SEPTEMBER = DAY("2018-07-31"), DAY("2017-09")


def made(*legs, **more):
    return exhibits.law_table(law.timeline(legs, "motor cars"), "M-1", **more)


def row(exhibit, n):
    keys = [one["key"] for one in exhibit.spec["columns"]]
    return dict(zip(keys, exhibit.spec["rows"][n], strict=True))


def refs(cell):
    return [ref[1] for ref in cell.get("refs", [])]


def test_verified_and_unverified_measures_stand_in_two_columns():
    exhibit = made(law.Leg("l1", departed=JULY, origin="CN"))
    origin = row(exhibit, 0)
    assert "CN-2018-4" in refs(origin["verified"])
    assert "UN-2397-7" in refs(origin["check"])
    assert set(refs(origin["verified"])) & set(refs(origin["check"])) == set()


def test_the_own_law_of_a_state_stands_before_that_of_all():
    origin = row(made(law.Leg("l1", departed=JULY, origin="NL")), 0)
    assert refs(origin["verified"])[0] == "EU-2006-795"
    assert refs(origin["verified"])[-1].startswith("UN-")


def test_a_place_that_was_not_asked_about_says_why():
    exhibit = made(law.Leg("l1", departed=JULY, origin="CN"))
    assert row(exhibit, 1)["check"] == {
        "text": "not asked: destination not published", "mark": "not-published"
    }  # fmt: skip


def test_a_measure_that_begins_within_the_days_says_so():
    exhibit = made(law.Leg("l1", departed=SEPTEMBER, origin="CN"))
    said = row(exhibit, 0)["crosses"]["text"]
    assert "UN-2375-11: begins on 2017-09-11" in said.splitlines()


def test_without_a_crossing_there_is_no_column_for_it():
    exhibit = made(law.Leg("l1", departed=JULY, origin="CN"))
    assert "crosses" not in [one["key"] for one in exhibit.spec["columns"]]


def test_a_state_without_a_measure_is_named():
    exhibit = made(law.Leg("l1", departed=JULY, origin="TG"))
    assert row(exhibit, 0)["check"]["text"] == "TG: no measure found in the table\n"


def test_the_first_column_can_be_called_otherwise_and_a_stamp_be_set():
    exhibit = made(law.Leg("row 2", departed=JULY, origin="CN"), leg="Row", stamp="SYNTHETIC")
    assert exhibit.spec["columns"][0]["label"] == "Row"
    assert exhibit.spec["stamp"] == "SYNTHETIC"
    assert row(exhibit, 0)["leg"]["text"] == "row 2"


def test_every_measure_of_a_timeline_has_an_anchor(maybach):
    anchors = {tuple(ref) for ref in exhibits.law_measures(maybach, "M-2").spec["row_ids"]}
    timeline = exhibits.law_timeline(maybach, "M-1")
    used = {tuple(ref) for cells in timeline.spec["rows"] for c in cells
            for ref in c.get("refs", []) if ref[0] == "measure"}  # fmt: skip
    assert used
    assert used <= anchors


def test_a_measure_says_what_is_not_verified(maybach):
    exhibit = exhibits.law_measures(maybach, "M-2")
    ids = [ref[1] for ref in exhibit.spec["row_ids"]]
    sure, unsure = row(exhibit, ids.index("CN-2018-4")), row(exhibit, ids.index("UN-2087"))
    assert sure["standing"] == {"text": "verified", "mark": "agrees"}
    assert unsure["standing"]["text"] == "to be checked by counsel: effective from, scope"
    assert "no end found" in sure["dates"]["text"]
    assert "notice 4 of 2018" in sure["citation"]["text"]


def test_the_leg_of_a_case_is_dated_by_its_claims(maybach):
    exhibit = exhibits.law_timeline(maybach, "M-1")
    found = [row(exhibit, n) for n in range(len(exhibit.spec["rows"]))]
    (rotterdam,) = [one for one in found if one["where"]["text"] == "origin: Rotterdam (NL)"]
    assert rotterdam["days"]["text"] == "14\u201320 June 2018\nby departure (disputed)"
    assert refs(rotterdam["evidence"]) == ["l1_dep14", "l1_dep20"]


def test_a_timeline_of_nothing_names_no_measure():
    assert exhibits.law_table(law.timeline([]), "M-1").spec["rows"] == []
    (only,) = exhibits.measures_table(law.timeline([]), "M-2").spec["rows"]
    assert only[1]["text"] == "No measure is named."


def test_goods_of_any_kind_are_told_in_words():
    frame = law.timeline([law.Leg("l1", departed=JULY, origin="SG")], "any")
    said = exhibits.law_table(frame, "M-1").spec["provenance"]
    assert "asked for as luxury goods of any kind" in said
