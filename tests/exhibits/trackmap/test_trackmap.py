"""Maps of tracks: what is drawn, what never is, what is refused."""

import copy
import csv
import io
import json
import re

import pandas as pd
import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.trackmap import framing
from tests.exhibits import drawn, voyages

pytest.importorskip("pyarrow", reason="the extra tracks is not installed")


@pytest.fixture(scope="module")
def chart():
    return exhibits.track_map(
        voyages.positions(), "T-1", mmsi=voyages.A, events=voyages.all_events(), stamp="SYNTHETIC"
    )


@pytest.fixture(scope="module")
def fleet():
    return exhibits.events_map(voyages.all_events(), "T-2", positions=voyages.positions())


def ways(exhibit):
    return [one.attrib for one in drawn.root(exhibit.to_svg()).iter(f"{drawn.NS}path")]


def test_a_map_survives_its_private_form(chart, fleet):
    for one in (chart, fleet):
        assert from_json(json.loads(json.dumps(one.to_json()))) == one


def test_no_line_crosses_the_gap(chart):
    runs = [list(framing.unpack(flat)) for flat in chart.spec["runs"]]
    assert [(len(run), run[0], run[-1]) for run in runs] == [
        (17, (54.0, 8.0), (54.16, 8.32)), (17, (54.32, 8.64), (54.48, 8.96)),
    ]  # fmt: skip
    lines = [way["d"] for way in ways(chart) if way.get("stroke-width") == "0.9"]
    assert [d.count("M") for d in lines] == [2]


def test_a_pause_as_long_as_the_rule_is_a_gap_and_a_shorter_one_is_not():
    frame = voyages.positions()
    shown = {
        hours: len(exhibits.track_map(frame, "T-1", mmsi=voyages.A, pause_h=hours).spec["runs"])
        for hours in (4.0, 4.01)
    }
    assert shown == {4.0: 2, 4.01: 1}


def test_both_ends_of_a_gap_are_marked_and_nothing_joins_them(chart):
    marks = [(one["sign"], one["tag"], one["when"][11:16]) for one in chart.spec["marks"]]
    assert marks == [("last", "G1", "04:00"), ("first", "G1", "08:00"),
                     ("encounter", "E1", "02:00")]  # fmt: skip
    words = [box.words for box in drawn.boxes(chart.to_svg())]
    assert {"G1 last", "G1 first", "E1"} <= set(words)


def test_events_of_another_vessel_are_not_on_the_map_of_one(chart, fleet):
    assert "P1" not in {one["tag"] for one in chart.spec["marks"]}
    assert "P1" in {one["tag"] for one in fleet.spec["marks"]}


def test_every_time_named_is_that_of_a_position_received(chart):
    frame = voyages.positions()
    held = {(round(r.lat, 5), round(r.lon, 5), r.t.strftime("%H:%M")) for r in frame.itertuples()}
    assert chart.spec["ticks"]
    assert {(t["lat"], t["lon"], t["text"]) for t in chart.spec["ticks"]} <= held


def test_the_drawing_keeps_to_what_every_figure_keeps_to(chart, fleet):
    for one in (chart, fleet):
        drawn.check_drawing(one.to_svg())
        drawn.check_drawing(kind("trackmap").in_print(one).removeprefix(
            '<div class="figure-print">').removesuffix("</div>"))  # fmt: skip


def test_scale_north_and_land_are_there(chart):
    words = [box.words for box in drawn.boxes(chart.to_svg())]
    assert "N" in words
    assert any(
        re.fullmatch(r"[\d.]+ nm \([\d.]+ km\) at 54\N{DEGREE SIGN} N", one) for one in words
    )
    assert chart.spec["land"]["polygons"]


def test_the_scale_bar_is_as_long_as_it_says():
    frame = framing.framed([(54.0, 5.0), (54.5, 6.0)])
    from osint_helpers.exhibits.trackmap.drawing import _scale

    bar, box = _scale(frame, [])
    text = next(one for one in bar if "nm (" in one)
    nm = float(re.search(r">([\d.]+) nm", text)[1])
    long = float(
        re.search(r"h([\d.]+)v-6", next(one for one in bar if "h" in one and "v-6" in one))[1]
    )
    assert frame.km(long, 54) / 1.852 == pytest.approx(nm, rel=0.01)
    _, moved = _scale(frame, [(box.x + 5, box.y + 5)])
    assert moved.x < box.x


def test_density_counts_every_position_once(fleet):
    frame = framing.framed([(54.0, 5.0), (54.5, 6.0)])
    one = pd.DataFrame({"lat": [54.2] * 10, "lon": [5.5] * 10})
    far = pd.DataFrame({"lat": [10.0], "lon": [5.5]})
    cells, seen = framing.density(pd.concat([one, far]), frame)
    assert [len(level) for level in cells] == [0, 2, 0, 0]
    assert seen == 10
    assert sum(len(level) for level in fleet.spec["density"]) > 4


