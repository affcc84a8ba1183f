"""The timeline of a case as plain JSON: panels, rows of entries, bands, publications, states."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError, NothingRecorded
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.timeline.lanes import LANES, Lane
from osint_helpers.exhibits.timeline.marks import Reading
from osint_helpers.exhibits.timeline.rows import (
    journey_rows,
    lane_rows,
    publications,
    reply_rows,
    state_rows,
)

if TYPE_CHECKING:
    from osint_helpers.case import Case

MONTHS_BEFORE: Final = 2  # events this shortly before the first movement still open the figure
MONTHS_AFTER: Final = 3  # whole months after the last movement that keep the scale of the journey
SHAPES: Final = ("day", "bar", "soft")

_FORM: Final[Form] = {
    "panels": list, "lanes": list, "bands": list, "joins": list, "publications": list,
    "states": list, "left_out": list, "provenance": str,
}  # fmt: skip
_PANEL: Final[Form] = {"key": str, "label": str, "from": str, "to": str}
_ROW: Final[Form] = {
    "leg": str, "label": str, "status": str, "line": list, "start": str, "entries": list,
}  # fmt: skip
_ENTRY: Final[Form] = {
    "predicate": str, "label": str, "side": str, "hollow": bool, "marks": list,
}  # fmt: skip
_MARK: Final[Form] = {
    "from": str, "to": str, "shape": str, "when": str, "certainty": str, "claims": list,
    "text": str, "disputed": bool,
}  # fmt: skip


def build(
    case: Case, *, start: str | None = None, split: str | None = None, lanes: Sequence[Lane] = LANES
) -> dict[str, Any]:
    """Return the specification.

    Parameters
    ----------
    start
        First month of the figure, ``YYYY-MM``; by default that of the first dated movement.
    split
        Last month of the first panel; by default three months after the last movement.
    lanes
        The lanes below the journey.

    Raises
    ------
    ExhibitError
        If nothing in the journey has a date, or the months are out of order.
    """
    from osint_helpers.journey.readings import readings, records

    rows: list[Reading] = records(readings(case))
    sound = [row for row in rows if not row["distortion"]]
    pairs = zip(case.contradictions["claim"], case.contradictions["other"], strict=True)
    disputes = {frozenset(pair) for pair in pairs}
    drawn = [{"key": "journey", "label": "The item", "rows": journey_rows(case, sound, disputes)}]
    for lane in lanes:
        found = lane_rows(case, lane, sound, disputes)
        if found:
            drawn.append({"key": lane.key, "label": lane.label, "rows": found})
    joins = _joins(drawn, disputes)
    replies = reply_rows(case)
    if replies:
        drawn.append({"key": "replies", "label": "Replies", "rows": replies})
    months, loose = publications(case)
    states = state_rows(case)
    panels = _panels(drawn, states, start, split)
    return {
        "panels": panels,
        "lanes": drawn,
        "bands": _bands(case),
        "joins": joins,
        "publications": months,
        "states": states,
        "left_out": _left_out(drawn, panels, months, loose, rows),
        "provenance": "claims.csv, readings.csv, sources.csv and case.toml of the case",
    }


def marks_of(lanes: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield every entry of the lanes with each of its marks."""
    for lane in lanes:
        for row in lane["rows"]:
            for entry in row["entries"]:
                for mark in entry["marks"]:
                    yield entry, mark


