from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from pyproj import Geod

from osint_helpers._paths import reference_folder
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import place, places
from osint_helpers.reference.gazetteer import find
from osint_helpers.reference.provenance import package_file, rows
from scripts.make_reference import main, tables

GEOD = Geod(ellps="WGS84")
# SYNTHETIC aliases: codes and names that occur in no case.
ALIASES = (
    {"place": "XX_ONE", "scheme": "name", "code": "Samename", "status": "current", "note": ""},
    {"place": "XX_TWO", "scheme": "other", "code": "SAMENAME", "status": "current", "note": ""},
    {"place": "XX_TWO", "scheme": "iata", "code": "QQQ", "status": "current", "note": ""},
)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(a[1], a[0], b[1], b[0])[2]) / 1000


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("CNDAL", "CNDAL"),
        ("cndal", "CNDAL"),
        ("CN DAL", "CNDAL"),
        ("Dalian", "CNDAL"),
        (" dalian ", "CNDAL"),
        ("大连", "CNDAL"),
        ("DLC", "ZYTL"),
        ("ZYTL", "ZYTL"),
        ("UHWW", "UHWW"),
        ("vvo", "UHWW"),
        ("Pusan", "KRPUS"),
        ("KRBNP", "KRBNP"),
        ("Находка", "RUNJK"),
        ("NAMP'O", "KPNAM"),
        ("Lomé", "TG_LOME"),
        ("tg_lome", "TG_LOME"),
        ("Chittagong", "BDCGP"),
    ],
)
def test_lookup(key: str, found: str) -> None:
    assert place(key).id == found


def test_reassigned_code_is_explained_not_resolved() -> None:
    with pytest.raises(ReferenceDataError) as caught:
        place("CNDLC")
    assert "now Dalian airport" in str(caught.value)
    assert "CNDAL" in str(caught.value)
    assert place("CNDLC", scheme="searoute").id == "CNDAL"


@pytest.mark.parametrize("code", ["CNTSN", "CNSHA", "CNNGB", "KPNJN", "CNDLN", "JPFUK", "NLEUR"])
def test_other_confusable_codes(code: str) -> None:
    with pytest.raises(ReferenceDataError, match="is not used as a key"):
        place(code)


def test_package_code_needs_its_scheme() -> None:
    assert place("KPNJN", scheme="searoute").id == "KPRJN"
    with pytest.raises(ReferenceDataError, match="not in the searoute codes"):
        place("CNDAL", scheme="searoute")


def test_unknown_key_and_scheme() -> None:
    with pytest.raises(ReferenceDataError, match="is not in the table of places"):
        place("Atlantis")
    with pytest.raises(ReferenceDataError, match="no code scheme 'postal'"):
        place("CNDAL", scheme="postal")


def test_ambiguous_name_names_the_candidates() -> None:
    with pytest.raises(ReferenceDataError, match="names 2 places: XX_ONE, XX_TWO"):
        find(ALIASES, "samename")
    assert find(ALIASES, "qqq") == "XX_TWO"
    assert find(ALIASES, "XX_ONE") == "XX_ONE"


def test_every_id_finds_itself_and_no_key_is_ambiguous() -> None:
    for row in rows("places.csv"):
        assert place(row["place"]).id == row["place"]
    for row in rows("place_codes.csv"):
        if row["status"] == "current":
            scheme = "name" if row["scheme"] == "other" else row["scheme"]
            assert place(row["code"], scheme=scheme).id == row["place"]


def test_place_carries_its_row_and_source() -> None:
    rotterdam = place("NLRTM")
    assert rotterdam.provenance.text() == (
        "cited fact: data/reference/places.csv, row NLRTM, UNECE, UN/LOCODE 2024 edition, as "
        "republished by Geoapify: code list with coordinates"
    )
    assert (rotterdam.country, rotterdam.kind, rotterdam.precision_km) == ("NL", "seaport", 3.0)
    assert rotterdam.point() == (51.958, 4.044)
    assert place("CNDAL").codes == {"unlocode": "CNDAL", "searoute": "CNDLC", "wpi": "CNDAL"}


def test_place_without_coordinate_is_never_drawn() -> None:
    unknown = place("CN_LUHUASHAN")
    assert (unknown.lat, unknown.lon, unknown.tz) == (None, None, None)
    with pytest.raises(ReferenceDataError, match="do not guess"):
        unknown.point()


