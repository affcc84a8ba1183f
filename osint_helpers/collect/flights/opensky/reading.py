"""Read answers of OpenSky: from bytes to rows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.flights.opensky import columns as c
from osint_helpers.errors import SchemaChanged

SOURCE: Final = "OpenSky"
BASIS: Final = "estimated by the source"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LATEST: Final = 32_503_680_000  # the year 3000
_REPORT: Final = "the source changed its answers: keep the capture, and report it"

# name of the column -> field of the answer
_TEXTS: Final = {
    "departure_airport_estimated": "estDepartureAirport",
    "arrival_airport_estimated": "estArrivalAirport",
}
_NUMBERS: Final = {
    "departure_distance_m": "estDepartureAirportHorizDistance",
    "departure_height_m": "estDepartureAirportVertDistance",
    "arrival_distance_m": "estArrivalAirportHorizDistance",
    "arrival_height_m": "estArrivalAirportVertDistance",
}
_COUNTS: Final = {
    "departure_other_candidates": "departureAirportCandidatesCount",
    "arrival_other_candidates": "arrivalAirportCandidatesCount",
}


def flights(data: bytes, *, tolerated: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return flights, keyed as :data:`.columns.FLIGHTS`, in the order of the answer.

    Raises
    ------
    SchemaChanged
        When a field is new, missing or of another type.
    CollectError, SourceRefusedError
        When the bytes are no whole JSON.
    """
    held = strictly.json_of(data, source=SOURCE)
    if not isinstance(held, list):
        raise SchemaChanged("is no list", column="flights", advice=_REPORT)
    return [_flight(one, at, tolerated) for at, one in enumerate(held)]


def track(data: bytes, *, tolerated: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the waypoints of a track, keyed as :data:`.columns.TRACK`; as `flights` otherwise."""
    held = strictly.json_of(data, source=SOURCE)
    _check(held, c.TRACKED, "a track", tolerated)
    head = {"icao24": _text(held, "icao24"), "callsign": _callsign(held)}
    rows = []
    for array in _arrays(held, "path", (len(c.WAYPOINT),)):
        sent = dict(zip(c.WAYPOINT, array, strict=True))
        numbers = {name: _number(sent, name) for name in c.WAYPOINT[1:5]}
        rows.append(
            {**head, **numbers, "time": _time(sent, "time"), "ground": _flag(sent, "ground")}
        )
    return rows


def states(data: bytes, *, tolerated: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return states, keyed as :data:`.columns.STATES`; as `flights` otherwise."""
    held = strictly.json_of(data, source=SOURCE)
    _check(held, ("time", "states"), "an answer", tolerated)
    moment = _time(held, "time")
    if held["states"] is None:  # documented clients treat it as none; never an error of ours
        return []
    rows = []
    for array in _arrays(held, "states", (len(c.STATE) - 1, len(c.STATE))):
        sent = dict(zip(c.STATE, array, strict=False))
        rows.append({"time": moment, **_state(sent)})
    return rows


def _flight(one: Any, at: int, tolerated: Collection[str]) -> dict[str, Any]:  # noqa: ANN401
    _check(one, c.FLIGHT, f"flight {at}", tolerated)
    if not _text(one, "icao24"):
        raise SchemaChanged(f"is missing in flight {at} of {SOURCE}", column="icao24",
                            advice=_REPORT)  # fmt: skip
    return {
        "icao24": _text(one, "icao24"),
        "callsign": _callsign(one),
        "first_seen": _time(one, "firstSeen"),
        "last_seen": _time(one, "lastSeen"),
        **{name: _text(one, field) for name, field in _TEXTS.items()},
        **{name: _number(one, field) for name, field in _NUMBERS.items()},
        **{name: _integer(one, field) for name, field in _COUNTS.items()},
        "airport_basis": BASIS,
    }


def _state(sent: Mapping[str, Any]) -> dict[str, Any]:
    numbers = ("longitude", "latitude", "altitude_barometric_m", "ground_speed_m_s", "track_deg",
               "vertical_rate_m_s", "altitude_geometric_m")  # fmt: skip
    return {
        "icao24": _text(sent, "icao24"),
        "callsign": _callsign(sent),
        "origin_country": _text(sent, "origin_country"),
        "squawk": _text(sent, "squawk"),
        **{name: _time(sent, name) for name in ("time_position", "last_contact")},
        **{name: _number(sent, name) for name in numbers},
        **{name: _flag(sent, name) for name in ("ground", "special_purpose")},
        **{name: _integer(sent, name) for name in ("position_source", "category")},
    }


def _check(held: Any, fields: Sequence[str], what: str, tolerated: Collection[str]) -> None:  # noqa: ANN401
    if not isinstance(held, dict):
        raise SchemaChanged(f"is no object: {what} of {SOURCE}", column="answer", advice=_REPORT)
    check_fields(held, fields, where=f"{what} of {SOURCE}", tolerated=tolerated)


def _arrays(held: Mapping[str, Any], name: str, lengths: tuple[int, ...]) -> list[list[Any]]:
    value = held[name]
    if not isinstance(value, list):
        raise SchemaChanged("is no list", column=name, advice=_REPORT)
    for at, one in enumerate(value):
        if not isinstance(one, list) or len(one) not in lengths:
            count = len(one) if isinstance(one, list) else type(one).__name__
            wanted = " or ".join(map(str, lengths))
            raise SchemaChanged(
                f"has {count} values in row {at}; {wanted} are documented", column=name,
                advice=_REPORT,
            )  # fmt: skip
    return value


def _text(held: Mapping[str, Any], name: str) -> str | None:
    value = held.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _other(value, name, "text")
    return value


def _callsign(held: Mapping[str, Any]) -> str | None:
    return (_text(held, "callsign") or "").strip() or None


def _number(held: Mapping[str, Any], name: str) -> float | None:
    value = held.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _other(value, name, "number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _other(value, name, "number")
    return number


def _integer(held: Mapping[str, Any], name: str) -> int | None:
    value = held.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1 << 31:
        raise _other(value, name, "count")
    return value


def _flag(held: Mapping[str, Any], name: str) -> bool | None:
    value = held.get(name)
    if value is not None and not isinstance(value, bool):
        raise _other(value, name, "yes or no")
    return value


def _time(held: Mapping[str, Any], name: str) -> dt.datetime | None:
    seconds = _number(held, name)
    if seconds is None:
        return None
    if not 0 <= seconds < _LATEST:
        raise _other(held[name], name, "time in seconds since 1970")
    return _EPOCH + dt.timedelta(milliseconds=round(seconds * 1000))


def _other(value: object, name: str, wanted: str) -> SchemaChanged:
    return SchemaChanged(f"is {value!r:.40}, which is no {wanted}", column=name, advice=_REPORT)
