"""The journey in tables: legs, feasibility, checks, and what was known when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import journey
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey import pairs

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey import Leg

_WAY: Final = ("from", "to", "declared_from", "declared_to", "route")
_CARRIED_BY: Final = ("vessel", "carrier")
_EVENTS: Final = (
    "gate_in",
    "loaded",
    "scheduled_departure",
    "departed",
    "ais_last_received",
    "ais_next_received",
    "scheduled_arrival",
    "estimated_arrival",
    "no_call_recorded",
    "arrived",
    "discharged",
    "duration",
)
_PARTIES: Final = ("consignor", "consignee", "forwarder", "agent")
_ALWAYS: Final = ("from", "to", "vessel", "carrier", "departed", "arrived", *_PARTIES[:2])
# Kinds of checks whose short name is no word.
_KINDS: Final = {"le": "not more than"}
_OUTCOMES: Final = {
    pairs.POSSIBLE: "agrees",
    pairs.FITS: "agrees",
    pairs.IMPOSSIBLE: "disagrees",
    pairs.DOES_NOT_FIT: "disagrees",
    pairs.UNEXPLAINED: "disputed",
}
_COLUMNS: Final = {
    "leg": "Leg",
    "status": "Status",
    "way": "From, to, carried by",
    "events": "Events",
    "parties": "Parties",
    "evidence": "Evidence",
}


def journey_table(
    case: Case,
    exhibit_id: str,
    *,
    apart: str = "",
    title: str = "The journey, leg by leg",
    caption: str = "",
) -> Exhibit:
    """Return one row a leg, every version of every cell in it.

    Each line is one cell of the journey: what it is, all versions parted by "/", and whether
    they are disputed. Gate-in, loading, sailing, a scheduled and an actual arrival are events
    of their own. A known wrong statement stands last in its cell, flagged as contradicted.
    Every row carries the anchor ``leg-<id>`` that maps and other tables lead to.

    Parameters
    ----------
    apart
        A topic, such as ``"precedent"``: the movements of other items that ``legs.csv`` keeps
        apart under it, instead of the journey of the item.

    Raises
    ------
    ExhibitError
        If no leg is kept apart under that topic.
    """
    legs = [leg for leg in journey.legs(case, apart=bool(apart)) if leg.apart == apart]
    if apart and not legs:
        raise ExhibitError(f"no leg is kept apart as {apart!r}", advice="legs.csv, column apart")
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        [_leg(leg) for leg in legs],
        row_ids=[("leg", leg.id) for leg in legs],
        provenance="Derived: journey.legs, the pivot of claims and readings by leg and predicate; "
        f"no cell exists without a claim. What no claim gives is {NOT_PUBLISHED}.",
        widths={"way": "22%", "events": "22%", "evidence": "17%"},
    )


def _leg(leg: Leg) -> list[Cell | str]:
    mode = common.words(leg.mode) or NOT_PUBLISHED
    status = f"{STATUS_STYLE[leg.status].words}\n{leg.status_note}".strip()
    return [
        f"{leg.label}\nmode: {mode}",
        cell(status, mark=f"status-{leg.status}"),
        _lines(leg, (*_WAY, *_CARRIED_BY)),
        _lines(leg, _EVENTS),
        _lines(leg, _PARTIES),
        common.claims_cell(leg.claims, leg.strands.text),
    ]


def _lines(leg: Leg, predicates: Sequence[str]) -> Cell:
    """Return one line a cell; those of :data:`_ALWAYS` also where nothing is published."""
    cells = [(p, leg.cell(p)) for p in predicates]
    shown = [(p, one) for p, one in cells if one.versions or p in _ALWAYS]
    text = "\n".join(f"{common.words(p)}: {one.qualified}" for p, one in shown)
    if any(one.disputed for _, one in shown):
        mark = "disputed"
    else:
        mark = "" if any(one.sound for _, one in shown) else "not-published"
    return cell(text, mark=mark)


def feasibility(
    case: Case, exhibit_id: str, *, title: str = "Feasibility of the legs", caption: str = ""
) -> Exhibit:
    """Return what the published dates and places imply: speeds, days, orders of events.

    Columns: leg, test, result with unit, outcome, finding, method, evidence.
    """
    columns = {
        "leg": "Leg",
        "test": "Test",
        "result": "Result",
        "outcome": "Outcome",
        "finding": "Finding",
        "method": "Method",
        "evidence": "Evidence",
    }
    rows = [
        [
            row["leg"],
            common.words(row["test"]),
            _result(row),
            cell(row["outcome"], mark=_OUTCOMES.get(row["outcome"], "")),
            row["finding"],
            row["method"],
            cell("", [*_leg_ref(case, row["leg"]), *(("claim", c) for c in row["claims"])]),
        ]
        for row in common.rows_of(journey.feasibility(case))
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Derived: journey.feasibility of the dates as published. Package data: sea "
        "distances along the modelled network of searoute; not observed tracks.",
        main=("finding",),
    )


def _leg_ref(case: Case, leg: str) -> list[tuple[str, str]]:
    return [("leg", leg)] if case.has("legs", leg) else []


def checks(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Checks of published figures and dates",
    caption: str = "",
) -> Exhibit:
    """Return every check of the case, computed again when the exhibit is built.

    Columns: check, statement, computed, outcome, evidence. A statement that does not hold is how
    a wrong figure is found; it stands here beside the right one.
    """
    columns = {
        "check": "Check",
        "statement": "Statement tested",
        "computed": "Computed",
        "outcome": "Outcome",
        "evidence": "Evidence",
    }
    rows = []
    for row in common.rows_of(journey.checks(case)):
        outcome = "holds" if row["outcome"] == "holds" else "does not hold"
        if not row["agrees"]:
            outcome += "; the case expected otherwise"
        mark = "agrees" if row["outcome"] == "holds" else "disagrees"
        rows.append(
            [
                f"{row['check']}\n{_KINDS.get(row['kind'], common.words(row['kind']))}",
                row["statement"],
                str(row["computed"]),
                cell(outcome, mark=mark),
                common.claims_cell(row["claims"]),
            ]
        )
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Derived: journey.checks, each figure computed again from the inputs recorded "
        "with the check.",
        widths={"statement": "20rem"},
    )


def known_on(
    case: Case,
    exhibit_id: str,
    *,
    days: Sequence[str] | None = None,
    title: str = "What was known when",
    caption: str = "",
) -> Exhibit:
    """Return the state of knowledge on several days.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    days
        Days ``YYYY-MM-DD``; by default the last day of each evidence state of ``case.toml`` and
        the day of the report.
    """
    states: dict[date, str] = {}
    for state in case.meta.evidence_states:
        day = _last_day(state["date"])  # "2018-08" and "2018-08-31" end on one day
        states[day] = "; ".join(filter(None, (states.get(day, ""), state["what"])))
    wanted = [_last_day(text) for text in days] if days is not None else sorted(states)
    as_of = date.fromisoformat(case.meta.as_of)
    if days is None and as_of not in wanted:
        wanted.append(as_of)
    columns = {
        "day": "Day",
        "event": "What came out",
        "certain": "Claims public",
        "possible": "Perhaps public",
        "not_yet": "Not yet public",
        "undated": "Without a date",
        "new": "New since the row above, by topic",
        "contradicted": "Earlier claims now contradicted",
        "legs": "Legs, with the status the claims of that day can carry",
    }
    table = journey.knowledge_table(case, wanted)
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        [_known(case, row, states) for row in common.rows_of(table)],
        provenance="Derived: journey.knowledge_table; a claim is public from the day its first "
        "source was published, perhaps public where that source gives a month or a year only.",
        main=("event",),
    )


def _result(row: dict[str, Any]) -> str:
    """Return a result with its unit; a date and a comparison need none, one day is one day."""
    result, unit = str(row["result"]).strip(), row["unit"]
    if not result or unit in {"date", "count"}:
        return result
    return "1 day" if (result, unit) == ("1", "days") else f"{result} {unit}"


def _last_day(text: str) -> date:
    """Return the last day that a day, a month or a year can mean."""
    last = DateInterval.of_text(text).latest
    assert last is not None  # noqa: S101  (a text always has a date)
    return last


def _state_day(row: dict[str, Any], printed: str) -> str:
    """Return the day in print; a state dated to a month or a year is told as its end."""
    precision = {4: "year", 7: "month"}.get(len(printed))
    if precision is None:
        return str(row["when"])
    return f"end of {DateInterval.parse(printed, '', precision).text()}"


def _known(case: Case, row: dict[str, Any], states: dict[date, str]) -> list[Cell | str]:
    day = date.fromisoformat(row["day"])
    legs = journey.known_on(case, day).legs
    printed = {_last_day(state["date"]): state["date"] for state in case.meta.evidence_states}
    return [
        _state_day(row, printed.get(day, "")),
        states.get(day, "") or ("day of this report" if row["day"] == case.meta.as_of else ""),
        *(str(row[key]) for key in ("certain", "possible", "not_yet", "undated")),
        row["new_by_topic"],
        common.claims_cell(row["contradicted"]),
        "\n".join(f"{leg.id}: {common.words(leg.status)}" for leg in legs) or "no leg",
    ]
