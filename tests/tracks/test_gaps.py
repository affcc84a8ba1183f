from __future__ import annotations

import ast
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from osint_helpers.errors import TracksError
from osint_helpers.tracks import CoverageRule, DuckDB, GapRule, Spark, columns, coverage, gaps
from osint_helpers.tracks.gaps import LIMITS
from tests.conftest import REPO
from tests.tracks import plain
from tests.tracks.frames import frame, walks

WINDOW = (pd.Timestamp("2020-02-28T00:00Z"), pd.Timestamp("2020-03-03T00:00Z"))


def keys(found: pd.DataFrame) -> list[tuple[Any, ...]]:
    def whole(name: str) -> list[int | None]:
        there = found[name].notna()
        values = found[name]
        if isinstance(values.dtype, pd.DatetimeTZDtype):
            values = values.dt.as_unit("us").astype("int64")
        return [int(v) if k else None for v, k in zip(values, there, strict=True)]

    rows = zip(found["track"].tolist(), whole("off_t"), whole("on_t"), found["open"].tolist(),
               whole("fixes_before"), strict=True)  # fmt: skip
    return sorted(rows, key=str)


@pytest.mark.parametrize("hours", [1.0, 6.0])
def test_the_real_day_gives_the_gaps_of_the_plain_definition(
    day: pd.DataFrame, hours: float
) -> None:
    rule = GapRule(longer_than_h=hours, before_h=2.0)
    wanted = plain.gaps(day, rule)
    assert len(wanted) > 500
    assert keys(gaps(day, rule).frame) == wanted


@settings(max_examples=60)
@given(walks())
def test_made_tracks_give_the_gaps_of_the_plain_definition(
    duck: DuckDB, made: pd.DataFrame
) -> None:
    rule = GapRule(longer_than_h=3.0, before_h=5.0)
    assert keys(gaps(made, rule, engine=duck).frame) == plain.gaps(made, rule)


def test_a_pair_exactly_at_the_threshold_is_a_gap(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 6, 0, 0), (0, 11.99, 0, 0))
    assert gaps(rows, engine=duck).frame["hours"].tolist() == [6.0]


def test_a_gap_over_29_february_has_its_distance_speed_and_sentence(duck: DuckDB) -> None:
    row = gaps(frame((0, 20, 0, 179.5), (0, 30, 0, -179.5)), engine=duck).frame.loc[0]
    assert row["distance_nm"] == pytest.approx(60.04, abs=0.01)  # one degree over the date line
    assert row["implied_kn"] == pytest.approx(6.004, abs=0.001)
    assert row["text"] == (
        "not received from 2020-02-29 20:00 UTC to 2020-03-01 06:00 UTC (10.0 h)"
    )
    assert row["mmsi"] == "999000001"
    assert row["open"] == ""


def test_a_gap_over_the_end_of_a_year_is_one_gap(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 10, 0, 0), start=1_609_437_600_000_000)  # 2020-12-31 18:00
    assert (
        gaps(rows, engine=duck)
        .frame.loc[0, "text"]
        .startswith("not received from 2020-12-31 18:00 UTC to 2021-01-01 04:00 UTC")
    )


def test_gaps_are_open_at_both_ends_of_the_window(duck: DuckDB) -> None:
    found = gaps(frame((0, 0, 1, 2)), window=WINDOW, engine=duck).frame
    assert found["open"].tolist() == ["start", "end"]
    assert found["hours"].tolist() == [24.0, 72.0]
    assert found.loc[0, "text"] == (
        "not received from the start of the window, 2020-02-28 00:00 UTC, to 2020-02-29 00:00 UTC "
        "(24.0 h within the window)"
    )
    assert found.loc[1, "text"] == (
        "not received from 2020-02-29 00:00 UTC to the end of the window, 2020-03-03 00:00 UTC "
        "(72.0 h within the window)"
    )
    assert found["off_t"].isna().tolist() == [True, False]
    assert found["on_lat"].tolist()[0] == 1
    assert found[["distance_nm", "implied_kn"]].isna().all(axis=None)
    assert found["fixes_before"].isna().tolist() == [True, False]


@pytest.mark.parametrize("hours", [24.0, 72.0])
def test_an_open_gap_exactly_at_the_threshold_is_a_gap(duck: DuckDB, hours: float) -> None:
    rows = frame((0, 0, 1, 2))
    found = gaps(rows, GapRule(longer_than_h=hours), window=WINDOW, engine=duck).frame
    assert hours in found["hours"].tolist()
    longer = gaps(rows, GapRule(longer_than_h=hours + 0.001), window=WINDOW, engine=duck).frame
    assert hours not in longer["hours"].tolist()


def test_positions_outside_the_window_are_refused(duck: DuckDB) -> None:
    with pytest.raises(TracksError, match="reach out of the window"):
        gaps(frame((0, 100, 0, 0)), window=WINDOW, engine=duck)


def test_a_window_without_zone_is_refused(duck: DuckDB) -> None:
    with pytest.raises(TracksError, match="no time zone"):
        gaps(frame((0, 1, 0, 0)), window=("2020-02-28", "2020-03-03"), engine=duck)


