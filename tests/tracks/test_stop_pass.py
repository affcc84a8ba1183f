"""The pass behind port calls gives the stops of the expression."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.tracks import DuckDB, PortCallRule, port_calls
from osint_helpers.tracks import stop_kernels as kernels
from tests.tracks.conformance.searches import Portable, assert_equal
from tests.tracks.frames import MINUTE, frame, walks
from tests.tracks.passes import PIECES, by_pass, by_windows, sorted_tracks

RULES = [PortCallRule(), PortCallRule(stop_kn=0.0, at_least_h=0.0), PortCallRule(1.0, 2.0, 1.0)]
SPOTS = pd.DataFrame(
    {"port": [f"P{i}" for i in range(4)], "name": "SYNTHETIC", "country": "XX",
     "lat": [0.0, 40.5, -72.3, 0.0], "lon": [179.9, 12.3, -179.9, 0.1]}
)  # fmt: skip


def agree(duck: DuckDB, table: pa.Table, rule: PortCallRule, piece: int) -> int:
    steps = {"state": kernels.states}
    found = by_pass(kernels.stops, table, rule, piece, **steps)
    wanted = by_windows(duck, kernels.stops, table, rule, **steps)
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False, rtol=0, atol=0)
    return len(found)


@settings(max_examples=150)
@given(sorted_tracks(), st.sampled_from(RULES), PIECES)
def test_the_pass_gives_the_stops_of_the_expression(
    duck: DuckDB, table: pa.Table, rule: PortCallRule, piece: int
) -> None:
    agree(duck, table, rule, piece)


@settings(max_examples=30)
@given(walks())
def test_calls_at_ports_are_those_of_the_expression(made: pd.DataFrame) -> None:
    rule = PortCallRule(port_km=400.0)
    with DuckDB(threads=1) as one, Portable(threads=1) as two:
        assert_equal(*(port_calls(made, rule, ports=SPOTS, engine=e) for e in (one, two)))


def arrow(*rows: tuple[int, float, float, float]) -> pa.Table:
    return pa.Table.from_pandas(frame(*rows), preserve_index=False)


# hours and rows; a degree of latitude is 60.04 nautical miles on this sphere
STILL = [(0, 0, 10, 20), (0, 1, 10, 20)]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (STILL, 1),
        ([(0, 0, 10, 20), (0, 1 - 1e-9, 10, 20)], 0),  # a microsecond less than an hour
        ([(0, 0, 10, 20), (0, 4 - 1e-9, 10, 20)], 1),
        ([(0, 0, 10, 20), (0, 4, 10, 20)], 0),  # a break
        ([*STILL, (0, 1 + 1 / 3600, 10.5, 20), (0, 2, 10.5, 20)], 1),  # moved in a second
        ([*STILL, (0, 1 + 0.9 / 3600, 10.5, 20), (0, 2, 10.5, 20)], 1),  # too short a step
        ([*STILL, (1, 0, 10, 20), (1, 1, 10, 20)], 2),
        ([(0, 0, 10, 20), (0, 1, 11, 20), (1, 2, 11, 20), (1, 3, 11, 20)], 1),
        ([(0, 0, 10, 20)], 0),
        ([], 0),
    ],
)
@pytest.mark.parametrize("piece", [1, 2, 100])
def test_limits_of_a_stop(
    duck: DuckDB, rows: list[tuple[Any, ...]], count: int, piece: int
) -> None:
    assert agree(duck, arrow(*rows), PortCallRule(), piece) == count


def test_the_lower_speed_is_still_and_the_upper_one_is_not_moving(duck: DuckDB) -> None:
    # from the equator along a meridian the square of a step is that of its latitude
    rule, seen = PortCallRule(), [0, 0]
    for minutes in range(60, 90):
        for which, speed in enumerate(kernels.speeds(rule)):
            square = float(minutes * MINUTE) ** 2 * (speed * speed)
            north = math.sqrt(square)
            if north * north != square:  # then no step has just this speed
                continue
            seen[which] += 1
            hours = minutes / 60
            step = [(0, 0, 0, 0), (0, hours, north, 0)]
            more = [(0, -2, 0, 0), *step, (0, hours + 2, north, 0)]
            assert agree(duck, arrow(*step), rule, 9) == (which == 0)
            assert agree(duck, arrow(*more), rule, 9) == 1  # one stop, not two
    assert min(seen) > 3
