"""Read one trace of readsb: from bytes to positions in order of time."""

from __future__ import annotations

import datetime as dt
import math
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.flights.readsb import columns as c
from osint_helpers.errors import CollectError, SchemaChanged

SOURCE: Final = "the readsb trace"
MOST_BYTES: Final = 512 << 20  # unpacked; the longest traces of a day are a few MB
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LATEST: Final = 32_503_680_000  # the year 3000: a time behind it is a misreading


@dataclass(frozen=True)
class Trace:
    """One trace.

    Attributes
    ----------
    icao24
        The address the file names.
    rows
        Positions in order of time, keyed as :data:`.columns.POSITIONS`.
    notes
        What was set aside or put in order, a clause each.
    passed_over
        Fields the analyst tolerates.
    """

    icao24: str
    rows: list[dict[str, Any]] = field(repr=False)
    notes: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def unpacked(data: bytes, *, most: int = MOST_BYTES) -> bytes:
    """Return the JSON of a trace file: gzip without saying so in its name, or plain.

    Raises
    ------
    CollectError
        When the gzip data are broken, cut off, or larger than `most` when unpacked.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    found, rest = [], data
    left = most
    while rest.startswith(b"\x1f\x8b"):
        stream = zlib.decompressobj(wbits=31)
        try:
            found.append(stream.decompress(rest, left + 1))
        except zlib.error:
            raise _broken("is broken gzip data") from None
        left -= len(found[-1])
        if left < 0:
            raise _broken(f"is larger than {most >> 20} MiB when unpacked")
        if not stream.eof:
            raise _broken("is cut off: its gzip data have no end")
        rest = stream.unused_data
    if rest.strip(b"\0"):
        raise _broken("has other bytes behind its gzip data")
    return b"".join(found)


def parse(data: bytes, *, file: str = "", tolerated: tuple[str, ...] = ()) -> Trace:
    """Return the positions of a trace file.

    Parameters
    ----------
    data
        The bytes, packed or not.
    file
        Name for the column ``file``.
    tolerated
        New fields to pass over.

    Raises
    ------
    SchemaChanged
        When a field is new or missing, an array is shorter than 9 or longer than 14 values, or a
        value is of another type than documented.
    CollectError, SourceRefusedError
        When the bytes are no whole JSON.
    """
    held = strictly.json_of(unpacked(data), source=SOURCE)
    if not isinstance(held, dict):
        raise SchemaChanged("is no object", column="trace", advice=_REPORT)
    passed = check_fields(held, c.REQUIRED, c.OPTIONAL, where=SOURCE, tolerated=tolerated)
    icao, base, arrays = held["icao"], held["timestamp"], held["trace"]
    if not isinstance(icao, str) or not isinstance(arrays, list):
        raise SchemaChanged("is not of its documented type", column="icao", advice=_REPORT)
    head = {
        "file": file,
        "icao24": icao.lower(),
        "registration": _text(held.get("r"), "r"),
        "aircraft_type": _text(held.get("t"), "t"),
    }
    start = _number(base, "timestamp")
    if start is None:
        raise SchemaChanged("is null", column="timestamp", advice=_REPORT)
    rows = [{**head, **_position(one, at, start)} for at, one in enumerate(arrays)]
    return _ordered(icao.lower(), rows, passed)


def _position(array: Any, at: int, start: float) -> dict[str, Any]:  # noqa: ANN401
    """Return one position; NaN-free, in the units sent and converted."""
    if not isinstance(array, list) or not c.SHORTEST <= len(array) <= len(c.FIELDS):
        count = len(array) if isinstance(array, list) else type(array).__name__
        raise SchemaChanged(
            f"has {count} values in row {at}; {c.SHORTEST} to {len(c.FIELDS)} are documented",
            column="trace", advice=_REPORT,
        )  # fmt: skip
    sent = dict(zip(c.FIELDS, array, strict=False))
    flags = sent["flags"]
    if flags is not None and (isinstance(flags, bool) or not isinstance(flags, int)):
        raise SchemaChanged(f"is {flags!r:.40} in row {at}", column="flags", advice=_REPORT)
    details = sent["details"]
    if details is not None and not isinstance(details, dict):
        raise SchemaChanged(f"is no object in row {at}", column="details", advice=_REPORT)
    ground = sent["altitude"] == "ground"
    return {
        "row": at,
        "time": _time(start, _number(sent["dt"], "dt"), at),
        "latitude": _coordinate(sent["lat"], 90.0),
        "longitude": _coordinate(sent["lon"], 180.0),
        "ground": ground,
        "track_deg": _number(sent["track"], "track"),
        "callsign": _callsign(details),
        "stale": _flag(flags, c.STALE),
        "leg": bool(_flag(flags, c.NEW_LEG)),  # a mark until `_ordered` counts
        "altitude_is_geometric": None if ground else _flag(flags, c.ALTITUDE_GEOMETRIC),
        "vertical_rate_is_geometric": _flag(flags, c.RATE_GEOMETRIC),
        "position_source": _text(sent.get("position_source"), "position_source"),
        "details": details,
        "roll_deg": _number(sent.get("roll"), "roll"),
        **_heights(sent, ground=ground),
    }


def _heights(sent: dict[str, Any], *, ground: bool) -> dict[str, float | None]:
    altitude = None if ground else _number(sent["altitude"], "altitude")
    speed = _number(sent["gs"], "gs")
    rate = _number(sent["vertical_rate"], "vertical_rate")
    return {
        "altitude_ft": altitude,
        "altitude_m": _times(altitude, c.FOOT_M),
        "altitude_geometric_ft": _number(sent.get("altitude_geometric"), "altitude_geometric"),
        "ground_speed_kn": speed,
        "ground_speed_m_s": _times(speed, c.KNOT_M_S),
        "vertical_rate_fpm": rate,
        "vertical_rate_m_s": _times(rate, c.FPM_M_S),
        "vertical_rate_geometric_fpm": _number(
            sent.get("vertical_rate_geometric"), "vertical_rate_geometric"
        ),
        "airspeed_indicated_kn": _number(sent.get("ias"), "ias"),
    }


def _ordered(icao: str, rows: list[dict[str, Any]], passed: tuple[str, ...]) -> Trace:
    """Sort by time, count the legs, drop repetitions and positions that are none."""
    late = sum(b["time"] < a["time"] for a, b in pairwise(rows))
    kept: list[dict[str, Any]] = []
    repeated = bad = same = 0
    leg, seen = 1, None
    for at, row in enumerate(sorted(rows, key=lambda one: one["time"])):
        leg += bool(row["leg"]) and at > 0
        row["leg"] = leg
        if row["latitude"] is None or row["longitude"] is None:
            bad += 1
            continue
        if seen is not None and row["time"] == seen["time"]:
            if {**row, "row": 0, "leg": 0} == {**seen, "row": 0, "leg": 0}:
                repeated += 1
                continue
            same += 1
        kept.append(row)
        seen = row
    counts = {
        "positions had no usable coordinates and were left out": bad,
        "positions were sent twice, equal in every value, and stand once": repeated,
        "positions bear the time of another one; all are kept": same,
        "positions came out of the order of time and were sorted": late,
    }
    notes = tuple(f"{icao}: {count} {text}" for text, count in counts.items() if count)
    return Trace(icao, kept, notes, passed)


def _time(start: float, seconds: float | None, at: int) -> dt.datetime:
    if seconds is None or not 0 <= start + seconds < _LATEST:
        raise SchemaChanged(f"gives no time in row {at}", column="dt", advice=_REPORT)
    # milliseconds, as precise as `timestamp` is written; a float sum has noise behind them
    return _EPOCH + dt.timedelta(milliseconds=round((start + seconds) * 1000))


def _coordinate(value: Any, limit: float) -> float | None:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -limit <= value <= limit else None


def _number(value: Any, name: str) -> float | None:  # noqa: ANN401
    if value is None:
        return None
    try:
        if not isinstance(value, bool) and isinstance(value, int | float):
            number = float(value)
            if math.isfinite(number):
                return number
    except OverflowError:
        pass
    raise SchemaChanged(f"is {value!r:.40}, which is no number", column=name, advice=_REPORT)


def _text(value: Any, name: str) -> str | None:  # noqa: ANN401
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SchemaChanged(f"is {value!r:.40}, which is no text", column=name, advice=_REPORT)
    return value


def _callsign(details: dict[str, Any] | None) -> str | None:
    found = (details or {}).get("flight")
    return found.strip() or None if isinstance(found, str) else None


def _flag(flags: int | None, bit: int) -> bool | None:
    return None if flags is None else bool(flags & bit)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


_REPORT: Final = "the source changed its files: keep the file, and report it"


def _broken(what: str) -> CollectError:
    return CollectError(f"{SOURCE} {what}", advice="fetch the file again")
