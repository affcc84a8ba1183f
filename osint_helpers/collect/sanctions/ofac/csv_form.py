"""OFAC's legacy CSV: four files without header, joined by ``ent_num``.

A missing value is ``-0-`` with a blank behind it. The remarks end after 1,000 characters and go on
in the comments file. Each file ends with a line break and the byte 0x1A.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.files import Parsed, decoded
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.collect.sanctions.ofac import remarks
from osint_helpers.errors import CollectError, SchemaChanged

# Order of the columns as OFAC's file specification gives it.
SDN: Final = ("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type",
              "Tonnage", "GRT", "Vess_flag", "Vess_owner", "Remarks")  # fmt: skip
ALT: Final = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADD: Final = ("ent_num", "Add_Num", "Address", "City_State_Postal", "Country", "Add_Remarks")
COMMENTS: Final = ("ent_num", "Remarks")
REMARKS_END: Final = 1000  # characters; longer remarks go on in the comments file

_KINDS: Final = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_ALIASES: Final = {"aka": "strong alias", "nka": "strong alias", "fka": "previous name"}
_END: Final = "\x1a"
Record = tuple[int, dict[str, str | None]]


def records(data: bytes, columns: tuple[str, ...], name: str, parsed: Parsed) -> Iterator[Record]:
    """Yield line and fields of each record; an early end becomes a fault of `parsed`.

    Raises
    ------
    SchemaChanged
        For a record with more or fewer fields, or an ``ent_num`` that is no number.
    SourceRefusedError
        For nothing, and for a page of markup.
    """
    text, encoding = decoded(data, source=name, encodings=("utf-8", "cp1252"))
    if encoding != "utf-8":
        parsed.notes.append(f"{name} is not UTF-8; it was read as {encoding}")
    body = _whole(text, name, parsed)
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells and any(cell.strip() for cell in cells):
                fields = _fields(cells, columns, name, line)
                if fields is not None:
                    yield line, fields
                elif reader.line_num < body.count("\n"):
                    raise _width(cells, columns, name, line)
                else:
                    parsed.faults.append(f"{name} ends in the middle of a record")
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" not in str(error):
            raise CollectError(f"{name}:{line} is broken CSV: {error}") from None
        parsed.faults.append(f"{name} ends in the middle of a record")


def _whole(text: str, name: str, parsed: Parsed) -> str:
    body, mark, rest = text.partition(_END)
    if mark and rest.strip():
        raise CollectError(f"{name} goes on behind its end mark", advice="keep the capture")
    if body.rstrip()[-1:] != '"' and not body.rstrip().endswith("-0-"):
        parsed.faults.append(f"{name} ends in the middle of a value")
    elif not mark and not body.endswith("\n"):
        parsed.faults.append(f"{name} ends without a line break and without the end mark 0x1A")
    elif not mark:
        parsed.notes.append(f"{name} has no end mark; nothing in it says whether it is whole")
    return body


def _fields(
    cells: list[str], columns: tuple[str, ...], name: str, line: int
) -> dict[str, str | None] | None:
    if len(cells) != len(columns):
        return None
    if not cells[0].strip().isdigit():
        raise SchemaChanged(f"is no number: {cells[0]!r:.40}", file=name, row=line,
                            column=columns[0], advice="is it this file of OFAC?")  # fmt: skip
    found = {key: days.value(cell) for key, cell in zip(columns, cells, strict=True)}
    if found.get("Remarks"):
        found["Remarks"] = cells[-1]  # they may be cut at a blank, and go on in another file
    return found


def _width(cells: list[str], columns: tuple[str, ...], name: str, line: int) -> SchemaChanged:
    lacking = columns[len(cells)] if len(cells) < len(columns) else f"field {len(columns) + 1}"
    return SchemaChanged(
        f"{'is missing' if len(cells) < len(columns) else 'is new'}: {len(cells)} fields, "
        f"{len(columns)} are documented", file=name, row=line, column=lacking,
        advice="the source changed its answers: keep the capture, and report it",
    )  # fmt: skip


def parse(
    sdn: bytes, alt: bytes = b"", add: bytes = b"", comments: bytes | None = None, *, on_list: str
) -> Parsed:
    """Return the entries of the four files.

    Parameters
    ----------
    alt, add, comments
        Empty: not at hand; the caller says so. The comments may be an empty file indeed (``b""``):
        no remark was too long.
    on_list
        ``OFAC SDN`` or ``OFAC Consolidated``.

    Raises
    ------
    SchemaChanged, CollectError, SourceRefusedError
        As `records`.
    """
    parsed = Parsed()
    entries: dict[str, list[Entry]] = {}
    texts: dict[str, str] = {}
    for line, row in records(sdn, SDN, "SDN.CSV", parsed):
        entry = _entry(row, line, on_list)
        texts[entry.ref] = row["Remarks"] or ""
        entries.setdefault(entry.ref, []).append(entry)
        parsed.entries.append(entry)
    for data, columns, name, put in (
        (alt, ALT, "ALT.CSV", _alias), (add, ADD, "ADD.CSV", _address),
    ):  # fmt: skip
        for _, row in _joined(data, columns, name, entries, parsed) if data else ():
            for entry in entries[str(row["ent_num"])]:
                put(entry, row)
    _comments(comments, entries, texts, parsed)
    for ref, held in entries.items():
        for entry in held:
            if texts[ref]:
                remarks.read(entry, texts[ref])
    _unread(parsed)
    return parsed


def _comments(
    data: bytes | None, entries: dict[str, list[Entry]], texts: dict[str, str], parsed: Parsed
) -> None:
    """Put the ends of long remarks behind their beginnings."""
    full = {ref for ref, text in texts.items() if len(text) >= REMARKS_END}
    went_on = set()
    if data and data.strip(b"\x1a\r\n "):
        name = "SDN_COMMENTS.CSV"
        for _, row in _joined(data, COMMENTS, name, entries, parsed):
            ref = str(row["ent_num"])
            if ref not in full and ref not in went_on:
                parsed.faults.append(
                    f"{name} goes on with remarks of {ref} that do not reach {REMARKS_END} "
                    "characters: the files are of different days"
                )
            texts[ref] += row["Remarks"] or ""
            went_on.add(ref)
    for ref in sorted(full - went_on):
        parsed.faults.append(f"the remarks of {ref} are cut at {REMARKS_END} characters")


def _joined(
    data: bytes, columns: tuple[str, ...], name: str, entries: dict[str, list[Entry]],
    parsed: Parsed,
) -> Iterator[Record]:  # fmt: skip
    """Yield the records that belong to an entry; the others say that the files do not fit."""
    strange: dict[str, None] = {}
    for line, row in records(data, columns, name, parsed):
        if row["ent_num"] in entries:
            yield line, row
        else:
            strange[str(row["ent_num"])] = None
    if strange:
        shown = ", ".join(list(strange)[:5]) + (" …" if len(strange) > 5 else "")
        parsed.faults.append(
            f"{name} names {len(strange)} entries that SDN.CSV does not have ({shown}): one of "
            "them ends early, or they are of different days"
        )


def _entry(row: dict[str, str | None], line: int, on_list: str) -> Entry:
    ref, kind = str(row["ent_num"]), (row["SDN_Type"] or "").lower()
    entry = Entry(on_list, ref, f"SDN.CSV line {line}, ent_num {ref}")
    # OFAC leaves the type of an entity empty
    entry.kind = _KINDS.get(kind, "unknown") if kind else "entity"
    entry.names.append(_name(row["SDN_Name"], "primary", "SDN_Name", entry.kind))
    entry.programmes = [
        one.strip(" []") for one in (row["Program"] or "").split("]") if one.strip()
    ]
    entry.say("Title", row["Title"])
    entry.identifiers.append(numbers.identifier("Call_Sign", row["Call_Sign"], kind="call_sign"))
    entry.vessel_type, entry.flag = row["Vess_type"], row["Vess_flag"]
    entry.tonnage, entry.gross_tonnage = row["Tonnage"], row["GRT"]
    entry.owner = row["Vess_owner"]
    if kind and entry.kind == "unknown":
        entry.say("SDN_Type", kind)
    return entry


def _alias(entry: Entry, row: dict[str, str | None]) -> None:
    kind = (row["alt_type"] or "").lower()
    quality = _ALIASES.get(kind, "alias")
    found = _name(row["alt_name"], quality, kind, entry.kind)
    if found is not None:
        entry.names.append({**found, "note": row["alt_remarks"] or ""})


def _address(entry: Entry, row: dict[str, str | None]) -> None:
    text = names.joined((row["Address"], row["City_State_Postal"]), ", ")
    entry.live(text, row["Country"], row["Add_Remarks"])


def _name(text: str | None, quality: str, published: str, kind: str) -> dict[str, object] | None:
    parts: dict[str, str | None] = {}
    if kind == "person" and text and "," in text:
        family, _, given = text.partition(",")
        parts = {"family": family.strip(), "given": given.strip()}
    return names.name(text, quality, published=published, parts=parts)


def _unread(parsed: Parsed) -> None:
    """Say how many ships have no number, and how many dates could not be read."""
    ships = [one for one in parsed.entries if one.kind == "vessel"]
    without = [one.ref for one in ships
               if not any(i and i["type"] == "imo" for i in one.identifiers)]  # fmt: skip
    if without:
        shown = ", ".join(without[:10]) + (" …" if len(without) > 10 else "")
        parsed.notes.append(f"{len(without)} of {len(ships)} vessels have no IMO number ({shown})")
    born = sum(date["precision"] == "none" for one in parsed.entries for date in one.births)
    if born:
        parsed.notes.append(f"{born} birth dates could not be read; their text is kept")
