"""Lines of sight over the fine cells, and lines that cross a gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea import clearance
from osint_helpers.reference.sea.data import Water
from osint_helpers.reference.sea.geometry import Floats

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
ROOM: Final = 16  # fine cells: a step along an arc, cut into samples half a cell apart
_AT_ONCE: Final = 400_000  # samples


def clear(water: Water, a: Floats, b: Floats) -> Bools:
    """Say for each pair of points whether the straight line (in degrees) keeps to water cells.

    Samples lie at most half a cell apart; the cell under either end counts. Lines take the short
    way around the earth.
    """
    dlat = b[:, 0] - a[:, 0]
    dlon = (b[:, 1] - a[:, 1] + 180) % 360 - 180

    def at(live: Ints, share: Floats) -> tuple[Floats, Floats]:
        lat = a[live, 0, None] + share * dlat[live, None]
        return lat, a[live, 1, None] + share * dlon[live, None]

    return _looked(water, np.maximum(np.abs(dlat), np.abs(dlon)), at)


def clear_arc(water: Water, a: Floats, b: Floats) -> Bools:
    """As :func:`clear`, along the great circle: for lines longer than a few degrees.

    Samples lie at most half a fine cell apart; :mod:`clearance` spares those of the open sea.
    """
    n = np.arange(len(a))
    return clear_between(water, np.concatenate([a, b]), n, n + len(a))


def clear_between(water: Water, points: Floats, a: Ints, b: Ints) -> Bools:
    """As :func:`clear_arc`, for lines between points given by number."""
    unit = _unit(points)
    u, v = unit.take(a, axis=0), unit.take(b, axis=0)
    angle = _angle(u, v)
    # the nearer the pole, the more cells of longitude an arc passes
    high = _highest(points.take(a, axis=0), points.take(b, axis=0), u, v)
    squeeze = np.maximum(np.cos(np.radians(high)), 0.02)
    steps = np.ceil(np.degrees(angle) / squeeze / (ROOM * water.step)).astype(np.int64) + 1
    return clearance.wet(water, unit.T.copy(), a, b, angle, 2 * ROOM * steps)


def pieces(a: Floats, b: Floats, degrees: float) -> tuple[Floats, Floats, Ints]:
    """Cut great circles into pieces of at most so many degrees: starts, ends, number of the line."""  # noqa: E501
    u, v = _unit(a), _unit(b)
    angle = _angle(u, v)
    count = np.ceil(np.degrees(angle) / degrees).astype(np.int64).clip(1)
    line = np.repeat(np.arange(len(a)), count)
    number = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    ends = [
        np.stack(_at(u[line], v[line], angle[line], part / count[line]), axis=1)
        for part in (number, number + 1)
    ]
    ends[0][number == 0], ends[1][number + 1 == count[line]] = a, b
    return ends[0], ends[1], line


def highest(a: Floats, b: Floats) -> Floats:
    """Return a bound of the latitude (north or south) that each great circle a-b reaches.

    No point of an arc is farther from an end than half its length, nor beyond the vertex of its
    circle.
    """
    return _highest(a, b, _unit(a), _unit(b))


def _highest(a: Floats, b: Floats, u: Floats, v: Floats) -> Floats:
    n = _cross(u, v)
    length = np.sqrt((n * n).sum(axis=1))
    half = np.degrees(np.arctan2(length, (u * v).sum(axis=1))) / 2
    top = np.maximum(np.abs(a[:, 0]), np.abs(b[:, 0]))
    vertex = np.degrees(np.arccos(np.minimum(np.abs(n[:, 2]) / np.maximum(length, 1e-12), 1.0)))
    return np.asarray(
        np.minimum(top + half, np.where(length > 1e-9, np.maximum(vertex, top), 90.0))
    )


def _cross(u: Floats, v: Floats) -> Floats:
    """Return cross products of rows: numpy's own is slow for few of them."""
    out = np.empty_like(u)
    out[:, 0] = u[:, 1] * v[:, 2] - u[:, 2] * v[:, 1]
    out[:, 1] = u[:, 2] * v[:, 0] - u[:, 0] * v[:, 2]
    out[:, 2] = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    return out


