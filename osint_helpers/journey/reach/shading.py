"""The water within reach, in bands, on a grid: to shade a map. Never a line, never a position."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import JourneyError, shown

if TYPE_CHECKING:
    from osint_helpers.journey.reach.bounds import Array
    from osint_helpers.journey.reach.ends import End
    from osint_helpers.journey.reach.result import Reach

Bounds = tuple[float, float, float, float]
LAND: Final = 0
BEYOND: Final = 1
HIGH: Final = 2
LOW: Final = 3
BAND_WORDS: Final = {
    LOW: "within reach at the low speed",
    HIGH: "within reach at the high speed only, or undetermined",
    BEYOND: "beyond reach at the high speed",
}
CELLS: Final = 120  # cells along the longer side of the picture when no step is given
_DEGREE_NM: Final = 60.04  # a degree of longitude at the equator; latitude has at most 60.3
_LAT_NM: Final = 60.31


@dataclass(frozen=True, repr=False)
class Shade(Carded):
    """Bands of water on a grid.

    Attributes
    ----------
    lats, lons
        Middles of the cells, ascending, degrees; longitudes may pass 180.
    band
        Array (lats, lons) of `LAND`, `BEYOND`, `HIGH`, `LOW`.
    step
        Side of a cell in degrees.
    budgets_nm
        (low, high): miles under way at the low speed in the shortest time, and at the high speed
        in the longest; no stay in port is taken off.
    """

    lats: Array = field(repr=False)
    lons: Array = field(repr=False)
    band: Array = field(repr=False)
    step: float
    budgets_nm: tuple[float, float]

    def runs(self, band: int) -> list[tuple[int, int, int]]:
        """Return a band as runs (row, first column, number of cells), south to north."""
        out = []
        for row, cells in enumerate(self.band.tolist()):
            at = 0
            for value, some in groupby(cells):
                many = len(list(some))
                if value == band:
                    out.append((row, at, many))
                at += many
        return out

    def rings(self, band: int) -> list[list[list[list[float]]]]:
        """Return a band as polygons: lists of rings of ``[lon, lat]``, the outer ring first."""
        import shapely

        half = self.step / 2
        boxes = [
            shapely.box(
                self.lons[at] - half, self.lats[row] - half,
                self.lons[at + many - 1] + half, self.lats[row] + half,
            )
            for row, at, many in self.runs(band)
        ]  # fmt: skip
        whole: Any = shapely.union_all(shapely.set_precision(boxes, self.step / 1000))
        parts = [one for one in getattr(whole, "geoms", [whole]) if one.geom_type == "Polygon"]
        return [
            [[[round(x, 5), round(y, 5)] for x, y in ring.coords[:-1]]
             for ring in (part.exterior, *part.interiors)]
            for part in sorted(parts, key=lambda part: (part.bounds, part.area))
            if not part.is_empty
        ]  # fmt: skip


def shade(reach: Reach, bounds: Bounds | None = None, step: float | None = None) -> Shade:
    """Return the water within reach.

    A cell is `LOW` when the vessel could have been at its middle at the low speed, in the
    shortest time, from and to every point of the end discs; `HIGH` when it could have at the
    high speed in the longest time for some of them; `BEYOND` when no point of the cell can have
    been visited: half a diagonal is taken off each distance. A stay in port is not taken off,
    since passing a point takes none: ports are answered by `Reach.frame`. A deadline bears on
    ports alone.

    Parameters
    ----------
    reach
        The reach.
    bounds
        (west, south, east, north) in degrees, east beyond 180 where the box crosses the
        antimeridian; by default the box of the ends and of all ports that are not unreachable.
    step
        Side of a cell in degrees; by default 1/120 of the longer side.

    Raises
    ------
    JourneyError
        For bounds or a step that draw nothing.
    """
    import numpy as np

    from osint_helpers.reference import sea

    box = _box(reach) if bounds is None else bounds
    side = max(box[2] - box[0], box[3] - box[1])
    step = round(side / CELLS, 3) if step is None else step
    if not (box[0] < box[2] and box[1] < box[3] and 0 < step < side):
        what = f"bounds {shown(box)} with a step of {step} draw nothing"
        raise JourneyError(what, advice="give south < north, west < east, and a smaller step")
    west, south, east, north = box
    lats, lons, mask = sea.water((_turned(west), south, _turned(east), north), step)
    lons = west + (np.arange(len(lons)) + 0.5) * step  # ascending, also beyond 180
    given = reach.given
    low = given.speeds_kn.low * given.hours.low
    high = given.speeds_kn.high * given.hours.high
    band = _bands(reach, (lats, lons, mask), step, (low, high))
    return Shade(lats, lons, band, step, (low, high))


def _bands(
    reach: Reach, water: tuple[Array, Array, Array], step: float, budgets: tuple[float, float]
) -> Array:
    import numpy as np

    lats, lons, mask = water
    rows, columns = np.nonzero(mask)
    points = np.column_stack([lats[rows], (lons[columns] + 180) % 360 - 180])
    half = _half_diagonal(points[:, 0], step)
    least, most = np.zeros(len(points)), np.zeros(len(points))
    for end in (reach.given.last, reach.given.next):
        if end is not None:
            near, far = _from(end, points, reach, budgets[1] + 2 * float(half.max(initial=0)))
            least += np.maximum(near - half, 0.0)
            most += far
    found = np.where(most <= budgets[0], LOW, np.where(least <= budgets[1], HIGH, BEYOND))
    band = np.full(mask.shape, LAND, dtype="int8")
    band[rows, columns] = found
    return band


def _from(end: End, points: Array, reach: Reach, limit: float) -> tuple[Array, Array]:
    import numpy as np

    from osint_helpers.journey.reach.measure import circle_nm, sea_nm

    at_least, at_most, _ = sea_nm(end, points, reach.given.closed, limit)
    return np.maximum(at_least, circle_nm(end, points)), at_most


def _half_diagonal(lats: Array, step: float) -> Array:
    """Return half the diagonal of a cell in nautical miles, an upper bound."""
    import numpy as np

    wide = step * _DEGREE_NM * np.cos(np.radians(np.maximum(np.abs(lats) - step, 0.0)))
    return np.hypot(wide, step * _LAT_NM) / 2


def _box(reach: Reach) -> Bounds:
    """Return the box around the ends and the ports that can have been called at, 2 degrees more."""
    ends = [end for end in (reach.given.last, reach.given.next) if end is not None]
    middle = ends[0].lon
    below, _ = reach.flips
    fit = reach.ports[below <= reach.given.speeds_kn.high]
    lats = [*fit["lat"], *(end.lat for end in ends)]
    lons = [middle + (lon - middle + 180) % 360 - 180
            for lon in (*fit["lon"], *(end.lon for end in ends))]  # fmt: skip
    west, east = math.floor(min(lons)) - 2.0, math.ceil(max(lons)) + 2.0
    if east - west >= 360:
        west, east = -180.0, 180.0
    return (
        west,
        max(-80.0, math.floor(min(lats)) - 2.0),
        east,
        min(84.0, math.ceil(max(lats)) + 2.0),
    )


def _turned(lon: float) -> float:
    """Return a longitude within -180 to 180; 180 stays, so that a whole turn has two edges."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
