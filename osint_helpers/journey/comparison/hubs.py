"""Places that the legs of cases begin or end at, by the role each has in each case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import STATUS
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.legs import Leg, legs, stronger

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

COLUMNS: Final = ("key", "name", "country", "case", "role", "status", "legs", "claims")
ORIGIN: Final = "origin"
TRANSIT: Final = "transit"
DESTINATION: Final = "destination"
DECLARED: Final = "declared"
ASSUMED: Final = "assumed"
ROLES: Final = (ORIGIN, TRANSIT, DESTINATION, DECLARED, ASSUMED)
_PAPERS: Final = ("declared_from", "declared_to")


@dataclass
class _Seen:
    """One place in one case in one role."""

    status: str = tuple(STATUS)[-1]
    legs: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def add(self, leg: Leg, claims: Sequence[str]) -> None:
        self.status = stronger(self.status, leg.status)
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
        ``status`` (the strongest of the legs), ``legs`` (gathered ids) and ``claims``. Places in
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
            for place, claims in _places(case, leg, predicate):
                role = DECLARED if predicate in _PAPERS else _role(place, ends)
                seen.setdefault((place, role), _Seen()).add(leg, claims)
        for end, place in leg.assumed.items():
            if not _places(case, leg, end):  # as on the map: a published end is not assumed
                seen.setdefault((place, ASSUMED), _Seen()).add(leg, leg.cell(end).sound_claims)
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


def _places(case: Case, leg: Leg, predicate: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the places one cell of a leg names, with the claims of each."""
    return [
        (version.value, version.claims)
        for version in leg.cell(predicate).sound
        if case.has("places", version.value)
    ]
