"""Flights, tracks and states of aircraft from the OpenSky REST API."""

from __future__ import annotations

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.dates import Day
from osint_helpers.collect.flights.opensky import asking, reading
from osint_helpers.collect.flights.opensky.columns import COLUMNS, FLIGHTS, STATES, TRACK
from osint_helpers.collect.flights.opensky.source import MANIFEST
from osint_helpers.collect.gathering import Gathering
from osint_helpers.errors import CollectError

__all__ = ["COLUMNS", "MANIFEST", "arrivals", "departures", "flights_of", "states", "track"]


def arrivals(client: Client, *, airport: str, start: Day, end: Day) -> Collected:
    """Return flights that the source thinks arrived at an airport.

    Parameters
    ----------
    airport
        ICAO code, four letters.
    start, end
        Days in UTC, both whole; or times with a zone, both included.

    Returns
    -------
    Collected
        One row a flight, columns as :data:`.columns.FLIGHTS`. The airports are **estimated by the
        source**; no flight found (status 404) is a complete answer without rows.

    Raises
    ------
    CollectError
        When the question is none, or nothing came.
    SchemaChanged
        When flights are not as documented.
    """
    return _at_airport(client, "arrivals", "flights/arrival", airport=airport, start=start, end=end)


def departures(client: Client, *, airport: str, start: Day, end: Day) -> Collected:
    """Return flights that the source thinks departed from an airport; as `arrivals`."""
    return _at_airport(
        client, "departures", "flights/departure", airport=airport, start=start, end=end
    )


def flights_of(client: Client, *, icao24: str, start: Day, end: Day) -> Collected:
    """Return the flights of an aircraft; as `arrivals`.

    A flight is given only when it began and ended within the interval: to find one that crosses
    midnight, ask for both days.

    Parameters
    ----------
    icao24
        24-bit address, six hexadecimal digits.
    """
    code, span = asking.address(icao24), asking.interval(start, end)
    question = {"icao24": code, "start": str(start), "end": str(end)}
    got = Gathering(client, MANIFEST, "flights_of", question)
    rows = asking.flights(
        got, "flights/aircraft", {"icao24": code}, span, reading.flights, shared=asking.SHARED
    )
    return got.collected(rows, FLIGHTS)


def track(client: Client, *, icao24: str, time: str) -> Collected:
    """Return the track of the flight an aircraft was on at a time.

    Parameters
    ----------
    icao24
        24-bit address, six hexadecimal digits.
    time
        ISO 8601 with zone, within the flight: ``2026-01-31T12:00:00Z``.

    Returns
    -------
    Collected
        One row a waypoint, columns as :data:`.columns.TRACK`. Waypoints are thinned by the source:
        between two of them up to 15 minutes and any straight course.

    Raises
    ------
    CollectError, SchemaChanged
        As `arrivals`.
    """
    code, at = asking.address(icao24), asking.moment(time)
    got = Gathering(client, MANIFEST, "track", {"icao24": code, "time": time})
    params = {"icao24": code, "time": int(at.timestamp())}
    rows = asking.one(got, "tracks/all", params, reading.track, part=f"{code} at {time}")
    return got.collected(rows, TRACK)


def states(
    client: Client, *, icao24: tuple[str, ...] = (), box: tuple[float, ...] = (), time: str = ""
) -> Collected:
    """Return what aircraft did at a moment of the last hour.

    Parameters
    ----------
    icao24
        24-bit addresses; empty for all.
    box
        Least latitude, least longitude, greatest latitude, greatest longitude; empty for all. The
        credits a question costs grow with it.
    time
        ISO 8601 with zone; empty for now.

    Returns
    -------
    Collected
        One row an aircraft, columns as :data:`.columns.STATES`.

    Raises
    ------
    CollectError, SchemaChanged
        As `arrivals`.
    """
    params: dict[str, object] = {"extended": 1}
    if icao24:
        params["icao24"] = [asking.address(one) for one in icao24]
    if box:
        params |= _box(box)
    if time:
        params["time"] = int(asking.moment(time).timestamp())
    got = Gathering(client, MANIFEST, "states", {"icao24": icao24, "box": box, "time": time})
    rows = asking.one(got, "states/all", params, reading.states, part=time or "now")
    return got.collected(rows, STATES)


def _at_airport(
    client: Client, call: str, path: str, *, airport: str, start: Day, end: Day
) -> Collected:
    code, span = asking.airport_code(airport), asking.interval(start, end)
    question = {"airport": code, "start": str(start), "end": str(end)}
    got = Gathering(client, MANIFEST, call, question)
    rows = asking.flights(got, path, {"airport": code}, span, reading.flights)
    return got.collected(rows, FLIGHTS)


def _box(box: tuple[float, ...]) -> dict[str, float]:
    if len(box) != 4 or not (-90 <= box[0] <= box[2] <= 90 and -180 <= box[1] <= box[3] <= 180):
        raise CollectError(
            f"{box!r:.60} is no box", advice="least latitude and longitude, then the greatest"
        )
    return dict(zip(("lamin", "lomin", "lamax", "lomax"), box, strict=True))
