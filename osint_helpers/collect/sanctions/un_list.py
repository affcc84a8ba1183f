"""The consolidated list of the United Nations Security Council, as XML."""

from __future__ import annotations

from collections.abc import Collection
from typing import IO, Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.sanctions import days, names, numbers, xmls
from osint_helpers.collect.sanctions.files import Parsed, result
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry

MANIFEST: Final = Manifest(
    name="un_list",
    kind="sanctions",
    title="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    terms="Published by the United Nations for use by Member States; terms of use of un.org apply. "
    "Unconfirmed: no licence text for the file itself was read.",
    terms_url="https://www.un.org/en/about-us/terms-of-use",
    licence="attribution",
    attribution="United Nations Security Council Consolidated List",
    calls=("consolidated",),
    schema="un_list/1",
    basis="recorded",
    servers={"": "https://scsanctions.un.org"},
    rate=Rate(1, 10.0),
    limits=(
        "Ships are not in this list: those of the 1718 Committee are in a list of their own.",
        (
            "The file names no legal basis and no date of delisting; entries that were removed are "
            "gone from it. A missing date of delisting is not 'still listed'."
        ),
        "Not found in this file means not found in this file of this date, and nothing more.",
        "UN_LIST_TYPE GB is the Guinea-Bissau regime, not Great Britain.",
    ),
)
COLUMNS: Final[ByCall] = {"consolidated": LISTINGS}
LIST: Final = "UN Security Council"
FILE: Final = "resources/xml/en/consolidated.xml"
KNOWN: Final = xmls.words(
    """INDIVIDUAL ENTITY DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME
    UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON DELISTED_ON GENDER SUBMITTED_BY SUBMITTED_ON
    NAME_ORIGINAL_SCRIPT COMMENTS1 TITLE DESIGNATION NATIONALITY NATIONALITY2 LIST_TYPE VALUE
    LAST_DAY_UPDATED INDIVIDUAL_ALIAS ENTITY_ALIAS QUALITY ALIAS_NAME NOTE INDIVIDUAL_ADDRESS
    ENTITY_ADDRESS STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY INDIVIDUAL_DATE_OF_BIRTH
    TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR INDIVIDUAL_PLACE_OF_BIRTH INDIVIDUAL_DOCUMENT
    TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY COUNTRY_OF_ISSUE CITY_OF_ISSUE
    DATE_OF_ISSUE DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH SORT_KEY
    SORT_KEY_LAST_MOD"""
)
_GROUPS: Final = {"INDIVIDUAL": "INDIVIDUALS", "ENTITY": "ENTITIES"}
_QUALITIES: Final = {"good": "strong alias", "low": "weak alias", "a.k.a.": "alias",
                     "f.k.a.": "previous name"}  # fmt: skip
_ADDRESS: Final = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")


def consolidated(client: Client) -> Collected:
    """Return the current list; the file is one capture.

    Returns
    -------
    Collected
        One row an entry, columns `listing.LISTINGS`.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As `parse` and `Client.ask`.
    """
    got = Gathering(client, MANIFEST, "consolidated", {})
    answer = got.ask(FILE, part="consolidated.xml")
    if answer is None:
        return got.collected([], LISTINGS)
    return _gathered(got, file_of(answer), client.tolerated(MANIFEST))


def read(source: Given, *, tolerate: Collection[str] = ()) -> Collected:
    """Return the list from a file, a capture or an answer.

    Parameters
    ----------
    source
        ``consolidated.xml``, also packed with gzip.
    tolerate
        New elements to pass over.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As `parse`.
    """
    held = file_of(source)
    return _gathered(Reading(MANIFEST, "consolidated", {"file": held.name}), held, tolerate)


def _gathered(got: Gathering, held: File, tolerated: Collection[str]) -> Collected:
    with held.open() as stream:
        parsed = parse(stream, tolerated=tolerated)
    return result(got, parsed, [held])


def parse(stream: IO[bytes], *, tolerated: Collection[str] = ()) -> Parsed:
    """Return the entries of a consolidated list.

    Raises
    ------
    SchemaChanged
        For a new element, or an entry without reference, name, list type or date of listing.
    SourceRefusedError
        When it is no such list.
    """
    parsed = Parsed()
    entries = xmls.Entries(stream, root="CONSOLIDATED_LIST", names=tuple(_GROUPS),
                           source="the UN list", parsed=parsed)  # fmt: skip
    for element in entries:
        parsed.entries.append(_entry(element, tolerated))
    parsed.list_date = str(days.read(entries.attributes.get("dateGenerated"))["text"])
    parsed.notes.append("the file does not state its number of entries")
    return parsed


