"""Which schemata and properties of FollowTheMoney are read, and as what.

From the data dictionary of OpenSanctions (https://www.opensanctions.org/reference/).
"""

from __future__ import annotations

from typing import Final

LIST: Final = "OpenSanctions"

# Schema -> kind of listing.
KINDS: Final = {
    "Person": "person", "Organization": "entity", "Company": "entity", "LegalEntity": "entity",
    "PublicBody": "entity", "Vessel": "vessel", "Airplane": "aircraft", "Vehicle": "unknown",
}  # fmt: skip
# Schemata that say something of an entry -> the property that names it.
HOLDERS: Final = {"Sanction": "entity", "Identification": "holder", "Passport": "holder"}
# Property -> quality of the name; the one that is the caption is the primary one.
NAMES: Final = {
    "name": "strong alias", "alias": "alias", "previousName": "previous name",
    "weakAlias": "weak alias", "abbreviation": "weak alias",
}  # fmt: skip
# Property -> type of the number; an empty type is taken from the word beside it.
NUMBERS: Final = {
    "imoNumber": ("imo", ""), "mmsi": ("mmsi", ""), "callSign": ("call_sign", ""),
    "leiCode": ("lei", ""), "registrationNumber": ("registration", ""),
    "passportNumber": ("passport", ""), "idNumber": ("national_id", ""),
    "socialSecurityNumber": ("national_id", ""), "taxNumber": ("tax", ""), "innCode": ("tax", ""),
    "vatCode": ("tax", ""), "ogrnCode": ("registration", ""), "swiftBic": ("swift", ""),
    "dunsCode": ("duns", ""), "serialNumber": ("aircraft_serial", ""),
    "publicKey": ("digital_currency", ""), "email": ("email", ""), "phone": ("phone", ""),
    "website": ("website", ""),
}  # fmt: skip
READ: Final = frozenset(
    (*NAMES, *NUMBERS, "program", "programId", "flag", "pastFlags", "address", "birthDate",
     "birthPlace", "nationality", "citizenship", "country", "jurisdiction", "notes")
)  # fmt: skip
