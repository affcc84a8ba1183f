"""Ports out of a World Port Index file (NGA Pub. 150) that the analyst has."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.harbours import COLUMNS, Row

if TYPE_CHECKING:
    import pandas as pd

_NEEDED: Final = (
    "World Port Index Number", "Main Port Name", "Country Code", "Latitude", "Longitude",
)  # fmt: skip


def read_wpi(path: str | Path) -> pd.DataFrame:
    """Return the ports of a World Port Index file of the NGA (Pub. 150, CSV, also gzipped).

    Returns
    -------
    DataFrame
        Columns of `seaports`, sorted by port; ``port`` is ``"WPI 7950"``, ``country`` the two
        letters, or the file's own words where they name no country of ISO 3166-1. Of a number that
        stands twice the first by name, latitude and longitude is kept; ``source`` names the other.

    Raises
    ------
    ReferenceDataError
        When a column is missing, a row has no number or no point on earth, or the file is no CSV.
    """
    import pandas as pd

    file = Path(path)
    found: dict[str, Row] = {}
    try:
        for line, cells in _wpi_rows(file):
            row = _wpi_row(file, line, cells)
            found[row.port] = _one(found[row.port], row) if row.port in found else row
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise ReferenceDataError(
            "the World Port Index cannot be read", advice="CSV in UTF-8, or gzipped", file=file
        ) from error
    return pd.DataFrame([found[port] for port in sorted(found)], columns=list(COLUMNS))


def _one(a: Row, b: Row) -> Row:
    """Return the first of two rows of one number, with a word on the other."""
    kept, other = sorted((a, b), key=lambda row: (row.name, row.lat, row.lon, row.source))
    note = f"; {other.name} at {other.lat}, {other.lon} has the same number and is left out"
    return kept._replace(source=kept.source + note)


def _wpi_rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise ReferenceDataError(
                f"the file has no column {missing[0]}",
                advice="the CSV export of the World Port Index (Pub. 150) has it",
                file=file,
            )
        for cells in reader:
            yield reader.line_num, cells


def _wpi_row(file: Path, line: int, cells: dict[str, str]) -> Row:
    number, name, country, north, east = ((cells[title] or "").strip() for title in _NEEDED)
    try:
        lat, lon, port = float(north), float(east), f"WPI {Decimal(number):f}"
    except (ValueError, InvalidOperation) as error:
        raise ReferenceDataError(
            "number or coordinates cannot be read", file=file, row=line
        ) from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ReferenceDataError(f"{north}, {east} is no point on earth", file=file, row=line)
    source = f"cited fact: World Port Index, {file.name}, line {line}"
    return Row(port, name, _country(country), lat, lon, source)


@cache
def _country(text: str) -> str:
    from osint_helpers.reference.countries import country

    try:
        return country(text).alpha2
    except ReferenceDataError:
        return text
