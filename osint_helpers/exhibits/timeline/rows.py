"""The rows of the figure: the journey leg by leg, the lanes, replies, publications, states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.figures import SMALL
from osint_helpers.exhibits.svg import clip
from osint_helpers.exhibits.timeline.lanes import ENDS, LEG_EVENTS, STARTS, Lane
from osint_helpers.exhibits.timeline.marks import Reading, dated, entries, interval

if TYPE_CHECKING:
    from osint_helpers.case import Case

Disputes = set[frozenset[str]]
Row = dict[str, Any]
# A row whose marks lie within a movement; claims of the topic fill it, whoever their subject is.
_BY_TOPIC = ("purchased", "gate_in", "loaded")


def journey_rows(case: Case, readings: Sequence[Reading], disputes: Disputes) -> list[Row]:
    """Return a row a leg and a row a stay, in the order of the journey."""
    rows: list[Row] = []
    seen: set[tuple[str, ...]] = set()  # marks within a movement stand once; ways side by side each
    ordered = case.legs.sort_values("position", kind="stable")
    for leg in ordered[ordered["apart"] == ""].itertuples(index=False):
        mine = [
            row
            for row in readings
            if row["predicate"] in LEG_EVENTS
            and (
                row["subject"] == leg.leg
                or (row["topic"] == leg.leg and row["predicate"] in _BY_TOPIC)
            )
            and _reading(row) not in seen
        ]
        seen |= {_reading(row) for row in mine if row["predicate"] in _BY_TOPIC}
        rows.append(_row(leg.leg, str(leg.label), leg.status, entries(case, mine, disputes)))
    for stay in _stays(case, readings, disputes):
        start = stay["entries"][0]["marks"][0]["from"]
        before = [n for n, row in enumerate(rows) if row["start"] and row["start"] < start]
        rows.insert(before[-1] + 1 if before else 0, stay)
    return rows


def _reading(row: Reading) -> tuple[str, ...]:
    """Return what tells one event of a claim from another: it may date the cells of two legs."""
    return (row["claim"], row["predicate"], row["date_from"], row["date_to"])


def _row(leg: str, label: str, status: str, found: list[dict[str, Any]]) -> Row:
    """Return one row; its line runs from the first start to the last end that took place."""
    happened = [entry for entry in found if not entry["hollow"]]
    starts = [m["from"] for e in happened if e["predicate"] in STARTS for m in e["marks"]]
    ends = [m["to"] for e in happened if e["predicate"] in ENDS for m in e["marks"]]
    if not ends:
        ends = [m["to"] for e in found if e["predicate"] == "scheduled_arrival" for m in e["marks"]]
    line = [min(starts), max(ends)] if starts and ends and min(starts) < max(ends) else []
    return {
        "leg": leg,
        "label": label,
        "status": status,
        "line": line,
        "start": min((m["from"] for e in found for m in e["marks"]), default=""),
        "entries": found,
    }


def _stays(case: Case, readings: Sequence[Reading], disputes: Disputes) -> list[Row]:
    """Return the rows of stays: claims whose predicate begins with ``stay``."""
    rows = []
    for row, _ in dated(row for row in readings if row["predicate"].startswith("stay")):
        title = str(case.meta.topics.get(row["topic"], "")) or row["predicate"].replace("_", " ")
        label = title.split(" (")[0]
        found = entries(case, [row], disputes)
        for entry in found:
            entry["label"] = f"{row['value']}, {entry['marks'][0]['when']}".lstrip(", ")
            entry["side"] = "right"
        rows.append(_row("", f"{row['topic']} {label}", "", found))
    return rows


def lane_rows(case: Case, lane: Lane, readings: Sequence[Reading], disputes: Disputes) -> list[Row]:
    """Return the one row of a lane, or nothing if no reading fits it."""
    vessels = vessel_names(case, readings) if lane.vessels else {}
    rows = []
    for name, label in vessels.items() if lane.vessels else [("", lane.label)]:
        mine = [
            row
            for row in readings
            if row["predicate"] in lane.predicates and (not name or row["subject"] == name)
        ]
        found = entries(case, mine, disputes, lane.detail)
        if found:
            rows.append(_row("", f"{lane.label} {label}" if name else label, "", found))
    return rows


def vessel_names(case: Case, readings: Sequence[Reading]) -> dict[str, str]:
    """Return the vessels of the legs: entity to name."""
    legs = set(case.legs["leg"])
    named = [r["value"] for r in readings if r["predicate"] == "vessel" and r["subject"] in legs]
    return {
        row.entity: row.name
        for row in case.entities.itertuples(index=False)
        if row.schema == "Vessel"
        and any(row.name in value or row.entity == value for value in named)
    }


def reply_rows(case: Case) -> list[Row]:
    """Return the row of replies and denials; those of the same days are one entry.

    Left out are replies about another item, and those of which the day of the answer is not
    published: the date of their claim is that of the event.
    """
    by_days: dict[DateInterval, list[tuple[str, str]]] = {}
    elsewhere = set(case.legs["apart"]) - {""}
    for reply in case.replies.itertuples(index=False):
        if reply.answered or case.claim(reply.claim)["topic"] in elsewhere:
            continue
        when = interval(case.claim(reply.claim).to_dict())
        if when.latest is not None:
            by_days.setdefault(when, []).append((reply.who, reply.claim))
    found = []
    for when, pairs in sorted(by_days.items(), key=lambda item: item[0].sort_key()):
        reading = case.claim(pairs[0][1]).to_dict()
        entry = entries(case, [{**reading, "predicate": "reply"}], set())[0]
        who = list(dict.fromkeys(name for name, _ in pairs))
        rest = f" and {len(who) - 1} more" if len(who) > 1 else ""
        entry["label"] = f"{when.text()}: {clip(who[0], SMALL, 300)}{rest}"
        mark = entry["marks"][0]
        mark["claims"] = list(dict.fromkeys(claim for _, claim in pairs))
        mark["text"] = " ".join(
            f"{name}: {str(case.claim(claim)['statement']).rstrip('.')}." for name, claim in pairs
        )
        found.append(entry)
    return [_row("", "Replies and denials", "", found)] if found else []


def state_rows(case: Case) -> list[dict[str, str]]:
    """Return the days at which the state of knowledge changed."""
    states = []
    for state in case.meta.evidence_states:
        when = DateInterval.of_text(state["date"])
        assert when.earliest is not None  # noqa: S101  (a state always has a date)
        assert when.latest is not None  # noqa: S101
        states.append(
            {"from": when.earliest.isoformat(), "to": when.latest.isoformat(),
             "when": when.text(), "what": state["what"]}
        )  # fmt: skip
    return states


def publications(case: Case) -> tuple[list[dict[str, Any]], int]:
    """Return the cited sources by month of publication, and how many have no month.

    A source dated to the day is counted in its month; ``by_day`` says how many are.
    """
    cited = {source for claim in case.claims["claim"] for source in case.sources_of(claim)}
    months: dict[str, list[str]] = {}
    days: Counter[str] = Counter()
    loose = 0
    for row in case.sources.itertuples(index=False):
        if row.source not in cited:
            continue
        if row.precision not in {"day", "month", "month_year_inferred"}:
            loose += 1
            continue
        month = row.published[:7]
        months.setdefault(month, []).append(row.source)
        days[month] += row.precision == "day"
    return [
        {"month": month, "count": len(names), "by_day": days[month], "sources": names}
        for month, names in sorted(months.items())
    ], loose
