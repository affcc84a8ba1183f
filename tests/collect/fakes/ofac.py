"""OFAC's list service with SYNTHETIC records, in the three forms it publishes.

From the file specification of OFAC (CSV: no header, null is ``-0- ``, remarks of 1,000 characters
go on in the comments file, end mark 0x1A) and the published structure of both XML forms.
"""

from __future__ import annotations

from html import escape

from tests.collect.fakes.server import Reply, Request

EXPORTS = "api/PublicationPreview/exports/"
PUBLISHED = ("2026", "9", "21")
SPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

# ent_num, type, names [(type, low quality, text)], programmes, listed [(date, legal basis)], rest
RECORDS: list[dict[str, object]] = [
    {"ref": "900001", "type": "vessel", "name": "SYNTHETIC TRADER", "programmes": ["DPRK4"],
     "also": [("fka", False, "TEST VESSEL ONE"), ("aka", True, "SYN T")],
     "listed": [("2018-8-21", "Synthetic Order 1"), ("2016-3-2", "Synthetic Order 2")],
     "imo": "IMO 9999993", "call": "SYN001", "kind": "General Cargo", "flag": "Testland",
     "owner": "SYNTHETIC OWNER LTD", "tonnage": "9,900", "grt": "5,600", "former": ["Elsewhere"]},
    {"ref": "900002", "type": "vessel", "name": "TEST VESSEL TWO", "programmes": ["DPRK4"],
     "listed": [("2017-6-1", "Synthetic Order 1")], "imo": "0000000"},
    {"ref": "900003", "type": "vessel", "name": "TEST VESSEL THREE", "programmes": ["CUBA"],
     "listed": [("1986-12-10", "")]},
    {"ref": "900004", "type": "individual", "name": "EXAMPLE, Synthetic Person",
     "programmes": ["DPRK", "SDGT"], "also": [("aka", False, "EXEMPLAR, S. P.")],
     "listed": [("2016-7-6", "Synthetic Order 3")], "born": ("1962-1-1", "1962-12-31"),
     "place": "Synthetic City, Testland", "nation": "Testland",
     "passport": ("X0000000", "Testland"), "script": "합성 인물"},
    {"ref": "900005", "type": "-0- ", "name": "SYNTHETIC SHIPPING CO., LTD", "programmes": ["DPRK"],
     "listed": [("2018-2-23", "Synthetic Order 1")], "company": "IMO 0000001",
     "address": ("1 Example Street", "Synthetic City", "Testland")},
    {"ref": "900006", "type": "aircraft", "name": "SY-TST", "programmes": ["SDGT"],
     "listed": [("2014-8-29", "Synthetic Order 3")], "msn": "00000"},
]  # fmt: skip


def _null(text: object) -> str:
    return f'"{text}"' if text else "-0- "


def remarks(one: dict[str, object]) -> str:
    """Return the remarks of the CSV, where the numbers stand."""
    parts = [f"Former Vessel Flag {flag}" for flag in one.get("former", ())]
    if one.get("born"):
        parts.append(f"DOB {str(one['born'][0])[:4]}")
    if one.get("place"):
        parts += [f"POB {one['place']}", f"nationality {one['nation']}"]
    if one.get("passport"):
        number, country = one["passport"]
        parts.append(f"Passport {number} ({country}) expires 02 Feb 2030")
    if one.get("imo"):
        parts.append(f"Vessel Registration Identification {one['imo']}")
    if one.get("company"):
        parts.append(f"Company Number {one['company']}")
    if one.get("msn"):
        parts.append(f"Aircraft Manufacturer's Serial Number (MSN) {one['msn']}")
    also = [text for _, low, text in one.get("also", ()) if low]
    parts += [f"a.k.a. '{text}'" for text in also]
    return "; ".join(parts) + "." if parts else ""


def csv_files(records: list[dict[str, object]] | None = None) -> dict[str, bytes]:
    """Return the four CSV files."""
    sdn, alt, add = [], [], []
    for one in RECORDS if records is None else records:
        kind = f'"{one["type"]}"' if one["type"] != "-0- " else "-0- "
        sdn.append(",".join((
            str(one["ref"]), _null(one["name"]), kind,
            _null("] [".join(one["programmes"])), "-0- ",
            _null(one.get("call")), _null(one.get("kind")), _null(one.get("tonnage")),
            _null(one.get("grt")), _null(one.get("flag")), _null(one.get("owner")),
            _null(remarks(one)),
        )))  # fmt: skip
        for number, (kind, low, text) in enumerate(one.get("also", ())):
            if not low:
                alt.append(f'{one["ref"]},{number},"{kind}","{text}",-0- ')
        if one.get("address"):
            street, city, country = one["address"]
            add.append(f'{one["ref"]},1,"{street}","{city}","{country}",-0- ')
    return {
        name: ("\r\n".join([*rows, "\x1a"])).encode()
        for name, rows in (("SDN.CSV", sdn), ("ALT.CSV", alt), ("ADD.CSV", add),
                           ("SDN_COMMENTS.CSV", []))
    }  # fmt: skip


