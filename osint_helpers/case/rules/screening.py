"""Records of screening and judgements of pairs that are kept with a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from osint_helpers.case.rules.registry import Spot, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@rule("E167", "a record of screening that is none, or was changed after it was made")
def records(case: Case) -> Iterator[Spot]:
    """Read `screenings.jsonl` and compare every record with its SHA-256."""
    from osint_helpers.screening import ScreeningError, stored

    try:
        stored.read(case.folder / stored.FILE)
    except ScreeningError as error:
        yield Spot(stored.FILE, error.row, "", error.what, error.advice)


@rule("E168", "judgements of pairs that contradict each other")
def judgements(case: Case) -> Iterator[Spot]:
    """Read `screening_judgements.csv`: no two verdicts of one pair on one day."""
    from osint_helpers.screening import ScreeningError, ledger

    path = case.folder / ledger.FILE
    if not path.exists():
        return
    try:
        ledger.read(path).joined(date.fromisoformat(case.meta.as_of))
    except ScreeningError as error:
        yield Spot(ledger.FILE, error.row, error.column or "", error.what, error.advice)


@rule("W231", "a record of screening of a party that the case does not ask about as it stands")
def parties(case: Case) -> Iterator[Spot]:
    """Compare party and name of every record with the entity of today."""
    from osint_helpers.screening import ScreeningError, stored

    try:
        kept = stored.read(case.folder / stored.FILE)
    except ScreeningError:
        return  # E167 says so
    advice = "ask again with osint screen --case, and keep the old record"
    for number, one in enumerate(kept, 1):
        if not case.has("entities", one.party):
            what = f"{one.party!r} is no entity of the case"
            yield Spot(stored.FILE, number, "", what, advice)
            continue
        name = case.entity(one.party)["name"]
        if name not in {held.text for held in one.record.subject.names}:
            what = f"{one.party!r} is now called {name!r}, and was not asked about by that name"
            yield Spot(stored.FILE, number, "", what, advice)
