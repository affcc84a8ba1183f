"""Made-up positions: tracks no ship left behind (MMSI with the reserved digits 999)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from tests.conftest import shared_folder

MINUTE = 60_000_000
HOUR = 60 * MINUTE
START = 1_582_934_400_000_000  # 2020-02-29 00:00 UTC
TRACK = 99_900_000_100


def frame(*rows: tuple[int, float, float, float], start: int = START) -> pd.DataFrame:
    """Rows of (track number from 0, hours after the start, lat, lon)."""
    return pd.DataFrame(
        {
            "track": [TRACK + 100 * row[0] for row in rows],
            "t_us": [start + round(row[1] * HOUR) for row in rows],
            "lat": [float(row[2]) for row in rows],
            "lon": [float(row[3]) for row in rows],
        }
    ).astype({"track": "int64", "t_us": "int64"})


@st.composite
def walks(draw: st.DrawFn) -> pd.DataFrame:
    """Tracks of stops, slow drifts, passages and silences, some over the date line."""
    rows: list[tuple[int, int, float, float]] = []
    for track in range(draw(st.integers(1, 3))):
        t, lat = 0, draw(st.sampled_from([0.0, 40.5, -72.3]))
        lon = draw(st.sampled_from([0.0, 179.999, -179.999, 12.3]))
        for _ in range(draw(st.integers(1, 25))):
            rows.append((track, t, lat, lon))
            t += draw(
                st.sampled_from([300_000, 7 * MINUTE, 40 * MINUTE, 3 * HOUR, 4 * HOUR, 9 * HOUR])
            )
            lat += draw(st.sampled_from([0.0, 0.0, 0.0003, -0.0017, 0.11]))
            lon += draw(st.sampled_from([0.0, 0.0, 0.0003, 0.013]))
            lon = lon - 360 if lon > 180 else lon
    made = pd.DataFrame(rows, columns=["track", "t_us", "lat", "lon"])
    made["track"] = TRACK + made["track"] * 100
    made["t_us"] += START
    order = draw(st.permutations(range(len(made))))
    return made.iloc[list(order)].reset_index(drop=True)


def real_day() -> pd.DataFrame | None:
    """One day of US coastal AIS without its rows of equal MMSI and time, where it is at hand."""
    folder = shared_folder()
    if folder is None:
        return None
    day = pd.read_parquet(folder / "data/ais/us_coastal_2020-06-30.parquet")
    day = day.drop_duplicates(["mmsi", "t"], ignore_index=True)
    times = day["t"].dt.tz_convert("UTC").dt.as_unit("us").astype("int64")
    return day.assign(track=day["mmsi"].astype("int64") * 100, t_us=times)


class Fixed:
    """A store as far as the searches ask for one."""

    id = "0" * 64
    window = None

    def __init__(self, *paths: Path) -> None:
        self.paths = list(paths)
