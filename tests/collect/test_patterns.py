"""No pattern takes time that grows with the square of a hostile text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from osint_helpers.collect import values
from osint_helpers.collect.news import articles
from osint_helpers.collect.sanctions import numbers
from osint_helpers.collect.sanctions.ofac import remarks
from osint_helpers.collect.sanctions.uk_list import fields
from osint_helpers.collect.vessels.ais import lines
from osint_helpers.collect.vessels.nmea import sentences

LONG = 100_000  # with a square, minutes
ATTACKS: dict[str, tuple[Callable[[str], object], str]] = {
    "number": (values._DECIMAL.fullmatch, "1" * LONG + "x"),
    "number of an AIS line": (lines._NUMBER.fullmatch, "1" * LONG + "x"),
    "number in a remark": (numbers._TOKEN.findall, "1" * LONG + "_"),
    "IMO": (numbers._IMO_TEXT.search, "IMO" + " " * LONG),
    "MMSI": (numbers._MMSI_TEXT.search, "MMSI" + " " * LONG),
    "issued": (remarks._SPAN.search, "x" + " " * LONG + "x"),
    "several ships": (fields._SEVERAL.split, "x" + " " * LONG + "x"),
    "NMEA line": (lambda text: sentences._LINE.fullmatch(text.encode()), "a" * LONG),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_long_text_is_read_at_once(name: str) -> None:
    search, text = ATTACKS[name]
    begin = time.process_time()
    assert search(text) in (None, [], [text])
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (numbers._IMO_TEXT, "IMO number : 0000000", "0000000"),
        (numbers._IMO_TEXT, "IMO0000000", "0000000"),
        (numbers._MMSI_TEXT, "MMSI no. # 000000000", "000000000"),
        (numbers._TOKEN, "no. AB123-4X.", "AB123-4X"),
        (remarks._SPAN, "0000 (Nowhere) \n issued 1 Jan 2000", " \n issued 1 Jan 2000"),
        (fields._SEVERAL, "0000000 ;  0000000", " ;  "),
        (values._DECIMAL, "12.5e-3", "12.5e-3"),
        (values._DECIMAL, "12.", "12."),
    ],
)
def test_what_is_meant_is_still_found(pattern: re.Pattern[str], text: str, found: str) -> None:
    match = pattern.search(text)
    assert match is not None
    assert match[pattern.groups if pattern.groups == 1 else 0] == found


def test_dates_in_tags_that_are_never_closed_are_found_at_once() -> None:
    begin = time.process_time()
    page = articles.parse(b"<time datetime=2018-01-01>" * 8000, url="https://example.org/")
    assert len(page.dates) >= 8000
    assert time.process_time() - begin < 8  # with a square, 20 s
