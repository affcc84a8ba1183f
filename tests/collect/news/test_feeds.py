"""Feeds: dates with how they were read, text without tags, nothing fetched by the parser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.news import _dates, feeds
from osint_helpers.errors import CollectError, NotRecorded, OsintError, SourceRefusedError
from tests.collect.fakes import feeds as fake
from tests.collect.fakes.server import Reply
from tests.collect.news.conftest import MakeDesk


@pytest.fixture
def outlet(desk: MakeDesk):
    made = desk(feeds=fake.answer)
    return made, f"{made.fakes.url}/feeds"


def rows(data: bytes, **how: Any) -> list[dict[str, Any]]:
    return feeds.parse(data, url="http://example.org/feed", **how)


def test_entries_have_their_dates_and_how_they_were_read(outlet):
    made, base = outlet
    got = feeds.entries(made.client("live"), url=f"{base}/rss")
    assert got.meta.complete
    first, second, third, fourth = got.frame.to_dict("records")
    assert first["published"] == "Mon, 01 Oct 2018 07:00:00 +0900"
    assert first["published_on"] == "2018-10-01"
    assert first["published_at"] == pd.Timestamp("2018-09-30T22:00:00Z")
    assert (first["published_how"], first["guid"]) == ("RFC 822", "synthetic-1")
    assert (second["published_on"], second["published_how"]) == ("2018-10-02", "ISO 8601")
    assert pd.isna(second["published_at"])
    assert pd.isna(third["published"])
    assert pd.isna(third["published_on"])
    assert pd.isna(first["updated"])
    assert fourth["published"] == "01/02/2018"
    assert pd.isna(fourth["published_on"])
    assert pd.isna(fourth["published_at"])


def test_a_recorded_feed_is_the_same_offline(outlet):
    made, base = outlet
    first = feeds.entries(made.client("record"), url=f"{base}/atom")
    again = feeds.entries(made.client("replay"), url=f"{base}/atom")
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert len(made.fakes.asked) == 1
    with pytest.raises(NotRecorded):
        feeds.entries(made.client("replay"), url=f"{base}/rss")


def test_tags_are_taken_off_and_links_made_whole():
    first, _, third, _ = rows(fake.RSS)
    assert first["title"] == "SYNTHETIC & first"
    assert first["summary"] == "A TEST VESSEL\nleft."
    assert first["link"] == "http://example.org/news/1"
    assert third["link"] is None


def test_atom_has_authors_and_updates():
    (one,) = rows(fake.ATOM)
    assert (one["title"], one["author"]) == ("SYNTHETIC third", "SYNTHETIC WRITER")
    assert one["link"] == "http://example.org/a/3"
    assert one["updated_at"].isoformat() == "2018-10-03T15:00:00+00:00"
    assert one["published"] is None
    assert one["summary"] == "plain <not a tag>"


def test_broken_xml_is_read_and_said_to_be_broken(outlet):
    made, base = outlet
    got = feeds.entries(made.client("live"), url=f"{base}/cut")
    assert len(got) >= 2
    assert "entries may be lacking" in got.meta.reason


def test_an_empty_feed_is_complete(outlet):
    made, base = outlet
    assert "Not found" in feeds.entries(made.client("live"), url=f"{base}/empty").nothing_found("x")


def test_a_page_is_no_feed(outlet):
    made, base = outlet
    with pytest.raises(SourceRefusedError, match="no feed"):
        feeds.entries(made.client("live"), url=f"{base}/page")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(encoding: str):
    with pytest.raises(CollectError, match="declares entities"):
        rows(fake.BOMB.decode().encode(encoding))


def test_a_document_type_without_entities_is_read():
    kind = b'<!DOCTYPE rss PUBLIC "-//SYNTHETIC//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'
    data = fake.RSS.replace(b'<rss version="2.0">', kind + b'<rss version="0.91">')
    assert len(rows(data)) == 4


def test_bytes_that_look_like_a_file_or_an_address_are_not_opened(tmp_path: Path):
    path = tmp_path / "feed.xml"
    path.write_bytes(fake.RSS)
    for text in (str(path), path.as_uri(), "http://192.0.2.1/feed"):
        with pytest.raises(SourceRefusedError, match="no feed"):
            rows(text.encode())


def test_a_charset_that_does_not_hold_is_said_and_nothing_is_lost(outlet):
    made, base = outlet
    made.fakes.trouble["feeds"] = [Reply(fake.RSS, "text/html; charset=utf-8")]
    got = feeds.entries(made.client("live"), url=f"{base}/rss")
    assert got.meta.complete
    assert any("unusual" in one for one in got.meta.notes)


@pytest.mark.parametrize("trouble", [Reply(b"x", "text/plain", 404), Reply(b"", status=429)])
def test_an_error_is_an_error(outlet, trouble: Reply):
    made, base = outlet
    made.fakes.trouble["feeds"] = [trouble] * 3
    with pytest.raises(SourceRefusedError):
        feeds.entries(made.client("live"), url=f"{base}/rss")


def test_a_feed_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "MOST", 100)
    with pytest.raises(CollectError, match="more than 100"):
        rows(fake.RSS)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_entries_or_an_error_of_ours(data: bytes):
    for text in (data, b'<rss version="2.0"><channel><item><pubDate>' + data):
        try:
            rows(text)
        except OsintError:
            continue


@pytest.mark.parametrize(
    ("text", "day", "at", "how"),
    [
        ("2018-10-01", "2018-10-01", None, "ISO 8601"),
        ("2018-10", "2018-10", None, "ISO 8601"),
        ("2018", "2018", None, "ISO 8601"),
        ("2018-10-01T23:30:00-05:00", "2018-10-01", "2018-10-02T04:30:00+00:00", "ISO 8601"),
        ("2018-10-01 06:00:00 UTC", "2018-10-01", "2018-10-01T06:00:00+00:00", "ISO 8601"),
        ("Mon, 01 Oct 2018 07:00:00 -0000", "2018-10-01", None, "RFC 822"),
        ("2018/10/1", "2018-10-01", None, "year/month/day"),
        ("20181001", "2018-10-01", None, "year/month/day"),
        ("01/02/2018", "", None, ""),
        ("2018-13-01", "", None, ""),
        ("2018-13", "", None, ""),
        ("0001-01-01T00:00:00Z", "", None, ""),
        ("x" * 200, "", None, ""),
    ],
)
def test_a_date_is_read_when_it_has_one_meaning(text: str, day: str, at: str | None, how: str):
    got = _dates.read(text)
    assert (got.day, got.how) == (day, how)
    assert (got.at.isoformat() if got.at else None) == at


@given(st.text(max_size=40) | st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"))
def test_reading_a_date_never_fails(text: str):
    assert len(_dates.read(text).text) <= 100


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (" " * (4 << 20), "bytes, more than 4194304"),
        ("<" * 200_001, "signs of markup, more than 200000"),
        ("&" * 200_001, "signs of markup, more than 200000"),
        ("<item/>" * 10_001, "10001 entries, more than 10000"),
        ("<a:entry/>" * 10_001, "10001 entries, more than 10000"),
    ],
    ids=["bytes", "tags", "references", "items", "entries"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_beyond_its_bounds_is_refused_before_it_is_parsed(
    inside: str, said: str, encoding: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "need", lambda _: pytest.fail("it was parsed"))
    with pytest.raises(CollectError, match=said):
        rows(f"<rss><channel>{inside}".encode(encoding))


def test_the_bounds_of_a_feed_are_among_its_limits():
    assert any("4 MiB" in one and "10000 entries" in one for one in feeds.MANIFEST.limits)
