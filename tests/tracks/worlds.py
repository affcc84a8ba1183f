"""Small made-up worlds: ships that lie or drift somewhere."""

from __future__ import annotations

import math
import random

import pandas as pd

from tests.tracks import meeting_reference as reference

PORTS = pd.DataFrame({"port": ["ZZTST"], "lat": [-60.0], "lon": [10.0]})
T0 = 1_593_475_200_000_000  # 2020-06-30 00:00 UTC
MINUTE = 60_000_000
A, B = 99900000100, 99900000200


def frame(rows):
    names = ["track", "t_us", "lat", "lon", "sog_kn"][: len(rows[0]) if rows else 4]
    return pd.DataFrame(rows, columns=names)


PLACES = [
    (56.0, 10.0), (0.0, 0.0), (-0.0004, 20.0), (54.9998, 12.9999), (69.99999, 30.0),
    (45.0, 179.9995),
    (-17.0, -179.9999), (63.5, -20.0), (78.2, 15.6), (85.0, 100.0), (89.9, 40.0), (89.999, -75.0),
    (-89.9985, 3.0), (-77.8, 166.6),
]  # fmt: skip


def apart(lat, lon, metres_east, metres_north=0.0):
    """Return the point on the great circle that starts so far east and north, over poles too."""
    far = math.hypot(metres_east, metres_north)
    if far == 0:
        return lat, lon
    up, north, east = basis(lat, lon)
    sine, cosine = math.sin(far / reference.R), math.cos(far / reference.R)
    return reference.point(
        tuple(
            cosine * u + sine * (metres_north * n + metres_east * e) / far
            for u, n, e in zip(up, north, east, strict=True)
        )
    )


def basis(lat, lon):
    """Return the vectors up, north and east of a place."""
    return (
        reference.vector(lat, lon),
        reference.vector(lat + 90, lon),
        reference.vector(0, lon + 90),
    )


def fleet(seed, place, ships=14, steps=60, spread=1500.0):
    rng = random.Random(seed)  # noqa: S311
    rows = []
    for ship in range(ships):
        lat, lon = apart(*place, rng.uniform(-spread, spread), rng.uniform(-spread, spread))
        t = T0 + rng.randrange(600) * 1_000_000
        track = (999000000 + rng.randrange(ships)) * 100 + ship
        for _ in range(steps):
            rows.append((track, t, lat, lon))
            lat, lon = apart(lat, lon, rng.uniform(-60, 60), rng.uniform(-60, 60))
            t += rng.choice([120, 300, 600, 900, 4000]) * 1_000_000
    return rows
