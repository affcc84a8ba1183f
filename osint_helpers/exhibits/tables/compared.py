"""Several cases side by side as tables: each row leads to the claims of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import BREAK_STEPS, NOT_PUBLISHED, RECORDS, STATUS
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.exhibits.exhibit import Exhibit

NO_SAMPLE: Final = (
    "The cases were chosen, not drawn: how often something stands here says nothing of any other "
    "shipment, and an empty place is the absence of a published record."
)


def parts_of(case: Case, exhibit_id: str) -> tuple[Case, ...]:
    """Return the gathered cases.

    Raises
    ------
    ExhibitError
        When the case gathers none.
    """
    if not case.parts:
        raise ExhibitError(f"exhibit {exhibit_id!r}: the case gathers no others",
                           advice="name them in case.toml: gathers = [...]")  # fmt: skip
    found: tuple[Case, ...] = case.parts
    return found


def labels(case: Case) -> dict[str, str]:
    """Return id of a gathered case -> its short name."""
    from osint_helpers.journey import comparison

    return {part.id: comparison.label(part) for part in case.parts}


def cases_table(
    case: Case, exhibit_id: str, *, title: str = "The cases", caption: str = NO_SAMPLE
) -> Exhibit:
    """Return what each case holds; the row has the anchor ``case-<id>``.

    Columns: case, what it follows, last day of knowledge, legs, claims, strands behind the legs.
    """
    from osint_helpers.journey import comparison

    found = common.rows_of(comparison.overview(parts_of(case, exhibit_id)))
    columns = {"case": "Case", "title": "What it follows", "as_of": "Knows up to",
               "legs": "Legs", "claims": "Claims",
               "strands": "Strands behind the legs"}  # fmt: skip
    rows = [
        [row["label"], row["title"], row["as_of"], str(row["legs"]), str(row["claims_read"]),
         (f"{row['articles']} articles, at most {row['strands_upper']} strands "
         f"(at least {row['strands_lower']})")]
        for row in found
    ]  # fmt: skip
    return common.build(
        exhibit_id, title, caption, columns, rows,
        provenance="Derived: journey.comparison.overview over the tables of each case. Strands "
        "are counted within a case and never over several.",
        row_ids=[("case", row["case"]) for row in found], widths={"title": "34%"},
    )  # fmt: skip


def case_statuses(
    case: Case, exhibit_id: str, *, title: str = "Legs by status, case by case", caption: str = ""
) -> Exhibit:
    """Return which legs of each case have which status; every leg leads to its row."""
    from osint_helpers.journey import comparison

    parts = parts_of(case, exhibit_id)
    held: dict[tuple[str, str], list[str]] = {}
    rows: list[list[Cell | str]]
    for row in common.rows_of(comparison.statuses(parts)):
        held.setdefault((row["case"], row["status"]), []).append(row["leg"])
    names = labels(case)
    rows = [
        [names[part.id],
         *(_legs(held.get((part.id, status), []), f"status-{status}") for status in STATUS)]
        for part in parts
    ]  # fmt: skip
    columns = {"case": "Case", **{status: common.words(status).capitalize() for status in STATUS}}
    return common.build(
        exhibit_id, title,
        caption or "The status is the one each case asserts, never stronger than its claims.",
        columns, rows, matrix=True,
        provenance="Derived: journey.comparison.statuses. Status words: glossary.",
    )  # fmt: skip


def _legs(legs: list[str], mark: str) -> Cell:
    return cell("" if legs else "none", [("leg", leg) for leg in legs], mark if legs else "")


def hubs_table(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Places the legs begin or end at",
    caption: str = "",
) -> Exhibit:
    """Return one row a place and case: its roles, the legs and the claims.

    Places in most cases come first; the first row of a place has the anchor ``place-<code>``. A
    place is one of the tables; ends given in words ("high seas") are none and are counted.
    """
    from osint_helpers import journey
    from osint_helpers.journey import comparison

    parts = parts_of(case, exhibit_id)
    names = labels(case)
    held: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in common.rows_of(comparison.hubs(parts)):
        held.setdefault((row["key"], row["case"]), []).append(row)
    rows = [
        [
            f"{own[0]['name']} ({key})", own[0]["country"], names[one],
            cell("; ".join(map(role_words, own))),
            cell("", [("leg", leg) for row in own for leg in row["legs"]]),
            common.claims_cell(claim for row in own for claim in row["claims"]),
        ]
        for (key, one), own in held.items()
    ]  # fmt: skip
    first: dict[str, str] = {}
    for key, one in held:
        first.setdefault(key, one)
    ends = [version for part in parts for leg in journey.legs(part) for end in ("from", "to")
            for version in leg.cell(end).sound
            if not part.has("places", version.value)]  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "A place in several cases is a place of several published records. It says "
        "nothing of a place that no case names, nor of who is there.",
        {"place": "Place (UN/LOCODE or ICAO)", "country": "Country", "case": "Case",
         "role": "Role", "legs": "Legs", "claims": "Claims"}, rows,
        row_ids=[("place", key) if first[key] == one else None for key, one in held],
        provenance="Derived: journey.comparison.hubs. Origin: legs begin here and none ends; "
        "destination: legs end here and none begins; transit: both; declared: what papers say; "
        "assumed: no source names the place. In brackets how sure it is at best: the status "
        "of the leg, or what weakens it. "
        f"{len(ends)} ends of legs are given in words and are no place.",
    )  # fmt: skip


def role_words(row: dict[str, Any]) -> str:
    """Return the role of a place in a case, with the strongest status of the legs that give it."""
    if row["role"] in {"declared", "assumed"}:
        return str(row["role"])
    return f"{row['role']} ({common.words(row['status'])})"


def heads(case: Case, names: dict[str, str]) -> dict[str, str]:
    """Return column key -> head for every case: keys of tables are letters, digits and _."""
    return {f"case_{part.id.replace('-', '_')}": names[part.id] for part in case.parts}


def stays_table(
    case: Case, exhibit_id: str, *, title: str = "Days between two legs", caption: str = ""
) -> Exhibit:
    """Return one row a stay: place, arrival, next departure, days as a range, claims."""
    from osint_helpers.journey import comparison

    names = labels(case)
    rows: list[list[Cell | str]] = []
    for row in common.rows_of(comparison.dwell(parts_of(case, exhibit_id))):
        doubt = "; sources contradict each other on a date" if row["disputed"] else ""
        days = common.or_not_published(f"{row['text']}{doubt}")
        rows.append([
            names[row["case"]], row["place"],
            cell("", [("leg", row["leg"]), ("leg", row["next_leg"])]),
            common.or_not_published(row["arrived"]), common.or_not_published(row["departed"]),
            days, common.claims_cell(row["claims"]),
        ])  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "From an arrival (else discharge) to the next departure from the same place; "
        "days that were planned, declared or estimated are no end of a stay.",
        {"case": "Case", "place": "Place", "legs": "Legs", "arrived": "Arrived",
         "departed": "Left", "days": "Days", "claims": "Claims"}, rows,
        provenance="Derived: journey.comparison.dwell; elapsed calendar days, as the range the "
        "printed dates allow over every version.",
    )  # fmt: skip


def silences_table(
    case: Case, exhibit_id: str, *, title: str = "Days without a received position",
    caption: str = "",
) -> Exhibit:  # fmt: skip
    """Return one row a silence with a published day: ship, last and next position, days."""
    from osint_helpers.journey import comparison

    names = labels(case)
    rows = [
        [names[row["case"]], row["subject"], common.or_not_published(row["last"]),
         common.or_not_published(row["next"]), _told(row), common.claims_cell(row["claims"])]
        for row in common.rows_of(comparison.silences(parts_of(case, exhibit_id)))
    ]  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "Not received is not switched off: a silence says nothing of its reason or of "
        "where the ship was.",
        {"case": "Case", "ship": "Ship", "last": "Last received", "next": "Next received",
         "days": "Days", "claims": "Claims"}, rows,
        provenance="Derived: journey.comparison.silences; only silences of which a day is "
        "published.",
    )  # fmt: skip


def _told(row: dict[str, Any]) -> str:
    doubts = f"; {', '.join(row['doubts'])}" if row["doubts"] else ""
    return f"{row['text']}{doubts}"


def declared_table(
    case: Case, exhibit_id: str, *, title: str = "Declared against actual", caption: str = ""
) -> Exhibit:
    """Return one row a leg and end that papers declared, beside what is published of it."""
    from osint_helpers.journey import comparison

    names = labels(case)
    ends = {"from": "beginning", "to": "end"}
    rows = [
        [names[row["case"]], cell(f"{ends[row['end']]} of", [("leg", row["leg"])]),
         common.claims_cell(row["declared_claims"], row["declared"]),
         common.claims_cell(row["actual_claims"], row["actual"]), row["outcome"]]
        for row in common.rows_of(comparison.declared(parts_of(case, exhibit_id)))
    ]  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "A difference between a paper and another record is no finding that the paper "
        "is false, or of who knew.",
        {"case": "Case", "what": "What", "declared": "Declared", "actual": "As published",
         "outcome": "Compared"}, rows,
        provenance="Derived: journey.comparison.declared; every version of both.",
    )  # fmt: skip


def asked_table(
    case: Case, exhibit_id: str, *, title: str = "Who was asked, and who answered",
    caption: str = "",
) -> Exhibit:  # fmt: skip
    """Return one row a party and outcome: denial, answer recorded, no reply found."""
    from osint_helpers.journey import comparison

    names = labels(case)
    rows = [
        [names[row["case"]], row["party"], row["kind"], row["outcome"], row["answer"],
         common.claims_cell(row["claims"])]
        for row in common.rows_of(comparison.asked(parts_of(case, exhibit_id)))
    ]  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "No reply found is the outcome of a search in what was read. It is no silence "
        "of the party and no admission. Mention implies no breach of law.",
        {"case": "Case", "party": "Party", "kind": "Kind", "outcome": "Outcome",
         "answer": "What is recorded", "claims": "Claims"}, rows, widths={"answer": "30%"},
        provenance="Derived: journey.comparison.asked over replies.csv and the claims of each "
        "case.",
    )  # fmt: skip


def records_table(
    case: Case, exhibit_id: str, *, title: str = "By what kind of record", caption: str = ""
) -> Exhibit:
    """Return how each case came to light and what its movement is shown by, with the reason."""
    from osint_helpers.journey import comparison

    names = labels(case)
    rows = []
    for row in common.rows_of(comparison.breaks(parts_of(case, exhibit_id))):
        known = row["record"] in RECORDS and row["record"] != NOT_PUBLISHED
        rows.append([
            names[row["case"]], BREAK_STEPS[row["step"]],
            cell(row["record"], mark="" if known else "not-published"), row["why"],
            common.claims_cell(row["claims"]),
        ])  # fmt: skip
    return common.build(
        exhibit_id, title,
        caption or "Judged by the project's maintainers from the published facts of each case.",
        {"case": "Case", "step": "Step", "record": "Kind of record", "why": "Why",
         "claims": "Claims"}, rows,
        provenance="Judgement: breaks.csv of each case, with its claims; by role, dated there.",
    )  # fmt: skip
