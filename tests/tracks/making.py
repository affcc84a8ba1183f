"""SYNTHETIC positions for the tests of the store: ships that do not exist, MMSIs of no country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from osint_helpers.tracks.importing import import_positions
from osint_helpers.tracks.store import Store

BEGIN = dt.datetime(2020, 2, 28, 12, 0, tzinfo=dt.UTC)
# MID 199 is assigned to nobody
MMSI = 199_000_001


def line(
    count: int,
    *,
    mmsi: int = MMSI,
    lat: float = 10.0,
    lon: float = 50.0,
    north: float = 0.01,
    minutes: float = 10.0,
    begin: dt.datetime = BEGIN,
) -> pd.DataFrame:
    """Return fixes of a ship that keeps its course: `north` degrees a step."""
    return pd.DataFrame(
        {
            "mmsi": mmsi,
            "t": pd.to_datetime([begin + dt.timedelta(minutes=minutes * n) for n in range(count)]),
            "lat": [lat + north * n for n in range(count)],
            "lon": [lon] * count,
        }
    )


def row(mmsi: Any = MMSI, t: Any = "2020-02-29T00:00:00Z", lat: Any = 1.0, lon: Any = 2.0,
        **more: Any) -> dict[str, Any]:  # fmt: skip
    return {"mmsi": mmsi, "t": t, "lat": lat, "lon": lon, **more}


def rows(*given: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(given))


def made(folder: Path, *sources: Any, **how: Any) -> Store:
    return import_positions(list(sources), folder / "store", **how)


def counts(store: Store) -> dict[str, int]:
    """Return rows by reason, without those kept."""
    found = store.quality().set_index("reason")["rows"].to_dict()
    found.pop("kept")
    return {str(name): int(count) for name, count in found.items()}


def csv(folder: Path, text: str | bytes, name: str = "fixes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def order(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))
