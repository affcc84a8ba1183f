"""Content codings come off whole, in small pieces, or are said to be broken."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.net.coding import PIECE, decoder
from osint_helpers.evidence.net.limits import ExchangeError


def decode(coding: str, data: bytes, size: int = 7) -> bytes:
    made = decoder(coding)
    assert made is not None
    pieces = [out for at in range(0, len(data), size) for out in made.feed(data[at : at + size])]
    made.finish()
    assert all(len(piece) <= max(PIECE, size) for piece in pieces)
    return b"".join(pieces)


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "": bytes,
        " GZIP ": gzip.compress, "identity": bytes}  # fmt: skip


@given(st.binary(max_size=300), st.sampled_from(sorted(PACK)), st.integers(1, 50))
def test_every_coding_comes_off_whole(data: bytes, coding: str, size: int) -> None:
    assert decode(coding, PACK[coding](data), size) == data


@given(st.binary(max_size=300), st.integers(1, 50))
def test_bare_deflate_comes_off(data: bytes, size: int) -> None:
    packed = bare(data)
    if not (packed[0] & 0x0F == 8 and int.from_bytes(packed[:2], "big") % 31 == 0):
        assert decode("deflate", packed, size) == data


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=4), st.integers(1, 90))
def test_gzip_members_follow_each_other(parts: list[bytes], size: int) -> None:
    packed = b"".join(map(gzip.compress, parts)) + bytes(5)
    assert decode("gzip", packed, size) == b"".join(parts)


def test_long_run_comes_in_small_pieces() -> None:
    data = bytes(PIECE * 5)
    assert decode("gzip", gzip.compress(data), 1 << 20) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("cut", [1, 2, 5, -1, -4, -9])
def test_cut_data_are_said_to_be_broken(coding: str, cut: int) -> None:
    with pytest.raises(ExchangeError, match="too early") as caught:
        decode(coding, PACK[coding](b"SYNTHETIC" * 20)[:cut])
    assert caught.value.outcome == "bad-response"


@pytest.mark.parametrize("tail", [b"x", b"\x1f", b"\0\0x", b"\x1f\x8c1"])
@pytest.mark.parametrize("size", [1, 1000])
def test_bytes_behind_the_end_are_told(tail: bytes, size: int) -> None:
    with pytest.raises(ExchangeError, match="behind the end"):
        decode("gzip", gzip.compress(b"SYNTHETIC") + tail, size)


def test_changed_byte_is_told() -> None:
    packed = bytearray(gzip.compress(b"SYNTHETIC" * 20))
    packed[-6] ^= 1  # the check sum
    with pytest.raises(ExchangeError, match="broken"):
        decode("gzip", bytes(packed))


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_decode_or_are_told(data: bytes, coding: str) -> None:
    outcome = "ok"
    try:
        decode(coding, data)
    except ExchangeError as error:
        outcome = error.outcome
    assert outcome in {"ok", "bad-response"}


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate,gzip", "compress", "x"])
def test_other_codings_have_no_decoder(coding: str) -> None:
    assert decoder(coding) is None
