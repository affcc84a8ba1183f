"""The GLEIF API: records, parents, exceptions, children. SYNTHETIC parties.

Built from a recorded answer of 2026 (fields of records) and from the published paths of the API.
"""

from __future__ import annotations

from typing import Any

from tests.collect.fakes.server import Reply, Request, as_json

MOST = 200  # records a page may hold
BASE = "https://api.gleif.org/api/v1/lei-records"


def lei(stem: str) -> str:
    """Return an LEI that nobody holds, with right check digits (ISO 7064, mod 97-10)."""
    body = f"0000SYNTHETIC{stem:0>5}"
    number = int("".join(str(int(one, 36)) for one in body) + "00")
    return f"{body}{98 - number % 97:02d}"


MOTHER, GRANDMOTHER, DAUGHTER, ORPHAN, SILENT = (lei(str(n)) for n in range(1, 6))
MANY = [lei(f"M{n}") for n in range(401)]


def record(code: str, name: str, **entity: Any) -> dict[str, Any]:
    """Return a record with every field the API sends."""
    address = {
        "language": "en", "addressLines": ["1 Synthetic Quay", "Test Floor"], "addressNumber": None,
        "addressNumberWithinBuilding": None, "mailRouting": None, "city": "Example Town",
        "region": None, "country": "SG", "postalCode": "000000",
    }  # fmt: skip
    held = {
        "legalName": {"name": name, "language": "en"}, "otherNames": [],
        "transliteratedOtherNames": [], "legalAddress": address,
        "headquartersAddress": {**address, "country": "HK"},
        "registeredAt": {"id": "RA999999", "other": None}, "registeredAs": "SYN-1",
        "jurisdiction": "SG", "category": "GENERAL", "legalForm": {"id": "8888", "other": "Ltd"},
        "associatedEntity": {"lei": None, "name": None}, "status": "ACTIVE",
        "expiration": {"date": None, "reason": None},
        "successorEntity": {"lei": None, "name": None}, "successorEntities": [],
        "creationDate": "2011-05-03T00:00:00Z", "subCategory": None, "otherAddresses": [],
        "eventGroups": [],
    } | entity  # fmt: skip
    issue = {
        "initialRegistrationDate": "2014-06-06T15:53:00Z", "lastUpdateDate": "2026-03-03T16:34:33Z",
        "status": "LAPSED", "nextRenewalDate": "2025-03-08T17:27:20Z", "managingLou": lei("LOU"),
        "corroborationLevel": "FULLY_CORROBORATED",
        "validatedAt": {"id": "RA999999", "other": None},
        "validatedAs": "SYN-1", "otherValidationAuthorities": [],
    }  # fmt: skip
    return {
        "type": "lei-records", "id": code,
        "attributes": {"lei": code, "entity": held, "registration": issue, "bic": ["TESTSGXX"],
                       "mic": None, "ocid": None, "qcc": None, "gem": None, "spglobal": [],
                       "conformityFlag": "CONFORMING"},
        "relationships": {"direct-parent": {"links": {"related": f"{BASE}/{code}/direct-parent"}}},
        "links": {"self": f"{BASE}/{code}"},
    }  # fmt: skip


PARTIES = {
    one["id"]: one
    for one in (
        record(MOTHER, "SYNTHETIC HOLDING LTD"),
        record(GRANDMOTHER, "SYNTHETIC GROUP PLC", jurisdiction="GB"),
        record(
            DAUGHTER, "SYNTHETIC SHIPPING LTD",
            otherNames=[{"name": "SYNTHETIC FREIGHT LTD", "language": "en",
                         "type": "PREVIOUS_LEGAL_NAME"}],
            transliteratedOtherNames=[{"name": "Sintetik", "language": "tr",
                                       "type": "AUTO_ASCII_TRANSLITERATED_LEGAL_NAME"}],
        ),
        record(
            ORPHAN, "SYNTHETIC TRADER LTD", status="INACTIVE",
            expiration={"date": "2020-01-31T00:00:00Z", "reason": "DISSOLVED"},
            successorEntities=[{"lei": MOTHER, "name": "SYNTHETIC HOLDING LTD"}],
        ),
        record(SILENT, "SYNTHETIC SILENT LTD"),
        *(record(code, f"MANY {n} SYNTHETIC") for n, code in enumerate(MANY)),
    )
}  # fmt: skip
PARENTS = {(DAUGHTER, "direct"): MOTHER, (DAUGHTER, "ultimate"): GRANDMOTHER}
EXCEPTIONS = {(ORPHAN, "direct"): "NATURAL_PERSONS", (ORPHAN, "ultimate"): "NO_KNOWN_PERSON"}


