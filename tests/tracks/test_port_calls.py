from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from osint_helpers.errors import TracksError
from osint_helpers.reference import seaports
from osint_helpers.tracks import DuckDB, PortCallRule, Spark, columns, port_calls
from tests.tracks import plain
from tests.tracks.frames import frame, walks

PORT = pd.DataFrame(
    {"port": ["XXAAA"], "name": ["A"], "country": ["XX"], "lat": [10.0], "lon": [20.0]}
)


def keys(found: pd.DataFrame) -> list[tuple[Any, ...]]:
    times = [found[n].dt.as_unit("us").astype("int64").tolist() for n in ("arrived_t", "left_t")]
    mm = (found["port_km"] * 1e6).round().astype("int64").tolist()
    rest = [found[n].tolist() for n in ("lat", "lon", "fixes", "open", "port")]
    return sorted(zip(found["track"].tolist(), *times, *rest, mm, strict=True))


def test_the_real_day_gives_the_calls_of_the_plain_definition(day: pd.DataFrame) -> None:
    found = port_calls(day).frame
    wanted = plain.calls(day, PortCallRule(), seaports())
    assert len(wanted) > 100
    assert keys(found) == wanted


@settings(max_examples=60)
@given(walks())
def test_made_tracks_give_the_calls_of_the_plain_definition(
    duck: DuckDB, made: pd.DataFrame
) -> None:
    rule = PortCallRule(port_km=400.0)
    spots = pd.DataFrame(
        {"port": [f"P{i}" for i in range(4)], "name": "p", "country": "XX",
         "lat": [0.0, 40.5, -72.3, 0.0], "lon": [179.9, 12.3, -179.9, 0.1]}
    )  # fmt: skip
    assert keys(port_calls(made, rule, ports=spots, engine=duck).frame) == plain.calls(
        made, rule, spots
    )


def test_a_speed_between_the_two_keeps_a_stop_going(duck: DuckDB) -> None:
    # 0.3 kn for hours: 0.3 nm an hour is 0.005 degrees
    drift = [(0, 3 + i, 10 + 0.005 * i, 20) for i in range(1, 6)]
    rows = frame((0, 0, 9.0, 20), (0, 1, 10, 20), (0, 2, 10, 20), (0, 3, 10, 20), *drift,
                 (0, 9, 10.9, 20))  # fmt: skip
    found = port_calls(rows, ports=PORT, engine=duck).frame
    assert found["hours"].tolist() == [7.0]
    assert found["fixes"].tolist() == [8]
    assert found["open"].tolist() == [""]


def test_a_break_ends_a_stop_and_the_next_one_is_open_at_its_start(duck: DuckDB) -> None:
    rows = frame(*[(0, h, 10, 20) for h in (0, 1, 2, 6, 7, 8)])
    found = port_calls(rows, ports=PORT, engine=duck).frame
    assert found["hours"].tolist() == [2.0, 2.0]
    assert found["open"].tolist() == ["both", "both"]


def test_a_stop_at_the_end_of_a_track_is_open(duck: DuckDB) -> None:
    rows = frame((0, 0, 9, 20), (0, 1, 10, 20), (0, 2, 10, 20), (0, 3, 10, 20))
    found = port_calls(rows, ports=PORT, engine=duck).frame
    assert found["open"].tolist() == ["end"]
    assert found.loc[0, "text"] == (
        "stopped from 2020-02-29 01:00 UTC to 2020-02-29 03:00 UTC (2.0 h), first position 0.0 km "
        "from A (XXAAA), the nearest of the list; still stopped when last received"
    )


def test_steps_shorter_than_a_second_change_nothing(duck: DuckDB) -> None:
    rows = frame(
        (0, 0, 10, 20), (0, 1, 10, 20), (0, 1 + 0.5 / 3600, 10.0001, 20), (0, 2, 10.0001, 20)
    )
    found = port_calls(rows, ports=PORT, engine=duck).frame
    assert found["hours"].tolist() == [2.0]


