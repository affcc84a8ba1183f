"""The OpenSky REST API with its token server. SYNTHETIC aircraft, flights and airports.

Built from the published description of the REST API: an interval of flights may have two days,
status 404 with an empty body says that none was found, and credits are told in headers.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs

from tests.collect.fakes.server import Reply, Request, as_json

TOKEN = "SYNTHETIC-TOKEN"  # noqa: S105  (opens nothing)
LOGIN = ("SYNTHETIC-ID", "SYNTHETIC-SECRET")
AIRCRAFT = "000001"
LEFT = {"X-Rate-Limit-Remaining": "3990"}


def unix(text: str) -> int:
    """Return seconds since 1970."""
    return int(dt.datetime.fromisoformat(text).timestamp())


def flight(
    first: str, last: str, start: str | None, end: str | None, **more: Any
) -> dict[str, Any]:
    """Return a flight with every documented field."""
    return {
        "icao24": AIRCRAFT, "firstSeen": unix(first), "estDepartureAirport": start,
        "lastSeen": unix(last), "estArrivalAirport": end, "callsign": "SYNTH1  ",
        "estDepartureAirportHorizDistance": 1200 if start else None,
        "estDepartureAirportVertDistance": 90 if start else None,
        "estArrivalAirportHorizDistance": 2500 if end else None,
        "estArrivalAirportVertDistance": 30 if end else None,
        "departureAirportCandidatesCount": 1, "arrivalAirportCandidatesCount": 7,
    } | more  # fmt: skip


# XXAA to XXCC are no airports
FLIGHTS = [
    flight("2026-01-01T08:00:00Z", "2026-01-01T11:00:00Z", "XXAA", "XXBB"),
    flight("2026-01-02T22:00:00Z", "2026-01-03T03:00:00Z", "XXBB", "XXAA"),  # over midnight
    flight("2026-01-04T23:30:00Z", "2026-01-05T04:00:00Z", "XXAA", None, callsign=None),
    flight("2026-01-06T00:00:00Z", "2026-01-06T02:00:00Z", "XXCC", "XXBB", icao24="000002"),
    flight("2026-01-08T23:00:00Z", "2026-01-08T23:59:59Z", "XXBB", "XXAA"),
]

PATH = [
    [unix("2026-01-01T08:00:00Z"), 10.0, 100.0, 0, 90.0, True],
    [unix("2026-01-01T08:10:00Z"), 10.5, 100.5, 3048.0, 45.5, False],
    [unix("2026-01-01T08:25:00Z"), None, None, None, None, False],
]


def state(icao24: str = AIRCRAFT, category: bool = True) -> list[Any]:
    """Return a state as a positional array: 17 values, 18 when the category is asked for."""
    held = [
        icao24, "SYNTH1  ", "SYNTHETIC", 1767225600, 1767225601, 100.5, 10.5, 3048.0, False, 154.3,
        45.5, -2.6, None, 3100.0, "1000", False, 0,
    ]  # fmt: skip
    return [*held, 4] if category else held


def answer(request: Request) -> Reply:
    """Answer as the API does; a login is checked when one is sent."""
    if request.path == "token":
        return _token(request)
    sent = next((v for k, v in request.headers.items() if k.lower() == "authorization"), "")
    if sent not in {"", f"Bearer {TOKEN}"}:
        return Reply(b"", "application/json", 401)
    called = _CALLS.get(request.path)
    return called(request) if called else Reply(b"<html>not found</html>", "text/html", 404)


def _token(request: Request) -> Reply:
    sent = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
    good = (sent.get("client_id"), sent.get("client_secret")) == LOGIN
    if not good or sent.get("grant_type") != "client_credentials":
        return as_json({"error": "invalid_client"}, 401)
    return as_json({"access_token": TOKEN, "expires_in": 1800, "token_type": "Bearer"})


def _flights(request: Request, moment: str, place: str) -> Reply:
    begin, end = int(request.one("begin")), int(request.one("end"))
    if end - begin > 2 * 86400:
        return Reply(b"interval too long", "text/plain", 400)
    found = []
    for one in FLIGHTS:
        if place:
            fits = one[place] == request.one("airport") and begin <= one[moment] <= end
        else:
            inside = begin <= one["firstSeen"] and one["lastSeen"] <= end
            fits = one["icao24"] == request.one("icao24") and inside
        if fits:
            found.append(one)
    if not found:
        return Reply(b"", "application/json", 404, LEFT)
    return as_json(found, **LEFT)


def _track(request: Request) -> Reply:
    if (
        request.one("icao24") != AIRCRAFT
        or not PATH[0][0] <= int(request.one("time")) <= PATH[-1][0]
    ):
        return Reply(b"", "application/json", 404)
    return as_json({"icao24": AIRCRAFT, "startTime": PATH[0][0], "endTime": PATH[-1][0],
                    "callsign": "SYNTH1  ", "path": PATH})  # fmt: skip


def _states(request: Request) -> Reply:
    wanted = request.query.get("icao24", [AIRCRAFT, "000002"])
    rows = [state(one, request.one("extended") == "1") for one in wanted]
    return as_json({"time": 1767225602, "states": rows or None}, **LEFT)


_CALLS = {
    "flights/arrival": lambda one: _flights(one, "lastSeen", "estArrivalAirport"),
    "flights/departure": lambda one: _flights(one, "firstSeen", "estDepartureAirport"),
    "flights/aircraft": lambda one: _flights(one, "", ""),
    "tracks/all": _track,
    "states/all": _states,
}
