"""The timeline: marks as wide as their dates, versions side by side, nothing overlapping."""

from __future__ import annotations

import copy
import csv
import io

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import Exhibit, from_json, timeline
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.timeline.glyphs import glyph
from osint_helpers.exhibits.timeline.placing import Scale, place
from osint_helpers.exhibits.timeline.spec import marks_of
from tests.case.builder import edit
from tests.exhibits import drawn
from tests.exhibits.drawn import HOSTILE, figure, real, synthetic

PANEL = {"from": "2001-01-01", "to": "2001-12-31"}


def row_of(spec, label):
    """Return the row whose label begins with ``label``."""
    return next(
        row for lane in spec["lanes"] for row in lane["rows"] if row["label"].startswith(label)
    )


def entry_of(row, predicate):
    """Return the entries of a predicate."""
    return [entry for entry in row["entries"] if entry["predicate"] == predicate]


def test_a_month_is_a_bar_of_the_month_and_not_its_first_day(tmp_path):
    row = row_of(timeline(synthetic(tmp_path), "D-1").spec, "Port A")
    (gate,) = entry_of(row, "gate_in")
    (mark,) = gate["marks"]
    assert (mark["from"], mark["to"], mark["shape"]) == ("2001-02-01", "2001-02-28", "bar")
    left, right = Scale.of(PANEL).span(mark)
    assert right - left == pytest.approx(724 * 28 / 365)


def test_contradicting_days_are_two_marks_joined_and_marked(tmp_path):
    spec = timeline(synthetic(tmp_path), "D-1").spec
    (left,) = entry_of(row_of(spec, "Port A"), "departed")
    assert left["label"] == "departed 14 March or 20 March 2001"
    assert [mark["claims"] for mark in left["marks"]] == [["c_dep_14"], ["c_dep_20"]]
    assert all(mark["disputed"] for mark in left["marks"])
    assert spec["joins"] == [["c_dep_14", "c_dep_20"]]


def test_a_mark_without_contradiction_is_not_disputed(tmp_path):
    (entry,) = entry_of(row_of(timeline(synthetic(tmp_path), "D-1").spec, "Port A"), "arrived")
    assert [mark["disputed"] for mark in entry["marks"]] == [False]


def test_versions_that_overlap_in_time_are_entries_of_their_own(tmp_path):
    case = synthetic(
        tmp_path,
        claims=lambda rows: edit(rows, "c_dep_14", date_from="2001-03", precision="month"),
    )
    found = entry_of(row_of(timeline(case, "D-1").spec, "Port A"), "departed")
    assert [(entry["label"], entry["hollow"]) for entry in found] == [
        ("said: departed March 2001 (contradicted)", True),
        ("departed 20 March 2001", False),
    ]
    assert [entry["marks"][0]["disputed"] for entry in found] == [True, True]


def test_a_publication_dated_to_the_month_is_not_dated_to_the_day(tmp_path):
    case = synthetic(
        tmp_path,
        sources=lambda rows: edit(rows, "s_daily", published="2001-06", precision="month"),
    )
    assert [(m["count"], m["by_day"]) for m in timeline(case, "D-1").spec["publications"]] == [
        (4, 3), (1, 1),
    ]  # fmt: skip


def test_a_scheduled_arrival_is_hollow_and_a_departure_is_not(tmp_path):
    row = row_of(timeline(synthetic(tmp_path), "D-1").spec, "Port B")
    assert [entry["hollow"] for entry in entry_of(row, "scheduled_arrival")] == [True]
    assert [entry["hollow"] for entry in entry_of(row, "departed")] == [False]


def test_known_wrong_statements_are_left_out_and_counted(tmp_path):
    spec = timeline(synthetic(tmp_path), "D-1").spec
    claims = {claim for _, mark in marks_of(spec["lanes"]) for claim in mark["claims"]}
    assert "d_arrived" not in claims
    assert (
        "1 statement held to be wrong or raised is left out; see the contradictions."
        in (spec["left_out"])
    )


