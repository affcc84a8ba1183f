"""Timelines of events: received, not received, and what happened."""

import copy
import csv
import io
import json

import pandas as pd
import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tracklanes.drawing import HEAD, LANE, Scale
from tests.exhibits import drawn, voyages


@pytest.fixture(scope="module")
def chart():
    return exhibits.events_timeline(
        voyages.all_events(), "T-1", positions=voyages.positions(), stamp="SYNTHETIC"
    )


def rects(exhibit, colour, below=float("inf")):
    found = drawn.root(exhibit.to_svg()).iter(f"{drawn.NS}rect")
    return [
        (float(one.attrib["x"]), float(one.attrib["width"]))
        for one in found
        if one.attrib.get("fill") == colour and float(one.attrib["y"]) < below
    ]


def test_a_timeline_survives_its_private_form(chart):
    assert from_json(json.loads(json.dumps(chart.to_json()))) == chart


def test_received_ends_where_the_gap_begins_and_nothing_lies_inside(chart):
    lane = chart.spec["lanes"][0]
    assert lane["label"] == voyages.A
    assert lane["received"] == [
        ["2020-01-02T00:00:00", "2020-01-02T04:00:00", 17],
        ["2020-01-02T08:00:00", "2020-01-02T12:00:00", 17],
    ]
    scale = Scale.of(chart.spec)
    start, end = (scale.x(f"2020-01-02T0{h}:00:00", 0) for h in (4, 8))
    bars = rects(chart, "#005a8f", below=HEAD + LANE)
    assert len(bars) == 2
    assert all(x + wide <= start + 0.1 or x >= end - 0.1 for x, wide in bars)


def test_an_encounter_stands_in_the_lanes_of_both(chart):
    tags = {one["label"]: [m["tag"] for m in one["marks"]] for one in chart.spec["lanes"]}
    assert tags == {voyages.A: ["G1", "E1"], voyages.B: ["P1", "E1"]}
    texts = [m["text"] for one in chart.spec["lanes"] for m in one["marks"] if m["tag"] == "E1"]
    assert [voyages.B in texts[0], voyages.A in texts[1]] == [True, True]


def test_two_hulls_of_one_number_have_a_lane_each():
    row = voyages.meeting(mmsi_b=voyages.A, track_b=int(voyages.A) * 100 + 1)
    met = voyages.events("encounter", voyages.OtherRule(), [row])
    frame = voyages.positions()
    second = frame[frame["track"] == int(voyages.B) * 100].assign(track=int(voyages.A) * 100 + 1)
    frame = pd.concat([frame, second])
    found = [met, voyages.gaps()]
    made = exhibits.events_timeline(found, "T-1", positions=frame, vessels=[voyages.A])
    lanes = {one["label"]: one for one in made.spec["lanes"]}
    assert list(lanes) == [voyages.A, f"{voyages.A} #2"]
    assert [m["tag"] for m in lanes[f"{voyages.A} #2"]["marks"]] == ["E1"]
    assert [n for _, _, n in lanes[f"{voyages.A} #2"]["received"]] == [17]
    assert any("second hull" in text for text in made.spec["left_out"])


def test_the_drawing_keeps_to_what_every_figure_keeps_to(chart):
    drawn.check_drawing(chart.to_svg())


def test_the_words_say_not_received(chart):
    words = " ".join(box.words for box in drawn.boxes(chart.to_svg()))
    assert "not received 4 h 00 min" in words
    for word in ("dark", "hidden", "disabled", "switched off"):
        assert word not in str(chart.spec).lower()


def test_vessels_with_most_events_come_first_and_the_rest_is_counted():
    extra = voyages.gap(event="d" * 16, off_t=voyages.at(9), on_t=voyages.at(11.5), hours=2.5)
    found = [voyages.gaps(voyages.gap(), extra), *voyages.all_events()[1:]]
    made = exhibits.events_timeline(found, "T-1", positions=voyages.positions(), limit=1)
    assert [one["label"] for one in made.spec["lanes"]] == [voyages.A]
    assert made.spec["left_out"] == ["1 more tracks with events are not drawn."]


def test_csv_has_every_span_in_order_of_time(chart):
    rows = list(csv.DictReader(io.StringIO(chart.to_csv())))
    own = [(row["kind"], row["from"][11:16]) for row in rows if row["vessel"] == voyages.A]
    assert own == [("received", "00:00"), ("encounter", "02:00"), ("gap", "04:00"),
                   ("received", "08:00")]  # fmt: skip
    assert {row["stamp"] for row in rows} == {"SYNTHETIC"}


def test_a_gap_open_at_the_end_reaches_the_edge():
    row = voyages.gap(open="end", on_t=None, on_lat=None, on_lon=None)
    frame = voyages.positions()
    frame = frame[frame["t"] <= voyages.at(5)]
    made = exhibits.events_timeline(
        voyages.gaps(row), "T-1", positions=frame,
        between=(voyages.at(0), voyages.at(10)),
    )  # fmt: skip
    drawn.check_drawing(made.to_svg())
    boxes = [x + w for x, w in rects(made, "#8a5a00")]
    assert max(boxes) == pytest.approx(886, abs=0.2)


def test_a_stretch_of_a_year_can_be_read():
    frame = voyages.positions()
    made = exhibits.events_timeline(
        voyages.gaps(), "T-1", positions=frame,
        between=(voyages.DAY - pd.Timedelta(days=200), voyages.DAY + pd.Timedelta(days=200)),
    )  # fmt: skip
    drawn.check_drawing(made.to_svg())


def test_nothing_to_show_is_said():
    none = voyages.gaps().frame.head(0)
    from dataclasses import replace

    empty = replace(voyages.gaps(), frame=none)
    with pytest.raises(ExhibitError, match="no vessel has an event"):
        exhibits.events_timeline(empty, "T-1", positions=voyages.positions())
    with pytest.raises(ExhibitError, match="no figure shows events of the kind 'wreck'"):
        exhibits.events_timeline(replace(empty, kind="wreck"), "T-1", positions=None)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("from",), "yesterday", "a time such as"),
        (("to",), "2019-01-01T00:00:00", "after spec.from"),
        (("lanes", 0, "received", 0), ["2020-01-02T00:00:00"], "from, to and a number"),
        (("lanes", 0, "marks", 0, "kind"), "wreck", "one of gap"),
        (("lanes", 0, "marks", 0, "from"), "", "a time such as"),
        (("lanes", 0, "label"), 1, "wrong type"),
    ],
)
def test_a_specification_that_is_none_is_refused(chart, path, value, said):
    spec = copy.deepcopy(chart.spec)
    held = spec
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    with pytest.raises(ExhibitError, match=said):
        Exhibit("tracklanes", "T-1", "Title", "", spec)