def _panels(
    lanes: Sequence[dict[str, Any]],
    states: Sequence[dict[str, str]],
    start: str | None,
    split: str | None,
) -> list[dict[str, str]]:
    """Return the journey panel and, if anything lies after it, the panel of the aftermath."""
    moved = [mark for _, mark in marks_of(lanes[:1])]
    if not moved:
        raise NothingRecorded("no movement of the case has a date", advice="a timeline needs one")
    first = _month(start) if start else _first(lanes, moved)
    if split:
        last = _month_end(_month(split))
    else:
        last = _month_end(date.fromisoformat(max(m["to"] for m in moved)), MONTHS_AFTER)
    if last <= first:
        raise ExhibitError("the timeline would end before it starts")
    panels = [_panel("journey", "The journey", first, last, moved)]
    later = [mark["to"] for _, mark in marks_of(lanes)] + [state["to"] for state in states]
    if max(later) > last.isoformat():
        end = date(date.fromisoformat(max(later)).year, 12, 31)
        panels.append(_panel("after", "What followed (another scale)", _next(last), end))
    return panels


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise ExhibitError(f"{text!r} is no month", advice="write YYYY-MM") from None


def _first(lanes: Sequence[dict[str, Any]], moved: Sequence[dict[str, Any]]) -> date:
    """Return the first day of the first month: of a movement, or of what came shortly before."""
    day = date.fromisoformat(min(mark["from"] for mark in moved)).replace(day=1)
    early = date.fromordinal(_month_end(day, -MONTHS_BEFORE - 1).toordinal() + 1).isoformat()
    near = [
        mark["from"]
        for lane in lanes
        if lane["key"] != "replies"
        for _, mark in marks_of([lane])
        if mark["from"] >= early
    ]
    return date.fromisoformat(min(near)).replace(day=1)


def _panel(
    key: str, label: str, first: date, last: date, moved: Sequence[dict[str, Any]] = ()
) -> dict[str, str]:
    """Return one panel with its months in words, or those of the marks that lie in it."""
    since, until = first.isoformat(), last.isoformat()
    # The axis goes on after the last movement; the words say when the item moved.
    inside = [mark for mark in moved if mark["to"] >= since and mark["from"] <= until]
    if inside:
        since = max(since, min(mark["from"] for mark in inside))
        until = min(until, max(mark["to"] for mark in inside))
    words = DateInterval.parse(since[:7], until[:7], "month").text()
    return {"key": key, "label": f"{label}: {words}", "from": first.isoformat(),
            "to": last.isoformat()}  # fmt: skip


def _month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies ``months`` after that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _next(day: date) -> date:
    """Return the day after."""
    return date.fromordinal(day.toordinal() + 1)


def _bands(case: Case) -> list[dict[str, Any]]:
    """Return the spans in which nothing was received, with their words."""
    from osint_helpers.journey.gaps import gaps

    names = dict(zip(case.entities["entity"], case.entities["name"], strict=True))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for gap in gaps(case):
        last = [i.earliest for i in gap.last.intervals() if i.earliest is not None]
        then = [i.latest for i in gap.next.intervals() if i.latest is not None]
        if not last or not then:
            continue
        key = (min(last).isoformat(), max(then).isoformat())
        words = DateInterval.parse(*key).text()
        name = names.get(gap.subject, "")
        band = {"from": key[0], "to": key[1], "label": f"AIS not received {words}",
                "name": name, "claims": list(gap.claims)}  # fmt: skip
        if key not in found or (name and not found[key]["name"]):
            found[key] = band
    return list(found.values())


def _joins(lanes: Sequence[dict[str, Any]], disputes: set[frozenset[str]]) -> list[list[str]]:
    """Return the pairs of drawn claims of one row that contradict each other; marks them."""
    found = []
    for lane in lanes:
        for row in lane["rows"]:
            claims = [c for e in row["entries"] for m in e["marks"] for c in m["claims"]]
            pairs = [sorted(pair) for pair in disputes if len(pair) == 2 and pair <= set(claims)]
            disputed = {claim for pair in pairs for claim in pair}
            for entry in row["entries"]:
                for mark in entry["marks"]:
                    mark["disputed"] = not disputed.isdisjoint(mark["claims"])
            found += pairs
    return sorted(found)


