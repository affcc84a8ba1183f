from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from defusedxml.ElementTree import fromstring

from osint_helpers import export
from osint_helpers.case import Case, open_case
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import ExportError
from osint_helpers.export.account import rows
from osint_helpers.export.geo import SHOWN, ground
from osint_helpers.export.geopackage import LAYERS
from osint_helpers.export.kml import NAMESPACE
from osint_helpers.journey.stops import stops
from tests.export.conftest import changed, unaccounted

DRAWN = {"L1", "L3", "L4", "L6", "L7"}


@pytest.fixture(scope="module")
def found(maybach):
    return ground(maybach)


@pytest.fixture(scope="module")
def package(maybach, tmp_path_factory):
    return export.geopackage(maybach, tmp_path_factory.mktemp("gpkg") / "journey.gpkg")


def marks(text, folder):
    root = fromstring(text)
    for one in root.iter(f"{{{NAMESPACE}}}Folder"):
        if one.findtext(f"{{{NAMESPACE}}}name") == folder:
            return one.findall(f"{{{NAMESPACE}}}Placemark")
    raise AssertionError(folder)


def data(mark):
    return {
        one.get("name"): one.findtext(f"{{{NAMESPACE}}}value")
        for one in mark.iter(f"{{{NAMESPACE}}}Data")
    }


def test_what_may_not_be_drawn_has_no_line_and_says_why(found):
    assert {one.leg for one in found.lines if one.parts} == DRAWN
    for one in found.lines:
        assert bool(one.parts) != bool(one.not_drawn_because)
        assert (one.line == "none") != bool(one.parts)
    (gap,) = [one for one in found.lines if one.leg == "L5"]
    assert gap.not_drawn_because.endswith("inside a gap no path is drawn")


def test_a_line_says_what_it_is(found):
    kinds = {one.leg: one.line for one in found.lines if one.parts}
    assert kinds["L3"] == "modelled sea lane, not an observed track"
    assert kinds["L7"] == "great circle, not a track"
    assert kinds["L6"] == "straight line: way unknown"


def test_every_version_of_a_cell_is_printed_with_its_doubts(found):
    cells = {one.leg: one.cells for one in found.lines}
    assert cells["L1"]["departed"].startswith("14 June 2018 / 20 June 2018")
    assert set(cells["L1"]) == set(SHOWN)
    assert "disputed" in cells["L1"]["departed"]


def test_a_day_stands_alone_only_where_it_is_one_and_undisputed(found):
    days = {one.leg: (one.first_day, one.last_day) for one in found.lines}
    assert days["L1"] == ("", "2018-07-31")
    assert days["L3"] == ("2018-08-26", "2018-09-18")


def test_a_day_that_a_claim_elsewhere_contradicts_does_not_stand_alone(synthetic):
    plain_case = synthetic()
    assert ground(plain_case).lines[0].last_day == "2001-04-02"
    assert 'end="2001-04-02"' in export.gexf(plain_case).text
    more = pd.DataFrame([{"claim": "c_arr", "other": "c_gate", "note": "SYNTHETIC"}])
    tables = {name: plain_case.table(name) for name in TABLES}
    tables["contradictions"] = pd.concat([tables["contradictions"], more], ignore_index=True)
    lines = {name: range(2, len(frame) + 2) for name, frame in tables.items()}
    case = Case(plain_case.folder, plain_case.meta, tables, lines, plain_case.texts)
    assert ground(case).lines[0].last_day == ""
    assert 'end="2001-04-02"' not in export.gexf(case).text


def test_every_row_of_the_case_is_on_the_map_or_a_loss(found, maybach):
    drawn = {"legs": {one.leg for one in found.lines},
             "places": {one.place for one in found.stops}}  # fmt: skip
    told = {table: set(found.losses.query("ours == @table")["id"]) for table in TABLES}
    readings = {key for key, row in rows(maybach, "readings")
                if row["predicate"] in SHOWN and row["subject"] in drawn["legs"]}  # fmt: skip
    for table in TABLES:
        for key, _ in rows(maybach, table):
            shown = key in drawn.get(table, ()) or (table == "readings" and key in readings)
            assert shown or key in told[table], (table, key)


def test_every_cell_that_is_no_loss_stands_on_the_map(found, maybach):
    text = "\n".join(map(str, (*found.stops, *found.lines))).replace("\\'", "'")
    # a date stands in words (14 June 2018), and the value of a time is its date
    dates = ("date_from", "date_to", "precision")
    said = {(table, column) for table in ("claims", "readings") for column in dates}
    assert unaccounted(maybach, found.losses, text) <= {*said, ("claims", "value")}


def test_kml_holds_every_stop_and_leg(maybach):
    made = export.kml(maybach)
    assert (made.stops, made.lines, made.undrawn) == (len(stops(maybach)), 5, 4)
    assert len(marks(made.text, "Stops")) == made.stops
    lines, bare = marks(made.text, "Legs"), marks(made.text, "Legs without a line")
    assert (len(lines), len(bare)) == (5, 4)
    assert all(one.find(f"{{{NAMESPACE}}}MultiGeometry") is not None for one in lines)
    assert all(one.find(f"{{{NAMESPACE}}}MultiGeometry") is None for one in bare)
    assert {data(one)["leg"]: data(one)["line"] for one in lines}["L1"] == (
        "modelled sea lane, not an observed track"
    )
    for one in (*lines, *bare):
        words = data(one)["status"].replace("_", " ")
        assert one.findtext(f"{{{NAMESPACE}}}name").endswith(f"({words})")
    assert sum(made.reasons.values()) == len(made.losses)


