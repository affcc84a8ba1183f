"""The folder counsel gets of a company's own due diligence: page, spreadsheet, tables, digests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.diligence.result import LIMITS, Diligence
from osint_helpers.report.assembling import assemble
from osint_helpers.report.files import ReportFiles, write_report

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.screening import Screening

MOST_RECORDS: Final = 300  # of a page; a file of 1,000 consignments has thousands
SPREADSHEET: Final = "annotated.xlsx"
NOTEBOOK: Final = "report.ipynb"
_METHOD: Final = (
    "Made by osint diligence: the file is read row by row, each row is screened as of its day, "
    "asked for the law of the places it names, tested by the red-flag rules, and its dates are "
    "held against modelled ways by sea. Nothing is asked of any network."
)
_CAUTION: Final = (
    "For counsel. What stands here is what files say: the company's own rows, dated lists, a "
    "table of measures. It is no finding that anybody acted unlawfully, and no statement that "
    "anybody is free of sanctions."
)


def write_diligence(
    result: Diligence, folder: str | Path, *, pdf: bool = False, title: str = ""
) -> ReportFiles:
    """Write ``report.html``, ``annotated.xlsx``, ``report.ipynb``, ``exhibits/*.csv`` and digests.

    The folder appears whole or stays as it was. The same result gives the same bytes.

    Parameters
    ----------
    pdf
        Write ``report.pdf`` as well.
    title
        Of the report; by default it names the file.

    Raises
    ------
    ReportError
        As `report.write_report`.
    """
    from osint_helpers.diligence import annotate

    notebook = notebook_of(result, title)
    with tempfile.TemporaryDirectory(prefix="osint-diligence-") as work:
        source = Path(work) / NOTEBOOK
        source.write_bytes(notebook)
        beside = {NOTEBOOK: notebook, SPREADSHEET: annotate(result)}
        return write_report(source, folder, pdf=pdf, beside=beside)


def notebook_of(result: Diligence, title: str = "") -> bytes:
    """Return the notebook the report is made from."""
    return assemble(cells(result, title or _title(result)), _cover(result, title))


def _title(result: Diligence) -> str:
    return f"Due diligence on {result.consignments.table.file}"


def _cover(result: Diligence, title: str) -> dict[str, Any]:
    table, counts = result.consignments.table, result.counts
    lists = "; ".join(one.cite() for one in result.snapshots) or "no list given"
    asked = "each row as of its own day" if result.as_of is None else f"all as of {result.as_of}"
    unread = f"{counts['not read']:,} not read, {counts['blank']:,} blank"
    return {
        "title": title or _title(result),
        "label": "SYNTHETIC" if result.consignments.synthetic else "",
        "question": "What do dated lists, the law in force, red-flag rules and the way by sea say "
        "of these consignments, and what could not be asked?",
        "caution": _CAUTION,
        "method": _METHOD,
        "made_from": "the file and the lists named on its cover",
        "made_of": "files",
        "cover": [
            ["File", f"{table.file}, {table.how}"],
            ["SHA-256 of the file", table.sha256],
            ["Rows", f"{counts['read']:,} read of {counts['rows']:,}; {unread}"],
            ["Lists", lists],
            ["Lists asked", asked],
        ],
    }


def cells(result: Diligence, title: str) -> Iterator[str | Exhibit]:
    """Yield the cells of the report in the order of its sections."""
    from osint_helpers import exhibits

    stamp = "SYNTHETIC" if result.consignments.synthetic else ""
    yield f"# {_plain(title)}"
    yield (
        "## 4. Claims and evidence\n\nThe company's own rows, as the file has them, and what was "
        "not read or not used. A row with a fault is still processed as far as it can be."
    )
    yield exhibits.consignment_counts(result, "D-1")
    yield exhibits.consignment_messages(result, "D-2")
    yield exhibits.consignments(result, "D-3")
    legs, left = result.legs()
    rest = f" {left:,} more distinct legs stand in the annotated spreadsheet." if left else ""
    yield f"## 6. Law in force\n\nRows with the same places, days and goods are asked once.{rest}"
    yield exhibits.law_table(legs, "L-1", stamp=stamp, leg="Rows: goods")
    yield exhibits.measures_table(legs, "L-2", stamp=stamp)
    yield (
        "## 7. Red flags and feasibility\n\nEach rule over all rows; the evidence is the row of "
        "the file. Results stand side by side and are never added up."
    )
    yield exhibits.flags_table(result.rules(), "F-1", stamp=stamp, source="diligence.check")
    yield "### Ways by sea\n\nThe lengths are modelled, no track of a ship was looked at."
    yield exhibits.lanes_table(result, "F-2")
    records = _shown(result)
    more = len(result.screenings) - len(records)
    rest = f" {more:,} further records stand in the annotated spreadsheet." if more else ""
    yield f"## 8. Screening record\n\nEach distinct question was put once.{rest}"
    yield exhibits.lists_asked(result, "S-1")
    if records:
        yield exhibits.screening_table(records, "S-2", stamp=stamp)
        yield exhibits.candidates_table(records, "S-3", stamp=stamp)
    yield "## 13. Limits, glossary, corrections\n\n" + "\n".join(f"* {one}" for one in LIMITS)


def _shown(result: Diligence) -> list[Screening]:
    """Return the records a page holds: of many those with candidates, then in order."""
    ranked = sorted(
        enumerate(result.screenings),
        key=lambda one: (all(a.result != "candidates" for a in one[1].answers), one[0]),
    )
    return [record for _, record in sorted(ranked[:MOST_RECORDS], key=lambda one: one[0])]


def _plain(text: str) -> str:
    """Return a file name as markdown shows it."""
    return escape("".join(c if c.isalnum() or c in " .-_" else "_" for c in text), quote=False)
