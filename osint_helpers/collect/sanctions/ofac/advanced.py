"""OFAC's advanced XML: the only form with dates of listing, legal bases and original scripts.

Parties, their documents, their places and their sanctions entries stand in four parts of the file
and are joined by id. The file is read as a stream; what is held is the tables, not the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import IO, Final

from osint_helpers.collect.sanctions import days, names, numbers, xmls
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.collect.sanctions.ofac.references import References, of_date, of_period
from osint_helpers.collect.sanctions.ofac.xml_form import NOTES
from osint_helpers.errors import SchemaChanged

ROOT: Final = "Sanctions"
_PARTS: Final = ("DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument",
                 "DistinctParty", "ProfileRelationship", "SanctionsEntry")  # fmt: skip
KNOWN: Final = xmls.words(
    """DateOfIssue Year Month Day Location LocationAreaCode LocationCountry LocationPart
    LocationPartValue Comment Value FeatureVersionReference IDRegDocumentReference IDRegDocument
    IDRegistrationNo IssuingAuthority DocumentDate DatePeriod Start End From To DurationMinimum
    DurationMaximum DocumentedNameReference DocumentMention ProfileReference DistinctParty Profile
    Identity Alias DocumentedName DocumentedNamePart NamePartValue NamePartGroups
    MasterNamePartGroup NamePartGroup Feature FeatureVersion VersionDetail VersionLocation
    IdentityReference SanctionsEntryReference ExternalReference URL SubLink DirectURL
    ProfileRelationship SanctionsEntry EntryEvent Date SanctionsMeasure SupportingEntry
    LimitationsToListing DocumentedNameCountry DocumentedNameLanguage
    YearFrom YearTo"""
)
_KINDS: Final = {"individual": "person", "entity": "entity", "vessel": "vessel",
                 "aircraft": "aircraft"}  # fmt: skip
_ORDER: Final = ("First Name", "Middle Name", "Patronymic", "Nickname", "Last Name", "Matronymic",
                 "Maiden Name")  # fmt: skip
_NUMBERS: Final = frozenset(
    ("imo", "mmsi", "call_sign", "lei", "vin", "icao24", "aircraft_serial", "registration",
     "digital_currency", "swift", "duns", "email", "website", "phone", "tax", "hull")
)  # fmt: skip


class Reader:
    """Reads one file; :meth:`parsed` joins the parts at its end."""

    def __init__(self, *, on_list: str, tolerated: Collection[str]) -> None:
        self._list, self._known = on_list, KNOWN | frozenset(tolerated)
        self._references = References()
        self._out = Parsed()
        self._profiles: dict[str, Entry] = {}
        self._identities: dict[str, Entry] = {}
        self._waiting: list[tuple[str, str, str]] = []
        self._sanctioned: set[str] = set()
        self._events: list[tuple[str, xmls.Element]] = []
        self._orphans: set[str] = set()

    def parse(self, stream: IO[bytes]) -> Parsed:
        """Return the entries of the file."""
        entries = xmls.Entries(stream, root=ROOT, names=_PARTS,
                               source="the advanced XML of OFAC", parsed=self._out)  # fmt: skip
        take: dict[str, Callable[[xmls.Element], None]] = {
            "DateOfIssue": self._issued, "ReferenceValueSets": self._references.take,
            "Location": self._references.place, "IDRegDocument": self._references.document,
            "DistinctParty": self._party, "ProfileRelationship": self._relation,
            "SanctionsEntry": self._sanctions,
        }  # fmt: skip
        for element in entries:
            name = xmls.local(element)
            if name != "ReferenceValueSets":
                self._check(element, name)
            take[name](element)
        return self._joined()

    def _check(self, element: xmls.Element, name: str) -> None:
        tags = {one.tag for one in element.iter()}
        strange = {xmls.local_name(tag) for tag in tags} - self._known
        if strange:
            number = element.get("FixedRef") or element.get("ID") or ""
            raise SchemaChanged(
                f"is new in {name} {number} of OFAC's advanced XML", column=min(strange),
                advice="read what it means, then name it in Client(tolerate=…) or read(tolerate=…)",
            )  # fmt: skip

    def _issued(self, element: xmls.Element) -> None:
        self._out.list_date = of_date(element)

    def _party(self, element: xmls.Element) -> None:
        ref = xmls.required(element.get("FixedRef"), "DistinctParty@FixedRef", "a DistinctParty")
        found = 0
        for profile in xmls.each(element, "Profile"):
            found += 1
            entry = Entry(
                self._list, ref, f"/{ROOT}/DistinctParties/DistinctParty[@FixedRef='{ref}']"
            )
            entry.kind = self._kind(profile, entry)
            entry.remarks = xmls.text(element, "Comment")
            self._profiles[xmls.required(profile.get("ID"), "Profile@ID", ref)] = entry
            for identity in xmls.each(profile, "Identity"):
                self._identities[identity.get("ID", "")] = entry
                self._names(entry, identity)
            for owner in (profile, element):  # both places are in use
                for feature in xmls.each(owner, "Feature"):
                    self._feature(entry, feature)
            self._out.entries.append(entry)
        xmls.required("1" if found else None, "Profile", f"DistinctParty {ref}")

    def _kind(self, profile: xmls.Element, entry: Entry) -> str:
        number = profile.get("PartySubTypeID")
        kind = self._references.text("PartySubType", number)
        if kind.lower() not in _KINDS:  # "Unknown": the type above says more
            parent = self._references.parents.get(number or "")
            kind = self._references.text("PartyType", parent)
        if kind.lower() not in _KINDS:
            entry.say("PartyType", kind)
        return _KINDS.get(kind.lower(), "unknown")

    def _names(self, entry: Entry, identity: xmls.Element) -> None:
        groups = {
            one.get("ID", ""): self._references.text("NamePartType", one.get("NamePartTypeID"))
            for one in xmls.each(identity, "NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in xmls.each(identity, "Alias"):
            kind = self._references.text("AliasType", alias.get("AliasTypeID"))
            low, primary = alias.get("LowQuality") == "true", alias.get("Primary") == "true"
            for number, one in enumerate(xmls.each(alias, "DocumentedName")):
                quality = _quality(kind, low=low, primary=primary and not number)
                said = f"{kind or 'Alias'}{' low quality' if low else ''}"
                entry.names.append(self._name(one, groups, quality, said))

    @staticmethod
    def _name(
        element: xmls.Element, groups: dict[str, str], quality: str, published: str
    ) -> dict[str, object] | None:
        parts: dict[str, str] = {}
        for one in xmls.each(element, "DocumentedNamePart/NamePartValue"):
            kind = groups.get(one.get("NamePartGroupID", ""), "")
            parts[kind] = names.joined((parts.get(kind), one.text))
        order = sorted(parts, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else 99)
        text = names.joined(parts[kind] for kind in order)
        return names.name(text, quality, published=published,
                          parts=parts if len(parts) > 1 else {})  # fmt: skip

    def _feature(self, entry: Entry, feature: xmls.Element) -> None:
        label = self._references.text("FeatureType", feature.get("FeatureTypeID")).strip()
        for version in xmls.each(feature, "FeatureVersion"):
            for period in xmls.each(version, "DatePeriod"):
                date = of_period(period)
                if label == "Birthdate":
                    entry.births.append(date)
                else:
                    entry.say(label, str(date["text"]))
            for place in xmls.each(version, "VersionLocation"):
                text, country = self._references.located(place.get("LocationID"))
                if label.startswith(("Nationality Country", "Citizenship Country")):
                    entry.nationalities += [one for one in (country or text,) if one]
                else:
                    entry.live(text, country, "" if label == "Location" else label)
            for detail in xmls.each(version, "VersionDetail"):
                number = detail.get("DetailReferenceID")
                text = self._references.text("DetailReference", number) if number else detail.text
                if text and text.strip():
                    _detail(entry, label, text.strip())

    def _relation(self, element: xmls.Element) -> None:
        kind = self._references.text("RelationType", element.get("RelationTypeID"))
        former = " (former)" if element.get("Former") == "true" else ""
        first, last = element.get("From-ProfileID", ""), element.get("To-ProfileID", "")
        self._waiting.append((first, f"{kind}{former}", last))

    def _sanctions(self, element: xmls.Element) -> None:
        profile = xmls.required(element.get("ProfileID"), "SanctionsEntry@ProfileID", "an entry")
        entry = self._profiles.get(profile)
        if entry is None:
            self._orphans.add(profile)
            return
        self._sanctioned.add(profile)
        entry.say("List", self._references.text("List", element.get("ListID")))
        for event in xmls.each(element, "EntryEvent"):
            self._event(entry, event)
        for measure in xmls.each(element, "SanctionsMeasure"):
            kind = self._references.text("SanctionsType", measure.get("SanctionsTypeID"))
            comment = days.value(xmls.text(measure, "Comment"))
            if comment and kind in {"Program", ""}:
                entry.programmes.append(comment)
            else:
                entry.say("SanctionsType", names.joined((kind, comment), ": "))

    def _event(self, entry: Entry, event: xmls.Element) -> None:
        kind = self._references.text("EntryEventType", event.get("EntryEventTypeID"))
        date = next((of_date(one) for one in xmls.each(event, "Date")), "")
        printed = {**days.of_ends(date, date, date), "what": kind} if date else None
        if printed and any(word in kind.lower() for word in ("remov", "delet", "delist")):
            entry.delisted = printed
        elif printed:
            entry.listed.append(printed)
        basis = self._references.text("LegalBasis", event.get("LegalBasisID"))
        entry.based(basis if basis != "Unknown" else "", date=date if basis else "")
        entry.say("EntryEvent", xmls.text(event, "Comment"))

    def _joined(self) -> Parsed:
        """Join documents and relations, and say what leads nowhere."""
        out = self._out
        for identity, found in self._references.documents.items():
            entry = self._identities.get(identity)
            if entry is None:
                self._references.lost["IDRegDocument"] += 1
            else:
                entry.identifiers += found
        for first, kind, last in self._waiting:
            if first in self._profiles:
                other = self._profiles.get(last)
                name = other.names[0]["text"] if other and other.names and other.names[0] else ""
                self._profiles[first].say("relation", f"{kind} {name} ({last})")
        self._faults(out)
        return out

    def _faults(self, out: Parsed) -> None:
        if self._orphans:
            out.faults.append(f"{len(self._orphans)} sanctions entries have no party in the file")
        bare = [ref for ref in self._profiles if ref not in self._sanctioned]
        if bare:
            out.faults.append(f"{len(bare)} parties have no sanctions entry in the file")
        for name, count in sorted(self._references.lost.items()):
            out.notes.append(f"{count} references of kind {name} lead nowhere in the file")
        if not out.list_date:
            out.notes.append("the file states no date of issue")


def parse(stream: IO[bytes], *, on_list: str, tolerated: Collection[str] = ()) -> Parsed:
    """Return the entries of an advanced file.

    Raises
    ------
    SchemaChanged
        For a new element, or one without its id.
    SourceRefusedError
        When it is no such list.
    """
    return Reader(on_list=on_list, tolerated=tolerated).parse(stream)


def _quality(kind: str, *, low: bool, primary: bool) -> str:
    if primary:
        return "primary"
    if kind.upper().startswith("F"):
        return "previous name"
    return "weak alias" if low else "strong alias"


def _detail(entry: Entry, label: str, text: str) -> None:
    """Put one feature where it belongs; what has no column goes to `other`."""
    plain = label.lower()
    if plain == "vessel type":
        entry.vessel_type = text
    elif plain == "vessel flag":
        entry.flag = text
    elif plain == "former vessel flag":
        entry.former_flags.append(text)
    elif plain == "vessel owner":
        entry.owner = text
    elif plain == "vessel tonnage":
        entry.tonnage = text
    elif plain == "vessel gross registered tonnage":
        entry.gross_tonnage = text
    elif plain == "place of birth":
        entry.birth_places.append(text)
    elif not plain.startswith(NOTES) and numbers.type_of(label) in _NUMBERS:
        entry.identifiers.append(numbers.identifier(label, text))
    else:
        entry.say(label, text)
