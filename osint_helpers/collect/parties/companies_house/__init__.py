"""Companies of the United Kingdom, their officers, controllers and filings, by Companies House.

People stand by role, without name, unless ``persons="names"`` is asked for: a report prints a
person by name only when convicted, officially designated, or speaking for themselves in public.
"""

from __future__ import annotations

from typing import Any

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.parties.companies_house import asking, parsing
from osint_helpers.collect.parties.companies_house.columns import (
    COLUMNS,
    COMPANIES,
    CONTROLLERS,
    FILINGS,
    HITS,
    OFFICERS,
)
from osint_helpers.collect.parties.companies_house.source import MANIFEST
from osint_helpers.errors import CollectError

__all__ = [
    "COLUMNS",
    "MANIFEST",
    "company",
    "filing_history",
    "officers",
    "persons_with_significant_control",
    "search",
]


def search(client: Client, *, name: str, most: int = 1000) -> Collected:
    """Search companies by name, dissolved ones among them.

    Parameters
    ----------
    name
        As the register compares it, which is not documented.
    most
        Hits asked for at most, in whole pages of 100; more than that count as cut off.

    Returns
    -------
    Collected
        One row a company, columns as :data:`.columns.HITS`, in the order of the source.

    Raises
    ------
    CollectError
        When there is nothing to search for, or nothing came.
    SchemaChanged
        When hits are not as documented.
    """
    wanted = name.strip()
    if not wanted:
        raise CollectError("there is nothing to search for", advice="give name=")
    got = Gathering(client, MANIFEST, "search", {"name": wanted, "most": most})
    items, absent = asking.pages(got, "search/companies", {"q": wanted}, most)
    if absent and not got.missing:
        got.miss("from 1", "status 404: the source knows no such search")
    tolerated = client.tolerated(MANIFEST)
    rows = [parsing.hit(one, rank, tolerated) for rank, one in enumerate(items, 1)]
    return got.collected(rows, HITS)


def company(client: Client, *, number: str) -> Collected:
    """Return a company; no row when the register has no such number.

    Parameters
    ----------
    number
        Eight letters or digits; leading zeros may be left out.

    Returns
    -------
    Collected
        Columns as :data:`.columns.COMPANIES`. A dissolved company has its day in `valid_to`.

    Raises
    ------
    CollectError, SchemaChanged
        As `search`.
    """
    code = asking.company_number(number)
    got = Gathering(client, MANIFEST, "company", {"number": code})
    return got.collected(asking.profile(got, code), COMPANIES)


def officers(client: Client, *, number: str, persons: str = "role") -> Collected:
    """Return officers, present and past.

    Parameters
    ----------
    number
        As in `company`.
    persons
        ``role``: natural persons without name. ``names``: with the name as published. Companies
        in an office are always named.

    Returns
    -------
    Collected
        One row an appointment, columns as :data:`.columns.OFFICERS`.

    Raises
    ------
    CollectError
        When the register has no such company, and as `search`.
    SchemaChanged
        As `search`.
    """
    return _people(client, "officers", "officers", number, persons, OFFICERS)


def persons_with_significant_control(
    client: Client, *, number: str, persons: str = "role"
) -> Collected:
    """Return those who control a company, as it filed them; parameters and errors as `officers`.

    Returns
    -------
    Collected
        One row an entry, columns as :data:`.columns.CONTROLLERS`.
    """
    what = "persons-with-significant-control"
    return _people(client, "persons_with_significant_control", what, number, persons, CONTROLLERS)


def filing_history(
    client: Client, *, number: str, category: str = "", persons: str = "role", most: int = 2000
) -> Collected:
    """Return what a company filed, newest first.

    Parameters
    ----------
    number, persons
        As in `officers`; the column `details` names people and is filled with ``names`` only.
    category
        One of the source, such as ``officers``; empty for all.
    most
        As in `search`.

    Returns
    -------
    Collected
        One row a filing, columns as :data:`.columns.FILINGS`.

    Raises
    ------
    CollectError, SchemaChanged
        As `officers`.
    """
    code, names = asking.company_number(number), asking.by_name(persons)
    question = {"number": code, "category": category, "persons": persons, "most": most}
    got = Gathering(client, MANIFEST, "filing_history", question)
    asked = {"category": category} if category else {}
    items = asking.of_company(got, code, "filing-history", asked, most)
    tolerated = client.tolerated(MANIFEST)
    rows = [
        {"company_number": code, **parsing.filing(one, tolerated, names=names)} for one in items
    ]
    return got.collected(rows, FILINGS)


def _people(  # noqa: PLR0917
    client: Client, call: str, what: str, number: str, persons: str, columns: tuple[Column, ...]
) -> Collected:
    code, names = asking.company_number(number), asking.by_name(persons)
    got = Gathering(client, MANIFEST, call, {"number": code, "persons": persons})
    items = asking.of_company(got, code, what, {}, 10_000)
    read: parsing.Read = parsing.officer if call == "officers" else parsing.controller
    tolerated = client.tolerated(MANIFEST)
    labels: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for at, one in enumerate(items):
        row = read(one, tolerated, names=names)
        kind = "person" if row["natural_person"] else "company"
        label = labels.setdefault(parsing.identity(one) or str(at), f"{kind} {len(labels) + 1}")
        rows.append({"company_number": code, "person": label, **row})
    return got.collected(rows, columns)
