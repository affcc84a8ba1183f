"""The vessel annexes of Regulation (EU) 2017/1509, from EUR-Lex's consolidated text as HTML.

Read are tables under a heading ``ANNEX …`` whose first row names a column of names and one of IMO
numbers. Every IMO number of an annex outside such a table is counted and makes the list not whole:
annexes that print their ships as paragraphs are told, not guessed. The structure (the reference
line, ``title-annex-1``, tables of ``tbl-txt``) is that of other consolidated texts; no page of this
very regulation was at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.collect.extras import need
from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.errors import CollectError

LIST: Final = "EU 2017/1509 vessel annexes"
REGULATION: Final = "Regulation (EU) 2017/1509"
LIMITS: Final = (
    "The Official Journal is the authority; a consolidated text has no legal effect.",
    "Only tables with a column of names and one of IMO numbers are read.",
    "A consolidated text holds what was listed on its date; who was removed is gone from it.",
    "Not found in this file means not found in this file of this date, and nothing more.",
)
_REFERENCE: Final = re.compile(
    r"\b0?(?P<act>\d{4}R\d{4})\s+\u2014\s+[A-Z]{2}\s+\u2014\s+"
    r"(?P<day>\d{2})\.(?P<month>\d{2})\.(?P<year>\d{4})\s+\u2014"
)
_ACT: Final = "2017R1509"
_ANNEX: Final = re.compile(r"ANNEX\s+([IVXLC]+[a-z]?)\b")
_HEADINGS: Final = frozenset(("title-annex-1", "doc-ti", "oj-doc-ti"))
_IMO: Final = re.compile(r"\bIMO\b[^0-9]{0,40}(?<!\d)(\d{7})(?!\d)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<!\d)\d{7}(?!\d)")
_MARKERS: Final = re.compile("[\u25ba\u25bc\u25c4]\\s*(?:[A-Z]\\d*)?")  # of amendments
_COLUMNS: Final = (
    ("imo", re.compile(r"\bimo\b", re.IGNORECASE)),
    ("listed", re.compile(r"\bdate of .*(designation|listing)", re.IGNORECASE)),
    ("flag", re.compile(r"\bflag\b", re.IGNORECASE)),
    ("name", re.compile(r"\b(name|vessel|ship)\b", re.IGNORECASE)),
)

Element = Any  # lxml has no types of its own


def parse(data: bytes) -> Parsed:
    """Return the ships of the annexes; what cannot be read is a fault with its place.

    Raises
    ------
    CollectError
        When it is the text of another act, or no consolidated text.
    """
    html = need("lxml.html")
    page = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    parsed = Parsed()
    parsed.list_date = _date(_text(page))
    if b"</html" not in data[-4096:].lower():
        parsed.faults.append("the page breaks off: what follows is not known")
    outside: dict[str, int] = {}
    for annex, block in _blocks(page):
        columns = _header(block) if block.tag == "table" else None
        if columns is None:
            told = len(_IMO.findall(_text(block)))
            if told:
                outside[annex] = outside.get(annex, 0) + told
            continue
        _rows(block, annex, columns, parsed)
    for annex, count in sorted(outside.items()):
        parsed.faults.append(
            f"ANNEX {annex} names {count} IMO numbers outside a table with a column of names and "
            "one of IMO numbers: not read"
        )
    if not parsed.entries and not parsed.faults:
        raise CollectError(
            "holds no table of ships under a heading ANNEX",
            advice="take the whole consolidated text from EUR-Lex, in HTML",
        )
    return parsed


def _date(text: str) -> str:
    found = _REFERENCE.search(text)
    if found is None:
        raise CollectError(
            "has no reference line of a consolidated text (02017R1509 \u2014 EN \u2014 "
            "DD.MM.YYYY \u2014 \u2026)",
            advice="take the consolidated text, not an act of the Official Journal or an excerpt",
        )
    if found["act"] != _ACT:
        raise CollectError(f"is the consolidated text of {found['act']}, not of {_ACT}",
                           advice="vessel annexes are read of this regulation alone")  # fmt: skip
    printed = days.read(f"{found['day']}.{found['month']}.{found['year']}")
    return str(printed["text"])


def _blocks(page: Element) -> Iterator[tuple[str, Element]]:
    """Give the tables and paragraphs of the annexes with the number of their annex."""
    annex = ""
    for element in page.iter("p", "table"):
        if element.tag == "p" and _HEADINGS & set((element.get("class") or "").split()):
            found = _ANNEX.search(_text(element))
            annex = found[1] if found else ""
        elif annex and next(element.iterancestors("table"), None) is None:
            yield annex, element


def _text(element: Element) -> str:
    return " ".join(_MARKERS.sub(" ", " ".join(element.itertext())).split())


def _lines(table: Element) -> list[list[str]]:
    return [[_text(cell) for cell in row.iterchildren("td", "th")]
            for row in table.iter("tr")
            if next(row.iterancestors("table")) is table]  # fmt: skip


def _header(table: Element) -> dict[str, int] | None:
    """Return which column is which; None for a table that is none of ships."""
    lines = _lines(table)
    found: dict[str, int] = {}
    for at, cell in enumerate(lines[0] if lines else []):
        for what, words in _COLUMNS:
            if words.search(cell):
                found.setdefault(what, at)
                break
    return found if {"name", "imo"} <= found.keys() else None


def _rows(table: Element, annex: str, columns: dict[str, int], parsed: Parsed) -> None:
    header, *lines = _lines(table)
    for number, cells in enumerate(lines, start=1):
        where = f"ANNEX {annex}, row {number} of its table"
        if len(cells) != len(header):
            parsed.faults.append(f"{where} has {len(cells)} cells, the heading {len(header)}")
            continue
        name = days.value(cells[columns["name"]])
        if name is None:
            parsed.faults.append(f"{where} has no name")
            continue
        imo = cells[columns["imo"]]
        known = _NUMBER.search(imo)
        ref = f"ANNEX {annex} {known[0] if known else name}"
        entry = Entry(LIST, ref, where, kind="vessel")
        entry.names.append(names.name(name, "primary", published=header[columns["name"]]))
        entry.identifiers.append(numbers.identifier(header[columns["imo"]], imo, kind="imo"))
        entry.programmes.append("KP")
        entry.based(f"{REGULATION}, Annex {annex}")
        if "listed" in columns:
            entry.listed.append({**days.read(cells[columns["listed"]]),
                                 "what": header[columns["listed"]]})  # fmt: skip
        if "flag" in columns:
            entry.flag = cells[columns["flag"]]
        for at, cell in enumerate(cells):
            if at not in columns.values():
                entry.say(header[at] or f"column {at + 1}", cell)
        parsed.entries.append(entry)
