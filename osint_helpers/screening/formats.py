"""Which list a file is: told by its content, never by its name; and how much is in it.

The count is made apart from the readers, in another way, so that the two can be compared.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from osint_helpers.collect.given import File
from osint_helpers.screening.values import ScreeningError

READ: Final = (
    "OFAC SDN.XML, SDN_ADVANCED.XML or the legacy CSV, UN consolidated XML, EU FSF XML 1.1, UK "
    "Sanctions List (CSV, XML), OFSI consolidated list (CSV), EUR-Lex's consolidated text of "
    "Regulation (EU) 2017/1509 (HTML), OpenSanctions FollowTheMoney JSON "
    "lines; each also packed with gzip"
)
_START: Final = 16 << 10  # bytes in which the root element or the first record ends
_CHUNK: Final = 1 << 20
_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_UK: Final = re.compile(r"\s*(report date|last updated)\b", re.I)


@dataclass(frozen=True)
class Format:
    """One form of a list: what it is called, and its entries as they stand in the file.

    Attributes
    ----------
    name
        ``ofac-advanced``, ``ofac-xml``, ``ofac-csv``, ``un-xml``, ``eu-xml``, ``uk-xml``,
        ``uk-csv``, ``eu-annex``, ``ftm``; ``ofac-alt``, ``ofac-add``, ``ofac-comments`` are files
        that go with an OFAC CSV and are no list alone.
    unit
        What is counted: ``entries``, ``rows``, ``lines``.
    element
        Local names of the elements that are entries, in XML.
    """

    name: str
    unit: str = "entries"
    element: str = ""


_ROOTS: Final = {
    b"Sanctions": Format("ofac-advanced", element="Profile"),
    b"sdnList": Format("ofac-xml", element="sdnEntry"),
    b"CONSOLIDATED_LIST": Format("un-xml", element="INDIVIDUAL|ENTITY"),
    b"export": Format("eu-xml", element="sanctionEntity"),
    b"Designations": Format("uk-xml", element="Designation"),
}
UK_CSV: Final = Format("uk-csv", "rows")
OFAC_CSV: Final = Format("ofac-csv", "rows")
EU_ANNEX: Final = Format("eu-annex", "rows")
FTM: Final = Format("ftm", "lines")
_WIDTHS: Final = {12: OFAC_CSV, 5: Format("ofac-alt", "rows"), 6: Format("ofac-add", "rows"),
                  2: Format("ofac-comments", "rows")}  # fmt: skip


def format_of(held: File) -> Format:
    """Return the form of a file.

    Raises
    ------
    ScreeningError
        When it is none of those read; an empty file is none.
    """
    with held.open() as stream:
        start = stream.read(_START).removeprefix(b"\xef\xbb\xbf").lstrip()
    found = _of_start(start)
    if found is None:
        what = "is empty" if not start else "is no list that is read here"
        raise ScreeningError(what, file=held.path, advice=f"read are: {READ}")
    return found


def _of_start(start: bytes) -> Format | None:
    if start[:1] == b"<":
        bare = re.sub(rb"<!--.*?-->", b"", start, flags=re.DOTALL)
        root = _ROOT.search(bare)
        return _of_root(root[1], start) if root else None
    if start[:1] == b"{":
        return FTM
    if start and not start.strip(b"\x1a\r\n "):
        return _WIDTHS[2]  # the end mark alone: no remark was too long
    text = start.decode("cp1252", errors="replace")
    if _UK.match(text):
        return UK_CSV
    try:
        cells = next(csv.reader(io.StringIO(text, newline="")), [])
    except csv.Error:
        return None
    return _WIDTHS.get(len(cells)) if cells and cells[0].strip().isdigit() else None


def _of_root(name: bytes, start: bytes) -> Format | None:
    if name.lower() == b"html":  # any page is HTML; the one that is read says which act it is
        return EU_ANNEX if b"2017R1509" in start else None
    return _ROOTS.get(name)


def count(held: File, form: Format) -> tuple[int, int | None]:
    """Return how many units stand in a file, and how many entries it states itself, if it does.

    Lines of FollowTheMoney are counted where they are read, each as an entry, bad or aside.
    """
    if form.element:
        return _elements(held, form)
    if form == EU_ANNEX:
        return _table_rows(held.unpacked()), None
    return sum(1 for _ in _records(held)) - 2 * (form == UK_CSV), None


def _table_rows(page: bytes) -> int:
    """Count the rows of tables whose first row tells of IMO numbers, that row left out."""
    found = 0
    for table in re.findall(rb"<table\b.*?(?:</table\s*>|\Z)", page, re.DOTALL | re.IGNORECASE):
        rows = re.split(rb"<tr\b", table, flags=re.IGNORECASE)[1:]
        if rows and re.search(rb"\bIMO\b", rows[0], re.IGNORECASE):
            found += len(rows) - 1
    return found


def _records(held: File) -> Iterator[list[str]]:
    """Yield the records of a CSV that are not empty; a NUL or a stray quote hides none."""
    text = held.unpacked().decode("cp1252", errors="replace").partition("\x1a")[0]
    try:
        for cells in csv.reader(io.StringIO(text, newline="")):
            if any(cell.strip() for cell in cells):
                yield cells
    except csv.Error as error:
        raise ScreeningError(f"is broken CSV: {error}", file=held.path,
                             advice="fetch it again from the source") from None  # fmt: skip


def _elements(held: File, form: Format) -> tuple[int, int | None]:
    wanted = re.compile(rb"<(?:[\w.-]+:)?(?:" + form.element.encode() + rb")[\s/>]")
    told = re.compile(rb"<(?:[\w.-]+:)?Record_Count>\s*(\d+)\s*<")
    found, stated, rest = 0, None, b""
    with held.open() as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = 0
            for one in wanted.finditer(text):
                found, end = found + 1, one.end()
            if stated is None and (match := told.search(text)):
                stated = int(match[1])
            rest = text[max(end, len(text) - 100) :]  # a tag may lie across two chunks
    return found, stated
