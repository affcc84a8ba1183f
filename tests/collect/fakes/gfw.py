"""Global Fishing Watch version 3 as it is documented. All vessels, numbers and places SYNTHETIC.

``vessels/search`` pages by a token in ``since`` (at most 50 a page), ``events`` by ``nextOffset``;
an event shows numbers as numbers or as text, an end as empty text while it goes on, the corners of
its box in any order, a meeting once for each of the two ships. Errors are
``{statusCode, error, messages: [{title, detail}]}``. POST is answered with 201.
"""

from __future__ import annotations

from typing import Any

from tests.collect.fakes.server import Reply, Request, as_json

TOKEN = "SYNTHETIC-TOKEN"  # noqa: S105
IDENTITY = "public-global-vessel-identity"
VERSION = "v4.0"
# GFW ids are a hash with a hyphenated rest; these are visibly none.
TRADER_OLD, TRADER_NEW = "synthetic-trader-old", "synthetic-trader-new"
CARRIER, TRAWLER, TWIN = "synthetic-carrier", "synthetic-trawler", "synthetic-twin"
TYPES = {
    "public-global-port-visits-events": "port_visit",
    "public-global-gaps-events": "gap",
    "public-global-encounters-events": "encounter",
    "public-global-loitering-events": "loitering",
}


def sent(
    id_: str, mmsi: str, name: str, imo: str | None, first: str, last: str, **more: Any
) -> Any:
    """Return one self-reported identity."""
    return {
        "id": id_, "ssvid": mmsi, "shipname": name, "nShipname": name.replace(" ", ""),
        "flag": "ZZZ", "callsign": "SYN1", "imo": imo, "messagesCounter": 1200,
        "positionsCounter": "900", "sourceCode": ["AIS"], "matchFields": "SEVERAL_FIELDS",
        "transmissionDateFrom": first, "transmissionDateTo": last, **more,
    }  # fmt: skip


def vessel(identities: list[Any], registry: list[Any] | None = None, **more: Any) -> Any:
    """Return one vessel of a search."""
    held = registry or []
    return {
        "dataset": f"{IDENTITY}:{VERSION}", "registryInfoTotalRecords": len(held),
        "registryInfo": held, "registryOwners": [], "registryPublicAuthorizations": [],
        "combinedSourcesInfo": [
            {"vesselId": one["id"],
             "shiptypes": [{"name": "CARGO", "source": "AIS", "yearFrom": 2015, "yearTo": 2018}],
             "geartypes": []}
            for one in identities
        ],
        "selfReportedInfo": identities, **more,
    }  # fmt: skip


TRADER = vessel(
    [
        sent(TRADER_OLD, "999000001", "SYNTHETIC TRADER", "0000001",
             "2015-02-01T04:05:06Z", "2018-03-31T23:00:00Z"),
        sent(TRADER_NEW, "999000002", "TEST VESSEL II", "0000001",
             "2018-04-02T01:00:00Z", "2019-12-31T22:59:59Z", flag=None),
    ],
    [
        {"id": "synthetic-registry-1", "recordId": "SYNTHETIC-1", "sourceCode": ["SYNTHETIC"],
         "ssvid": "999000001", "flag": "ZZZ", "shipname": "SYNTHETIC TRADER",
         "nShipname": "SYNTHETICTRADER", "callsign": "SYN1", "imo": "0000001",
         "latestVesselInfo": True, "transmissionDateFrom": "2015-02-01T04:05:06Z",
         "transmissionDateTo": "2018-03-31T23:00:00Z", "geartypes": ["CARRIER"],
         "lengthM": "88.5", "tonnageGt": 2400, "vesselInfoReference": "synthetic-reference-1",
         "extraFields": [{"registrySource": "SYNTHETIC", "builtYear": None}]},
    ],
    registryOwners=[
        {"name": "SYNTHETIC OWNER (TEST) LTD", "flag": "ZZZ", "ssvid": "999000001",
         "sourceCode": ["SYNTHETIC"], "dateFrom": "2015-02-01T00:00:00Z",
         "dateTo": "2018-03-31T00:00:00Z"}
    ],
)  # fmt: skip
FLEET = [
    TRADER,
    vessel([sent(CARRIER, "999000003", "SYNTHETIC CARRIER", "9999993",
                 "2016-01-01T00:00:00Z", "2018-12-31T00:00:00Z")]),
    vessel([sent(TWIN, "999000004", "SYNTHETIC TWIN", "9999993",
                 "2017-01-01T00:00:00Z", "2018-12-31T00:00:00Z")]),
    vessel([sent(TRAWLER, "999000005", "SYNTHETIC TRAWLER", None,
                 "2016-01-01T00:00:00Z", "2018-12-31T00:00:00Z")]),
    *(vessel([sent(f"synthetic-fleet-{n:03}", f"9991{n:05}", f"SYNTHETIC FLEET {n:03}", None,
                   "2018-01-01T00:00:00Z", "2018-12-31T00:00:00Z")]) for n in range(120)),
]  # fmt: skip


