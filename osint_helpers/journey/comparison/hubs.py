"""Places that the legs of cases begin or end at, by the role each has in each case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.grading import allowed
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.stops import arrival_status

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.journey.cells import Version

COLUMNS: Final = ("key", "name", "country", "case", "role", "status", "legs", "claims")
ORIGIN: Final = "origin"
TRANSIT: Final = "transit"
DESTINATION: Final = "destination"
DECLARED: Final = "declared"
ASSUMED: Final = "assumed"
ROLES: Final = (ORIGIN, TRANSIT, DESTINATION, DECLARED, ASSUMED)
_PAPERS: Final = ("declared_from", "declared_to")


# Strongest first: a leg status, or the certainty of an end that only a weak claim names.
_ORDER: Final = ("documented", "reported", "scheduled", "inferred", "computed", "alleged",
                 "denied", "disputed", "not_drawn")  # fmt: skip


@dataclass
class _Seen:
    """One place in one case in one role."""

    status: str = _ORDER[-1]
    legs: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def add(self, leg: Leg, status: str, claims: Sequence[str]) -> None:
        self.status = min(self.status, status, key=_ORDER.index)
        self.legs.append(leg.id)
        self.claims += claims


def hubs(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a place, case and role.

    A place is an origin where legs of the case begin and none ends, a destination where legs end
    and none begins, and transit where both is so; every sound version of an end counts, also of a
    leg that is not drawn. Ends that are given in words are no place. The key is the UN/LOCODE or
    ICAO code, else the place id, so that one port is one row in all cases.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``key``, ``name``, ``country`` (ISO 3166), ``case``, ``role`` (a word of `ROLES`),
        ``status`` (the strongest of the ends of legs: a leg status, or the certainty where only a
        weak claim names the place), ``legs`` (gathered ids) and ``claims``. Places in
        most cases first, then by key; within a place in the order of the cases and roles.
    """
    rows = [row for case in cases for row in _rows(case)]
    several: dict[str, set[str]] = {}
    for row in rows:
        several.setdefault(row["key"], set()).add(row["case"])
    order = {case.id: number for number, case in enumerate(cases)}
    rows.sort(key=lambda row: (-len(several[row["key"]]), row["key"], order[row["case"]],
                               ROLES.index(row["role"])))  # fmt: skip
    return framed(rows, COLUMNS)


def _rows(case: Case) -> Iterator[dict[str, Any]]:
    journey = legs(case)
    ends: dict[str, set[str]] = {"from": set(), "to": set()}
    for leg in journey:
        for end, places in ends.items():
            places |= {value for value, _ in _places(case, leg, end)}
    seen: dict[tuple[str, str], _Seen] = {}
    for leg in journey:
        for predicate in ("from", "to", *_PAPERS):
            for place, version in _places(case, leg, predicate):
                role = DECLARED if predicate in _PAPERS else _role(place, ends)
                status = _status(case, leg, predicate, version)
                seen.setdefault((place, role), _Seen()).add(leg, status, version.claims)
        for end, place in leg.assumed.items():
            if not _places(case, leg, end):  # as on the map: a published end is not assumed
                claims = leg.cell(end).sound_claims
                seen.setdefault((place, ASSUMED), _Seen()).add(leg, "inferred", claims)
    for (place, role), found in seen.items():
        row = case.place(place)
        yield {
            "key": row["unlocode"] or row["icao"] or place, "name": row["name"],
            "country": row["country"], "case": case.id, "role": role, "status": found.status,
            "legs": named(case, found.legs), "claims": named(case, found.claims),
        }  # fmt: skip


def _role(place: str, ends: dict[str, set[str]]) -> str:
    if place in ends["from"] and place in ends["to"]:
        return TRANSIT
    return ORIGIN if place in ends["from"] else DESTINATION


def _places(case: Case, leg: Leg, predicate: str) -> list[tuple[str, Version]]:
    """Return the places one cell of a leg names, each with the version that names it."""
    return [
        (version.value, version)
        for version in leg.cell(predicate).sound
        if case.has("places", version.value)
    ]


def _status(case: Case, leg: Leg, predicate: str, version: Version) -> str:
    """Return how sure it is that a leg began or ended at a place; never surer than the leg.

    A leg can be without a line because its other end has no point: then its own claims decide.
    """
    if leg.cell(predicate).disputed:
        return "disputed"
    if version.doubts:
        return version.doubts[0]
    status = arrival_status(leg) if predicate == "to" else leg.status
    if leg.status != "not_drawn" or predicate in _PAPERS:
        return status
    return min((allowed(case, claim, predicate) for claim in version.claims), key=_ORDER.index)
