"""The CSV transcript of the 1718 Designated Vessels List: several values a cell, short dates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError
from osint_helpers.identifiers import check_imo, check_mmsi

SOURCE: Final = "1718 Designated Vessels List"
FIELDS: Final = ("#", "vessel_name", "imo_number", "mmsi", "flag", "call_sign", "type",
                 "designated_owner", "date_of_designation", "other_information")  # fmt: skip
_PARAGRAPH: Final = re.compile(r"(?:paragraphs?|economic resources)\b.+", re.I | re.S)
_NOTHING: Final = frozenset({"", "na", "n/a", "-"})
_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {name: at for at, name in enumerate(_NAMES, start=1)}
_DATE: Final = re.compile(r"(?:(?:(\d{1,2})-)?([a-z]{3})-)?(\d{4}|\d{2})", re.I)
# Resolution 1718 was adopted on the first day, the list last changed on the second.
FIRST, LAST = date(2006, 10, 14), date(2020, 6, 4)


@dataclass
class Table:
    """What a transcript gave.

    Attributes
    ----------
    rows
        One mapping a vessel, keyed as `un1718.VESSELS`.
    faults
        Lines that could not be read, with the reason.
    lacking
        Why rows are known to be missing.
    notes
        What was noticed.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parse(data: bytes, *, tolerate: Collection[str] = ()) -> Table:
    """Return the vessels of a transcript.

    Raises
    ------
    SourceRefusedError
        For nothing, and for a page of markup.
    SchemaChanged
        For a new or missing column.
    CollectError
        When it is not UTF-8 or no CSV.
    """
    if not data.strip():
        raise strictly.empty(SOURCE)
    text = strictly.text_of(data, source=SOURCE)
    if text.lstrip().startswith("<"):
        raise SourceRefusedError(
            f"{SOURCE} answered with {strictly.told(data[:4096])}", status=200,
            advice="that is no table: read what it says",
        )  # fmt: skip
    table, lines = Table(), _lines(text)
    _, header = next(lines, (1, []))
    header = [name.strip() for name in header]
    marks = [name for name in header if _PARAGRAPH.fullmatch(name)]
    unread = check_fields(header, FIELDS, ("image_url", *marks), where=SOURCE, tolerated=tolerate)
    if len(set(header)) != len(header) or not marks:
        raise SchemaChanged("has no column of a resolution paragraph, or one name twice",
                            column=header[0], advice="compare with the published list")  # fmt: skip
    if unread:
        table.notes.append(f"columns not read: {', '.join(sorted(unread))}")
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            table.faults.append((line, f"{len(cells)} cells; the header has {len(header)}"))
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        table.rows.append(_vessel(row, marks, line, table))
    if not table.rows and not table.faults:  # the list has never been empty
        raise CollectError(f"{SOURCE} holds a header and no vessel", advice="ask again")
    _compare(table)
    return table


def values_of(cell: str) -> tuple[str, ...]:
    """Return the values of a cell: ``1: … 2: …`` counted without a gap, else the cell itself."""
    text = cell.strip()
    if text.lower() in _NOTHING:
        return ()
    found: list[str] = []
    rest = text
    while mark := re.match(rf"{len(found) + 1}:\s", rest):
        body = rest[mark.end() :]
        nxt = re.search(rf"\s{len(found) + 2}:\s", body)
        found.append((body[: nxt.start()] if nxt else body).strip())
        rest = body[nxt.start() :].strip() if nxt else ""
    return tuple(one for one in found if one.lower() not in _NOTHING) if found else (text,)


def day_of(text: str) -> tuple[str, str]:
    """Return an ISO date as precise as printed, and the precision; two digits of a year are 20yy.

    Parameters
    ----------
    text
        ``03-Oct-17``, ``Oct-17``, ``2017`` or with four digits.

    Returns
    -------
    tuple of str
        Date and ``day``, ``month``, ``year``; ``("", "none")`` when it cannot be read.
    """
    found = _DATE.fullmatch(text.strip())
    if found is None or (found[2] is None and len(found[3]) == 2):
        return "", "none"
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    if found[2] is None:
        return (f"{year}", "year") if year else ("", "none")
    month = _MONTHS.get(found[2].lower())
    try:
        told = date(year, month or 0, int(found[1] or 1))
    except ValueError:
        return "", "none"
    return (told.isoformat(), "day") if found[1] else (told.isoformat()[:7], "month")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CollectError(
            f"line {line} of the {SOURCE} is no CSV: {error}", advice="the file may end early"
        ) from None


def _vessel(
    row: Mapping[str, str], marks: Collection[str], line: int, table: Table
) -> dict[str, Any]:
    names = values_of(row["vessel_name"])
    name = names[0] if names else ""
    imo = row["imo_number"]
    check = check_imo(imo) if imo.lower() not in _NOTHING else None
    mmsi = values_of(row["mmsi"])
    wrong = [f"{one}: {told.reason}" for one in mmsi if (told := check_mmsi(one)).valid is False]
    days, precision = _days(row["date_of_designation"], name, line, table)
    if check is not None and check.valid is False:
        table.notes.append(f"{name or 'line ' + str(line)}: IMO number {imo} kept, {check.reason}")
    return {
        "number": _number(row["#"]), "name": name or None, "names": names,
        "imo": None if check is None else imo,
        "imo_number": None if check is None else check.normal,
        "imo_valid": None if check is None else check.valid,
        "imo_check": None if check is None else check.reason,
        "mmsi": mmsi, "mmsi_faults": wrong,
        "flags": values_of(row["flag"]), "callsigns": values_of(row["call_sign"]),
        "type": _given(row["type"]), "owner": _given(row["designated_owner"]),
        "designated": days[0] if days else None, "designations": days,
        "date_precision": precision, "date_printed": _given(row["date_of_designation"]),
        "paragraphs": [name for name in marks if row[name].lower() not in _NOTHING],
        "other_information": _given(row["other_information"]), "line": line, "row": dict(row),
    }  # fmt: skip


def _days(cell: str, name: str, line: int, table: Table) -> tuple[list[str], str]:
    printed = values_of(cell)
    read = [day_of(one) for one in printed]
    who = f"{name or 'unnamed'} (line {line})"
    table.notes.extend(
        f"{who}: the date {one!r} cannot be read"
        for one, (_, precision) in zip(printed, read, strict=True) if precision == "none"
    )  # fmt: skip
    days = sorted(day for day, precision in read if precision != "none")
    for one in days:
        if not FIRST.isoformat()[: len(one)] <= one <= LAST.isoformat()[: len(one)]:
            table.notes.append(f"{who}: {one} is not within {FIRST} and {LAST}")
    grains = {precision for _, precision in read}
    coarsest = next((one for one in ("none", "year", "month", "day") if one in grains), "none")
    return days, coarsest


def _compare(table: Table) -> None:
    """Compare the numbers of the rows with the rows, and name IMO numbers that stand twice."""
    numbers = [row["number"] for row in table.rows if row["number"] is not None]
    if numbers and sorted(numbers) != list(range(1, len(table.rows) + 1)):
        table.lacking.append(
            f"rows are numbered {min(numbers)} to {max(numbers)}, {len(table.rows)} were read"
        )
    seen: dict[str, list[str]] = {}
    for row in table.rows:
        if row["imo_number"]:
            seen.setdefault(row["imo_number"], []).append(str(row["name"]))
    table.notes.extend(f"IMO number {imo} stands in {len(names)} rows: {', '.join(names)}"
                       for imo, names in seen.items() if len(names) > 1)  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _given(text: str) -> str | None:
    return None if text.lower() in _NOTHING else text
