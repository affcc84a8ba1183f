"""Columns of the events of Global Fishing Watch: units, and the fields they come from."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import Column

EVENT: Final = (
    Column("event", "text", "", "the source's id of the event", "id"),
    Column("vessel_id", "text", "", "the source's id of the identity", "vessel.id"),
    Column("mmsi", "text", "", "MMSI", "vessel.ssvid"),
    Column("name", "text", "", "name", "vessel.name"),
    Column("flag", "text", "", "flag, ISO 3166-1 alpha-3", "vessel.flag"),
    Column("vessel_type", "text", "", "type the source gives", "vessel.type"),
    Column("start", "instant", "UTC", "begin"),
    Column("end", "instant", "UTC", "end; missing while it is still going on"),
    Column("ongoing", "flag", "", "the source gave no end: still going on when it answered"),
    Column("lat", "number", "degrees", "latitude the source gives the event", "position.lat"),
    Column("lon", "number", "degrees", "longitude", "position.lon"),
    Column("south", "number", "degrees", "smaller latitude of the box", "boundingBox"),
    Column("north", "number", "degrees", "larger latitude of the box", "boundingBox"),
    Column("lon_least", "number", "degrees", "smaller longitude of the box; the source does not "
           "order its corners, so at 180 degrees this need not be the western one", "boundingBox"),
    Column("lon_most", "number", "degrees", "larger longitude of the box", "boundingBox"),
    Column("shore_start_km", "number", "km", "distance from shore at the begin",
           "distances.startDistanceFromShoreKm"),
    Column("shore_end_km", "number", "km", "distance from shore at the end",
           "distances.endDistanceFromShoreKm"),
    Column("port_start_km", "number", "km", "distance from port at the begin",
           "distances.startDistanceFromPortKm"),
    Column("port_end_km", "number", "km", "distance from port at the end",
           "distances.endDistanceFromPortKm"),
    Column("eez", "list", "", "exclusive economic zones, ids of the source", "regions.eez"),
    Column("regions", "json", "", "all regions as they came", "regions"),
    Column("authorizations", "json", "", "fishing authorizations on public lists: [{rfmo, listed}]",
           "vessel.publicAuthorizations"),
    Column("next_port", "json", "", "next port as it came", "vessel.nextPort"),
)  # fmt: skip
DATASET: Final = Column("dataset", "text", "", "data set and version the source names")
GAP: Final = (
    Column("not_received_hours", "number", "h", "time without a received position",
           "gap.durationHours"),
    Column("distance_km", "number", "km", "from the last position before to the first after",
           "gap.distanceKm"),
    Column("implied_speed_kn", "number", "kn", "that distance by that time",
           "gap.impliedSpeedKnots"),
    Column("last_lat", "number", "degrees", "last received before", "gap.offPosition.lat"),
    Column("last_lon", "number", "degrees", "last received before", "gap.offPosition.lon"),
    Column("first_lat", "number", "degrees", "first received after", "gap.onPosition.lat"),
    Column("first_lon", "number", "degrees", "first received after", "gap.onPosition.lon"),
    Column("positions_12h_before", "integer", "positions", "received by satellite in the 12 hours "
           "before", "gap.positions12HoursBeforeSat"),
    Column("positions_per_day", "number", "positions per day", "satellite reception to be "
           "expected there", "gap.positionsPerDaySatReception"),
    Column("source_category", "text", "", "the source's own category, quoted; not a finding",
           "gap.intentionalDisabling"),
)  # fmt: skip
ENCOUNTER: Final = (
    Column("other_vessel_id", "text", "", "id of the other identity", "encounter.vessel.id"),
    Column("other_mmsi", "text", "", "MMSI of the other", "encounter.vessel.ssvid"),
    Column("other_name", "text", "", "name of the other", "encounter.vessel.name"),
    Column("other_flag", "text", "", "flag of the other", "encounter.vessel.flag"),
    Column("other_type", "text", "", "type of the other", "encounter.vessel.type"),
    Column("median_distance_km", "number", "km", "between the two",
           "encounter.medianDistanceKilometers"),
    Column("median_speed_kn", "number", "kn", "of the two", "encounter.medianSpeedKnots"),
    Column("pair", "text", "", "types of the two as the source pairs them", "encounter.type"),
    Column("source_risk", "flag", "", "the source's own mark on fishing authorization; not a "
           "finding", "encounter.potentialRisk"),
    Column("authorization", "text", "", "status the source gives this vessel",
           "encounter.mainVesselPublicAuthorizationStatus"),
    Column("other_authorization", "text", "", "status the source gives the other",
           "encounter.encounteredVesselPublicAuthorizationStatus"),
)  # fmt: skip
LOITERING: Final = (
    Column("hours", "number", "h", "duration", "loitering.totalTimeHours"),
    Column("distance_km", "number", "km", "distance covered", "loitering.totalDistanceKm"),
    Column("mean_speed_kn", "number", "kn", "mean speed", "loitering.averageSpeedKnots"),
    Column(
        "mean_shore_km",
        "number",
        "km",
        "mean distance from shore",
        "loitering.averageDistanceFromShoreKm",
    ),
)
PLACES: Final = {"first": "startAnchorage", "middle": "intermediateAnchorage",
                  "last": "endAnchorage"}  # fmt: skip
PLACE: Final = (
    ("port", "text", "", "port", "id"),
    ("port_name", "text", "", "name of the port", "name"),
    ("port_flag", "text", "", "country of the port, ISO 3166-1 alpha-3", "flag"),
    ("anchorage", "text", "", "anchorage", "anchorageId"),
    ("lat", "number", "degrees", "latitude of the anchorage, not of the ship", "lat"),
    ("lon", "number", "degrees", "longitude of the anchorage, not of the ship", "lon"),
    ("at_dock", "flag", "", "whether the anchorage is a dock", "atDock"),
    ("shore_km", "number", "km", "anchorage from shore", "distanceFromShoreKm"),
    ("destination", "text", "", "destination most ships there name", "topDestination"),
)
PORT_VISIT: Final = (
    Column("visit", "text", "", "id of the visit", "port_visit.visitId"),
    Column("confidence", "integer", "", "2 stop or silence only, 3 with entry or exit, 4 with both",
           "port_visit.confidence"),
    Column("hours", "number", "h", "duration", "port_visit.durationHrs"),
    *(
        Column(f"{which}_{name}", kind, unit, f"{which} anchorage: {about}",
               f"port_visit.{key}.{source}")
        for which, key in PLACES.items()
        for name, kind, unit, about, source in PLACE
    ),
)  # fmt: skip
COLUMNS: Final = {"port_visit": PORT_VISIT, "gap": GAP, "encounter": ENCOUNTER,
                  "loitering": LOITERING}  # fmt: skip
