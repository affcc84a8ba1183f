"""The pass behind encounters gives the slow tracks of the expression."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.tracks import DuckDB, EncounterRule, encounters
from osint_helpers.tracks import meeting_kernels as kernels
from tests.tracks.conformance.searches import Portable, assert_equal
from tests.tracks.frames import HOUR, MINUTE, START, TRACK
from tests.tracks.passes import PIECES, by_pass, by_windows, sorted_tracks
from tests.tracks.worlds import PLACES, PORTS, fleet, frame

RULE = EncounterRule()
RULES = [RULE, EncounterRule(every_min=7, slower_kn=12, across_h=4), EncounterRule(sog_under_s=601)]


def agree(duck: DuckDB, table: pa.Table, rule: Any, piece: int = 100) -> pd.DataFrame:
    found = by_pass(kernels.slow, table, rule, piece)
    wanted = by_windows(duck, kernels.slow, table, rule)
    # a unit vector's last digits are some nanometres
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False, rtol=1e-12, atol=1e-15)
    return found


@settings(max_examples=150)
@given(sorted_tracks(sog=True), st.sampled_from(RULES), PIECES)
def test_the_pass_gives_the_slow_tracks_of_the_expression(
    duck: DuckDB, table: pa.Table, rule: EncounterRule, piece: int
) -> None:
    agree(duck, table, rule, piece)


@settings(max_examples=30)
@given(sorted_tracks(), st.sampled_from(RULES), st.sampled_from([HOUR, 25 * MINUTE]))
def test_slices_of_time_are_those_of_the_expression(
    duck: DuckDB, table: pa.Table, rule: EncounterRule, length: int
) -> None:
    agree(duck, table, kernels.Sliced(rule, length))


def pair(took: int, lat: float = 0.0, sog: Any = None, start: int = START) -> pa.Table:
    return pa.table({
        "track": pa.array([TRACK, TRACK]), "t_us": pa.array([start, start + took]),
        "lat": [0.0, lat], "lon": [0.0, 0.0], "sog_kn": pa.array([None, sog], pa.float64()),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("took", "rule", "count"),
    [
        (10 * MINUTE, RULE, 1),  # the moment at the end is the step's, that at its start is not
        (10 * MINUTE - 1, RULE, 0),
        (HOUR, RULE, 6),
        (HOUR + 1, RULE, 0),  # too far apart
        (HOUR + 1, replace(RULE, across_h=2.0), 6),
    ],
)
def test_moments_of_a_step(duck: DuckDB, took: int, rule: EncounterRule, count: int) -> None:
    assert START % (10 * MINUTE) == 0
    assert len(agree(duck, pair(took), rule)) == count


@pytest.mark.parametrize(
    ("sog", "took", "count"),
    [
        (1.9, MINUTE - 1, 1),
        (2.0, MINUTE - 1, 0),
        (1.9, MINUTE, 0),  # the speed sent counts below a minute only
        (float("nan"), MINUTE - 1, 0),  # sent, and no number
        (None, MINUTE - 1, 0),  # not sent: the positions say 60 knots
    ],
)
def test_the_speed_sent_counts_between_close_positions(
    duck: DuckDB, sog: float | None, took: int, count: int
) -> None:
    table = pair(took, 1 / 60, sog, START - MINUTE // 2)
    assert len(agree(duck, table, RULE)) == count


def test_the_speed_of_the_rule_itself_is_not_slower(duck: DuckDB) -> None:
    table = pair(10 * MINUTE, 0.001)
    (kn,) = agree(duck, table, RULE)["kn"]
    assert agree(duck, table, replace(RULE, slower_kn=kn)).empty
    assert len(agree(duck, table, replace(RULE, slower_kn=math.nextafter(kn, 9)))) == 1


@pytest.mark.parametrize("sog", [None, float("nan")])
def test_a_speed_never_sent_is_not_one_that_is_no_number(duck: DuckDB, sog: float | None) -> None:
    assert len(agree(duck, pair(MINUTE - 1, 0.0, sog, START - 1), RULE)) == (sog is None)


def test_no_position_and_one_position_give_no_moment(duck: DuckDB) -> None:
    for table in (pair(HOUR).slice(0, 0), pair(HOUR).slice(0, 1)):
        found = agree(duck, table, RULE)
        assert sorted(found) == ["kn", "moment", "track", "x", "y", "z"]
        assert found.empty


@pytest.mark.parametrize("place", PLACES)
def test_encounters_of_a_fleet_are_those_of_the_expression(place: tuple[float, float]) -> None:
    rule = EncounterRule(hours=0.5, slower_kn=5)
    rows = frame(fleet(4, place))
    with DuckDB(threads=1) as one, Portable(threads=1) as two:
        found = encounters(rows, rule, ports=PORTS, engine=one)
        assert len(found) > 0
        assert_equal(found, encounters(rows, rule, ports=PORTS, engine=two))
