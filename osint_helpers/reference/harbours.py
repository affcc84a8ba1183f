"""Seaports of the world: the sea-lane package's list under the project's own cited table.

The package's points are a list for searching, not surveyed: some lie off by tens of kilometres.
Where the project cites a port, its row takes the place of the package's.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers.reference.provenance import cited, package, package_file, rows

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = ("port", "name", "country", "lat", "lon", "source")
_SHA256: Final = "8398cb9554a19cf37f53f932f3842f58fbd94fce4c8e2704c3f5a4205ea5977e"


class Row(NamedTuple):
    """One port: code, name, country, WGS 84 degrees, one line of provenance."""

    port: str
    name: str
    country: str
    lat: float
    lon: float
    source: str


def seaports() -> pd.DataFrame:
    """Return the seaports, one row a port, sorted by port.

    Returns
    -------
    DataFrame
        ``port`` (the project's id, else the package's five-character code), ``name``, ``country``
        (ISO 3166-1 alpha-2: the first two letters of the code), ``lat``, ``lon`` (WGS 84 degrees)
        and ``source``, one line of provenance; it says so where the package names another country.
        Some codes of the package mean an airport in today's UN/LOCODE: to look a code up, use
        `reference.place`.

    Raises
    ------
    ReferenceDataError
        When the package is not installed or its file is another one.
    """
    import pandas as pd

    return pd.DataFrame(_table()[0], columns=list(COLUMNS))


def dropped_seaports() -> pd.DataFrame:
    """Return the rows left out of `seaports`: same columns, and ``why``.

    A code that stands twice in the package keeps the row the package marks as a terminal, then the
    shortest name, then name, latitude and longitude in order; ``why`` says how far apart the two
    lie, since a few are two ports under one code. A port the project cites keeps the cited row.
    """
    import pandas as pd

    return pd.DataFrame(_table()[1], columns=[*COLUMNS, "why"])


@cache
def _table() -> tuple[list[Row], list[tuple[object, ...]]]:
    """Return the rows kept, sorted by port, and those dropped with the reason."""
    kept, dropped = _package_rows()
    aliases = {
        row["code"]: row["place"] for row in rows("place_codes.csv") if row["scheme"] == "searoute"
    }
    for row in _cited_rows():
        for code in sorted({row.port, *(c for c, place in aliases.items() if place == row.port)}):
            if code in kept:
                dropped.append((*kept.pop(code), f"the project cites {row.port} instead"))
        kept[row.port] = row
    return [kept[port] for port in sorted(kept)], sorted(dropped, key=_text)


def _text(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


def _cited_rows() -> Iterator[Row]:
    for line, row in enumerate(rows("places.csv"), start=2):
        if row["kind"] == "seaport" and row["lat"]:
            source = cited("places.csv", str(line), row["coordinate_basis"]).text()
            yield Row(
                row["place"],
                row["name"],
                row["country"],
                float(row["lat"]),
                float(row["lon"]),
                source,
            )


def _package_rows() -> tuple[dict[str, Row], list[tuple[object, ...]]]:
    path = package_file("searoute", "data", "ports.geojson", sha256=_SHA256)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    for feature in features:
        facts = feature["properties"]
        countries[facts["port"][:2]][facts["cty"]] += 1
    by_code: dict[str, list[Any]] = defaultdict(list)
    dropped: list[tuple[object, ...]] = []
    for feature in features:
        facts, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        code, name = facts["port"], facts["name"]
        usual = min(countries[code[:2]], key=lambda c: (-countries[code[:2]][c], c))
        note = "" if facts["cty"] == usual else f"the package names the country {facts['cty']}"
        row = Row(code, name, code[:2], lat, lon, package("searoute", note).text())
        if len(code) == 5:
            by_code[code].append((facts["t"] != 1, len(name), row))
        else:
            dropped.append((*row, "no five-character code"))
    kept: dict[str, Row] = {}
    for code, group in by_code.items():
        (*_, first), *others = sorted(group)
        kept[code] = first
        dropped += [(*row, _double(first, row)) for *_, row in others]
    return kept, dropped


def _double(kept: Row, row: Row) -> str:
    from osint_helpers.reference.lanes import great_circle_nm

    km = great_circle_nm((kept.lat, kept.lon), (row.lat, row.lon)) * 1.852
    return f"the code stands twice; {kept.name} is kept, {km:.1f} km away"
