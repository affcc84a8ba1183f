"""Events of Global Fishing Watch as rows: units in the columns, words of the source in quotes."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.collect.vessels.gfw import event_columns, fields

_REQUIRED: Final = ("id", "type", "start", "end", "position", "vessel")
# The answers name it port_visit, the source's client portVisit.
_KEYS: Final = {"port_visit": ("port_visit", "portVisit"), "gap": ("gap",),
                "encounter": ("encounter",), "loitering": ("loitering",)}  # fmt: skip
_OPTIONAL: Final = ("regions", "boundingBox", "distances", "fishing",
                    *(one for keys in _KEYS.values() for one in keys))  # fmt: skip
_VESSEL: Final = ("id", "name", "ssvid", "flag", "type", "publicAuthorizations", "nextPort")
_GAP: Final = ("intentionalDisabling", "distanceKm", "durationHours", "impliedSpeedKnots",
               "positions12HoursBeforeSat", "positionsPerDaySatReception", "offPosition",
               "onPosition")  # fmt: skip
_ENCOUNTER: Final = ("vessel", "medianDistanceKilometers", "medianSpeedKnots", "type",
                     "potentialRisk", "mainVesselPublicAuthorizationStatus",
                     "encounteredVesselPublicAuthorizationStatus")  # fmt: skip
_LOITERING: Final = ("totalTimeHours", "totalDistanceKm", "averageSpeedKnots",
                     "averageDistanceFromShoreKm")  # fmt: skip
_VISIT: Final = ("visitId", "confidence", "durationHrs", *event_columns.PLACES.values())
_DISTANCES: Final = {"shore_start_km": "startDistanceFromShoreKm",
                     "shore_end_km": "endDistanceFromShoreKm",
                     "port_start_km": "startDistanceFromPortKm",
                     "port_end_km": "endDistanceFromPortKm"}  # fmt: skip


def event_row(value: Any, kind: str, reading: fields.Reading, where: str) -> dict[str, Any]:  # noqa: ANN401
    """Return one event as a row of `EVENT` and the columns of its kind.

    Parameters
    ----------
    kind
        A key of :data:`COLUMNS`; an event of another kind is no answer to the question.

    Raises
    ------
    SchemaChanged
        For a new or missing field, another kind of event, or a value of another kind.
    """
    event = reading.record(value, _REQUIRED, _OPTIONAL, where)
    if event["type"] != kind:
        raise fields.wrong(event["type"], f"event of the kind {kind}", "type")
    key = next((one for one in _KEYS[kind] if one in event), "")
    if not key:
        raise fields.wrong(None, f"record of {where}", _KEYS[kind][0])
    told = _TELLERS[kind](event, key, reading, where)
    return {**_common(event, reading, where), **told}


def _common(event: dict[str, Any], reading: fields.Reading, where: str) -> dict[str, Any]:
    vessel = reading.part(event, "vessel", _VESSEL, where)
    position = reading.part(event, "position", ("lat", "lon"), where)
    distances = reading.part(event, "distances", tuple(_DISTANCES.values()), where)
    regions = event.get("regions") or {}
    if not isinstance(regions, dict):
        raise fields.wrong(regions, "record", "regions")
    start, end = fields.instant(event["start"], "start"), fields.instant(event["end"], "end")
    if start is None:
        raise fields.wrong(event["start"], "time", "start")
    return {
        "event": fields.text(event["id"], "id"), **_ship(vessel, ""),
        "start": start, "end": end, "ongoing": end is None,
        "lat": fields.degrees(position.get("lat"), "position.lat", 90),
        "lon": fields.degrees(position.get("lon"), "position.lon", 180),
        **_box(event.get("boundingBox")),
        **{name: fields.number(distances.get(key), key) for name, key in _DISTANCES.items()},
        "eez": fields.texts(regions.get("eez"), "regions.eez"), "regions": regions or None,
        "authorizations": _authorizations(vessel, reading, where),
        "next_port": vessel.get("nextPort"),
    }  # fmt: skip


def _ship(vessel: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {f"{prefix}vessel_id": fields.text(vessel.get("id"), "vessel.id"),
            f"{prefix}mmsi": fields.text(vessel.get("ssvid"), "vessel.ssvid"),
            f"{prefix}name": fields.text(vessel.get("name"), "vessel.name"),
            f"{prefix}flag": fields.text(vessel.get("flag"), "vessel.flag"),
            f"{prefix}type" if prefix else "vessel_type":
                fields.text(vessel.get("type"), "vessel.type")}  # fmt: skip


def _box(value: Any) -> dict[str, Any]:  # noqa: ANN401
    corners = fields.records(value, "boundingBox")
    if not corners:
        return {}
    if len(corners) != 4:
        raise fields.wrong(value, "box of four numbers", "boundingBox")
    lons = [fields.degrees(corners[at], "boundingBox", 180) for at in (0, 2)]
    lats = [fields.degrees(corners[at], "boundingBox", 90) for at in (1, 3)]
    if None in lons or None in lats:
        raise fields.wrong(value, "box of four numbers", "boundingBox")
    (west, east), (south, north) = (sorted(one for one in both if one is not None)
                                    for both in (lons, lats))  # fmt: skip
    return {"lon_least": west, "lon_most": east, "south": south, "north": north}


def _authorizations(
    vessel: dict[str, Any], reading: fields.Reading, where: str
) -> list[dict[str, Any]] | None:
    name = "publicAuthorizations"
    if vessel.get(name) is None:
        return None
    known = ("hasPubliclyListedAuthorization", "rfmo")
    rows = [reading.record(one, (), known, f"{name} of {where}")
            for one in fields.records(vessel[name], name)]  # fmt: skip
    return [{"rfmo": fields.text(one.get("rfmo"), "rfmo"),
             "listed": fields.flag(one.get(known[0]), known[0])} for one in rows]  # fmt: skip


def _gap(event: dict[str, Any], key: str, reading: fields.Reading, where: str) -> dict[str, Any]:
    gap = reading.part(event, key, _GAP, where)
    off = reading.part(gap, "offPosition", ("lat", "lon"), where)
    on = reading.part(gap, "onPosition", ("lat", "lon"), where)
    said = fields.flag(gap.get("intentionalDisabling"), "intentionalDisabling")
    return {
        "not_received_hours": fields.number(gap.get("durationHours"), "durationHours"),
        "distance_km": fields.number(gap.get("distanceKm"), "distanceKm"),
        "implied_speed_kn": fields.number(gap.get("impliedSpeedKnots"), "impliedSpeedKnots"),
        "last_lat": fields.degrees(off.get("lat"), "offPosition.lat", 90),
        "last_lon": fields.degrees(off.get("lon"), "offPosition.lon", 180),
        "first_lat": fields.degrees(on.get("lat"), "onPosition.lat", 90),
        "first_lon": fields.degrees(on.get("lon"), "onPosition.lon", 180),
        "positions_12h_before": fields.whole(
            gap.get("positions12HoursBeforeSat"), "positions12HoursBeforeSat"
        ),
        "positions_per_day": fields.number(
            gap.get("positionsPerDaySatReception"), "positionsPerDaySatReception"
        ),
        "source_category": None if said is None else f'"intentionalDisabling": {str(said).lower()}',
    }


def _encounter(
    event: dict[str, Any], key: str, reading: fields.Reading, where: str
) -> dict[str, Any]:
    met = reading.part(event, key, _ENCOUNTER, where)
    other = reading.part(met, "vessel", _VESSEL, f"the encounter of {where}")
    return {
        **_ship(other, "other_"),
        "median_distance_km": fields.number(
            met.get("medianDistanceKilometers"), "medianDistanceKilometers"
        ),
        "median_speed_kn": fields.number(met.get("medianSpeedKnots"), "medianSpeedKnots"),
        "pair": fields.text(met.get("type"), "encounter.type"),
        "source_risk": fields.flag(met.get("potentialRisk"), "potentialRisk"),
        "authorization": fields.text(
            met.get("mainVesselPublicAuthorizationStatus"), "mainVesselPublicAuthorizationStatus"
        ),
        "other_authorization": fields.text(
            met.get("encounteredVesselPublicAuthorizationStatus"),
            "encounteredVesselPublicAuthorizationStatus",
        ),
    }


def _loitering(
    event: dict[str, Any], key: str, reading: fields.Reading, where: str
) -> dict[str, Any]:
    told = reading.part(event, key, _LOITERING, where)
    return {column.name: fields.number(told.get(name), name)
            for column, name in zip(event_columns.LOITERING, _LOITERING, strict=True)}  # fmt: skip


def _port_visit(
    event: dict[str, Any], key: str, reading: fields.Reading, where: str
) -> dict[str, Any]:
    visit = reading.part(event, key, _VISIT, where)
    row: dict[str, Any] = {
        "visit": fields.text(visit.get("visitId"), "visitId"),
        "confidence": fields.whole(visit.get("confidence"), "confidence"),
        "hours": fields.number(visit.get("durationHrs"), "durationHrs"),
    }
    for which, name in event_columns.PLACES.items():
        place = reading.part(visit, name, tuple(one[4] for one in event_columns.PLACE), where)
        for column, kind, _, _, source in event_columns.PLACE:
            row[f"{which}_{column}"] = _READERS[kind](place.get(source), f"{name}.{source}")
    return row


_READERS: Final[dict[str, Any]] = {"text": fields.text, "number": fields.number,
                                   "flag": fields.flag}  # fmt: skip
_TELLERS: Final[dict[str, Any]] = {"gap": _gap, "encounter": _encounter, "loitering": _loitering,
                                   "port_visit": _port_visit}  # fmt: skip
