"""What the fields of the British lists mean: one set of names for CSV, XML and the older layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.listing import Entry

Row = Mapping[str, str]

# Header of the UK Sanctions List of 2026, in its order.
COLUMNS: Final = (
    "Last Updated", "Unique ID", "OFSI Group ID", "UN Reference Number", "Name 6", "Name 1",
    "Name 2", "Name 3", "Name 4", "Name 5", "Name type", "Alias strength", "Title",
    "Name non-latin script", "Non-latin script type", "Non-latin script language", "Regime Name",
    "Designation Type", "Designation source", "Sanctions Imposed", "Other Information",
    "UK Statement of Reasons", "Address Line 1", "Address Line 2", "Address Line 3",
    "Address Line 4", "Address Line 5", "Address Line 6", "Address Postal Code",
    "Address Country", "Phone number", "Website", "Email address", "Date Designated", "D.O.B",
    "Nationality(/ies)", "National Identifier number",
    "National Identifier additional information", "Passport number",
    "Passport additional information", "Position", "Gender", "Town of birth", "Country of birth",
    "Type of entity", "Subsidiaries", "Parent company", "Business registration number (s)",
    "IMO number", "Current owner/operator (s)", "Previous owner/operator (s)",
    "Current believed flag of ship", "Previous flags", "Type of ship", "Tonnage of ship",
    "Length of ship", "Year Built", "Hull identification number (HIN)",
)  # fmt: skip
REQUIRED: Final = ("Last Updated", "Unique ID", "Name 6", "Name type", "Regime Name",
                   "Designation Type", "Date Designated", "IMO number")  # fmt: skip

_KINDS: Final = {"individual": "person", "entity": "entity", "ship": "vessel",
                 "aircraft": "aircraft"}  # fmt: skip
_TYPES: Final = {"primary name": "primary", "prime alias": "primary", "fka": "previous name",
                 "f.k.a": "previous name", "previous name": "previous name"}  # fmt: skip
_PLAIN: Final = ("OFSI Group ID", "UN Reference Number", "Designation source", "Title", "Position",
                 "Gender", "Type of entity", "Subsidiaries", "Parent company",
                 "Previous owner/operator (s)", "Length of ship", "Year Built",
                 "UK Statement of Reasons")  # fmt: skip
_NUMBERED: Final = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}\)\s*")
_MARKED: Final = re.compile(r"\s*\(?1\)")
_SEVERAL: Final = re.compile(r"(?<!\s)\s*+[|;,]\s*+(?=IMO|\d{7})", re.I)


def parted(text: str | None) -> list[str]:
    """Return the values of a cell that numbers them: ``1) A 2) B``, ``(1) A (2) B``; else one."""
    found = days.value(text)
    if found is None:
        return []
    if not _MARKED.match(found):
        return [found]
    parts = [one.strip(" ,;.") for one in _NUMBERED.split(found)]
    made = [one for one in parts if one]
    # "(1)-(2) Testland" numbers two values that are one: it stays as printed
    return [found] if any(one.startswith("-") for one in made) else made


def take(entry: Entry, row: Row) -> None:
    """Put the values of one row, or of one part of an XML entry, into an entry."""
    for put in (_kind, _name, _dates, _person, _address, _documents, _ship, _texts):
        put(entry, row)


def _kind(entry: Entry, row: Row) -> None:
    said = days.value(row.get("Designation Type"))
    if said is None:
        return
    kind = _KINDS.get(said.lower(), "unknown")
    if entry.kind not in {"unknown", kind}:
        entry.say("Designation Type", said)  # rows of one entry that disagree
        return
    entry.kind = kind
    if kind == "unknown":
        entry.say("Designation Type", said)


def _name(entry: Entry, row: Row) -> None:
    given = [row.get(f"Name {number}") for number in range(1, 6)]
    said = " ".join(one for one in (row.get("Name type"), row.get("Alias strength")) if one)
    parts = {f"name {number}": row.get(f"Name {number}") for number in range(1, 7)}
    text = names.joined((*given, row.get("Name 6")))
    entry.names.append(
        names.name(text, _quality(row), published=said.strip(),
                   parts=parts if names.joined(given) else {})
    )  # fmt: skip
    other = row.get("Name non-latin script")
    language = row.get("Non-latin script language")
    entry.names.append(
        names.name(other, "alias", published="Name non-latin script", language=language)
    )


def _quality(row: Row) -> str:
    kind = (row.get("Name type") or "").strip().lower()
    strength = (row.get("Alias strength") or "").strip().lower()
    if kind in _TYPES:
        return _TYPES[kind]
    if strength.startswith("good"):
        return "strong alias"
    return "weak alias" if strength.startswith("low") else "alias"


def _dates(entry: Entry, row: Row) -> None:
    for column in ("Date Designated", "Listed On"):
        found = days.read(row.get(column))
        if found["raw"]:
            entry.listed.append({**found, "what": column})
    updated = days.read(row.get("Last Updated"))
    if updated["raw"]:
        entry.updated.append({**updated, "what": "Last Updated"})


def _person(entry: Entry, row: Row) -> None:
    for one in parted(row.get("D.O.B")):
        entry.births.append(days.read(one))
    entry.nationalities += parted(row.get("Nationality(/ies)"))
    place = names.joined((row.get("Town of birth"), row.get("Country of birth")), ", ")
    entry.birth_places += [place] if place else []


def _address(entry: Entry, row: Row) -> None:
    lines = [row.get(f"Address Line {number}") for number in range(1, 7)]
    text = names.joined((*lines, row.get("Address Postal Code")), ", ")
    entry.live(text, row.get("Address Country"))


def _documents(entry: Entry, row: Row) -> None:
    for kind, column, note in (
        ("passport", "Passport number", "Passport additional information"),
        ("national_id", "National Identifier number",
         "National Identifier additional information"),
    ):  # fmt: skip
        if row.get(column) or row.get(note):
            # the older layout has the number inside the details
            found = parted(row.get(column)) or [row.get(note, "")]
            told = row.get(note) if row.get(column) else ""
            entry.identifiers += [numbers.identifier(column, one, kind=kind, note=told)
                                  for one in found]  # fmt: skip
    for kind, column in (
        ("registration", "Business registration number (s)"), ("phone", "Phone number"),
        ("website", "Website"), ("email", "Email address"),
    ):  # fmt: skip
        for one in parted(row.get(column)):
            entry.identifiers.append(numbers.identifier(column, one, kind=kind))


def _ship(entry: Entry, row: Row) -> None:
    for one in _SEVERAL.split(row.get("IMO number") or ""):
        entry.identifiers.append(numbers.identifier("IMO number", one, kind="imo"))
    hull = "Hull identification number (HIN)"
    entry.identifiers.append(numbers.identifier(hull, row.get(hull), kind="hull"))
    entry.flag = entry.flag or days.value(row.get("Current believed flag of ship"))
    entry.former_flags += parted(row.get("Previous flags"))
    entry.vessel_type = entry.vessel_type or days.value(row.get("Type of ship"))
    entry.tonnage = entry.tonnage or days.value(row.get("Tonnage of ship"))
    owner = days.value(row.get("Current owner/operator (s)"))
    if owner and owner not in (entry.owner or "").split("; "):
        entry.owner = f"{entry.owner}; {owner}" if entry.owner else owner


def _texts(entry: Entry, row: Row) -> None:
    regime = days.value(row.get("Regime Name"))
    if regime:
        entry.programmes.append(regime)
        entry.based(regime if "regulations" in regime.lower() else "")
    for column in _PLAIN:
        entry.say(column, row.get(column))
    for one in (row.get("Sanctions Imposed") or "").split("|"):
        entry.say("Sanctions Imposed", one)
    told = row.get("Other Information")
    if told and told.strip() and told not in (entry.remarks or "").split("\n\n"):
        entry.remarks = f"{entry.remarks}\n\n{told}" if entry.remarks else told
