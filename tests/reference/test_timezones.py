from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from osint_helpers.errors import DateError, ReferenceDataError
from osint_helpers.reference import local_day, place, timezones, to_local, to_utc, zone_at


@pytest.mark.parametrize(
    ("key", "zone"),
    [("NLRTM", "Europe/Amsterdam"), ("RUNJK", "Asia/Vladivostok"), ("KPNAM", "Asia/Pyongyang"),
     ("SGSIN", "Asia/Singapore"), ("BDCGP", "Asia/Dhaka"), ("ASPPG", "Pacific/Pago_Pago")],
)  # fmt: skip
def test_zone_of_a_port(key: str, zone: str) -> None:
    assert zone_at(*place(key).point()) == zone == place(key).tz


def test_zone_at_sea_is_nautical() -> None:
    assert zone_at(42.0, 134.5) == "Etc/GMT-9"


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, -181.0), (float("nan"), 0.0)])
def test_zone_off_the_earth(lat: float, lon: float) -> None:
    with pytest.raises(ReferenceDataError, match="no point has latitude"):
        zone_at(lat, lon)


def test_pyongyang_before_and_after_the_change() -> None:
    before = to_utc(datetime(2018, 5, 1, 12), "Asia/Pyongyang")  # noqa: DTZ001
    after = to_utc(datetime(2018, 5, 6, 12), "Asia/Pyongyang")  # noqa: DTZ001
    assert before == datetime(2018, 5, 1, 3, 30, tzinfo=UTC)
    assert after == datetime(2018, 5, 6, 3, 0, tzinfo=UTC)
    assert to_local(before, "Asia/Pyongyang").utcoffset() == timedelta(hours=8, minutes=30)
    assert to_local(after, "Asia/Pyongyang").utcoffset() == timedelta(hours=9)


def test_skipped_and_repeated_hours() -> None:
    skipped = datetime(2018, 3, 25, 2, 30)  # noqa: DTZ001
    with pytest.raises(DateError, match="did not occur in Europe/Amsterdam"):
        to_utc(skipped, "Europe/Amsterdam")
    repeated = datetime(2018, 10, 28, 2, 30)  # noqa: DTZ001
    assert to_utc(repeated, "Europe/Amsterdam").hour == 0
    assert to_utc(repeated.replace(fold=1), "Europe/Amsterdam").hour == 1


def test_zones_must_be_said_once() -> None:
    with pytest.raises(DateError, match="has a time zone already"):
        to_utc(datetime(2018, 5, 1, tzinfo=UTC), "Asia/Seoul")
    with pytest.raises(DateError, match="has no time zone"):
        to_local(datetime(2018, 5, 1), "Asia/Seoul")  # noqa: DTZ001


def test_local_day_can_be_the_next_one() -> None:
    day = local_day(datetime(2018, 10, 1, 20, tzinfo=UTC), "Asia/Vladivostok")
    assert day.text(basis=True) == "2 October 2018 (local port time)"


def test_provenance_names_the_release() -> None:
    text = timezones.provenance().text()
    assert text.startswith("package data: tzdata ")
    assert "IANA release 20" in text
