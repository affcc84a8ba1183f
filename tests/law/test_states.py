from __future__ import annotations

from datetime import date

import pytest

from osint_helpers import law, reference
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import states
from osint_helpers.law.states import code_of


@pytest.mark.parametrize("where", ["SG", "Singapore", "SGSIN", "싱가포르"])
def test_a_state_outside_the_union(where: str) -> None:
    found = law.jurisdictions(where, date(2018, 6, 14))
    assert (found.country, found.codes, found.undetermined) == ("SG", ("UN", "SG"), ())


def test_a_place_of_the_gazetteer() -> None:
    assert law.jurisdictions(reference.place("CNDAL")).codes == ("UN", "CN")


def test_a_member_of_the_union_has_its_law() -> None:
    found = law.jurisdictions("Rotterdam", date(2018, 6, 14))
    assert (found.codes, found.undetermined) == (("UN", "EU", "NL"), ())
    assert "European Commission" in found.text
    assert "memberships.csv" in found.provenance.text()


@pytest.mark.parametrize(
    ("when", "codes", "undetermined"),
    [(date(2006, 12, 31), ("UN", "RO"), ()), (date(2007, 3, 1), ("UN", "RO"), ("EU",)),
     (date(2007, 12, 31), ("UN", "EU", "RO"), ()), (date(2008, 1, 1), ("UN", "EU", "RO"), ()),
     (DateInterval.of_text("2007"), ("UN", "RO"), ("EU",))],
)  # fmt: skip
def test_within_a_year_of_accession_membership_is_undetermined(when, codes, undetermined) -> None:
    found = law.jurisdictions("Romania", when)
    assert (found.codes, found.undetermined) == (codes, undetermined)


def test_a_member_without_a_recorded_day_is_undetermined_never_guessed(monkeypatch) -> None:
    monkeypatch.setattr(states, "rows", lambda name: ())
    found = law.jurisdictions("Rotterdam", date(2018, 6, 14))
    assert found.codes == ("UN", "NL")
    assert found.undetermined == ("EU",)
    assert "day of accession is not in the reference data" in found.text
    assert "python-stdnum" in found.provenance.text()


@pytest.mark.parametrize(
    ("when", "undetermined"),
    [(date(2019, 1, 1), ("EU",)), (date(2020, 12, 31), ("EU",)), (date(2021, 1, 1), ()),
     (DateInterval.of_text("2020-12"), ("EU",)), (DateInterval.of_text("2021"), ()),
     (None, ("EU",)), (DateInterval.none(), ("EU",))],
)  # fmt: skip
def test_the_united_kingdom_is_out_after_the_recorded_day(when, undetermined) -> None:
    found = law.jurisdictions("United Kingdom", when)
    assert found.codes == ("UN", "UK")
    assert found.undetermined == undetermined


@pytest.mark.parametrize(
    ("when", "codes", "undetermined"),
    [(date(2000, 1, 1), ("UN", "NL"), ()), (date(2001, 1, 1), ("UN", "EU", "NL"), ()),
     (DateInterval.of_text("2001-06"), ("UN", "EU", "NL"), ()),
     (DateInterval.parse("2000-12-01", "2001-02-01"), ("UN", "NL"), ("EU",)),
     (None, ("UN", "NL"), ("EU",))],
)  # fmt: skip
def test_a_recorded_day_of_accession_decides(monkeypatch, when, codes, undetermined) -> None:
    # SYNTHETIC row: the day is invented
    row = {"country": "NL", "jurisdiction": "EU", "from": "2001-01-01", "to": "", "source": "S"}
    monkeypatch.setattr(states, "rows", lambda name: (row,))
    found = law.jurisdictions("NL", when)
    assert (found.codes, found.undetermined) == (codes, undetermined)


def test_a_state_without_a_measure_is_named_as_such() -> None:
    assert "measures.csv holds no measure of VN" in law.jurisdictions("Vietnam").text


def test_northern_ireland_is_no_state_of_the_list() -> None:
    assert "XI" not in states._members()
    assert {"NL", "IT"} <= states._members()


def test_a_text_that_is_neither_place_nor_country_is_an_error() -> None:
    with pytest.raises(LawError, match="neither a country nor a place"):
        law.jurisdictions("Atlantis SYNTHETIC")


@pytest.mark.parametrize(
    ("text", "code"), [("un", "UN"), (" eu ", "EU"), ("GB", "UK"), ("HK", "HK"), ("SE", "SE")]
)
def test_codes(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize("text", ["", "NLD", "Netherlands", "E U", "XX"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(LawError, match="is no jurisdiction"):
        code_of(text)


def test_a_state_that_left_and_may_have_come_back_is_undetermined(monkeypatch) -> None:
    # SYNTHETIC rows: the days are invented
    one = {"country": "NL", "jurisdiction": "EU", "from": "1990-01-01", "to": "1991-01-01"}
    two = {**one, "from": "2001-06-15", "to": ""}
    made = tuple({**row, "source": "SYNTHETIC"} for row in (one, two))
    monkeypatch.setattr(states, "rows", lambda name: made)
    assert law.jurisdictions("NL", DateInterval.of_text("2001-06")).undetermined == ("EU",)
    assert law.jurisdictions("NL", date(1995, 1, 1)).undetermined == ()
