from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.case.meta import _ID
from osint_helpers.case.starting import check_name, file_number
from osint_helpers.errors import CaseError


@pytest.mark.parametrize("name", ["my-case", "a", "case-2018", "2018", "x" * 60])
def test_plain_names_may_be_used(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        ("..", "leads out"),
        ("../other", "leads out"),
        (".hidden", "dot"),
        ("a/b", "slash"),
        ("a\\b", "slash"),
        ("my case", "space"),
        ("My-Case", "capital"),
        ("-a", "hyphens"),
        ("a--b", "hyphens"),
        ("straße", "other signs"),
        ("a_b", "other signs"),
        ("x" * 61, "longer than 60"),
        ("con", "Windows"),
        ("com1", "Windows"),
        ("lpt9", "Windows"),
        ("nul", "Windows"),
        ("a\nb", "space"),
    ],
)
def test_a_name_that_will_not_do_says_why(name, why):
    with pytest.raises(CaseError, match=why):
        check_name(name)


def test_a_name_that_would_do_is_offered():
    with pytest.raises(CaseError, match="try 'my-case'"):
        check_name("My Case")


@given(st.text(max_size=70))
def test_what_is_let_through_is_an_id_of_case_toml(name):
    try:
        check_name(name)
    except CaseError:
        return
    assert _ID.fullmatch(name)


def test_the_number_follows_the_highest():
    assert file_number([]) == "01"
    assert file_number(["01-a.py", "07-b.ipynb", "notes.md"]) == "08"


def test_after_99_there_is_no_number():
    with pytest.raises(CaseError, match="up to 99"):
        file_number(["99-a.py"])
