"""The pass behind loitering gives the runs of slow hours of the expression."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, LoiteringRule, loitering
from osint_helpers.tracks.loitering import kernel
from tests.tracks.conformance.searches import Portable, assert_equal
from tests.tracks.frames import MINUTE, START, TRACK
from tests.tracks.passes import PIECES, by_pass, by_windows, sorted_tracks
from tests.tracks.worlds import PLACES, PORTS, fleet, frame

RULE = LoiteringRule(hours=2, away_from_port_km=0)
RULES = [
    RULE,
    LoiteringRule(slower_kn=9, hours=1, least_moments=1, across_h=4),
    LoiteringRule(slower_kn=5, hours=3, least_moments=2, every_min=20, across_h=10, sog_under_s=0),
]


def agree(duck: DuckDB, table: pa.Table, rule: LoiteringRule, piece: int = 100) -> pd.DataFrame:
    found = by_pass(kernel, table, rule, piece)
    wanted = by_windows(duck, kernel, table, rule)
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)
    assert all(kind == np.int64 for kind in found.dtypes)
    return found


@settings(max_examples=150)
@given(sorted_tracks(sog=True, no_number=False), st.sampled_from(RULES), PIECES)
def test_the_pass_gives_the_runs_of_the_expression(
    duck: DuckDB, table: pa.Table, rule: LoiteringRule, piece: int
) -> None:
    agree(duck, table, rule, piece)


def still(*minutes: float, track: int = 0) -> list[tuple[int, int, float, float]]:
    return [(TRACK + track * 100, START + round(m * MINUTE), 10.0, 20.0) for m in minutes]


def table(rows: list[tuple[Any, ...]]) -> pa.Table:
    return pa.Table.from_pandas(frame(rows), preserve_index=False)


HALVES = range(0, 600, 30)


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        (still(*range(-30, 121, 30)), [(2, 0, 11)]),
        (still(*range(-30, 61, 30), 90), [(2, 0, 9)]),  # four moments are enough
        (still(*range(-30, 61, 30), 89), []),
        ([*still(-30, 30, 50), *still(55, 110, track=1)], []),  # no run over two tracks
        ([*still(-30, 30, 80, 110), *still(-30, 30, 80, 110, track=1)], [(2, 0, 11)] * 2),
        (still(*HALVES, *range(800, 1000, 30)), [(10, 1, 57), (2, 84, 95)]),
        (still(0), []),
    ],
)
def test_limits_of_a_run(
    duck: DuckDB, rows: list[tuple[Any, ...]], runs: list[tuple[int, int, int]]
) -> None:
    rows = sorted(set(rows))
    found = agree(duck, table(rows), RULE)
    base = START // (10 * MINUTE)
    told = [(n, a - base, b - base) for n, a, b in
            zip(found["slow_hours"], found["first"], found["final"], strict=True)]  # fmt: skip
    assert told == runs


def test_positions_of_hours_without_any_are_none(duck: DuckDB) -> None:
    found = agree(duck, table(still(-10, 170, 250)), LoiteringRule(hours=2, across_h=4))
    assert found["slow_hours"].tolist() == [4]
    assert found["fixes"].tolist() == [1]


@pytest.mark.parametrize(("sog", "count"), [(2.0, 0), (1.999, 1)])
def test_the_mean_speed_is_less_than_that_of_the_rule(duck: DuckDB, sog: float, count: int) -> None:
    # two positions 40 s apart around each moment, nothing between two moments
    rows = table(still(*(at + m for m in range(0, 180, 10) for at in (-1 / 3, 1 / 3))))
    sent = pa.array([sog] * rows.num_rows, pa.float64())
    assert len(agree(duck, rows.append_column("sog_kn", sent), RULE)) == count


def test_a_speed_sent_that_is_no_number_is_refused(duck: DuckDB) -> None:
    rows = table(still(-0.5, 0.25)).append_column("sog_kn", pa.array([0.0, float("nan")]))
    with pytest.raises(TracksError, match="no number") as error:
        by_pass(kernel, rows, RULE, 100)
    assert error.value.column == "sog_kn"


def test_no_position_gives_no_run_and_all_columns(duck: DuckDB) -> None:
    assert agree(duck, table(still(0)).slice(0, 0), RULE).empty


@pytest.mark.parametrize("place", PLACES)
def test_loitering_of_a_fleet_is_that_of_the_expression(place: tuple[float, float]) -> None:
    rule = LoiteringRule(0.3, 2, away_from_port_km=0)
    rows = frame(fleet(7, place))
    with DuckDB(threads=1) as one, Portable(threads=1) as two:
        found = loitering(rows, rule, ports=PORTS, engine=one)
        assert len(found) > 0
        assert_equal(found, loitering(rows, rule, ports=PORTS, engine=two))
