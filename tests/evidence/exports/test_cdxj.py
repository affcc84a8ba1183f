"""Index lines are read from the WARC records; what is no whole WARC file is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.exports import cdxj, warc
from tests.evidence.exports.synthetic import HOME, answer, record, wire


def warc_of(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    return path


def test_a_response_is_found_where_its_entry_says(tmp_path: Path) -> None:
    data = wire((HOME, answer(b"first")), (HOME + "2", answer(b"second")))
    first, second = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert first.fields["offset"] == "0"
    for entry, body in ((first, b"first"), (second, b"second")):
        start, length = int(entry.fields["offset"]), int(entry.fields["length"])
        cut = data[start : start + length]
        assert cut.startswith(b"WARC/1.1\r\n")
        assert cut.endswith(b"\r\n\r\n" + body)


def test_an_entry_says_what_the_record_says(tmp_path: Path) -> None:
    block = answer(b"x", "404 Not Found", "text/html; charset=utf-8")
    data = record("response", HOME, block, digest="sha256:00ff")
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.key == "example,synthetic)/page"
    assert entry.second == "20260102030405"
    assert entry.fields == {
        "url": HOME,
        "mime": "text/html",
        "status": "404",
        "digest": "sha256:00ff",
        "length": str(len(data) - 4),
        "offset": "0",
        "filename": "b.warc",
    }


def test_a_line_is_key_second_and_json(tmp_path: Path) -> None:
    (entry,) = cdxj.entries(warc_of(tmp_path, wire((HOME, answer()))), "b.warc")
    key, second, rest = entry.line().split(" ", 2)
    assert (key, second, json.loads(rest)) == (entry.key, entry.second, entry.fields)
    assert rest.endswith("}\n")


def test_a_sha1_digest_stands_bare_as_indexes_have_it(tmp_path: Path) -> None:
    data = record("response", HOME, answer(), digest="sha1:SYNTHETIC")
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.fields["digest"] == "SYNTHETIC"


def test_an_address_in_angle_brackets_is_read(tmp_path: Path) -> None:
    data = record("response", f"<{HOME}>", answer())
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.fields["url"] == HOME


def test_only_responses_are_indexed(tmp_path: Path) -> None:
    data = record("revisit", HOME, answer()) + record("request", HOME, answer())
    assert cdxj.entries(warc_of(tmp_path, data), "b.warc") == []


@pytest.mark.parametrize(("count", "whole"), [(100, True), (5000, False)])
def test_a_head_may_have_many_lines_but_not_endless_ones(
    tmp_path: Path, count: int, whole: bool
) -> None:
    block = b"HTTP/1.1 200 OK\r\n" + b"X-S: 1\r\n" * count + b"\r\nbody"
    path = warc_of(tmp_path, wire((HOME, block)))
    if whole:
        assert len(cdxj.entries(path, "b.warc")) == 1
    else:
        with pytest.raises(EvidenceError, match="head has no end"):
            cdxj.entries(path, "b.warc")


def test_without_a_stated_digest_none_is_made_up(tmp_path: Path) -> None:
    (entry,) = cdxj.entries(warc_of(tmp_path, wire((HOME, answer()))), "b.warc")
    assert "digest" not in entry.fields


def test_without_a_content_type_the_mime_is_unknown(tmp_path: Path) -> None:
    data = wire((HOME, b"HTTP/1.1 200 OK\r\n\r\nx"))
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.fields["mime"] == "unk"


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 20",
    ],
)
def test_a_response_without_status_is_not_indexed(tmp_path: Path, block: bytes) -> None:
    assert cdxj.entries(warc_of(tmp_path, wire((HOME, block))), "b.warc") == []


def test_a_head_cut_short_still_has_its_status(tmp_path: Path) -> None:
    data = wire((HOME, b"HTTP/1.1 200 OK\r\nContent-Ty"))
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.fields["status"] == "200"


def test_a_head_never_reads_into_the_next_record(tmp_path: Path) -> None:
    data = wire((HOME, b"HTTP/1.1 200 OK\r\n"))
    (entry,) = cdxj.entries(warc_of(tmp_path, data), "b.warc")
    assert entry.fields["mime"] == "unk"
    assert len(list(warc.records(warc_of(tmp_path, data)))) == 2


def test_index_is_sorted_by_bytes(tmp_path: Path) -> None:
    data = wire(
        *((f"http://synthetic.example/{one}", answer()) for one in ("b", "a/x", "a", "%7f"))
    )
    lines = cdxj.index(cdxj.entries(warc_of(tmp_path, data), "b.warc")).splitlines()
    assert [line.encode() for line in lines] == sorted(line.encode() for line in lines)
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"WARC/1.1", b"WARC/9.1"),
        (b"Content-Length", b"Content-Lenght"),
        (b"2026-01-02T03:04:05.678901Z", b"2026-01-02 03:04:05"),
        (b"http://synthetic", b"data://synthetic"),
        (b"\r\n\r\nHTTP", b"HTTP"),
        (b"Content-Length: ", b"Content-Length: \xc2\xb2"),
    ],
)
def test_a_file_that_is_no_warc_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    data = wire((HOME, answer()))
    assert old in data
    with pytest.raises(EvidenceError):
        cdxj.entries(warc_of(tmp_path, data.replace(old, new, 1)), "b.warc")


@pytest.mark.parametrize("cut", [1, 3, 5, 40, 120])
def test_a_file_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(EvidenceError):
        list(warc.records(warc_of(tmp_path, wire((HOME, answer()))[:-cut])))


def test_a_length_that_wraps_into_other_records_is_refused(tmp_path: Path) -> None:
    data = wire((HOME, answer(b"12345")))
    longer = data.replace(b"Content-Length: ", b"Content-Length: 9", 1)
    with pytest.raises(EvidenceError, match="not as long as it says"):
        list(warc.records(warc_of(tmp_path, longer)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, 700))
def test_any_bytes_end_in_records_or_a_plain_error(tmp_path: Path, junk: bytes, at: int) -> None:
    data = wire((HOME, answer()))
    path = warc_of(tmp_path, data[:at] + junk + data[at:])
    with suppress(EvidenceError):
        for entry in cdxj.entries(path, "b.warc"):
            assert int(entry.fields["offset"]) + int(entry.fields["length"]) <= path.stat().st_size
