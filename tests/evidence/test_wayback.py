"""Replies of a Wayback CDX server: what is read, what is chosen, what cannot crash it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence import wayback
from tests.conftest import shared_folder

KEY = "org,example)/synthetic"


def line(stamp: str, status: str = "200", *, mime: str = "text/html", digest: str = "SYN") -> str:
    return f"{KEY} {stamp} http://example.org/synthetic {mime} {status} {digest} 512"


def rows(*lines: str) -> tuple[wayback.Row, ...]:
    page = wayback.parse("\n".join(lines) + "\n")
    assert (page.problem, page.unreadable) == ("", 0)
    return page.rows


def test_a_line_is_read_field_by_field():
    (row,) = rows(line("20180614120000"))
    assert row == wayback.Row(
        KEY, "20180614120000", "http://example.org/synthetic", "text/html", 200, "SYN", 512
    )
    assert row.moment == dt.datetime(2018, 6, 14, 12, tzinfo=dt.UTC)


def test_missing_values_are_none_or_empty():
    (row,) = rows(f"{KEY} 20180614120000 http://example.org/ - - - -")
    assert (row.mimetype, row.status, row.digest, row.length) == ("", None, "", None)


def test_neighbours_that_are_equal_are_read_once():
    assert len(rows(line("20180614120000"), line("20180614120000"))) == 1
    assert len(rows(line("2018"), line("2019"), line("2018"))) == 3


@pytest.mark.parametrize("gap", ["", "   "])
def test_the_resume_key_stands_after_an_empty_line(gap: str):
    page = wayback.parse(f"{line('2018')}\n{gap}\norg%2Cexample%29%2F+20180101000001\n")
    assert (len(page.rows), page.resume_key) == (1, "org%2Cexample%29%2F+20180101000001")


def test_a_page_can_hold_a_key_alone():
    page = wayback.parse("\nkey%21\n")
    assert (page.rows, page.resume_key, page.problem) == ((), "key%21", "")


def test_an_empty_reply_is_a_list_of_nothing():
    assert wayback.parse("") == wayback.Page()
    assert wayback.parse("\n") == wayback.Page()


def test_one_word_without_an_empty_line_is_no_key():
    page = wayback.parse(line("2018") + "\nword\n")
    assert (page.resume_key, page.unreadable) == ("", 1)


def test_a_cut_last_line_is_counted_and_the_rest_is_read():
    page = wayback.parse(line("2018") + "\n" + line("2019")[:40])
    assert (len(page.rows), page.unreadable, page.problem) == (1, 1, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "SYNTHETIC.wayback.AdministrativeAccessControlException: Blocked Site Error\n",
            "blocked site",
        ),
        ("org.archive.wayback.exception.RobotAccessControlException: SYNTHETIC", "robots rules"),
        ("<!doctype html><title>504 SYNTHETIC</title>", "a page, not a list"),
        ("\ufeff\n <html>", "a page, not a list"),
        ('[["urlkey","timestamp"]]', "JSON"),
        ("SYNTHETIC error in plain words\n", "not in the plain CDX format"),
    ],
)
def test_a_reply_that_is_no_list_says_why(text: str, problem: str):
    page = wayback.parse(text)
    assert problem in page.problem
    assert page.rows == ()


def test_words_of_an_error_inside_an_address_are_no_error():
    text = line("2018").replace("synthetic ", "AdministrativeAccessControlException ", 1)
    assert wayback.parse(text.replace("/synthetic", "/RobotAccessControlException")).problem == ""


@given(st.text())
def test_no_text_crashes_the_reader(text: str):
    page = wayback.parse(text)
    wayback.nearest(page.rows, dt.date(2018, 6, 14))


@given(st.lists(st.text(alphabet="0123456789-:x", max_size=16)))
def test_no_timestamp_crashes_the_choice(stamps: list[str]):
    made = [wayback.Row(KEY, one, "http://example.org/", "", 200, "", None) for one in stamps]
    chosen = wayback.nearest(made, dt.date(2018, 6, 14))
    assert (chosen is None) == all(one.moment is None for one in made)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2018", (2018, 1, 1)),
        ("201808", (2018, 8, 1)),
        ("20180614", (2018, 6, 14)),
        ("2018061423", (2018, 6, 14, 23)),
        ("20180614235958", (2018, 6, 14, 23, 59, 58)),
    ],
)
def test_a_short_timestamp_is_its_first_moment(stamp: str, moment: tuple[int, ...]):
    assert wayback.moment(stamp) == dt.datetime(*moment, tzinfo=dt.UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stamp",
    ["", "201", "20181", "20181301", "20180230", "2018061425", "00000101", "201806141200001",
     "2001041400593:", "\uff12\uff10\uff11\uff18", " 2018"],
)  # fmt: skip
def test_a_wrong_timestamp_is_no_moment(stamp: str):
    assert wayback.moment(stamp) is None


def test_the_nearest_200_goes_before_a_nearer_copy_of_another_kind():
    day = dt.date(2018, 6, 14)
    found = rows(line("20180614120000", "301"), line("20180614120001", "-"), line("2012"))
    chosen = wayback.nearest(found, day)
    assert chosen is not None
    assert chosen.timestamp == "20180614120001"  # a revisit of the bytes of the copy of 2012
    other = rows(line("20180614120001", "-", digest="OTHER"), line("2012"))
    chosen = wayback.nearest(other, day)
    assert chosen is not None
    assert chosen.timestamp == "2012"


def test_a_revisit_goes_before_a_redirect():
    found = rows(line("20180614120000", "301"), line("2012", "-", mime="warc/revisit"))
    chosen = wayback.nearest(found, dt.date(2018, 6, 14))
    assert chosen is not None
    assert chosen.mimetype == "warc/revisit"


def test_copies_on_both_sides_are_compared_by_time():
    found = rows(line("20180601"), line("20180620"), line("20190101"))
    for day, stamp in (("2018-06-02", "20180601"), ("2018-06-14", "20180620")):
        chosen = wayback.nearest(found, dt.date.fromisoformat(day))
        assert chosen is not None
        assert chosen.timestamp == stamp


def test_of_two_at_the_same_distance_the_earlier_is_taken():
    found = rows(line("20180615120000"), line("20180613120000"))
    chosen = wayback.nearest(found, dt.date(2018, 6, 14))
    assert chosen is not None
    assert chosen.timestamp == "20180613120000"


def test_without_a_day_the_latest_is_taken():
    chosen = wayback.nearest(rows(line("2012"), line("2020"), line("2016")), None)
    assert chosen is not None
    assert chosen.timestamp == "2020"


def test_error_pages_and_addresses_that_are_none_are_no_copies():
    assert wayback.nearest(rows(line("2018", "404"), line("2018", "503")), None) is None
    bad = line("2018").replace("http://example.org/synthetic", "javascript:alert(1)")
    assert wayback.nearest(rows(bad), None) is None


def test_paging_ends_when_a_copy_with_content_is_past_the_day():
    day = dt.date(2018, 6, 14)
    assert wayback.settled(rows(line("20180615")), day)
    assert not wayback.settled(rows(line("20180614")), day)
    assert not wayback.settled(rows(line("20180615", "-")), day)
    assert not wayback.settled(rows(line("20180615")), None)


def test_the_address_of_the_bytes_and_of_the_page():
    (row,) = rows(line("20180614120000"))
    tail = "/http://example.org/synthetic"
    assert wayback.address(row) == f"https://web.archive.org/web/20180614120000id_{tail}"
    assert wayback.address(row, raw=False) == f"https://web.archive.org/web/20180614120000{tail}"
    mirror = wayback.Server("http://127.0.0.1:9/cdx", "http://127.0.0.1:9/web/")
    assert wayback.address(row, server=mirror).startswith("http://127.0.0.1:9/web/2018")


def test_the_day_is_no_finer_than_the_timestamp():
    days = [
        wayback.day_of(row) for row in rows(line("2018"), line("201806"), line("20180614120000"))
    ]
    assert days == ["2018", "2018-06", "2018-06-14"]


def test_the_query_encodes_the_address_and_sends_the_key_as_it_came():
    text = wayback.query("https://example.org/a?b=c&d=é#f", resume_key="org%2Ca%29%2F+2018%3A&x=1")
    assert "?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d%3D%C3%A9%23f&matchType=exact&" in text
    assert text.endswith("&resumeKey=org%2Ca%29%2F+2018%3A%26x%3D1")
    assert "resumeKey" not in wayback.query("https://example.org/").replace("showResumeKey", "")


def recorded(name: str) -> wayback.Page:
    folder = shared_folder()
    path = None if folder is None else folder / "data" / "web_archive" / name
    if path is None or not path.is_file():
        pytest.skip("the recorded replies are not on this machine (set OSINT_SHARED)")
    return wayback.parse(Path(path).read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "rows_in_file", "key"),
    [
        ("cdx_search_multipage_0.txt", 25, "com%2Ccnn%29%2F+2001041400593%3A"),
        ("cdx_search_multipage_1.txt", 25, "com%2Ccnn%29%2F+20010503212619"),
        ("cdx_search_with_date_0.txt", 1000, "com%2Cdw%29%2F+20191218145126"),
        ("cdx_search_with_filter_0.txt", 10, "gov%2Cnasa%29%2F+20220101013953"),
    ],
)
def test_recorded_replies_are_read_whole(name: str, rows_in_file: int, key: str):
    page = recorded(name)
    assert (page.resume_key, page.unreadable, page.problem) == (key, 0, "")
    assert 0 < len(page.rows) <= rows_in_file
    assert all(row.moment is not None for row in page.rows)


def test_a_recorded_block_is_named():
    assert "blocked site" in recorded("cdx_search_raises_for_blocked_urls_0.txt").problem


def test_a_recorded_reply_gives_the_copy_nearest_to_a_day():
    chosen = wayback.nearest(recorded("cdx_search_multipage_0.txt").rows, dt.date(2001, 4, 13))
    assert chosen is not None
    assert (chosen.status, chosen.timestamp[:8]) == (200, "20010413")
