from __future__ import annotations

import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


def owner(**more: object) -> flags.Ownership:
    return flags.Ownership(**{"entity": "SYNTHETIC FIRM", "evidence": E, **more})


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({}, "not_testable"),
        ({"founded": of("2018-01"), "bought": of("2018-11")}, "fired"),
        ({"founded": of("2017-01"), "bought": of("2018-11")}, "not_fired"),
        ({"founded": of("2017"), "bought": of("2018")}, "not_testable"),
        ({"bought": of("2018")}, "not_testable"),
        ({"shared_address": True}, "fired"),
        ({"shared_address": False}, "not_fired"),
        ({"residential_address": True}, "fired"),
        ({"buyer_replaced": True}, "fired"),
        ({"buyer_replaced": False, "shared_address": True}, "fired"),
    ],
)
def test_ownership(more: dict[str, object], result: str) -> None:
    assert flags.run("RF09", owner(**more)).result == result


def test_no_address_can_be_given() -> None:
    with pytest.raises(TypeError):
        owner(address="SYNTHETIC STREET 1")


@pytest.mark.parametrize(
    ("forwarder", "last", "result"),
    [(True, True, "fired"), (True, None, "not_testable"), (None, True, "not_testable"),
     (False, None, "not_fired"), (True, False, "not_fired"), (None, None, "not_testable")],
)  # fmt: skip
def test_a_forwarder_as_consignee(forwarder, last, result) -> None:
    fact = flags.Consignee(name="SYNTHETIC", forwarder=forwarder, last_document=last, evidence=E)
    assert flags.run("RF11", fact).result == result


def answer(**more: object) -> flags.ListAnswer:
    given = {"subject": "SYNTHETIC", "day": of("2018-06-01"), "list": "SYNTHETIC LIST",
             "list_date": of("2018-05-01"), "sha256": "SYNTHETIC-00", "answer": "listed",
             "matched_by": "identifier", "evidence": E}  # fmt: skip
    return flags.ListAnswer(**{**given, **more})


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({}, "fired"),
        ({"listed_on": of("2018-05-31")}, "fired"),
        ({"listed_on": of("2018-06-01")}, "fired"),
        ({"listed_on": of("2018-06-02")}, "not_fired"),
        ({"listed_on": of("2018-06")}, "not_testable"),
        ({"list_date": of("2019-01-01")}, "not_testable"),
        ({"list_date": of("2018-06")}, "not_testable"),
        ({"list_date": of("2019-01-01"), "listed_on": of("2018-01-01")}, "fired"),
        ({"delisted_on": of("2018-05-01")}, "not_fired"),
        ({"delisted_on": of("2018-06-02")}, "fired"),
        ({"delisted_on": of("2018-06")}, "not_testable"),
        ({"matched_by": "birth date"}, "fired"),
        ({"matched_by": "name"}, "not_testable"),
        ({"matched_by": "part of a word"}, "not_fired"),
        ({"matched_by": "official statement", "list_date": None, "sha256": ""}, "fired"),
        ({"answer": "not found", "matched_by": ""}, "not_fired"),
        ({"answer": "no list for this date", "list_date": None, "sha256": ""}, "not_testable"),
    ],
)
def test_listed_on_the_day_of_the_leg(more: dict[str, object], result: str) -> None:
    assert flags.run("RF19", answer(**more)).result == result


def test_nothing_found_is_told_with_list_date_and_hash() -> None:
    text = flags.run("RF19", answer(answer="not found", matched_by="")).text
    assert "not found in SYNTHETIC LIST of 1 May 2018, sha256 SYNTHETIC-00" in text
    assert "not sanctioned" not in text


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"answer": "clean"}, "is no answer"),
        ({"sha256": ""}, "without date and hash"),
        ({"list_date": None}, "without date and hash"),
        ({"list_date": DateInterval.none()}, "without date and hash"),
        ({"answer": "not found", "sha256": ""}, "without date and hash"),
        ({"matched_by": ""}, "what agreed"),
    ],
)
def test_an_answer_that_names_no_list_is_refused(more: dict[str, object], what: str) -> None:
    with pytest.raises(LawError, match=what):
        answer(**more)
