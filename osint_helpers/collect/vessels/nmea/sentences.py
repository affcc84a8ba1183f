"""One line of an NMEA log: tag block, sentence, checksum, and when it was heard."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

# the lines of a log that hold no position of their own
OTHER: Final = "no AIS sentence"
BROKEN: Final = "malformed AIS sentence"
CHECKSUM: Final = "checksum fails"
TAG_CHECKSUM: Final = "checksum of the tag block fails or is missing, its time is not used"
NAIVE: Final = "time of the logger without a zone, taken as UTC"

_LINE: Final = re.compile(
    rb"([^!\\]*+)(?:\\([^\\]*+)\\)?+([^!\\]*+)"
    rb"!([A-Z]{2}VD[MO],([1-9]),([1-9]),([0-9]?),([^,*]*),([0-W`-w]*),([0-5]))"
    rb"\*([0-9A-Fa-f]{2})([^!]*)"
)
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST, _LAST = 631_152_000, 4_102_444_800  # 1990 and 2100: what no receiver can say is no time
_UNIX: Final = re.compile(rb"[0-9]{9,10}(?:\.[0-9]{1,9})?|[0-9]{13}")


class Sentence(NamedTuple):
    """One sentence.

    Attributes
    ----------
    line
        Its line in the log.
    t
        Microseconds since 1970 UTC; None when nothing says when it was heard.
    total, number
        Parts of the message, and which one this is, from 1.
    key
        What the parts of one message share: sequence, channel, station.
    payload, fill
        Armoured payload, and the bits to leave out at its end.
    naive
        The time is that of a logger that names no zone.
    tag
        ``""``, or what is wrong with the tag block.
    """

    line: int
    t: int | None
    total: int
    number: int
    key: tuple[bytes, bytes, bytes]
    payload: bytes
    fill: int
    naive: bool
    tag: str


def sentence_of(text: bytes, line: int) -> Sentence | str:
    """Return the sentence of a line, or the reason why there is none."""
    found = _LINE.fullmatch(text)
    if found is None:
        return BROKEN if b"VDM," in text or b"VDO," in text else OTHER
    before, tag, between, body, total, number, seq, channel, payload, fill, given, after = (
        found.groups()
    )
    if _xor(body) != int(given, 16):
        return CHECKSUM
    if number > total:
        return BROKEN
    t, station, fault, naive = None, b"", "", False
    if tag is not None:
        t, station, fault = _tag(tag)
    if t is None:
        t, naive = _logged(before, between, after)
    return Sentence(line, t, int(total), int(number), (seq, channel, station), payload, int(fill),
                    naive, fault)  # fmt: skip


def _xor(data: bytes) -> int:
    """Return the exclusive or of all bytes; folding one integer is faster than a loop."""
    held, size = int.from_bytes(data), 1 << (max(1, len(data) - 1)).bit_length()
    while size > 1:
        size //= 2
        held = (held >> 8 * size) ^ (held & ((1 << 8 * size) - 1))
    return held


def _tag(tag: bytes) -> tuple[int | None, bytes, str]:
    """Return time, station and fault of a tag block ``c:1241544035,s:station*4A``."""
    body, _, given = tag.rpartition(b"*")
    try:
        good = _xor(body) == int(given, 16)
    except ValueError:
        good = False
    if not body or not good:
        return None, b"", TAG_CHECKSUM
    t, station = None, b""
    for field in body.split(b","):
        name, _, value = field.partition(b":")
        if name == b"c":
            t = _unix(value)
        elif name == b"s":
            station = value
    return t, station, ""


def _unix(text: bytes) -> int | None:
    """Return seconds or milliseconds since 1970 in microseconds; None when it is neither."""
    if not _UNIX.fullmatch(text):
        return None
    if len(text) == 13 and text.isdigit():
        micros = int(text) * 1000
    else:
        whole, _, part = text.partition(b".")
        micros = int(whole) * 1_000_000 + int(part[:6].ljust(6, b"0"))
    return micros if _FIRST <= micros // 1_000_000 < _LAST else None


def _logged(before: bytes, between: bytes, after: bytes) -> tuple[int | None, bool]:
    """Return the time a logger wrote before or behind the sentence, and whether it has no zone."""
    for text in (before, between):
        plain = text.strip(b" \t,;|[]\"'")
        if plain:
            t = _unix(plain)
            return (t, False) if t is not None else _iso(plain)
    last = after.strip().rpartition(b",")[2]
    return (_unix(last) if last else None), False


def _iso(text: bytes) -> tuple[int | None, bool]:
    try:
        when = dt.datetime.fromisoformat(text.decode("ascii").replace(",", "."))
    except ValueError:
        return None, False
    if len(text) < len("2015-12-31T23:59:59"):  # a day alone, or a basic form: no moment
        return None, False
    known = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    micros = (known - _EPOCH) // dt.timedelta(microseconds=1)
    good = _FIRST <= micros // 1_000_000 < _LAST
    return (micros if good else None), when.tzinfo is None and good
