"""The annotated spreadsheet: the company's own cells, and beside them what each check found."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from osint_helpers._json import canonical
from osint_helpers.diligence import wording
from osint_helpers.diligence.result import LIMITS, Diligence
from osint_helpers.law import flags
from osint_helpers.screening.wording import plain_rule
from osint_helpers.sheets import messages
from osint_helpers.sheets.raw import Raw
from osint_helpers.sheets.workbook import Sheet, workbook

FOUND: Final = (
    "Row of the file", "Messages", "Screening: result", "Screening", "Law in force",
    "Red flags: fired", "Red flags: not fired", "Red flags: not testable", "Lane: result", "Lane",
)  # fmt: skip
_LAW: Final = (
    "role", "place", "country", "jurisdiction", "membership", "when", "goods", "measure",
    "instrument", "standing", "crosses", "met_by", "unverified_fields", "scope", "threshold",
    "citation", "url", "note", "text", "problem",
)  # fmt: skip


def annotate(result: Diligence) -> bytes:
    """Return the annotated spreadsheet as the bytes of an .xlsx file; same result, same bytes.

    Sheets: the consignments with a column for every kind of finding, then messages, records of
    screening, law, red flags, lanes, the lists used, and what was asked with its limits. A text
    that a spreadsheet could run is kept as text.
    """
    return workbook(
        (_rows(result), _messages(result), _screening(result), _law(result), _flags(result),
         _lanes(result), _lists(result), _about(result))
    )  # fmt: skip


def _rows(result: Diligence) -> Sheet:
    table = result.consignments.table
    header = tuple(cell.text for cell in table.header.cells)
    law = result.law_rows
    told: dict[int, list[str]] = {}
    for told_of in result.consignments.notes:
        place = f"{told_of.column}: " if told_of.column else ""
        text = f"{told_of.severity}: {place}{told_of.what} ({told_of.advice})"
        told.setdefault(told_of.row, []).append(text)
    rows = []
    for line, one in zip(table.lines, result.consignments.rows, strict=True):
        texts = [_original(cell) for cell in line.cells][: len(header)]
        asked, tested = result.asked[one.row], result.flags[one.row]
        rows.append((
            *texts, *[""] * (len(header) - len(texts)), one.row, _lines(told.get(one.row, [])),
            "; ".join(f"{q.role}: {q.result}" for q in asked),
            _lines(wording.screening_lines(asked)),
            _lines(wording.law_lines(law.get(one.row, []))),
            *(_lines(wording.flag_lines(tested, kind)) for kind in ("fired", "not_fired")),
            _lines([*wording.flag_lines(tested, "not_testable"), wording.untested(tested)]),
            result.lanes[one.row].outcome, result.lanes[one.row].finding,
        ))  # fmt: skip
    widths = (*[18] * len(header), 8, 40, 24, 60, 60, 50, 50, 50, 16, 50)
    return Sheet("Consignments", (*header, *FOUND), rows, widths, found=len(header))


def _original(cell: Raw) -> str | float:
    """Return a cell as the file has it: a number stays one, a formula is text."""
    try:
        return float(cell.text) if cell.kind == "number" else cell.text
    except ValueError:
        return cell.text


def _lines(texts: list[str]) -> str:
    return "\n".join(text for text in texts if text)


def _messages(result: Diligence) -> Sheet:
    rows = result.consignments.messages.to_numpy().tolist()
    return Sheet("Messages", messages.COLUMNS, rows, (18, 14, 6, 20, 14, 18, 60, 50))


def _screening(result: Diligence) -> Sheet:
    """Return each distinct record once, with the rows it belongs to."""
    from osint_helpers.screening.wording import COLUMNS, cell
    from osint_helpers.screening.wording import rows as record_rows

    where: dict[int, list[str]] = {}
    for some in result.asked.values():
        for one in some:
            if one.record is not None:
                where.setdefault(id(one.record), []).append(f"{one.row} {one.role}")
    # the last column, every parameter of the rule, stands once in the sheet About
    rows = [
        ("; ".join(where[id(record)]), *(cell(value) for value in row[:-1]))
        for record in result.screenings
        for row in record_rows(record)
    ]
    return Sheet("Screening", ("rows", *COLUMNS[:-1]), rows, (16, 24, 12, 12, 20, 12, 12, 24))


def _law(result: Diligence) -> Sheet:
    """Return each distinct answer of the law once, with the rows it belongs to."""
    where: dict[tuple[str, ...], list[str]] = {}
    for row in (one for some in result.law_rows.values() for one in some):
        key = tuple(_plain(row[name]) for name in _LAW)
        numbers = where.setdefault(key, [])
        if str(row["row"]) not in numbers:
            numbers.append(str(row["row"]))
    rows = [(", ".join(numbers), *key) for key, numbers in where.items()]
    return Sheet("Law", ("rows", *_LAW), rows, (14, 11, 10, 8, 8, 14, 16, 16, 20, 40, 22))


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _flags(result: Diligence) -> Sheet:
    rows = [
        (row, one.rule, one.name, wording.RESULT_WORDS[one.result], ", ".join(one.evidence),
         ", ".join(one.sources), one.text)
        for row, some in result.flags.items() for one in some
    ]  # fmt: skip
    header = ("row", "rule", "name", "result", "evidence", "sources", "text")
    return Sheet("Red flags", header, rows, (6, 8, 26, 14, 24, 16, 100))


def _lanes(result: Diligence) -> Sheet:
    from osint_helpers.diligence.lanes import COLUMNS

    rows = [tuple(_number(value) for value in one) for one in result.lanes.values()]
    return Sheet("Lanes", COLUMNS, rows, (6, 18, 30, 24, 12, 12, 10, 10, 10, 10, 80))


def _number(value: str | float) -> str | float:
    return "" if isinstance(value, float) and not math.isfinite(value) else value


def _lists(result: Diligence) -> Sheet:
    rows = [
        (one.list, one.list_date, one.date_basis, one.sha256, one.file, one.counts.text(),
         one.fault, " ".join(one.limits), "; ".join(f"{n} {digest}" for n, digest in one.parts))
        for one in result.snapshots
    ]  # fmt: skip
    header = ("list", "list_date", "date_basis", "sha256", "file", "counts", "not read whole",
              "limits", "further files")  # fmt: skip
    none = [("no list given: nobody was screened", *[""] * 8)]
    return Sheet("Lists", header, rows or none, (26, 12, 16, 40, 24, 40, 40, 60))


def _about(result: Diligence) -> Sheet:
    return Sheet("About", ("what", "says"), list(_facts(result)), (30, 110))


def _facts(result: Diligence) -> Iterator[tuple[str, str | int]]:
    table = result.consignments.table
    yield "file", table.file
    yield "SHA-256 of the file", table.sha256
    yield "read as", table.how
    yield "lists asked for", "the day of each row" if result.as_of is None else str(result.as_of)
    lane = result.rule.lane
    bounds = f"fast_kn {lane.fast_kn:g}, slow_kn {lane.slow_kn:g}"
    slack = f"port_slack_nm {lane.port_slack_nm:g}, closed {', '.join(lane.closed)}"
    yield "lane parameters", f"{bounds}, {slack}"
    yield "match parameters", canonical(plain_rule(result.rule.match))
    yield from result.counts.items()
    for name, rule in flags.RULES.items():
        yield f"rule {name}", f"{rule.name}: {rule.test}"
    for number, limit in enumerate(LIMITS, start=1):
        yield f"limit {number}", limit
