"""Columns of the positions in readsb traces, and what its arrays mean."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import Column

# readsb, README-json.md "trace jsons": an array a position. The ninth value closes the older form;
# the five after it were added later, in this order.
FIELDS: Final = (
    "dt", "lat", "lon", "altitude", "gs", "track", "flags", "vertical_rate", "details",
    "position_source", "altitude_geometric", "vertical_rate_geometric", "ias", "roll",
)  # fmt: skip
SHORTEST: Final = 9
STALE, NEW_LEG, RATE_GEOMETRIC, ALTITUDE_GEOMETRIC = 1, 2, 4, 8

REQUIRED: Final = ("icao", "timestamp", "trace")
OPTIONAL: Final = ("r", "t", "desc", "dbFlags", "ownOp", "year", "noRegData")

FOOT_M: Final = 0.3048  # international foot, exact
KNOT_M_S: Final = 1852 / 3600  # international knot, exact
FPM_M_S: Final = FOOT_M / 60

POSITIONS: Final = (
    Column("file", "text", about="file, or member of the archive, the position stands in"),
    Column("row", "integer", about="place in the array `trace` of that file, counted from 0"),
    Column("icao24", "text", about="24-bit address as sent; with ~ it is not an ICAO address",
           source="icao"),
    Column("registration", "text", about="by the aircraft database of the network, as of its day",
           source="r"),
    Column("aircraft_type", "text", about="ICAO type code, by the same database", source="t"),
    Column("callsign", "text", about="as sent by the crew, only where the source gives it",
           source="details.flight"),
    Column("time", "instant", about="UTC: timestamp of the file plus seconds of the position, "
           "by the clock of the receiving network", source="timestamp + dt"),
    Column("latitude", "number", "degrees", "WGS 84", "lat"),
    Column("longitude", "number", "degrees", "WGS 84", "lon"),
    Column("ground", "flag", about="sent as a position on the ground; no altitude then"),
    Column("altitude_ft", "number", "ft", "as sent: pressure altitude, not height above sea, "
           "unless altitude_is_geometric", "altitude"),
    Column("altitude_m", "number", "m", "altitude_ft converted"),
    Column("altitude_is_geometric", "flag", about="by the flags of the source", source="flags & 8"),
    Column("altitude_geometric_ft", "number", "ft", "height by satellite navigation"),
    Column("ground_speed_kn", "number", "kn", "as sent", "gs"),
    Column("ground_speed_m_s", "number", "m/s", "ground_speed_kn converted"),
    Column("track_deg", "number", "degrees", "over ground; on the ground it is the true heading",
           "track"),
    Column("vertical_rate_fpm", "number", "ft/min", "as sent; barometric unless "
           "vertical_rate_is_geometric", "vertical_rate"),
    Column("vertical_rate_m_s", "number", "m/s", "vertical_rate_fpm converted"),
    Column("vertical_rate_is_geometric", "flag", about="by the flags of the source",
           source="flags & 4"),
    Column("vertical_rate_geometric_fpm", "number", "ft/min", "by satellite navigation"),
    Column("airspeed_indicated_kn", "number", "kn", "as sent", "ias"),
    Column("roll_deg", "number", "degrees", "as sent", "roll"),
    Column("stale", "flag", about="no position had come for 20 s before it", source="flags & 1"),
    Column("leg", "integer", about="counted from 1 in each file; the network guesses where a new "
           "flight begins", source="flags & 2"),
    Column("position_source", "text", about="adsb_icao, mlat …: how the position was got",
           source="type"),
    Column("details", "json", about="further values of that moment, as sent"),
)  # fmt: skip
