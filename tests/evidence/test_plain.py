"""Text from outside is one visible line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.plain import plain


@given(st.text(st.characters(), max_size=200))
def test_result_is_printable_and_can_be_written(text: str) -> None:
    shown = plain(text)
    shown.encode("utf-8")
    assert all(one.isprintable() or unicodedata.category(one) == "Zs" for one in shown)
    assert "\n" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a b", "a b"), ("a\nb", "a\\nb"), ("\x1b[31m", "\\x1b[31m"), ("\u202e", "\\u202e"),
     ("\ud800", "\\ud800"), ("\U000e0001", "\\U000e0001"), ("ü 東", "ü 東"), ("", "")],
)  # fmt: skip
def test_what_is_not_visible_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert plain("x" * 10, 5) == "xxxx…"
    assert plain("x" * 5, 5) == "xxxxx"
