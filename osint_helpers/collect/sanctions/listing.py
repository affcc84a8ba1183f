"""The one shape of every sanctions list: one row an entry, and longer frames made of it.

A value that is missing was not published by that list. It never means "no": an entry without
``delisted_on`` is not thereby still listed, one without an IMO number is not thereby no ship.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import Column, frame
from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.errors import SchemaChanged

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = ("person", "entity", "vessel", "aircraft", "unknown")

LISTINGS: Final = (
    Column("list", "text", "", "which list"),
    Column("authority_ref", "text", "", "stable id of the entry on that list"),
    Column("kind", "text", "", "person, entity, vessel, aircraft, unknown"),
    Column("name", "text", "", "the primary name; where the list marks none, the first strong one"),
    Column("names", "json", "", "list of {text, script, quality, as_published, parts, language, "
                                "note}; script by ISO 15924"),
    Column("identifiers", "json", "", "list of {type, value, raw, valid, reason, as_published, "
                                      "country, note}"),
    Column("programmes", "list", "", "programme or regime, as the list calls it"),
    Column("legal_basis", "json", "", "list of {text, date, in_force, url}"),
    Column("listed_on", "day", "", "first day of listing the list states; missing: not stated"),
    Column("listed_precision", "text", "", "day, month, year, approx; none when not stated"),
    Column("listed_dates", "json", "", "every date of listing: {text, earliest, latest, "
                                       "precision, raw, what, first}; the earliest has first True"),
    Column("updated_on", "day", "", "last change the list states"),
    Column("updated_dates", "json", "", "every date of change the list states"),
    Column("delisted_on", "day", "", "missing: not stated, which is not 'still listed'"),
    Column("flag", "text", "", "flag of a ship, as the list prints it"),
    Column("former_flags", "list", "", "earlier flags, as printed"),
    Column("vessel_type", "text", "", "as printed"),
    Column("tonnage", "number", "", "as printed; the lists do not say in which measure"),
    Column("gross_tonnage", "number", "", "gross (register) tonnage, where the list names it so"),
    Column("owner", "text", "", "owner or operator, as printed"),
    Column("addresses", "json", "", "list of {text, country, note}"),
    Column("birth_dates", "json", "", "list of {text, earliest, latest, precision, raw}"),
    Column("birth_places", "list", "", "as printed"),
    Column("nationalities", "list", "", "nationality and citizenship, as printed"),
    Column("remarks", "text", "", "verbatim"),
    Column("other", "json", "", "what else is published: field of the list to its texts"),
    Column("source_locator", "text", "", "where in the file the entry stands"),
    Column("list_date", "day", "", "date of the list as the file states it"),
    Column("list_sha256", "text", "", "SHA-256 of the file the row was read from"),
)  # fmt: skip

_BEST: Final = ("primary", "strong alias", "alias", "previous name", "weak alias")
_ENTRY: Final = (
    Column("list", "text", "", "which list"),
    Column("authority_ref", "text", "", "stable id of the entry on that list"),
    Column("kind", "text", "", "person, entity, vessel, aircraft, unknown"),
)
_PLACE: Final = Column("source_locator", "text", "", "where in the file the entry stands")
NAMES: Final = (
    *_ENTRY,
    Column("text", "text", "", "the name"),
    Column("script", "text", "", "by ISO 15924"),
    Column("quality", "text", "", "primary, strong alias, alias, previous name, weak alias"),
    Column("as_published", "text", "", "the list's own word for that quality"),
    Column("language", "text", "", "as published"),
    Column("note", "text", "", "as published"),
    _PLACE,
)
IDENTIFIERS: Final = (
    *_ENTRY,
    Column("type", "text", "", "kind of number, in the words of this package"),
    Column("value", "text", "", "the number, normalised"),
    Column("raw", "text", "", "the number as published"),
    Column("valid", "flag", "", "whether form and check digit are right; missing: not checked"),
    Column("reason", "text", "", "what the check found"),
    Column("as_published", "text", "", "the list's own word for the type"),
    Column("country", "text", "", "as published"),
    Column("note", "text", "", "as published"),
    _PLACE,
)
DATES: Final = (
    *_ENTRY,
    Column("what", "text", "", "listed, updated or born"),
    Column("as_published", "text", "", "the list's own word for it"),
    Column("text", "text", "", "the date, as precise as the list states it"),
    Column("earliest", "day", "", "first day it can be"),
    Column("latest", "day", "", "last day it can be"),
    Column("precision", "text", "", "day, month, year, approx; none when not stated"),
    Column("raw", "text", "", "as published"),
    Column("first", "flag", "", "whether it is the earliest date of listing"),
    _PLACE,
)


@dataclass
class Entry:
    """One entry of a list while it is put together; `row` makes it a row of :data:`LISTINGS`."""

    on_list: str
    ref: str
    locator: str
    kind: str = "unknown"
    names: list[dict[str, Any] | None] = field(default_factory=list)
    identifiers: list[dict[str, Any] | None] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    legal_basis: list[dict[str, Any]] = field(default_factory=list)
    listed: list[days.Printed] = field(default_factory=list)
    updated: list[days.Printed] = field(default_factory=list)
    delisted: days.Printed | None = None
    flag: str | None = None
    former_flags: list[str] = field(default_factory=list)
    vessel_type: str | None = None
    tonnage: str | None = None
    gross_tonnage: str | None = None
    owner: str | None = None
    addresses: list[dict[str, str]] = field(default_factory=list)
    births: list[days.Printed] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    remarks: str | None = None
    other: dict[str, list[str]] = field(default_factory=dict)

    def say(self, field_name: str, text: str | None) -> None:
        """Keep a text that has no column of its own, once."""
        found = days.value(text)
        if found is not None and found not in self.other.setdefault(field_name, []):
            self.other[field_name].append(found)

    def live(self, text: str | None, country: str | None = None, note: str | None = None) -> None:
        """Keep an address, once; nothing where the list gives nothing."""
        one = {"text": days.value(text) or "", "country": days.value(country) or "",
               "note": days.value(note) or ""}  # fmt: skip
        if (one["text"] or one["country"]) and one not in self.addresses:
            self.addresses.append(one)

    def based(
        self, text: str | None, *, date: str | None = None, in_force: str | None = None,
        url: str | None = None,
    ) -> None:  # fmt: skip
        """Keep a legal basis, once."""
        one = {"text": days.value(text) or "", "date": days.read(date)["text"],
               "in_force": days.read(in_force)["text"], "url": days.value(url) or ""}  # fmt: skip
        if any(one.values()) and one not in self.legal_basis:
            self.legal_basis.append(one)

    def row(self, list_date: str | None = None, sha256: str = "") -> dict[str, Any]:
        """Return the row; repetitions are left out, dates of listing ordered as printed."""
        held = names.distinct(self.names)
        shown = min(held, key=lambda one: _BEST.index(one["quality"]), default=None)
        first = days.earliest(self.listed)
        listed = [{**one, "first": one is first} for one in _once(self.listed)]
        updated = _once(self.updated)
        last = days.latest(updated)
        return {
            "list": self.on_list, "authority_ref": self.ref, "kind": self.kind,
            "name": shown["text"] if shown else None, "names": held,
            "identifiers": numbers.distinct(self.identifiers),
            "programmes": tuple(dict.fromkeys(self.programmes)), "legal_basis": self.legal_basis,
            "listed_on": _day(first), "listed_precision": first["precision"] if first else "none",
            "listed_dates": listed, "updated_on": _day(last), "updated_dates": updated,
            "delisted_on": _day(self.delisted), "flag": days.value(self.flag),
            "former_flags": tuple(dict.fromkeys(self.former_flags)),
            "vessel_type": days.value(self.vessel_type),
            "tonnage": self._weight("tonnage", self.tonnage),
            "gross_tonnage": self._weight("gross_tonnage", self.gross_tonnage),
            "owner": days.value(self.owner), "addresses": self.addresses,
            "birth_dates": _once(self.births),
            "birth_places": tuple(dict.fromkeys(self.birth_places)),
            "nationalities": tuple(dict.fromkeys(self.nationalities)),
            "remarks": days.value(self.remarks), "other": self.other,
            "source_locator": self.locator, "list_date": list_date or None,
            "list_sha256": sha256 or None,
        }  # fmt: skip

    def _weight(self, what: str, text: str | None) -> float | None:
        """Return a tonnage; a text that is no number is kept among `other`."""
        found = days.value(text)
        if found is None:
            return None
        bare = found.replace(",", "")
        if bare.replace(".", "", 1).isascii() and bare.replace(".", "", 1).isdigit():
            return float(bare)
        self.say(what, found)
        return None


@dataclass(frozen=True)
class Facts:
    """What is known about a list as a whole.

    Attributes
    ----------
    lists
        Names of the lists in the frame.
    list_dates
        Dates as the files state them; empty when they state none.
    sha256
        Of the files read.
    entries
        Number of rows.
    kinds, programmes
        Entries by kind and by programme.
    """

    lists: tuple[str, ...]
    list_dates: tuple[str, ...]
    sha256: tuple[str, ...]
    entries: int
    kinds: Mapping[str, int]
    programmes: Mapping[str, int]


def facts(listings: Collected | pd.DataFrame) -> Facts:
    """Return the facts of the lists in a frame, counted from its rows."""
    held = _frame(listings)
    programmes: dict[str, int] = {}
    for row in held["programmes"]:
        for one in row:
            programmes[one] = programmes.get(one, 0) + 1
    kinds = held["kind"].value_counts().sort_index()
    return Facts(
        tuple(held["list"].drop_duplicates()), tuple(held["list_date"].dropna().drop_duplicates()),
        tuple(held["list_sha256"].dropna().drop_duplicates()), len(held),
        {str(kind): int(count) for kind, count in kinds.items()},
        dict(sorted(programmes.items())),
    )  # fmt: skip


def names_frame(listings: Collected | pd.DataFrame) -> pd.DataFrame:
    """Return one row a name (:data:`NAMES`), in the order of the list."""
    return _exploded(listings, NAMES, lambda row: row["names"])


def identifiers_frame(listings: Collected | pd.DataFrame) -> pd.DataFrame:
    """Return one row an identifier (:data:`IDENTIFIERS`), in the order of the list."""
    return _exploded(listings, IDENTIFIERS, lambda row: row["identifiers"])


def dates_frame(listings: Collected | pd.DataFrame) -> pd.DataFrame:
    """Return one row a date (:data:`DATES`); `what` is listed, updated or born."""
    return _exploded(listings, DATES, _dates_of)


def _dates_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    kinds = (("listed", "listed_dates"), ("updated", "updated_dates"), ("born", "birth_dates"))
    return [{**one, "what": what, "as_published": one.get("what"), "text": one["text"] or None}
            for what, column in kinds for one in row[column]]  # fmt: skip


def _exploded(
    listings: Collected | pd.DataFrame,
    columns: Sequence[Column],
    parts: Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]],
) -> pd.DataFrame:
    shared = ("list", "authority_ref", "kind", "source_locator")
    rows = cast("list[dict[str, Any]]", _frame(listings).to_dict("records"))
    return frame(({**one, **{key: row[key] for key in shared}} for row in rows for one in
                  parts(row)), columns)  # fmt: skip


def _frame(listings: Collected | pd.DataFrame) -> pd.DataFrame:
    held = listings.frame if isinstance(listings, Collected) else listings
    lacking = [one.name for one in LISTINGS if one.name not in held.columns]
    if lacking:
        raise SchemaChanged("is missing in the frame of listings", column=lacking[0])
    return held


def _once(found: Iterable[days.Printed]) -> list[days.Printed]:
    held: list[days.Printed] = []
    for one in found:
        if (one["text"] or one["raw"]) and one not in held:
            held.append(one)
    return held


def _day(found: Mapping[str, Any] | None) -> str | None:
    return (found["text"] or None) if found else None
