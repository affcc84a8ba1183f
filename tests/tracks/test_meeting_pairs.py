"""Pairs looked for at few moments make the encounters of all pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.tracks import DuckDB, EncounterRule, meeting_pairs
from osint_helpers.tracks import meeting_kernels as kernels
from osint_helpers.tracks.meeting_pairs import pairs
from osint_helpers.tracks.moment_pass import whole
from osint_helpers.tracks.positions import Steps, of, of_arrow
from tests.tracks.frames import TRACK
from tests.tracks.worlds import PLACES, fleet, frame

RULE = EncounterRule(hours=0.5)  # four moments, and every fourth is an anchor
KEY = ["track_a", "track_b", "moment"]


def laid(*spans: tuple[int, int, int], metres: float = 400.0) -> pa.Table:
    """Rows of `slow`: tracks (number, first, last moment) on a line, so many metres apart."""
    rows = [
        (TRACK + number, moment, 0.5, *_place(number * metres))
        for number, first, last in spans
        for moment in range(first, last + 1)
    ]
    found = pd.DataFrame(rows, columns=["track", "moment", "kn", *"xyz"])
    return pa.Table.from_pandas(found, preserve_index=False)


def _place(metres: float) -> tuple[float, float, float]:
    angle = metres / 6_371_008.8
    return float(np.cos(angle)), float(np.sin(angle)), 0.0


def ordered(table: pa.Table, key: list[str]) -> pd.DataFrame:
    return table.to_pandas().sort_values(key, ignore_index=True)


def met(duck: DuckDB, found: pa.Table, rule: EncounterRule) -> pd.DataFrame:
    made = duck.run(kernels.meetings, {"pairs": of_arrow(found)}, rule)
    return ordered(made, ["track_a", "track_b", "first"])


def agree(
    duck: DuckDB, moments: pa.Table, rule: EncounterRule, parts: list[pa.Table] | None = None
) -> int:
    every = duck.run(kernels.close, {"moments": of_arrow(moments)}, rule)
    found = pa.concat_tables(parts or [pairs(moments, rule)])
    wanted = ordered(every, KEY)
    both = ordered(found, KEY).merge(wanted, on=list(wanted.columns))
    assert len(both) == found.num_rows == len(both.drop_duplicates())  # rows of close, each once
    one, two = (met(duck, rows, rule) for rows in (found, every))
    pd.testing.assert_frame_equal(one, two)
    return len(one)


@pytest.mark.parametrize("chunk", [1, 100_000])
@pytest.mark.parametrize("start", range(8))
@pytest.mark.parametrize(("length", "count"), [(3, 0), (4, 1), (5, 1), (9, 1)])
def test_a_run_is_whole_wherever_it_begins(
    duck: DuckDB, monkeypatch: pytest.MonkeyPatch, chunk: int, start: int, length: int, count: int
) -> None:
    monkeypatch.setattr(meeting_pairs, "CHUNK", chunk)
    moments = laid((0, 0, 30), (1, start, start + length - 1))
    assert agree(duck, moments, RULE) == count
    found = pairs(moments, RULE)
    assert found.num_rows == (length if count else found.num_rows)


@pytest.mark.parametrize("border", range(4, 18))
def test_a_run_across_the_border_of_two_slices_is_whole(duck: DuckDB, border: int) -> None:
    moments = laid((0, 0, 30), (1, 7, 14), (2, 9, 12))
    number = moments["moment"]
    parts = [
        pairs(moments.filter(pc.less(number, border)), RULE, (0, border - 1)),
        pairs(moments.filter(pc.greater_equal(number, border)), RULE, (border, 30)),
    ]
    assert agree(duck, moments, RULE, parts) == 2


def test_three_in_a_row_are_two_pairs(duck: DuckDB) -> None:
    assert agree(duck, laid((0, 0, 9), (1, 0, 9), (2, 0, 9)), RULE) == 2
    assert agree(duck, laid((0, 0, 9), (1, 0, 9), (2, 0, 9)), replace(RULE, within_m=800.1)) == 3


@pytest.mark.parametrize(("metres", "count"), [(499.9999, 1), (500.0001, 0)])
def test_the_distance_is_that_of_the_rule(duck: DuckDB, metres: float, count: int) -> None:
    assert agree(duck, laid((0, 0, 9), (1, 0, 9), metres=metres), RULE) == count


def test_ships_that_pass_between_two_anchors_only_do_not_hide_a_run(duck: DuckDB) -> None:
    moments = laid((0, 0, 30), (1, 1, 3), (1, 5, 8), (2, 13, 15))
    assert agree(duck, moments, RULE) == 1


def test_a_track_that_begins_where_another_ends_is_not_taken_for_it(duck: DuckDB) -> None:
    assert agree(duck, laid((0, 0, 30), (1, 0, 9), (2, 10, 30), metres=200.0), RULE) == 2


def test_the_order_of_rows_changes_nothing(duck: DuckDB) -> None:
    moments = laid((0, 0, 20), (1, 3, 9), (2, 5, 18))
    order = np.random.default_rng(1).permutation(moments.num_rows)
    wanted, found = (ordered(pairs(one, RULE), KEY) for one in (moments, moments.take(order)))
    pd.testing.assert_frame_equal(found, wanted)
    assert len(found) > 0


@pytest.mark.parametrize("moments", [laid((0, 0, 9)), laid((0, 0, 9)).slice(0, 0)])
def test_nobody_else_is_no_pair(duck: DuckDB, moments: pa.Table) -> None:
    found = pairs(moments, RULE)
    every = duck.run(kernels.close, {"moments": of_arrow(moments)}, RULE)
    assert found.num_rows == 0
    assert found.schema.names == every.schema.names


@settings(max_examples=60)
@given(
    st.integers(0, 10**6), st.sampled_from(PLACES), st.sampled_from([20.0, 500.0, 3000.0]),
    st.sampled_from([0.01, 0.5, 1.0, 2.0, 1e5]),
)  # fmt: skip
def test_any_fleet_makes_the_encounters_of_all_pairs(
    duck: DuckDB, seed: int, place: tuple[float, float], within: float, hours: float
) -> None:
    rule = EncounterRule(within_m=within, hours=hours, merge_h=1.0, slower_kn=5)
    rows = of(frame(fleet(seed, place, 8, 25, spread=3 * within)))
    agree(duck, duck.run(kernels.slow, {"steps": Steps(rows)}, rule), rule)


def test_halves_are_rounded_away_from_zero_as_in_sql(duck: DuckDB) -> None:
    values = [0.5, 1.5, 2.5, -0.5, -2.5, 0.49999999999999994, -1.2, 1e9 + 0.5, 0.0]
    found = whole(np.array(values))
    asked = duck.execute(f"select unnest({values}::double[]) as v", {})
    assert asked["v"].to_pylist() == values
    wanted = duck.execute(f"select round(unnest({values}::double[]), 0)::bigint as v", {})
    assert found.tolist() == wanted["v"].to_pylist()
