"""Read from a PNG what a record needs: its size, and whether anything is drawn on it.

Source: W3C Portable Network Graphics, third edition, sections 5 (chunks) and 9 (filters).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 4: 2, 6: 4}  # colour type -> bytes a pixel at 8 bits
_BLOCK: Final = 1 << 20


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type and content of every chunk.

    Raises
    ------
    ValueError
        When `data` is no PNG or ends within a chunk.
    """
    if not data.startswith(SIGNATURE):
        raise ValueError("is no PNG")
    at = len(SIGNATURE)
    while at < len(data):
        if len(data) - at < 12:
            raise ValueError("ends within a chunk")
        (length,) = struct.unpack_from(">I", data, at)
        if at + 12 + length > len(data):
            raise ValueError("ends within a chunk")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels; ValueError when `data` is no PNG."""
    width, height, *_ = _header(data)
    return width, height


def one_colour(data: bytes) -> bool:
    """Say whether all pixels are equal: nothing is drawn.

    No pixel is decoded. If all are equal, every line is fixed by its filter and the first pixel,
    so each line is compared with the one it would have to be.

    Raises
    ------
    ValueError
        When `data` is no 8-bit, non-interlaced PNG with grey or true colour.
    """
    width, height, depth, colour, interlace = _header(data)
    if depth != 8 or colour not in _CHANNELS or interlace:
        raise ValueError("is a PNG of another kind than browsers write")
    channels = _CHANNELS[colour]
    first: bytes | None = None
    lines = 0
    for line in _lines(data, 1 + width * channels):
        if first is None:
            first = line[1 : 1 + channels]
        if line[1:] != _expected(line[0], first, width, top=lines == 0):
            return False
        lines += 1
    if lines != height:
        raise ValueError("has fewer lines than its header says")
    return True


def _header(data: bytes) -> tuple[int, int, int, int, int]:
    kind, content = next(chunks(data), (b"", b""))
    if kind != b"IHDR" or len(content) != 13:
        raise ValueError("has no header")
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", content)
    return width, height, depth, colour, interlace


def _lines(data: bytes, length: int) -> Iterator[bytes]:
    """Yield the filtered lines, each with its filter byte, unpacked block by block."""
    packed = b"".join(content for kind, content in chunks(data) if kind == b"IDAT")
    unpack = zlib.decompressobj()
    rest = b""
    while packed and not unpack.eof:
        try:
            rest += unpack.decompress(packed, _BLOCK)
        except zlib.error as error:
            raise ValueError("has broken pixels") from error
        packed = unpack.unconsumed_tail
        whole = len(rest) - len(rest) % length
        yield from (rest[at : at + length] for at in range(0, whole, length))
        rest = rest[whole:]


def _expected(kind: int, pixel: bytes, width: int, *, top: bool) -> bytes:
    """Return the filtered line of a picture in which all pixels are `pixel`."""
    nothing = bytes(len(pixel))
    half = bytes(value - value // 2 for value in pixel)
    if kind == 0:  # none
        return pixel * width
    if kind == 1:  # difference to the left
        return pixel + nothing * (width - 1)
    if kind == 2:  # to the line above
        return pixel * width if top else nothing * width
    if kind == 3:  # to the mean of both
        return pixel + half * (width - 1) if top else half + nothing * (width - 1)
    if kind == 4:  # to the nearest of both and the corner (Paeth)
        return pixel + nothing * (width - 1) if top else nothing * width
    raise ValueError(f"has a line with the unknown filter {kind}")
