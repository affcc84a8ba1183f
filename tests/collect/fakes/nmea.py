"""An NMEA log as receivers keep it, encoded by pyais (talker AI). SYNTHETIC ships."""

from __future__ import annotations

from functools import reduce
from operator import xor
from typing import Any

CLOCK = 1_600_000_000  # 2020-09-13 12:26:40 UTC


def sentences(**fields: Any) -> list[bytes]:
    """Return the sentences of one message."""
    from pyais.encode import encode_dict

    sequence = fields.pop("seq", 1)
    return [one.encode() for one in encode_dict(fields, talker_id="AI", seq_id=sequence)]


def one(**fields: Any) -> bytes:
    """Return a message of one sentence; what is not given is as SYNTHETIC TRADER sends it."""
    usual = {"type": 1, "mmsi": "219999001", "lat": 55.7, "lon": 12.6, "speed": 12.3,
             "course": 89.9, "heading": 90, "status": 0}  # fmt: skip
    (made,) = sentences(**{**usual, **fields})
    return made


def tagged(sentence: bytes, block: str) -> bytes:
    """Return a sentence behind a tag block with its checksum."""
    return b"\\%b*%02X\\%b" % (block.encode(), reduce(xor, block.encode(), 0), sentence)


def static(seq: int = 1, **fields: Any) -> list[bytes]:
    """Return the two sentences of a message 5."""
    usual = {
        "type": 5, "mmsi": "219999001", "shipname": "SYNTHETIC TRADER", "imo": 9999993,
             "callsign": "TEST1", "ship_type": 70, "draught": 7.4, "destination": "EXAMPLE PORT",
    }  # fmt: skip
    return sentences(**{**usual, **fields}, seq=seq)


def log() -> bytes:
    """Return ten minutes: two ships, static data in the middle, one lost part."""
    lines: list[bytes] = [b"# SYNTHETIC log"]
    for minute in range(10):
        at = CLOCK + 60 * minute
        lines.append(tagged(one(lat=55.7 + minute / 100), f"s:TEST,c:{at}"))
        lines.append(tagged(one(type=18, mmsi="219999002", heading=511), f"s:TEST,c:{at + 5}"))
        if minute == 4:
            first, second = static()
            lines += [tagged(first, f"s:TEST,c:{at + 7}"), tagged(second, "s:TEST")]
            lines.append(tagged(static(seq=3)[0], f"s:TEST,c:{at + 8}"))
    return b"\n".join(lines) + b"\n"
