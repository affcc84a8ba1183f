"""Columns of flights, tracks and states of OpenSky, and the arrays they come from."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column

FLIGHTS: Final = (
    Column("icao24", "text", about="24-bit address of the transponder"),
    Column("callsign", "text", about="as sent most often during the flight, blanks cut off"),
    Column("first_seen", "instant", about="UTC, first position received: the source takes it for "
           "the departure", source="firstSeen"),
    Column("departure_airport_estimated", "text", about="ICAO code, estimated by the source",
           source="estDepartureAirport"),
    Column("departure_distance_m", "number", "m", "from the first position to that airport",
           "estDepartureAirportHorizDistance"),
    Column("departure_height_m", "number", "m", "of the first position above that airport",
           "estDepartureAirportVertDistance"),
    Column("departure_other_candidates", "integer", about="other airports near that one",
           source="departureAirportCandidatesCount"),
    Column("last_seen", "instant", about="UTC, last position received: the source takes it for "
           "the arrival", source="lastSeen"),
    Column("arrival_airport_estimated", "text", about="ICAO code, estimated by the source",
           source="estArrivalAirport"),
    Column("arrival_distance_m", "number", "m", "from the last position to that airport",
           "estArrivalAirportHorizDistance"),
    Column("arrival_height_m", "number", "m", "of the last position above that airport",
           "estArrivalAirportVertDistance"),
    Column("arrival_other_candidates", "integer", about="other airports near that one",
           source="arrivalAirportCandidatesCount"),
    Column("airport_basis", "text", about="how the airports are known: estimated by the source"),
)  # fmt: skip

FLIGHT: Final = (
    "icao24", "firstSeen", "estDepartureAirport", "lastSeen", "estArrivalAirport", "callsign",
    "estDepartureAirportHorizDistance", "estDepartureAirportVertDistance",
    "estArrivalAirportHorizDistance", "estArrivalAirportVertDistance",
    "departureAirportCandidatesCount", "arrivalAirportCandidatesCount",
)  # fmt: skip

TRACK: Final = (
    Column("icao24", "text", about="24-bit address of the transponder"),
    Column("callsign", "text", about="of the whole track, blanks cut off"),
    Column("time", "instant", about="UTC"),
    Column("latitude", "number", "degrees", "WGS 84"),
    Column("longitude", "number", "degrees", "WGS 84"),
    Column("altitude_barometric_m", "number", "m", "pressure altitude, not above ground"),
    Column("track_deg", "number", "degrees", "over ground, from true north"),
    Column("ground", "flag", about="from a position report on the ground"),
)

TRACKED: Final = ("icao24", "startTime", "endTime", "callsign", "path")
WAYPOINT: Final = (
    "time", "latitude", "longitude", "altitude_barometric_m", "track_deg", "ground",
)  # fmt: skip

STATES: Final = (
    Column("time", "instant", about="UTC the states are asked for; each is at most 1 s older"),
    Column("icao24", "text", about="24-bit address of the transponder"),
    Column("callsign", "text", about="as sent, blanks cut off"),
    Column("origin_country", "text", about="inferred by the source from the address"),
    Column("time_position", "instant", about="UTC, last position; missing after 15 s without one"),
    Column("last_contact", "instant", about="UTC, last message of any kind"),
    Column("longitude", "number", "degrees", "WGS 84"),
    Column("latitude", "number", "degrees", "WGS 84"),
    Column("altitude_barometric_m", "number", "m", "pressure altitude"),
    Column("ground", "flag", about="from a position report on the ground"),
    Column("ground_speed_m_s", "number", "m/s", "speed over ground"),
    Column("track_deg", "number", "degrees", "over ground, from true north"),
    Column("vertical_rate_m_s", "number", "m/s", "positive upwards"),
    Column("altitude_geometric_m", "number", "m", "by satellite navigation"),
    Column("squawk", "text", about="transponder code"),
    Column("special_purpose", "flag", about="special purpose indicator", source="spi"),
    Column("position_source", "integer", about="0 ADS-B, 1 ASTERIX, 2 MLAT, 3 FLARM"),
    Column("category", "integer", about="of the aircraft; only where the source sends it"),
)
COLUMNS: Final[ByCall] = {
    "arrivals": FLIGHTS,
    "departures": FLIGHTS,
    "flights_of": FLIGHTS,
    "track": TRACK,
    "states": STATES,
}

# Positional: 17 values as documented, an 18th (category) where it is asked for.
STATE: Final = (
    "icao24", "callsign", "origin_country", "time_position", "last_contact", "longitude",
    "latitude", "altitude_barometric_m", "ground", "ground_speed_m_s", "track_deg",
    "vertical_rate_m_s", "sensors", "altitude_geometric_m", "squawk", "special_purpose",
    "position_source", "category",
)  # fmt: skip
