"""A second opinion: a plain sea raster from the coast polygons, sharing no code with the graph.

A cell is sea when its centre is outside every polygon. 16 neighbours; lengths on a sphere of mean
radius. Too long by at most 2.8 % for the angles it lacks, too short where a strip of land is
narrower than a cell.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from osint_helpers.reference.coast import _layer

MOVES = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1)]


@cache
def _land() -> Any:
    return shapely.union_all(np.array(_layer().shapes))


def haversine_nm(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> Any:
    p, q, d = np.radians(lat1), np.radians(lat2), np.radians(np.subtract(lon2, lon1))
    h = np.sin((q - p) / 2) ** 2 + np.cos(p) * np.cos(q) * np.sin(d / 2) ** 2
    return 2 * 3440.0695 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))


class Raster:
    """Cells of ``step`` degrees within ``(west, south, east, north)``."""

    def __init__(self, bounds: tuple[float, float, float, float], step: float) -> None:
        west, south, east, north = bounds
        self.lats = np.arange(south + step / 2, north, step)
        self.lons = np.arange(west + step / 2, east, step)
        sea = np.ones((len(self.lats), len(self.lons)), bool)
        tiles = 10.0
        for y in np.arange(south, north, tiles):
            for x in np.arange(west, east, tiles):
                r = (self.lats >= y) & (self.lats < y + tiles)
                c = (self.lons >= x) & (self.lons < x + tiles)
                land = shapely.clip_by_rect(_land(), x, y, x + tiles, y + tiles)
                shapely.prepare(land)
                if not land.is_empty:
                    lon, lat = np.meshgrid(self.lons[c], self.lats[r])
                    sea[np.ix_(r, c)] = ~shapely.intersects_xy(land, lon, lat)
        self.sea = sea
        self.matrix = self._matrix()
        self._near: Any = None

    def _matrix(self) -> Any:
        rows, columns = self.sea.shape
        number = np.arange(rows * columns).reshape(rows, columns)
        parts: list[list[Any]] = [[], [], []]
        for y, x in MOVES:
            r0, c0 = slice(0, rows - y), slice(max(0, -x), columns - max(0, x))
            r1, c1 = slice(y, rows), slice(max(0, x), columns - max(0, -x))
            ok = self.sea[r0, c0] & self.sea[r1, c1]
            if max(y, abs(x)) == 2:  # a knight's move passes two cells: one of them is sea
                half = (1, 0) if y == 2 else (0, 1 if x > 0 else -1)
                mid = [self.sea[dy : rows - y + dy, max(0, -x) + dx : columns - max(0, x) + dx]
                       for dy, dx in (half, (y - half[0], x - half[1]))]  # fmt: skip
                ok = ok & (mid[0] | mid[1])
            a, b = number[r0, c0][ok], number[r1, c1][ok]
            parts[0].append(a)
            parts[1].append(b)
            parts[2].append(haversine_nm(self.lats[a // columns], self.lons[a % columns],
                                         self.lats[b // columns], self.lons[b % columns]))  # fmt: skip  # noqa: E501
        a, b, nm = (np.concatenate(part) for part in parts)
        return coo_array((nm, (a, b)), shape=(number.size, number.size)).tocsr()

    def cells(self, points: np.ndarray, most_nm: float = 12.0) -> tuple[np.ndarray, np.ndarray]:
        """Return the nearest sea cell of points, or -1, and the way to it in nm."""
        from scipy.spatial import cKDTree

        if self._near is None:
            y, x = np.nonzero(self.sea)
            self._near = cKDTree(_xyz(self.lats[y], self.lons[x])), y * len(self.lons) + x
        chord, at = self._near[0].query(_xyz(points[:, 0], points[:, 1]))
        nm = 2 * np.arcsin(np.minimum(chord / 2, 1)) * 3440.0695
        inside = ((points[:, 0] >= self.lats[0]) & (points[:, 0] <= self.lats[-1])
                  & (points[:, 1] >= self.lons[0]) & (points[:, 1] <= self.lons[-1]))  # fmt: skip
        return np.where(inside & (nm <= most_nm), self._near[1][at], -1), nm

    def from_cell(self, cell: int, limit: float = np.inf) -> np.ndarray:
        """Return the length to every cell, nm."""
        return np.asarray(dijkstra(self.matrix, directed=False, indices=cell, limit=limit))


def _xyz(lat: Any, lon: Any) -> np.ndarray:
    p, q = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(p) * np.cos(q), np.cos(p) * np.sin(q), np.sin(p)], -1)