def ship(id_: str, **more: Any) -> Any:
    """Return a vessel as an event names it."""
    row = next(one for held in FLEET for one in held["selfReportedInfo"] if one["id"] == id_)
    return {"id": id_, "name": row["shipname"], "ssvid": row["ssvid"], "flag": row["flag"],
            "type": "cargo", **more}  # fmt: skip


def event(id_: str, kind: str, vessel_id: str, start: str, end: str, **more: Any) -> Any:
    """Return one event."""
    return {
        "start": start, "end": end, "id": id_, "type": kind,
        "position": {"lat": 1.25, "lon": "2.5"},
        "regions": {"mpa": [], "eez": ["8999"], "rfmo": ["SYNTHETIC"], "fao": [], "majorFao": [],
                    "eez12Nm": [], "highSeas": [], "mpaNoTake": [], "mpaNoTakePartial": []},
        "boundingBox": [3.0, 2.0, 1.0, 0.5],
        "distances": {"startDistanceFromShoreKm": 120, "endDistanceFromShoreKm": "130.5",
                      "startDistanceFromPortKm": 200.25, "endDistanceFromPortKm": 210},
        "vessel": ship(vessel_id), **more,
    }  # fmt: skip


def anchorage(name: str, lat: float) -> Any:
    """Return an anchorage of a port visit."""
    return {"anchorageId": "0synthetic", "atDock": True, "distanceFromShoreKm": "2", "flag": "ZZZ",
            "id": f"zzz-{name}", "lat": lat, "lon": 2.0, "name": name.upper(),
            "topDestination": None}  # fmt: skip


def gap(id_: str, vessel_id: str, start: str, end: str, hours: float) -> Any:
    """Return a gap event; one that goes on has no position after it."""
    return event(id_, "gap", vessel_id, start, end, gap={
        "intentionalDisabling": True, "distanceKm": "55.5", "durationHours": hours,
        "impliedSpeedKnots": "2.34", "positions12HoursBeforeSat": "14",
        "positionsPerDaySatReception": 104.8, "offPosition": {"lat": -14.5, "lon": 100.0},
        "onPosition": {"lat": "-14.4", "lon": "101.0"} if end else {"lat": None, "lon": None},
    })  # fmt: skip


def meeting(id_: str, one: str, other: str, start: str, end: str) -> list[Any]:
    """Return both halves of a meeting."""
    halves = []
    for number, (mine, theirs) in enumerate(((one, other), (other, one)), start=1):
        listed = {"hasPubliclyListedAuthorization": "false", "rfmo": "SYNTHETIC"}
        halves.append(event(f"{id_}.{number}", "encounter", mine, start, end, encounter={
            "vessel": ship(theirs, publicAuthorizations=[listed]),
            "medianDistanceKilometers": 0.1, "medianSpeedKnots": "0.5", "type": "carrier-fishing",
            "potentialRisk": True, "mainVesselPublicAuthorizationStatus": "unmatched",
            "encounteredVesselPublicAuthorizationStatus": "unmatched"}))  # fmt: skip
        halves[-1]["vessel"]["publicAuthorizations"] = [listed]
    return halves


EVENTS = [
    *(event(f"synthetic-visit-{n:02}", "port_visit", TRADER_OLD if n < 8 else TRADER_NEW,
            f"2018-{1 + n // 2:02}-{1 + 10 * (n % 2):02}T06:18:14.000Z",
            "" if n == 15 else f"2018-{1 + n // 2:02}-{2 + 10 * (n % 2):02}T07:00:00.000Z",
            port_visit={"visitId": f"synthetic-{n:02}", "confidence": str(2 + n % 3),
                        "durationHrs": 24.5, "startAnchorage": anchorage("testhaven", 1.0),
                        "intermediateAnchorage": anchorage("testhaven", 1.0),
                        "endAnchorage": None if n == 15 else anchorage("samplebay", 1.5)})
      for n in range(16)),
    gap("synthetic-gap-1", TRADER_OLD, "2018-02-03T01:45:37.000Z", "2018-02-03T14:04:36.000Z",
        12.3),
    gap("synthetic-gap-2", TRADER_NEW, "2018-08-20T10:00:00.000Z", "", 48.0),
    *meeting("synthetic-meeting-1", CARRIER, TRAWLER,
             "2018-05-01T10:00:00.000Z", "2018-05-01T14:00:00.000Z"),
    *meeting("synthetic-meeting-2", CARRIER, TRAWLER,
             "2018-06-01T10:00:00.000Z", "2018-06-01T13:30:00.000Z"),
    event("synthetic-loitering-1", "loitering", CARRIER, "2018-07-01T00:00:00.000Z",
          "2018-07-01T09:00:00.000Z",
          loitering={"totalTimeHours": 9, "totalDistanceKm": "11.5", "averageSpeedKnots": 0.7,
                     "averageDistanceFromShoreKm": 180.25}),
]  # fmt: skip


def fault(status: int, error: str, detail: str) -> Reply:
    """Return an error in the words of the source."""
    said = {"statusCode": status, "error": error, "messages": [{"title": error, "detail": detail}]}
    return as_json(said, status)


