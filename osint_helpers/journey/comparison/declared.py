"""What papers declared beside where the legs are published to have begun or ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.legs import Leg, legs

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.journey.cells import Cell

COLUMNS: Final = ("case", "leg", "label", "end", "declared", "actual", "outcome",
                  "declared_claims", "actual_claims")  # fmt: skip
SAME: Final = "the same place"
DIFFERS: Final = "another place"
OPEN: Final = "no other end is published"
IN_WORDS: Final = "not comparable: given in words"


def declared(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a leg and end that papers declared.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``case``, ``leg`` (gathered id), ``label``, ``end`` (``from`` or ``to``), ``declared`` and
        ``actual`` (every sound version with its doubts; "not published" where none is),
        ``outcome`` and the claims of both. The outcome is "the same place" when a version of the
        one is a version of the other, "another place" when both are places of the case and none
        is shared, else that it cannot be compared. A difference is no finding of falsity.
    """
    rows = [row for case in cases for leg in legs(case) for row in _rows(case, leg)]
    return framed(rows, COLUMNS)


def _rows(case: Case, leg: Leg) -> Iterator[dict[str, Any]]:
    for end in ("from", "to"):
        said, actual = leg.cell(f"declared_{end}"), leg.cell(end)
        if said.sound:
            yield {
                "case": case.id, "leg": named(case, [leg.id])[0], "label": leg.name, "end": end,
                "declared": _printed(said), "actual": _printed(actual),
                "outcome": _outcome(case, said, actual),
                "declared_claims": named(case, said.sound_claims),
                "actual_claims": named(case, actual.sound_claims),
            }  # fmt: skip


def _outcome(case: Case, said: Cell, actual: Cell) -> str:
    if not actual.sound:
        return OPEN
    one, other = ({version.value for version in cell.sound} for cell in (said, actual))
    if one & other:
        return SAME
    known = all(case.has("places", value) for value in one | other)
    return DIFFERS if known else IN_WORDS


def _printed(cell: Cell) -> str:
    return " / ".join(version.qualified for version in cell.sound) or NOT_PUBLISHED
