"""A company's consignments in tables: what was declared, what each check says, what was not read.

Every builder takes a `diligence.Diligence` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.diligence import wording
from osint_helpers.diligence.columns import COLUMNS
from osint_helpers.diligence.lanes import BACKWARDS, FAST, NOT_TESTABLE, POSSIBLE, SLOW
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.diligence import Consignment, Diligence, Message

SYNTHETIC: Final = "SYNTHETIC"
WARNING: Final = (
    "Each check stands by itself. Nothing is added up, and nothing here says that a party acted "
    "unlawfully, knew, or intended anything."
)
_SHOWN_MESSAGES: Final = 300
_SHOWN_ROWS: Final = 100
_SHOWN_NUMBERS: Final = 20
_MOST: Final = 2_000  # characters of one cell of the company's file
_PARTS: Final = {
    "row": "Consignment", "declared": "Declared", "messages": "Not used, or to compare",
    "screening": "Screening", "law": "Law", "fired": "Red flags fired",
    "open": "Red flags not testable", "quiet": "Red flags not fired", "lane": "Lane",
    "untested": "Rules without a fact in the row",
}  # fmt: skip
_LANE_MARKS: Final = {
    FAST: "disputed", BACKWARDS: "disputed", SLOW: "disputed", POSSIBLE: "agrees",
    NOT_TESTABLE: "not-published",
}  # fmt: skip


def consignments(
    result: Diligence,
    exhibit_id: str,
    *,
    title: str = "Consignment by consignment",
    caption: str = "",
    limit: int = _SHOWN_ROWS,
) -> Exhibit:
    """Return one block a consignment: what was declared, and what every check says, in sentences.

    Parameters
    ----------
    limit
        Blocks at most. Of a longer file those come first in which a list gave a candidate, a rule
        fired, the lane needs a look, or a cell was not used; what is printed keeps the order of
        the file, and how many there are is always said.
    """
    rows = result.consignments.rows
    shown = _chosen(result, limit)
    told: dict[int, list[Message]] = {}
    for one in result.consignments.notes:
        told.setdefault(one.row, []).append(one)
    body = [_block(result, one, told.get(one.row, [])) for one in shown]
    left = len(rows) - len(shown)
    more = " The others stand in the annotated spreadsheet." if left else ""
    return common.build(
        exhibit_id, title, caption, _PARTS, body, row_ids=[_ref(exhibit_id, one) for one in shown],
        main=("declared",), parts=tuple(_PARTS)[2:],
        provenance=f"{len(shown):,} of {len(rows):,} consignments printed.{more} {_origin(result)}",
        stamp=_stamp(result), warning=WARNING,
    )  # fmt: skip


def consignment_messages(
    result: Diligence,
    exhibit_id: str,
    *,
    title: str = "What was not read or not used, row by row",
    caption: str = "",
    limit: int = _SHOWN_MESSAGES,
) -> Exhibit:
    """Return the messages: rows, column, what was found, what to do; rows not read come first.

    Rows of which the same is to be said stand in one line.
    """
    from osint_helpers.sheets.messages import SEVERITIES

    same: dict[tuple[str, ...], list[int]] = {}
    for one in sorted(result.consignments.notes, key=lambda m: SEVERITIES.index(m.severity)):
        same.setdefault((one.column, one.severity, one.what, one.advice), []).append(one.row)
    body: list[Sequence[Cell | str]] = [
        (_numbers(rows), column, cell(kind, mark="" if kind == "note" else "disputed"), what, do)
        for (column, kind, what, do), rows in list(same.items())[:limit]
    ]
    columns = {"row": "Rows", "column": "Column", "severity": "What became of it",
               "what": "What was found", "advice": "What to do"}  # fmt: skip
    said = "no message: every row and cell was used as it stands"
    empty: list[Sequence[Cell | str]] = [("", "", "", said, "")]
    counts = "; ".join(f"{name}: {number:,}" for name, number in result.consignments.counts.items())
    return common.build(
        exhibit_id, title, caption, columns, body or empty, widths={"what": "38%", "row": "12%"},
        provenance=f"{min(limit, len(same)):,} of {len(same):,} different messages printed. "
        f"{counts}. {_origin(result)}", stamp=_stamp(result),
    )  # fmt: skip


def _numbers(rows: Sequence[int]) -> str:
    """Return rows as text; a message of the whole file has row 0."""
    shown = ", ".join(str(row) if row else "the file" for row in rows[:_SHOWN_NUMBERS])
    more = len(rows) - _SHOWN_NUMBERS
    return f"{shown} and {more:,} more" if more > 0 else shown


def lists_asked(
    result: Diligence, exhibit_id: str, *, title: str = "The lists at hand", caption: str = ""
) -> Exhibit:
    """Return every list that was given: date, file, SHA-256, counts, faults and limits."""
    body: list[Sequence[Cell | str]] = [
        (one.list, f"{one.list_date} ({one.date_basis})",
         "\n".join(f"{name} {digest}" for name, digest in ((one.file, one.sha256), *one.parts)),
         cell(one.counts.text() + (f"\nNOT READ WHOLE: {one.fault}" if one.fault else ""),
              mark="disputed" if one.fault else ""),
         "\n".join(one.limits))
        for one in result.snapshots
    ]  # fmt: skip
    said = cell("nobody was screened", mark="not-published")
    none: list[Sequence[Cell | str]] = [("no list given", "", "", said, "")]
    columns = {"list": "List", "date": "List of", "sha256": "File and SHA-256", "counts": "Read",
               "limits": "What it cannot tell"}  # fmt: skip
    asked = "the day of each row" if result.as_of is None else f"{result.as_of}, for every row"
    return common.build(
        exhibit_id, title, caption, columns, body or none, main=("limits",),
        provenance=f"Asked as of {asked}. The SHA-256 is that of the file as it lies on the disk; "
        "whoever has that file can repeat every answer.", stamp=_stamp(result),
    )  # fmt: skip


def lanes_table(
    result: Diligence,
    exhibit_id: str,
    *,
    title: str = "Dates against the way by sea",
    caption: str = "",
    limit: int = _SHOWN_ROWS,
) -> Exhibit:
    """Return lane plausibility: outcome, modelled length, hours and average speeds of each row."""
    order = {FAST: 0, BACKWARDS: 0, SLOW: 0, NOT_TESTABLE: 2}
    lanes = sorted(result.lanes.values(), key=lambda one: (order.get(one.outcome, 1), one.row))
    body: list[Sequence[Cell | str]] = [
        (f"{one.consignment[:80]}, row {one.row}", one.way,
         cell(one.outcome, mark=_LANE_MARKS.get(one.outcome, "")), one.finding)
        for one in lanes[:limit]
    ]  # fmt: skip
    rule = result.rule.lane
    columns = {"row": "Consignment", "way": "Way", "outcome": "Outcome", "finding": "In words"}
    return common.build(
        exhibit_id, title, caption, columns, body, widths={"finding": "46%"},
        provenance=f"{min(limit, len(lanes)):,} of {len(lanes):,} rows printed. Derived: "
        f"diligence.lanes over reference.sea; fast_kn = {rule.fast_kn:g} kn, slow_kn = "
        f"{rule.slow_kn:g} kn, port_slack_nm = {rule.port_slack_nm:g} nm (project defaults unless "
        f"given), closed: {', '.join(rule.closed) or 'none'}. Modelled ways by sea, not observed "
        f"tracks. {_origin(result)}", stamp=_stamp(result),
    )  # fmt: skip


def consignment_counts(
    result: Diligence, exhibit_id: str, *, title: str = "What was asked, and what was not",
    caption: str = "",
) -> Exhibit:  # fmt: skip
    """Return the counts of the check: rows, questions, lanes, places of law; never of flags."""
    body = [[name, f"{number:,}"] for name, number in result.counts.items()]
    return common.build(
        exhibit_id, title, caption, {"what": "What is counted", "number": "Number"}, body,
        provenance=f"Derived: diligence.check. {_origin(result)}", stamp=_stamp(result),
    )  # fmt: skip


def _chosen(result: Diligence, limit: int) -> list[Consignment]:
    if limit < 1:
        raise ExhibitError(f"a limit of {limit} prints nothing", advice="1 or more")
    rows = result.consignments.rows
    hurt = {one.row for one in result.consignments.notes if one.severity == "cell not used"}
    ranked = sorted(rows, key=lambda one: (not _notable(result, one, hurt), one.row))
    return sorted(ranked[:limit], key=lambda one: one.row)


def _notable(result: Diligence, one: Consignment, hurt: set[int]) -> bool:
    return (
        one.row in hurt
        or any(question.result == "candidates" for question in result.asked[one.row])
        or any(flag.result == "fired" for flag in result.flags[one.row])
        or result.lanes[one.row].outcome in (FAST, BACKWARDS, SLOW)
    )


def _block(result: Diligence, one: Consignment, told: Sequence[Message]) -> Sequence[Cell | str]:
    asked, flags, lane = result.asked[one.row], result.flags[one.row], result.lanes[one.row]
    found = any(question.result == "candidates" for question in asked)
    said = [f"{m.column or 'row'}: {m.what} ({m.severity})" for m in told]
    fired = wording.flag_lines(flags, "fired")
    return (
        f"{one.id[:80]}, row {one.row}{f' · {SYNTHETIC}' if one.synthetic else ''}",
        _declared(one),
        _lines(said),
        cell(_lines(wording.screening_lines(asked, short=True)),
             mark="disputed" if found else ""),
        _lines(wording.law_lines(result.law_rows.get(one.row, []))),
        cell(_lines(fired), mark="disputed" if fired else ""),
        _lines(wording.flag_lines(flags, "not_testable")),
        _lines([f"{flag.rule} {flag.name}" for flag in flags
                        if flag.result == "not_fired"]),
        cell(lane.finding, mark=_LANE_MARKS.get(lane.outcome, "")),
        ", ".join(flag.rule for flag in flags if not flag.findings),
    )  # fmt: skip


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)


def _declared(one: Consignment) -> str:
    parts = [f"{column.label}: {one.cells[column.name][:_MOST]}" for column in COLUMNS
             if column.name != "consignment" and column.name in one.cells]  # fmt: skip
    return "; ".join(parts) or "nothing is declared in the row"


def _ref(exhibit_id: str, one: Consignment) -> Ref:
    return ("leg", f"{exhibit_id}.row-{one.row}")


def _stamp(result: Diligence) -> str:
    return SYNTHETIC if result.consignments.synthetic else ""


def _origin(result: Diligence) -> str:
    table = result.consignments.table
    made = f"{SYNTHETIC}: made up for this purpose. " if result.consignments.synthetic else ""
    return f"{made}File: {table.file}, {table.how}, SHA-256 {table.sha256}."
