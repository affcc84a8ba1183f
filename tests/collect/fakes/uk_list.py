"""The server of the UK Sanctions List with SYNTHETIC entries; and files of the OFSI layouts.

Header and elements as published; one entry has a row for each of its names, addresses and births.
"""

from __future__ import annotations

import csv
import io
from html import escape

from tests.collect.fakes.server import Reply, Request

HEADER = (  # noqa: SIM905  (as it stands in the file)
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin "
    "script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other "
    "Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address "
    "Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,Website,"
    "Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,National "
    "Identifier additional information,Passport number,Passport additional information,Position,"
    "Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,Business "
    "registration number (s),IMO number,Current owner/operator (s),Previous owner/operator (s),"
    "Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,Length of ship,Year "
    "Built,Hull identification number (HIN)"
).split(",")
DPRK = "The Synthetic (Sanctions) (EU Exit) Regulations 2019"
_SHIP = {
    "Last Updated": "18/12/2021", "Unique ID": "DPR9001", "Regime Name": DPRK,
    "Designation Type": "Ship", "Designation source": "UN", "Date Designated": "03/10/2017",
    "Sanctions Imposed": "Prohibition of port entry|Deflag", "IMO number": "9999993",
    "Current owner/operator (s)": "SYNTHETIC OWNER LTD",
    "Previous flags": "(1) Elsewhere (2) Nowhere",
    "Current believed flag of ship": "Testland", "Type of ship": "Bulk Carrier",
    "Tonnage of ship": "7078", "Year Built": "2011",
    "Other Information": "SYNTHETIC information, with a comma",
}  # fmt: skip
_PERSON = {
    "Last Updated": "14/04/2026", "Unique ID": "DPR9002", "UN Reference Number": "KPi.901",
    "Regime Name": DPRK, "Designation Type": "Individual", "Date Designated": "02/06/2017",
    "Nationality(/ies)": "Testland", "Passport number": "X0000000",
    "Passport additional information": "SYNTHETIC passport", "Gender": "Male",
    "Town of birth": "Synthetic City", "Country of birth": "Testland",
    "UK Statement of Reasons": "SYNTHETIC reasons",
}  # fmt: skip
_NAME = {"Name 6": "PERSON", "Name 1": "Synthetic", "Name type": "Primary Name"}
_ALIAS = {"Name 6": "S. P.", "Name type": "Alias", "Alias strength": "Low quality a.k.a"}
_SCRIPT = {"Name non-latin script": "합성 인물", "Non-latin script language": "Korean"}
ROWS: list[dict[str, str]] = [
    {**_SHIP, "Name 6": "TEST VESSEL", "Name type": "Primary Name"},
    {**_PERSON, **_NAME, **_SCRIPT, "D.O.B": "dd/mm/1965"},
    {**_PERSON, **_NAME, **_SCRIPT, "D.O.B": "02/03/1966"},
    {**_PERSON, **_ALIAS, "D.O.B": "dd/mm/1965"},
    {**_PERSON, **_ALIAS, "D.O.B": "02/03/1966"},
    {"Last Updated": "16/04/2026", "Unique ID": "DPR9003", "Regime Name": DPRK,
     "Designation Type": "Entity", "Date Designated": "29/06/2012", "Name 6": "SYNTHETIC CO",
     "Name type": "Primary Name", "Address Line 1": "1 Example Street",
     "Address Country": "Testland", "Business registration number (s)": "BR-0"},
    {**_SHIP, "Name 6": "OLD NAME", "Name type": "Alias", "Alias strength": "Good quality a.k.a"},
    {"Last Updated": "16/04/2026", "Unique ID": "DPR9004", "Regime Name": DPRK,
     "Designation Type": "Ship", "Date Designated": "29/06/2012", "Name 6": "TEST VESSEL FOUR",
     "Name type": "Primary Name", "IMO number": "na"},
]  # fmt: skip


def csv_file(rows: list[dict[str, str]] | None = None) -> bytes:
    """Return UK-Sanctions-List.csv."""
    out = io.StringIO()
    out.write("\ufeffReport Date: 08-Oct-2026\r\n")
    writer = csv.DictWriter(out, HEADER)
    writer.writeheader()
    writer.writerows(ROWS if rows is None else rows)
    return out.getvalue().encode()


def _tags(row: dict[str, str], **tags: str) -> str:
    return "".join(f"<{tag}>{escape(row[name])}</{tag}>" for tag, name in tags.items()
                   if row.get(name))  # fmt: skip


def xml_file() -> bytes:
    """Return UK-Sanctions-List.xml with the same entries."""
    held: dict[str, list[dict[str, str]]] = {}
    for row in ROWS:
        held.setdefault(row["Unique ID"], []).append(row)
    made = "".join(map(_designation, held.values()))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Designations xmlns:xsi="http://www.w3.org/2001/'
        f'XMLSchema-instance"><DateGenerated>08/10/2026</DateGenerated>{made}</Designations>\n'
    ).encode()


