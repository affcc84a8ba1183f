"""A part of a resource, asked for as a part: exactly that part, or no success."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import HTML, Lab
from tests.evidence.net.conftest import Ask

HEAD = b"HTTP/1.1 206 Partial Content\r\nContent-Type: application/octet-stream\r\n"


def part(first: int, last: int, body: bytes, more: bytes = b"") -> bytes:
    told = b"Content-Range: bytes %d-%d/9000\r\nContent-Length: %d\r\n" % (first, last, len(body))
    return HEAD + told + more + b"\r\n" + body


def test_the_part_asked_for_is_a_whole_answer(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    lab.serve("/part", part(100, 109, b"SYNTHETIC."))
    got = ask("/part", span=(100, 109))
    assert (got["outcome"], got["complete"], got["status"]) == ("ok", True, 206)
    assert got["range"] == "bytes=100-109"
    assert (tmp_path / "work" / got["body"]).read_bytes() == b"SYNTHETIC."
    ((_, sent),) = lab.asked
    assert (sent["Range"], sent["Accept-Encoding"]) == ("bytes=100-109", "identity")
    assert got["request_headers"]["Range"] == "bytes=100-109"


def test_a_question_for_the_whole_has_no_range(ask: Ask, lab: Lab) -> None:
    assert "range" not in ask("/page")
    assert "Range" not in lab.asked[0][1]


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        (part(0, 9, b"SYNTHETIC."), "truncated", "bytes=100-109 was asked for"),
        (part(100, 108, b"SYNTHETIC"), "truncated", "bytes=100-109 was asked for"),
        (part(100, 109, b"SYNTHETIC"), "truncated", "9 of 10 bytes"),
        (part(100, 109, b"SYNTHETIC.", b"Content-Encoding: br\r\n"), "truncated", "was asked for"),
        (HEAD + b"Content-Length: 10\r\n\r\nSYNTHETIC.", "truncated", "says 'nothing'"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nSYNTHETIC.", "bad-response", "send all"),
        (b"HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n", "http-status", "status 416"),
    ],
)
def test_anything_else_is_no_success(
    ask: Ask, lab: Lab, answer: bytes, outcome: str, words: str
) -> None:
    lab.serve("/part", answer)
    got = ask("/part", span=(100, 109))
    assert (got["outcome"], got["complete"]) == (outcome, outcome == "http-status")
    assert words in got["reason"]


def test_a_part_that_breaks_off_is_truncated(ask: Ask, lab: Lab) -> None:
    lab.serve("/part", part(100, 109, b"SYNTHETIC.")[:-4])
    got = ask("/part", span=(100, 109))
    assert (got["outcome"], got["complete"]) == ("truncated", False)


def test_a_server_that_sends_all_is_stopped_at_the_limit(ask: Ask) -> None:
    got = ask("/page", span=(0, 9), max_body=10)
    assert (got["outcome"], got["complete"]) == ("bad-response", False)
    assert len(HTML) > 10


def test_a_part_of_a_redirected_resource_is_asked_for_there(ask: Ask, lab: Lab) -> None:
    lab.serve("/moved", b"HTTP/1.1 302 F\r\nLocation: /part\r\nContent-Length: 0\r\n\r\n")
    lab.serve("/part", part(100, 109, b"SYNTHETIC."))
    assert ask("/moved", span=(100, 109))["outcome"] == "ok"
    assert [sent["Range"] for _, sent in lab.asked] == ["bytes=100-109"] * 2


@pytest.mark.parametrize(
    "wrong", [{"span": (2, 1)}, {"span": (-1, 5)},
              {"span": (0, 1), "data": b"x", "data_type": "text/plain"}],
)  # fmt: skip
def test_a_span_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(EvidenceError):
        Settings(**wrong)  # type: ignore[arg-type]
