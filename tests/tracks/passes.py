"""A pass beside the expression that defines it, over the same made-up tracks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pandas as pd
import pyarrow as pa
from hypothesis import strategies as st

from osint_helpers.tracks import DuckDB
from osint_helpers.tracks.engines import pieces, streams
from osint_helpers.tracks.positions import Source, Steps, of_arrow
from tests.tracks.frames import HOUR, MINUTE, START, TRACK
from tests.tracks.worlds import apart

SECOND = 1_000_000
# beside the middle of a sea: the date line, both poles, a place near one, the equator
PLACES = [
    (56.0, 10.0), (0.0, 179.9999), (-17.0, -180.0), (90.0, 0.0), (-90.0, 33.0), (89.9995, -75.0),
    (0.0, 0.0),
]  # fmt: skip
SPANS = [
    MINUTE // 2, MINUTE, 10 * MINUTE, 13 * MINUTE, HOUR, HOUR + SECOND, 4 * HOUR - 1, 4 * HOUR,
    999_999, SECOND, 9 * HOUR,
]  # fmt: skip
SPEEDS = [None, float("nan"), 0.0, 1.9, 2.0, 2.1]


@st.composite
def sorted_tracks(draw: st.DrawFn, *, sog: bool = False, no_number: bool = True) -> pa.Table:
    """SYNTHETIC tracks near one place, many with the same times; some of one position."""
    place = draw(st.sampled_from(PLACES))
    speeds = st.sampled_from([one for one in SPEEDS if no_number or str(one) != "nan"])
    columns: dict[str, list[Any]] = {n: [] for n in ("track", "t_us", "lat", "lon", "sog_kn")}
    for track in range(draw(st.integers(1, 5))):
        t = START + draw(st.sampled_from([0, 0, 1, 7 * MINUTE]))
        lat, lon = apart(*place, *draw(st.tuples(*[st.sampled_from([-300, 0, 40])] * 2)))
        for _ in range(draw(st.integers(1, 30))):
            row = (TRACK + track * 100, t, lat, lon, draw(speeds))
            for values, value in zip(columns.values(), row, strict=True):
                values.append(value)
            far = draw(st.sampled_from([(0, 0), (0, 0), (60, 0), (-30, 200), (617, 0), (9000, 0)]))
            lat, lon = apart(lat, lon, *far)
            t += draw(st.sampled_from(SPANS))
    types = [pa.int64(), pa.int64(), *[pa.float64()] * 3]
    found = pa.table(
        {n: pa.array(v, kind) for (n, v), kind in zip(columns.items(), types, strict=True)}
    )
    return found if sog else found.drop_columns("sog_kn")


PIECES = st.sampled_from([1, 2, 5, 1000])


def among_others(table: pa.Table) -> pa.Table:
    """Return the tracks between two more of one position, which by itself is nothing.

    The first and the last track of a piece are searched alone; so these are searched together.
    """
    ends = []
    for track in (TRACK - 100, TRACK + 10_000):
        row = pa.table({name: pa.nulls(1, table[name].type) for name in table.column_names})
        for name, value in (("track", track), ("t_us", START), ("lat", 0.0), ("lon", 0.0)):
            at = row.column_names.index(name)
            row = row.set_column(at, name, pa.array([value], row[name].type))
        ends.append(row)
    schema = table.schema
    return pa.concat_tables([ends[0].cast(schema), table, ends[1].cast(schema)])


def source(table: pa.Table) -> Source:
    return replace(of_arrow(table, "0" * 64), sorted=True)


def by_pass(build: Any, table: pa.Table, rule: object, piece: int, **steps: Any) -> pd.DataFrame:
    """Rows of the pass, read in pieces of so many rows."""
    rows = source(among_others(table))
    tables = {"steps": Steps(rows, **steps), "positions": rows}
    assert streams.found(build, tables)
    with patch.object(pieces, "PIECE", piece):
        return _ordered(streams.run(build, tables, rule, 2))


def by_windows(
    engine: DuckDB, build: Any, table: pa.Table, rule: object, **steps: Any
) -> pd.DataFrame:
    """Rows of the expression, its steps taken from windows."""
    rows = replace(source(table), sorted=False)
    tables = {"steps": Steps(rows, **steps), "positions": rows}
    assert not streams.found(build, tables)
    return _ordered(engine.run(build, tables, rule))


def _ordered(found: pa.Table) -> pd.DataFrame:
    frame = found.to_pandas()
    key = [name for name in ("track", "moment", "run", "arrived_us") if name in frame]
    return frame[sorted(frame)].sort_values(key, ignore_index=True)