def _designation(rows: list[dict[str, str]]) -> str:
    one = rows[0]
    names = dict.fromkeys(
        "<Name>" + _tags(row, Name1="Name 1", Name6="Name 6", NameType="Name type",
                         AliasStrength="Alias strength") + "</Name>" for row in rows
    )  # fmt: skip
    births = dict.fromkeys(_tags(row, DOB="D.O.B") for row in rows)
    imposed = _tags(one, SanctionsImposed="Sanctions Imposed", OtherInformation="Other Information",
                    UKStatementofReasons="UK Statement of Reasons")  # fmt: skip
    passport = _tags(one, PassportNumber="Passport number",
                     PassportAdditionalInformation="Passport additional information")  # fmt: skip
    place = _tags(one, TownOfBirth="Town of birth", CountryOfBirth="Country of birth")
    address = _tags(one, AddressLine1="Address Line 1", AddressCountry="Address Country")
    return (
        "<Designation>"
        + _tags(one, LastUpdated="Last Updated", DateDesignated="Date Designated",
                UniqueID="Unique ID", UNReferenceNumber="UN Reference Number")
        + f"<Names>{''.join(names)}</Names><NonLatinNames><NonLatinName>"
        + _tags(one, NameNonLatinScript="Name non-latin script",
                NonLatinScriptLanguage="Non-latin script language")
        + "</NonLatinName></NonLatinNames>"
        + _tags(one, RegimeName="Regime Name", IndividualEntityShip="Designation Type",
                DesignationSource="Designation source") + imposed
        + f"<Addresses><Address>{address}</Address></Addresses><IndividualDetails><Individual>"
        + f"<DOBs>{''.join(births)}</DOBs><PassportDetails><Passport>{passport}</Passport>"
        + f"</PassportDetails><Nationalities>{_tags(one, Nationality='Nationality(/ies)')}"
        + f"</Nationalities><Genders>{_tags(one, Gender='Gender')}</Genders><BirthDetails>"
        + f"<Location>{place}</Location></BirthDetails></Individual></IndividualDetails>"
        + "<EntityDetails><Entity><BusinessRegistrationNumbers>"
        + _tags(one, BusinessRegistrationNumber="Business registration number (s)")
        + "</BusinessRegistrationNumbers></Entity></EntityDetails><ShipDetails><Ship><IMONumbers>"
        + _tags(one, IMONumber="IMO number") + "</IMONumbers><CurrentOwnerOperators>"
        + _tags(one, CurrentOwnerOperator="Current owner/operator (s)")
        + "</CurrentOwnerOperators><CurrentBelievedFlagOfShips>"
        + _tags(one, CurrentBelievedFlagOfShip="Current believed flag of ship")
        + "</CurrentBelievedFlagOfShips><PreviousFlags>"
        + _tags(one, PreviousFlag="Previous flags")
        + f"</PreviousFlags><TypeOfShipDetails>{_tags(one, TypeOfShip='Type of ship')}"
        + "</TypeOfShipDetails><TonnageOfShipDetails>"
        + _tags(one, TonnageOfShip="Tonnage of ship")
        + f"</TonnageOfShipDetails><YearsBuilt>{_tags(one, YearBuilt='Year Built')}</YearsBuilt>"
        + "</Ship></ShipDetails></Designation>"
    )  # fmt: skip


OFSI_2018 = (
    b"Last Updated,13/04/2018,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
    b"Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"
    b"Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"
    b"Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
    b"Listed On,Last Updated,Group ID\r\n"
    b"PERSON,Synthetic,,,,,,00/00/1980,,Testland,1) Testland 2) Elsewhere,Passport No: 00000000 "
    b"(SYNTHETIC passport).,,,,,,,,,,,R\xe9sum\xe9\xa0SYNTHETIC.,Individual,Prime Alias,Synthetic "
    b"regime,01/04/2016,01/04/2016,90001\r\n"
    b"PERSON,Synthetic,,,,,,00/05/1981,,Testland,1) Testland 2) Elsewhere,,,,,,,,,,,,R\xe9sum\xe9"
    b"\xa0SYNTHETIC.,Individual,AKA,Synthetic regime,01/04/2016,01/04/2016,90001\r\n"
    b"TEST VESSEL,,,,,,,,,,,,,,,,,,,,,,IMO: 9999993. MMSI: 200000000. The following vessel has "
    b"been added to a SYNTHETIC list.,Entity,Prime Alias,Synthetic regime,"
    b"19/10/2017,19/10/2017,90002\r\n"
    b"SYNTHETIC CO,,,,,,,,,,,,,,,,,,,,,,Owns the vessel TEST (IMO: 9999993).,Entity,Prime Alias,"
    b"Synthetic regime,19/10/2017,19/10/2017,90003\r\n"
)


def answer(request: Request) -> Reply:
    """Answer like the server of the list."""
    files = {"docs/UK-Sanctions-List.csv": (csv_file, "application/octet-stream"),
             "docs/UK-Sanctions-List.xml": (xml_file, "application/xml")}  # fmt: skip
    if request.path not in files:
        return Reply(b"not found", "text/plain", 404)
    made, kind = files[request.path]
    return Reply(made(), kind)
