"""AIS messages from their payload: positions from the bits, static data through pyais.

Positions are most of any log; their fields stand at fixed places (ITU-R M.1371-5, annex 8), so a
shift each is enough. The tests compare every field with pyais.
"""

from __future__ import annotations

import binascii
from typing import Any, Final, NamedTuple

from osint_helpers.collect.extras import need
from osint_helpers.collect.vessels.ais.layouts import NAV_STATUS
from osint_helpers.errors import CollectError

POSITIONS: Final = frozenset({1, 2, 3, 18, 19, 27})
STATICS: Final = frozenset({5, 19, 24})
# type -> bits it has at least; type 5 comes with 422 or 424, 24 with 160 or 168
_BITS: Final = {1: 168, 2: 168, 3: 168, 5: 420, 18: 168, 19: 312, 24: 160, 27: 96}
_ARMOUR: Final = b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64: Final = bytes.maketrans(_ARMOUR, _BASE64)


class Position(NamedTuple):
    """Fields of a position report; None for a value the message says is not available."""

    mmsi: int
    lat: float
    lon: float
    sog: float | None
    cog: float | None
    heading: float | None
    status: str | None
    transceiver: str | None


def type_of(payload: bytes) -> int:
    """Return the number of the message type; -1 for an empty payload."""
    return _ARMOUR.find(payload[:1]) if payload else -1


def bits_of(payload: bytes, fill: int) -> tuple[int, int]:
    """Return the payload as one integer, and how many bits it has."""
    count = len(payload)
    padded = payload.translate(_TO_BASE64) + b"A" * (-count % 4)
    held = int.from_bytes(binascii.a2b_base64(padded))
    drop = 6 * (-count % 4) + fill
    return held >> drop, 6 * count - fill


def position_of(kind: int, payload: bytes, fill: int) -> Position | None:
    """Return a position report of type 1, 2, 3, 18, 19 or 27; None when it is too short."""
    held, size = bits_of(payload, fill)
    if size < _BITS[kind]:
        return None

    def part(first: int, count: int) -> int:
        return (held >> (size - first - count)) & ((1 << count) - 1)

    mmsi = part(8, 30)
    if kind == 27:
        lon, lat = _signed(part(44, 18), 18) / 600, _signed(part(62, 17), 17) / 600
        sog, cog = part(79, 6), part(85, 9)
        return Position(mmsi, round(lat, 6), round(lon, 6), None if sog == 63 else float(sog),
                        None if cog >= 360 else float(cog), None, NAV_STATUS.get(part(40, 4)),
                        None)  # fmt: skip
    at = 50 if kind <= 3 else 46
    sog, course, heading = part(at, 10), part(at + 66, 12), part(at + 78, 9)
    lon, lat = _signed(part(at + 11, 28), 28), _signed(part(at + 39, 27), 27)
    return Position(
        mmsi, round(lat / 600_000, 6), round(lon / 600_000, 6),
        None if sog == 1023 else sog / 10, None if course >= 3600 else course / 10,
        None if heading >= 360 else float(heading),
        NAV_STATUS.get(part(38, 4)) if kind <= 3 else None, "A" if kind <= 3 else "B",
    )  # fmt: skip


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


def static_of(kind: int, payload: bytes, fill: int) -> dict[str, Any] | None:
    """Return what a message of type 5, 19 or 24 says of a ship, with ``mmsi``; None: too short.

    Only fields the message has are there; a value that is not available is None.
    """
    if 6 * len(payload) - fill < _BITS[kind]:
        return None
    pyais = need("pyais")
    try:
        read = pyais.decode(_sentence(payload, fill)).asdict()
    except (pyais.exceptions.AISBaseException, ValueError, IndexError, KeyError) as error:
        raise CollectError(f"a message of type {kind} cannot be decoded: {error}") from None
    known = {"shipname": "name", "callsign": "callsign", "ship_type": "ship_type", "imo": "imo",
             "draught": "draught_m", "destination": "destination"}  # fmt: skip
    found = {name: _value(read[field]) for field, name in known.items() if field in read}
    return {"mmsi": int(read["mmsi"]), **found, **_dimensions(kind, read)}


def _dimensions(kind: int, read: dict[str, Any]) -> dict[str, float | None]:
    """Return length and width, the antenna's distances from both ends and both sides.

    A message 24 of a craft with a parent ship (MMSI 98...) holds the parent's MMSI in their place.
    """
    if "to_bow" not in read or (kind == 24 and str(read["mmsi"]).startswith("98")):
        return {}
    pairs = {"length_m": ("to_bow", "to_stern"), "width_m": ("to_port", "to_starboard")}
    return {name: float(read[one] + read[other]) or None for name, (one, other) in pairs.items()}


def _sentence(payload: bytes, fill: int) -> bytes:
    """Return one sentence with the whole payload: longer than NMEA allows, and pyais reads it."""
    from functools import reduce
    from operator import xor

    body = b"AIVDM,1,1,,A,%b,%d" % (payload, fill)
    return b"!%b*%02X" % (body, reduce(xor, body))


def _value(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return value.partition("@")[0].strip() or None
    if isinstance(value, float):
        return value or None
    return str(int(value)) if value else None
