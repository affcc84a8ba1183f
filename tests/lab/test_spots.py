from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.lab.spots import Spot, spot


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('case.claim("l1_', Spot("case.claim", 0, "", (), "l1_")),
        ("case.claim('", Spot("case.claim", 0, "", (), "")),
        ('x = [case . leg ("L', Spot("case.leg", 0, "", (), "L")),
        ('prose(case, "A-1", "sh', Spot("prose", 2, "", ("case", '"A-1"'), "sh")),
        ('prose(case, "A-1", name="sh', Spot("prose", 2, "name", ("case", '"A-1"'), "sh")),
        ('f(g(1, 2), {"a": 3}, "b', Spot("f", 2, "", ("g(1, 2)", '{"a": 3}'), "b")),
        ('f(case,\n  without=("a", "b', Spot("f", 1, "without", ("case",), "b")),
        ('f(r"x', Spot("f", 0, "", (), "x")),
        ('# f("\ncase.leg("', Spot("case.leg", 0, "", (), "")),
        ("a = 'unclosed\ncase.leg('L", Spot("case.leg", 0, "", (), "L")),
        ('case.claims["st', Spot("case.claims", 0, "", (), "st", subscript=True)),
    ],
)
def test_the_string_under_the_cursor_and_its_argument(text: str, found: Spot) -> None:
    assert spot(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "case.claim(",
        'case.claim("l1_arr")',
        'x = "l1_',
        '("l1_',
        'case.claim("a" + "b',
        'f(x == "b',
        'f(f"{x',
        'f(b"x',
        '# case.claim("l1_',
        'for one in ("a',
        '"""case.claim("l1_arr")',
        "",
    ],
)
def test_nothing_where_no_argument_is_written(text: str) -> None:
    assert spot(text) is None


@given(st.text(alphabet="ab.,=()[]{}'\"\\\n #rf", max_size=40))
def test_any_text_is_read_and_what_is_typed_stands_at_its_end(text: str) -> None:
    found = spot(text)
    assert found is None or text.endswith(found.typed)