def relation(child: str, parent: str, level: str) -> dict[str, Any]:
    """Return a relationship record."""
    kind = {"direct": "IS_DIRECTLY_CONSOLIDATED_BY", "ultimate": "IS_ULTIMATELY_CONSOLIDATED_BY"}
    return {
        "type": "relationship-records", "id": f"{child}-{parent}",
        "attributes": {
            "validFrom": "2019-01-01T00:00:00Z", "validTo": None,
            "relationship": {
                "startNode": {"id": child, "type": "LEI"}, "endNode": {"id": parent, "type": "LEI"},
                "type": kind[level], "status": "ACTIVE",
                "periods": [
                    {"type": "ACCOUNTING_PERIOD", "startDate": "2024-01-01T00:00:00Z",
                     "endDate": "2024-12-31T00:00:00Z"},
                    {"type": "RELATIONSHIP_PERIOD", "startDate": "2018-04-01T00:00:00Z",
                     "endDate": None},
                ],
            },
            "registration": {"status": "PUBLISHED", "lastUpdateDate": "2025-02-02T00:00:00Z",
                             "corroborationLevel": "PARTIALLY_CORROBORATED"},
        },
    }  # fmt: skip


def _none() -> Reply:
    return as_json({"errors": [{"status": "404", "title": "Not Found"}]}, 404)


def _list(found: list[dict[str, Any]], request: Request) -> Reply:
    number, size = int(request.one("page[number]", "1")), int(request.one("page[size]", "15"))
    if size > MOST:
        return as_json({"errors": [{"status": "400", "title": "page[size] is too large"}]}, 400)
    start = (number - 1) * size
    shown = found[start : start + size]
    told = {"currentPage": number, "perPage": size, "from": start + 1 if shown else None,
            "to": start + len(shown) if shown else None, "total": len(found),
            "lastPage": max(1, -(-len(found) // size))}  # fmt: skip
    return as_json({"meta": {"goldenCopy": {"publishDate": "2026-01-01T00:00:00Z"},
                             "pagination": told}, "links": {}, "data": shown})  # fmt: skip


def _search(request: Request) -> Reply:
    name = request.one("filter[entity.legalName]").casefold()
    text = request.one("filter[fulltext]").casefold()
    country = request.one("filter[entity.legalAddress.country]")
    found = []
    for one in PARTIES.values():
        entity = one["attributes"]["entity"]
        fits = name in entity["legalName"]["name"].casefold() and text in str(entity).casefold()
        if fits and country in {"", entity["legalAddress"]["country"]}:
            found.append(one)
    return _list(found, request)


def answer(request: Request) -> Reply:
    """Answer as the API does."""
    match request.path.split("/"):
        case ["lei-records"]:
            return _search(request)
        case ["lei-records", code] if code in PARTIES:
            return as_json({"meta": {}, "data": PARTIES[code]})
        case ["lei-records", code, what] if code in PARTIES:
            return _about(code, what, request)
    return _none()


def _about(code: str, what: str, request: Request) -> Reply:
    level = what.partition("-")[0]
    parent = PARENTS.get((code, level))
    if what == f"{level}-children":
        found = [PARTIES[child] for (child, at), above in PARENTS.items()
                 if (at, above) == (level, code)]  # fmt: skip
        return _list(found, request)
    if what == f"{level}-parent-relationship" and parent:
        return as_json({"data": relation(code, parent, level)})
    if what == f"{level}-parent" and parent:
        return as_json({"data": PARTIES[parent]})
    reason = EXCEPTIONS.get((code, level))
    if what == f"{level}-parent-reporting-exception" and reason:
        category = f"{level.upper()}_ACCOUNTING_CONSOLIDATION_PARENT"
        return as_json({"data": {"type": "reporting-exceptions", "id": "SYN", "attributes": {
            "category": category, "reason": reason, "reference": None}}})  # fmt: skip
    return _none()
