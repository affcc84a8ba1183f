"""Dates of lists: as precise as printed, and never more."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.sanctions import days


@pytest.mark.parametrize(
    ("raw", "text", "precision"),
    [
        ("2014-01-03", "2014-01-03", "day"),
        ("2018-03-30-04:00", "2018-03-30", "day"),
        ("2018-03-30+00:00", "2018-03-30", "day"),
        ("2020-04-15T15:29:22.497+02:00", "2020-04-15", "day"),
        ("2018-05", "2018-05", "month"),
        ("1965", "1965", "year"),
        ("00/00/1980", "1980", "year"),
        ("00/05/1981", "1981-05", "month"),
        ("10/00/1983", "1983", "year"),  # a day of an unknown month says no more than the year
        ("dd/mm/1965", "1965", "year"),
        ("dd/02/1965", "1965-02", "month"),
        ("16.7.2009", "2009-07-16", "day"),
        ("05 Jun 1950", "1950-06-05", "day"),
        ("10 Dec 1948", "1948-12-10", "day"),  # the c of Dec is no circa
        ("13-Feb-2026", "2026-02-13", "day"),
        ("Sept. 1977", "1977-09", "month"),
        ("June 5, 1950", "1950-06-05", "day"),
        ("circa 1961", "1961", "approx"),
        ("c. 1961", "1961", "approx"),
        ("1976 to 1978", "1976/1978", "year"),
        ("between 1976 and 1978", "1976/1978", "year"),
        ("01 Jan 1976 to 31 Dec 1978", "1976-01-01/1978-12-31", "day"),
        ("1976-1978", "1976/1978", "year"),  # -1978 is no time zone
        ("circa 1976-1978", "1976/1978", "approx"),
        ("Aug 1977 to 1978", "1977-08/1978", "approx"),
        ("31/02/1960", "", "none"),
        ("00/00/0000", "", "none"),
        ("24/06/1402", "", "none"),
        ("1978 to 1976", "", "none"),
        ("24/06/1402 (Hijri Calendar)", "", "none"),
        ("unknown", "", "none"),
        ("-0- ", "", "none"),
        ("", "", "none"),
    ],
)
def test_a_printed_date_is_read_to_its_precision(raw: str, text: str, precision: str) -> None:
    found = days.read(raw)
    assert (found["text"], found["precision"], found["raw"]) == (text, precision, raw.strip())


def test_the_order_of_day_and_month_is_that_of_the_list() -> None:
    assert days.read("04/02/2020", order="mdy")["text"] == "2020-04-02"
    assert days.read("04/02/2020")["text"] == "2020-02-04"


def test_what_the_list_calls_approximate_is_soft() -> None:
    found = days.read("1966", soft=True)
    assert (found["precision"], found["earliest"], found["latest"]) == (
        "approx", "1966-01-01", "1966-12-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    "raw", ["-0- ", "-0-", "", "  ", "Does not exist", "na", "N/A", "\xa0", None]
)
def test_words_for_nothing_are_missing(raw: str | None) -> None:
    assert days.missing(raw)
    assert days.value(raw) is None


def test_the_earliest_and_the_latest_pass_over_what_was_not_read() -> None:
    found = [days.read(one) for one in ("unknown", "2018", "2018-03-01", "2016-07-06")]
    assert days.earliest(found) is found[3]
    assert days.latest(found) is found[1]  # 2018 may end in December
    assert days.earliest([days.read("")]) is None


@given(st.dates(dt.date(1700, 1, 1)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    month = day.strftime("%b")
    for text in (
        day.isoformat(),
        f"{day.day:02d}/{day.month:02d}/{day.year:04d}",
        f"{day.day}.{day.month}.{day.year:04d}",
        f"{day.day:02d} {month} {day.year:04d}",
        f"{day.day:02d}-{month}-{day.year:04d}",
    ):
        found = days.read(text)
        assert (found["text"], found["precision"]) == (day.isoformat(), "day"), text
    assert days.read(f"00/{day.month:02d}/{day.year:04d}")["text"] == day.isoformat()[:7]


@given(st.text(max_size=40) | st.from_regex(r"[0-9dmy/.\- ]{0,12}", fullmatch=True))
def test_any_text_is_read_or_kept_and_a_day_is_never_made_up(text: str) -> None:
    for order in ("dmy", "mdy"):
        found = days.read(text, order=order)
        assert found["raw"] == text.strip()
        assert (found["precision"] == "none") == (found["text"] == "")
        if found["precision"] == "day" and "/" not in found["text"]:
            year, month, day = (int(one) for one in found["text"].split("-"))
            assert str(day) in text
            assert str(year) in text.replace(" ", "")
            assert month > 0
