"""How long a busy server asks us to wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.preserving import waiting
from tests.evidence.preserving.synthetic import capture

NOW = "2026-01-02T03:04:05.500000Z"


def record(kind: str, block: bytes) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def answer(value: str, body: bytes = b"busy") -> bytes:
    return f"HTTP/1.1 429 Too Many\r\nretry-after:  {value} \r\nX: y\r\n\r\n".encode() + body


def wait(folder: Path, *records: bytes, status: int = 429) -> float | None:
    (folder / "wire.warc").write_bytes(b"".join(records))
    made = capture("https://example.org/", "http-status", folder=folder, status=status, at=NOW)
    return waiting.asked_to_wait(made)


def test_seconds_of_the_last_response_count(tmp_path: Path):
    first = record("response", answer("99"))
    sent = record("request", b"GET / HTTP/1.1\r\nRetry-After: 98\r\n\r\n")
    assert wait(tmp_path, first, sent, record("response", answer("7")), sent) == 7.0


def test_a_record_inside_a_body_is_no_record(tmp_path: Path):
    inner = record("response", answer("99"))
    assert wait(tmp_path, record("response", answer("7", inner))) == 7.0


def test_a_header_in_the_body_is_no_header(tmp_path: Path):
    block = b"HTTP/1.1 503 Busy\r\nX: y\r\n\r\nRetry-After: 5\r\n"
    assert wait(tmp_path, record("response", block), status=503) is None


@pytest.mark.parametrize("status", [200, 404, 500, None])
def test_only_busy_servers_are_waited_for(tmp_path: Path, status: int | None):
    assert wait(tmp_path, record("response", answer("7")), status=status) is None  # type: ignore[arg-type]


def test_without_a_file_nothing_is_known(tmp_path: Path):
    made = capture("https://example.org/", folder=tmp_path, status=503)
    assert waiting.asked_to_wait(made) is None


def test_too_many_requests_without_a_readable_time_is_a_minute(tmp_path: Path):
    assert wait(tmp_path, record("response", answer("soon"))) == 60.0
    assert wait(tmp_path, record("response", b"HTTP/1.1 429 X\r\n\r\n")) == 60.0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("Fri, 02 Jan 2026 03:04:15 GMT", 9.5),
        ("Fri, 02 Jan 2026 03:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("9" * 40, None),
        ("Fri, 99 Jan 2026 99:99:99 GMT", None),
    ],
)
def test_values_are_seconds_or_a_date(value: str, expected: float | None):
    assert waiting.seconds(value, NOW) == expected


@given(st.text(), st.binary())
def test_nothing_a_server_sends_crashes_the_reader(tmp_path_factory, text: str, data: bytes):
    waiting.seconds(text, NOW)
    folder = tmp_path_factory.mktemp("wire")
    (folder / "wire.warc").write_bytes(b"WARC/1.1\r\n" + data)
    waiting.header(folder / "wire.warc", "retry-after")