def plain_xml(records: list[dict[str, object]] | None = None, count: int | None = None) -> bytes:
    """Return SDN.XML."""
    held = RECORDS if records is None else records
    year, month, day = PUBLISHED
    rows = [_plain(one) for one in held]
    return (
        f'<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="{SPACE}XML">'
        f"<publshInformation><Publish_Date>{int(month):02d}/{int(day):02d}/{year}</Publish_Date>"
        f"<Record_Count>{len(held) if count is None else count}</Record_Count>"
        f"</publshInformation>\n{''.join(rows)}</sdnList>\n"
    ).encode()


def _plain(one: dict[str, object]) -> str:
    kinds = {"vessel": "Vessel", "individual": "Individual", "aircraft": "Aircraft"}
    family, _, given = str(one["name"]).partition(", ")
    person = one["type"] == "individual"
    name = f"<lastName>{escape(family if person else str(one['name']))}</lastName>"
    if person:
        name = f"<firstName>{escape(given)}</firstName>{name}"
    numbers = []
    for label, key in (("Vessel Registration Identification", "imo"),
                       ("Aircraft Manufacturer's Serial Number (MSN)", "msn"),
                       ("Company Number", "company")):  # fmt: skip
        if one.get(key):
            numbers.append(f"<id><uid>1</uid><idType>{label}</idType>"
                           f"<idNumber>{one[key]}</idNumber></id>")  # fmt: skip
    also = [
        f"<aka><uid>2</uid><type>{'f.k.a.' if kind == 'fka' else 'a.k.a.'}</type><category>"
        f"{'weak' if low else 'strong'}</category><lastName>{escape(text)}</lastName></aka>"
        for kind, low, text in one.get("also", ())
    ]
    born = one.get("born")
    vessel = "".join(
        f"<{tag}>{escape(str(one[key]))}</{tag}>"
        for tag, key in (("callSign", "call"), ("vesselType", "kind"), ("vesselFlag", "flag"),
                         ("vesselOwner", "owner"), ("tonnage", "tonnage"),
                         ("grossRegisteredTonnage", "grt")) if one.get(key)
    )  # fmt: skip
    return (
        f"<sdnEntry><uid>{one['ref']}</uid>{name}"
        f"<sdnType>{kinds.get(str(one['type']), 'Entity')}</sdnType><programList>"
        + "".join(f"<program>{p}</program>" for p in one["programmes"])
        + f"</programList><idList>{''.join(numbers)}</idList><akaList>{''.join(also)}</akaList>"
        + (f"<dateOfBirthList><dateOfBirthItem><uid>3</uid><dateOfBirth>{str(born[0])[:4]}"
           "</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>"
           if born else "")
        + (f"<vesselInfo>{vessel}</vesselInfo>" if vessel else "")
        + "</sdnEntry>\n"
    )  # fmt: skip


REFERENCES = (
    """<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
<AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CountryValues><Country ID="11" ISO2="XX">Testland</Country></CountryValues>
<EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType></EntryEventTypeValues>
<DetailReferenceValues><DetailReference ID="705">General Cargo</DetailReference>
</DetailReferenceValues>
<FeatureTypeValues><FeatureType ID="1">Vessel Call Sign</FeatureType><FeatureType ID="2">VESSEL TYPE
</FeatureType><FeatureType ID="3">Vessel Flag</FeatureType><FeatureType ID="4">Vessel Owner
</FeatureType><FeatureType ID="5">Vessel Tonnage</FeatureType><FeatureType ID="6">Vessel Gross
 Registered Tonnage</FeatureType><FeatureType ID="8">Birthdate</FeatureType><FeatureType
 ID="9">Place of Birth</FeatureType><FeatureType
 ID="10">Nationality Country</FeatureType><FeatureType
 ID="24">Former Vessel Flag</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType
 ID="44">Aircraft Manufacturer's Serial Number (MSN)</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1626">Vessel
 Registration Identification</IDRegDocType><IDRegDocType ID="1600">Company Number</IDRegDocType>
</IDRegDocTypeValues>
<LegalBasisValues>%s</LegalBasisValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<LocPartTypeValues><LocPartType ID="1">Unknown</LocPartType><LocPartType ID="1451">ADDRESS1
</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType
 ID="1521">First Name
</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="2"
 PartyTypeID="4">Aircraft</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
<PartyType ID="4">Transport</PartyType></PartyTypeValues>
<RelationTypeValues><RelationType ID="1555">Owned or Controlled By</RelationType>
</RelationTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block
</SanctionsType></SanctionsTypeValues></ReferenceValueSets>
""".replace("Gross\n Reg", "Gross Reg")
    .replace("Place\n of", "Place of")
    .replace("Vessel\n Reg", "Vessel Reg")
)
_BASES = ("Synthetic Order 1", "Synthetic Order 2", "Synthetic Order 3")
_SUBTYPES = {"vessel": "1", "aircraft": "2", "-0- ": "3", "individual": "4"}


