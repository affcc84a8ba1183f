"""OFAC's plain XML (SDN.XML, CONSOLIDATED.XML): one element an entry, no date of listing."""

from __future__ import annotations

from collections.abc import Collection
from typing import IO, Final

from osint_helpers.collect.sanctions import days, names, numbers, xmls
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.collect.sanctions.listing import Entry

ROOT: Final = "sdnList"
KNOWN: Final = xmls.words(
    """sdnEntry uid firstName lastName title sdnType remarks programList program idList id idType
    idNumber idCountry issueDate expirationDate akaList aka type category addressList address
    address1 address2 address3 city stateOrProvince postalCode country region nationalityList
    nationality mainEntry citizenshipList citizenship dateOfBirthList dateOfBirthItem dateOfBirth
    placeOfBirthList placeOfBirthItem placeOfBirth vesselInfo callSign vesselType vesselFlag
    vesselOwner tonnage grossRegisteredTonnage"""
)
KINDS: Final = {"individual": "person", "entity": "entity", "vessel": "vessel",
                "aircraft": "aircraft"}  # fmt: skip
# `idType` values that are no numbers; they go to `other`, not among the identifiers.
NOTES: Final = ("gender", "additional sanctions", "secondary sanctions", "transactions prohibited",
                "executive order", "effective date", "listing date", "caatsa", "ifca", "peesa",
                "aircraft model", "aircraft manufacture date", "aircraft operator",
                "vessel year of build", "other vessel flag", "other vessel type", "organization",
                "target type", "nationality of registration", "issuer name", "cmic",
                "purchase/sales", "former vessel flag")  # fmt: skip


def parse(stream: IO[bytes], *, on_list: str, tolerated: Collection[str] = ()) -> Parsed:
    """Return the entries of SDN.XML or CONSOLIDATED.XML; ``Record_Count`` is held against them.

    Raises
    ------
    SchemaChanged
        For a new element, or an entry without ``uid``, ``sdnType`` or ``lastName``.
    SourceRefusedError
        When it is no such list.
    """
    parsed = Parsed()
    count: str | None = None
    entries = xmls.Entries(stream, root=ROOT, names=("publshInformation", "sdnEntry"),
                           source="the XML of OFAC", parsed=parsed)  # fmt: skip
    for element in entries:
        if xmls.local(element) == "publshInformation":
            date = days.read(xmls.text(element, "Publish_Date"), order="mdy")
            parsed.list_date = str(date["text"])
            count = xmls.text(element, "Record_Count")
        else:
            parsed.entries.append(_entry(element, on_list, tolerated))
    parsed.counted(count, "entries")
    return parsed


def _entry(element: xmls.Element, on_list: str, tolerated: Collection[str]) -> Entry:
    ref = xmls.required(xmls.text(element, "uid"), "uid", "an sdnEntry of OFAC")
    where = f"sdnEntry {ref} of OFAC"
    xmls.check(element, KNOWN, where=where, tolerated=tolerated)
    entry = Entry(on_list, ref, f"/{ROOT}/sdnEntry[uid='{ref}']")
    kind = xmls.required(xmls.text(element, "sdnType"), "sdnType", where)
    entry.kind = KINDS.get(kind.lower(), "unknown")
    if entry.kind == "unknown":
        entry.say("sdnType", kind)
    xmls.required(xmls.text(element, "lastName"), "lastName", where)
    entry.names.append(_name(element, "primary", "name"))
    for one in xmls.each(element, "akaList/aka"):
        entry.names.append(_alias(one))
    entry.programmes = [one.strip() for one in xmls.texts(element, "programList/program")]
    for one in xmls.each(element, "idList/id"):
        _number(entry, one)
    _places(entry, element)
    _vessel(entry, element)
    entry.say("title", xmls.text(element, "title"))
    entry.remarks = xmls.text(element, "remarks")
    return entry


def _name(element: xmls.Element, quality: str, published: str) -> dict[str, object] | None:
    given, family = xmls.text(element, "firstName"), xmls.text(element, "lastName")
    return names.name(names.joined((given, family)), quality, published=published,
                      parts={"family": family, "given": given} if given else {})  # fmt: skip


def _alias(element: xmls.Element) -> dict[str, object] | None:
    kind, category = xmls.text(element, "type") or "", xmls.text(element, "category") or ""
    if kind.lower().startswith("f"):
        quality = "previous name"
    else:
        quality = {"strong": "strong alias", "weak": "weak alias"}.get(category.lower(), "alias")
    return _name(element, quality, f"{kind} {category}".strip())


def _number(entry: Entry, element: xmls.Element) -> None:
    kind, number = xmls.text(element, "idType") or "", xmls.text(element, "idNumber")
    if kind.lower().startswith(NOTES):
        entry.say(kind.rstrip(" -:"), number or xmls.text(element, "idCountry"))
        return
    dates = [f"{word} {text}" for word, text in (
        ("issued", xmls.text(element, "issueDate")),
        ("expires", xmls.text(element, "expirationDate")),
    ) if text]  # fmt: skip
    country = xmls.text(element, "idCountry")
    entry.identifiers.append(
        numbers.identifier(kind, number, country=country, note=", ".join(dates))
    )


def _places(entry: Entry, element: xmls.Element) -> None:
    for one in xmls.each(element, "addressList/address"):
        parts = [xmls.text(one, name) for name in
                 ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode",
                  "region")]  # fmt: skip
        entry.live(names.joined(parts, ", "), xmls.text(one, "country"))
    entry.births = [days.read(one) for one in
                    xmls.texts(element, "dateOfBirthList/dateOfBirthItem/dateOfBirth")]  # fmt: skip
    entry.birth_places = xmls.texts(element, "placeOfBirthList/placeOfBirthItem/placeOfBirth")
    entry.nationalities = [
        *xmls.texts(element, "nationalityList/nationality/country"),
        *xmls.texts(element, "citizenshipList/citizenship/country"),
    ]


def _vessel(entry: Entry, element: xmls.Element) -> None:
    sign = xmls.text(element, "vesselInfo/callSign")
    entry.identifiers.append(numbers.identifier("callSign", sign, kind="call_sign"))
    entry.vessel_type = xmls.text(element, "vesselInfo/vesselType")
    entry.flag = xmls.text(element, "vesselInfo/vesselFlag")
    entry.owner = xmls.text(element, "vesselInfo/vesselOwner")
    entry.tonnage = xmls.text(element, "vesselInfo/tonnage")
    entry.gross_tonnage = xmls.text(element, "vesselInfo/grossRegisteredTonnage")
    for one in xmls.each(element, "idList/id"):
        if (xmls.text(one, "idType") or "").lower().startswith("former vessel flag"):
            flag = xmls.text(one, "idNumber") or xmls.text(one, "idCountry")
            entry.former_flags += [flag] if flag else []
