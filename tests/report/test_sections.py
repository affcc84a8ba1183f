"""The register of sections: fixed numbers, fixed order, absences said once."""

from __future__ import annotations

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report.sections import (
    ANNEXES,
    SECTIONS,
    anchor_of,
    heading_of,
    in_order,
    not_in_edition,
    number_of,
)


@pytest.mark.parametrize("number", sorted({**SECTIONS, **ANNEXES}))
def test_every_heading_leads_back_to_its_number(number: int) -> None:
    assert number_of(heading_of(number)) == number


def test_case_and_spacing_of_a_heading_do_not_matter() -> None:
    assert number_of("3.   JOURNEY map and  narrative") == 3


@pytest.mark.parametrize(
    "heading", ["Journey", "3. Route", "4. Journey", "99. Journey", "3 Journey"]
)
def test_heading_outside_the_register_is_refused(heading: str) -> None:
    with pytest.raises(ReportError, match="is not a section of a report") as caught:
        number_of(heading)
    assert "3. Journey map and narrative" in caught.value.advice


@pytest.mark.parametrize("numbers", [[], [1], [1, 2, 13], [4, 11]])
def test_sections_may_be_left_out(numbers: list[int]) -> None:
    in_order(numbers)


@pytest.mark.parametrize("numbers", [[2, 1], [1, 1], [1, 4, 3]])
def test_sections_out_of_order_are_refused(numbers: list[int]) -> None:
    with pytest.raises(ReportError, match="comes after"):
        in_order(numbers)


def test_absent_sections_are_named_and_present_ones_not() -> None:
    said = not_in_edition([1, 2, 3], [])
    assert "section 6. Law in force" in said
    assert "3. Journey map and narrative" not in said
    assert "Annex" not in said


def test_missing_parts_stand_after_the_sections() -> None:
    assert not_in_edition(range(2, 14), ["a seal"]) == "section 1. Judgements; a seal."


def test_nothing_absent_says_nothing() -> None:
    assert not_in_edition(SECTIONS, []) == ""


def test_annexes_come_last_and_have_their_own_anchors() -> None:
    assert number_of("Annex B. Extract of the evidence log") > max(SECTIONS)
    in_order([12, 13, *sorted(ANNEXES)])
    assert [anchor_of(number) for number in (3, *ANNEXES)] == ["section-3", "annex-b", "annex-c"]


@pytest.mark.parametrize(
    "heading", ["Annex A. How this file was made", "Annex B. Log", "Annex D. X"]
)
def test_no_other_annex_is_taken(heading: str) -> None:
    with pytest.raises(ReportError, match="is not a section of a report"):
        number_of(heading)