def _entry(element: xmls.Element, tolerated: Collection[str]) -> Entry:
    tag = xmls.local(element)
    ref = xmls.required(xmls.text(element, "REFERENCE_NUMBER"), "REFERENCE_NUMBER", f"an {tag}")
    where = f"{tag} {ref} of the UN list"
    xmls.check(element, KNOWN, where=where, tolerated=tolerated)
    group = f"/CONSOLIDATED_LIST/{_GROUPS[tag]}/{tag}"
    entry = Entry(LIST, ref, f"{group}[REFERENCE_NUMBER='{ref}']")
    entry.kind = "person" if tag == "INDIVIDUAL" else "entity"
    xmls.required(xmls.text(element, "FIRST_NAME"), "FIRST_NAME", where)
    entry.programmes = [xmls.required(xmls.text(element, "UN_LIST_TYPE"), "UN_LIST_TYPE", where)]
    listed = xmls.required(xmls.text(element, "LISTED_ON"), "LISTED_ON", where)
    entry.listed = [{**days.read(listed), "what": "LISTED_ON"}]
    entry.updated = [days.read(one) for one in xmls.texts(element, "LAST_DAY_UPDATED/VALUE")]
    gone = xmls.text(element, "DELISTED_ON")
    entry.delisted = days.read(gone) if gone else None
    _names(entry, element, tag)
    _person(entry, element)
    for one in xmls.each(element, f"{tag}_ADDRESS"):
        text = names.joined((xmls.text(one, name) for name in _ADDRESS), ", ")
        entry.live(text, xmls.text(one, "COUNTRY"), xmls.text(one, "NOTE"))
    entry.remarks = xmls.text(element, "COMMENTS1")
    entry.identifiers += numbers.in_text(entry.remarks, published="COMMENTS1", vessel=False)
    for name in ("DATAID", "GENDER", "SUBMITTED_BY", "SUBMITTED_ON"):
        entry.say(name, xmls.text(element, name))
    for name in ("TITLE", "DESIGNATION", "LIST_TYPE"):
        for text in xmls.texts(element, f"{name}/VALUE"):
            entry.say(name, text)
    return entry


def _names(entry: Entry, element: xmls.Element, tag: str) -> None:
    parts = {name.lower(): xmls.text(element, name) for name in
             ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")}  # fmt: skip
    entry.names.append(
        names.name(names.joined(parts.values()), "primary", published="name",
                   parts=parts if entry.kind == "person" else {})
    )  # fmt: skip
    original = xmls.text(element, "NAME_ORIGINAL_SCRIPT")
    entry.names.append(names.name(original, "alias", published="NAME_ORIGINAL_SCRIPT"))
    for alias in xmls.each(element, f"{tag}_ALIAS"):
        said = xmls.text(alias, "QUALITY") or ""
        quality = _QUALITIES.get(said.strip().lower(), "alias")
        note = xmls.text(alias, "NOTE")
        for one in (xmls.text(alias, "ALIAS_NAME") or "").split(";"):
            entry.names.append(names.name(one, quality, published=said, note=note))
        for name in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"):
            entry.say(f"ALIAS {name}", xmls.text(alias, name))


def _person(entry: Entry, element: xmls.Element) -> None:
    for born in xmls.each(element, "INDIVIDUAL_DATE_OF_BIRTH"):
        entry.births.append(_birth(born))
    for place in xmls.each(element, "INDIVIDUAL_PLACE_OF_BIRTH"):
        text = names.joined((xmls.text(place, name) for name in (*_ADDRESS, "COUNTRY")), ", ")
        entry.birth_places += [text] if text else []
    for tag in ("NATIONALITY", "NATIONALITY2"):
        entry.nationalities += [one.strip() for one in xmls.texts(element, f"{tag}/VALUE")]
    for document in xmls.each(element, "INDIVIDUAL_DOCUMENT"):
        kinds = [xmls.text(document, name) for name in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")]
        kind = names.joined(kinds, "; ")
        country = xmls.text(document, "ISSUING_COUNTRY") or xmls.text(document, "COUNTRY_OF_ISSUE")
        issued = xmls.text(document, "DATE_OF_ISSUE")
        note = names.joined(
            (f"issued {issued}" if issued else "", xmls.text(document, "CITY_OF_ISSUE"),
             xmls.text(document, "NOTE")), "; ",
        )  # fmt: skip
        number = xmls.text(document, "NUMBER")
        entry.identifiers.append(numbers.identifier(kind, number, country=country, note=note))


def _birth(born: xmls.Element) -> days.Printed:
    """Return a birth date; EXACT, APPROXIMATELY and BETWEEN are words of the list."""
    said = (xmls.text(born, "TYPE_OF_DATE") or "").strip().upper()
    note = (xmls.text(born, "NOTE") or "").strip()
    soft = said == "APPROXIMATELY" or note.lower().startswith("approx")
    first, last = xmls.text(born, "FROM_YEAR"), xmls.text(born, "TO_YEAR")
    if first and last:
        raw = f"{said} {first} {last} {note}".strip()
        return days.of_ends(first.strip(), last.strip(), raw, soft=soft)
    text = xmls.text(born, "DATE") or xmls.text(born, "YEAR")
    found = days.read(text or note, soft=soft)
    return {**found, "raw": " ".join(one for one in (said, text or "", note) if one)}
