from __future__ import annotations

from datetime import UTC, datetime

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


def ship(**more: object) -> flags.ShipIdentity:
    return flags.ShipIdentity(**{"ship": "SYNTHETIC", "evidence": E, **more})


def seen(hour: float, lat: float) -> flags.Sighting:
    whole = int(hour)
    t = datetime(2018, 1, 1, whole, round((hour - whole) * 60), tzinfo=UTC)
    return flags.Sighting(t=t, lat=lat, lon=0.0, evidence=f"SYNTHETIC-{hour}")


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({}, "not_testable"),
        ({"imo": "1234560"}, "fired"),
        ({"imo": "1234567"}, "not_fired"),
        # the flag digits 636 are Liberia's; the rest is no ship's
        ({"mmsi": "636000000", "flag": "LR"}, "not_fired"),
        ({"mmsi": "636000000", "flag": "lr"}, "not_fired"),
        ({"mmsi": "636000000", "flag": "PA"}, "fired"),
        ({"mmsi": "636000000"}, "not_testable"),
        ({"mmsi": "12", "flag": "PA"}, "not_testable"),
        ({"sightings": (seen(1, 0.0),)}, "not_testable"),
        ({"sightings": (seen(1, 0.0), seen(2, 0.4))}, "not_fired"),
        ({"sightings": (seen(2, 0.6), seen(1, 0.0))}, "fired"),
        ({"sightings": (seen(1, 0.0), seen(1, 0.001))}, "not_fired"),
        ({"sightings": (seen(1, 0.0), seen(1, 1.0))}, "fired"),
        ({"size_m": (100, 20), "registry_size_m": (100, 20)}, "not_fired"),
        ({"size_m": (110, 20), "registry_size_m": (100, 20)}, "not_fired"),
        ({"size_m": (111, 20), "registry_size_m": (100, 20)}, "fired"),
        ({"size_m": (100, 17), "registry_size_m": (100, 20)}, "fired"),
        ({"size_m": (100, 17)}, "not_testable"),
        ({"imo": "1234560", "size_m": (1, 1)}, "fired"),
    ],
)
def test_each_part_of_an_identity(change: dict[str, object], result: str) -> None:
    assert flags.run("RF02", ship(**change)).result == result


def test_what_was_not_tested_is_named() -> None:
    text = flags.run("RF02", ship(imo="1234567")).text
    assert "a fresh number has it too" in text
    assert "not tested: SYNTHETIC: MMSI or flag not published" in text


def test_a_number_without_a_flag_says_why() -> None:
    assert "MMSI '12'" in flags.run("RF02", ship(mmsi="12", flag="PA")).text


def test_a_registered_size_of_zero_is_refused() -> None:
    with pytest.raises(LawError, match="dimension of 0"):
        flags.run("RF02", ship(size_m=(1, 1), registry_size_m=(0, 1)))


def entry(country: str, day: str = "", basis: str = "register") -> flags.FlagEntry:
    return flags.FlagEntry(
        country=country, basis=basis, evidence="SYNTHETIC", day=of(day) if day else None
    )


def history(*entries: flags.FlagEntry, **more: object) -> flags.FlagHistory:
    return flags.FlagHistory(ship="SYNTHETIC", entries=entries, evidence=E, **more)


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        (history(), "not_testable"),
        (history(denied_by=("SYNTHETIC",)), "fired"),
        (history(registered="PA", shown="TG"), "fired"),
        (history(registered="PA", shown="PA"), "not_fired"),
        (history(registered="PA"), "not_testable"),
        (history(entry("PA", "2018-01")), "not_fired"),
        (history(entry("PA", "2018-01"), entry("PA", "2019-01")), "not_fired"),
        (history(entry("PA", "2018-01"), entry("TG", "2019-01")), "fired"),
        (history(entry("PA", "2010"), entry("TG", "2019")), "not_fired"),
        (history(entry("PA", "2017"), entry("TG", "2019")), "not_testable"),
        (history(entry("PA"), entry("TG", "2019")), "not_testable"),
        (history(entry("PA", "2018-01"), entry("TG", "2018-02", "press")), "not_fired"),
        (history(entry("PA", "2010"), entry("TG", "2018"), entry("KH", "2019-01")), "fired"),
    ],
)
def test_flags_of_a_ship(fact: flags.FlagHistory, result: str) -> None:
    assert flags.run("RF08", fact).result == result


def test_three_flags_can_be_asked_for() -> None:
    fact = history(entry("PA", "2018-01"), entry("TG", "2018-06"), entry("KH", "2018-12"))
    assert flags.run("RF08", fact, min_flags=3).result == "fired"
    assert flags.run("RF08", fact, min_flags=4).result == "not_fired"
    assert flags.run("RF08", fact, min_flags=3, months=6).result == "not_fired"


def test_a_flag_of_the_press_alone_is_printed_and_not_counted() -> None:
    fact = history(entry("PA", "2018-01"), entry("TG", "2018-02", "press"))
    assert "only the press says TG" in flags.run("RF08", fact).text
