"""Every question takes a day as text or as a date, and says what is wrong otherwise."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from osint_helpers.collect import dates
from osint_helpers.collect.flights.opensky import asking
from osint_helpers.collect.news._cdx_question import stamp
from osint_helpers.collect.vessels.ais import Question
from osint_helpers.errors import CollectError

DAY = dt.date(2018, 10, 1)
NAIVE = dt.datetime(2018, 10, 1, 23)  # noqa: DTZ001  (what is refused as a moment)
TOKYO = dt.timezone(dt.timedelta(hours=9))


@pytest.mark.parametrize(
    "value",
    [
        "2018-10-01", " 2018-10-01 ", DAY, NAIVE, pd.Timestamp(DAY),
        dt.datetime(2018, 10, 2, 6, tzinfo=TOKYO),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_and_in_utc(value: Any) -> None:
    found = dates.day(value)
    assert found == DAY
    assert type(found) is dt.date


@pytest.mark.parametrize(
    "value",
    ["", "2018-10", "20181001", "2018-W40-1", "2018-02-30", "1.10.18", None, 2018, "x" * 99],
)
def test_what_is_no_day_is_said_with_its_parameter(value: Any) -> None:
    with pytest.raises(CollectError, match="is no day") as raised:
        dates.day(value, "start")
    assert raised.value.column == "start"
    assert raised.value.advice == "write it as 2018-10-01"
    assert len(raised.value.what) < 60


@pytest.mark.parametrize(
    ("value", "last", "expected"),
    [
        ("2018-10-01", False, "2018-10-01T00:00:00+00:00"),
        ("2018-10-01", True, "2018-10-01T23:59:59+00:00"),
        (DAY, True, "2018-10-01T23:59:59+00:00"),
        ("2018-10-01T06:00:00.9Z", True, "2018-10-01T06:00:00+00:00"),
        (dt.datetime(2018, 10, 2, 6, tzinfo=TOKYO), True, "2018-10-01T21:00:00+00:00"),
    ],
)
def test_a_moment_is_utc_to_the_second(value: Any, last: bool, expected: str) -> None:
    assert dates.moment(value, last=last).isoformat() == expected


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("2018-10-01T06:00", "has no zone"), (NAIVE, "has no zone"),
        ("soon", "no day and no moment"), (None, "no day and no moment"), (7, "no day and no"),
        ("2018-02-30", "is no day"),
    ],
)  # fmt: skip
def test_no_zone_is_assumed(value: Any, what: str) -> None:
    with pytest.raises(CollectError, match=what) as raised:
        dates.moment(value, "end")
    assert raised.value.column == "end"


def test_flights_take_a_text_as_the_same_day_as_a_date() -> None:
    assert asking.interval("2018-10-01", "2018-10-01") == asking.interval(DAY, DAY)
    with pytest.raises(CollectError, match="is a day and no time"):
        asking.moment("2018-10-01")


def test_positions_and_indexes_take_a_date_as_its_text() -> None:
    assert Question.of(start=DAY) == Question.of(start="2018-10-01")
    assert stamp(DAY) == stamp("2018-10-01") == "20181001"
    assert stamp(dt.datetime(2018, 10, 2, 6, tzinfo=TOKYO)) == "20181001210000"
    with pytest.raises(CollectError, match="is no time"):
        Question.of(start=2018)  # type: ignore[arg-type]
