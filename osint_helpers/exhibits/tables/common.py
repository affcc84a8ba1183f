"""What the table builders share: words for codes, dates, references, replies, grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers.case.tables import NONE_FOUND, NOT_PUBLISHED
from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell, table
from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case import Case

Row = Mapping[str, Any]


def build(
    exhibit_id: str,
    title: str,
    caption: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Cell | str]],
    *,
    provenance: str,
    row_ids: Iterable[Ref | None] = (),
    widths: Mapping[str, str] | None = None,
    main: Iterable[str] = (),
    parts: Iterable[str] = (),
    stamp: str = "",
    warning: str = "",
    licence: Mapping[str, str] | None = None,
    matrix: bool = False,
) -> Exhibit:
    """Return a table exhibit; with ``main`` columns it is laid out as entries."""
    spec = table(
        columns, rows, provenance=provenance, row_ids=row_ids, widths=widths, main=main,
        parts=parts, stamp=stamp, warning=warning, licence=licence, matrix=matrix,
    )  # fmt: skip
    return Exhibit("table", exhibit_id, title, caption, spec)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, in its order."""
    return records(frame)


def words(code: str) -> str:
    """Return a code of a vocabulary as words: ``official_statement`` -> ``official statement``."""
    return code.replace("_", " ")


def when(row: Row) -> str:
    """Return the date of a claim as printed; empty where it has none."""
    if row["precision"] == "none":
        return ""
    return DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"], row["time_basis"]
    ).text()


def published(source: Row) -> str:
    """Return the date of publication of a source."""
    return DateInterval.parse(source["published"], "", source["precision"]).text()


def subject_text(case: Case, subject: str) -> str:
    """Return the printed name of a subject: an item, entity, place or leg; else its id."""
    for table_name, row_of in (
        ("items", case.item),
        ("entities", case.entity),
        ("places", case.place),
    ):
        if case.has(table_name, subject):
            return str(row_of(subject)["name"])
    if case.has("legs", subject):
        return f"leg {subject}"
    return words(subject)


def claims_cell(claims: Iterable[str], text: str = "") -> Cell:
    """Return a cell with references to claims."""
    return cell(text, [("claim", claim) for claim in claims])


def sources_cell(sources: Iterable[str], text: str = "") -> Cell:
    """Return a cell with references to sources."""
    return cell(text, [("source", source) for source in sources])


def reply_cell(claim: Row) -> Cell:
    """Return the replies to a claim; empty where a reply does not apply.

    Three cases: the claim lists replies; a reply was looked for and none was found; the claim
    accuses or names nobody, so none applies.
    """
    responses = [r for r in claim["responses"] if r != NONE_FOUND]
    if responses:
        return cell("", [("claim", response) for response in responses])
    return cell("no reply found") if claim["responses"] else cell("")


def led_to(case: Case, claims: Iterable[str]) -> set[str]:
    """Return claims and all that their entries in a register lead to, in any number of steps."""
    rows = {row["claim"]: row for row in rows_of(case.claims)}
    found: set[str] = set()
    todo = list(claims)
    while todo:
        claim = todo.pop()
        if claim in found:
            continue
        row = rows[claim]
        found.add(claim)
        replies = [one for one in row["responses"] if one != NONE_FOUND]
        todo += [*row["premises"], *row["computed_from"], *replies]
        others = case.contradicting(claim)
        todo += others if is_distortion(claim) else [o for o in others if not is_distortion(o)]
    return found


def whole_statement(claim: Row) -> str:
    """Return a statement with what it is about: statements are written to follow that word."""
    about = str(claim["about"]).strip()
    return f"{about[:1].upper()}{about[1:]}: {claim['statement']}" if about else claim["statement"]


def statement_cell(case: Case, claim: Row, text: str = "") -> Cell:
    """Return the statement of a claim; a distortion is marked and says what contradicts it."""
    shown = text or str(claim["statement"])
    if not is_distortion(claim["claim"]):
        return cell(shown)
    return distortion_cell(shown, case.contradicting(claim["claim"]))


def distortion_cell(text: str, contradicting: Sequence[str]) -> Cell:
    """Return a cell for a known wrong or raised statement."""
    lead = "distortion: contradicted by" if contradicting else "distortion: not to be relied on"
    return cell(f"{text}\n{lead}", [("claim", one) for one in contradicting], "distortion")


def contradicted_cell(case: Case, claim: str) -> Cell:
    """Return the claims that contradict a claim, distortions left out and counted."""
    others = case.contradicting(claim)
    sound = [other for other in others if not is_distortion(other)]
    wrong = len(others) - len(sound)
    plural = "s" if wrong > 1 else ""
    note = f"and {wrong} statement{plural} held wrong or raised" if wrong else ""
    if sound and not is_distortion(claim):
        return cell(note, [("claim", other) for other in sound], "disputed")
    return cell(note, [("claim", other) for other in sound])


def grade_cells(case: Case, claim: str) -> tuple[Cell, Cell]:
    """Return reliability of the sources (A to F) and credibility of the item (1 to 6), two cells.

    One letter or digit where all supporting sources share it; else each with its sources. The
    two are grades of different things and are never combined (NATO AJP-2.1).
    """
    frame = case.support
    own = frame[(frame["claim"] == claim) & (frame["relation"] == "supports")]
    letters: dict[str, list[str]] = {}
    digits: dict[str, list[str]] = {}
    for row in rows_of(own):
        source = row["source"]
        letters.setdefault(str(case.source(source)["reliability"]), []).append(source)
        digits.setdefault(str(row["credibility"]), []).append(source)
    return cell(_grade(letters)), cell(_grade(digits))


def _grade(found: Mapping[str, Sequence[str]]) -> str:
    if len(found) < 2:
        return "".join(found)
    return "\n".join(f"{grade}: {', '.join(found[grade])}" for grade in sorted(found))


def value_text(claim: Row) -> str:
    """Return what a claim gives as a value, as printed where that is recorded."""
    return str(claim["value_as_printed"] or claim["value"])


def or_not_published(text: str) -> Cell:
    """Return a cell that says so when there is nothing."""
    missing = not text or text.startswith(NOT_PUBLISHED)
    return cell(text or NOT_PUBLISHED, mark="not-published" if missing else "")
