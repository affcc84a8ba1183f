"""The answer of a reach: one row a port, the speeds at which it flips, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.errors import JourneyError, shown
from osint_helpers.journey.reach.bounds import (
    ANSWERS,
    REACHABLE,
    UNDETERMINED,
    UNREACHABLE,
    answers,
    down,
    flips,
    margins,
    up,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from osint_helpers.journey.reach.bounds import Array
    from osint_helpers.journey.reach.ends import Assumptions, Range
    from osint_helpers.journey.reach.itinerary import Itineraries
    from osint_helpers.journey.reach.measure import Measured
    from osint_helpers.journey.reach.shading import Shade

CAUTION: Final = "reach: where it could have been; not where it was"
NM_DIGITS: Final = 1
KN_DIGITS: Final = 2


@dataclass(frozen=True, repr=False)
class Reach(Carded):
    """What a vessel could have called at within its assumptions.

    Made by `journey.reach`. Nothing in it says where the vessel was.

    Attributes
    ----------
    given
        The assumptions.
    ports
        ``port, name, country, lat, lon``, one row a port.
    measured
        The distances, in the order of `ports`, unrounded.
    """

    given: Assumptions
    ports: pd.DataFrame = field(repr=False, compare=False)
    measured: Measured = field(repr=False, compare=False)

    @cached_property
    def flips(self) -> tuple[Array, Array]:
        """(unreachable below, reachable from) in knots, unrounded, in the order of `ports`."""
        return flips(self.measured.constraints(self.given))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a port, in the order of `ports`.

        Columns ``port, name, country, lat, lon, answer, settled_by`` (text but for the two
        coordinates) and, in nautical miles and knots,

        * ``out_at_least_nm, out_at_most_nm, back_at_least_nm, back_at_most_nm``: to the port from
          the last position, and from it to the next one; ``at_least_nm, at_most_nm``: their sums;
        * ``margin_low_nm``: miles left over in the worst case (negative: short), ``margin_high_nm``
          in the best; ``margin_nm``: the one that decides the answer, NaN when undetermined;
        * ``unreachable_below_kn, reachable_from_kn``: where the answer flips.

        Every figure is rounded to the side that claims less: lower bounds and the worst margin
        down, upper bounds and the best margin up, miles to 0.1, knots to 0.01. ``inf`` means
        that no water leads there or no speed suffices, NaN that no line is known.
        Answers are taken before rounding.
        """
        import numpy as np

        found, one = self.measured, self.ports.copy()
        below, above = self.flips
        worst, best = margins(found.constraints(self.given), self.given.speeds_kn)
        one["answer"] = self._answers(self.given.speeds_kn)
        one["settled_by"] = found.settled
        for name, low, high in (
            ("out", found.out_low, found.out_high), ("back", found.back_low, found.back_high),
        ):  # fmt: skip
            one[f"{name}_at_least_nm"] = down(low, NM_DIGITS)
            one[f"{name}_at_most_nm"] = up(high, NM_DIGITS)
        one["at_least_nm"] = down(found.out_low + found.back_low, NM_DIGITS)
        one["at_most_nm"] = up(found.out_high + found.back_high, NM_DIGITS)
        one["margin_low_nm"] = down(worst, NM_DIGITS)
        one["margin_high_nm"] = up(best, NM_DIGITS)
        decides = [one["answer"] == REACHABLE, one["answer"] == UNREACHABLE]
        one["margin_nm"] = np.select(
            decides, [one["margin_low_nm"], one["margin_high_nm"]], default=np.nan
        )
        one["unreachable_below_kn"] = down(below, KN_DIGITS)
        one["reachable_from_kn"] = up(above, KN_DIGITS)
        return one

    def at(self, kn: float) -> pd.Series:
        """Return the answer of each port at one assumed speed, indexed by port code."""
        import pandas as pd

        from osint_helpers.journey.reach.ends import speed

        return pd.Series(self._answers(speed(kn)), index=self.ports["port"], name=f"{kn:g} kn")

    def answers(self, speeds_kn: Sequence[float]) -> pd.DataFrame:
        """Return the answers at several assumed speeds: one row a port, one column a speed."""
        import pandas as pd

        given: Any = speeds_kn
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise JourneyError(f"speeds_kn is {shown(speeds_kn)}", advice="give a list of knots")
        columns = [self.at(kn) for kn in speeds_kn]
        if not columns:
            raise JourneyError("no speed is given", advice="give at least one, in knots")
        return pd.concat(columns, axis=1)

    def itineraries(
        self, calls: int = 2, ports: Sequence[str] | None = None, *, most: int = 60
    ) -> Itineraries:
        """Return the ports, or ordered pairs of ports, that fit; see `itinerary.itineraries`."""
        from osint_helpers.journey.reach.itinerary import itineraries

        return itineraries(self, calls, ports, most=most)

    def shade(
        self, bounds: tuple[float, float, float, float] | None = None, step: float | None = None
    ) -> Shade:
        """Return the water within reach in bands; see `shading.shade`."""
        from osint_helpers.journey.reach.shading import shade

        return shade(self, bounds, step)

    @property
    def counts(self) -> dict[str, int]:
        """Number of ports of each answer."""
        found = list(self._answers(self.given.speeds_kn))
        return {name: found.count(name) for name in ANSWERS}

    @property
    def text(self) -> str:
        """The result in words: counts, what they mean, and what they do not."""
        n = self.counts
        total = sum(n.values())
        return (
            f"Of {total:,} seaport{'s' if total != 1 else ''}, {n[REACHABLE]:,} could have been "
            f"called at under every assumption, {n[UNREACHABLE]:,} under none, and for "
            f"{n[UNDETERMINED]:,} it depends on them. This says {CAUTION.removeprefix('reach: ')}."
        )

    def _card_(self) -> Card:
        return Card("reach", self.text)

    def _repr_html_(self) -> str:
        """Return what was asked, the counts, where the answers flip, and the limits."""
        from osint_helpers.journey.reach.cards import card

        return card(self, CAUTION)

    @property
    def provenance(self) -> str:
        """Where the distances come from."""
        circle = "great circles on WGS 84"
        return f"{self.measured.provenance}; {circle}" if self.measured.provenance else circle

    def _answers(self, speeds: Range) -> Array:
        return answers(*self.flips, speeds)
