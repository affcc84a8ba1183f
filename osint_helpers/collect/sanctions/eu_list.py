"""The consolidated list of financial sanctions of the European Union, as XML (FSF 1.1)."""

from __future__ import annotations

from collections.abc import Collection
from typing import IO, Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Auth, Manifest, Rate
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.sanctions import days, names, numbers, xmls
from osint_helpers.collect.sanctions.files import Parsed, result
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry

MANIFEST: Final = Manifest(
    name="eu_list",
    kind="sanctions",
    title="Consolidated list of EU financial sanctions (FSF)",
    publisher="European Commission",
    terms="Reuse of Commission documents with attribution. Unconfirmed: taken from memory, the "
    "page of terms was not read.",
    terms_url="https://commission.europa.eu/legal-notice_en",
    licence="attribution",
    attribution="European Commission, consolidated list of persons, groups and entities subject "
    "to EU financial sanctions",
    calls=("consolidated",),
    schema="eu_list/1",
    basis="documented",
    servers={"": "https://webgate.ec.europa.eu/fsd/fsf/public/files"},
    auth=Auth("query", "token", ("EU_FSF_TOKEN",)),
    rate=Rate(
        1, 60.0, "chosen: the file is generated anew for each request, and bursts end in 500"
    ),
    limits=(
        "The Official Journal is the authority, not this file; each entry names its regulation.",
        "No name is marked as the primary one; `name` is the first strong one in the file.",
        "The file holds financial sanctions: of ships under port bans only few are in it.",
        (
            "designationDate is missing for many entries, and then so is listed_on; "
            "publication and entry into force of the regulation stand in legal_basis and may "
            "be those of an amendment, so that they are no date of listing or change; "
            "updated_on is always missing."
        ),
        (
            "Entries that were removed are gone from the file; it gives no date of delisting. "
            "Missing is not 'still listed'."
        ),
        "Not found in this file means not found in this file of this date, and nothing more.",
        (
            "The CSV form is not read: its columns were not confirmed. No reader for typed "
            "transcripts of the annexes of Regulation (EU) 2017/1509 either: no format of them "
            "is documented."
        ),
        (
            "The generation of the file takes more than a minute; status 500 under load and "
            "403 without token are documented by third parties."
        ),
    ),
)
COLUMNS: Final[ByCall] = {"consolidated": LISTINGS}
LIST: Final = "EU FSF"
FILE: Final = "xmlFullSanctionsList_1_1/content"
_ISSUE: Final = ("regulationLanguage", "logicalId")
_PLACE: Final = xmls.words("city zipCode region place countryIso2Code countryDescription")
_ATTRIBUTES: Final = {
    "sanctionEntity": "designationDate designationDetails unitedNationId euReferenceNumber "
    "logicalId",
    "regulation": "regulationType organisationType publicationDate entryIntoForceDate numberTitle "
    "programme logicalId",
    "regulationSummary": "regulationType publicationDate numberTitle publicationUrl",
    "subjectType": "code classificationCode",
    "nameAlias": "firstName middleName lastName wholeName function gender title nameLanguage "
    "strong",
    "citizenship": "region countryIso2Code countryDescription",
    "birthdate": "circa calendarType birthdate dayOfMonth monthOfYear year yearRangeFrom "
    "yearRangeTo",
    "identification": "diplomatic knownExpired knownFalse reportedLost revokedByIssuer issuedBy "
    "issuedDate validFrom validTo latinNumber nameOnDocument number region countryIso2Code "
    "countryDescription identificationTypeCode identificationTypeDescription",
    "address": "street poBox asAtListingTime",
    "contactInfo": "key value",
    "remark": "",
    "publicationUrl": "",
}
_LOCATED: Final = frozenset(("birthdate", "address"))
KNOWN: Final = frozenset(_ATTRIBUTES) | {
    f"{name}@{one}"
    for name, known in _ATTRIBUTES.items()
    for one in (*known.split(), *_ISSUE, *(_PLACE if name in _LOCATED else ()))
}
_KINDS: Final = {"person": "person", "enterprise": "entity", "entity": "entity",
                 "vessel": "vessel", "ship": "vessel", "aircraft": "aircraft"}  # fmt: skip


def consolidated(client: Client) -> Collected:
    """Return the current list; needs the token of the FSF service in ``EU_FSF_TOKEN``.

    Returns
    -------
    Collected
        One row an entry, columns `listing.LISTINGS`.

    Raises
    ------
    KeyMissingError
        Without a token; never in replay.
    SchemaChanged, SourceRefusedError, CollectError
        As `parse` and `Client.ask`.
    """
    got = Gathering(client, MANIFEST, "consolidated", {})
    answer = got.ask(FILE, part="xmlFullSanctionsList_1_1")
    if answer is None:
        return got.collected([], LISTINGS)
    return _gathered(got, file_of(answer), client.tolerated(MANIFEST))


