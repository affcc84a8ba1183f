"""The British lists as CSV: the UK Sanctions List, and the older OFSI consolidated list.

Both have a line with the date of the list above the header, and several rows an entry: one for
each name, address and date of birth, in every combination.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from typing import Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.sanctions import days, numbers
from osint_helpers.collect.sanctions.files import Parsed, decoded
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.collect.sanctions.uk_list import fields
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

CURRENT: Final = "UK Sanctions List"
OFSI: Final = "UK OFSI Consolidated List"

# Columns of the OFSI layouts of 2018 and 2022, and what they are called in the list of 2026.
_OFSI: Final = {
    **{f"Name {number}": f"Name {number}" for number in range(1, 7)},
    **{f"Address {number}": f"Address Line {number}" for number in range(1, 7)},
    "Title": "Title", "DOB": "D.O.B", "Town of Birth": "Town of birth",
    "Country of Birth": "Country of birth", "Nationality": "Nationality(/ies)",
    "Passport Number": "Passport number", "Passport Details": "Passport additional information",
    "NI Number": "National Identifier number",
    "National Identification Number": "National Identifier number",
    "NI Details": "National Identifier additional information", "Position": "Position",
    "Post/Zip Code": "Address Postal Code", "Country": "Address Country",
    "Other Information": "Other Information", "Group Type": "Designation Type",
    "Alias Type": "Name type", "Alias Quality": "Alias strength", "Regime": "Regime Name",
    "Listed On": "Listed On", "UK Sanctions List Date Designated": "Date Designated",
    "Last Updated": "Last Updated", "Group ID": "Unique ID",
    "Name Non-Latin Script": "Name non-latin script",
    "Non-Latin Script Type": "Non-latin script type",
    "Non-Latin Script Language": "Non-latin script language",
}  # fmt: skip
_OFSI_REQUIRED: Final = (
    "Name 6", "Name 1", "DOB", "Other Information", "Group Type", "Alias Type", "Regime",
    "Listed On", "Last Updated", "Group ID",
)  # fmt: skip
_TOP: Final = re.compile(r"\s*(Report Date|Last Updated)\s*[:,]\s*([^,]*)", re.I)
_SHIP: Final = re.compile(r"\s*IMO\b[^.]{0,30}\d{7}", re.I)


def parse(data: bytes, *, tolerated: Collection[str] = ()) -> Parsed:
    """Return the entries of either list; the header says which it is.

    Raises
    ------
    SchemaChanged
        For a missing or new column, one that stands twice, or a row of another width.
    SourceRefusedError
        When it is no such list.
    CollectError
        When it is in no known encoding.
    """
    text, encoding = decoded(data, source="the UK list", encodings=("utf-8", "cp1252"))
    parsed = Parsed()
    if encoding != "utf-8":
        parsed.notes.append(f"the file is not UTF-8; it was read as {encoding}")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = _header(reader, parsed)
    older = "Group ID" in header
    if older:
        check_fields(header, _OFSI_REQUIRED, _OFSI, where="the OFSI list", tolerated=tolerated)
    else:
        check_fields(header, fields.REQUIRED, fields.COLUMNS, where="the UK Sanctions List",
                     tolerated=tolerated)  # fmt: skip
    _entries(reader, header, text.endswith("\n"), parsed)
    if older:
        _ships(parsed)
    parsed.notes.append("the file does not state its number of entries")
    return parsed


def _header(reader: Iterator[list[str]], parsed: Parsed) -> list[str]:
    """Return the header below the line with the date."""
    try:
        top = next(reader, [])
        found = _TOP.match(",".join(top[:2]))
        if found is None:
            raise SourceRefusedError(
                "the UK list does not begin with the date of the list", status=200,
                advice="that is no UK list, or its first line is gone",
            )  # fmt: skip
        parsed.list_date = str(days.read(found.group(2))["text"])
        header = [one.strip() for one in next(reader, [])]
    except csv.Error as error:
        raise CollectError(f"the UK list is no CSV: {error}") from None
    while header and not header[-1]:
        header.pop()
    twice = [one for at, one in enumerate(header) if one in header[:at]]
    if twice:
        raise SchemaChanged("stands twice in the header of the UK list", column=twice[0])
    return header


def _entries(reader: Iterator[list[str]], header: list[str], ended: bool, parsed: Parsed) -> None:
    older = "Group ID" in header
    columns = [_OFSI.get(one, one) if older else one for one in header]
    key = "Group ID" if older else "Unique ID"
    found: dict[str, tuple[Entry, list[int]]] = {}
    rows, short = 0, 0
    for line, cells in _lines(reader):
        while len(cells) > len(columns) and not cells[-1].strip():
            cells.pop()
        if short:
            raise _width(short, header)
        if len(cells) != len(columns):
            short = line  # the last one may be; see below
            continue
        rows += 1
        row = {name: cell for name, cell in zip(columns, cells, strict=True) if cell.strip()}
        ref = (row.get("Unique ID") or "").strip()
        if not ref:
            raise SchemaChanged("is missing", column=key, row=line)
        if ref not in found:
            found[ref] = Entry(OFSI if older else CURRENT, ref, ""), []
        found[ref][1].append(line)
        fields.take(found[ref][0], row)
    if short:
        parsed.faults.append(f"the file ends in the middle of the record at line {short}")
    elif not ended:
        parsed.faults.append("the file ends without a line break: the last value may be cut")
    for ref, (entry, lines) in found.items():
        entry.locator = f"{_spans(lines)}, {key} {ref}"
        parsed.entries.append(entry)
    parsed.notes.append(f"{rows} rows")


def _lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each row that is not empty."""
    line = 3
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = getattr(reader, "line_num", line) + 1
    except csv.Error as error:
        raise CollectError(f"the UK list is broken CSV at line {line}: {error}") from None


def _width(line: int, header: list[str]) -> SchemaChanged:
    return SchemaChanged(
        f"the row at line {line} has not {len(header)} cells as the header has",
        column=header[-1], advice="the file is broken or changed: keep it, and report it",
    )  # fmt: skip


def _spans(lines: list[int]) -> str:
    """Return ``line 3`` or ``lines 3-7, 12``."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line <= spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    shown = ", ".join(f"{a}-{b}" if b > a else f"{a}" for a, b in spans)
    return f"line{'s' if len(lines) > 1 else ''} {shown}"


def _ships(parsed: Parsed) -> None:
    """Read ships of the older layout: entities whose text begins with a ship's number."""
    count = 0
    for entry in parsed.entries:
        ship = entry.kind == "entity" and _SHIP.match(entry.remarks or "") is not None
        if ship and "vessel" in (entry.remarks or "").lower():
            entry.say("Group Type", "Entity")
            entry.kind = "vessel"
            count += 1
        entry.identifiers += numbers.in_text(
            entry.remarks, published="Other Information", vessel=entry.kind == "vessel"
        )
    if count:
        parsed.notes.append(
            f"{count} entries of group type Entity are read as vessels: their text begins with "
            "the IMO number of a vessel"
        )
