"""Wayback: pages of the index, dialects, copies and their digests."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.news import _cdx, _payload, wayback
from osint_helpers.errors import (
    CaptureRefusedError,
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from osint_helpers.evidence import wayback as index
from osint_helpers.evidence.wayback import Row
from tests.collect.desk import Desk
from tests.collect.fakes import wayback as fake
from tests.collect.fakes.server import Reply
from tests.collect.news.conftest import MakeDesk
from tests.conftest import shared_folder

PAGE = fake.PAGE
FOLDERS = {"wayback": "search", "wayback:replay": "web"}
LINE = "org,example)/synthetic 20180614120000 http://example.org/synthetic text/html 200 SYN 512"


@pytest.fixture
def archive(desk: MakeDesk):
    def make(source: Any = fake.answer) -> Desk:
        return desk(FOLDERS, wayback=source)

    return make


def copies(count: int) -> list[fake.Copy]:
    return [fake.Copy(PAGE, f"2018{n // 28 % 12 + 1:02}{n % 28 + 1:02}{n // 336:02}0000")
            for n in range(count)]  # fmt: skip


def test_copies_are_rows_with_moments_and_missing_values_missing(archive):
    got = wayback.captures(archive().client("live"), url=PAGE)
    assert got.meta.complete
    assert got.frame["timestamp"].tolist() == [
        "20180614120000", "20181001070000", "20190115093012", "20200301000000",
    ]  # fmt: skip
    assert got.frame["captured_at"].iloc[0] == pd.Timestamp("2018-06-14T12:00:00Z")
    assert got.frame["status"].tolist()[2:] == [200, 404]
    assert pd.isna(got.frame["status"].iloc[1])
    assert got.frame["revisit"].tolist() == [False, True, False, False]
    assert got.frame["digest"].iloc[0] == got.frame["digest"].iloc[1]
    assert got.frame["digest_is_sha1"].all()
    assert got.frame["copy"].iloc[0].endswith(f"/web/20180614120000id_/{PAGE}")
    assert str(got.frame["status"].dtype) == "Int64"
    assert any("1 lines repeat" in one for one in got.meta.notes)


def test_recorded_copies_are_the_same_offline(archive):
    made = archive()
    first = wayback.captures(made.client("record"), url=PAGE)
    asked = len(made.fakes.asked)
    pd.testing.assert_frame_equal(
        first.frame, wayback.captures(made.client("replay"), url=PAGE).frame
    )
    assert len(made.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        wayback.captures(made.client("replay"), url=PAGE, match="prefix")


def test_a_short_timestamp_is_no_moment(archive):
    got = wayback.captures(archive().client("live"), url="http://example.org/old")
    (row,) = got.frame.to_dict("records")
    assert (row["captured_on"], row["precision"]) == ("2018", "year")
    assert pd.isna(row["captured_at"])


@pytest.mark.parametrize(
    ("stamp", "day", "precision"),
    [("2018", "2018", "year"), ("201806", "2018-06", "month"), ("20180614", "2018-06-14", "day"),
     ("2018061412", "2018-06-14", "hour"), ("20180614120000", "2018-06-14", "second"),
     ("20181399", None, "none"), ("20180", None, "none")],
)  # fmt: skip
def test_a_timestamp_is_as_precise_as_its_digits(stamp: str, day: str | None, precision: str):
    row = Row("k", stamp, "http://example.org/", "", None, "", None)
    assert (_cdx.day_of(row), _cdx.precision(stamp)) == (day, precision)


def test_pages_follow_the_resume_key_as_it_came(archive, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(wayback, "PAGE", 10)
    made = archive(fake.Source(copies(25)))
    got = wayback.captures(made.client("live"), url=PAGE)
    assert got.meta.complete
    assert got.frame["timestamp"].tolist() == [one.timestamp for one in copies(25)]
    assert [part.rows for part in got.meta.parts] == [10, 10, 5]
    assert made.fakes.asked[1].one("resumeKey") == "org,example)/synthetic 20180111000000"


def test_as_many_rows_as_asked_for_without_a_key_count_as_cut_off(archive, monkeypatch):
    monkeypatch.setattr(wayback, "PAGE", 25)
    got = wayback.captures(archive(fake.Source(copies(25), keys=False)).client("live"), url=PAGE)
    assert len(got) == 25
    assert "no key to go on with" in got.meta.reason


def test_the_same_resume_key_again_ends_the_asking(archive):
    made = archive()
    page = json.dumps([list(fake.NAMES), LINE.split(), [], ["key+1"]]).encode()
    made.fakes.trouble["wayback"] = [Reply(page)] * 9
    got = wayback.captures(made.client("live"), url=PAGE)
    assert len(made.fakes.asked) == 2
    assert "same resume key" in got.meta.reason


def test_an_endless_list_is_bounded(archive, monkeypatch):
    monkeypatch.setattr(wayback, "MOST_PAGES", 3)
    monkeypatch.setattr(wayback, "PAGE", 5)
    got = wayback.captures(archive(fake.Source(copies(25))).client("live"), url=PAGE)
    assert len(got) == 15
    assert "first 3 pages" in got.meta.reason


def test_a_limit_that_leaves_copies_out_is_said(archive):
    made = archive(fake.Source(copies(25)))
    got = wayback.captures(made.client("live"), url=PAGE, limit=10)
    assert len(got) == 10
    assert "only the first 10 rows" in got.meta.reason
    assert wayback.captures(made.client("live"), url=PAGE, limit=26).meta.complete


def test_bounds_and_filters_reach_the_index(archive):
    made = archive()
    got = wayback.captures(
        made.client("live"), url=PAGE, start="2018-10", end="2019-12-31",
        filters=("!mimetype:warc/revisit",), collapse="timestamp:8",
    )  # fmt: skip
    assert got.frame["timestamp"].tolist() == ["20190115093012"]
    (asked,) = made.fakes.asked
    assert (asked.one("from"), asked.one("to")) == ("201810", "20191231")
    assert asked.one("collapse") == "timestamp:8"


def test_a_prefix_finds_the_pages_below(archive):
    got = wayback.captures(archive().client("live"), url=PAGE, match="prefix")
    assert set(got.frame["original"]) == {PAGE, f"{PAGE}/packed"}


@pytest.mark.parametrize(
    "wrong",
    [{"match": "all"}, {"filters": ("colour:red",)}, {"filters": ("statuscode",)},
     {"collapse": "day"}, {"start": "20181"}, {"end": "2018-13"}],
)  # fmt: skip
def test_a_question_the_index_does_not_know_is_refused(archive, wrong: dict[str, Any]):
    made = archive()
    with pytest.raises(CollectError):
        wayback.captures(made.client("live"), url=PAGE, **wrong)
    assert not made.fakes.asked


def test_no_copy_is_a_complete_answer(archive):
    got = wayback.captures(archive().client("live"), url="http://example.org/never")
    assert "Not found in Wayback Machine" in got.nothing_found("copies")


@pytest.mark.parametrize(
    ("host", "said"), [("blocked", "blocked site"), ("robots", "robots rules")]
)
def test_an_archive_that_does_not_show_a_site_has_not_said_there_are_none(
    archive, host: str, said: str
):
    with pytest.raises(OsintError, match=said):
        wayback.captures(archive().client("live"), url=f"http://{host}.example.org/")


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(fake.BLOCKED, "text/plain"),
        Reply(b"java.lang.NullPointerException: SYNTHETIC\n\tat x"),
        Reply(b"<!doctype html><p>SYNTHETIC", "text/html"),
        Reply(b"<html>SYNTHETIC", "text/html", 404),
        Reply(b'[["urlkey","timestamp"'),
        Reply(b"[]", status=403),
    ],
)
def test_what_is_no_list_is_no_empty_result(archive, trouble: Reply):
    made = archive()
    made.fakes.trouble["wayback"] = [trouble]
    with pytest.raises(OsintError):
        wayback.captures(made.client("live"), url=PAGE)


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}])
def test_a_limit_is_waited_for_and_asked_again(archive, headers: dict[str, str]):
    made = archive()
    made.fakes.trouble["wayback"] = [Reply(b"SYNTHETIC limit", "text/plain", 429, headers)]
    assert wayback.captures(made.client("live"), url=PAGE).meta.complete
    assert len(made.fakes.asked) == 2


def test_a_limit_that_stays_is_an_error(archive):
    made = archive()
    made.fakes.trouble["wayback"] = [Reply(b"SYNTHETIC limit", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError, match="429"):
        wayback.captures(made.client("live"), url=PAGE)


def test_several_addresses_are_a_part_each_and_a_failed_one_is_named(archive):
    made = archive()
    got = wayback.captures_of(
        made.client("live"),
        urls=(PAGE, "http://blocked.example.org/", "http://example.org/never",
              "http://example.org/old", PAGE),
    )  # fmt: skip
    assert got.frame["asked_url"].value_counts().to_dict() == {
        PAGE: 4, "http://example.org/old": 1,
    }  # fmt: skip
    assert [one.name for one in got.meta.missing] == ["http://blocked.example.org/"]
    assert "the index lists no copy of http://example.org/never" in got.meta.notes
    assert not any("blocked" in one for one in got.meta.notes)


def test_lines_that_cannot_be_read_make_the_list_incomplete(archive):
    made = archive()
    made.fakes.trouble["wayback"] = [Reply(f"{LINE}\n{LINE[:40]}".encode(), "text/plain")]
    got = wayback.captures(made.client("live"), url=PAGE)
    assert len(got) == 1
    assert "1 lines of the index cannot be read" in got.meta.reason


def test_three_dialects_and_index_files_give_the_same_rows():
    fields = LINE.split()
    named = dict(zip(("urlkey", "timestamp", "url", "mime", "status", "digest", "length"), fields,
                     strict=True))  # fmt: skip
    inner = {name: named[name] for name in ("url", "mime", "status", "digest", "length")}
    texts = {
        "text": LINE,
        "json": json.dumps([list(fake.NAMES), fields]),
        "ndjson": json.dumps(named),
        "cdxj": f"{fields[0]} {fields[1]} {json.dumps(inner)}",
    }
    for dialect, text in texts.items():
        reply = _cdx.read(text.encode(), "SYNTHETIC")
        assert reply.dialect == dialect
        assert reply.rows == _cdx.read(LINE.encode(), "SYNTHETIC").rows
        assert (reply.unreadable, reply.repeated, reply.resume_key) == (0, 0, "")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ([["urlkey", "timestamp"], ["a", "b"]], "original"),
        ([[*fake.NAMES, "colour"], [*LINE.split(), "red"]], "colour"),
        ([{"urlkey": "x"}], "answer"),
    ],
)
def test_another_header_row_is_a_changed_schema(text: Any, column: str):
    with pytest.raises(SchemaChanged) as error:
        wayback.parse(json.dumps(text).encode())
    assert error.value.column == column


def test_an_object_with_other_fields_is_a_changed_schema():
    with pytest.raises(SchemaChanged) as error:
        wayback.parse(b'{"urlkey": "k", "timestamp": "2018", "url": "http://e.org/", "hue": "1"}')
    assert error.value.column == "hue"
    with pytest.raises(SchemaChanged):
        wayback.parse(b'{"urlkey": "k", "timestamp": "2018"}')


def test_rows_of_another_length_are_counted():
    reply = _cdx.read(json.dumps([list(fake.NAMES), LINE.split(), ["a"]]).encode(), "S")
    assert (len(reply.rows), reply.unreadable) == (1, 1)


@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b"{", LINE.encode() + b"\n"]))
def test_arbitrary_bytes_are_rows_or_an_error_of_ours(data: bytes, start: bytes):
    try:
        wayback.parse(start + data)
    except OsintError:
        return


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=9), max_size=9)))
def test_arbitrary_tables_are_rows_or_an_error_of_ours(table: list[list[str]]):
    for held in (table, [list(fake.NAMES), *table]):
        try:
            wayback.parse(json.dumps(held).encode())
        except OsintError:
            continue


def test_a_copy_has_its_moment_and_the_digest_of_the_index(archive):
    made = archive()
    client = made.client("record")
    row = wayback.captures(client, url=PAGE).frame.iloc[0]
    got = wayback.replay(client, url=PAGE, timestamp=row["timestamp"], digest=row["digest"])
    (one,) = got.frame.to_dict("records")
    assert one["memento_at"] == pd.Timestamp("2018-06-14T12:00:00Z")
    assert (one["same_moment"], one["seconds_off"], one["same_address"]) == (True, 0, True)
    assert (one["digest_check"], one["digest_of"], one["status"]) == ("agrees", "as sent", 200)
    assert one["sha256"] == got.meta.sha256
    again = wayback.replay(
        made.client("replay"), url=PAGE, timestamp=row["timestamp"], digest=row["digest"]
    )
    pd.testing.assert_frame_equal(got.frame, again.frame)


def test_the_nearest_copy_is_said_to_be_another(archive):
    got = wayback.replay(archive().client("live"), url=PAGE, timestamp="20181225000000")
    (one,) = got.frame.to_dict("records")
    assert one["asked_timestamp"] == "20181225000000"
    assert one["memento_at"] == pd.Timestamp("2019-01-15T09:30:12Z")
    assert not one["same_moment"]
    assert one["seconds_off"] == 21 * 86400 + 9 * 3600 + 30 * 60 + 12
    assert one["digest_check"] == "not known"


def test_other_bytes_than_those_of_the_index_are_said_to_differ(archive):
    got = wayback.replay(
        archive().client("live"), url=PAGE, timestamp="20180614120000",
        digest=fake.sha1(b"SYNTHETIC other"),
    )  # fmt: skip
    assert got.frame["digest_check"].tolist() == ["differs"]
    assert pd.isna(got.frame["digest_of"].iloc[0])


def test_packed_bytes_are_compared_as_they_were_sent(archive):
    client = archive().client("live")
    url = f"{PAGE}/packed"
    row = wayback.captures(client, url=url).frame.iloc[0]
    got = wayback.replay(client, url=url, timestamp=row["timestamp"], digest=row["digest"])
    (one,) = got.frame.to_dict("records")
    assert (one["digest_check"], one["digest_of"]) == ("agrees", "as sent")
    assert one["bytes"] == len(b"<p>SYNTHETIC packed</p>")
    unpacked = wayback.replay(
        client, url=url, timestamp=row["timestamp"], digest=fake.sha1(b"<p>SYNTHETIC packed</p>")
    )
    assert unpacked.frame["digest_of"].tolist() == ["decoded"]


def test_a_copy_of_an_error_page_is_a_copy(archive):
    got = wayback.replay(archive().client("live"), url=PAGE, timestamp="20200301000000")
    assert got.frame["status"].tolist() == [404]


def test_an_answer_without_memento_datetime_is_no_copy(archive):
    made = archive()
    with pytest.raises(SourceRefusedError, match="no copy") as error:
        wayback.replay(made.client("live"), url="http://example.org/never", timestamp="2018")
    assert error.value.status == 404
    made.fakes.trouble["wayback"] = [Reply(b"<p>SYNTHETIC", "text/html")]
    with pytest.raises(SourceRefusedError, match="no copy"):
        wayback.replay(made.client("live"), url=PAGE, timestamp="20180614120000")


def test_a_limit_of_the_archive_is_no_copy_and_is_asked_again(archive):
    made = archive()
    made.fakes.trouble["wayback"] = [Reply(b"SYNTHETIC limit", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError, match="429"):
        wayback.replay(made.client("record"), url=PAGE, timestamp="20180614120000")
    got = wayback.replay(made.client("record"), url=PAGE, timestamp="20180614120000")
    assert got.frame["status"].tolist() == [200]


def test_a_memento_of_another_address_is_said_to_be_one(archive):
    made = archive()
    made.fakes.trouble["wayback"] = [
        Reply(b"SYNTHETIC", "text/plain", 200, {
            "Memento-Datetime": "Thu, 14 Jun 2018 12:00:00 GMT",
            "Link": '<http://example.org/elsewhere>; rel="original"',
        })
    ]  # fmt: skip
    got = wayback.replay(made.client("live"), url=PAGE, timestamp="20180614120000")
    assert got.frame["same_address"].tolist() == [False]
    assert got.frame["original"].tolist() == ["http://example.org/elsewhere"]


@pytest.mark.parametrize("text", ["yesterday", "Thu, 14 Jun 2018 12:00:00"])
def test_a_memento_time_that_is_none_is_refused(archive, text: str):
    made = archive()
    made.fakes.trouble["wayback"] = [Reply(b"x", "text/plain", 200, {"Memento-Datetime": text})]
    with pytest.raises(SourceRefusedError, match="is no time"):
        wayback.replay(made.client("live"), url=PAGE, timestamp="20180614120000")


def test_an_address_with_a_key_is_listed_but_not_fetched(archive):
    made = archive()
    url = f"{PAGE}?token=SYNTHETIC"
    assert wayback.captures(made.client("live"), url=url).meta.complete
    with pytest.raises(CaptureRefusedError, match="token"):
        wayback.replay(made.client("live"), url=url, timestamp="2018")
    assert len(made.fakes.asked) == 1


def test_a_copy_repeated_at_the_edge_of_a_page_is_kept_once_and_counted(archive):
    made = archive()
    head, line = list(fake.NAMES), LINE.split()
    made.fakes.trouble["wayback"] = [
        Reply(json.dumps([head, line, [], ["key+1"]]).encode()),
        Reply(json.dumps([head, line]).encode()),
    ]
    got = wayback.captures(made.client("live"), url=PAGE)
    assert (len(got), got.meta.complete) == (1, True)
    assert any("1 lines repeat" in one for one in got.meta.notes)


def test_an_unknown_timestamp_is_refused_before_it_is_asked(archive):
    made = archive()
    with pytest.raises(CollectError, match="no timestamp"):
        wayback.replay(made.client("live"), url=PAGE, timestamp="20181")
    assert not made.fakes.asked


@pytest.mark.parametrize(
    ("name", "rows", "repeated"),
    [
        ("cdx_search_multipage_0.txt", 7, 18),
        ("cdx_search_multipage_1.txt", 7, 18),
        ("cdx_search_with_date_0.txt", 997, 3),
        ("cdx_search_with_filter_0.txt", 10, 0),
    ],
)
def test_recorded_replies_of_the_archive_are_read(name: str, rows: int, repeated: int):
    reply = _cdx.read(_recorded(name), "Internet Archive")
    assert (len(reply.rows), reply.repeated, reply.unreadable) == (rows, repeated, 0)
    assert "%29%2F+20" in reply.resume_key
    assert all(one.moment is not None and _payload.is_sha1(one.digest) for one in reply.rows)


def test_the_recorded_refusal_is_a_refusal():
    with pytest.raises(SourceRefusedError, match="blocked site"):
        wayback.parse(_recorded("cdx_search_raises_for_blocked_urls_0.txt"))


def test_an_index_file_of_a_real_crawl_is_read_whole():
    reply = _cdx.read(_recorded("pywb_iana.cdxj"), "pywb")
    assert (reply.dialect, len(reply.rows), reply.unreadable) == ("cdxj", 171, 0)
    assert sum(one.mimetype == "warc/revisit" for one in reply.rows) == 123


def _recorded(name: str) -> bytes:
    shared = shared_folder()
    path = None if shared is None else shared / "data" / "web_archive" / name
    if path is None or not path.is_file():
        pytest.skip(f"{name} is not on this machine")
    return path.read_bytes()


def test_a_time_that_is_none_is_none_and_each_is_read_once():
    index.moment.cache_clear()
    for text in ("20180229000000", "20181301000000", "20180101240000", "20180101006000", "0000",
                 "20180101000060", "20180", "2018010100000", "2018-01"):  # fmt: skip
        assert index.moment(text) is None
    assert index.moment("20180228235959") == dt.datetime(2018, 2, 28, 23, 59, 59, tzinfo=dt.UTC)
    assert index.moment("201802") == dt.datetime(2018, 2, 1, tzinfo=dt.UTC)
    index.moment("201802")
    assert index.moment.cache_info().hits == 1
    assert index.moment.cache_info().maxsize == 1024
