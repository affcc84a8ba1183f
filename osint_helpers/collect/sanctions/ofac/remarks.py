"""The remarks of OFAC's CSV form: names, numbers and dates that have no column there.

Items are divided by semicolons, each a label and a value. What is not known stays in the verbatim
remarks and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.listing import Entry

_ALSO: Final = re.compile(r"alt\.\s+", re.I)
_ALIAS: Final = re.compile(r"([afn])\.k\.a\.\s*,?\s*[\"'\u2018](.+?)[\"'\u2019]$", re.I)
# A label ends with one of these words; then comes the number.
_NUMBER: Final = re.compile(
    r"(?P<label>(?:[A-Z][^;:\d]*?)?(?:"
    r"Identification Number IMO|Company Number IMO|Vessel Registration Identification|MMSI|"
    r"Transponder Code|Call Sign|Tail Number|"
    r"Digital Currency Address - [A-Z0-9]+|Registration ID|Registration Identification|"
    r"Passport|SWIFT/BIC|Email Address|Phone Number|Telephone|Fax|Website|"
    r"R\.?F\.?C\.?|C\.U\.R\.P\.|D\.N\.I\.|I\.F\.E\.|SSN|US FEIN|RTN|ID Card|Fiscal Code|"
    r"No\.?|#|Number|Code)"
    r"(?: \((?:MSN|also called[^()]*)\))?)\s*:?\s+(?P<value>\S.*)"
)
_COUNTRY: Final = re.compile(r"\(([^()]+)\)")
_SPAN: Final = re.compile(r"(?<!\s)\s++(?:issued|expires|expired)\b.*", re.I)

_PLAIN: Final[tuple[tuple[str, Callable[[Entry, str], None]], ...]] = (
    ("DOB ", lambda entry, text: entry.births.append(days.read(text))),
    ("POB ", lambda entry, text: entry.birth_places.append(text)),
    ("nationality ", lambda entry, text: entry.nationalities.append(text)),
    ("citizen ", lambda entry, text: entry.nationalities.append(text)),
    ("Former Vessel Flag ", lambda entry, text: entry.former_flags.append(text)),
    ("Other Vessel Flag ", lambda entry, text: entry.say("Other Vessel Flag", text)),
    ("Vessel Year of Build ", lambda entry, text: entry.say("Vessel Year of Build", text)),
    ("Vessel Type ", lambda entry, text: entry.say("Vessel Type", text)),
    ("Vessel Flag ", lambda entry, text: entry.say("Vessel Flag", text)),
    ("Vessel Owner ", lambda entry, text: entry.say("Vessel Owner", text)),
    ("Linked To: ", lambda entry, text: entry.say("Linked To", text)),
    ("Gender ", lambda entry, text: entry.say("Gender", text)),
    ("Additional Sanctions Information - ",
     lambda entry, text: entry.say("Additional Sanctions Information", text)),
    ("Aircraft Model ", lambda entry, text: entry.say("Aircraft Model", text)),
    ("Aircraft Operator ", lambda entry, text: entry.say("Aircraft Operator", text)),
    ("Aircraft Manufacture Date ",
     lambda entry, text: entry.say("Aircraft Manufacture Date", text)),
)  # fmt: skip


def read(entry: Entry, remarks: str) -> None:
    """Put what the remarks name into an entry; the remarks themselves stay verbatim."""
    entry.remarks = remarks
    items = remarks.split(";")
    for number, text in enumerate(items):
        item = text.strip()
        if number == len(items) - 1:
            item = item.removesuffix(".")
        _item(entry, _ALSO.sub("", item, count=1) if _ALSO.match(item) else item)


def _item(entry: Entry, item: str) -> None:
    for label, put in _PLAIN:
        if item.startswith(label):
            put(entry, item[len(label) :].strip())
            return
    if alias := _ALIAS.fullmatch(item):
        quality = "previous name" if alias.group(1).lower() == "f" else "weak alias"
        published = f"{alias.group(1).lower()}.k.a. in remarks"
        entry.names.append(names.name(alias.group(2), quality, published=published))
        return
    found = _NUMBER.match(item)
    if found:
        _number(entry, found.group("label"), found.group("value"))


def _number(entry: Entry, label: str, text: str) -> None:
    """Keep a number; country and dates stand behind it."""
    value = _COUNTRY.split(_SPAN.sub("", text))[0].strip()
    country = _COUNTRY.search(text)
    note = _SPAN.search(text)
    entry.identifiers.append(
        numbers.identifier(
            label,
            value or text,
            country=country.group(1) if country else "",
            note=note.group(0) if note else "",
        )
    )
