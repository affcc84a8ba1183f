"""``Retry-After`` in both its forms, never negative, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.waiting import retry_after

NOON = "Sat, 21 Nov 2026 12:00:00 GMT"
AT_NOON = 1795262400.0


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 7 "}, 7.0),
        ({"x-rate-limit-retry-after-seconds": "16841"}, 16841.0),
        ({"x-rate-limit-retry-after-seconds": "9", "retry-after": "7"}, 7.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "-7"}, None),
        ({"retry-after": "1.5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sat, 21 Nov 2026 11:59:00 GMT"}, 0.0),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT", "date": NOON}, 30.0),
        # the clock of the server is an hour ahead: both its dates are
        (
            {
                "retry-after": "Sat, 21 Nov 2026 13:00:30 GMT",
                "date": "Sat, 21 Nov 2026 13:00:00 GMT",
            },
            30.0,
        ),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT", "date": "nonsense"}, 30.0),
    ],
)
def test_seconds_and_dates(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(headers, AT_NOON) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_header_makes_a_negative_wait_or_an_error(after: str, date: str) -> None:
    found = retry_after({"retry-after": after, "date": date}, AT_NOON)
    assert found is None or 0 <= found < float("inf")
