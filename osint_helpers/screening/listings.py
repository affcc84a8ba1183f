"""Rows of sanctions lists as subjects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.sanctions.listing import LISTINGS
from osint_helpers.errors import SchemaChanged
from osint_helpers.screening.values import QUALITIES, Identifier, Name, Subject

if TYPE_CHECKING:
    import pandas as pd

_KINDS: Final = {
    "entity": "organisation", "person": "person", "vessel": "vessel", "aircraft": "aircraft",
    "unknown": "unknown",
}  # fmt: skip


def subjects(listings: Collected | pd.DataFrame) -> list[Subject]:
    """Return one subject a row, in the order of the rows.

    Numbers a text only mentions (``imo_mentioned``) are another's and are left out; every other
    one stays, also where its check digit is wrong.

    Raises
    ------
    SchemaChanged
        When a column of :data:`LISTINGS` that is needed is missing.
    """
    held = listings.frame if isinstance(listings, Collected) else listings
    needed = ("list", "authority_ref", "kind", "name", "names", "identifiers", "birth_dates",
              "nationalities", "flag")  # fmt: skip
    known = {column.name for column in LISTINGS}
    lacking = [one for one in needed if one not in held.columns or one not in known]
    if lacking:
        raise SchemaChanged("is missing in the frame of listings", column=lacking[0])
    return [_subject(row) for row in cast("list[dict[str, Any]]", held.to_dict("records"))]


def _subject(row: Mapping[str, Any]) -> Subject:
    names = tuple(
        Name(one["text"], one["quality"] if one["quality"] in QUALITIES else "alias")
        for one in row["names"]
    )
    if not names and isinstance(row["name"], str) and row["name"]:
        names = (Name(row["name"]),)
    numbers = tuple(
        Identifier(one["type"], one["value"])
        for one in row["identifiers"]
        if one["value"] and not one["type"].endswith("_mentioned")
    )
    flag = (row["flag"],) if isinstance(row["flag"], str) and row["flag"] else ()
    return Subject(
        _KINDS.get(str(row["kind"]), "unknown"), names, numbers,
        countries=(*row["nationalities"], *flag),
        born=tuple(one["text"] for one in row["birth_dates"] if one["text"]),
        source=f"{row['list']} {row['authority_ref']}".strip(),
    )  # fmt: skip
