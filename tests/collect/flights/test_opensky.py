"""Flights, tracks and states of OpenSky."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from osint_helpers.collect.flights import opensky
from osint_helpers.collect.flights.opensky import asking, reading
from osint_helpers.collect.flights.opensky.columns import FLIGHTS, STATES, TRACK
from osint_helpers.errors import (
    CollectError,
    IncompleteError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import opensky as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json

DAY = dt.date(2026, 1, 1)
UTC = dt.UTC


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(opensky=fake.answer) as fakes:
        yield Desk(tmp_path, fakes, **{"opensky:auth": f"{fakes.url}/opensky/token"})


def _day(number: int) -> dt.date:
    return dt.date(2026, 1, number)


# --- flights -------------------------------------------------------------------------------


def test_a_flight_becomes_a_row_and_its_airports_stay_estimates() -> None:
    (row,) = reading.flights(json.dumps([fake.FLIGHTS[0]]).encode())
    assert row == {
        "icao24": "000001", "callsign": "SYNTH1",
        "first_seen": dt.datetime(2026, 1, 1, 8, tzinfo=UTC),
        "departure_airport_estimated": "XXAA", "departure_distance_m": 1200.0,
        "departure_height_m": 90.0, "departure_other_candidates": 1,
        "last_seen": dt.datetime(2026, 1, 1, 11, tzinfo=UTC),
        "arrival_airport_estimated": "XXBB", "arrival_distance_m": 2500.0,
        "arrival_height_m": 30.0, "arrival_other_candidates": 7,
        "airport_basis": "estimated by the source",
    }  # fmt: skip
    assert set(row) == {one.name for one in FLIGHTS}


def test_what_the_source_does_not_know_stays_missing(desk: Desk) -> None:
    found = opensky.departures(desk.client("record"), airport="xxaa", start=_day(4), end=_day(4))
    (row,) = found.frame.to_dict("records")
    for name in ("callsign", "arrival_airport_estimated", "arrival_distance_m"):
        assert pd.isna(row[name])
    assert str(found.frame["first_seen"].dtype) == "datetime64[us, UTC]"
    assert str(found.frame["arrival_other_candidates"].dtype) == "Int64"


def test_an_interval_is_cut_into_two_days_that_touch(desk: Desk) -> None:
    found = opensky.arrivals(desk.client("record"), airport="XXAA", start=DAY, end=_day(8))
    asked = [(int(one.one("begin")), int(one.one("end"))) for one in desk.fakes.asked]
    assert asked[0][0] == fake.unix("2026-01-01T00:00:00Z")
    assert asked[-1][1] == fake.unix("2026-01-08T23:59:59Z")
    assert len(asked) == 4
    assert all(after[0] == before[1] + 1 for before, after in pairwise(asked))
    assert [str(one.date()) for one in found.frame["last_seen"]] == ["2026-01-03", "2026-01-08"]
    assert found.meta.complete


def test_a_flight_over_the_border_of_two_questions_is_found_once(desk: Desk) -> None:
    found = opensky.flights_of(desk.client("record"), icao24="000001", start=DAY, end=_day(9))
    firsts = [f"{one:%m-%dT%H}" for one in found.frame["first_seen"]]
    assert sorted(firsts) == ["01-01T08", "01-02T22", "01-04T23", "01-08T23"]
    assert any("came in two answers" in note for note in found.meta.notes)


@given(st.integers(0, 20 * 24), st.integers(1, 24), st.integers(1, 20))
def test_every_flight_up_to_a_day_lies_within_one_window(at: int, hours: int, days: int) -> None:
    first = dt.datetime(2026, 1, 1, tzinfo=UTC)
    last = first + dt.timedelta(days=days) - dt.timedelta(seconds=1)
    start = first + dt.timedelta(hours=at)
    end = start + dt.timedelta(hours=hours)
    windows = list(asking.windows(first, last, shared=asking.SHARED))
    assert all(b - a < dt.timedelta(days=2) for a, b in windows)
    if end <= last:
        assert any(a <= start and end <= b for a, b in windows)
    plain = list(asking.windows(first, last))
    assert (plain[0][0], plain[-1][1]) == (first, last)
    assert all(b[0] - a[1] == dt.timedelta(seconds=1) for a, b in pairwise(plain))


def test_no_flight_found_is_a_complete_answer(desk: Desk) -> None:
    found = opensky.arrivals(desk.client("record"), airport="XXZZ", start=DAY, end=DAY)
    assert "Not found in The OpenSky" not in found.meta.reason
    assert found.nothing_found("arrivals at XXZZ")
    assert found.meta.parts[0].rows == 0


def test_a_404_of_somebody_else_is_no_absence(desk: Desk) -> None:
    desk.fakes.trouble["opensky"] = [Reply(b"<html>gateway</html>", "text/html", 404)]
    try:
        found = opensky.arrivals(desk.client("record"), airport="XXZZ", start=DAY, end=DAY)
    except CollectError:
        return
    with pytest.raises(IncompleteError):
        found.nothing_found("arrivals")


def test_a_window_that_fails_is_named_and_the_others_stand(desk: Desk) -> None:
    good = fake.answer
    desk.fakes.sources["opensky"] = lambda one: (
        Reply(b"no", "text/plain", 403)
        if one.one("begin") == str(fake.unix("2026-01-03T00:00:00Z")) else good(one)
    )  # fmt: skip
    found = opensky.arrivals(desk.client("record"), airport="XXAA", start=DAY, end=_day(8))
    assert [str(one.date()) for one in found.frame["last_seen"]] == ["2026-01-08"]
    assert [one.name for one in found.meta.missing] == [
        "2026-01-03T00:00:00Z to 2026-01-04T23:59:59Z"
    ]
    assert not found.meta.complete


def test_credits_are_noted_once(desk: Desk) -> None:
    found = opensky.arrivals(desk.client("record"), airport="XXAA", start=DAY, end=_day(8))
    assert [one for one in found.meta.notes if "credits" in one] == [
        "credits left after the last answer: 3990"
    ]


def test_a_recorded_question_replays_the_same_and_asks_nothing(desk: Desk) -> None:
    question = {"airport": "XXAA", "start": DAY, "end": _day(8)}
    first = opensky.arrivals(desk.client("record"), **question)  # type: ignore[arg-type]
    asked = len(desk.fakes.asked)
    again = opensky.arrivals(desk.client(), **question)  # type: ignore[arg-type]
    assert_frame_equal(first.frame, again.frame)
    assert again.meta.notes == first.meta.notes
    assert len(desk.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        opensky.departures(desk.client(), **question)  # type: ignore[arg-type]


# --- limits and errors ---------------------------------------------------------------------


def test_a_short_limit_in_the_header_of_the_source_is_waited_out(desk: Desk) -> None:
    wait = {"X-Rate-Limit-Retry-After-Seconds": "0"}
    desk.fakes.trouble["opensky"] = [Reply(b"", "text/plain", 429, wait)]
    found = opensky.arrivals(desk.client("record"), airport="XXAA", start=_day(3), end=_day(3))
    assert len(found) == 1


def test_a_limit_of_hours_ends_the_asking_at_once(desk: Desk) -> None:
    wait = {"X-Rate-Limit-Retry-After-Seconds": "16841"}
    desk.fakes.trouble["opensky"] = [Reply(b"", "text/plain", 429, wait)] * 3
    with pytest.raises(SourceRefusedError) as caught:
        opensky.arrivals(desk.client("record"), airport="XXAA", start=DAY, end=DAY)
    assert caught.value.status == 429
    assert len(desk.fakes.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [Reply(b"<html>login</html>", "text/html"), Reply(b"[{", "application/json"), Reply(b"")],
)
def test_what_is_no_data_is_never_an_empty_result(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["opensky"] = [reply] * 3
    try:
        found = opensky.arrivals(desk.client("record"), airport="XXAA", start=DAY, end=DAY)
    except CollectError:
        return
    assert not found.meta.complete


def test_a_new_field_and_a_missing_one_are_a_changed_schema() -> None:
    new = json.dumps([{**fake.FLIGHTS[0], "novel": 1}]).encode()
    with pytest.raises(SchemaChanged, match="novel"):
        reading.flights(new)
    assert len(reading.flights(new, tolerated=("novel",))) == 1
    for name in fake.FLIGHTS[0]:
        less = {key: value for key, value in fake.FLIGHTS[0].items() if key != name}
        with pytest.raises(SchemaChanged, match=name):
            reading.flights(json.dumps([less]).encode())


@pytest.mark.parametrize(
    ("name", "value"),
    [("firstSeen", "2026"), ("firstSeen", -1), ("lastSeen", 1e12), ("icao24", 5), ("icao24", None),
     ("estArrivalAirportHorizDistance", True), ("arrivalAirportCandidatesCount", 1.5),
     ("arrivalAirportCandidatesCount", 1 << 40),
     ("estDepartureAirport", [])],
)  # fmt: skip
def test_a_value_of_another_type_is_a_changed_schema(name: str, value: Any) -> None:
    with pytest.raises(SchemaChanged, match=name):
        reading.flights(json.dumps([{**fake.FLIGHTS[0], name: value}]).encode())


@pytest.mark.parametrize(
    "question",
    [
        {"airport": "FRA", "start": DAY, "end": DAY},
        {"airport": "XX A", "start": DAY, "end": DAY},
        {"airport": "XXAA", "start": _day(2), "end": DAY},
        {"airport": "XXAA", "start": dt.datetime(2026, 1, 1), "end": DAY},  # noqa: DTZ001
    ],
)
def test_a_question_that_is_none_is_refused(desk: Desk, question: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        opensky.arrivals(desk.client("record"), **question)
    assert not desk.fakes.asked


def test_times_with_a_zone_are_taken_as_they_are() -> None:
    east = dt.timezone(dt.timedelta(hours=9))
    span = asking.interval(dt.datetime(2026, 1, 1, 9, 0, 0, 5, tzinfo=east), DAY)
    assert span == (
        dt.datetime(2026, 1, 1, tzinfo=UTC), dt.datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC),
    )  # fmt: skip


# --- tracks and states ---------------------------------------------------------------------


def test_a_track_becomes_rows_in_metres_and_degrees(desk: Desk) -> None:
    found = opensky.track(desk.client("record"), icao24="000001", time="2026-01-01T17:10:00+09:00")
    assert desk.fakes.asked[0].one("time") == str(fake.unix("2026-01-01T08:10:00Z"))
    assert tuple(found.frame.columns) == tuple(one.name for one in TRACK)
    second = found.frame.iloc[1].to_dict()
    assert second == {
        "icao24": "000001", "callsign": "SYNTH1", "time": pd.Timestamp("2026-01-01T08:10:00Z"),
        "latitude": 10.5, "longitude": 100.5, "altitude_barometric_m": 3048.0, "track_deg": 45.5,
        "ground": False,
    }  # fmt: skip
    assert found.frame.iloc[2][["latitude", "altitude_barometric_m"]].isna().all()


def test_no_track_is_an_answer(desk: Desk) -> None:
    found = opensky.track(desk.client("record"), icao24="000002", time="2026-01-01T08:10:00Z")
    assert found.nothing_found("a track")


@pytest.mark.parametrize("time", ["", "yesterday", "2026-01-01T08:10:00"])
def test_a_time_without_zone_is_refused(desk: Desk, time: str) -> None:
    with pytest.raises(CollectError):
        opensky.track(desk.client("record"), icao24="000001", time=time)


@pytest.mark.parametrize("category", [True, False])
def test_states_of_both_documented_lengths_are_read(category: bool) -> None:
    data = json.dumps({"time": 1767225602, "states": [fake.state(category=category)]}).encode()
    (row,) = reading.states(data)
    assert row == {
        "time": dt.datetime(2026, 1, 1, 0, 0, 2, tzinfo=UTC), "icao24": "000001",
        "callsign": "SYNTH1", "origin_country": "SYNTHETIC",
        "time_position": dt.datetime(2026, 1, 1, tzinfo=UTC),
        "last_contact": dt.datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC),
        "longitude": 100.5, "latitude": 10.5, "altitude_barometric_m": 3048.0, "ground": False,
        "ground_speed_m_s": 154.3, "track_deg": 45.5, "vertical_rate_m_s": -2.6,
        "altitude_geometric_m": 3100.0, "squawk": "1000", "special_purpose": False,
        "position_source": 0, "category": 4 if category else None,
    }  # fmt: skip
    assert set(row) == {one.name for one in STATES}


@pytest.mark.parametrize("length", [0, 16, 19])
def test_states_of_another_length_are_a_changed_schema(length: int) -> None:
    row = [*fake.state(), 0][:length]
    with pytest.raises(SchemaChanged, match="17 or 18"):
        reading.states(json.dumps({"time": 1, "states": [row]}).encode())


def test_waypoints_of_another_length_are_a_changed_schema() -> None:
    held = {"icao24": "000001", "startTime": 1, "endTime": 2, "callsign": None, "path": [[1] * 7]}
    with pytest.raises(SchemaChanged, match="6 are documented"):
        reading.track(json.dumps(held).encode())


def test_states_are_asked_with_addresses_and_a_box(desk: Desk) -> None:
    found = opensky.states(
        desk.client("record"), icao24=("00000A", "000002"), box=(35.0, 124.0, 43.0, 131.0),
        time="2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert list(found.frame["icao24"]) == ["00000a", "000002"]
    query = desk.fakes.asked[0].query
    assert query["icao24"] == ["00000a", "000002"]
    assert (query["lamin"], query["lomax"]) == (["35.0"], ["131.0"])
    assert query["extended"] == ["1"]
    with pytest.raises(CollectError, match="box"):
        opensky.states(desk.client("record"), box=(43.0, 124.0, 35.0, 131.0))


def test_no_states_are_an_answer(desk: Desk) -> None:
    desk.fakes.trouble["opensky"] = [as_json({"time": 1767225602, "states": None})]
    assert opensky.states(desk.client("record")).nothing_found("aircraft")


# --- login ---------------------------------------------------------------------------------


def test_a_token_is_fetched_and_sent_and_never_stored(desk: Desk) -> None:
    pytest.importorskip("osint_helpers.collect.tokens", reason="the client has no tokens yet")
    login = ":".join(fake.LOGIN)
    client = desk.client("record", keys={"opensky": login})
    opensky.arrivals(client, airport="XXAA", start=_day(3), end=_day(3))
    assert [one.path for one in desk.fakes.asked] == ["token", "flights/arrival"]
    sent = {name.lower(): value for name, value in desk.fakes.asked[1].headers.items()}
    assert sent["authorization"] == f"Bearer {fake.TOKEN}"
    for path in desk.case.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert fake.TOKEN.encode() not in held
            assert fake.LOGIN[1].encode() not in held


# --- hostile input -------------------------------------------------------------------------


_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_NAMES = st.sampled_from(["time", "states", "path", "icao24", "x"])
_ANY = st.recursive(
    _LEAF,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(_NAMES, one, max_size=4),
    max_leaves=6,
)


@given(st.binary(max_size=60), _ANY, st.lists(_LEAF, min_size=17, max_size=18))
def test_nothing_crashes_the_parsers(data: bytes, value: Any, array: list[Any]) -> None:
    answers = [value, [value], {"time": 1, "states": [array]},
               {**fake.FLIGHTS[0], "callsign": value}]  # fmt: skip
    for one in [data, *(json.dumps(held).encode() for held in answers)]:
        for parse in (reading.flights, reading.track, reading.states):
            with contextlib.suppress(OsintError):
                parse(one)
