"""The Companies House API. SYNTHETIC companies and people.

Built from the published description of the public data API: lists in pages with ``start_index``
and a count, a key as user name of HTTP Basic, limits in ``X-Ratelimit-*``.
"""

from __future__ import annotations

import base64
from typing import Any

from tests.collect.fakes.server import Reply, Request, as_json

KEY = "SYNTHETIC-KEY"
LIVE, GONE, QUIET = "XX000001", "XX000002", "XX000003"
LIMITS = {"X-Ratelimit-Limit": "600", "X-Ratelimit-Remain": "597", "X-Ratelimit-Window": "5m"}
OFFICE = {"premises": "1", "address_line_1": "Synthetic Quay", "locality": "Example Town",
          "postal_code": "XX1 1XX", "country": "United Kingdom"}  # fmt: skip
HOME = {"address_line_1": "PRIVATE ROAD", "postal_code": "XX2 2XX"}
BORN = {"day": 7, "month": 7, "year": 1907}


def profile(number: str, name: str, **more: Any) -> dict[str, Any]:
    """Return a company."""
    return {
        "company_name": name, "company_number": number, "type": "ltd", "company_status": "active",
        "jurisdiction": "england-wales", "date_of_creation": "2011-05-03", "etag": "synthetic",
        "registered_office_address": OFFICE, "sic_codes": ["50200", "52290"], "can_file": True,
        "has_charges": False, "has_insolvency_history": False,
        "undeliverable_registered_office_address": False,
        "accounts": {"overdue": True, "last_accounts": {"made_up_to": "2024-12-31"}},
        "links": {"self": f"/company/{number}"},
    } | more  # fmt: skip


COMPANIES = {
    LIVE: profile(LIVE, "SYNTHETIC SHIPPING LIMITED"),
    GONE: profile(
        GONE, "TEST TRADER LIMITED", company_status="dissolved", date_of_cessation="2019-08-06",
        previous_company_names=[{"name": "OLD TEST LIMITED", "effective_from": "2011-05-03",
                                 "ceased_on": "2014-01-02"}],
    ),
    QUIET: profile(QUIET, "QUIET TEST LIMITED"),
    **{f"YY{n:06}": profile(f"YY{n:06}", f"MANY {n} LIMITED") for n in range(205)},
}  # fmt: skip


def officer(name: str, role: str, link: str, **more: Any) -> dict[str, Any]:
    """Return an officer with what the register publishes of a person."""
    return {
        "name": name, "officer_role": role, "appointed_on": "2012-02-03", "address": HOME,
        "date_of_birth": BORN, "nationality": "Synthetic", "occupation": "Tester",
        "country_of_residence": "Nowhere",
        "links": {"officer": {"appointments": f"/officers/{link}/appointments"},
                  "self": f"/company/{LIVE}/appointments/{link}-{role}"},
    } | more  # fmt: skip


OFFICERS = [
    officer("TESTPERSON, Alpha", "director", "p1"),
    officer("TESTPERSON, Alpha", "secretary", "p1", resigned_on="2015-06-07"),
    officer(
        "SYNTHETIC NOMINEES LTD", "corporate-director", "c1", address=OFFICE,
        identification={"legal_form": "Limited company", "place_registered": "Synthetic Islands",
                        "registration_number": "000-1", "legal_authority": "Test Act",
                        "identification_type": "non-eea"},
    ),
]  # fmt: skip
CONTROLLERS: list[dict[str, Any]] = [
    {
        "kind": "individual-person-with-significant-control", "name": "Alpha Testperson",
        "name_elements": {"surname": "Testperson"}, "address": HOME, "date_of_birth": BORN,
        "nationality": "Synthetic", "notified_on": "2016-04-06", "is_sanctioned": False,
        "natures_of_control": ["ownership-of-shares-25-to-50-percent"],
        "links": {"self": f"/company/{LIVE}/psc/1"},
    },
    {
        "kind": "corporate-entity-person-with-significant-control", "name": "TEST HOLDING LTD",
        "address": OFFICE, "notified_on": "2017-01-02", "ceased_on": "2018-03-04", "ceased": True,
        "natures_of_control": ["voting-rights-75-to-100-percent"],
        "identification": {"legal_form": "Company", "country_registered": "Synthetic Islands"},
        "links": {"self": f"/company/{LIVE}/psc/2"},
    },
    {"kind": "super-secure-person-with-significant-control", "description": "super-secure-persons-"
     "with-significant-control", "notified_on": "2019-01-01"},
]  # fmt: skip
FILINGS = [
    {
        "transaction_id": f"SYN{n:03}", "date": f"2020-01-{n % 28 + 1:02}", "type": "AP01",
        "category": "officers", "subcategory": "appointments", "paper_filed": True, "pages": 2,
        "description": "appoint-person-director-company-with-name-date",
        "description_values": {"officer_name": "Alpha Testperson"}, "action_date": "2020-01-01",
        "links": {"self": f"/company/{LIVE}/filing-history/SYN{n:03}"},
    }
    for n in range(150)
]  # fmt: skip


def _page(request: Request, found: list[Any], kind: str, count: str = "total_results") -> Reply:
    start = int(request.one("start_index", "0"))
    size = min(int(request.one("items_per_page", "35")), 100)
    return as_json({"items": found[start : start + size], "items_per_page": size, "kind": kind,
                    "start_index": start, count: len(found)}, **LIMITS)  # fmt: skip


def _search(request: Request) -> Reply:
    words = request.one("q").casefold().split()
    found = [
        {"company_number": one["company_number"], "title": one["company_name"],
         "company_status": one["company_status"], "company_type": one["type"], "address": OFFICE,
         "date_of_creation": one["date_of_creation"], "kind": "searchresults#company",
         "snippet": "", "matches": {"title": [1, 4]}, "description_identifier": [None],
         "date_of_cessation": one.get("date_of_cessation")}
        for one in COMPANIES.values()
        if all(word in one["company_name"].casefold() for word in words)
    ]  # fmt: skip
    return _page(request, found, "search#companies")


def answer(request: Request) -> Reply:
    """Answer as the API does."""
    sent = next((v for k, v in request.headers.items() if k.lower() == "authorization"), "")
    if sent != "Basic " + base64.b64encode(f"{KEY}:".encode()).decode():
        return as_json({"error": "Invalid Authorization", "type": "ch:service"}, 401)
    match request.path.split("/"):
        case ["search", "companies"]:
            return _search(request)
        case ["company", number] if number in COMPANIES:
            return as_json(COMPANIES[number], **LIMITS)
        case ["company", number, what] if number == LIVE and what in _LISTS:
            return _LISTS[what](request)
    return as_json({"errors": [{"error": "resource-not-found", "type": "ch:service"}]}, 404)


def _filings(request: Request) -> Reply:
    wanted = request.one("category")
    found = [one for one in FILINGS if wanted in {"", one["category"]}]
    return _page(request, found, "filing-history", "total_count")


_LISTS = {
    "officers": lambda one: _page(one, OFFICERS, "officer-list"),
    "persons-with-significant-control": lambda one: _page(one, CONTROLLERS, "psc#list"),
    "filing-history": _filings,
}
