"""What must be said of codes that are groups, no country, or in no list: nothing goes silently."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._plain import plain
from osint_helpers.trade.areas import FlowRule, in_order, is_nowhere
from osint_helpers.trade.keys import Keys
from osint_helpers.trade.reasons import GROUP, NOWHERE, REASONS, USED, WIDE
from osint_helpers.trade.statements import WORLD

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_MOST: Final = 12  # codes named in one sentence
_LONGEST: Final = 60  # characters of a name
_ANY: Final = frozenset(range(len(REASONS)))
_PLACES: Final = _ANY - {GROUP, WIDE, NOWHERE}
LETTERS: Final = (
    "Codes in letters are in no list of UN Comtrade: of these the collector says which are groups, "
    "and only a name says that a partner is no country."
)
KEPT: Final = (
    "Kept though no single country, since such a reporter states its trade as one area; it stands "
    "under the name the source gives it"
)


def of_areas(
    state: np.ndarray, keys: Keys, frame: pd.DataFrame, rule: FlowRule
) -> tuple[str, ...]:  # fmt: skip
    """Return whose list decided, which rows went by it, and which codes it does not hold.

    Parameters
    ----------
    state
        Reason of each row, 0 for none.
    keys, frame
        The rows that are asked for.
    rule
        Which codes are groups or no country.
    """
    count = _Counts(state, keys, frame)
    gone = [*count.of("reporter", {GROUP}, rule.groups.__contains__),
            *count.of("partner", {WIDE}, rule.partner_groups.__contains__),
            *count.of("partner", {NOWHERE}, rule.unspecified.__contains__)]  # fmt: skip
    named = count.of("partner", {NOWHERE}, lambda code: code not in rule.unspecified)
    kept = [*count.of("reporter", {USED}, rule.unspecified.__contains__),
            *count.named_nowhere("reporter", rule.unspecified)]  # fmt: skip
    lost = [*count.unlisted("reporter", rule.reporters), *count.unlisted("partner", rule.partners)]
    held = (
        (gone, f"Left out by that list: {_joined(gone)}."),
        (named, f"Left out by their names alone: {_joined(named)}."),
        (kept, f"{KEPT}: {_joined(kept)}."),
        (lost, f"Not in the list of their side, treated as countries: {_joined(lost)}."),
    )
    said = [text for codes, text in held if codes]
    if count.any(lambda code: not code.isdigit()):
        said.insert(0, LETTERS)
    if count.any(lambda code: code.isdigit() and code != WORLD):
        whole = bool(rule.reporters or rule.partners)
        other = "" if whole else " Every other code counts as a country."
        said.insert(0, f"Whose list says what is a group or no country: {rule.basis}.{other}")
    return tuple(said)


class _Counts:
    """How many rows bear a code, in words: counted once a code and never once a row."""

    def __init__(self, state: np.ndarray, keys: Keys, frame: pd.DataFrame) -> None:
        import numpy as np

        self._keys, self._frame = keys, frame
        self._table: dict[str, np.ndarray] = {}
        for side in ("reporter", "partner"):
            width = max(len(keys.values(side)), 1)
            pairs = state.astype("int64") * width + keys.codes(side)
            counts = np.bincount(pairs, minlength=len(REASONS) * width)
            self._table[side] = counts.reshape(len(REASONS), width)

    def any(self, test: Callable[[str], bool]) -> bool:
        """Return whether a reporter or partner of any row passes a test."""
        return any(bool(self._rows(side, _ANY, test)) for side in ("reporter", "partner"))

    def of(
        self, side: str, reasons: Set[int], test: Callable[[str], bool]
    ) -> list[str]:  # fmt: skip
        """Return ``reporter 97 Union (3 rows)`` for each code with rows of some reasons."""
        rows = self._rows(side, reasons, test)
        return [self._words(side, code, rows[code]) for code in in_order(frozenset(rows))]

    def named_nowhere(self, side: str, known: frozenset[str]) -> list[str]:
        """Return the same for used rows whose name alone says that it is no country."""
        names = self._keys.of(f"{side}_name", is_nowhere)
        codes = set(self._frame.loc[names, side].dropna().astype(str)) - known
        return self.of(side, {USED}, codes.__contains__)

    def unlisted(self, side: str, listed: frozenset[str]) -> list[str]:
        """Return the same for codes in no list, where a whole list is held."""
        if not listed:
            return []
        return self.of(side, _PLACES, lambda code: code.isdigit() and code not in listed)

    def _rows(
        self, side: str, reasons: Set[int], test: Callable[[str], bool]
    ) -> dict[str, int]:  # fmt: skip
        import pandas as pd

        counts = self._table[side][sorted(reasons)].sum(axis=0).tolist()
        held = zip(self._keys.values(side), counts, strict=False)  # no value: one empty column
        return {str(value): rows for value, rows in held
                if rows and not pd.isna(value) and test(str(value))}  # fmt: skip

    def _words(self, side: str, code: str, rows: int) -> str:
        names = self._frame.loc[self._frame[side] == code, f"{side}_name"].dropna()
        name = plain(str(names.min()), _LONGEST) if len(names) else ""
        shown = f" {name}" if name and name != code else ""
        return f"{side} {code}{shown} ({rows:,} {'row' if rows == 1 else 'rows'})"


def _joined(parts: list[str]) -> str:
    more: Any = len(parts) - _MOST
    return "; ".join([*parts[:_MOST], *([f"and {more} more codes"] if more > 0 else [])])
