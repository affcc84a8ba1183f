"""Which parties of a case are to be screened, for which days, and the records kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, Carded, listed, tupled
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.readings import readings, records
from osint_helpers.screening import ledger, stored
from osint_helpers.screening.values import Identifier, Name, Subject

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# FollowTheMoney schema of an entity -> kind of subject.
KINDS: Final = {
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "Person": "person",
    "Company": "organisation",
    "LegalEntity": "organisation",
}
NUMBERS: Final = ("imo", "mmsi", "lei", "call_sign", "registration")
ONLY: Final = "day of its legs"
FIRST: Final = "first day of its legs"
LAST: Final = "last day of its legs"
REPORT: Final = "day of the report"
_TIMES: Final = (
    "gate_in", "loaded", "departed", "arrived", "discharged", "scheduled_departure",
    "scheduled_arrival", "estimated_arrival",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Party(Carded):
    """One entity of a case as a question to lists.

    Attributes
    ----------
    entity, name
        Id and printed name.
    subject
        What is compared; ``None`` when the party is not asked about.
    legs
        Legs it appears in, in order of the journey.
    days
        What the day is -> the day.
    why_not
        Why no question is put; empty when one is.
    """

    entity: str
    name: str
    subject: Subject | None
    legs: tuple[str, ...]
    days: dict[str, date]
    why_not: str = ""

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.party(self)


@listed
def parties(case: Case) -> list[Party]:
    """Return every entity of a case, as a question to lists or with the reason why not.

    A person or firm whose name is not published, or who is given by role, is not asked about:
    a description compared with names says nothing. Bodies that gathered or judged the facts are
    no party of the journey. The days are the first and the last on which the legs the party
    appears in can have taken place (all legs where it appears in none), and the day of the report.
    """
    journey = [leg for leg in legs(case) if leg.drawn or _span([leg])]
    around = _appearances(case, journey)
    numbers = _numbers(case)
    return [_party(case, row, journey, around.get(row["entity"], ()), numbers)
            for row in records(case.entities)]  # fmt: skip


@tupled
def screenings(case: Case) -> tuple[stored.Stored, ...]:
    """Return the records of screening kept in the folder of a case.

    Raises
    ------
    ScreeningError
        For a record that was changed after it was made, naming file and line.
    """
    return stored.read(case.folder / stored.FILE)


def decided(case: Case) -> ledger.Ledger:
    """Return the judgements of pairs recorded in a case; empty where there is no table."""
    path = case.folder / ledger.FILE
    return ledger.read(path) if path.exists() else ledger.Ledger(())


def _party(
    case: Case,
    row: dict[str, str],
    journey: list[Leg],
    own: tuple[str, ...],
    numbers: dict[str, list[Identifier]],
) -> Party:
    why = _why_not(row)
    held = tuple(leg.id for leg in journey if leg.id in own)
    if why:
        return Party(row["entity"], row["name"], None, held, {}, why)
    names = [Name(row["name"])]
    if row["name_original"]:
        names.append(Name(row["name_original"], "strong alias"))
    subject = Subject(
        KINDS[row["schema"]], tuple(names), tuple(numbers.get(row["entity"], ())),
        (row["country"],) if row["country"] else (), source=f"{case.id} {row['entity']}",
    )  # fmt: skip
    span = _span([leg for leg in journey if not held or leg.id in held])
    days = {} if span is None else dict(zip((FIRST, LAST), span, strict=True))
    if span and span[0] == span[1]:
        days = {ONLY: span[0]}
    return Party(row["entity"], row["name"], subject, held,
                 {**days, REPORT: date.fromisoformat(case.meta.as_of)})  # fmt: skip


def _why_not(row: dict[str, str]) -> str:
    if row["schema"] not in KINDS:
        return "a public body or an organisation that reports, no party of the journey"
    if not row["named_because"].strip():
        return "name not published, or given by role only"
    return ""


def _appearances(case: Case, journey: list[Leg]) -> dict[str, tuple[str, ...]]:
    """Return entity -> legs whose claims, relations or cells name it."""
    known = {leg.id for leg in journey}
    topic = {row["claim"]: row["topic"] for row in records(case.claims)}
    found: dict[str, list[str]] = {}

    def add(entity: str, leg: str) -> None:
        if leg in known:
            found.setdefault(entity, []).append(leg)

    for row in records(case.claims):
        add(row["subject"], row["topic"])
    for row in records(case.relations):
        for one, other in ((row["subject"], row["object"]), (row["object"], row["subject"])):
            add(one, other)
            add(one, topic.get(row["claim"], ""))
    named = {row["name"]: row["entity"] for row in records(case.entities)}
    for leg in journey:
        for cell in leg.cells.values():
            for version in cell.sound:
                for value in (version.value, version.text):
                    add(named.get(value, value), leg.id)
    return {entity: tuple(dict.fromkeys(own)) for entity, own in found.items()}


def _span(journey: list[Leg]) -> tuple[date, date] | None:
    """Return the first and the last day the legs can have taken place."""
    spans = [i for leg in journey for name in _TIMES for i in leg.cell(name).intervals()]
    first = [i.earliest for i in spans if i.earliest]
    last = [i.latest for i in spans if i.latest]
    return (min(first), max(last)) if first and last else None


def _numbers(case: Case) -> dict[str, list[Identifier]]:
    """Return entity -> numbers that claims give it; known wrong statements are left out."""
    found: dict[str, list[Identifier]] = {}
    for row in records(readings(case)):
        if row["predicate"] in NUMBERS and row["value"] and not row["distortion"]:
            number = Identifier(row["predicate"], row["value"])
            if number not in found.setdefault(row["subject"], []):
                found[row["subject"]].append(number)
    return found
