"""Rows of a map specification: a stop, a line and a shaded gap, with what their popups say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.routemap import words
from osint_helpers.exhibits.routemap.areas import ellipse
from osint_helpers.reference.line_kinds import DECLARED

if TYPE_CHECKING:
    from osint_helpers.journey import Gap, Leg, Stop
    from osint_helpers.journey.declared import Declared, DeclaredWay
    from osint_helpers.journey.ways import Way

Json = dict[str, Any]


def refs(claims: tuple[str, ...]) -> list[list[str]]:
    """Return claims as references of a fact."""
    return [["claim", claim] for claim in claims]


def fact(label: str, text: str, claims: tuple[str, ...] = ()) -> list[list[Any]]:
    """Return one line of a popup, or none where nothing is said."""
    return [[label, text, refs(claims)]] if text else []


def stop_row(stop: Stop) -> Json:
    """Return the row of a stop; one that is assumed says so in its name."""
    doubt = {"doubt": "assumed"} if stop.assumed else {}
    facts = [
        *fact("Status", STATUS_STYLE[stop.status].words),
        *fact("When", stop.when or "no date published", stop.claims),
        *fact("Legs", ", ".join(stop.legs)),
        *fact("Point", stop.note),
    ]
    return {
        "n": stop.n,
        "place": stop.place,
        "name": _doubted(stop.name, doubt),
        "label": _doubted(stop.name.replace("International Airport", "airport"), doubt),
        "lat": round(stop.lat, 5),
        "lon": round(stop.lon, 5),
        "status": stop.status,
        "when": stop.when,
        "facts": facts,
        **doubt,
    }


def _doubted(name: str, doubt: Json) -> str:
    return f"{name} ({doubt['doubt']})" if doubt else name


def declared_stop_row(n: int, end: Declared, leg: Leg, claims: tuple[str, ...]) -> Json:
    """Return the row of a place that papers declare and that is no stop of the journey."""
    doubt = {"doubt": "declared"}
    facts = [
        *fact("Status", "declared in the papers; no stop of the journey", claims),
        *fact("Legs", f"{leg.id}, as declared"),
        *fact("Point", end.note),
    ]
    return {
        "n": n, "place": end.place, "name": _doubted(end.name, doubt),
        "label": _doubted(end.name, doubt), "lat": round(end.lat, 5), "lon": round(end.lon, 5),
        "status": "scheduled", "when": "", "facts": facts, **doubt,
    }  # fmt: skip


def declared_leg_row(
    way: DeclaredWay, paths: list[list[list[float]]], between: tuple[int, int]
) -> Json:
    """Return the row of a way as the papers declare it; its line is that of a plan."""
    leg = way.leg
    name = f"{leg.id} declared"
    said = f"{words.LINE_WORDS[DECLARED]}; {way.note}"
    return {
        "leg": name,
        "label": f"{name} {way.start.name} \N{EN DASH} {way.end.name}, not travelled as declared",
        "status": "scheduled",
        "kind": DECLARED,
        "paths": paths,
        "note": way.note,
        "claims": list(way.claims),
        "between": list(between),
        "when": "no date published",
        "facts": [*fact("Status", words.DECLARED_LEGEND, way.claims), *fact("Line", said)],
    }


_EVENTS: Final = (
    ("departed", "dep."),
    ("arrived", "arr."),
    ("discharged", "discharged"),
    ("scheduled_arrival", "due"),
    ("estimated_arrival", "est. arr."),
)


def when_of(leg: Leg) -> str:
    """Return departure and arrival of a leg in print, every dated version of each."""
    told = []
    for predicate, word in _EVENTS:
        cell = leg.cell(predicate)
        dated = [v.qualified for v in cell.sound if v.interval is not None]
        if dated:
            doubt = " (disputed)" if cell.disputed else ""
            told.append(f"{word} {' / '.join(dated)}{doubt}")
    if leg.cell("no_call_recorded").sound:
        told.append("no call recorded")
    return "; ".join(told) or "no date published"


def leg_row(way: Way, paths: list[list[list[float]]]) -> Json:
    """Return the row of a line."""
    from osint_helpers.journey.ways import line_kind

    leg, kind = way.leg, line_kind(way.leg)
    said = f"{words.LINE_WORDS[kind]}; {way.note}"
    return {
        "leg": leg.id,
        "label": leg.label,
        "status": leg.status,
        "kind": kind,
        "paths": paths,
        "note": way.note,
        "claims": list(leg.claims),
        "between": list(way.between),
        "when": when_of(leg),
        "facts": _leg_facts(leg, "Line", said),
    }


def _leg_facts(leg: Leg, what: str, said: str) -> list[list[Any]]:
    """Return what the popup of a line or of a shaded gap says."""
    status = f"{STATUS_STYLE[leg.status].words}; {leg.status_note}".removesuffix("; ")
    return [
        *fact("Status", status),
        *fact(what, said),
        *fact("When", when_of(leg)),
        *fact("Vessel", leg.cell("vessel").qualified),
        *fact("Carrier", leg.cell("carrier").qualified),
        *fact("Claims", leg.strands.text, leg.claims),
        *fact("Note", leg.note),
    ]


def area_row(way: Way) -> Json:
    """Return the row of a shaded gap."""
    start, end, gap = way.start, way.end, way.gap
    if start is None or end is None or gap is None:  # pragma: no cover  (ways() makes no such way)
        raise ExhibitError(f"leg {way.leg.id}: an area needs two stops and a gap")
    said = f"AIS {gap.text}: no position is published. {words.SHADING}"
    return {
        "leg": way.leg.id,
        "label": way.leg.label,
        "status": way.leg.status,
        "short": f"not received {span_of(gap)}",
        "ring": ellipse((start.lat, start.lon), (end.lat, end.lon)),
        "words": said,
        "claims": list(gap.claims),
        "between": list(way.between),
        "when": when_of(way.leg),
        "facts": _leg_facts(way.leg, "Positions", said),
    }


def span_of(gap: Gap) -> str:
    """Return the days of a gap in short print, or the one side that is published."""
    from osint_helpers.dates import DateInterval

    first = [i.earliest for i in gap.last.intervals() if i.earliest]
    final = [i.latest for i in gap.next.intervals() if i.latest]
    if first and final:
        return DateInterval(min(first), max(final)).text()
    return f"after {gap.last.text}" if first else f"before {gap.next.text}"
