"""Legs: the claims of a case, pivoted on subject and predicate, in the order of the journey."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from osint_helpers._card import Card, Carded, listed
from osint_helpers.case.grading import LADDER, allowed, exceeds
from osint_helpers.case.strands import count
from osint_helpers.case.tables import NOT_PUBLISHED, STATUS
from osint_helpers.journey.cells import Cell
from osint_helpers.journey.known import public_on
from osint_helpers.journey.pivot import cells_of, leg_cells
from osint_helpers.journey.readings import readings, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from osint_helpers.case.model import Case
    from osint_helpers.case.strands import StrandCount

TABLE_COLUMNS: Final = (
    "leg", "label", "status", "from", "to", "departed", "arrived", "scheduled_arrival",
    "vessel", "carrier", "claims", "strands",
)  # fmt: skip
ENDS: Final = ("from", "to")
_RANK: Final = tuple(STATUS)


@dataclass(frozen=True, repr=False)
class Leg(Carded):
    """One movement between two stops.

    Attributes
    ----------
    id, position, label, mode, status, status_note, note
        As in ``legs.csv``. With ``known_on`` the status is never stronger than the claims
        known on that day can carry.
    cells
        Predicate -> cell, for every word of `case.tables.LEG_PREDICATES`.
    claims
        Claims of ``legs.csv`` first, then every other sound claim that fills a cell.
    strands
        Independent strands behind `claims`.
    assumed
        ``from`` and ``to`` -> place that may stand in for an end no source names; never a cell.
    apart
        Topic the movement belongs to when it is not one of the item: a precedent, for example.
    """

    id: str
    position: float
    label: str
    mode: str
    status: str
    status_note: str
    cells: dict[str, Cell]
    claims: tuple[str, ...]
    strands: StrandCount
    note: str = ""
    assumed: dict[str, str] = field(default_factory=dict)
    apart: str = ""

    def cell(self, predicate: str) -> Cell:
        """Return the cell of a predicate; an empty one where nothing is published."""
        return self.cells.get(predicate, Cell(predicate))

    @property
    def name(self) -> str:
        """Return id and label for a sentence, the id once."""
        return self.label if self.label.startswith(f"{self.id} ") else f"{self.id} ({self.label})"

    @property
    def by_sea(self) -> bool:
        """Tell whether the mode of the leg is a sea mode (``sea…``, or a ship under ``tow``)."""
        return self.mode.startswith("sea") or self.mode == "tow"

    @property
    def drawn(self) -> bool:
        """Tell whether a point or path may be drawn for the leg."""
        return self.status != "not_drawn"

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.leg(self)


@listed
def legs(case: Case, known_on: date | None = None, *, apart: bool = False) -> list[Leg]:
    """Return the legs of a case in order of position.

    A leg that ``legs.csv`` keeps apart (the movement of another item, such as a precedent) is no
    part of the journey: it stands in no map, timeline, count or question about the item.

    Parameters
    ----------
    case
        An open case.
    known_on
        Use only claims that were public, or possibly public, on that day; each version says
        which (`Version.known`). Legs without such a claim are left out, and resolutions are
        not applied, because they were made later.
    apart
        Whether legs that are kept apart are returned too: for exports, which lose nothing.

    Returns
    -------
    list of Leg
    """
    known = None if known_on is None else public_on(case, known_on)
    rows = records(readings(case))
    cells = cells_of(case, rows, known)
    found = [_leg(case, row, cells, known) for row in records(case.legs)]
    made = [leg for leg in found if leg is not None and (apart or not leg.apart)]
    return sorted(made, key=lambda leg: leg.position)


def table(case: Case) -> pd.DataFrame:
    """Return the journey as one printable row a leg.

    Returns
    -------
    DataFrame
        Text columns ``leg, label, status, from, to, departed, arrived, scheduled_arrival,
        vessel, carrier``, every version in each with its doubt; ``claims`` as a tuple and
        ``strands`` as the text of the count.
    """
    rows = [
        {
            "leg": leg.id,
            "label": leg.label,
            "status": leg.status,
            **{p: leg.cell(p).qualified for p in TABLE_COLUMNS[3:10]},
            "claims": leg.claims,
            "strands": leg.strands.text,
        }
        for leg in legs(case)
    ]
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS))


def weaker(one: str, other: str) -> str:
    """Return the weaker of two leg statuses, by the order of `case.tables.STATUS`."""
    return max(one, other, key=_RANK.index)


def stronger(one: str, other: str) -> str:
    """Return the stronger of two leg statuses, by the order of `case.tables.STATUS`."""
    return min(one, other, key=_RANK.index)


def _leg(
    case: Case,
    row: dict[str, Any],
    cells: Mapping[tuple[str, str], Cell],
    known: Mapping[str, str] | None,
) -> Leg | None:
    """Make one leg, or nothing where no claim of it was known."""
    own = leg_cells(cells, row["leg"])
    sound = (c for cell in own.values() for v in cell.sound for c in v.claims)
    claims = tuple(dict.fromkeys([*row["claims"], *sound]))
    if known is not None:
        claims = tuple(c for c in claims if c in known)
        if not claims:
            return None
    mode = row["mode"] or own["mode"].text
    return Leg(
        id=row["leg"],
        position=float(row["position"]),
        label=row["label"],
        mode="" if mode == NOT_PUBLISHED else mode,
        status=row["status"] if known is None else _status_then(case, row["status"], own),
        status_note=row["status_note"],
        cells=own,
        claims=claims,
        strands=count(case, claims),
        note=row["note"],
        assumed={end: row[f"assumed_{end}"] for end in ENDS if row[f"assumed_{end}"]},
        apart=row["apart"],
    )


def _status_then(case: Case, status: str, cells: Mapping[str, Cell]) -> str:
    """Return the status as the cells known on a day can carry it, never stronger."""
    ceiling = "not_drawn"
    for predicate, cell in cells.items():
        for claim in cell.sound_claims:
            ceiling = max(ceiling, allowed(case, claim, predicate), key=LADDER.index)
    return ceiling if exceeds(status, ceiling) else status
