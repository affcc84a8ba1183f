"""What the export knows of the FollowTheMoney model: three small tables, and how values must look.

Names, types and bounds come from ``data/reference/ftm``; its README says from which version. The
library itself is not imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from osint_helpers.errors import ExportError, ReferenceDataError
from osint_helpers.export.plain import plain
from osint_helpers.identifiers import check_imo
from osint_helpers.reference.provenance import rows

VERSION: Final = "4.11.2"  # of the library whose model the tables state
# The library keeps years from 1000 to 2999.
_DATE: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_ENTITY: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", re.ASCII)
# Only an address that any normalising leaves as it is: lower-case host, a path, no escapes to mend.
_URL: Final = re.compile(
    r"https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
    r"/(?:[A-Za-z0-9._~/,@+-]|%[0-9A-Fa-f]{2})*(\?[A-Za-z0-9._~=&/-]*[A-Za-z0-9])?",
    re.ASCII,
)
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_QUOTES: Final = re.compile(r"""^["'](.*)["']$""")
_BREAKS: Final = re.compile(r"(<BR/>|<BR>|ESQ\.,|ESQ,|;)")
_COMMAS: Final = re.compile(r"(,\s?[,.])")


@dataclass(frozen=True)
class Property:
    """Type of a property, the schema its value must be an entity of, bound and form of a value."""

    type: str
    range: str
    longest: int
    format: str = ""


@dataclass(frozen=True)
class Schema:
    """A schema: all it is, what it must have, and the two ends of an edge."""

    name: str
    is_a: frozenset[str]
    required: tuple[str, ...]
    ends: tuple[str, str] | None


@dataclass(frozen=True)
class Edge:
    """What a relation of a case becomes."""

    schema: str
    subject_is: str
    object_is: str
    role: str


@cache
def schemata() -> dict[str, Schema]:
    """Return the schemata the export may write."""
    return {
        row["schema"]: Schema(
            row["schema"],
            frozenset((row["schema"], *row["is_a"].split())),
            tuple(row["required"].split()),
            (row["edge_source"], row["edge_target"]) if row["edge_source"] else None,
        )
        for row in rows("ftm/schemata.csv")
    }


@cache
def properties() -> dict[tuple[str, str], Property]:
    """Return (schema, property) -> what it holds."""
    return {
        (row["schema"], row["property"]): Property(
            row["type"], row["range"], int(row["longest"]), row["format"]
        )
        for row in rows("ftm/properties.csv")
    }


@cache
def edges() -> dict[str, Edge]:
    """Return word of a relation -> edge."""
    return {
        row["relation"]: Edge(row["schema"], row["subject_is"], row["object_is"], row["role"])
        for row in rows("ftm/relations.csv")
    }


def property_of(schema: str, name: str) -> Property:
    """Return a property of a schema.

    Raises
    ------
    ExportError
        When the tables do not hold it: a name the model may not know must not be written.
    """
    found = properties().get((schema, name))
    if found is None:
        raise ExportError(
            f"{schema}.{name} is not in the table of FollowTheMoney names",
            advice="add it to data/reference/ftm/properties.csv from the model",
        )
    return found


def kept(known: Property, text: str) -> str:
    """Return a value as the library would keep it in a property; ``""`` when it would not."""
    if known.format == "imo":
        found = check_imo(text)
        return f"IMO{found.normal}" if found.valid else ""
    return clean(known.type, text)


def clean(kind: str, text: str) -> str:
    """Return a value as the library would keep it, unchanged; ``""`` when it would keep none.

    Parameters
    ----------
    kind
        Type of the property.
    text
        The value of the case.
    """
    if kind in ("country", "language"):
        return _coded(kind, text)
    if kind == "date":
        return text if _DATE.fullmatch(text) and _in_calendar(text) else ""
    form = {"entity": _ENTITY, "url": _URL, "number": _NUMBER}.get(kind)
    if form is not None:
        return text if form.fullmatch(text) else ""
    return _settled(kind, plain(text))


def _in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _settled(kind: str, text: str) -> str:
    """Apply what the library does to names and addresses until it changes nothing more."""
    while True:
        again = text
        if kind == "name":
            again = _QUOTES.sub(r"\1", text)
        elif kind == "address":
            again = _COMMAS.sub(", ", _BREAKS.sub(", ", text))
        again = " ".join(again.split())
        if again == text:
            return text
        text = again


def _coded(kind: str, text: str) -> str:
    """Return the code of a country or a language; a name that can mean two has none."""
    if kind == "country":
        from osint_helpers.reference import country

        try:
            code: str = country(text).alpha2
            return code.lower()
        except ReferenceDataError:
            return ""
    import pycountry

    found = pycountry.languages.get(alpha_2=text.lower()) if len(text) == 2 else None
    return str(found.alpha_3) if found is not None else ""
