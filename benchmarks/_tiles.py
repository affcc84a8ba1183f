"""Positions of real densities at any size: a real day of AIS, tiled into the layout of a store.

The day is that of the package tracktable-data (extra ``sample-data``): all coasts of the United
States, 30 June 2020. Each tile gets MMSIs no ship has (they begin with 1, or 2 past 1e8 rows), is
nine days later than the one before and about 1 m beside it. So densities are real; volume is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from osint_helpers.tracks.store import Store

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
    from osint_helpers.errors import OsintError
    from osint_helpers.tracks import samples

    try:
        frame = samples.us_coastal()
    except OsintError as error:
        print(f"skipped: {error}")
        sys.exit(0)
    frame["t_us"] = frame["t"].dt.as_unit("us").astype("int64")
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


def store(folder: Path, rows: int, buckets: int | None = None) -> Store:
    """Lay exactly `rows` positions into a store and open it.

    No quality step runs: what is measured on it is the search, and spikes belong to real
    densities. The number of buckets is what an import of so many rows would choose.
    """
    import pandas as pd
    import pyarrow.parquet as pq

    from osint_helpers.tracks import open_store
    from osint_helpers.tracks import store as storing
    from osint_helpers.tracks.identities import identities_of
    from osint_helpers.tracks.importing import A_BUCKET

    count = buckets or max(1, -(-rows // A_BUCKET))
    places = [folder / "positions" / f"bucket={n:04d}" for n in range(count)]
    for place in places:
        place.mkdir(parents=True)
    writers: list[pq.ParquetWriter] = []
    first, last, vessels = 1 << 62, 0, 0
    for table in tables(rows):
        writers = writers or [
            pq.ParquetWriter(place / "part-0.parquet", table.schema, compression="lz4")
            for place in places
        ]
        times = table["t_us"].to_numpy()
        first, last = min(first, int(times.min())), max(last, int(times.max()))
        vessels += len(table["mmsi"].unique())  # each tile has other vessels
        bucket = storing.bucket_of(table["mmsi"].to_numpy().astype("uint64"), count)
        for n, writer in enumerate(writers):
            part = table.filter(bucket == n) if count > 1 else table
            if part.num_rows:
                writer.write_table(part, row_group_size=ROWS_IN_GROUP)
    for writer in writers:
        writer.close()
    # the day says nothing of its vessels beside number, time and place
    (folder / "identities").mkdir()
    nothing = pd.DataFrame({"track": [], "t_us": []}, dtype="int64")
    identities_of(nothing).to_parquet(folder / "identities" / "part-0.parquet")
    manifest = {
        "schema": storing.SCHEMA, "buckets": count, "rows": rows, "rows_in": rows, "inputs": [],
        "vessels": vessels, "tracks": vessels, "made_from": "tiles of a real day",
        "counts": {"kept": rows}, "first_us": first, "last_us": last,
        "files": storing.files(folder),
    }  # fmt: skip
    (folder / storing.MANIFEST).write_text(json.dumps(manifest), "utf8")
    return open_store(folder)


if __name__ == "__main__":
    store(Path(sys.argv[1]), int(sys.argv[2]))
