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


@pytest.mark.parametrize("more", [1, 100, 258, 600])
def test_what_the_decoder_holds_back_is_fetched(more: int) -> None:
    """All input is taken, the piece is full, and some output is still inside."""
    data = bytes(PIECE + more)
    assert decode("deflate", bare(data), 1 << 20) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("cut", [1, 2, 5, -1, -4, -9])
def test_cut_data_are_said_to_be_broken(coding: str, cut: int) -> None:
    with pytest.raises(ExchangeError, match="too early") as caught:
        decode(coding, PACK[coding](b"SYNTHETIC" * 20)[:cut])
    assert caught.value.outcome == "bad-response"


@pytest.mark.parametrize(
    ("tail", "count"), [(b"x", 1), (b"\x1f", 1), (b"\0\0x\0y", 3), (b"\x1f\x8c1", 3), (b"\r\n", 2)]
)
@pytest.mark.parametrize("size", [1, 2, 1000])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bytes_behind_the_end_are_left_out_and_told(
    coding: str, tail: bytes, count: int, size: int
) -> None:
    made = decoder(coding)
    assert made is not None
    data = PACK[coding](b"SYNTHETIC") + tail
    parts = [out for at in range(0, len(data), size) for out in made.feed(data[at : at + size])]
    made.finish()
    assert b"".join(parts) == b"SYNTHETIC"
    assert made.note == f"behind the end of the {coding} data {count} bytes were left out"


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_member_behind_padding_counts_however_the_bytes_arrive(size: int) -> None:
    packed = gzip.compress(b"SYNTHETIC ") + bytes(3) + gzip.compress(b"register")
    assert decode("gzip", packed, size) == b"SYNTHETIC register"


@pytest.mark.parametrize("data", [b"SYNTHETIC", b"\x1fx", b"x", b"\0\0"])
@pytest.mark.parametrize("size", [1, 1000])
def test_bytes_that_were_never_packed_pass(data: bytes, size: int) -> None:
    made = decoder("gzip")
    assert made is not None
    parts = [out for at in range(0, len(data), size) for out in made.feed(data[at : at + size])]
    made.finish()
    assert b"".join(parts) == data
    assert made.note == "the coding gzip is announced, but the bytes are not packed"


@pytest.mark.parametrize("coding", ["", "identity", "gzip", "deflate", "gzip, gzip"])
def test_nothing_unusual_gives_no_note(coding: str) -> None:
    made = decoder(coding)
    assert made is not None
    data = b"SYNTHETIC"
    for word in filter(None, coding.split(", ")):
        data = PACK[word](data)
    assert b"".join(made.feed(data)) == b"SYNTHETIC"
    made.finish()
    assert made.note == ""


@given(st.binary(max_size=200), st.integers(1, 50), st.sampled_from(["deflate", "gzip", "x-gzip"]))
def test_two_codings_come_off_in_turn(data: bytes, size: int, inner: str) -> None:
    assert decode(f"{inner}, gzip", gzip.compress(PACK[inner](data)), size) == data


def test_a_bomb_within_a_bomb_lets_the_clock_be_looked_at() -> None:
    made = decoder("gzip, gzip")
    assert made is not None
    padded = gzip.compress(b"x") + bytes(PIECE * 50)  # padding gives no output
    pieces = list(made.feed(gzip.compress(padded)))
    assert len(pieces) > 50
    assert b"".join(pieces) == b"x"


def test_a_cut_outer_coding_is_told() -> None:
    with pytest.raises(ExchangeError, match="too early"):
        decode("gzip, gzip", gzip.compress(gzip.compress(b"SYNTHETIC"))[:-1])
    with pytest.raises(ExchangeError, match="too early"):
        decode("gzip, gzip", gzip.compress(gzip.compress(b"SYNTHETIC")[:-1]))


@pytest.mark.parametrize("word", ["none", "UTF-8", "binary"])
def test_a_word_that_is_no_coding_is_told(word: str) -> None:
    made = decoder(word)
    assert made is not None
    assert list(made.feed(b"SYNTHETIC")) == [b"SYNTHETIC"]
    assert made.note == f"the content coding is given as {word.lower()!r}, which is none"


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


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "br,gzip", "gzip,gzip,gzip", "x"])
def test_other_codings_have_no_decoder(coding: str) -> None:
    assert decoder(coding) is None
