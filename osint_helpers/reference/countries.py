"""Countries by code or exact name, in the scripts of the cases.

Order of answers: the alias table of this project, ISO 3166-1 codes and names, then the names of the
Unicode CLDR in eleven languages. There is no fuzzy search: the usual one puts the DPRK first
for "Korea" and fails on "Korea, North". A name that fits two countries is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.provenance import Provenance, cited, package, rows

LANGUAGES: Final = ("en", "de", "it", "nl", "fr", "cs", "pl", "ru", "ko", "ja", "zh", "zh_Hant")
_APOSTROPHES: Final = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'"})


@dataclass(frozen=True, repr=False)
class Country(Carded):
    """One country or territory of ISO 3166-1.

    Attributes
    ----------
    alpha2, alpha3
        ISO codes.
    name
        English short name of the CLDR ("North Korea").
    official_name
        ISO name ("Democratic People's Republic of Korea").
    names
        Language -> CLDR name.
    provenance
        What recognised the text asked for.
    """

    alpha2: str
    alpha3: str
    name: str
    official_name: str
    names: Mapping[str, str] = field(hash=False)
    provenance: Provenance


def country(text: str) -> Country:
    """Return the country of a code or an exact name.

    Parameters
    ----------
    text
        Alpha-2, alpha-3 or a name; case, spacing and the kind of apostrophe do not matter.

    Raises
    ------
    ReferenceDataError
        When nothing fits, or when the text names several countries ("Korea").
    """
    found = _index().get(_key(text))
    if not found:
        raise ReferenceDataError(
            f"{text!r} is no country code or name this suite knows",
            advice="add a row to data/reference/country_aliases.csv",
        )
    if len(found) > 1:
        raise ReferenceDataError(
            f"{text!r} can mean {' or '.join(sorted(found))}", advice="use the alpha-2 code"
        )
    ((alpha2, origin),) = found.items()
    record = _records()[alpha2]
    names = {language: _territories(language)[alpha2] for language in LANGUAGES}
    return Country(alpha2, record[0], names["en"], record[1], names, origin)


@cache
def _index() -> dict[str, dict[str, Provenance]]:
    """Return key -> alpha-2 -> what says so. An alias outranks every package."""
    index: dict[str, dict[str, Provenance]] = {}
    iso, cldr = package("pycountry", "ISO 3166-1"), package("babel", "CLDR territory names")
    for alpha2, (alpha3, official, *others) in sorted(_records().items()):
        for text in (alpha2, alpha3, official, *others):
            index.setdefault(_key(text), {})[alpha2] = iso
    for language in LANGUAGES:
        for alpha2 in sorted(_records()):
            index.setdefault(_key(_territories(language)[alpha2]), {}).setdefault(alpha2, cldr)
    for row in rows("country_aliases.csv"):
        origin = cited("country_aliases.csv", row["alias"], row["note"])
        index[_key(row["alias"])] = dict.fromkeys(row["alpha2"].split(), origin)
    return index


@cache
def _records() -> dict[str, tuple[str, ...]]:
    """Return alpha-2 -> (alpha-3, official name, other ISO names)."""
    import pycountry

    return {
        entry.alpha_2: (
            entry.alpha_3,
            getattr(entry, "official_name", entry.name),
            entry.name,
            getattr(entry, "common_name", entry.name),
        )
        for entry in pycountry.countries
    }


@cache
def _territories(language: str) -> Mapping[str, str]:
    from babel import Locale

    names: Mapping[str, str] = Locale.parse(language).territories
    return names


def _key(text: str) -> str:
    """Return the form in which names are compared."""
    folded = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    return " ".join(re.sub(r"[\s\u200b]+", " ", folded).split()).strip(" .")