def test_reception_gap_is_a_band_with_its_words(tmp_path):
    exhibit = timeline(synthetic(tmp_path), "D-1")
    (band,) = exhibit.spec["bands"]
    assert (band["from"], band["to"]) == ("2001-04-11", "2001-04-20")
    assert band["claims"] == ["c_ais_last", "c_ais_next"]
    assert "AIS not received 11\N{EN DASH}20 April 2001" in exhibit.to_svg()


def test_the_first_panel_ends_three_months_after_the_last_movement(tmp_path):
    panels = timeline(synthetic(tmp_path), "D-1").spec["panels"]
    assert [(panel["from"], panel["to"]) for panel in panels] == [
        ("2001-02-01", "2001-07-31"), ("2001-08-01", "2001-12-31"),
    ]  # fmt: skip


def test_the_months_can_be_chosen_and_must_be_in_order(tmp_path):
    case = synthetic(tmp_path)
    panels = timeline(case, "D-1", start="2001-03", split="2001-04").spec["panels"]
    assert (panels[0]["from"], panels[0]["to"]) == ("2001-03-01", "2001-04-30")
    with pytest.raises(ExhibitError, match="end before it starts"):
        timeline(case, "D-1", start="2001-05", split="2001-04")


def test_a_case_without_a_dated_movement_is_refused(tmp_path):
    def undated(rows):
        return [{**row, "date_from": "", "precision": "none"} for row in rows]

    case = synthetic(tmp_path, claims=undated, checks=[])
    with pytest.raises(ExhibitError, match="no movement"):
        timeline(case, "D-1")


def test_publications_are_counted_by_month_and_by_day(tmp_path):
    spec = timeline(synthetic(tmp_path), "D-1").spec
    assert [(m["month"], m["count"], m["by_day"]) for m in spec["publications"]] == [
        ("2001-06", 4, 4), ("2001-09", 1, 1),
    ]  # fmt: skip


def test_an_approximate_date_fades_at_both_ends():
    mark = {"shape": "soft", "certainty": "reported", "disputed": False}
    opacities = [
        part.split('fill-opacity="')[1].split('"')[0]
        for part in glyph(mark, (100.0, 200.0), 10.0, hollow=False)
    ]
    assert opacities == ["0.12", "0.12", "0.3", "0.3", "0.48", "0.48", "0.66", "0.66", "0.75"]


def test_a_hollow_day_is_white_inside_and_a_disputed_one_has_its_colour():
    mark = {"shape": "day", "certainty": "documented_record", "disputed": True}
    (hollow,) = glyph(mark, (0.0, 12.0), 10.0, hollow=True)
    assert 'fill="#ffffff"' in hollow
    assert f'stroke="{STATUS_STYLE["disputed"].color}"' in hollow
    (full,) = glyph({**mark, "disputed": False}, (0.0, 12.0), 10.0, hollow=False)
    assert f'fill="{STATUS_STYLE["documented"].color}"' in full


def test_labels_of_one_day_go_to_sub_rows_of_their_own():
    def entry(n):
        mark = {"from": "2001-06-10", "to": "2001-06-10", "shape": "day"}
        return {"label": f"event {n} " * 6, "side": "left", "hollow": False, "marks": [mark]}

    placed, count = place({"line": [], "entries": [entry(n) for n in range(3)]}, Scale.of(PANEL))
    assert count == 3
    assert [one.row for one in placed] == [0, 1, 2]


def test_the_words_say_when_the_item_moved_and_not_how_far_the_axis_goes(tmp_path):
    (panel, *_) = timeline(synthetic(tmp_path), "D-1").spec["panels"]
    assert panel["label"] == "The journey: February to April 2001"
    assert (panel["from"], panel["to"]) == ("2001-02-01", "2001-07-31")


def test_of_a_journey_outside_the_months_asked_for_the_words_are_those_of_the_axis(tmp_path):
    spec = timeline(synthetic(tmp_path), "D-1", start="2001-01", split="2001-01").spec
    assert spec["panels"][0]["label"] == "The journey: January 2001"