def _left_out(
    lanes: Sequence[dict[str, Any]],
    panels: Sequence[dict[str, str]],
    months: Sequence[dict[str, Any]],
    loose: int,
    rows: Sequence[Reading],
) -> list[str]:
    """Return sentences on what is not drawn."""
    first, last = panels[0]["from"], panels[-1]["to"]
    notes = []
    outside = [e["label"] for e, m in marks_of(lanes) if m["to"] < first or m["from"] > last]
    if outside:
        notes.append(f"Outside the months shown: {'; '.join(dict.fromkeys(outside))}.")
    undated = [row["label"] for lane in lanes[:1] for row in lane["rows"] if not row["entries"]]
    if undated:
        notes.append(f"No date is published for: {'; '.join(undated)}.")
    away = sum(m["count"] for m in months if not first[:7] <= m["month"] <= last[:7])
    if away or loose:
        notes.append(
            f"Publications not drawn: {away} outside the months shown, {loose} dated to the year "
            "or not at all."
        )
    wrong = len({row["claim"] for row in rows if row["distortion"]})
    if wrong:
        what = (
            "statement held to be wrong or raised is"
            if wrong == 1
            else "statements held to be wrong or raised are"
        )
        notes.append(f"{wrong} {what} left out; see the contradictions.")
    return notes


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a timeline specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _FORM, "spec")
    if not spec["panels"]:
        raise ExhibitError("spec.panels: must not be empty")
    for n, panel in enumerate(spec["panels"]):
        need(panel, _PANEL, f"spec.panels[{n}]")
        _days(panel, f"spec.panels[{n}]")
    for n, lane in enumerate(spec["lanes"]):
        need(lane, {"key": str, "label": str, "rows": list}, f"spec.lanes[{n}]")
        for m, row in enumerate(lane["rows"]):
            _row(row, f"spec.lanes[{n}].rows[{m}]")
    for n, band in enumerate(spec["bands"]):
        form: Form = {"from": str, "to": str, "label": str, "name": str, "claims": list}
        need(band, form, f"spec.bands[{n}]")
        _days(band, f"spec.bands[{n}]")
        texts(band["claims"], f"spec.bands[{n}].claims")
    for n, pair in enumerate(spec["joins"]):
        texts(pair, f"spec.joins[{n}]")
    for n, month in enumerate(spec["publications"]):
        need(month, {"month": str, "count": int, "by_day": int, "sources": list},
             f"spec.publications[{n}]")  # fmt: skip
        texts(month["sources"], f"spec.publications[{n}].sources")
    for n, state in enumerate(spec["states"]):
        need(state, {"from": str, "to": str, "when": str, "what": str}, f"spec.states[{n}]")
        _days(state, f"spec.states[{n}]")
    texts(spec["left_out"], "spec.left_out")


def _row(row: dict[str, Any], path: str) -> None:
    """Check one row and what it holds."""
    need(row, _ROW, path)
    texts(row["line"], f"{path}.line")
    if row["line"]:
        if len(row["line"]) != 2:
            raise ExhibitError(f"{path}.line: must have two ends")
        _days({"from": row["line"][0], "to": row["line"][1]}, f"{path}.line")
    for n, entry in enumerate(row["entries"]):
        need(entry, _ENTRY, f"{path}.entries[{n}]")
        if not entry["marks"]:
            raise ExhibitError(f"{path}.entries[{n}].marks: must not be empty")
        for m, mark in enumerate(entry["marks"]):
            here = f"{path}.entries[{n}].marks[{m}]"
            need(mark, _MARK, here)
            _days(mark, here)
            texts(mark["claims"], f"{here}.claims")
            if mark["shape"] not in SHAPES or not mark["claims"]:
                raise ExhibitError(f"{here}: needs a shape of {', '.join(SHAPES)} and a claim")


def _days(part: dict[str, Any], path: str) -> None:
    """Check that ``from`` and ``to`` are days in order."""
    try:
        first, last = date.fromisoformat(part["from"]), date.fromisoformat(part["to"])
    except ValueError as error:
        raise ExhibitError(f"{path}: from and to must be days YYYY-MM-DD") from error
    if last < first:
        raise ExhibitError(f"{path}: ends before it starts")
