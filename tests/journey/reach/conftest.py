"""A stand-in for the sea: great circles as the floor, 1.3 times as the line. SYNTHETIC ports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from osint_helpers import reference
from osint_helpers.reference import sea

DETOUR = 1.3
GEOD = Geod(ellps="WGS84")


def circle(a, points):
    """Geodesic miles from `a` to each row of `points`."""
    points = np.asarray(points, float)
    ones = np.ones(len(points))
    metres = GEOD.inv(ones * a[1], ones * a[0], points[:, 1].copy(), points[:, 0].copy())[2]
    return np.asarray(metres) / 1852


@dataclass
class Origin:
    def text(self):
        return "SYNTHETIC sea"


@dataclass
class Found:
    at_least_nm: np.ndarray
    at_most_nm: np.ndarray
    provenance: Origin


def distances(origin, points, *, closed=(), within_nm=None, radius_nm=0.0):
    """Great circle, 1.3 of it; the point at 0, 0 has no water around it."""
    points = np.asarray(points, float)
    nm = circle(origin, points)
    dry = (points == 0).all(axis=1)
    low = np.where(dry, np.inf, np.maximum(nm - radius_nm, 0))
    high = np.where(dry, np.inf, nm * DETOUR + radius_nm)
    limit = np.inf if within_nm is None else within_nm
    calls.append(len(points))
    return Found(np.where(low > limit, np.inf, low), np.where(high > limit, np.inf, high), Origin())


calls: list[int] = []


@pytest.fixture
def plain_sea(monkeypatch):
    """Put the stand-in in place; gives the sizes of the questions asked of it."""
    calls.clear()
    monkeypatch.setattr(sea, "distances", distances, raising=False)
    monkeypatch.setattr(sea, "CLOSED", ("northern_sea_route", "northwest"), raising=False)
    return calls


@pytest.fixture
def equator(plain_sea, monkeypatch):
    """Ports along the equator, one a degree (60.1 nm) from 1 E to 9 E, and a dry one at 0, 0."""
    rows = [("XX000", "SYNTHETIC dry", "XX", 0.0, 0.0, "SYNTHETIC")]
    rows += [(f"XX{n:03d}", f"SYNTHETIC {n}", "XX", 0.0, float(n), "SYNTHETIC")
             for n in range(1, 10)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["port", "name", "country", "lat", "lon", "source"])
    monkeypatch.setattr(reference, "seaports", lambda: frame, raising=False)
    return frame
