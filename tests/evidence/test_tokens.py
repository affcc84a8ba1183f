"""Time-stamp responses are read from their DER, or refused with words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import tokens

SHA256, SHA512 = "608648016503040201", "608648016503040203"
SIGNED, TST = "2a864886f70d010702", "2a864886f70d0109100104"


def der(tag: int, *inside: bytes) -> bytes:
    """One DER element."""
    body = b"".join(inside)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def response(
    *, status: int = 0, algorithm: str = SHA256, moment: bytes = b"20261121172745Z", filler: int = 0
) -> bytes:
    """A SYNTHETIC response, unsigned, as far as the reader looks."""
    oid = lambda text: der(0x06, bytes.fromhex(text))  # noqa: E731
    imprint = der(0x30, der(0x30, oid(algorithm)), der(0x04, b"\x11" * 32))
    version, policy, serial = der(0x02, b"\x01"), oid("2a03"), der(0x02, b"\x02")
    nonce = der(0x04, b"\x00" * filler)
    info = der(0x30, version, policy, imprint, serial, der(0x18, moment), nonce)
    content = der(0x30, oid(TST), der(0xA0, der(0x04, info)))
    signed = der(0x30, version, der(0x31), content)
    words = der(0x30, der(0x0C, b"SYNTHETIC words")) if status > 1 else b""
    token = der(0x30, oid(SIGNED), der(0xA0, signed)) if status <= 1 else b""
    return der(0x30, der(0x30, der(0x02, bytes([status])), words), token)


@pytest.mark.parametrize("status", [0, 1])
@pytest.mark.parametrize("filler", [0, 100, 200, 70_000])
def test_time_and_digest_of_a_granted_response(status, filler):
    token = tokens.read(response(status=status, filler=filler))
    assert token.text == "2026-11-21T17:27:45Z"
    assert token.sha256 == "11" * 32


def test_fractions_of_a_second_are_cut():
    assert tokens.read(response(moment=b"20261121172745.123Z")).text == "2026-11-21T17:27:45Z"


@pytest.mark.parametrize(("status", "word"), [(2, "rejection"), (3, "waiting"), (9, "unknown")])
def test_a_refusal_says_which_and_what_the_authority_said(status, word):
    with pytest.raises(EvidenceError, match=f"status {status} .{word}.: SYNTHETIC words"):
        tokens.read(response(status=status))


def test_a_bare_token_is_named():
    token = der(0x30, der(0x06, bytes.fromhex(SIGNED)), der(0xA0, der(0x30)))
    with pytest.raises(EvidenceError, match="bare token"):
        tokens.read(token)


@pytest.mark.parametrize(
    "data",
    [
        response(algorithm=SHA512),
        response(moment=b"20261121172745+0100"),
        response(moment=b"20261399999999Z"),
        response(filler=1 << 20),
        response()[:-1],
        response() + b"\x00",
        b"",
        b"<html>SYNTHETIC</html>",
    ],
)
def test_anything_else_is_no_response(data):
    with pytest.raises(EvidenceError, match="no time-stamp response"):
        tokens.read(data)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reader(data):
    with pytest.raises(EvidenceError):
        tokens.read(data)


@given(st.integers(0, 199), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused(at, value):
    data = bytearray(response())
    data[at % len(data)] = value
    try:
        tokens.read(bytes(data))
    except EvidenceError:
        return