def test_a_track_over_the_antimeridian_is_one_picture():
    frame = voyages.positions(lon=179.5)
    made = exhibits.track_map(frame, "T-1", mmsi=voyages.A, pause_h=2)
    _, west, _, east = made.spec["bounds"]
    assert east - west < 3
    assert east > 180
    lons = [lon for flat in made.spec["runs"] for _, lon in framing.unpack(flat)]
    assert min(lons) > west
    assert max(lons) < east


def test_hostile_text_stays_text():
    hostile = voyages.gaps(voyages.gap(text=voyages.HOSTILE))
    made = exhibits.events_map(hostile, "T-3", positions=voyages.positions())
    for text in (made.to_svg(), made.to_html()):
        assert "<script>" not in text
    rows = list(csv.DictReader(io.StringIO(made.to_csv())))
    assert rows[0]["text"] == voyages.HOSTILE
    formula = exhibits.events_map(voyages.gaps(voyages.gap(text="=1+1")), "T-3")
    assert next(csv.DictReader(io.StringIO(formula.to_csv())))["text"] == "'=1+1"


def test_a_stamp_stands_on_the_figure_and_on_every_row(chart):
    assert "SYNTHETIC" in chart.to_svg()
    rows = list(csv.DictReader(io.StringIO(chart.to_csv())))
    assert {row["stamp"] for row in rows} == {"SYNTHETIC"}


def test_many_marks_are_named_in_the_table_alone():
    rows = [voyages.gap(event=f"{n:016d}", off_lat=54 + n / 100) for n in range(30)]
    made = exhibits.events_map(voyages.gaps(*rows), "T-3")
    assert not [box for box in drawn.boxes(made.to_svg()) if box.words.startswith("G")]
    assert made.to_html().count("<tr>") == 61


def test_a_gap_open_at_an_end_marks_the_end_it_has():
    rows = [voyages.gap(open="end", on_t=None, on_lat=None, on_lon=None)]
    made = exhibits.events_map(voyages.gaps(*rows), "T-3")
    assert [one["sign"] for one in made.spec["marks"]] == ["last"]


def test_bounds_leave_out_what_lies_beyond_them():
    found = voyages.all_events()
    made = exhibits.events_map(found, "T-3", bounds=(54.0, 8.0, 54.2, 8.4))
    assert [one["tag"] for one in made.spec["marks"]] == ["G1", "P1", "E1"]


def test_nothing_to_draw_is_said():
    with pytest.raises(ExhibitError, match="no position of MMSI 000000999"):
        exhibits.track_map(voyages.positions(), "T-1", mmsi="000000999", pause_h=2)
    with pytest.raises(ExhibitError, match="not said how long"):
        exhibits.track_map(voyages.positions(), "T-1", mmsi=voyages.A)
    with pytest.raises(ExhibitError, match="nothing to draw"):
        exhibits.events_map([], "T-1")
    with pytest.raises(ExhibitError, match="no column 'track'"):
        exhibits.track_map(pd.DataFrame({"lat": []}), "T-1", mmsi=voyages.A, pause_h=2)
    with pytest.raises(ExhibitError, match="south, west"):
        exhibits.events_map(voyages.gaps(), "T-1", bounds=(5, 5, 1, 6))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("bounds",), [1, 2], "4 numbers"),
        (("bounds",), [2, 1, 1, 2], "south, west"),
        (("runs", 0), [1, 2, 3], "pairs of whole"),
        (("runs", 0), [1.5, 2], "pairs of whole"),
        (("marks", 0, "sign"), "cross", "one of last"),
        (("marks", 0, "lat"), "x", "wrong type"),
        (("land", "polygons"), [[1]], "packed rings"),
        (("words",), "x", "wrong type"),
        (("density",), [[]] * 9, "more levels"),
    ],
)
def test_a_specification_that_is_none_is_refused(chart, path, value, said):
    spec = copy.deepcopy(chart.spec)
    held = spec
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = value
    with pytest.raises(ExhibitError, match=said):
        Exhibit("trackmap", "T-1", "Title", "", spec)


def test_no_line_joins_two_hulls_of_one_number():
    frame = voyages.positions()
    track = int(voyages.A) * 100
    first = frame[(frame["track"] == track) & (frame["t"] <= voyages.at(4))]
    second = first.assign(track=track + 1, t_us=first["t_us"] + 4 * 3_600_000_000 + 60_000_000)
    made = exhibits.track_map(pd.concat([first, second]), "T-1", mmsi=voyages.A, pause_h=6)
    assert [len(list(framing.unpack(flat))) for flat in made.spec["runs"]] == [17, 17]


def test_hours_at_one_berth_are_named_as_a_span():
    rows = [(int(voyages.A) * 100, 54.2, 8.2, voyages.at(n)) for n in range(5)]
    frame = pd.DataFrame(rows, columns=["track", "lat", "lon", "t"])
    frame["t_us"] = frame["t"].astype("datetime64[us, UTC]").astype("int64")
    made = exhibits.track_map(frame, "T-1", mmsi=voyages.A, pause_h=6)
    words = [box.words for box in drawn.boxes(made.to_svg())]
    assert "00:00\N{EN DASH}04:00" in words
