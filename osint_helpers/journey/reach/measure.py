"""Which ports a vessel could have called at between two positions, and which it could not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers._near import did_you_mean
from osint_helpers.errors import JourneyError, shown
from osint_helpers.journey.reach.bounds import Constraint, flips
from osint_helpers.journey.reach.ends import Assumptions, End, Given, assumed
from osint_helpers.journey.reach.result import Reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from osint_helpers.journey.reach.bounds import Array

NM_METRES: Final = 1852.0
PORT_COLUMNS: Final = ("port", "name", "country", "lat", "lon")
BY_CIRCLE: Final = "great circle"  # how the answer of a port was settled
BY_SEA: Final = "sea graph"
# How far the way between the two ends is looked for; farther, it only makes the search wider.
_DETOUR: Final = 2.0
_MORE_NM: Final = 100.0
NO_LINE: Final = "sea graph; no line found"
NO_ROUTE: Final = "no water route with these passages closed"


def reach(
    last: End | None,
    next: End | None,  # noqa: A002  (the word of the whole suite for this end)
    *,
    hours: Given,
    speeds_kn: Given,
    dwell_h: Given = 6.0,
    ports: pd.DataFrame | Sequence[str] | None = None,
    closed: tuple[str, ...] | None = None,
    by_h: Given | None = None,
) -> Reach:
    """Return where a vessel could have called between two positions; never where it was.

    For each port the miles needed are an interval: ``at_least`` is undercut by no line and from
    no point of the end discs, ``at_most`` is the length of a line that exists from each point of
    them. The hours under way are an interval too: hours less dwell. Then

    * ``unreachable``: at_least > high speed x (longest time - shortest stay). It holds for every
      speed, time, stay and end point in the ranges, whatever the line.
    * ``reachable``: at_most <= low speed x (shortest time - longest stay). A line exists for
      every speed, time, stay and end point in the ranges.
    * ``undetermined``: it depends on the assumptions, or lies between the two distances.

    ``unreachable_below_kn`` and ``reachable_from_kn`` say at which assumed speed each answer
    flips, so that no single speed has to be believed. `Reach.answers` gives the answer at stated
    speeds. A gap that is open on one side has only the distance of the other side.

    Parameters
    ----------
    last, next
        Ends of the gap; ``None`` where no position is known (a gap open to that side).
    hours
        Hours between the two positions, or (low, high) when only days are known. With one end:
        the hours looked at.
    speeds_kn
        Average speed under way in knots, or (low, high). An assumption of the analyst.
    dwell_h
        Hours a call takes, or (low, high); 0 is allowed. An assumption of the analyst.
    ports
        Port codes of `reference.seaports`, a frame ``port, name, country, lat, lon``, or
        ``None`` for all. Named ports get their sea distances in full; with ``None`` a port that
        the great circle alone rules out keeps that distance, and has no ``at_most_nm``.
    closed
        Passages held closed, by default `reference.sea.CLOSED` (the Arctic).
    by_h
        The call begins within so many hours of the last position, or (low, high): for a port
        that had to be reached before a later dated event.

    Returns
    -------
    Reach

    Raises
    ------
    JourneyError
        For assumptions that are none.
    ReferenceDataError
        For an unknown port or passage.
    """
    from osint_helpers.reference import sea

    given = assumed(
        last, next, hours=hours, speeds_kn=speeds_kn, dwell_h=dwell_h, by_h=by_h,
        closed=sea.CLOSED if closed is None else closed,
    )  # fmt: skip
    table = _ports(ports)
    found = measured(given, table, whole=ports is not None)
    return Reach(given, table, found)


@dataclass(frozen=True, repr=False)
class Measured(Carded):
    """Distances of the ports of a reach, in nautical miles, one element a port.

    Attributes
    ----------
    out_low, out_high, back_low, back_high
        From the last position and to the next one; 0 on a side that is open.
    settled
        How each was measured: `BY_CIRCLE`, `BY_SEA`, `NO_ROUTE`.
    provenance
        Of the sea graph, or empty when the great circle settled every port.
    """

    out_low: Array
    out_high: Array
    back_low: Array
    back_high: Array
    settled: Array
    provenance: str

    def constraints(self, given: Assumptions, *, deadline: bool = True) -> list[Constraint]:
        """Return what has to be covered: both ways in the time, and there by the deadline."""
        both = Constraint(
            self.out_low + self.back_low, self.out_high + self.back_high, given.window()
        )
        if given.by_h is None or not deadline:
            return [both]
        return [both, Constraint(self.out_low, self.out_high, given.by_h)]


def measured(given: Assumptions, ports: pd.DataFrame, *, whole: bool) -> Measured:
    """Return the distances of `ports`; without `whole`, only of those the circle leaves open."""
    import numpy as np

    points = ports[["lat", "lon"]].to_numpy(dtype=float)
    out = circle_nm(given.last, points)
    back = out if _same(given.last, given.next) else circle_nm(given.next, points)
    blank = np.full(len(points), np.nan)
    first = Measured(out, blank, back, blank, blank, "")
    below, _ = flips(first.constraints(given, deadline=False))
    left = np.ones(len(points), bool) if whole else below <= given.speeds_kn.high
    limit, near = (None, 0.0) if whole else _limit(given)
    settled = np.where(left, BY_SEA, BY_CIRCLE).astype(object)
    out, out_high, origin = _side(given, given.last, out, points, left, limit)
    if _same(given.last, given.next):
        back, back_high, other = out, out_high, origin
    else:
        back, back_high, other = _side(given, given.next, back, points, left, limit)
    settled[left & np.isnan(out_high + back_high)] = NO_LINE
    lost, words = np.isinf(out + back), NO_ROUTE
    if limit is not None:
        far, after = out >= limit, back >= limit
        lost, words = far | after, f"no water route of up to {limit:,.0f} nm"
        # What lies so far from one end lies as far from the other, less the way between them.
        out = np.where(after, np.maximum(out, limit - near), out)
        back = np.where(far, np.maximum(back, limit - near), back)
    settled[left & lost] = words
    return Measured(out, out_high, back, back_high, settled, origin or other)


def _same(last: End | None, next_: End | None) -> bool:
    """Say whether both ends are one disc, so that one question answers both sides."""
    return (
        last is not None
        and next_ is not None
        and (last.point, last.radius_nm) == (next_.point, next_.radius_nm)
    )


def _limit(given: Assumptions) -> tuple[float, float]:
    """Return (how far to look from an end, the way between the ends), all in nautical miles.

    With the way M between the ends, a port d from one of them is at least d - M from the other
    (triangle inequality): the sum is within the budget only up to (budget + M) / 2. One mile
    more, so that what lies behind the cut-off is beyond reach.
    """
    import numpy as np

    budget = given.speeds_kn.high * max(given.window().high, 0.0)
    last, after = given.last, given.next
    near = np.inf
    if last is not None and after is not None:
        apart = float(circle_nm(End(*last.point), np.array([after.point]))[0])
        farthest = min(budget, _DETOUR * apart + _MORE_NM + last.radius_nm + after.radius_nm)
        # From any place of the one disc to the middle of the other, and on to any place of that.
        there = np.array([after.point])
        starts = [one for one, own in ((last, apart), (after, 0)) if own or one.radius_nm]
        # Two ends that are one disc are measured once.
        ways = {
            (one.point, one.radius_nm): sea_nm(one, there, given.closed, farthest)[1][0]
            for one in dict.fromkeys(starts)
        }
        near = sum(float(ways[one.point, one.radius_nm]) for one in starts)
    limit = min(budget, (budget + near) / 2) + 1.0
    # Without the other end nothing follows from the distance to this one.
    return limit, near if np.isfinite(near) else limit


def _side(  # noqa: PLR0917  (one call, right above)
    given: Assumptions, end: End | None, circle: Array, points: Array, left: Array,
    limit: float | None,
) -> tuple[Array, Array, str]:  # fmt: skip
    """Return (at least, at most, provenance) on one side; NaN where no line is known.

    Beyond the cut-off only the cut-off itself is known, and no line.
    """
    import numpy as np

    low, high = circle.copy(), np.full(len(points), np.nan)
    if end is None:
        return low, np.where(left, 0.0, np.nan), ""
    if not left.any():
        return low, high, ""
    at_least, at_most, origin = sea_nm(end, points[left], given.closed, limit)
    at_most = np.where(np.isinf(at_most) & np.isfinite(at_least), np.nan, at_most)
    if limit is not None:
        at_least = np.where(np.isinf(at_least), limit, at_least)
        at_most = np.where(np.isinf(at_most), np.nan, at_most)
    low[left], high[left] = np.maximum(low[left], at_least), at_most
    return low, high, origin


def circle_nm(end: End | None, points: Array) -> Array:
    """Return what no line from an end undercuts: the geodesic less the radius; 0 without end."""
    import numpy as np
    from pyproj import Geod

    if end is None:
        return np.zeros(len(points))
    ones = np.ones(len(points))
    metres = Geod(ellps="WGS84").inv(
        ones * end.lon, ones * end.lat, points[:, 1].copy(), points[:, 0].copy()
    )[2]
    return np.maximum(np.asarray(metres) / NM_METRES - end.radius_nm, 0.0)


def sea_nm(
    end: End, points: Array, closed: tuple[str, ...], within_nm: float | None
) -> tuple[Array, Array, str]:
    """Return (at least, at most, provenance) between any point of an end disc and each port."""
    from osint_helpers.reference import sea

    found = sea.distances(
        end.point, points, closed=closed, within_nm=within_nm, radius_nm=end.radius_nm
    )
    return found.at_least_nm, found.at_most_nm, found.provenance.text()


def _ports(ports: pd.DataFrame | Sequence[str] | None) -> pd.DataFrame:
    """Return the ports to look at, in order of their codes (a frame keeps its own order)."""
    import pandas as pd

    from osint_helpers import reference

    if ports is None:
        return _seaports(reference.seaports).copy()
    if isinstance(ports, pd.DataFrame):
        lacking = [name for name in PORT_COLUMNS if name not in ports.columns]
        if lacking:
            raise JourneyError(
                f"the frame of ports lacks {', '.join(lacking)}",
                advice=f"give the columns {', '.join(PORT_COLUMNS)}",
            )
        return ports.loc[:, list(PORT_COLUMNS)].reset_index(drop=True)
    if isinstance(ports, str) or not isinstance(ports, Iterable):
        raise JourneyError(
            f"ports is {shown(ports)}", advice="give codes such as ['DKCPH'], or a frame"
        )
    return named_ports(tuple(map(str, ports)))


@lru_cache(maxsize=1)
def _seaports(table: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return the columns of a table of seaports, built once: callers take a copy."""
    return table().loc[:, list(PORT_COLUMNS)].reset_index(drop=True)


def named_ports(codes: tuple[str, ...]) -> pd.DataFrame:
    """Return ports by their codes, in that order.

    Raises
    ------
    JourneyError
        For a code the table of ports does not have, or one that is named twice.
    """
    from osint_helpers import reference

    table: Any = reference.seaports().set_index("port", drop=False)
    unknown = [code for code in codes if code not in table.index]
    if unknown:
        advice = did_you_mean(unknown[0], table.index, "see reference.seaports()")
        raise JourneyError(f"no seaport {', '.join(map(repr, unknown))}", advice=advice)
    if len(set(codes)) < len(codes):
        raise JourneyError("a port is named twice", advice="name each port once")
    frame: pd.DataFrame = table.loc[list(codes), list(PORT_COLUMNS)].reset_index(drop=True)
    return frame
