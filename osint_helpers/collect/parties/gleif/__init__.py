"""Legal entities with an LEI, and their parents and children, from the GLEIF API."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.parties.gleif import asking
from osint_helpers.collect.parties.gleif.columns import COLUMNS, RECORDS, RELATIONS
from osint_helpers.collect.parties.gleif.source import MANIFEST
from osint_helpers.errors import CollectError
from osint_helpers.identifiers import check_lei

__all__ = ["COLUMNS", "MANIFEST", "children", "parents", "record", "search"]

LEVELS: Final = ("direct", "ultimate")


def search(
    client: Client, *, name: str = "", fulltext: str = "", country: str = "", most: int = 2000
) -> Collected:
    """Search records.

    Parameters
    ----------
    name
        In the legal name.
    fulltext
        Anywhere in the record.
    country
        Of the legal address, ISO 3166 two letters.
    most
        Records asked for at most, in whole pages of 200. More than that are counted as cut off.

    Returns
    -------
    Collected
        One row a record, columns as :data:`.columns.RECORDS`.

    Raises
    ------
    CollectError
        When nothing is asked for, or nothing came.
    SchemaChanged
        When records are not as documented.
    """
    question = {"name": name, "fulltext": fulltext, "country": country}
    if not name and not fulltext:
        raise CollectError("there is nothing to search for", advice="give name= or fulltext=")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise CollectError(f"{country!r:.20} is no country", advice="two letters, as KP")
    filters = {
        "filter[entity.legalName]": name,
        "filter[fulltext]": fulltext,
        "filter[entity.legalAddress.country]": country.upper(),
    }
    got = Gathering(client, MANIFEST, "search", {**question, "most": most})
    rows = asking.pages(
        got, "lei-records", {key: text for key, text in filters.items() if text}, most
    )
    return got.collected(rows, RECORDS)


def record(client: Client, *, lei: str) -> Collected:
    """Return the record of an LEI; no row when there is none.

    Raises
    ------
    IdentifierError
        When form or check digits are wrong: nothing is asked.
    CollectError, SchemaChanged
        As `search`.
    """
    code = check_lei(lei).require().normal
    got = Gathering(client, MANIFEST, "record", {"lei": code})
    rows = asking.one(got, code)
    return got.collected(rows, RECORDS)


def parents(client: Client, *, lei: str) -> Collected:
    """Return direct and ultimate parent, or the reason the party gives for naming none.

    Returns
    -------
    Collected
        One row a level (``direct``, ``ultimate``), columns as :data:`.columns.RELATIONS`. A level
        whose answers did not come is a missing part and has no row. An LEI nobody holds has no
        row, and a note says so.

    Raises
    ------
    IdentifierError
        When form or check digits are wrong: nothing is asked.
    CollectError, SchemaChanged
        As `search`.
    """
    code = check_lei(lei).require().normal
    got = Gathering(client, MANIFEST, "parents", {"lei": code})
    found = [asking.parent(got, code, level) for level in LEVELS]
    rows = [row for row in found if row is not None]
    if any(row["outcome"] == "not reported" for row in rows) and not asking.known(got, code):
        rows = []
    return got.collected(rows, RELATIONS)


def children(client: Client, *, lei: str, level: str = "direct", most: int = 2000) -> Collected:
    """Return the records of the parties that name this one as their parent.

    Parameters
    ----------
    level
        ``direct`` or ``ultimate``.
    most
        As in `search`.

    Returns
    -------
    Collected
        One row a child, columns as :data:`.columns.RECORDS`; `parents` holds the LEI asked for.
        Begin, end and status of the relation are with `parents` of the child.

    Raises
    ------
    IdentifierError
        When form or check digits are wrong: nothing is asked.
    CollectError, SchemaChanged
        As `search`.
    """
    code = check_lei(lei).require().normal
    if level not in LEVELS:
        raise CollectError(f"{level!r:.20} is no level", advice=f"use {' or '.join(LEVELS)}")
    got = Gathering(client, MANIFEST, "children", {"lei": code, "level": level, "most": most})
    rows = asking.pages(got, f"lei-records/{code}/{level}-children", {}, most, also=(404,))
    if not rows:
        asking.known(got, code)
    return got.collected([{**row, "parents": (code,)} for row in rows], RECORDS)
