"""Measures in force on a day, or over the days a printed date can mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers._card import Card, Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law.codes import hits
from osint_helpers.law.days import Standing, during, law_day
from osint_helpers.law.families import ANY, Goods, goods_of
from osint_helpers.law.states import code_of
from osint_helpers.law.tables import named_by, provenance, records
from osint_helpers.reference.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

VERIFIED: Final = "in force, verified"
TO_CHECK: Final = "to be checked by counsel"
GROUPS: Final = ("verified", "to_check", "crosses", "by_code")
MORE: Final = ("instrument_codes", "our_codes", "text")
# The two rules of the fact file, docs/law.md quotes them.
NOT_LAW: Final = frozenset({"gap", "draft"})
EVERY_FAMILY: Final = frozenset(
    {"all_goods", "undefined_luxury", "procedural", "list_elsewhere", "amendment"}
)
VEHICLES: Final = frozenset(
    {"motor cars", "motorcycles", "snowmobiles", "yachts and pleasure boats"}
)


@dataclass(frozen=True, eq=False, repr=False)
class InForce(Carded):
    """The answer to one question of law.

    Each frame has the columns of :func:`osint_helpers.law.measures` and ``instrument_codes``,
    ``our_codes`` (codes of the measure that hold the HS code asked for) and ``text``.

    Attributes
    ----------
    when, jurisdiction, goods
        What was asked.
    verified
        In force on every day asked for; every field rests on a text that was read.
    to_check
        In force on every day asked for as far as known; to be checked by counsel, because the
        fields in ``unverified_fields`` rest on no text read so far.
    crosses
        Begins or ends within the days asked for, verified or not: whether it was in force
        when the thing happened does not follow from the date.
    by_code
        In force on some day asked for; the rule of families does not name the goods, but a
        code of the measure holds the HS code. Only for a question by HS code; to be checked.
    provenance
        The table and its SHA-256.
    """

    when: DateInterval
    jurisdiction: str
    goods: Goods
    verified: pd.DataFrame
    to_check: pd.DataFrame
    crosses: pd.DataFrame
    by_code: pd.DataFrame
    provenance: Provenance

    @property
    def text(self) -> str:
        """One sentence; where nothing is found it names the table, and claims no more."""
        counts = {group: len(getattr(self, group)) for group in GROUPS}
        return summary(self.when, self.jurisdiction, self.goods, counts)

    def _card_(self) -> Card:
        from osint_helpers.law import cards

        return cards.in_force(self)


def in_force(when: date | DateInterval, jurisdiction: str, goods: str = ANY) -> InForce:
    """Return the measures of one jurisdiction in force at a time for a kind of goods.

    Parameters
    ----------
    when
        A day, or the days a printed date can mean. A month stays a month.
    jurisdiction
        ``UN``, ``EU`` or a state (ISO 3166-1 alpha-2; the United Kingdom as ``UK`` or ``GB``).
    goods
        A family of ``goods.csv``, an HS code, or ``"any"`` (every measure).

    Raises
    ------
    LawError
        Without a date, or for a jurisdiction that is none.
    GoodsError
        For goods in no family.
    """
    import pandas as pd

    span = when if isinstance(when, DateInterval) else DateInterval.of_day(when)
    if span.latest is None:
        raise LawError(
            "no law can be named for a thing without a date",
            advice="give the days between which it happened, however far apart",
        )
    asked, code = goods_of(goods), code_of(jurisdiction)
    found = findings(span, code, asked)
    columns = [*records()[0], *MORE]

    def frame(group: str) -> pd.DataFrame:
        return pd.DataFrame([dict(o.row) for o in found if o.group == group], columns=columns)

    return InForce(span, code, asked, **{g: frame(g) for g in GROUPS}, provenance=provenance())


class Found(NamedTuple):
    """One measure and the group of :class:`InForce` it belongs to."""

    group: str
    row: Mapping[str, Any]


@lru_cache(maxsize=4096)
def findings(when: DateInterval, code: str, asked: Goods) -> tuple[Found, ...]:
    """Return the measures of one jurisdiction that are in force or cross, in table order."""
    rows = (row for row in records() if row["jurisdiction"] == code)
    found = (_found(row, asked, when) for row in rows)
    return tuple(one for one in found if one is not None)


def _found(row: Mapping[str, Any], asked: Goods, when: DateInterval) -> Found | None:
    """Put one measure into its group; ``None`` when it was not in force or is not meant."""
    place = _placed(row, when)
    theirs, ours = (
        hits(row[column], asked.hs) if asked.hs else ()
        for column in ("hs_codes", "hs_mapping_ours")
    )
    meant = applies(row, asked.family)
    if place == "outside" or not (meant or theirs or ours):
        return None
    group = "crosses" if place == "crosses" else "verified" if row["verified"] else "to_check"
    text = _sentence(row, when, place)
    more = {"instrument_codes": theirs, "our_codes": ours, "text": text}
    return Found(group if meant else "by_code", MappingProxyType({**row, **more}))


def summary(when: DateInterval, code: str, asked: Goods, counts: Mapping[str, int]) -> str:
    """Return one sentence; where nothing is found it names the table, and claims no more."""
    words = {
        "verified": VERIFIED,
        "to_check": f"in force as far as known, {TO_CHECK}",
        "crosses": f"beginning or ending within these days, {TO_CHECK}",
        "by_code": f"met by code alone, {TO_CHECK}",
    }
    parts = [f"{counts[group]} {words[group]}" for group in GROUPS if counts[group]]
    said = "; ".join(parts) or f"no measure found in {provenance().text()}"
    return f"{code}, {when.text()}, {asked.family}: {said}"


def applies(measure: Mapping[str, Any], family: str) -> bool:
    """Tell whether a measure applies to a family, by the rule of the fact file."""
    covered = measure["goods_covered"]
    if family == ANY or covered in EVERY_FAMILY:
        return True
    if covered == "listed_families":
        return measure["measure"] in named_by()[family]
    return bool(covered == "vehicles_machinery_metals" and family in VEHICLES)


def _placed(row: Mapping[str, Any], when: DateInterval) -> Standing:
    """Apply the rule of the fact file: no first day, a gap or a draft is never in force."""
    start, end = str(row["effective_from"]), str(row["effective_to"])
    if not start or row["goods_covered"] in NOT_LAW:
        return "outside"
    return during(when, start, end)


def _sentence(row: Mapping[str, Any], when: DateInterval, place: Standing) -> str:
    """Say since when, until when, and how well that is known."""
    start, end = str(row["effective_from"]), str(row["effective_to"])
    if place == "outside":
        return ""
    since = f"from {law_day(start).text()}"
    until = f" to {law_day(end).text()}" if end else ", no end date found"
    fields = row["unverified_fields"]
    names = ", ".join(fields) if isinstance(fields, tuple) else ""
    basis = f"{TO_CHECK}{f' (not verified: {names})' if names else ''}"
    standing = VERIFIED if row["verified"] and place == "throughout" else basis
    crossing = ""
    if place == "crosses":
        crossing = f"; this date lies within {when.text()}, so whether it was in force is open"
    note = f"; note: {row['note']}" if row["note"] else ""
    return f"{row['measure']}, {row['citation']}: {standing}; {since}{until}{crossing}{note}"