def read(source: Given, *, tolerate: Collection[str] = ()) -> Collected:
    """Return the list from a file, a capture or an answer.

    Parameters
    ----------
    source
        The XML of version 1.1, also packed with gzip.
    tolerate
        New elements, and attributes as ``element@attribute``, to pass over.

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
    """Return the entries of the XML of version 1.1.

    Raises
    ------
    SchemaChanged
        For a new element or attribute, or an entry without reference, subject type or name.
    SourceRefusedError
        When it is no such list.
    """
    parsed = Parsed()
    entries = xmls.Entries(stream, root="export", names=("sanctionEntity",),
                           source="the EU list", parsed=parsed)  # fmt: skip
    for element in entries:
        parsed.entries.append(_entry(element, tolerated))
    parsed.list_date = str(days.read(entries.attributes.get("generationDate"))["text"])
    parsed.notes.append("the file does not state its number of entries")
    undated = sum(not one.listed for one in parsed.entries)
    if undated:
        parsed.notes.append(f"{undated} entries have no designationDate")
    return parsed


def _entry(element: xmls.Element, tolerated: Collection[str]) -> Entry:
    number = xmls.required(element.get("logicalId"), "sanctionEntity@logicalId", "a sanctionEntity")
    ref = days.value(element.get("euReferenceNumber")) or f"logicalId {number}"
    where = f"sanctionEntity {ref} of the EU list"
    xmls.check(element, KNOWN, where=where, tolerated=tolerated)
    entry = Entry(LIST, ref, f"/export/sanctionEntity[@logicalId='{number}']")
    subject = next(xmls.each(element, "subjectType"), None)
    code = xmls.required(
        None if subject is None else subject.get("code"), "subjectType@code", where
    )
    entry.kind = _KINDS.get(code.lower(), "unknown")
    if entry.kind == "unknown":
        entry.say("subjectType", code)
    designated = days.value(element.get("designationDate"))
    if designated:
        entry.listed.append({**days.read(designated), "what": "designationDate"})
    entry.say("designationDetails", element.get("designationDetails"))
    entry.say("unitedNationId", element.get("unitedNationId"))
    entry.say("logicalId", number)
    _regulations(entry, element)
    _names(entry, element, where)
    _person(entry, element)
    _contacts(entry, element)
    entry.remarks = "\n".join(xmls.texts(element, "remark")) or None
    vessel = entry.kind == "vessel"
    entry.identifiers += numbers.in_text(entry.remarks, published="remark", vessel=vessel)
    return entry


def _regulations(entry: Entry, element: xmls.Element) -> None:
    for one in xmls.each(element, "regulation"):
        programme = days.value(one.get("programme"))
        entry.programmes += [programme] if programme else []
        entry.based(one.get("numberTitle"), date=one.get("publicationDate"),
                    in_force=one.get("entryIntoForceDate"),
                    url=xmls.text(one, "publicationUrl"))  # fmt: skip


def _names(entry: Entry, element: xmls.Element, where: str) -> None:
    for one in xmls.each(element, "nameAlias"):
        whole = one.get("wholeName")
        parts = {key: one.get(key) for key in ("firstName", "middleName", "lastName")}
        # the list marks no name as the primary one
        quality = {"true": "strong alias", "false": "weak alias"}.get(one.get("strong"), "alias")
        said = f"strong={one.get('strong', '')}"
        made = names.name(whole, quality, published=said, parts=parts,
                          language=one.get("nameLanguage"),
                          note=xmls.text(one, "remark"))  # fmt: skip
        entry.names.append(made)
        for key in ("function", "title", "gender"):
            entry.say(key, one.get(key))
    xmls.required("1" if any(entry.names) else None, "nameAlias@wholeName", where)


def _country(element: xmls.Element) -> str:
    text = days.value(element.get("countryDescription")) or element.get("countryIso2Code", "")
    return "" if text == "00" else text


def _person(entry: Entry, element: xmls.Element) -> None:
    for one in xmls.each(element, "citizenship"):
        country = _country(one)
        entry.nationalities += [country] if country else []
    for one in xmls.each(element, "birthdate"):
        entry.births.append(_birth(one))
        place = names.joined(
            (*(one.get(key) for key in ("place", "city", "region", "zipCode")), _country(one)), ", "
        )
        entry.birth_places += [place] if place else []
    for one in xmls.each(element, "identification"):
        flags = [key for key in ("diplomatic", "knownExpired", "knownFalse", "reportedLost",
                                 "revokedByIssuer") if one.get(key) == "true"]  # fmt: skip
        note = names.joined((*flags, one.get("issuedBy"), one.get("nameOnDocument"),
                             *xmls.texts(one, "remark")), "; ")  # fmt: skip
        kind = one.get("identificationTypeDescription") or one.get("identificationTypeCode") or ""
        number = (one.get("number") or "").strip() or one.get("latinNumber")
        entry.identifiers.append(numbers.identifier(kind, number, country=_country(one), note=note))


def _birth(one: xmls.Element) -> days.Printed:
    """Return a birth date: whole, in parts, or between two years."""
    soft = one.get("circa") == "true"
    first, last = one.get("yearRangeFrom"), one.get("yearRangeTo")
    if first and last:
        return days.of_ends(first, last, f"{first} to {last}", soft=soft)
    printed = one.get("birthdate")
    if printed:
        return days.read(printed, soft=soft)
    parts = (one.get("year"), one.get("monthOfYear"), one.get("dayOfMonth"))
    raw = "-".join(part for part in parts if part)
    plain = days.of_parts(*parts, raw)
    text = plain["text"]
    return days.of_ends(text, text, raw, soft=True) if soft and text else plain


def _contacts(entry: Entry, element: xmls.Element) -> None:
    for one in xmls.each(element, "address"):
        keys = ("street", "poBox", "place", "city", "zipCode", "region")
        note = "; ".join(xmls.texts(one, "remark"))
        entry.live(names.joined((one.get(key) for key in keys), ", "), _country(one), note)
        for info in xmls.each(one, "contactInfo"):
            kind, value = info.get("key", ""), info.get("value")
            if numbers.type_of(kind) in {"email", "phone", "website"}:
                entry.identifiers.append(numbers.identifier(kind, value))
            else:
                entry.say(f"contactInfo {kind}", value)
