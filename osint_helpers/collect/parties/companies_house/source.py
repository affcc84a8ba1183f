"""What the Companies House API is, and what the register cannot show."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.manifests import Auth, Manifest, Rate

MANIFEST: Final = Manifest(
    name="companies_house",
    kind="parties",
    title="Companies House register of the United Kingdom",
    publisher="Companies House",
    terms="Open Government Licence v3.0. Personal data in it stay personal data: who prints them "
    "needs a ground in law of its own.",
    licence="open",
    attribution="Contains Companies House data, Open Government Licence v3.0.",
    calls=("search", "company", "officers", "persons_with_significant_control", "filing_history"),
    schema="companies_house/1",
    basis="unverified",
    servers={"": "https://api.company-information.service.gov.uk"},
    terms_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    auth=Auth("basic", variables=("COMPANIES_HOUSE_KEY", "COMPANIES_HOUSE_API_KEY")),
    rate=Rate(600, 300.0, "600 in five minutes from memory; to be confirmed"),
    limits=(
        (
            "What companies file is for the greater part not checked by the register: an entry "
            "says what was filed, not that it is true."
        ),
        (
            "People stand by role without name unless persons='names' is asked for; days of birth, "
            "private and service addresses, nationality and occupation are never in a table. The "
            "captured answers hold them: they are not for passing on."
        ),
        (
            "Persons with significant control are those the company names, from 2016 on, above 25 "
            "percent; who holds less, or hides behind another, is not in it."
        ),
        (
            "Searching compares names in a way that is not documented, and reaches about the first "
            "1,000 hits (from memory)."
        ),
        "Companies dissolved before 2010 are mostly not in this register.",
        "The sizes of pages and names of fields rest on memory of the documentation.",
    ),
)
