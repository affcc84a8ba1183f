"""What a lane holds: which predicates, in which words. No claim is named here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Which end of a movement a predicate describes; it also says on which side its label goes.
STARTS: Final = ("purchased", "loaded", "departed", "scheduled_departure")
ENDS: Final = (
    "gate_in", "arrived", "discharged", "scheduled_arrival", "estimated_arrival",
    "no_call_recorded",
)  # fmt: skip
LEG_EVENTS: Final = (*STARTS, *ENDS)
# Not an event that took place: drawn hollow.
HOLLOW: Final = (
    "scheduled_departure", "scheduled_arrival", "estimated_arrival", "no_call_recorded",
    "flight_plan", "planned_pick_up", "planned_voyage",
)  # fmt: skip
WORDS: Final[dict[str, str]] = {
    "purchased": "bought", "gate_in": "gate-in", "discharged": "unloaded",
    "scheduled_departure": "due to leave", "scheduled_arrival": "due",
    "estimated_arrival": "arrival estimated", "no_call_recorded": "no call recorded",
    "ais_last_received": "AIS last received", "ais_next_received": "AIS next received",
    "acquired": "ship bought", "detained": "held", "repair": "under repair",
    "planned_pick_up": "pick-up announced", "sighted_later": "sighted",
    "flown_before": "flown", "flight_plan": "flights said to be planned",
}  # fmt: skip


@dataclass(frozen=True)
class Lane:
    """One band of the figure, filled with every dated reading its predicates pick.

    Attributes
    ----------
    key, label
        Name in the specification, words at the left.
    predicates
        Predicates of the readings it shows.
    vessels
        Only readings whose subject is a vessel of a leg.
    detail
        What is added to the words of a mark: ``value``, ``place`` or nothing.
    """

    key: str
    label: str
    predicates: tuple[str, ...]
    vessels: bool = False
    detail: str = ""


LANES: Final = (
    Lane(
        "vessel", "Ship",
        ("acquired", "renamed", "repair", "planned_pick_up", "ais_last_received",
         "ais_next_received", "detained", "moved", "scrapped"),
        vessels=True,
    ),
    Lane("flights", "Flights", ("flown_before", "flight_plan", "flown"), detail="value"),
    Lane("sightings", "Sightings", ("sighted", "sighted_later"), detail="place"),
)  # fmt: skip


def words(predicate: str) -> str:
    """Return a predicate in plain words."""
    return WORDS.get(predicate, predicate.replace("_", " "))
