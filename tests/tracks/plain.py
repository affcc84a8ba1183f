"""Plain, slow definitions of the detectors, one track and one position after another."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pandas as pd

from osint_helpers.tracks.gaps import GapRule
from osint_helpers.tracks.port_calls import PortCallRule

HOUR = 3_600_000_000


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Haversine on the sphere of radius 6,371,008.8 m."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(h)))


def tracks_of(frame: pd.DataFrame) -> dict[int, list[tuple[int, float, float]]]:
    """Positions by track, in order of time."""
    found: dict[int, list[tuple[int, float, float]]] = {}
    for row in frame.sort_values(["track", "t_us"]).itertuples():
        found.setdefault(int(row.track), []).append((int(row.t_us), row.lat, row.lon))
    return found


def gaps(frame: pd.DataFrame, rule: GapRule) -> list[tuple[Any, ...]]:
    """(track, off_us, on_us, open, fixes before) of every gap; the window is that of all."""
    least, before = rule.longer_than_h * HOUR, rule.before_h * HOUR
    start, end = frame["t_us"].min(), frame["t_us"].max()
    found: list[tuple[Any, ...]] = []
    for track, fixes in tracks_of(frame).items():
        times = [t for t, *_ in fixes]

        def count(off: int, times: list[int] = times) -> int:
            return sum(off - before < t <= off for t in times)

        if times[0] - start >= least:
            found.append((track, None, times[0], "start", None))
        for off, on in pairwise(times):
            if on - off >= least:
                found.append((track, off, on, "", count(off)))
        if end - times[-1] >= least:
            found.append((track, times[-1], None, "end", count(times[-1])))
    return sorted(found, key=str)


def step(a: tuple[int, float, float], b: tuple[int, float, float], rule: PortCallRule) -> str:
    """What one step is: still, moving, break, or "" (nothing changes)."""
    took = b[0] - a[0]
    if took >= rule.break_h * HOUR:
        return "break"
    if took < rule.least_s * 1_000_000:
        return ""
    knots = metres(a[1:], b[1:]) / 1852 / (took / HOUR)
    return "still" if knots <= rule.stop_kn else "moving" if knots >= rule.move_kn else ""


def stops(frame: pd.DataFrame, rule: PortCallRule) -> list[tuple[Any, ...]]:
    """(track, arrived_us, left_us, lat, lon, fixes, open) of every stop."""
    found: list[tuple[Any, ...]] = []
    for track, fixes in tracks_of(frame).items():
        state, begun, opened = "break", 0, False
        for i in range(1, len(fixes) + 1):
            new = "end" if i == len(fixes) else step(fixes[i - 1], fixes[i], rule)
            if new in ("", state):
                continue
            if state == "still":
                a, b = fixes[begun], fixes[i - 1]
                if b[0] - a[0] >= rule.at_least_h * HOUR:
                    word = ("", "end", "start", "both")[2 * opened + (new != "moving")]
                    found.append((track, a[0], b[0], a[1], a[2], i - begun, word))
            if new == "still":
                begun, opened = i - 1, state == "break"
            state = new
    return sorted(found)


def calls(frame: pd.DataFrame, rule: PortCallRule, ports: pd.DataFrame) -> list[tuple[Any, ...]]:
    """As `stops`, with the nearest port and its distance in whole millimetres."""
    import numpy as np

    found = []
    lat, lon = (np.radians(ports[name].to_numpy("float64")) for name in ("lat", "lon"))
    for stop in stops(frame, rule):
        north, east = math.radians(stop[3]), math.radians(stop[4])
        h = (
            np.sin((lat - north) / 2) ** 2
            + np.cos(lat) * math.cos(north) * np.sin((lon - east) / 2) ** 2
        )
        mm = np.round(2 * 6_371_008_800 * np.arcsin(np.minimum(1.0, np.sqrt(h)))).astype("int64")
        near = sorted(zip(mm.tolist(), ports["port"], strict=True))
        if near and near[0][0] <= rule.port_km * 1e6:
            found.append((*stop, near[0][1], near[0][0]))
    return found