def test_time_zone_is_the_tables_or_that_of_the_point() -> None:
    assert place("UHWW").tz == "Asia/Vladivostok"
    assert place("KPNAM").tz == "Asia/Pyongyang"


def test_places_is_a_frame_in_file_order() -> None:
    frame = places()
    assert frame["place"].tolist() == [row["place"] for row in rows("places.csv")]
    assert frame["lat"].dtype == float
    assert frame.loc[frame["lat"].isna(), "place"].tolist() == ["CN_LUHUASHAN"]
    assert frame.loc[0, "note"].startswith("the terminal of neither case is published")


def test_tables_are_the_transcription_of_the_facts(facts: Path, tmp_path: Path) -> None:
    main(facts, tmp_path)
    written = sorted(tmp_path.iterdir())
    assert len(written) == 6
    for path in written:
        assert path.read_bytes() == (reference_folder() / path.name).read_bytes()


def test_no_row_of_the_facts_is_lost(facts: Path) -> None:
    loaded = yaml.safe_load((facts / "ports.yaml").read_text(encoding="utf-8"))
    listed = [*loaded["ports"], *loaded["airports"], *loaded["other_places"]]
    assert [row["place"] for row in rows("places.csv")] == [entry["id"] for entry in listed]
    for entry in listed:
        found = place(entry["id"])
        assert (found.lat, found.lon, found.name) == (entry["lat"], entry["lon"], entry["name"])
        assert found.note == (entry["note"] or "")
    assert len(tables(loaded)["distances.csv"][1]) == 20


def _package_ports() -> dict[str, tuple[float, float]]:
    import json

    text = package_file("searoute", "data", "ports.geojson").read_text(encoding="utf-8")
    first: dict[str, tuple[float, float]] = {}
    for feature in json.loads(text)["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        first.setdefault(feature["properties"]["port"], (lat, lon))
    return first


def test_ports_agree_with_the_sea_lane_package() -> None:
    ports, compared = _package_ports(), 0
    for row in rows("places.csv"):
        found = place(row["place"])
        code = found.codes.get("searoute")
        if code is None or found.lat is None:
            continue
        distance = km(found.point(), ports[code])
        stated = row["searoute_km"]
        if stated:
            assert distance == pytest.approx(float(stated), abs=0.3), row["place"]
        else:
            assert row["coordinate_source"] == "pkg_searoute", row["place"]
            assert distance < 0.01, row["place"]
        compared += 1
    assert compared >= 35


def test_airports_agree_with_the_airport_package() -> None:
    import airportsdata

    table = airportsdata.load("ICAO")
    airports = [place(row["place"]) for row in rows("places.csv") if row["kind"] == "airport"]
    assert len(airports) == 10
    for airport in airports:
        entry = table[airport.codes["icao"]]
        assert km(airport.point(), (entry["lat"], entry["lon"])) < 0.1
        assert (airport.codes["iata"], airport.tz, airport.country) == (
            entry["iata"], entry["tz"], entry["country"],
        )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [("KRKAN", (34.56, 127.42), "KRKAN"), ("NLRTM", (51.9044, 4.4424), "NLRTM")],
)
def test_known_wrong_rows_of_the_package_are_still_wrong(
    code: str, wrong: tuple[float, float], right: str
) -> None:
    assert km(_package_ports()[code], wrong) < 0.1
    assert km(_package_ports()[code], place(right).point()) > 20


def test_alternative_points_lie_where_the_table_says() -> None:
    for row in rows("place_alternatives.csv"):
        point = (float(row["lat"]), float(row["lon"]))
        stated = float(row["km_from_point"])
        assert km(point, place(row["place"]).point()) == pytest.approx(stated, abs=0.3)


def test_coordinate_sources_are_listed() -> None:
    with (reference_folder() / "place_sources.csv").open(encoding="utf-8", newline="") as stream:
        listed = {row["source"] for row in csv.DictReader(stream)}
    used = {row["coordinate_source"] for row in rows("places.csv")} - {""}
    assert used <= listed
    assert {row["source"] for row in rows("place_sources.csv") if not row["licence"]} == set()
