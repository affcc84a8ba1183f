from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, gaps, port_calls
from osint_helpers.tracks.positions import Source, Steps, of
from tests.tracks.frames import Fixed, frame, walks


def everything(tables: Any, _: object) -> Any:
    """All steps; numbers of fixes as differences to those of the track's first."""
    steps = tables["steps"]
    first = steps.n.min().over(group_by="track")
    return steps.mutate(n=steps.n - first)


def rows_of(engine: DuckDB, source: Source, carry: tuple[str, ...] = ()) -> pd.DataFrame:
    found = engine.run(everything, {"steps": Steps(source, carry)}).to_pandas()
    return found[sorted(found)].sort_values(["track", "t_us"], ignore_index=True)


@settings(max_examples=40)
@given(walks())
def test_the_stream_gives_the_steps_of_the_windows(duck: DuckDB, made: pd.DataFrame) -> None:
    made["receiver"] = ["satellite" if i % 2 else None for i in range(len(made))]
    ordered = of(made)
    assert ordered.sorted
    portable = Source(ordered.columns, ordered.digest, table=ordered.table, sorted=False)
    pd.testing.assert_frame_equal(
        rows_of(duck, ordered, ("receiver",)), rows_of(duck, portable, ("receiver",))
    )


def test_many_row_groups_and_files_are_read_in_order(duck: DuckDB, tmp_path: Path) -> None:
    rows = frame(
        *[(track, minute / 60, 0.001 * minute, 0) for track in range(8) for minute in range(5000)]
    )
    paths = []
    for number, tracks in enumerate(([5, 6, 7], [0, 1, 2, 3, 4])):
        part = rows[((rows["track"] // 100) % 10 - 1).isin(tracks)]
        paths.append(tmp_path / f"{number}.parquet")
        pq.write_table(
            pa.Table.from_pandas(part, preserve_index=False), paths[-1], row_group_size=700
        )
    stored = rows_of(duck, of(Fixed(*paths)))
    assert len(stored) == 40_000
    pd.testing.assert_frame_equal(stored, rows_of(duck, of(rows)))


@pytest.mark.parametrize("search", [gaps, port_calls])
@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([(0, 1, 0, 0), (0, 0, 0, 0)], "out of order"),
        ([(1, 0, 0, 0), (0, 1, 0, 0)], "out of order"),
        ([(0, 1, 0, 0), (0, 1, 5, 0)], "out of order"),
        ([(0, 0, 0, 0), (0, 1, float("nan"), 0)], "missing or not on earth"),
        ([(0, 0, 0, 0), (0, 1, 0, 181)], "missing or not on earth"),
    ],
)
def test_a_store_that_breaks_its_promise_is_refused(
    duck: DuckDB, tmp_path: Path, search: Any, rows: Any, word: str
) -> None:
    path = tmp_path / "part-0.parquet"
    pq.write_table(pa.Table.from_pandas(frame(*rows), preserve_index=False), path)
    with pytest.raises(TracksError, match=word):
        search(Fixed(path), engine=duck)
