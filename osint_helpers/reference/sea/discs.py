"""A start known to a radius: every place on the water of a disc, also behind land.

Over open water the way from the middle of a disc to a place in it is at most the radius. With
land in the disc it can be any length, as on both sides of an isthmus: then the floor starts
from every leaf the disc touches, and the line goes over the fine cells to the farthest place.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians
from typing import Final, NamedTuple

import numpy as np

from osint_helpers.reference.sea import graph, window
from osint_helpers.reference.sea.data import arrays, fine, manifest
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.passages import PASSAGES

_PAD: Final = 0.5  # degrees around a disc in which its ways are looked for
# Half the diagonal of a fine cell, from a place to the middle of its cell, rounded up.
_CELL_NM: Final = 1.1
_MOST_CELLS: Final = 600_000  # beyond it no longest way is worked out: it counts as unknown


class Disc(NamedTuple):
    """What a disc with land in it needs beyond its radius.

    Attributes
    ----------
    leaves
        Height of a leaf in nm -> the floor's nodes of that height around the disc.
    spread_nm
        The longest way from the middle to a place on the water of the disc, an upper bound; inf
        where one is not joined to the middle around the disc, or the disc is too large.
    """

    leaves: tuple[tuple[float, graph.Ints], ...]
    spread_nm: float


def disc(
    origin: tuple[float, float], water: tuple[float, float], radius_nm: float,
    closed: tuple[str, ...],
) -> Disc | None:  # fmt: skip
    """Return what a disc around `origin` needs; ``None`` when it is open water, or a point.

    Parameters
    ----------
    origin
        ``(lat, lon)`` of its middle.
    water
        Where the middle meets the water.
    radius_nm
        Its radius.
    closed
        Passages held closed: near one of them the longest way counts as unknown.
    """
    return _disc(origin, water, radius_nm, closed) if radius_nm > 0 else None


@lru_cache(maxsize=64)
def _disc(
    origin: tuple[float, float], water: tuple[float, float], radius_nm: float,
    closed: tuple[str, ...],
) -> Disc | None:  # fmt: skip
    south, north, wide = bounds = _box(origin, radius_nm)
    box = window.around(south, north, origin[1] - wide, origin[1] + wide)
    places = box.points(np.arange(box.open.size))
    nm = short_nm(earth(np.array(origin[0]), np.array(origin[1])), earth(*places.T))
    inside = nm <= radius_nm + _CELL_NM
    open_cells = box.open.ravel()
    if open_cells[inside].all():
        return None
    spread = np.inf
    start = int(box.number(np.array([water[0]]), np.array([water[1]]))[0])
    if start >= 0 and box.open.size <= _MOST_CELLS and not _gated(bounds, origin, closed):
        ways = window.solve(box, start)[inside & open_cells]
        spread = float(ways.max(initial=0.0)) + 2 * _CELL_NM
    return Disc(_leaves(origin, radius_nm), spread)


def _box(origin: tuple[float, float], radius_nm: float) -> tuple[float, float, float]:
    """Return south, north, and the degrees of longitude to either side of a disc and its rim."""
    lat = origin[0]
    tall = radius_nm / 59.7 + _PAD
    wide = tall / max(cos(radians(min(abs(lat) + tall, 89.0))), 0.02)
    return max(lat - tall, -90.0), min(lat + tall, 90.0), min(wide, 180.0 - fine().step)


def _gated(box: tuple[float, float, float], origin: tuple[float, float],
           closed: tuple[str, ...]) -> bool:  # fmt: skip
    """Say whether the box around the gate of a closed passage meets that around the disc."""
    south, north, wide = box
    for name in closed:
        lats, lons = np.array(PASSAGES[name].gate).T
        aside = (lons - origin[1] + 180) % 360 - 180
        if (
            lats.min() <= north
            and lats.max() >= south
            and (aside.min() <= wide and aside.max() >= -wide)
        ):
            return True
    return False


def _leaves(origin: tuple[float, float], radius_nm: float) -> tuple[tuple[float, graph.Ints], ...]:
    """Return the leaves that touch a disc, and those beside them, by their height."""
    net, height = graph.net(), _heights()
    middle = net.middle[: net.leaves]
    nm = short_nm(earth(np.array(origin[0]), np.array(origin[1])), earth(*middle.T))
    near = np.nonzero(nm <= radius_nm + 2 * height)[0]
    return tuple((float(one), near[height[near] == one]) for one in np.unique(height[near]))


def _heights() -> Floats:
    base = float(manifest()["grid"]["base_degrees"])
    return np.asarray(arrays("graph.xz")["leaves"][2].astype(np.float64) * base * 60)