def answer(request: Request) -> Reply:
    """Answer as Global Fishing Watch."""
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return fault(401, "Unauthorized", "invalid token")
    if request.path == "vessels/search":
        return _search(request)
    if request.path == "vessels":
        return _vessels(request)
    if request.path == "events" and request.method == "POST":
        return _events(request)
    if request.path == "insights/vessels" and request.method == "POST":
        return _insights(request)
    return fault(404, "Not Found", "no such path")


def _search(request: Request) -> Reply:
    limit = int(request.one("limit", "20"))
    if limit > 50 or request.one("datasets[0]") != f"{IDENTITY}:latest":
        return fault(422, "Unprocessable Entity", "limit must not be greater than 50")
    query, where = request.one("query"), request.one("where")
    wanted = [one.strip() for one in where.split(" AND ")] if where else []
    found = [one for one in FLEET if _fits(one, query, wanted)]
    start = int(request.one("since", "token-0").removeprefix("token-"))
    page = found[start : start + limit]
    after = start + limit
    return as_json({"total": len(found), "limit": limit,
                    "since": f"token-{after}" if after < len(found) else None,
                    "metadata": {"query": query}, "entries": page})  # fmt: skip


def _fits(held: Any, query: str, wanted: list[str]) -> bool:
    rows = [*held["selfReportedInfo"], *held["registryInfo"]]
    if query:
        return any(query.upper() in str(row.get(key) or "") for row in rows
                   for key in ("shipname", "imo", "ssvid", "callsign"))  # fmt: skip
    pairs = [one.replace("'", "").split("=") for one in wanted]
    return any(all(row.get(key) == text for key, text in pairs) for row in rows)


def _vessels(request: Request) -> Reply:
    ids = [request.one(name) for name in request.query if name.startswith("ids[")]
    found = [one for one in FLEET if any(row["id"] in ids for row in one["selfReportedInfo"])]
    if not found:
        return fault(404, "Not Found", "vessel not found")
    return as_json({"total": len(found), "limit": None, "offset": None, "nextOffset": None,
                    "metadata": {}, "entries": found})  # fmt: skip


def _events(request: Request) -> Reply:
    asked = request.json()
    stems = [one.partition(":")[0] for one in asked.get("datasets", [])]
    if not stems or any(one not in TYPES for one in stems):
        return fault(422, "Unprocessable Entity", "dataset does not exist")
    if any(one not in {"2", "3", "4"} for one in asked.get("confidences", [])):
        return fault(422, "Unprocessable Entity", "confidences must be one of 2, 3, 4")
    limit, offset = int(request.one("limit")), int(request.one("offset"))
    found = [one for one in EVENTS if one["type"] in {TYPES[s] for s in stems} and _in(one, asked)]
    page = found[offset : offset + min(limit, PAGE)]
    after = offset + len(page)
    return as_json(
        {"metadata": {"datasets": [f"{one}:{VERSION}" for one in stems]},
         "limit": limit, "offset": offset, "nextOffset": after if after < len(found) else None,
         "total": len(found), "entries": page},
        201, **{"x-datasets": ",".join(f"{one}:{VERSION}" for one in stems)},
    )  # fmt: skip


PAGE = 5  # events the server gives at most, whatever is asked for: makes paging visible


def _in(held: Any, asked: Any) -> bool:
    ids = asked.get("vessels")
    if ids and held["vessel"]["id"] not in ids:
        return False
    sure = held.get("port_visit", {}).get("confidence")
    if sure and asked.get("confidences") and sure not in asked["confidences"]:
        return False
    return held["start"][:10] < asked["endDate"] and (held["end"] or "9")[:10] >= asked["startDate"]


def _insights(request: Request) -> Reply:
    asked = request.json()
    known = {row["id"] for one in FLEET for row in one["selfReportedInfo"]}
    ids = [one["vesselId"] for one in asked["vessels"]]
    counts = {"events": 1, "eventsGapOff": 1}
    return as_json({
        "period": {"startDate": asked["startDate"], "endDate": asked["endDate"]},
        "vesselIdsWithoutIdentity": [one for one in ids if one not in known] or None,
        "gap": {"datasets": [f"public-global-gaps-events:{VERSION}"], "historicalCounters": counts,
                "periodSelectedCounters": counts, "aisOff": ["synthetic-gap-1"]},
        "coverage": {"blocks": "1000", "blocksWithPositions": "960", "percentage": 96.0},
        "apparentFishing": {"datasets": [f"public-global-fishing-events:{VERSION}"],
                            "periodSelectedCounters": {"events": 0},
                            "eventsInRfmoWithoutKnownAuthorization": [], "eventsInNoTakeMpas": []},
        "vesselIdentity": {"datasets": [f"{IDENTITY}:{VERSION}"],
                           "iuuVesselList": {"totalTimesListed": 0,
                                             "totalTimesListedInThePeriod": 0,
                                             "valuesInThePeriod": []}},
    }, 201)  # fmt: skip
