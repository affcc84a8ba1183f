"""DuckDB in file order, DuckDB by windows and Spark find the same events."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from osint_helpers import tracks
from osint_helpers.tracks.engines import DuckDB
from osint_helpers.tracks.gaps import GapRule
from tests.tracks.conformance.searches import SEARCHES, Portable, assert_equal

# real data of one day hold no conflict of identity among whole vessels
NONE_IN_A_DAY = ("identity",)


@pytest.fixture(scope="module")
def ordered(day):
    """Events of a kind, found once by DuckDB in the order of the store."""

    @cache
    def found(kind):
        with DuckDB() as engine:
            return SEARCHES[kind](day, engine)

    return found


@pytest.mark.parametrize("kind", SEARCHES)
def test_there_is_something_to_compare(kind, ordered):
    assert len(ordered(kind)) > 0 or kind in NONE_IN_A_DAY


@pytest.mark.parametrize("kind", SEARCHES)
def test_steps_of_file_order_and_of_windows_give_the_same_events(kind, day, ordered):
    with Portable() as engine:
        assert_equal(ordered(kind), SEARCHES[kind](day, engine))


@pytest.mark.parametrize("kind", SEARCHES)
def test_duckdb_and_spark_find_the_same_events(kind, day, ordered, spark):
    assert_equal(ordered(kind), SEARCHES[kind](day, spark))


@pytest.mark.scale
@pytest.mark.parametrize("kind", SEARCHES)
def test_duckdb_and_spark_find_the_same_events_at_a_million_rows(kind, million, spark):
    with DuckDB() as engine:
        one = SEARCHES[kind](million, engine)
    assert_equal(one, SEARCHES[kind](million, spark))


def unknown_receivers() -> pd.DataFrame:
    """SYNTHETIC positions of a gap whose text columns are partly not known."""
    minutes = [0, 10, 20, 600, 610]
    receivers = [None, "terrestrial", None, None, "satellite"]
    return pd.DataFrame(
        {
            "track": 100_000_001_00,
            "t_us": [minute * 60_000_000 for minute in minutes],
            "lat": [10.0 + minute / 1000 for minute in minutes],
            "lon": 20.0,
            "receiver": pd.Series(receivers, dtype="object"),
            "nav_status": pd.Series([None] * 5, dtype="object"),
        }
    )


def test_unknown_text_stays_unknown_on_spark(spark):
    rule = GapRule(longer_than_h=2.0)
    with DuckDB() as engine:
        one = tracks.gaps(unknown_receivers(), rule, engine=engine)
    two = tracks.gaps(unknown_receivers(), rule, engine=spark)
    gap = two.frame.iloc[0]
    assert (gap["off_receiver"], gap["on_receiver"]) == ("", "")
    assert (gap["fixes_before"], gap["terrestrial_before"], gap["satellite_before"]) == (3, 1, 0)
    assert_equal(one, two)


def test_a_table_in_memory_reaches_spark_with_its_nulls(spark):
    from osint_helpers.tracks.positions import of

    def unknown(tables, _):
        rows = tables["positions"]
        return rows.agg(
            receivers=rows.receiver.isnull().sum(), statuses=rows.nav_status.isnull().sum()
        )

    found = spark.run(unknown, {"positions": of(unknown_receivers())}).to_pylist()
    assert found == [{"receivers": 3, "statuses": 5}]
