from __future__ import annotations

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


@pytest.mark.parametrize(("path", "result"), [(180, "not_fired"), (181, "fired")])
def test_the_ratio_must_be_exceeded(path: float, result: str) -> None:
    made = flags.Voyage(calls=("NLRTM", "CNDAL"), path_nm=path, direct_nm=100, evidence=E)
    found = flags.run("RF06", made)
    assert found.result == result
    assert ("needs the row of an analyst" in found.text) is (result == "not_fired")


@pytest.mark.parametrize("calls", [(), ("NLRTM",), ("NLRTM", "CNDAL", "Rotterdam")])
def test_a_voyage_needs_two_ends(calls: tuple[str, ...]) -> None:
    with pytest.raises(LawError, match="two different ends"):
        flags.Voyage(calls=calls, evidence=E)


@pytest.mark.parametrize("nm", [0, -1, float("nan")])
def test_a_length_that_is_none_is_refused(nm: float) -> None:
    with pytest.raises(LawError, match="a length of"):
        flags.Voyage(calls=("NLRTM", "CNDAL"), direct_nm=nm, evidence=E)


def call(*arrivals: tuple[str, str], **more: object) -> flags.DeclaredCall:
    made = tuple(flags.Arrival(port=p, day=of(d), evidence="SYNTHETIC") for p, d in arrivals)
    given = {"ship": "SYNTHETIC", "port": "Busan", "day": of("2018-01-10"), "record": "R"}
    return flags.DeclaredCall(**{**given, "arrivals": made, "evidence": E, **more})


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        (call(record=""), "not_testable"),
        (call(), "fired"),
        (call(complete=False), "not_testable"),
        (call(complete=True), "fired"),
        (call(("KRPUS", "2018-01-10")), "not_fired"),
        (call(("Busan", "2018-01-07")), "not_fired"),
        (call(("Busan", "2018-01-13")), "not_fired"),
        (call(("Busan", "2018-01-14")), "fired"),
        (call(("Busan", "2018-01-06")), "fired"),
        (call(("Busan", "2018-01")), "not_testable"),
        (call(("Nakhodka", "2018-01-10")), "fired"),
        (call(("Busan", "2018-02-20"), ("Busan", "2018-01-11")), "not_fired"),
    ],
)
def test_a_declared_call(fact: flags.DeclaredCall, result: str) -> None:
    assert flags.run("RF07", fact).result == result


def test_the_window_is_a_parameter() -> None:
    assert flags.run("RF07", call(("Busan", "2018-01-14")), window_days=4).result == "not_fired"


def visit(*places: str, **more: object) -> flags.AreaVisit:
    given = {"leg": "l1", "places": places, "when": of("2018-06"), "evidence": E}
    return flags.AreaVisit(**{**given, **more})


@pytest.mark.parametrize(
    ("fact", "result"),
    [
        (visit(), "not_testable"),
        (visit("Rotterdam"), "not_fired"),
        (visit("Rotterdam", "CNDAL"), "fired"),
        (visit("east  china SEA"), "fired"),
        (visit("China"), "not_fired"),
        (visit("Dalian", validity=(flags.Area(name="Dalian", since="2018-01-01"),)), "fired"),
        (visit("Dalian", validity=(flags.Area(name="Dalian", since="2019-01-01"),)), "not_fired"),
        (visit("Dalian", validity=(flags.Area(name="Dalian", until="2018-06-10"),)),
         "not_testable"),
        (visit("Dalian", validity=(flags.Area(name="Nampo", until="2018-06-10"),)), "fired"),
        (visit("Dalian", when=DateInterval.none()), "fired"),
        (visit("Dalian", when=DateInterval.none(),
               validity=(flags.Area(name="Dalian", since="2018-01-01"),)), "not_testable"),
    ],
)  # fmt: skip
def test_areas(fact: flags.AreaVisit, result: str) -> None:
    assert flags.run("RF10", fact).result == result


def test_the_areas_are_a_parameter() -> None:
    assert flags.run("RF10", visit("Rotterdam"), areas=["NLRTM"]).result == "fired"
