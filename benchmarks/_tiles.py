"""Positions of real densities at any size: a real day of AIS, tiled into the layout of a store.

The day is that of the package tracktable-data (extra ``sample-data``): all coasts of the United
States, 30 June 2020. Each tile gets MMSIs no ship has (they begin with 1, or 2 past 1e8 rows), is
nine days later than the one before and about 1 m beside it. So densities are real; volume is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SAMPLE = ("python_example_data", "US_coastal_2020_06_30.traj")
FIRST_MMSI = 100_000_000
SHIFT_US = 9 * 86_400 * 1_000_000
NOISE_M = 1.0
DEGREE_M = 111_195.0
ROWS_IN_GROUP = 122_880  # what DuckDB writes
TEXT = ("nav_status", "transceiver", "receiver", "source", "member")
NUMBERS = ("sog_kn", "cog_deg", "heading_deg")


def day() -> pd.DataFrame:
    """Return the day, sorted: ``ship`` (from 0, by MMSI), ``t_us, lat, lon``; a time once a ship.

    The program ends with status 0 and the reason where the package is not installed.
    """
    from importlib.resources import files

    import pandas as pd

    try:
        text = files("tracktable_data").joinpath(*SAMPLE).read_text("utf8")
    except ModuleNotFoundError:
        print("skipped: no tracktable-data (pip install osint-helpers[sample-data])")
        sys.exit(0)
    rows: list[list[str]] = []
    for line in text.splitlines():
        # *T*, id, domain, points, properties, *P*, domain, coordinates, ..: 11 cells, 4 a point
        cells = line.split(",")
        points = [cells[at : at + 4] for at in range(11, len(cells), 4)]
        if len(points) != int(cells[3]):
            raise ValueError(f"a trajectory of {cells[3]} points holds {len(points)}")
        rows += points
    frame = pd.DataFrame(rows, columns=["mmsi", "t", "lon", "lat"])
    frame = frame.astype({"mmsi": "int64", "lon": "float64", "lat": "float64"})
    frame["t_us"] = pd.to_datetime(frame["t"]).astype("datetime64[us]").astype("int64")
    frame = frame.sort_values(["mmsi", "t_us", "lat", "lon"]).drop_duplicates(["mmsi", "t_us"])
    ship = frame["mmsi"].factorize()[0]
    return frame.assign(ship=ship)[["ship", "t_us", "lat", "lon"]].reset_index(drop=True)


def _table(base: pd.DataFrame, tile: int, rows: int) -> pa.Table:
    """Return the first rows of one tile with every column of a store."""
    import pyarrow as pa

    part = base.head(rows)
    ships = int(base["ship"].iloc[-1]) + 1
    noise = np.random.default_rng(tile).normal(0.0, NOISE_M / DEGREE_M, (2, len(base)))
    mmsi = FIRST_MMSI + tile * ships + part["ship"].to_numpy()
    t_us = part["t_us"].to_numpy() + tile * SHIFT_US
    lat = part["lat"].to_numpy() + noise[0, : len(part)]
    lon = part["lon"].to_numpy() + noise[1, : len(part)]
    stamp = pa.timestamp("us", "UTC")
    columns = {
        "track": pa.array(mmsi * 100),
        "mmsi": pa.array(mmsi),
        "t_us": pa.array(t_us),
        "t": pa.array(t_us).cast(stamp),
        "lat": pa.array(lat),
        "lon": pa.array(lon),
        **{name: pa.nulls(len(part), pa.float64()) for name in NUMBERS},
        **{name: pa.nulls(len(part), pa.string()) for name in TEXT},
        "line": pa.array(np.arange(2, len(part) + 2)),
    }
    return pa.table(columns)


def tables(rows: int) -> Iterator[pa.Table]:
    """Yield tiles, sorted by (track, t_us) one after the other, until there are exactly `rows`."""
    base = day()
    done = tile = 0
    while done < rows:
        table = _table(base, tile, rows - done)
        yield table
        done += table.num_rows
        tile += 1


def parquet(path: Path, rows: int) -> Path:
    """Write one sorted Parquet file of exactly `rows` rows; return its path."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    held: list[pa.Table] = []
    for table in tables(rows):
        held.append(table)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(pa.concat_tables(held), row_group_size=ROWS_IN_GROUP)
        held.clear()
    if writer is None:
        raise ValueError("no rows were asked for")
    writer.close()
    return path
