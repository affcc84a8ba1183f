"""Whose law applies at a place on a day: the UN, the European Union, the state's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from osint_helpers._card import Card, Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError, ReferenceDataError
from osint_helpers.law.days import during
from osint_helpers.law.tables import known_jurisdictions
from osint_helpers.reference.countries import country
from osint_helpers.reference.gazetteer import Place, place
from osint_helpers.reference.provenance import Provenance, package, rows

UNITED_NATIONS: Final = "UN"
UNION: Final = "EU"
# ISO 3166-1 to the code the table of measures uses.
_OWN: Final = {"GB": "UK"}
# The package's list is of VAT prefixes: XI is Northern Ireland, no state.
_NO_STATE: Final = frozenset({"XI"})


@dataclass(frozen=True, slots=True, repr=False)
class Jurisdictions(Carded):
    """Whose law applies.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2 of the place.
    codes
        Jurisdictions that apply as far as the reference data say it, ``UN`` first.
    undetermined
        Jurisdictions for which the data do not say whether they applied on that day.
    text
        Why, in a sentence.
    provenance
        What the answer on the Union rests on.
    """

    country: str
    codes: tuple[str, ...]
    undetermined: tuple[str, ...]
    text: str
    provenance: Provenance

    def _card_(self) -> Card:
        from osint_helpers.law import cards

        return cards.jurisdictions(self)


def jurisdictions(where: str | Place, when: date | DateInterval | None = None) -> Jurisdictions:
    """Return whose law applies at a place or in a country.

    The UN everywhere; the state's own; the Union for its members on that day. Days (or years) of
    accession and withdrawal are taken from ``memberships.csv``; where it holds none the
    Union is ``undetermined`` for a state of the package's undated list of members.

    Parameters
    ----------
    where
        A place of the gazetteer, its code or name, or a country (code or name). A territory
        with a code of its own is judged by that code.
    when
        A day or date; without one a dated membership cannot be decided.

    Raises
    ------
    LawError
        For a text that is neither place nor country.
    """
    alpha2 = _country_of(where)
    span = when if isinstance(when, DateInterval) or when is None else DateInterval.of_day(when)
    member, why, origin = _union(alpha2, span)
    own = _OWN.get(alpha2, alpha2)
    codes = (UNITED_NATIONS, *((UNION,) if member is True else ()), own)
    undetermined = (UNION,) if member is None else ()
    no_row = "" if own in known_jurisdictions() else f"; measures.csv holds no measure of {own}"
    return Jurisdictions(alpha2, codes, undetermined, f"{why}{no_row}", origin)


def code_of(jurisdiction: str) -> str:
    """Return the code of a jurisdiction as the table writes it.

    Raises
    ------
    LawError
        For a text that is neither UN, EU nor the alpha-2 code of a country.
    """
    code = jurisdiction.strip().upper()
    code = _OWN.get(code, code)
    if code in {UNITED_NATIONS, UNION} or code in known_jurisdictions():
        return code
    try:
        found = country(code).alpha2
    except ReferenceDataError:
        found = ""
    if not found or found != code:
        raise LawError(
            f"{jurisdiction!r} is no jurisdiction", advice="UN, EU, or the alpha-2 code of a state"
        )
    return code


def _country_of(where: str | Place) -> str:
    if isinstance(where, Place):
        return where.country
    try:
        return country(where).alpha2
    except ReferenceDataError as not_country:
        try:
            return place(where).country
        except ReferenceDataError as not_place:
            raise LawError(
                f"{where!r} is neither a country nor a place this suite knows",
                advice=not_place.advice or not_country.advice,
            ) from None


def _union(alpha2: str, when: DateInterval | None) -> tuple[bool | None, str, Provenance]:
    """Say whether a country was in the Union: yes, no, or not decided; why; by what data."""
    dated = [
        r for r in rows("memberships.csv") if (r["country"], r["jurisdiction"]) == (alpha2, UNION)
    ]
    listed = package("python-stdnum", "list of member states, undated")
    table = Provenance("cited fact", f"data/reference/memberships.csv, country {alpha2}")
    if dated:
        return *_dated(alpha2, dated, when), table
    if alpha2 in _members():
        why = (
            f"{alpha2} is in the undated list of members of {listed.name} {listed.version}; its "
            f"day of accession is not in the reference data: whether EU law applied on that day "
            f"is to be checked by counsel"
        )
        return None, why, listed
    why = f"{alpha2} is not in the undated list of members of {listed.name} {listed.version}"
    return False, why, listed


def _dated(
    alpha2: str, dated: list[dict[str, str]], when: DateInterval | None
) -> tuple[bool | None, str]:
    spans = "; ".join(
        f"from {r['from'] or 'a day not recorded'} to {r['to'] or 'no day recorded'}, {r['source']}"
        for r in dated
    )
    why = f"memberships.csv, {alpha2} in the Union: {spans}"
    if when is None or when.latest is None:
        return None, f"{why}; no day was given"
    found = [_within(when, r["from"], r["to"]) for r in dated]
    if True in found:
        return True, why
    if all(one is False for one in found):
        return False, why
    return None, f"{why}; whether EU law applied on that day is to be checked by counsel"


def _within(when: DateInterval, start: str, end: str) -> bool | None:
    """Say whether all days lie in a membership; of a first day known to the year, no other."""
    first = DateInterval.of_text(start) if start else DateInterval.none()
    if first.earliest is None or first.latest is None:
        return False if during(when, "", end) == "outside" else None
    if during(when, first.earliest.isoformat(), end) == "outside":
        return False
    return True if during(when, first.latest.isoformat(), end) == "throughout" else None


@cache
def _members() -> frozenset[str]:
    from stdnum.eu import vat

    return frozenset(code.upper() for code in vat.MEMBER_STATES) - _NO_STATE
