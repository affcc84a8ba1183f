"""The WARC file: whole records that another reader understands, and no way to break out of them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net import warc
from tests.evidence.lab import HTML, Lab
from tests.evidence.net.conftest import Ask
from tests.evidence.net.warcs import of_type, read


def test_records_of_a_fetch(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    ask("/redir")
    records = read(tmp_path / "work" / "wire.warc")
    assert [one.fields["WARC-Type"] for one in records] == [
        "warcinfo",
        *["response", "request"] * 3,
    ]
    info, *others = records
    for answer, request in zip(others[::2], others[1::2], strict=True):
        assert request.fields["WARC-Concurrent-To"] == answer.fields["WARC-Record-ID"]
        assert request.fields["WARC-Target-URI"] == answer.fields["WARC-Target-URI"]
        assert answer.fields["WARC-IP-Address"] == "127.0.0.1"
        assert answer.fields["WARC-Warcinfo-ID"] == info.fields["WARC-Record-ID"]
        assert answer.fields["Content-Type"] == "application/http;msgtype=response"
    assert len({one.fields["WARC-Record-ID"] for one in records}) == 7
    assert b"software: osint-helpers/" in info.block


@pytest.mark.parametrize("path", ["/page", "/gz", "/close", "/early"])
def test_payload_digest(ask: Ask, tmp_path: Path, path: str) -> None:
    ask(path)
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    _, _, body = answer.block.partition(b"\r\n\r\n")
    assert answer.fields["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("path", ["/chunked", "/short", "/lying-length", "/bomb?mb=2"])
def test_payload_digest_is_left_out_where_it_would_mislead(
    ask: Ask, tmp_path: Path, path: str
) -> None:
    ask(path, max_body=1 << 20)
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert "WARC-Payload-Digest" not in answer.fields


def test_interim_answers_have_a_record_of_their_own(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    """Readers take the first head of a response for the whole answer; so it is the real one."""
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\nLink: </a>\n\n"
    real = b"HTTP/1.1 200 OK\r\n\r\n" + HTML
    got = ask(lab.serve("/interim", early + real))
    _, answer, interim, request = read(tmp_path / "work" / "wire.warc")
    assert (answer.fields["WARC-Type"], answer.block) == ("response", real)
    assert (interim.fields["WARC-Type"], interim.block) == ("metadata", early)
    assert interim.fields["Content-Type"] == answer.fields["Content-Type"]
    assert "WARC-Target-URI" not in interim.fields  # or replay tools would list it as the page
    for one in (interim, request):
        assert one.fields["WARC-Concurrent-To"] == answer.fields["WARC-Record-ID"]
    whole = hashlib.sha256(early + real).hexdigest()
    assert got["hops"][0]["wire_sha256"] == whole
    assert got["hops"][0]["wire_bytes"] == len(early + real)


def test_interim_answers_without_a_real_one_stay_in_the_response(
    ask: Ask, lab: Lab, tmp_path: Path
) -> None:
    early = b"HTTP/1.1 103 Early\r\n\r\n"
    assert ask(lab.serve("/interim", early))["outcome"] == "bad-response"
    _, answer, _ = read(tmp_path / "work" / "wire.warc")
    assert (answer.block, answer.fields["WARC-Truncated"]) == (early, "unspecified")


@pytest.mark.parametrize(
    ("path", "word"),
    [("/short", "disconnect"), ("/bomb?mb=2", "length"), ("/page", None), ("/403", None)],
)
def test_truncation_is_marked(ask: Ask, tmp_path: Path, path: str, word: str | None) -> None:
    ask(path, max_body=1 << 20)
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.fields.get("WARC-Truncated") == word


def test_long_answer_goes_through_the_disk_unchanged(ask: Ask, tmp_path: Path) -> None:
    ask("/bytes?n=3000000")
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.block.endswith(b"\r\n\r\n" + b"S" * 3_000_000)


def test_request_without_an_answer_is_kept(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    ask(lab.serve("/nothing", b""))
    _, request = read(tmp_path / "work" / "wire.warc")
    assert request.fields["WARC-Type"] == "request"
    assert "WARC-Concurrent-To" not in request.fields


def test_record_ids_follow_from_the_content() -> None:
    def record(date: str, block: bytes) -> str:
        return warc.write_bytes(io.BytesIO(), warc.Record("response", date, "a/b"), block)

    assert record("2026-01-01T00:00:00Z", HTML) == record("2026-01-01T00:00:00Z", HTML)
    assert record("2026-01-01T00:00:00Z", HTML) != record("2026-01-01T00:00:00Z", b"")
    assert record("2026-01-01T00:00:00Z", HTML) != record("2026-01-01T00:00:01Z", HTML)


@pytest.mark.parametrize("text", ["a\r\nX: y", "a\nb", "a\0", "a\x85b", "a\u2028b"])
def test_field_with_a_line_break_is_not_written(text: str) -> None:
    out = io.BytesIO()
    record = warc.Record("response", "2026-01-01T00:00:00Z", "a/b", {"WARC-Target-URI": text})
    with pytest.raises(EvidenceError, match="control"):
        warc.write_bytes(out, record, b"")
    assert out.getvalue() == b""
