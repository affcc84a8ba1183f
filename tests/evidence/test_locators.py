"""Which pages a locator names."""
# ruff: noqa: RUF001  (other scripts and typographic signs are what is tested)

from __future__ import annotations

import pytest

from osint_helpers.evidence.locators import page_of


@pytest.mark.parametrize(
    ("locator", "wanted"),
    [
        ("p. 4", (4, 4)), ("p.4", (4, 4)), ("p 4", (4, 4)), ("pp. 4–5", (4, 5)), ("page 4", (4, 4)),
        ("Pages 3 to 7", (3, 7)), ("4", (4, 4)), ("4-6", (4, 6)), ("pp. 104–5", (104, 105)),
        ("para. 12, p. 9", (9, 9)), ("p. 9, para. 12", (9, 9)), ("PDF p4", (4, 4)),
        ("Ｐ．４", (4, 4)), ("pp. 5-4", (5, 5)),
    ],
)  # fmt: skip
def test_page_of_a_locator(locator, wanted):
    found = page_of(locator)
    assert found is not None
    assert (found[0], found[-1]) == wanted


@pytest.mark.parametrize(
    "locator", ["", "para. 12", "paras 4-5", "§ 4", "chapter 4", "at 00:04", "app. 4", "p. 0",
                "12 pp.", "table 3", "p. iv"]
)  # fmt: skip
def test_locator_without_page(locator):
    assert page_of(locator) is None