def test_real_case_first_panel_runs_from_january_2018_to_february_2019():
    spec = figure("timeline").spec
    assert (spec["panels"][0]["from"], spec["panels"][0]["to"]) == ("2018-01-01", "2019-02-28")
    assert spec["panels"][0]["label"] == "The journey: February to November 2018"
    assert spec["panels"][1]["to"] == "2021-12-31"


def test_real_case_shows_both_days_at_rotterdam_and_the_gap():
    exhibit = figure("timeline")
    (left,) = entry_of(row_of(exhibit.spec, "L1"), "departed")
    assert [mark["from"] for mark in left["marks"]] == ["2018-06-14", "2018-06-20"]
    assert ["l1_dep14", "l1_dep20"] in exhibit.spec["joins"]
    assert "AIS not received 1\N{EN DASH}19 October 2018" in exhibit.to_svg()


def test_real_case_is_legible():
    exhibit = figure("timeline")
    drawn.check_drawing(exhibit.to_svg())


def test_every_link_leads_to_a_claim_of_the_case():
    case = real()
    targets = {target for target, _ in drawn.links(figure("timeline").to_svg())}
    assert len(targets) > 30
    assert targets <= {f"#claim-{claim}" for claim in case.claims["claim"]}


def test_every_mark_stands_in_the_text_and_in_the_csv():
    exhibit = figure("timeline")
    rows = list(csv.DictReader(io.StringIO(exhibit.to_csv())))
    marks = [mark for _, mark in marks_of(exhibit.spec["lanes"])]
    assert len(rows) == len(marks)
    html = exhibit.to_html()
    assert all(f'href="#claim-{claim}"' in html for mark in marks for claim in mark["claims"])


def test_hostile_text_stays_text(tmp_path):
    case = synthetic(
        tmp_path,
        legs=lambda rows: edit(rows, "leg-1", label=HOSTILE),
        claims=lambda rows: edit(rows, "c_arr", statement=HOSTILE),
        replies=lambda rows: edit(rows, "r_1", who=HOSTILE),
    )
    exhibit = timeline(case, "D-1")
    drawn.root(exhibit.to_svg())
    assert "<script" not in exhibit.to_svg() + exhibit.to_html()
    assert "\u202e" not in exhibit.to_svg()


def test_the_private_form_gives_the_same_drawing_back():
    exhibit = figure("timeline")
    assert from_json(exhibit.to_json()).to_svg() == exhibit.to_svg()


def test_print_has_a_drawing_a_panel_and_no_id_twice():
    exhibit = figure("timeline")
    printed = kind("timeline").in_print(exhibit)
    assert printed.count("<svg ") == 2
    assert len(set(drawn.ids(printed))) == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda spec: spec.update(panels=[]), "panels"),
        (lambda spec: spec["panels"][0].update(to="2018-13-01"), r"panels\[0\]"),
        (lambda spec: spec["bands"][0].update({"from": "2019-01-01"}), r"bands\[0\]"),
        (lambda spec: spec["lanes"][0]["rows"][0]["entries"][0]["marks"][0].update(claims=[]),
         "a claim"),
        (lambda spec: spec["lanes"][0]["rows"][0]["entries"][0].update(marks=[]), "empty"),
        (lambda spec: spec.update(extra=1), "keys"),
    ],
)  # fmt: skip
def test_a_faulty_specification_is_refused(change, words):
    spec = figure("timeline").to_json()["spec"]
    spec = copy.deepcopy(spec)
    change(spec)
    with pytest.raises(ExhibitError, match=words):
        Exhibit("timeline", "D-1", "Timeline", "", spec)


def test_a_claim_that_dates_two_ways_side_by_side_stands_in_both(tmp_path):
    again = {"claim": "c_dep2", "subject": "leg-1", "predicate": "departed",
             "value": "also dated by it", "date_from": "2001-04-10",
             "precision": "day"}  # fmt: skip
    case = synthetic(tmp_path, readings=lambda rows: [*rows, again])
    spec = timeline(case, "D-1").spec
    for label in ("Port A", "Port B"):
        marks = [m for e in entry_of(row_of(spec, label), "departed") for m in e["marks"]]
        assert "c_dep2" in {claim for mark in marks for claim in mark["claims"]}, label