def advanced_xml(records: list[dict[str, object]] | None = None) -> bytes:
    """Return SDN_ADVANCED.XML: tables, places, documents, parties, relations, entries."""
    held = RECORDS if records is None else records
    bases = "".join(
        f'<LegalBasis ID="{at}">{text}</LegalBasis>' for at, text in enumerate(_BASES, 1)
    )
    year, month, day = PUBLISHED
    parts = [
        f'<?xml version="1.0" encoding="utf-8"?>\n<Sanctions xmlns="{SPACE}ADVANCED_XML">',
        (f'<DateOfIssue CalendarTypeID="1"><Year>{year}</Year><Month>{month}</Month>'
        f"<Day>{day}</Day></DateOfIssue>\n"),
        REFERENCES.replace("%s", bases),
        "<Locations>", *map(_locations, held), "</Locations>\n",
        "<IDRegDocuments>", *map(_documents, held), "</IDRegDocuments>\n",
        "<DistinctParties>\n", *map(_party, held), "</DistinctParties>\n",
        ('<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="900001" '
        'To-ProfileID="900005" RelationTypeID="1555" Former="false"><Comment />'
        "</ProfileRelationship>"
        "</ProfileRelationships>\n"),
        "<SanctionsEntries>\n", *map(_sanctions, held), "</SanctionsEntries>\n</Sanctions>\n",
    ]  # fmt: skip
    return "".join(parts).encode()


def _date(text: str, tag: str = "Date") -> str:
    year, month, day = text.split("-")
    return f"<{tag}><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></{tag}>"


def _locations(one: dict[str, object]) -> str:
    made = ""
    if one.get("address"):
        street, city, _ = one["address"]
        made += (
            f'<Location ID="7{one["ref"]}"><LocationCountry CountryID="11" /><LocationPart '
            f'LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>{city}</Value>'
            '</LocationPartValue></LocationPart><LocationPart LocPartTypeID="1451">'
            f'<LocationPartValue Primary="true"><Comment /><Value>{street}</Value>'
            "</LocationPartValue></LocationPart></Location>"
        )
    if one.get("nation"):
        made += (
            f'<Location ID="8{one["ref"]}"><LocationPart LocPartTypeID="1"><LocationPartValue '
            f'Primary="true"><Value>{one["nation"]}</Value></LocationPartValue></LocationPart>'
            "</Location>"
        )
    return made


def _documents(one: dict[str, object]) -> str:
    found = [("1626", one.get("imo"), ""), ("1600", one.get("company"), "")]
    if one.get("passport"):
        found.append(("1571", one["passport"][0], ' IssuedBy-CountryID="11"'))
    return "".join(
        f'<IDRegDocument ID="{kind}{one["ref"]}" IDRegDocTypeID="{kind}" IdentityID="5{one["ref"]}"'
        f'{issued} ValidityID="1"><Comment /><IDRegistrationNo>{number}</IDRegistrationNo>'
        "<IssuingAuthority /></IDRegDocument>"
        for kind, number, issued in found
        if number
    )


def _alias(ref: object, kind: str, low: bool, primary: bool, texts: list[list[str]]) -> str:
    documented = "".join(
        "<DocumentedName>" + "".join(
            f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}{ref}">{escape(part)}'
            "</NamePartValue></DocumentedNamePart>"
            for group, part in zip(("1", "2") if len(parts) > 1 else ("3",), parts, strict=True)
        ) + "</DocumentedName>"
        for parts in texts
    )  # fmt: skip
    return (
        f'<Alias FixedRef="{ref}" AliasTypeID="{kind}" Primary="{str(primary).lower()}" '
        f'LowQuality="{str(low).lower()}">{documented}</Alias>'
    )


