"""Which cells are disputed: versions that cannot both hold, and recorded contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from osint_helpers.case.model import Case
    from osint_helpers.journey.cells import Cell

# A plan and an event are two facts, so these pairs are never two versions of one cell.
_PLAN_OF: Final = {"scheduled_departure": "departed", "scheduled_arrival": "arrived"}


def differ(cell: Cell) -> bool:
    """Tell whether the sound versions cannot all hold.

    Dates differ when no day fits both: "June 2018" and "14 June 2018" can both be true.
    Other values differ when their text does.
    """
    sound = cell.sound
    for n, one in enumerate(sound):
        for other in sound[n + 1 :]:
            if one.interval is None or other.interval is None:
                return True
            if one.interval.overlaps(other.interval) is False:
                return True
    return False


def against(
    case: Case, rows: list[dict[str, Any]], cells: Mapping[tuple[str, str], Cell]
) -> dict[tuple[str, str], set[str]]:
    """Return the cells that a recorded contradiction makes disputed, and by which claims.

    A contradiction of two claims lies in the cells they both fill with different versions;
    where they share none, in the main cell of each and in the cells of other subjects with
    the same predicate (the consignor a firm is, the consignor a leg has). Distortions
    contradict no sound claim, and a plan does not contradict an event: both are listed by
    `contradictions` only.
    """
    filled: dict[str, list[tuple[str, str]]] = {}  # a claim's main cell comes first
    for row in rows:
        filled.setdefault(row["claim"], []).append((row["subject"], row["predicate"]))
    found: dict[tuple[str, str], set[str]] = {}
    for pair in records(case.contradictions):
        one, other = pair["claim"], pair["other"]
        if is_distortion(one) or is_distortion(other) or not {one, other} <= filled.keys():
            continue
        shared = [key for key in filled[one] if key in filled[other]]
        for key in shared:
            if _apart(cells[key], one, other):
                found.setdefault(key, set())
        if not shared and not _plan(filled[one][0][1], filled[other][0][1]):
            for claim, opponent in ((one, other), (other, one)):
                for key in _like_main(filled[claim]):
                    found.setdefault(key, set()).add(opponent)
    return found


def _like_main(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the cells of a claim that have the predicate of its first one."""
    return [key for key in cells if key[1] == cells[0][1]]


def _apart(cell: Cell, one: str, other: str) -> bool:
    """Tell whether two claims stand in different versions of a cell."""
    return not any(one in v.claims and other in v.claims for v in cell.versions)


def _plan(one: str, other: str) -> bool:
    """Tell whether one predicate is the plan of the event the other states."""
    return _PLAN_OF.get(one) == other or _PLAN_OF.get(other) == one
