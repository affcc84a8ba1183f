"""A cell of a spreadsheet becomes the text of a table, or is refused with its reason."""

from __future__ import annotations

import pytest

from osint_helpers.case.importing.cells import DATES, Reader, iso, precision_of
from osint_helpers.dates import DateInterval
from osint_helpers.sheets import Raw

DATED = [
    ("claims", "date_from"), ("claims", "date_to"), ("claims", "known_since"),
    ("readings", "date_from"), ("readings", "date_to"), ("sources", "published"),
    ("resolutions", "on"), ("searches", "on"), ("corrections", "on"), ("red_flags", "on"),
    ("screening_judgements", "on"), ("screening_judgements", "retracted_on"),
]  # fmt: skip


def read(text: str, *, table="sources", column="title", kind="text", comma=False):
    return Reader(table, column, 0, comma=comma).read(Raw(text, kind))


@pytest.mark.parametrize(("table", "column"), DATED)
def test_every_column_of_dates_refuses_a_date_with_two_meanings(table, column):
    found = read("03/04/2001", table=table, column=column)
    assert [one.code for one in found.problems] == ["ambiguous-date"]


def test_no_other_column_is_one_of_dates():
    assert [(t, c) for t, columns in DATES.items() for c in columns] == DATED


@pytest.mark.parametrize(
    ("text", "precision"),
    [("2001", "year"), ("2001-05", "month"), ("2001-05-03", "day"), ("", "none")],
)
def test_the_form_of_a_date_is_its_precision_and_comes_out_as_it_was(text, precision):
    assert precision_of(text) == precision
    if text:
        assert iso(DateInterval.of_text(text)) == text
        assert read(text, column="published").text == text


def test_a_line_break_of_another_system_becomes_the_plain_one():
    assert read("one\r\ntwo").text == "one\ntwo"


def test_an_error_value_is_refused():
    assert [one.code for one in read("#REF!", kind="error").problems] == ["error-value"]


@pytest.mark.parametrize("text", ["\x07a", "a\x07b", "ab\x7f"])
def test_a_control_character_is_refused_wherever_it_stands(text):
    assert [one.code for one in read(text).problems] == ["control-character"]
