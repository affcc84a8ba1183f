"""A list of goods by HS headings, as a list of the law holds it on a day, or of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from osint_helpers._card import Carded
from osint_helpers.dates import DateInterval
from osint_helpers.errors import TradeError

OURS: Final = "our own mapping of the families the law names"
THEIRS: Final = "codes of the instrument"
OWN: Final = "codes chosen by the analyst"
_DIGITS: Final = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,4}", re.ASCII)


@dataclass(frozen=True)
class GoodsList(Carded):
    """Headings of the Harmonized System that count, each with its family.

    Attributes
    ----------
    name
        What the list is, in words.
    basis
        Whose codes these are: the project's own mapping, the instrument's, or the analyst's.
    headings
        Pairs of digits (2, 4, 6, 8 or 10) and family, sorted by digits.
    measures
        The measures behind it; empty for a list of one's own.
    every_good
        Whether a measure in force covers every good as well: then goods outside the list are
        covered too, and the list only says which families are named.
    """

    name: str
    basis: str
    headings: tuple[tuple[str, str], ...]
    measures: tuple[str, ...] = ()
    every_good: bool = False

    def place(self, code: object) -> tuple[str, str] | str:
        """Return heading and family of a product code; ``"coarser"`` or ``"outside"`` if none.

        Of the headings that begin the code the longest decides. A code that begins a heading
        is coarser: it holds goods of the list and others.
        """
        digits = str(code)
        found = [one for one in self.headings if digits.startswith(one[0])]
        if found:
            return max(found, key=lambda one: len(one[0]))
        if digits.isdigit() and any(one.startswith(digits) for one, _ in self.headings):
            return "coarser"
        return "outside"

    @property
    def families(self) -> tuple[str, ...]:
        """The families, each once, in order of their first heading."""
        return tuple(dict.fromkeys(family for _, family in self.headings))


def goods_of_codes(codes: Iterable[str], *, name: str = "codes chosen by hand") -> GoodsList:
    """Return a list of the analyst's own from HS codes (``"8703"``, ``"9101.11"``).

    Raises
    ------
    TradeError
        For a text that is no HS code, a code given twice, and no code at all.
    """
    held: dict[str, str] = {}
    for text in codes:
        digits = text.strip().removeprefix("HS").strip().replace(".", "").replace(" ", "")
        if not _DIGITS.fullmatch(digits):
            raise TradeError(f"{text!r} is no HS code", advice="2, 4, 6, 8 or 10 digits, as text")
        if digits in held:
            raise TradeError(f"HS code {digits} is given twice", advice="name each once")
        held[digits] = _family(digits)
    if not held:
        raise TradeError("a list of goods needs a code", advice="name at least one HS code")
    return GoodsList(name, OWN, tuple(sorted(held.items())))


def goods_list(day: date, jurisdiction: str, *, codes: str = "ours") -> GoodsList:
    """Return the goods the lists of one jurisdiction name on a day.

    Parameters
    ----------
    day
        The day the lists are asked for.
    jurisdiction
        ``UN``, ``EU`` or a state, as in `law.in_force`.
    codes
        ``"ours"``: headings of the families the measures name, which are the project's own
        mapping; ``"instrument"``: only codes the instruments themselves list, without those
        that are remarked on as unverified.

    Raises
    ------
    TradeError
        When no list of that jurisdiction names goods on that day, or ``codes`` is another word.
    LawError
        For a jurisdiction that is none.
    """
    from osint_helpers.law.states import code_of
    from osint_helpers.trade.listing import ListRule, lists_of

    if codes not in {"ours", "instrument"}:
        raise TradeError(f"{codes!r} is no kind of codes", advice="ours or instrument")
    code, on = code_of(jurisdiction), day.isoformat()
    rows = [row for row in lists_of(code, ListRule())
            if row["effective_from"] <= on <= (row["effective_to"] or on)]  # fmt: skip
    headings = _named(day, code) if codes == "ours" else _printed(rows)
    said = f"{code}, {DateInterval.of_day(day).text()}"
    if not headings:
        raise TradeError(
            f"no list of {said} names goods with {'families' if codes == 'ours' else 'codes'}",
            advice="ask for another day or jurisdiction, or give codes with goods_of_codes",
        )
    return GoodsList(
        f"lists of {said}", OURS if codes == "ours" else THEIRS, tuple(sorted(headings.items())),
        tuple(row["measure"] for row in rows),
        any(row["goods_covered"] == "all_goods" for row in rows),
    )  # fmt: skip


def _named(day: date, jurisdiction: str) -> dict[str, str]:
    """Return the headings of the families that lists of a day name."""
    from osint_helpers import law
    from osint_helpers.trade.listing import ELSEWHERE, NAMES_IT, ListRule, headings, spans

    on, found = day.isoformat(), dict[str, str]()
    for family, digits in headings().items():
        held = spans(law.goods_of(family), jurisdiction, ListRule())
        if any(one["result"] in {NAMES_IT, ELSEWHERE} and one["from"] <= on <= (one["to"] or on)
               for one in held):  # fmt: skip
            found |= dict.fromkeys(digits, family)
    return found


def _printed(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the codes of instruments; a range of chapters becomes each of them."""
    from osint_helpers.law.codes import read_code

    found: dict[str, str] = {}
    for row in rows:
        for text in row["hs_codes"]:
            code = read_code(text)
            if code is None or "unverified" in code.remark:
                continue
            size = len(code.low)
            for number in range(int(code.low), int(code.high) + 1):
                digits = f"{number:0{size}d}"
                found[digits] = _family(digits)
    return found


def _family(digits: str) -> str:
    """Return the family of a code in the project's mapping; empty where it has none."""
    from osint_helpers import law
    from osint_helpers.errors import GoodsError

    try:
        return str(law.goods_of(digits).family)
    except GoodsError:
        return ""
