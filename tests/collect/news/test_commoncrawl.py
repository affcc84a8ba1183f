"""Common Crawl: crawls, pages that are or are not heeded, records out of archive files."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.news import _warc_record, commoncrawl
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import commoncrawl as fake
from tests.collect.fakes.server import Reply, as_json
from tests.collect.news.conftest import MakeDesk
from tests.conftest import shared_folder

CRAWL = fake.CRAWLS[0]
ASK: dict[str, Any] = {"url": fake.PAGE, "crawls": (CRAWL,), "match": "prefix"}


@pytest.fixture
def crawl(desk: MakeDesk):
    def make(source: Any = fake.answer) -> Desk:
        return desk({"commoncrawl:data": "data"}, commoncrawl=source)

    return make


def test_crawls_are_listed(crawl):
    got = commoncrawl.crawls(crawl().client("live"))
    assert got.frame["crawl"].tolist() == list(fake.CRAWLS)
    assert got.frame["first"].tolist() == ["2018-10-15T00:00:00"] * 2


def test_copies_come_page_by_page(crawl):
    made = crawl()
    got = commoncrawl.captures(made.client("live"), **ASK)
    assert got.meta.complete
    assert len(got) == 12
    assert [one.one("page") for one in made.fakes.asked] == ["", "0", "1", "2"]
    first = got.frame.iloc[0]
    assert first["captured_at"] == pd.Timestamp("2018-10-16T07:00:00Z")
    assert (first["filename"], first["offset"], first["crawl"]) == (fake.FILE, 0, CRAWL)
    assert (first["status"], first["digest_is_sha1"], first["languages"]) == (200, True, "eng")
    assert pd.isna(first["truncated"])


def test_recorded_copies_are_the_same_offline(crawl):
    made = crawl()
    first = commoncrawl.captures(made.client("record"), **ASK)
    asked = len(made.fakes.asked)
    again = commoncrawl.captures(made.client("replay"), **ASK)
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert len(made.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        commoncrawl.captures(made.client("replay"), **{**ASK, "match": "exact"})


def test_no_captures_found_is_zero_hits(crawl):
    got = commoncrawl.captures(
        crawl().client("live"), url="http://example.org/never", crawls=fake.CRAWLS
    )
    assert "Not found in Common Crawl" in got.nothing_found("copies")


@pytest.mark.parametrize("key", ["message", "error"])
def test_either_writing_of_no_captures_is_zero_hits(crawl, key: str):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [as_json({key: "No Captures found for: x"}, 404)]
    assert commoncrawl.captures(made.client("live"), **ASK).meta.complete


def test_an_unknown_crawl_is_missing_and_not_zero_hits(crawl):
    made = crawl()
    got = commoncrawl.captures(
        made.client("live"), url=f"{fake.PAGE}/1", crawls=("CC-MAIN-2001-01", CRAWL)
    )
    assert [one.name for one in got.meta.missing] == ["CC-MAIN-2001-01 pages"]
    assert len(got) == 1


def test_a_server_that_does_not_heed_pages_does_not_loop(crawl):
    made = crawl(fake.Source(heeds_pages=False))
    got = commoncrawl.captures(made.client("live"), **ASK)
    assert len(got) == 12
    assert "does not heed the page" in got.meta.reason
    assert len(made.fakes.asked) == 3


def test_pages_are_bounded(crawl, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commoncrawl, "MOST_PAGES", 2)
    got = commoncrawl.captures(crawl().client("live"), **ASK)
    assert len(got) == 10
    assert "first 2 of 3 pages" in got.meta.reason


def test_a_page_that_fails_is_named(crawl):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [
        as_json({"pages": 2, "pageSize": 5, "blocks": 2}), as_json({"message": "SYNTHETIC"}, 400),
    ]  # fmt: skip
    got = commoncrawl.captures(made.client("live"), **ASK)
    assert [one.name for one in got.meta.missing] == [f"{CRAWL} page 1"]
    assert len(got) == 5


@pytest.mark.parametrize(
    "trouble",
    [Reply(b"<html>SYNTHETIC", "text/html"), Reply(b"", status=404), as_json({"message": "x"}),
     Reply(b"SYNTHETIC", "text/plain", 404)],
)  # fmt: skip
def test_a_page_that_is_no_list_is_missing(crawl, trouble: Reply):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [as_json({"pages": 1}), trouble]
    got = commoncrawl.captures(made.client("live"), **ASK)
    assert not got.meta.complete


def test_a_limit_that_stays_is_an_error(crawl):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [Reply(b"SYNTHETIC", "text/plain", 429)] * 3
    with pytest.raises(SourceRefusedError, match="429"):
        commoncrawl.crawls(made.client("live"))


def test_a_cut_last_line_makes_the_list_incomplete(crawl):
    made = crawl()
    page = (json.dumps(fake.lines()[0]) + "\n" + json.dumps(fake.lines()[1])[:50]).encode()
    made.fakes.trouble["commoncrawl"] = [as_json({"pages": 1}), Reply(page)]
    got = commoncrawl.captures(made.client("live"), **ASK)
    assert len(got) == 1
    assert "1 lines" in got.meta.reason


@pytest.mark.parametrize(
    ("held", "column"),
    [([{"id": "a", "name": "b"}], "cdx-api"), ([{"id": "a", "name": "b", "cdx-api": "c", "hue": 1}],
     "hue"), ({"id": 1}, "answer")],
)  # fmt: skip
def test_another_list_of_crawls_is_a_changed_schema(held: Any, column: str):
    with pytest.raises(SchemaChanged) as error:
        commoncrawl.parse_crawls(json.dumps(held).encode())
    assert error.value.column == column


def test_a_count_that_is_none_is_a_changed_schema(crawl):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [as_json({"pages": "many"})]
    with pytest.raises(SchemaChanged):
        commoncrawl.captures(made.client("live"), **ASK)


@pytest.mark.parametrize(
    "wrong", [{"crawls": ("../x",)}, {"match": "any"}, {"filters": ("hue:x",)}, {"start": "never"}]
)
def test_a_question_the_index_does_not_know_is_refused(crawl, wrong: dict[str, Any]):
    made = crawl()
    with pytest.raises(CollectError):
        commoncrawl.captures(made.client("live"), **{**ASK, **wrong})
    assert not made.fakes.asked


def test_a_record_is_a_part_of_a_file_with_the_digest_of_the_index(crawl):
    made = crawl()
    client = made.client("record")
    row = commoncrawl.captures(client, **ASK).frame.iloc[7]
    place = {"filename": row["filename"], "offset": int(row["offset"]),
             "length": int(row["length"]), "digest": row["digest"]}  # fmt: skip
    got = commoncrawl.record(client, **place)
    (one,) = got.frame.to_dict("records")
    assert (one["original"], one["status"]) == (f"{fake.PAGE}/7", 200)
    assert (one["index_check"], one["record_check"]) == ("agrees", "agrees")
    assert one["captured_at"] == pd.Timestamp("2018-10-16T07:00:00Z")
    assert one["bytes"] == len(fake.PAYLOADS[7])
    held = (made.case / "captures" / got.meta.capture / "body.bin").read_bytes()
    assert held == fake.MEMBERS[7]
    assert commoncrawl.read_record(held).payload == fake.PAYLOADS[7]
    asked = len(made.fakes.asked)
    again = commoncrawl.record(made.client("replay"), **place)
    pd.testing.assert_frame_equal(got.frame, again.frame)
    assert len(made.fakes.asked) == asked


def test_two_parts_of_one_file_are_two_questions(crawl):
    client = crawl().client("record")
    first, second = (
        commoncrawl.record(client, filename=fake.FILE, offset=at, length=len(fake.MEMBERS[n]))
        for n, at in ((0, 0), (1, len(fake.MEMBERS[0])))
    )
    assert first.frame["original"].tolist() == [f"{fake.PAGE}/0"]
    assert second.frame["original"].tolist() == [f"{fake.PAGE}/1"]


def test_another_digest_is_said_to_differ(crawl):
    got = commoncrawl.record(
        crawl().client("live"), filename=fake.FILE, offset=0, length=len(fake.MEMBERS[0]),
        digest=fake.sha1(b"SYNTHETIC other"),
    )  # fmt: skip
    assert got.frame["index_check"].tolist() == ["differs"]
    assert got.frame["record_check"].tolist() == ["agrees"]


@pytest.mark.parametrize(("offset", "length"), [(1, 50), (0, 60), (0, len(fake.ARCHIVE))])
def test_a_wrong_place_is_an_error(crawl, offset: int, length: int):
    with pytest.raises(CollectError, match="part of the archive file"):
        commoncrawl.record(crawl().client("live"), filename=fake.FILE, offset=offset, length=length)


def test_a_place_behind_the_end_is_an_error(crawl):
    with pytest.raises(CollectError, match="416"):
        commoncrawl.record(crawl().client("live"), filename=fake.FILE, offset=10**6, length=9)
    with pytest.raises(CollectError, match="was asked for"):
        commoncrawl.record(crawl().client("live"), filename=fake.FILE, offset=0, length=10**6)


def test_a_server_that_sends_the_whole_file_is_refused(crawl):
    made = crawl()
    made.fakes.trouble["commoncrawl"] = [Reply(fake.ARCHIVE, "application/octet-stream")]
    with pytest.raises(CollectError, match="send all"):
        commoncrawl.record(made.client("live"), filename=fake.FILE, offset=0, length=80)


@pytest.mark.parametrize(
    "wrong", [{"filename": "crawl-data/../x.warc.gz"}, {"filename": "http://example.org/x.warc.gz"},
              {"offset": -1}, {"length": 0}, {"length": 1 << 40}],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(crawl, wrong: dict[str, Any]):
    made = crawl()
    with pytest.raises(CollectError):
        commoncrawl.record(
            made.client("live"), **{"filename": fake.FILE, "offset": 0, "length": 9, **wrong}
        )
    assert not made.fakes.asked


@pytest.mark.parametrize("off", [-2, 2])
def test_a_length_that_is_off_by_the_line_ends_is_read(off: int):
    held = _warc_record.read(fake.member(fake.PAGE, b"SYNTHETIC", off=off))
    assert held.stated - held.received in {off, 0}
    assert held.payload == b"SYNTHETIC"
    with pytest.raises(CollectError, match="bytes of a record"):
        _warc_record.read(fake.member(fake.PAGE, b"SYNTHETIC", off=50))


def test_chunks_in_an_archive_are_compared_with_and_without():
    chunked = b"9\r\nSYNTHETIC\r\n0\r\n\r\n"
    head = b"Transfer-Encoding: chunked\r\n"
    held = _warc_record.read(fake.member(fake.PAGE, chunked, head))
    assert held.check(fake.sha1(chunked)) == held.check(f"sha1:{fake.sha1(b'SYNTHETIC')}")
    assert held.check(fake.sha1(b"SYNTHETIC")) == "agrees"
    plain = _warc_record.read(fake.member(fake.PAGE, b"SYNTHETIC", head))
    assert (plain.plain, plain.check(fake.sha1(b"SYNTHETIC"))) == (None, "agrees")


@pytest.mark.parametrize("digest", ["", "md5:abc", "sha256:" + "A" * 32, "sha1:short"])
def test_a_digest_of_another_kind_is_not_known(digest: str):
    held = _warc_record.read(fake.member(fake.PAGE, b"SYNTHETIC"))
    assert held.check(digest) == "not known"


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_warc_record, "MOST", 1000)
    with pytest.raises(CollectError, match="more than 1000"):
        _warc_record.read(gzip.compress(b"WARC/1.0\r\n" + bytes(5000)))


@given(st.binary(max_size=300), st.booleans())
def test_arbitrary_members_are_records_or_an_error_of_ours(data: bytes, packed: bool):
    start = b"WARC/1.0\r\nContent-Type: application/http\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200"
    for text in (data, start + data):
        try:
            _warc_record.read(gzip.compress(text) if packed else text)
        except OsintError:
            continue


@given(st.binary(max_size=300))
def test_arbitrary_answers_are_rows_or_an_error_of_ours(data: bytes):
    for text in (data, b'{"urlkey": "k", "timestamp": "2018", "url": "http://e.org/"' + data):
        for parse in (commoncrawl.parse, commoncrawl.parse_crawls):
            try:
                parse(text)
            except OsintError:
                continue


def test_records_of_a_real_crawl_agree_with_their_index():
    shared = shared_folder()
    folder = None if shared is None else shared / "data" / "web_archive"
    if folder is None or not (folder / "pywb_iana.cdxj").is_file():
        pytest.skip("pywb_iana.warc.gz is not on this machine")
    data = (folder / "pywb_iana.warc.gz").read_bytes()
    checked = 0
    for line in (folder / "pywb_iana.cdxj").read_text("utf-8").splitlines():
        row = json.loads(line.split(" ", 2)[2])
        if row["mime"] == "warc/revisit":
            continue
        at = int(row["offset"])
        held = _warc_record.read(data[at : at + int(row["length"])])
        assert held.check(row["digest"]) == "agrees"
        assert str(held.status) == row["status"]
        checked += 1
    assert checked == 48
