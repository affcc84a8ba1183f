"""The UK Sanctions List as XML: one ``Designation`` an entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import IO, Final

from osint_helpers.collect.sanctions import days, xmls
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.collect.sanctions.uk_list import fields
from osint_helpers.collect.sanctions.uk_list.csv_form import CURRENT

ROOT: Final = "Designations"
# Leaf element -> column of the CSV.
LEAVES: Final = {
    **{f"Name{number}": f"Name {number}" for number in range(1, 7)},
    **{f"AddressLine{number}": f"Address Line {number}" for number in range(1, 7)},
    "LastUpdated": "Last Updated", "DateDesignated": "Date Designated", "UniqueID": "Unique ID",
    "OFSIGroupID": "OFSI Group ID", "UNReferenceNumber": "UN Reference Number",
    "NameType": "Name type", "AliasStrength": "Alias strength", "Title": "Title",
    "NameNonLatinScript": "Name non-latin script", "NonLatinScriptType": "Non-latin script type",
    "NonLatinScriptLanguage": "Non-latin script language", "RegimeName": "Regime Name",
    "IndividualEntityShip": "Designation Type", "DesignationSource": "Designation source",
    "SanctionsImposed": "Sanctions Imposed", "OtherInformation": "Other Information",
    "UKStatementofReasons": "UK Statement of Reasons", "AddressPostalCode": "Address Postal Code",
    "AddressCountry": "Address Country", "PhoneNumber": "Phone number", "Website": "Website",
    "EmailAddress": "Email address", "DOB": "D.O.B", "Nationality": "Nationality(/ies)",
    "NationalIdentifierNumber": "National Identifier number",
    "NationalIdentifierAdditionalInformation": "National Identifier additional information",
    "PassportNumber": "Passport number",
    "PassportAdditionalInformation": "Passport additional information", "Position": "Position",
    "Gender": "Gender", "TownOfBirth": "Town of birth", "CountryOfBirth": "Country of birth",
    "TypeOfEntity": "Type of entity", "Subsidiary": "Subsidiaries",
    "ParentCompany": "Parent company",
    "BusinessRegistrationNumber": "Business registration number (s)", "IMONumber": "IMO number",
    "CurrentOwnerOperator": "Current owner/operator (s)",
    "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship", "PreviousFlag": "Previous flags",
    "TypeOfShip": "Type of ship", "TonnageOfShip": "Tonnage of ship",
    "LengthOfShip": "Length of ship", "YearBuilt": "Year Built",
    "HullIdentificationNumber": "Hull identification number (HIN)",
}  # fmt: skip
# Elements whose leaves belong together.
GROUPS: Final = frozenset(
    ("Name", "NonLatinName", "Address", "Passport", "NationalIdentifier", "Location")
)
_BRANCHES: Final = xmls.words(
    """Names NonLatinNames Titles Addresses PhoneNumbers EmailAddresses Websites IndividualDetails
    Individual DOBs PassportDetails NationalIdentifierDetails Nationalities Positions Genders
    BirthDetails EntityDetails Entity TypeOfEntities BusinessRegistrationNumbers ParentCompanies
    Subsidiaries ShipDetails Ship IMONumbers CurrentOwnerOperators PreviousOwnerOperators
    CurrentBelievedFlagOfShips PreviousFlags TypeOfShipDetails TonnageOfShipDetails
    LengthOfShipDetails YearsBuilt HullIdentificationNumbers"""
)
KNOWN: Final = frozenset(
    (*LEAVES, *GROUPS, *_BRANCHES, "Designation", *(f"{one}@nil" for one in (*LEAVES, *_BRANCHES)))
)


def parse(stream: IO[bytes], *, tolerated: Collection[str] = ()) -> Parsed:
    """Return the entries of the XML.

    Raises
    ------
    SchemaChanged
        For a new element, or an entry without id, kind, regime or name.
    SourceRefusedError
        When it is no such list.
    """
    parsed = Parsed()
    entries = xmls.Entries(stream, root=ROOT, names=("DateGenerated", "Designation"),
                           source="the UK Sanctions List", parsed=parsed)  # fmt: skip
    for element in entries:
        if xmls.local(element) == "DateGenerated":
            parsed.list_date = str(days.read(element.text)["text"])
        else:
            parsed.entries.append(_entry(element, tolerated))
    parsed.notes.append("the file does not state its number of entries")
    return parsed


def _entry(element: xmls.Element, tolerated: Collection[str]) -> Entry:
    ref = xmls.required(xmls.text(element, "UniqueID"), "UniqueID", "a Designation")
    where = f"Designation {ref} of the UK Sanctions List"
    xmls.check(element, KNOWN, where=where, tolerated=tolerated)
    for name in ("IndividualEntityShip", "RegimeName", "DateDesignated"):
        xmls.required(xmls.text(element, name), name, where)
    entry = Entry(CURRENT, ref, f"/{ROOT}/Designation[UniqueID='{ref}']")
    for row in _rows(element):
        fields.take(entry, row)
    xmls.required("1" if any(entry.names) else None, "Names/Name", where)
    return entry


def _rows(element: xmls.Element) -> Iterator[dict[str, str]]:
    """Yield what belongs together as a row with the columns of the CSV."""
    for child in element:
        name = xmls.local(child)
        if name in GROUPS and len(child):
            yield {
                LEAVES[xmls.local(leaf)]: str(leaf.text)
                for leaf in child
                if leaf.text and leaf.text.strip() and xmls.local(leaf) in LEAVES
            }
        elif len(child):
            yield from _rows(child)
        elif name in LEAVES and child.text and child.text.strip():
            yield {LEAVES[name]: str(child.text)}
