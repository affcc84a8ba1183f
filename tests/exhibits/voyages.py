"""SYNTHETIC positions and events for the figures of tracks: no vessel has these numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from osint_helpers.tracks.events import Events, typed

A, B = "000000101", "000000102"
DAY = pd.Timestamp("2020-01-02", tz="UTC")
HOSTILE = "<script>alert(1)</script>=1+1"


@dataclass(frozen=True)
class GapRule:
    """Stands in for the rule of the gaps."""

    longer_than_h: float = 2.0


@dataclass(frozen=True)
class OtherRule:
    """Stands in for any other rule."""

    least_h: float = 1.0


def at(hours: float) -> pd.Timestamp:
    """The moment so many hours into the day."""
    return DAY + pd.Timedelta(hours=hours)


def positions(lon: float = 8.0) -> pd.DataFrame:
    """Two vessels: A every quarter of an hour from 0 to 4 and from 8 to 12, B from 1 to 5."""
    rows = []
    for mmsi, hours in ((A, [*range(17), *range(32, 49)]), (B, range(4, 21))):
        for n in hours:
            east = lon + n * 0.02
            rows.append((int(mmsi) * 100, at(n / 4), 54.0 + n * 0.01,
                         east - 360 if east > 180 else east))  # fmt: skip
    frame = pd.DataFrame(rows, columns=["track", "t", "lat", "lon"])
    frame["t_us"] = frame["t"].astype("datetime64[us, UTC]").astype("int64")
    return frame


def events(kind: str, rule: Any, rows: list[dict[str, Any]], engine: str = "duckdb") -> Events:
    """Events of rows in the columns of their kind."""
    frame = typed(pd.DataFrame(rows), kind)
    return Events(kind, frame, rule, ("inputs",), engine, ("What it does not show.",))


def gap(**other: Any) -> dict[str, Any]:
    """The gap of A from 4 to 8."""
    return {
        "event": "a" * 16, "kind": "gap", "mmsi": A, "track": int(A) * 100, "off_t": at(4),
        "on_t": at(8), "hours": 4.0, "off_lat": 54.16, "off_lon": 8.32, "on_lat": 54.32,
        "on_lon": 8.64, "distance_nm": 14.8, "implied_kn": 3.7, "open": "", "fixes_before": 17,
        "text": "not received from 04:00 to 08:00", **other,
    }  # fmt: skip


def call(**other: Any) -> dict[str, Any]:
    """A port call of B."""
    return {
        "event": "b" * 16, "kind": "port_call", "mmsi": B, "track": int(B) * 100,
        "arrived_t": at(2), "left_t": at(3.5), "hours": 1.5, "lat": 54.1, "lon": 8.2,
        "port": "XXTST", "port_name": "TEST PORT (SYNTHETIC)", "port_km": 1.25, "fixes": 7,
        "open": "", "text": "stopped from 02:00 to 03:30", **other,
    }  # fmt: skip


def meeting(**other: Any) -> dict[str, Any]:
    """An encounter of both."""
    return {
        "event": "c" * 16, "kind": "encounter", "mmsi_a": A, "track_a": int(A) * 100, "mmsi_b": B,
        "track_b": int(B) * 100, "start_t": at(2), "end_t": at(4), "hours": 2.0, "lat": 54.12,
        "lon": 8.24, "closest_m": 40.0, "median_m": 55.0, "median_kn": 0.4, "bins": 12,
        "text": "within 500 m from 02:00 to 04:00", **other,
    }  # fmt: skip


def gaps(*rows: dict[str, Any], **other: Any) -> Events:
    """Events of gaps; by default the one of A."""
    return events("gap", GapRule(), list(rows) or [gap()], **other)


def all_events() -> list[Events]:
    """One of each kind with a place."""
    return [
        gaps(), events("port_call", OtherRule(), [call()]),
        events("encounter", OtherRule(), [meeting()]),
    ]  # fmt: skip