def test_kml_spans_time_only_where_a_day_is_sure(maybach):
    spans = {}
    for one in marks(export.kml(maybach).text, "Legs"):
        found = one.find(f"{{{NAMESPACE}}}TimeSpan")
        days = [] if found is None else [(x.tag.rpartition("}")[2], x.text) for x in found]
        spans[data(one)["leg"]] = days
    assert spans["L3"] == [("begin", "2018-08-26"), ("end", "2018-09-18")]
    assert spans["L1"] == [("end", "2018-07-31")]
    assert spans["L6"] == []


def test_kml_points_are_longitude_first(maybach):
    (first, *_) = marks(export.kml(maybach).text, "Stops")
    assert "Rotterdam" in first.findtext(f"{{{NAMESPACE}}}name")
    point = f"{{{NAMESPACE}}}Point/{{{NAMESPACE}}}coordinates"
    assert first.findtext(point) == "4.044000,51.958000"


def test_kml_is_the_same_each_time(maybach):
    assert export.kml(maybach).text == export.kml(maybach).text


def test_hostile_text_is_no_markup_of_a_balloon(maybach):
    hostile = "\x00\u202e<script>alert(1)</script>$[name]]]>"
    made = export.kml(changed(maybach, hostile, ("name", "label", "note", "status_note")))
    for one in fromstring(made.text).iter(f"{{{NAMESPACE}}}description"):
        assert "<script" not in one.text
        assert "$[" not in one.text
    assert "\u202e" not in made.text


def test_the_geopackage_reads_back_to_stops_and_legs(package, maybach):
    assert [row[0] for row in pyogrio.list_layers(package.path)] == list(LAYERS)
    points = pyogrio.read_dataframe(package.path, layer="stops")
    legs = pyogrio.read_dataframe(package.path, layer="legs")
    about = pyogrio.read_dataframe(package.path, layer="about")
    assert str(points.crs) == str(legs.crs) == "EPSG:4326"
    assert list(points["n"]) == [stop.n for stop in stops(maybach)]
    assert set(legs[legs.geometry.notna()]["leg"]) == DRAWN
    assert list(legs["leg"]) == list(maybach.legs.sort_values("position")["leg"])
    assert legs[legs.geometry.isna()]["not_drawn_because"].map(bool).all()
    told = dict(zip(about["name"], about["value"], strict=True))
    assert told["caution"] == maybach.meta.caution
    assert (package.stops, package.lines, package.undrawn) == (len(points), 5, 4)


def test_the_geopackage_is_the_same_each_time_and_bears_the_day_of_the_case(package, maybach):
    other = package.path.with_name("other")
    other.mkdir()
    again = export.geopackage(maybach, other / "journey.gpkg")
    digests = {hashlib.sha256(one.path.read_bytes()).hexdigest() for one in (package, again)}
    assert len(digests) == 1
    with sqlite3.connect(package.path) as store:
        days = {row[0] for row in store.execute("select last_change from gpkg_contents")}
    store.close()
    assert days == {"2026-11-21T00:00:00.000Z"}
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_a_layer_without_rows_has_its_columns(tmp_path: Path):
    made = export.geopackage(open_case("collecting-public-records"), tmp_path / "journey.gpkg")
    legs = pyogrio.read_dataframe(made.path, layer="legs")
    assert (made.stops, made.lines, made.undrawn, len(legs)) == (0, 0, 0, 0)
    assert {"leg", "status", "line", "not_drawn_because", "departed"} <= set(legs.columns)


def test_a_file_that_cannot_be_written_leaves_the_old_one(maybach, tmp_path: Path, monkeypatch):
    old = tmp_path / "journey.gpkg"
    old.write_bytes(b"SYNTHETIC")

    def fails(*_args, **_keywords):
        raise pyogrio.errors.DataSourceError("open failed: SYNTHETIC disk")

    monkeypatch.setattr(pyogrio, "write_dataframe", fails)
    with pytest.raises(ExportError, match="cannot be written: SYNTHETIC disk"):
        export.geopackage(maybach, old)
    assert old.read_bytes() == b"SYNTHETIC"
    assert list(tmp_path.iterdir()) == [old]


def test_rows_that_did_not_arrive_are_an_error(maybach, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(pyogrio, "read_info", lambda *_a, **_k: {"features": 1})
    with pytest.raises(ExportError, match="1 of 8 rows arrived"):
        export.geopackage(maybach, tmp_path / "journey.gpkg")


def test_a_file_of_another_name_or_in_no_folder_is_refused(maybach, tmp_path: Path):
    with pytest.raises(ExportError, match=r"does not end in \.gpkg"):
        export.geopackage(maybach, tmp_path / "journey.sqlite")
    with pytest.raises(ExportError, match="cannot be written"):
        export.geopackage(maybach, tmp_path / "no" / "journey.gpkg")


def test_an_assumed_place_says_so_in_its_name_and_precedents_have_no_line():
    found = ground(open_case("lexus-2023"))
    assert [stop.name for stop in found.stops] == [
        "Yokohama (assumed)", "Chattogram (assumed)", "Yokohama", "Chattogram (assumed)",
    ]  # fmt: skip
    apart = {one.leg: one.not_drawn_because for one in found.lines if one.leg.startswith("PX")}
    assert set(apart.values()) == {"the movement of another item, kept apart from this journey"}
