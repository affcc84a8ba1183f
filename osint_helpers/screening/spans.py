"""When each entry of a list was listed and removed, as arrays of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Days = np.ndarray[tuple[int], np.dtype[np.int64]]

NEVER: Final = 0  # no day of this calendar has the ordinal 0: the list does not say

# What a list says of an entry and a day. The texts stand in records.
LISTED: Final = 0
UNSTATED: Final = 1
PERHAPS: Final = 2
REMOVED: Final = 3
AFTER: Final = 4
WORDS: Final = (
    "on the list",
    "on the later list, which does not say since when",
    "on the list before or after that day, which the dates do not tell apart",
    "removed before that day",
    "listed after that day",
)


@dataclass(frozen=True, repr=False)
class Spans(Carded):
    """First and last possible day of listing and removal, by entry; 0 where not stated."""

    listed_from: Days
    listed_to: Days
    gone_from: Days
    gone_to: Days

    @classmethod
    def of(cls, listings: pd.DataFrame) -> Spans:
        """Return the spans of a frame of listings."""
        import numpy as np

        first = [_first(row) for row in listings["listed_dates"]]
        gone = [_interval(text) for text in listings["delisted_on"]]
        columns = [np.array([one[at] for one in held], dtype=np.int64)
                   for held in (first, gone) for at in (0, 1)]  # fmt: skip
        return cls(*columns)

    def on(self, day: date, *, later: bool) -> np.ndarray:
        """Return what the list says of each entry on a day: :data:`LISTED` … :data:`AFTER`.

        Parameters
        ----------
        later
            The list is of a later day: being on it says nothing by itself, its dates do.
        """
        import numpy as np

        at = day.toordinal()
        codes = np.full(len(self.listed_from), LISTED, dtype=np.int8)
        if later:
            codes[(self.listed_from <= at) & (at < self.listed_to)] = PERHAPS
            codes[self.listed_from > at] = AFTER
            codes[self.listed_from == NEVER] = UNSTATED
        stated = (self.gone_from != NEVER) & (codes != AFTER)
        codes[stated & (self.gone_from <= at) & (at < self.gone_to)] = PERHAPS
        codes[stated & (self.gone_to <= at)] = REMOVED
        return codes

    @property
    def any_listed(self) -> bool:
        """Say whether any entry states a date of listing."""
        return bool((self.listed_from != NEVER).any())


def _first(dates: list[Mapping[str, Any]]) -> tuple[int, int]:
    """Return the earliest date of listing; the readers mark it."""
    for one in dates:
        if one.get("first") and one["earliest"]:
            return tuple(date.fromisoformat(one[end]).toordinal()
                         for end in ("earliest", "latest"))  # type: ignore[return-value]  # fmt: skip
    return NEVER, NEVER


def _interval(text: object) -> tuple[int, int]:
    if not isinstance(text, str) or not text:
        return NEVER, NEVER
    first, _, last = text.partition("/")
    try:
        ends = DateInterval.of_text(first).earliest, DateInterval.of_text(last or first).latest
    except DateError:
        return NEVER, NEVER
    return (ends[0].toordinal(), ends[1].toordinal()) if ends[0] and ends[1] else (NEVER, NEVER)
