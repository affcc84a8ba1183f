from __future__ import annotations

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.law import flags

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


def papers(a: dict[str, str], b: dict[str, str], *, same: bool = False) -> flags.Papers:
    return flags.Papers(
        movement="SYNTHETIC", evidence=E, first=flags.Document(paper="a", kind="one", fields=a),
        second=flags.Document(paper="a" if same else "b", kind="other", fields=b),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ({"destination": "Busan"}, {"destination": "Pusan"}, "not_fired"),
        ({"destination": "KRPUS"}, {"destination": "South Korea"}, "not_fired"),
        ({"destination": "SG"}, {"destination": "Singapore"}, "not_fired"),
        ({"destination": "Busan"}, {"destination": "Nakhodka"}, "fired"),
        ({"destination": "SYNTHETIC HAVEN"}, {"destination": "synthetic  haven"}, "not_fired"),
        ({"destination": "SYNTHETIC HAVEN"}, {"destination": "Busan"}, "fired"),
        ({"destination": ""}, {"destination": "Busan"}, "fired"),
        ({"destination": ""}, {"destination": " "}, "not_fired"),
        ({"destination": "Busan"}, {"origin": "Busan"}, "not_testable"),
        ({}, {}, "not_testable"),
        ({"colour": "red"}, {"colour": "blue"}, "not_testable"),
        ({"goods": "Tea"}, {"goods": "tea"}, "not_fired"),
        ({"goods": "tea"}, {"goods": "salt"}, "fired"),
        ({"consignee": "SYNTHETIC A"}, {"consignee": "SYNTHETIC B"}, "fired"),
        ({"weight": "1,000 kg"}, {"weight": "1 t"}, "not_fired"),
        ({"weight": "1,050 kg"}, {"weight": "1 t"}, "not_fired"),
        ({"weight": "1,052 kg"}, {"weight": "1 t"}, "not_fired"),
        ({"weight": "1,060 kg"}, {"weight": "1 t"}, "fired"),
        ({"weight": "1 t"}, {"weight": ""}, "fired"),
        ({"weight": "2588 t"}, {"weight": "2599 t"}, "not_fired"),
        ({"weight": "1000"}, {"weight": "1 t"}, "not_testable"),
        ({"weight": "1000"}, {"weight": "1000"}, "not_fired"),
        ({"weight": "1000", "goods": "tea"}, {"weight": "1 t", "goods": "tea"}, "not_fired"),
    ],
)
def test_two_documents(a: dict[str, str], b: dict[str, str], result: str) -> None:
    assert flags.run("RF04", papers(a, b)).result == result


def test_both_values_are_printed() -> None:
    text = flags.run("RF04", papers({"destination": ""}, {"destination": "Busan"})).text
    assert "one against other: destination (left empty) / Busan" in text
    assert "which of the two is right is open" in text


def test_two_readings_of_one_paper_are_reported_not_decided() -> None:
    result = flags.run("RF04", papers({"goods": "tea"}, {"goods": "salt"}, same=True))
    assert result.result == "not_testable"
    assert "reported, not decided" in result.text
    agree = papers({"goods": "tea"}, {"goods": "tea"}, same=True)
    assert flags.run("RF04", agree).result == "not_fired"


def test_the_material_fields_are_a_parameter() -> None:
    fact = papers({"colour": "red"}, {"colour": "blue"})
    assert flags.run("RF04", fact, material_fields=["colour"]).result == "fired"


def versions(**more: object) -> flags.ConsigneeVersions:
    return flags.ConsigneeVersions(**{"shipment": "SYNTHETIC", "evidence": E, **more})


def change(day: str) -> tuple[flags.Change, ...]:
    return (flags.Change(day=of(day), evidence="SYNTHETIC"),)


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({}, "not_testable"),
        ({"mission_of": ""}, "not_fired"),
        ({"mission_of": "KP", "listed_states": ("KP",)}, "fired"),
        ({"mission_of": "KP"}, "not_fired"),
        ({"changes": change("2018-01-01"), "deadline": of("2018-01-08")}, "fired"),
        ({"changes": change("2018-01-01"), "deadline": of("2018-01-09")}, "not_fired"),
        ({"changes": change("2018-01-02"), "deadline": of("2018-01-01")}, "not_fired"),
        ({"changes": change("2018-01"), "deadline": of("2018-01-20")}, "not_testable"),
        ({"changes": change("2018-01-01")}, "not_testable"),
        ({"changes": change("2018-01-01"), "mission_of": ""}, "not_fired"),
    ],
)
def test_changes_of_the_consignee(more: dict[str, object], result: str) -> None:
    assert flags.run("RF12", versions(**more)).result == result
