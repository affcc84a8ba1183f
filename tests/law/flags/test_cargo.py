from __future__ import annotations

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


def again(first: str, second: str, **more: object) -> flags.ReExport:
    given = {"item": "SYNTHETIC", "by_number": True, "first_to": "Japan", "second_to": "Singapore",
             "first_on": of(first) if first else DateInterval.none(),
             "second_on": of(second), "evidence": E}  # fmt: skip
    return flags.ReExport(**{**given, **more})


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        (again("2018-01-01", "2018-04-01"), "fired"),
        (again("2018-01-01", "2018-04-02"), "not_fired"),
        (again("2018-01", "2018-04"), "not_testable"),
        (again("2018-05-01", "2018-04-01"), "not_fired"),
        (again("2018-01", "2018-01"), "not_testable"),
        (again("", "2018-01"), "not_testable"),
        (again("2018-01-01", "2018-01-02", second_to="JP"), "not_fired"),
    ],
)
def test_a_second_export(fact: flags.ReExport, result: str) -> None:
    assert flags.run("RF13", fact).result == result


def valued(**more: object) -> flags.Valued:
    given = {"goods": "SYNTHETIC", "value": 49, "currency": "EUR", "declared": True,
             "market": (90, 100, 900), "market_currency": "EUR", "same_terms": True,
             "evidence": E}  # fmt: skip
    return flags.Valued(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({}, "fired"),
        ({"value": 50}, "not_fired"),
        ({"market": ()}, "not_testable"),
        ({"market_currency": "USD"}, "not_testable"),
        ({"same_terms": None}, "not_testable"),
        ({"same_terms": False}, "not_testable"),
        ({"declared": False}, "not_testable"),
        ({"value": 0}, "fired"),
    ],
)
def test_a_value(more: dict[str, object], result: str) -> None:
    assert flags.run("RF14", valued(**more)).result == result


@pytest.mark.parametrize("more", [{"value": -1}, {"value": float("nan")}, {"market": (-1,)}])
def test_a_value_that_is_none_is_refused(more: dict[str, object]) -> None:
    with pytest.raises(LawError, match="a value of"):
        valued(**more)


def test_a_market_value_of_zero_is_refused() -> None:
    with pytest.raises(LawError, match="market value of 0"):
        flags.run("RF14", valued(market=(0.0,)))


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({"pieces": 90_000, "containers": 1}, "fired"),
        ({"pieces": 90_000, "containers": 3}, "not_fired"),
        ({"pieces": 28_000, "containers": 1, "piece_kg": 1}, "not_fired"),
        ({"pieces": 28_001, "containers": 1, "piece_kg": 1}, "fired"),
        ({"pieces": 90_000}, "not_testable"),
    ],
)
def test_pieces_in_containers(more: dict[str, float], result: str) -> None:
    found = flags.run("RF15", flags.Load(goods="bottles", evidence=E, **more))
    assert found.result == result
    assert ("says nothing on why" in found.text) is (result == "fired")


@pytest.mark.parametrize("more", [{"pieces": 0}, {"pieces": 1, "containers": 0}])
def test_a_count_of_nothing_is_refused(more: dict[str, float]) -> None:
    with pytest.raises(LawError, match="0 or less"):
        flags.Load(goods="bottles", evidence=E, **more)


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        (("ZZZU 123456-0",), ("zzzu1234560",), "not_fired"),
        (("ZZZU1234560",), ("ZZZU7654321",), "fired"),
        (("ZZZU1234560", "ZZZU7654321"), ("ZZZU7654321", "ZZZU1234560"), "not_fired"),
        (None, ("ZZZU1234560",), "not_testable"),
        (("ZZZU1234560",), (), "not_testable"),
    ],
)
def test_container_numbers_on_both_sides(before, after, result) -> None:
    fact = flags.Transit(port="Dalian", before=before, after=after, evidence=E)
    assert flags.run("RF16", fact).result == result


@pytest.mark.parametrize(
    ("lapsed", "event", "accusation", "result"),
    [
        ("2018-01-01", "2018-03-01", False, "fired"),
        ("2018-01-01", "2018-03-01", True, "fired"),
        ("2018-03-01", "2018-01-01", False, "fired"),
        ("2018-03-01", "2018-01-01", True, "not_fired"),
        ("2018-03-01", "2018-03-01", True, "not_fired"),
        ("2018-03", "2018-03-10", True, "not_testable"),
        ("2018-01-01", "2018-12-01", False, "not_fired"),
        ("2018", "2018-12-01", False, "not_testable"),
    ],
)
def test_a_lapse_near_an_event(lapsed: str, event: str, accusation: bool, result: str) -> None:
    fact = flags.Lapse(ship="SYNTHETIC", what="class", event="SYNTHETIC", accusation=accusation,
                       lapsed=of(lapsed), event_on=of(event), evidence=E)  # fmt: skip
    assert flags.run("RF18", fact).result == result


def test_the_order_of_lapse_and_event_is_shown() -> None:
    fact = flags.Lapse(ship="SYNTHETIC", what="class", event="seized", accusation=True,
                       lapsed=of("2018-03-01"), event_on=of("2018-01-01"), evidence=E)  # fmt: skip
    text = flags.run("RF18", fact).text
    assert "class withdrawn 1 March 2018, after the event of 1 January 2018 (seized)" in text


def test_a_lapse_without_dates_is_not_testable() -> None:
    fact = flags.Lapse(
        ship="SYNTHETIC", what="class", event="SYNTHETIC", accusation=True, evidence=E
    )
    assert "dates not published" in flags.run("RF18", fact).text