def test_receivers_are_told_and_counted(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 1, 0, 0), (0, 2, 0, 0), (0, 3, 0, 0), (0, 20, 0, 0))
    rows["receiver"] = ["satellite", "terrestrial", None, "satellite", "terrestrial"]
    row = gaps(rows, GapRule(before_h=3.0), engine=duck).frame.loc[0]
    # three hours before 3 h: 0 h lies on the edge and is out
    assert row[["fixes_before", "terrestrial_before", "satellite_before"]].tolist() == [3, 1, 1]
    assert (row["off_receiver"], row["on_receiver"]) == ("satellite", "terrestrial")


def test_without_receivers_their_counts_are_missing(duck: DuckDB) -> None:
    row = gaps(frame((0, 0, 0, 0), (0, 7, 0, 0)), engine=duck).frame.loc[0]
    assert row["fixes_before"] == 1
    assert row[["terrestrial_before", "satellite_before"]].isna().all()
    assert row["off_receiver"] == ""


def test_the_last_of_one_track_and_the_first_of_the_next_are_no_pair(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 1, 0, 0), (1, 9, 0, 0), (1, 10, 0, 0))
    assert gaps(rows, engine=duck).frame["open"].tolist() == ["end", "start"]


@pytest.mark.parametrize("rows", [[], [(0, 0, 0, 0)]])
def test_too_few_positions_give_an_empty_frame_with_all_columns(
    duck: DuckDB, rows: list[tuple[int, float, float, float]]
) -> None:
    found = gaps(frame(*rows), engine=duck).frame
    full = gaps(frame((0, 0, 0, 0), (0, 9, 0, 0)), engine=duck).frame
    assert found.empty
    assert list(found) == [c.name for c in columns.GAPS]
    assert found.dtypes.to_dict() == full.dtypes.to_dict()
    assert str(full["off_t"].dtype) == "datetime64[us, UTC]"


def test_rows_in_any_order_give_the_same_events(duck: DuckDB) -> None:
    rows = frame(*[(i % 3, 7 * i, i, i) for i in range(12)])
    again = rows.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(gaps(rows, engine=duck).frame, gaps(again, engine=duck).frame)


@pytest.mark.parametrize("hours", [0.0, -1.0, float("nan")])
def test_a_threshold_of_nothing_is_refused(hours: float) -> None:
    with pytest.raises(TracksError, match="longer_than_h"):
        GapRule(longer_than_h=hours)


def test_no_word_of_intent_stands_in_the_room() -> None:
    words = ("went dark", "dark ", "disabled", "hidden", "switched off", "turned off")
    for path in sorted((REPO / "osint_helpers/tracks").rglob("*.py")):
        texts = [
            node.value.lower()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [w for w in words for text in texts if w in text], path
    assert any("does not say why" in limit for limit in LIMITS)


def test_others_received_near_the_last_position_are_counted(duck: DuckDB) -> None:
    rows = frame(
        (0, 0, 0, 179.95), (0, 20, 0, 179.95),  # the gap, by the date line
        (1, 5, 0, -179.95), (1, 6, 0, -179.95),  # 6 nm away, in the gap
        (2, 5, 0.2, 179.95),  # 12 nm away
        (3, 25, 0, 179.95),  # later
    )  # fmt: skip
    found = gaps(rows, GapRule(longer_than_h=19), engine=duck)
    around = coverage(rows, found, engine=duck)
    assert list(around) == [c.name for c in columns.COVERAGE]
    row = around[around["event"] == found.frame.loc[found.frame["open"] == "", "event"].item()]
    assert row[["others_received", "others_fixes"]].to_numpy().tolist() == [[1, 2]]
    assert "1 other tracks were received within 10 nm" in row["text"].item()


def test_where_nobody_was_received_nothing_is_said(duck: DuckDB) -> None:
    rows = frame((0, 0, 0, 0), (0, 20, 0, 0))
    row = coverage(rows, gaps(rows, engine=duck), CoverageRule(5.0), engine=duck).loc[0]
    assert row["others_received"] == 0
    assert row["text"].endswith("whether the area was covered cannot be said")


def test_spark_gives_the_same_gaps_and_reception(
    duck: DuckDB, spark: Spark, day: pd.DataFrame
) -> None:
    some = day.iloc[:20_000].assign(
        receiver=lambda f: f["mmsi"].map(lambda m: "satellite" if m % 3 else None)
    )
    rule = GapRule(longer_than_h=1.0)
    a, b = (gaps(some, rule, engine=engine) for engine in (duck, spark))
    assert a.frame["satellite_before"].gt(0).any()
    pd.testing.assert_frame_equal(a.frame, b.frame, rtol=0, atol=1e-9)
    near = [coverage(some, a, engine=engine) for engine in (duck, spark)]
    assert near[0]["others_received"].gt(0).any()
    pd.testing.assert_frame_equal(*near)


def test_a_gap_of_one_of_two_tracks_with_an_mmsi_says_that_the_mmsi_may_have_been_received() -> (
    None
):
    some = frame((0, 0, 50, 0), (0, 9, 50, 0), (1, 0, 10, 0), (1, 9, 10, 0), (1, 1, 10, 0))
    hull = some["track"].max()
    other = some[some["track"] == hull].assign(track=hull + 1, lat=20.0)
    found = gaps(pd.concat([some, other], ignore_index=True)).frame.set_index("track")["text"]
    words = "; one of 2 tracks with this MMSI: another may have been received then"
    assert [text.endswith(words) for text in found] == [False, True, True]
    assert found.iloc[0].endswith("UTC (9.0 h)")
