"""Ports, airports and towns of the cases: one checked, cited table with all code aliases.

A port in a report comes from here or carries the grade "unverified coordinate". A code that
was reassigned, or that is easily confused, is never resolved in silence: ``CNDLC`` is the
airport of Dalian today, although the sea-lane package still means the port by it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.provenance import Provenance, cited, rows

if TYPE_CHECKING:
    import pandas as pd

SCHEMES: Final = ("id", "unlocode", "icao", "iata", "wpi", "searoute", "name")
# Package codes are keys only when asked for: some of them mean an airport elsewhere.
_OPEN_SCHEMES: Final = ("id", "unlocode", "icao", "iata", "wpi", "name")
_NUMBERS: Final = ("lat", "lon", "precision_km", "wpi_km", "unlocode_km", "searoute_km")


@dataclass(frozen=True, repr=False)
class Place(Carded):
    """One place.

    Attributes
    ----------
    id
        UN/LOCODE of the 2024 edition (ports), ICAO code (airports), or the project's own.
    name, other_names, kind, country
        English name, other names in their scripts, kind, ISO 3166-1 alpha-2.
    lat, lon
        WGS 84 decimal degrees, or ``None`` when no data set gives a point: then nothing is
        drawn. No point locates a berth.
    codes
        Scheme -> code (``unlocode``, ``searoute``, ``wpi``, ``icao``, ``iata``).
    coordinate_basis, precision_km
        What the point is, and the distance within which it can be trusted.
    provenance
        The row and the source of its coordinate.
    note
        Cautions; empty when there are none.
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    codes: Mapping[str, str] = field(hash=False)
    coordinate_basis: str
    precision_km: float | None
    provenance: Provenance
    note: str
    other_names: tuple[str, ...] = ()
    tz_cited: str = ""

    @property
    def tz(self) -> str | None:
        """IANA time zone: the table's, else the zone at the point, else ``None``."""
        if self.tz_cited or self.lat is None or self.lon is None:
            return self.tz_cited or None
        from osint_helpers.reference.timezones import zone_at

        return zone_at(self.lat, self.lon)

    def point(self) -> tuple[float, float]:
        """Return ``(lat, lon)``.

        Raises
        ------
        ReferenceDataError
            When the place has no coordinate.
        """
        if self.lat is None or self.lon is None:
            raise ReferenceDataError(
                f"{self.id} ({self.name}) has no coordinate", advice="do not draw, do not guess"
            )
        return self.lat, self.lon


def place(code: str, scheme: str | None = None) -> Place:
    """Look up one place.

    Parameters
    ----------
    code
        Id, UN/LOCODE, ICAO or IATA code, World Port Index code (``"CN DAL"``) or exact name
        in any case and script of the table.
    scheme
        One of ``SCHEMES`` to search that scheme only; ``"searoute"`` is searched only so.

    Raises
    ------
    ReferenceDataError
        When nothing fits, several places fit, or the code is superseded or confusable; the
        message names the candidates.
    """
    if scheme is not None and scheme not in SCHEMES:
        raise ReferenceDataError(
            f"no code scheme {scheme!r}", advice=f"one of {', '.join(SCHEMES)}"
        )
    found = find(rows("place_codes.csv"), code, scheme)
    return _table()[found]


def find(table: Iterable[Mapping[str, str]], code: str, scheme: str | None = None) -> str:
    """Return the one place id a code or name stands for in a table of aliases.

    Parameters
    ----------
    table
        Rows with ``place``, ``scheme``, ``code``, ``status`` and ``note``.
    code, scheme
        As in :func:`place`.
    """
    wanted, schemes = _key(code), _OPEN_SCHEMES if scheme is None else (scheme,)
    hits, confusable = set(), []
    for row in table:
        if "id" in schemes and _key(row["place"]) == wanted:
            hits.add(row["place"])
        kind = "name" if row["scheme"] == "other" else row["scheme"]
        if kind not in schemes or wanted != _key(row["code"]):
            continue
        if row["status"] == "current":
            hits.add(row["place"])
        else:
            confusable.append(f"{row['code']} is {row['note']}; the place meant may be "
                              f"{row['place']}")  # fmt: skip
    if len(hits) == 1:
        return hits.pop()
    if hits:
        raise ReferenceDataError(
            f"{code!r} names {len(hits)} places: {', '.join(sorted(hits))}",
            advice="use the id",
        )
    if confusable:
        raise ReferenceDataError(
            f"{code!r} is not used as a key: {'; '.join(confusable)}",
            advice="use the id; scheme='searoute' reads it as the sea-lane package does",
        )
    where = "the table of places" if scheme is None else f"the {scheme} codes of the table"
    raise ReferenceDataError(
        f"{code!r} is not in {where}", advice="add a cited row to data/reference/places.csv"
    )


def places() -> pd.DataFrame:
    """Return ``places.csv`` as a frame: text columns, and numbers (``NaN`` for nothing).

    Columns are described in ``data/reference/README.md``.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows("places.csv")))
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in _NUMBERS})


@cache
def _table() -> dict[str, Place]:
    sources = {row["source"]: row for row in rows("place_sources.csv")}
    codes: dict[str, dict[str, str]] = {}
    names: dict[str, list[str]] = {}
    for row in rows("place_codes.csv"):
        if row["scheme"] == "other":
            names.setdefault(row["place"], []).append(row["code"])
        elif row["scheme"] != "name" and row["status"] == "current":
            codes.setdefault(row["place"], {})[row["scheme"]] = row["code"]
    return {
        row["place"]: _read(
            row, codes.get(row["place"], {}), tuple(names.get(row["place"], ())), sources
        )
        for row in rows("places.csv")
    }


def _read(
    row: Mapping[str, str],
    codes: Mapping[str, str],
    names: tuple[str, ...],
    sources: Mapping[str, Mapping[str, str]],
) -> Place:
    source = sources.get(row["coordinate_source"])
    note = "no coordinate" if source is None else f"{source['publisher']}: {source['title']}"
    return Place(
        id=row["place"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        lat=_number(row["lat"]),
        lon=_number(row["lon"]),
        codes=codes,
        coordinate_basis=row["coordinate_basis"],
        precision_km=_number(row["precision_km"]),
        provenance=cited("places.csv", row["place"], note),
        note=row["note"],
        other_names=names,
        tz_cited=row["tz"],
    )


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """Return the form in which codes and names are compared."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    words = folded.split()
    is_port_code = [len(word) for word in words] == [2, 3] and folded.isascii()
    return "".join(words) if is_port_code else " ".join(words)
