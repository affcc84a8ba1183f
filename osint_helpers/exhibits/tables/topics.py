"""Groups of cited facts by what kind of record they are, worked out from the tables of a case.

A group is a rule on claims, not a list of ids, so it works for every case. The groups do not
overlap: a claim stands in the first whose rule it meets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import journey
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

Rule = Callable[[dict[str, Any]], bool]
GROUPS: Final = {
    "news": "Statements, replies and findings, as reported",
    "sightings": "Later sightings",
    "vessels": "Vessels and their positions",
    "flights": "Flights",
    "shipping": "Records of the shipment",
}
_SPOKEN: Final = ("official_statement", "court_finding", "self_reported", "alleged", "denied")
_POSITIONS: Final = ("ais_last_received", "ais_next_received", "ais_gap", "no_call_recorded")


def grouped(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Return group -> claims in file order; known wrong statements are left out.

    * ``news``: what a state body, a court, a firm or a person says (by certainty);
    * ``sightings``: topics in which something was sighted;
    * ``vessels``: claims about a vessel, or about where one was received or called;
    * ``flights``: claims about an aircraft, and topics that are legs by air;
    * ``shipping``: topics that are other legs, or whose claims fill a cell of such a leg.
    """
    rules = _rules(case)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in GROUPS}
    for claim in common.rows_of(case.claims):
        if is_distortion(claim["claim"]):
            continue
        name = next((name for name, rule in rules.items() if rule(claim)), "")
        if name:
            found[name].append(claim)
    return found


def _rules(case: Case) -> dict[str, Rule]:
    schema = dict(zip(case.entities["entity"], case.entities["schema"], strict=True))
    air = {leg["leg"] for leg in common.rows_of(case.legs) if leg["mode"].startswith("air")}
    other = {leg["leg"] for leg in common.rows_of(case.legs)} - air
    sighted, shipped = set(), set(other)
    for row in common.rows_of(journey.readings(case)):
        if row["distortion"]:
            continue
        if row["predicate"] == "sighted":
            sighted.add(row["topic"])
        if row["subject"] in other:
            shipped.add(row["topic"])
    return {
        "news": lambda claim: claim["certainty"] in _SPOKEN,
        "sightings": lambda claim: claim["topic"] in sighted,
        "vessels": lambda claim: (
            schema.get(claim["subject"]) == "Vessel" or claim["predicate"] in _POSITIONS
        ),
        "flights": lambda claim: (
            claim["topic"] in air or schema.get(claim["subject"]) == "Airplane"
        ),
        "shipping": lambda claim: claim["topic"] in shipped,
    }
