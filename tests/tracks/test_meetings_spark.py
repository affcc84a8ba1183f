"""Encounters, loitering and places at once are the same rows on DuckDB and on Spark."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pandas as pd
import pytest

from osint_helpers.tracks.encounters import EncounterRule, encounters
from osint_helpers.tracks.engines import DuckDB, Spark
from osint_helpers.tracks.identity import identity_conflicts
from osint_helpers.tracks.loitering import LoiteringRule, loitering
from tests.tracks.worlds import PLACES, PORTS, fleet, frame


@pytest.fixture(scope="module")
def spark():
    missing = [name for name in ("pyspark",) if find_spec(name) is None]
    missing += [] if os.environ.get("JAVA_HOME") or shutil.which("java") else ["Java"]
    if missing and os.environ.get("OSINT_REQUIRE_SPARK") == "1":
        pytest.fail(f"{missing[0]} is not on this machine, and OSINT_REQUIRE_SPARK=1")
    if missing:
        pytest.skip(f"{missing[0]} is not on this machine (pip install osint-helpers[spark])")
    with Spark() as made:
        yield made


@pytest.fixture(scope="module")
def positions():
    """Fleets all round the world, a week apart, some hulls under one MMSI, some without speed."""
    rows = [
        (track + (track // 100 % 2), t + at * 86_400_000_000, lat, lon, t % 5 or None)
        for at, place in enumerate(PLACES[:9:3])
        for track, t, lat, lon in fleet(at, place)
    ]
    rows += [
        (track // 100 * 100 + 7, t + 1, -lat, lon, None) for track, t, lat, lon, _ in rows[:99]
    ]
    return frame(rows).drop_duplicates(["track", "t_us"])


@pytest.mark.parametrize(
    ("search", "more"),
    [
        (encounters, {"rule": EncounterRule(hours=0.5, slower_kn=5), "ports": PORTS}),
        (loitering, {"rule": LoiteringRule(0.3, 2, away_from_port_km=0), "ports": PORTS}),
        (identity_conflicts, {}),
    ],
)
def test_the_events_are_equal_on_both_engines(search, more, spark, positions):
    with DuckDB() as embedded:
        one = search(positions, engine=embedded, **more).frame
    two = search(positions, engine=spark, **more).frame
    assert len(one) > 5
    pd.testing.assert_frame_equal(one, two)
    assert search(positions.iloc[:0], engine=spark, **more).frame.empty