def _party(one: dict[str, object]) -> str:
    ref = one["ref"]
    person = one["type"] == "individual"
    primary = str(one["name"]).split(", ") if person else [str(one["name"])]
    texts = [primary] + ([[str(one["script"])]] if one.get("script") else [])
    names = _alias(ref, "1403", False, True, texts) + "".join(
        _alias(ref, "1401" if kind == "fka" else "1400", low, False, [[text]])
        for kind, low, text in one.get("also", ())
    )
    groups = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{group}{ref}" NamePartTypeID="{kind}" />'
        "</MasterNamePartGroup>"
        for group, kind in (("1", "1520"), ("2", "1521"), ("3", "1525"))
    )
    features = [("1", one.get("call")), ("3", one.get("flag")), ("4", one.get("owner")),
                ("5", one.get("tonnage")), ("6", one.get("grt")), ("9", one.get("place")),
                ("44", one.get("msn")),
                *(("24", flag) for flag in one.get("former", ()))]  # fmt: skip
    made = "".join(
        f'<Feature FeatureTypeID="{kind}"><FeatureVersion><Comment /><VersionDetail '
        f'DetailTypeID="1432">{escape(str(text))}</VersionDetail></FeatureVersion></Feature>'
        for kind, text in features
        if text
    )
    if one.get("kind"):
        made += ('<Feature FeatureTypeID="2"><FeatureVersion><VersionDetail '
                 'DetailReferenceID="705" /></FeatureVersion></Feature>')  # fmt: skip
    if one.get("born"):
        first, last = one["born"]
        made += (
            '<Feature FeatureTypeID="8"><FeatureVersion><DatePeriod CalendarTypeID="1">'
            f'<Start Approximate="false">{_date(first, "From")}{_date(first, "To")}</Start>'
            f'<End Approximate="false">{_date(last, "From")}{_date(last, "To")}</End>'
            "</DatePeriod></FeatureVersion></Feature>"
        )
    for kind, key, prefix in (("25", "address", "7"), ("10", "nation", "8")):
        if one.get(key):
            made += (f'<Feature FeatureTypeID="{kind}"><FeatureVersion><VersionLocation '
                     f'LocationID="{prefix}{ref}" /></FeatureVersion></Feature>')  # fmt: skip
    return (
        f'<DistinctParty FixedRef="{ref}"><Comment /><Profile ID="{ref}" '
        f'PartySubTypeID="{_SUBTYPES[str(one["type"])]}"><Identity ID="5{ref}" FixedRef="{ref}" '
        f'Primary="true" False="false">{names}<NamePartGroups>{groups}</NamePartGroups></Identity>'
        f"{made}</Profile></DistinctParty>\n"
    )


def _sanctions(one: dict[str, object]) -> str:
    ref = one["ref"]
    events = "".join(
        f'<EntryEvent ID="{at}" EntryEventTypeID="1"'
        + (f' LegalBasisID="{_BASES.index(basis) + 1}"' if basis else "")
        + f"><Comment />{_date(date)}</EntryEvent>"
        for at, (date, basis) in enumerate(one["listed"])
    )
    measures = "".join(
        f'<SanctionsMeasure ID="{at}" SanctionsTypeID="1"><Comment>{name}</Comment>'
        '<DatePeriod CalendarTypeID="1" /></SanctionsMeasure>'
        for at, name in enumerate(one["programmes"])
    )
    return (
        f'<SanctionsEntry ID="{ref}" ProfileID="{ref}" ListID="1550">{events}{measures}'
        '<SanctionsMeasure ID="99" SanctionsTypeID="1705"><Comment /></SanctionsMeasure>'
        "</SanctionsEntry>\n"
    )


def answer(request: Request) -> Reply:
    """Answer like the list service: a redirect to storage, then the file."""
    if request.path.startswith("storage/"):
        return _stored(request.path.removeprefix("storage/"))
    if not request.path.startswith(EXPORTS):
        return Reply(b"not found", "text/plain", 404)
    name = request.path.removeprefix(EXPORTS)
    if _stored(name).status != 200:
        return Reply(b"not found", "text/plain", 404)
    where = f"{request.base}/storage/{name}?X-Amz-Signature=synthetic&X-Amz-Expires=300"
    return Reply(b"", "text/plain", 302, {"Location": where})


def _stored(name: str) -> Reply:
    files = csv_files()
    if name in files:
        return Reply(files[name], "application/octet-stream")
    if name in {"CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV"}:
        role = {
            "PRIM": "SDN.CSV",
            "ALT": "ALT.CSV",
            "ADD": "ADD.CSV",
            "COMMENTS": "SDN_COMMENTS.CSV",
        }
        return Reply(files[role[name[5:-4]]], "application/octet-stream")
    if name in {"SDN.XML", "CONSOLIDATED.XML"}:
        return Reply(plain_xml(), "application/xml")
    if name in {"SDN_ADVANCED.XML", "CONS_ADVANCED.XML"}:
        return Reply(advanced_xml(), "application/xml")
    return Reply(b"not found", "text/plain", 404)
