"""What is read from a PNG without decoding it."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.render import png

FILTERS = range(5)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + b"\0\0\0\0"


def paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    near = [
        (abs(guess - left), 0, left),
        (abs(guess - up), 1, up),
        (abs(guess - corner), 2, corner),
    ]
    return min(near)[2]


def encode(rows: list[bytes], channels: int, kinds: list[int]) -> bytes:
    """Write a PNG with the given filter on each line, as the specification says it."""
    lines, above = b"", bytes(len(rows[0]))
    for row, kind in zip(rows, kinds, strict=True):
        line = bytearray([kind])
        for at, value in enumerate(row):
            left = row[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            up = above[at]
            guess = [0, left, up, (left + up) // 2, paeth(left, up, corner)][kind]
            line.append((value - guess) % 256)
        lines, above = lines + bytes(line), row
    head = struct.pack(
        ">IIBBBBB", len(rows[0]) // channels, len(rows), 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0
    )
    packed = zlib.compress(lines)
    parts = [packed[:5], packed[5:]]  # browsers write several such chunks
    return (
        png.SIGNATURE
        + chunk(b"IHDR", head)
        + b"".join(chunk(b"IDAT", one) for one in parts)
        + chunk(b"IEND", b"")
    )


@st.composite
def pictures(draw, odd: bool):
    channels = draw(st.sampled_from([1, 3, 4]))
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    pixel = draw(st.binary(min_size=channels, max_size=channels))
    rows = [bytearray(pixel * width) for _ in range(height)]
    if odd:
        row = draw(st.integers(0, height - 1))
        at = draw(st.integers(0, width * channels - 1))
        rows[row][at] ^= draw(st.integers(1, 255))
    kinds = draw(st.lists(st.sampled_from(FILTERS), min_size=height, max_size=height))
    return encode([bytes(row) for row in rows], channels, kinds), width, height


@given(pictures(odd=False))
def test_a_picture_of_one_colour_is_known_under_every_filter(made):
    data, width, height = made
    assert png.one_colour(data)
    assert png.size(data) == (width, height)


@given(pictures(odd=True))
def test_one_odd_sample_is_seen_under_every_filter(made):
    data, width, height = made
    assert png.one_colour(data) == (width == height == 1)


def test_a_picture_larger_than_one_block_is_read_to_its_end():
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1000, 3000, 8, 0, 0, 0, 0))
    lines = (b"\0" + b"\x07" * 1000) * 3000
    start = png.SIGNATURE + head
    assert png.one_colour(start + chunk(b"IDAT", zlib.compress(lines)))
    assert not png.one_colour(start + chunk(b"IDAT", zlib.compress(lines[:-1] + b"\x08")))
    with pytest.raises(ValueError, match="fewer lines"):
        png.one_colour(start + chunk(b"IDAT", zlib.compress(lines[:-1001])))


@pytest.mark.parametrize("cut", [0, 8, 20, 40, 60])
def test_a_cut_file_is_an_error(cut):
    data = encode([b"\1\2\3" * 4] * 4, 3, [0] * 4)
    with pytest.raises(ValueError):
        png.one_colour(data[:cut])


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_error_or_a_picture(data):
    for start in (b"", png.SIGNATURE, encode([b"\1"], 1, [0])[:33]):
        try:
            png.one_colour(start + data)
        except ValueError:
            continue


def test_an_unknown_filter_is_an_error():
    lines = zlib.compress(b"\x05\x01\x01")
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0))
    with pytest.raises(ValueError, match="filter 5"):
        png.one_colour(png.SIGNATURE + head + chunk(b"IDAT", lines))


def test_a_picture_with_palette_is_refused_not_misread():
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 3, 0, 0, 0))
    with pytest.raises(ValueError, match="another kind"):
        png.one_colour(png.SIGNATURE + head)