def test_of_ports_at_one_point_the_first_by_id_is_taken(duck: DuckDB) -> None:
    twins = pd.concat([PORT.assign(port="XXZZZ"), PORT, PORT.assign(port="XXBBB")])
    rows = frame((0, 0, 10, 20), (0, 2, 10, 20))
    assert port_calls(rows, ports=twins, engine=duck).frame["port"].tolist() == ["XXAAA"]


@pytest.mark.parametrize(
    ("lat", "lon", "east"), [(0.0, -179.99, 179.99), (83.0, 0.0, 0.3), (89.99, 0.0, 179.0)]
)
def test_a_port_over_the_date_line_or_far_north_is_found(
    duck: DuckDB, lat: float, lon: float, east: float
) -> None:
    rows = frame((0, 0, lat, lon), (0, 2, lat, lon))
    spot = PORT.assign(lat=lat, lon=east)
    found = port_calls(rows, ports=spot, engine=duck).frame
    assert len(found) == 1
    assert found.loc[0, "port_km"] == pytest.approx(
        plain.metres((lat, lon), (lat, east)) / 1000, abs=1e-5
    )


def test_a_stop_beyond_the_radius_is_no_call(duck: DuckDB) -> None:
    rows = frame((0, 0, 10.0451, 20), (0, 2, 10.0451, 20))
    assert port_calls(rows, ports=PORT, engine=duck).frame.empty
    assert len(port_calls(rows, PortCallRule(port_km=5.1), ports=PORT, engine=duck)) == 1


@pytest.mark.parametrize("rows", [[], [(0, 0, 10, 20)]])
def test_too_few_positions_give_an_empty_frame_with_all_columns(
    duck: DuckDB, rows: list[tuple[int, float, float, float]]
) -> None:
    found = port_calls(frame(*rows), ports=PORT, engine=duck).frame
    full = port_calls(frame((0, 0, 10, 20), (0, 2, 10, 20)), ports=PORT, engine=duck).frame
    assert found.empty
    assert list(found) == [c.name for c in columns.PORT_CALLS]
    assert found.dtypes.to_dict() == full.dtypes.to_dict()


def test_the_id_changes_with_rule_ports_and_positions(duck: DuckDB) -> None:
    rows = frame((0, 0, 10, 20), (0, 2, 10, 20))
    more = frame((0, 0, 10, 20), (0, 2, 10, 20), (1, 1, 50, 50))
    ids = {
        port_calls(r, rule, ports=p, engine=duck).frame.loc[0, "event"]
        for r, rule, p in (
            (rows, PortCallRule(), PORT),
            (rows, PortCallRule(port_km=6.0), PORT),
            (rows, PortCallRule(), PORT.assign(name="B")),
            (more, PortCallRule(), PORT),
        )
    }
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (PORT.drop(columns="lat"), "no column lat"),
        (pd.concat([PORT, PORT]), "XXAAA stands twice"),
        (PORT.assign(lat=float("nan")), "no point on earth"),
    ],
)
def test_bad_ports_are_refused(duck: DuckDB, wrong: pd.DataFrame, word: str) -> None:
    with pytest.raises(TracksError, match=word):
        port_calls(frame((0, 0, 10, 20)), ports=wrong, engine=duck)


def test_a_rule_without_hysteresis_is_refused() -> None:
    with pytest.raises(TracksError, match="stop_kn is not below"):
        PortCallRule(stop_kn=0.5, move_kn=0.5)


def test_spark_gives_the_same_calls(duck: DuckDB, spark: Spark, day: pd.DataFrame) -> None:
    some = day.iloc[:30_000]
    a, b = (port_calls(some, engine=engine) for engine in (duck, spark))
    assert (a.engine, b.engine) == ("duckdb", "spark")
    assert len(a) > 0
    pd.testing.assert_frame_equal(a.frame, b.frame, rtol=0, atol=1e-9)
