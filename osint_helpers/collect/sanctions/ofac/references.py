"""The tables inside OFAC's advanced XML: reference values, places, documents, dates as ranges."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from osint_helpers.collect.sanctions import days, names, numbers, xmls

# Sets of ReferenceValueSets that are read, and the element in each.
_SETS: Final = xmls.words(
    """AliasType AreaCode Country DetailReference EntryEventType FeatureType IDRegDocType
    IDRegDocDateType LegalBasis List LocPartType NamePartType PartySubType PartyType RelationType
    SanctionsType Script Validity"""
)
_ORDER: Final = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION",
                 "POSTAL CODE", "Unknown")  # fmt: skip


@dataclass
class References:
    """What the file defines once and points to by id.

    Attributes
    ----------
    values
        Name of a set, then id, to text.
    parents
        Id of a party subtype to the id of its type.
    places
        Id of a location to (text, country).
    documents
        Id of an identity to its identifiers.
    lost
        Kinds of references that lead nowhere, counted.
    """

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: dict[str, list[dict[str, object] | None]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def take(self, sets: xmls.Element) -> None:
        """Take up ``ReferenceValueSets``."""
        for group in sets:
            for one in group:
                name = xmls.local(one)
                if name in _SETS:
                    held = (one.text or "").strip() or one.get("Description") or ""
                    self.values.setdefault(name, {})[one.get("ID", "")] = held
                    if name == "PartySubType":
                        self.parents[one.get("ID", "")] = one.get("PartyTypeID", "")

    def text(self, name: str, number: str | None) -> str:
        """Return a reference value; ``""`` for one the file does not define, which is counted."""
        if number is None:
            return ""
        found = self.values.get(name, {}).get(number)
        if found is None:
            self.lost[name] += 1
            return ""
        return found

    def place(self, element: xmls.Element) -> None:
        """Take up a ``Location``; of several writings the primary one is kept first."""
        parts: dict[str, list[str]] = {}
        country = ""
        for one in element:
            name = xmls.local(one)
            if name == "LocationCountry":
                country = self.text("Country", one.get("CountryID"))
            elif name == "LocationAreaCode" and not country:
                code = one.get("AreaCodeID")
                country = self.values.get("Country", {}).get(code) or self.text("AreaCode", code)
            elif name == "LocationPart":
                kind = self.text("LocPartType", one.get("LocPartTypeID"))
                found = sorted(
                    xmls.each(one, "LocationPartValue"),
                    key=lambda part: part.get("Primary") == "false",
                )
                parts[kind] = [text for part in found for text in xmls.texts(part, "Value")]
        order = (*_ORDER, *(kind for kind in parts if kind not in _ORDER))
        shown = names.joined((text for kind in order for text in parts.get(kind, [])), ", ")
        known = "" if days.missing(country) else country
        self.places[element.get("ID", "")] = (shown, known)

    def located(self, number: str | None) -> tuple[str, str]:
        """Return text and country of a location."""
        found = self.places.get(number or "")
        if found is None:
            self.lost["Location"] += 1
            return "", ""
        return found

    def document(self, element: xmls.Element) -> None:
        """Take up an ``IDRegDocument``: it belongs to an identity, not to the party's element."""
        kind = self.text("IDRegDocType", element.get("IDRegDocTypeID"))
        country = self.text("Country", element.get("IssuedBy-CountryID"))
        notes = [xmls.text(element, "Comment"), xmls.text(element, "IssuingAuthority")]
        for dated in xmls.each(element, "DocumentDate"):
            what = self.text("IDRegDocDateType", dated.get("IDRegDocDateTypeID"))
            periods = xmls.each(dated, "DatePeriod")
            notes += [f"{what} {of_period(period)['text']}" for period in periods]
        made = numbers.identifier(
            kind, xmls.text(element, "IDRegistrationNo"), country=country,
            note=names.joined(notes, "; "),
        )  # fmt: skip
        self.documents.setdefault(element.get("IdentityID", ""), []).append(made)


def of_date(element: xmls.Element | None) -> str:
    """Return ``Year, Month, Day`` of an element as partial ISO; ``""`` for nothing."""
    if element is None:
        return ""
    parts: dict[str, str | None] = {}
    for one in element:
        parts.setdefault(xmls.local(one), one.text)
    return str(days.of_parts(parts.get("Year"), parts.get("Month"), parts.get("Day"), "")["text"])


def of_period(period: xmls.Element) -> days.Printed:
    """Return a ``DatePeriod``: a day, or a range, of which a whole month or year is just that.

    OFAC writes "1962" as a range from the first to the last day of 1962.
    """
    ends: list[str] = []
    soft = False
    for side in ("Start", "End"):
        for edge in xmls.each(period, side):
            soft = soft or edge.get("Approximate") == "true"
            ends += [of_date(one) for name in ("From", "To") for one in xmls.each(edge, name)]
    found = sorted(one for one in ends if one)
    raw = "/".join(dict.fromkeys(one for one in ends if one))
    if not found:
        return days.of_interval(None, raw)
    first, last = _whole(found[0], found[-1])
    return days.of_ends(first, last, raw, soft=soft)


def _whole(first: str, last: str) -> tuple[str, str]:
    """Return a range over one whole year or month as that year or month."""
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4], first[:4]
    month = days.read(first[:7])
    if first[7:] == "-01" and last == month["latest"]:
        return first[:7], first[:7]
    return first, last
