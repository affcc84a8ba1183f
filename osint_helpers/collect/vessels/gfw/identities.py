"""Identity records of Global Fishing Watch: what a ship sent, and what registries say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.collect.columns import Column
from osint_helpers.collect.vessels.gfw import fields
from osint_helpers.identifiers import check_imo

IDENTITY: Final = (
    Column("vessel", "integer", "", "number of the vessel in the answer; its rows share it"),
    Column("kind", "text", "", "self-reported: sent by the ship in AIS; registry: of a registry"),
    Column("vessel_id", "text", "", "the source's own id of a self-reported identity", "id"),
    Column("mmsi", "text", "", "MMSI as sent", "ssvid"),
    Column("imo", "text", "", "IMO number as sent or registered"),
    Column("imo_valid", "flag", "", "whether form and check digit are right"),
    Column("imo_check", "text", "", "what the check found"),
    Column("name", "text", "", "name as sent or registered", "shipname"),
    Column("name_normal", "text", "", "name as the source compares it", "nShipname"),
    Column("callsign", "text", "", "call sign"),
    Column("flag", "text", "", "flag, ISO 3166-1 alpha-3, or missing"),
    Column("transmission_from", "instant", "UTC", "first message of this identity",
           "transmissionDateFrom"),
    Column("transmission_to", "instant", "UTC", "last message of this identity so far",
           "transmissionDateTo"),
    Column("messages", "integer", "messages", "AIS messages with this identity", "messagesCounter"),
    Column("positions", "integer", "positions", "AIS positions", "positionsCounter"),
    Column("match", "text", "", "how the source matched AIS and registries", "matchFields"),
    Column("latest", "flag", "", "registry: whether this is the newest record", "latestVesselInfo"),
    Column("ship_types", "list", "", "types the source combined from all it has", "shiptypes"),
    Column("gear_types", "list", "", "fishing gear types", "geartypes"),
    Column("types", "json", "", "the same with their source and years", "combinedSourcesInfo"),
    Column("length_m", "number", "m", "registry: length", "lengthM"),
    Column("tonnage_gt", "number", "GT", "registry: gross tonnage", "tonnageGt"),
    Column("registry_record", "text", "", "registry: id of the record", "id, recordId"),
    Column("registry_reference", "text", "", "registry: what joins its records; no vessel id",
           "vesselInfoReference"),
    Column("sources", "list", "", "where the row comes from", "sourceCode"),
    Column("extra", "json", "", "registry: further fields as they came", "extraFields"),
    Column("matched_by", "json", "", "search: which fields matched", "matchCriteria"),
    Column("dataset", "text", "", "data set and version", "dataset"),
)  # fmt: skip
OWNERS: Final = (
    Column("vessel", "integer", "", "number of the vessel in the answer"),
    Column("kind", "text", "", "owner, or authorization (to fish, on a public list)"),
    Column("vessel_ids", "list", "", "ids of the self-reported identities of this vessel"),
    Column("name", "text", "", "name of the owner as registered"),
    Column("flag", "text", "", "flag of the owner, ISO 3166-1 alpha-3"),
    Column("mmsi", "text", "", "MMSI the entry was matched to", "ssvid"),
    Column("date_from", "instant", "UTC", "from when", "dateFrom"),
    Column("date_to", "instant", "UTC", "until when", "dateTo"),
    Column("sources", "list", "", "registries", "sourceCode"),
    Column("dataset", "text", "", "data set and version", "dataset"),
)

_SHARED: Final = ("ssvid", "shipname", "nShipname", "flag", "callsign", "imo", "sourceCode",
                  "transmissionDateFrom", "transmissionDateTo", "geartype", "geartypes",
                  "shiptype", "shiptypes")  # fmt: skip
_SELF: Final = (*_SHARED, "messagesCounter", "positionsCounter", "matchFields", "shiptypesByYear",
                "geartypesByYear")  # fmt: skip
_REGISTRY: Final = (*_SHARED, "id", "recordId", "latestVesselInfo", "lengthM", "tonnageGt",
                    "vesselInfoReference", "extraFields")  # fmt: skip
_ENTRY: Final = ("dataset", "registryInfoTotalRecords", "registryOwners", "matchCriteria",
                 "registryPublicAuthorizations", "registryAuthorizations", "combinedSourcesInfo",
                 "potentialRelatedSelfReportedInfo")  # fmt: skip
_HELD: Final = ("name", "flag", "ssvid", "sourceCode", "dateFrom", "dateTo")


def entry_of(value: Any, reading: fields.Reading, number: int) -> dict[str, Any]:  # noqa: ANN401
    """Return a vessel of an answer with known fields."""
    where = f"vessel {number} of Global Fishing Watch"
    return reading.record(value, ("selfReportedInfo", "registryInfo"), _ENTRY, where)


def identity_rows(
    entry: dict[str, Any], reading: fields.Reading, number: int
) -> Iterator[dict[str, Any]]:
    """Give the rows of one vessel: self-reported first, then registry, each as it came.

    Raises
    ------
    SchemaChanged
        For a new or missing field, or a value of another kind.
    """
    types = _types(entry, reading, number)
    shared = {"vessel": number, "dataset": fields.text(entry.get("dataset"), "dataset")}
    for at, value in enumerate(fields.records(entry["selfReportedInfo"], "selfReportedInfo")):
        where = f"selfReportedInfo {at} of vessel {number}"
        row = reading.record(value, ("id", "ssvid"), _SELF, where)
        found = types.get(str(row["id"]), {})
        yield {**shared, "kind": "self-reported", "vessel_id": fields.text(row["id"], "id"),
               **_ship(row), **found,
               "messages": fields.whole(row.get("messagesCounter"), "messagesCounter"),
               "positions": fields.whole(row.get("positionsCounter"), "positionsCounter"),
               "match": fields.text(row.get("matchFields"), "matchFields"),
               "matched_by": entry.get("matchCriteria")}  # fmt: skip
    for at, value in enumerate(fields.records(entry["registryInfo"], "registryInfo")):
        where = f"registryInfo {at} of vessel {number}"
        row = reading.record(value, ("ssvid",), _REGISTRY, where)
        yield {**shared, "kind": "registry", **_ship(row), **_registered(row)}


def owner_rows(
    entry: dict[str, Any], reading: fields.Reading, number: int
) -> Iterator[dict[str, Any]]:
    """Give owners and public authorizations of one vessel, as registered."""
    ids = [
        fields.text(row.get("id"), "id")
        for row in fields.records(entry["selfReportedInfo"], "selfReportedInfo")
        if isinstance(row, dict)
    ]
    shared = {"vessel": number, "vessel_ids": [one for one in ids if one],
              "dataset": fields.text(entry.get("dataset"), "dataset")}  # fmt: skip
    lists = (("owner", "registryOwners"), ("authorization", "registryPublicAuthorizations"),
             ("authorization", "registryAuthorizations"))  # fmt: skip
    for kind, name in lists:
        for at, value in enumerate(fields.records(entry.get(name), name)):
            row = reading.record(value, (), _HELD, f"{name} {at} of vessel {number}")
            yield {**shared, "kind": kind, "name": fields.text(row.get("name"), "name"),
                   "flag": fields.text(row.get("flag"), "flag"),
                   "mmsi": fields.text(row.get("ssvid"), "ssvid"),
                   "date_from": fields.instant(row.get("dateFrom"), "dateFrom"),
                   "date_to": fields.instant(row.get("dateTo"), "dateTo"),
                   "sources": fields.texts(row.get("sourceCode"), "sourceCode")}  # fmt: skip


def lacking(entry: dict[str, Any]) -> int:
    """Return how many registry records the source counts but does not show."""
    total = fields.whole(entry.get("registryInfoTotalRecords"), "registryInfoTotalRecords")
    return 0 if total is None else total - len(fields.records(entry["registryInfo"], ""))


def _ship(row: dict[str, Any]) -> dict[str, Any]:
    imo = fields.text(row.get("imo"), "imo")
    check = None if imo is None else check_imo(imo)
    return {
        "mmsi": fields.text(row.get("ssvid"), "ssvid"),
        "imo": imo,
        "imo_valid": None if check is None else check.valid,
        "imo_check": None if check is None else check.reason,
        "name": fields.text(row.get("shipname"), "shipname"),
        "name_normal": fields.text(row.get("nShipname"), "nShipname"),
        "callsign": fields.text(row.get("callsign"), "callsign"),
        "flag": fields.text(row.get("flag"), "flag"),
        "transmission_from": fields.instant(
            row.get("transmissionDateFrom"), "transmissionDateFrom"
        ),
        "transmission_to": fields.instant(row.get("transmissionDateTo"), "transmissionDateTo"),
        "sources": fields.texts(row.get("sourceCode"), "sourceCode"),
        "ship_types": fields.texts(row.get("shiptypes") or row.get("shiptype"), "shiptypes"),
        "gear_types": fields.texts(row.get("geartypes") or row.get("geartype"), "geartypes"),
    }


def _registered(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "registry_reference": fields.text(row.get("vesselInfoReference"), "vesselInfoReference"),
        "latest": fields.flag(row.get("latestVesselInfo"), "latestVesselInfo"),
        "length_m": fields.number(row.get("lengthM"), "lengthM"),
        "tonnage_gt": fields.number(row.get("tonnageGt"), "tonnageGt"),
        "registry_record": fields.text(row.get("id") or row.get("recordId"), "id"),
        "extra": row.get("extraFields"),
    }


def _types(
    entry: dict[str, Any], reading: fields.Reading, number: int
) -> dict[str, dict[str, Any]]:
    found = {}
    for at, value in enumerate(fields.records(entry.get("combinedSourcesInfo"), "")):
        where = f"combinedSourcesInfo {at} of vessel {number}"
        row = reading.record(value, ("vesselId",), ("geartypes", "shiptypes"), where)
        found[str(row["vesselId"])] = {
            "ship_types": _names(row.get("shiptypes"), "shiptypes"),
            "gear_types": _names(row.get("geartypes"), "geartypes"),
            "types": {"shiptypes": row.get("shiptypes"), "geartypes": row.get("geartypes")},
        }
    return found


def _names(value: Any, column: str) -> tuple[str, ...]:  # noqa: ANN401
    held = [one.get("name") if isinstance(one, dict) else one
            for one in fields.records(value, column)]  # fmt: skip
    return tuple(dict.fromkeys(fields.texts(held, column)))