def _angle(u: Floats, v: Floats) -> Floats:
    n = _cross(u, v)
    return np.asarray(np.arctan2(np.sqrt((n * n).sum(axis=1)), (u * v).sum(axis=1)))


def _at(u: Floats, v: Floats, angle: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Return latitude and longitude at a share of each arc."""
    bent = np.maximum(np.sin(angle), 1e-12)
    p, q = np.sin((1 - share) * angle) / bent, np.sin(share * angle) / bent
    x, y, z = (p * u[:, i] + q * v[:, i] for i in range(3))
    lat, lon = np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
    return lat, _wrap(lon)


def on_arc(a: Floats, b: Floats, share: Floats) -> Floats:
    """Return the points at ``share`` (m, 1) of the great circle from a to b; the ends exactly."""
    u, v = _unit(np.stack([a, b]))
    w = np.arctan2(np.linalg.norm(np.cross(u, v)), float(u @ v))
    if w < 1e-9:
        return np.where(share >= 1, b, a + share * (b - a))
    xyz = (np.sin((1 - share) * w) * u + np.sin(share * w) * v) / np.sin(w)
    lat = np.degrees(np.arctan2(xyz[:, 2], np.hypot(xyz[:, 0], xyz[:, 1])))
    lon = np.degrees(np.arctan2(xyz[:, 1], xyz[:, 0]))
    return np.where(share >= 1, b, np.stack([lat, lon], axis=1))


def _looked(water: Water, degrees: Floats, at: Callable[..., tuple[Floats, Floats]]) -> Bools:
    """Look at the ends and the middle, then the quarters, the eighths …: most lines fail early."""
    steps = 2 * np.ceil(degrees / water.step) + 1
    ok = np.ones(len(degrees), bool)
    shares, below = np.array([[0.0, 0.5, 1.0]]), 2
    while True:
        live = np.nonzero(ok & (below < 2 * steps))[0] if below > 2 else np.arange(len(ok))
        if not len(live):
            return ok
        for part in np.array_split(live, len(live) * shares.size // _AT_ONCE + 1):
            lat, lon = at(part, shares)
            ok[part] = water.at(*water.cell(lat, _wrap(lon))).all(axis=1)
        below *= 2
        shares = (np.arange(1, below, 2) / below)[None]


def _unit(points: Floats) -> Floats:
    phi, lam = np.radians(points[:, 0]), np.radians(points[:, 1])
    flat = np.cos(phi)
    out = np.empty((len(phi), 3))
    out[:, 0], out[:, 1], out[:, 2] = flat * np.cos(lam), flat * np.sin(lam), np.sin(phi)
    return out


def crosses(a: Floats, b: Floats, p: tuple[float, float], q: tuple[float, float]) -> Bools:
    """Say for each line a-b whether it crosses the line p-q, all straight in degrees."""
    ax, bx = (_near(one[:, 1], p[1]) for one in (a, b))
    bx = ax + ((bx - ax + 180) % 360 - 180)
    qx = p[1] + ((q[1] - p[1] + 180) % 360 - 180)

    def side(ox: Any, oy: Any, tx: Any, ty: Any, x: Any, y: Any) -> Any:  # noqa: ANN401, PLR0917
        return (tx - ox) * (y - oy) - (ty - oy) * (x - ox)

    first = side(p[1], p[0], qx, q[0], ax, a[:, 0]) * side(p[1], p[0], qx, q[0], bx, b[:, 0])
    second = side(ax, a[:, 0], bx, b[:, 0], p[1], p[0]) * side(ax, a[:, 0], bx, b[:, 0], qx, q[0])
    return np.asarray((first <= 0) & (second <= 0))


def _near(lon: Floats, to: float) -> Floats:
    return np.asarray(to + ((lon - to + 180) % 360 - 180))


def _wrap(lon: Floats) -> Floats:
    return np.asarray((lon + 180) % 360 - 180)
