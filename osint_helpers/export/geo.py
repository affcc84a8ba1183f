"""The journey of a case as stops and lines: what may be drawn, and why the rest is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers.export.account import Account, rows
from osint_helpers.export.graph import one_day
from osint_helpers.export.plain import plain
from osint_helpers.export.things import Things, all_readings, replies
from osint_helpers.reference.line_kinds import LINE_WORDS

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.journey.legs import Leg
    from osint_helpers.journey.stops import Stop
    from osint_helpers.journey.ways import Way

LatLon = tuple[float, float]
# Cells of a leg that are printed beside its line, every version with its doubts.
SHOWN: Final = ("from", "to", "departed", "arrived", "scheduled_departure", "scheduled_arrival",
                "estimated_arrival", "gate_in", "loaded", "discharged", "no_call_recorded",
                "vessel", "carrier", "consignor", "consignee")  # fmt: skip
NO_GROUND: Final = "no part of a journey on a map"
NO_STOP: Final = "a place at which no drawn leg begins or ends"
IN_TEXT: Final = "in the words of a cell only: a map knows no versions and no doubts"
_DIGITS: Final = 6  # of a degree: a tenth of a metre, far below what any point is good for


@dataclass(frozen=True)
class StopPoint:
    """A stop, in words."""

    n: int
    place: str
    name: str
    lat: float
    lon: float
    status: str
    dates: str
    legs: str
    claims: str
    note: str


@dataclass(frozen=True)
class LegLine:
    """A leg, in words, with its line in parts; no part where none may be drawn, and why."""

    leg: str
    label: str
    status: str
    status_note: str
    mode: str
    line: str
    line_note: str
    not_drawn_because: str
    first_day: str
    last_day: str
    strands: str
    claims: str
    replies: str
    note: str
    cells: dict[str, str]
    parts: tuple[tuple[LatLon, ...], ...]


@dataclass(frozen=True)
class Ground:
    """Stops and lines of a journey, and what of the case is in neither."""

    stops: tuple[StopPoint, ...]
    lines: tuple[LegLine, ...]
    losses: pd.DataFrame


def ground(case: Case) -> Ground:
    """Return what a map may show of a journey.

    A leg inside or partly inside a gap has no line, nor has one whose status or ends allow none;
    each says why. A line is never a track: its kind says what it is.
    """
    from osint_helpers import journey
    from osint_helpers.journey.ways import ways

    account = Account(case)
    stops, legs = journey.stops(case), journey.legs(case, apart=True)
    lines = [_line(case, way) for way in ways(legs, stops, journey.gaps(case))]
    _account(case, account, stops, legs)
    account.beside("lines", case.id, "style", "dashes of what is not documented",
                   "the form has no dashes of its own: the status stands in words")  # fmt: skip
    losses = account.losses({"places": NO_STOP, **dict.fromkeys(_BESIDE, NO_GROUND)}, {})
    return Ground(tuple(_stop(stop) for stop in stops), tuple(lines), losses)


_BESIDE: Final = (
    "items", "entities", "sources", "origins", "claims", "readings", "contradictions", "checks",
    "support", "relations", "resolutions", "judgements", "questions", "hypotheses", "consistency",
    "replies", "searches", "unknowns", "to_obtain", "corrections", "pulls", "exhibits", "reach",
    "versions",
)  # fmt: skip


def _stop(stop: Stop) -> StopPoint:
    name = f"{stop.name} (assumed)" if stop.assumed else stop.name
    return StopPoint(
        stop.n, plain(stop.place), plain(name), round(stop.lat, _DIGITS),
        round(stop.lon, _DIGITS), stop.status, plain(stop.when), ", ".join(map(plain, stop.legs)),
        ", ".join(map(plain, stop.claims)), plain(stop.note),
    )  # fmt: skip


def _line(case: Case, way: Way) -> LegLine:
    from osint_helpers.journey.ways import line_kind

    leg = way.leg
    why = way.why if way.gap is None else f"{way.gap.text}: inside a gap no path is drawn"
    statements = dict(zip(case.claims["claim"], case.claims["statement"], strict=True))
    asked = [{"responses": case.claim(claim)["responses"]} for claim in leg.claims]
    told = dict.fromkeys(text for row in asked for text in replies(row, statements))
    first, last = (_sure_day(leg, predicate) for predicate in ("departed", "arrived"))
    return LegLine(
        leg=plain(leg.id), label=plain(leg.label), status=leg.status,
        status_note=plain(leg.status_note), mode=plain(leg.mode),
        line=LINE_WORDS[line_kind(leg)] if way.parts else "none", line_note=plain(way.note),
        not_drawn_because=plain(why), first_day=first, last_day=last,
        strands=plain(leg.strands.text),
        claims=", ".join(map(plain, leg.claims)), replies=plain(" ".join(told)),
        note=plain(leg.note), cells={name: plain(leg.cell(name).qualified) for name in SHOWN},
        parts=tuple(tuple((round(lat, _DIGITS), round(lon, _DIGITS)) for lat, lon in part)
                    for part in way.parts),
    )  # fmt: skip


def _sure_day(leg: Leg, predicate: str) -> str:
    """Return the day of a cell if it is one undisputed day."""
    cell = leg.cell(predicate)
    sure = len(cell.sound) == 1 and not cell.disputed
    return one_day(cell.sound[0].interval) if sure else ""


def _account(case: Case, account: Account, stops: list[Stop], legs: list[Leg]) -> None:
    for leg in legs:
        columns = ("label", "status", "status_note", "mode", "note", "claims", "position")
        account.carry("legs", leg.id, *columns)
    for stop in stops:
        account.carry("places", stop.place, "name", "lat", "lon", "note")
    shown = {(leg.id, name) for leg in legs for name in SHOWN}
    things = Things(case)
    for one in all_readings(case):
        thing = things.get(one.subject)
        if thing is None or (one.subject, one.predicate) not in shown:
            continue
        account.carry(one.table, one.key, "subject", "predicate", "date_from", "date_to",
                      "precision", "claim")  # fmt: skip
        if one.date in ("", one.value) or one.interval.latest is None:
            account.carry(one.table, one.key, "value")  # a dated cell prints its date
        account.lose("claims", one.claim, "certainty", IN_TEXT)
    answered = {claim for leg in legs for claim in leg.claims}
    for key, row in rows(case, "claims"):
        if key in answered and row["responses"]:
            account.carry("claims", key, "responses")
