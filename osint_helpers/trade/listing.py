"""Which list of the law holds a kind of goods, on a day and over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TradeError

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.law import Goods

Row = Mapping[str, Any]
JURISDICTIONS: Final = ("UN", "EU", "US", "JP", "KR", "SG")
NAMES_IT: Final = "names the family"
ELSEWHERE: Final = "points to a list that names the family"
EVERY_GOOD: Final = "covers every good"
NO_LIST: Final = "covers luxury goods without a list"
BY_CODE: Final = "is not recorded as naming the family; a code of the instrument holds it"
NOT_NAMED: Final = "is not recorded as naming the family"
NOT_HELD: Final = "points to a list that the table does not hold for these days"
NONE: Final = "no list found in the table"
HOLDS: Final = (NAMES_IT, ELSEWHERE, EVERY_GOOD)
COLUMNS: Final = (
    "asked", "family", "hs", "jurisdiction", "measure", "instrument", "result", "from", "to",
    "verified", "unverified_fields", "instrument_codes", "our_codes", "threshold",
)  # fmt: skip
_LISTS: Final = frozenset(
    {"listed_families", "list_elsewhere", "undefined_luxury", "vehicles_machinery_metals",
     "all_goods"}
)  # fmt: skip
_WHOLE: Final = {"all_goods": EVERY_GOOD, "undefined_luxury": NO_LIST}


@dataclass(frozen=True)
class ListRule(Carded):
    """Which measures of the table of law are lists of goods that may not be sent.

    Attributes
    ----------
    kinds
        Values of ``kind`` in ``measures.csv`` that count (no unit). Designations of persons,
        import bans, inspection and procedure are no lists of goods and are left out. Source:
        the project's reading of the table; to be checked by counsel.
    """

    kinds: tuple[str, ...] = (
        "luxury_goods", "vehicles", "full_export_ban", "full_trade_ban", "trade_suspension",
    )  # fmt: skip


def lists_of(jurisdiction: str, rule: ListRule) -> list[Row]:
    """Return the measures of one jurisdiction that are lists of goods, in order of the table."""
    from osint_helpers.law.tables import records

    return [row for row in records()
            if row["jurisdiction"] == jurisdiction and row["kind"] in rule.kinds
            and row["goods_covered"] in _LISTS and row["effective_from"]]  # fmt: skip


def lists_on(
    day: date,
    goods: str,
    *,
    jurisdictions: Iterable[str] = JURISDICTIONS,
    rule: ListRule = ListRule(),
) -> pd.DataFrame:
    """Return which list of each jurisdiction holds a kind of goods on a day, and which does not.

    Parameters
    ----------
    day
        The day asked for.
    goods
        A family of ``goods.csv`` or an HS code, as in `law.goods_of`; not ``"any"``.
    jurisdictions
        ``UN``, ``EU`` or states.
    rule
        Which measures are lists.

    Returns
    -------
    DataFrame
        ``day`` and the columns ``asked, family, hs, jurisdiction, measure, instrument, result,
        from, to, verified, unverified_fields, instrument_codes, our_codes, threshold``: a row for
        each list in force on the day, and one with an empty measure where none is found.
        ``instrument_codes`` are codes of the instrument that hold the goods, ``our_codes`` those
        of the project's mapping; which family a heading belongs to is the project's mapping too.

    Raises
    ------
    GoodsError, LawError, TradeError
        For goods in no family, a jurisdiction that is none, and ``"any"``.
    """
    import pandas as pd

    frame = catalogue_lists([goods], jurisdictions=jurisdictions, rule=rule)
    on = day.isoformat()
    starts = (frame["from"] != "") & (frame["from"] <= on)
    held = frame[starts & ((frame["to"] == "") | (frame["to"] >= on))]
    missing = [code for code in dict.fromkeys(frame["jurisdiction"])
               if code not in set(held["jurisdiction"])]  # fmt: skip
    asked = _asked(goods)
    rows: list[dict[Any, Any]] = [
        *held.to_dict("records"), *(_none(asked, code) for code in missing)
    ]  # fmt: skip
    order = list(dict.fromkeys(frame["jurisdiction"]))
    rows.sort(key=lambda row: order.index(row["jurisdiction"]))
    return pd.DataFrame([{"day": on, **row} for row in rows], columns=["day", *COLUMNS])


def catalogue_lists(
    goods: Iterable[str],
    *,
    jurisdictions: Iterable[str] = JURISDICTIONS,
    rule: ListRule = ListRule(),
) -> pd.DataFrame:
    """Return which list holds which goods from when to when.

    Parameters, columns and errors are those of :func:`lists_on`, for several kinds of goods and
    without a day. A measure that points to a list elsewhere is two spans where that list begins
    later: what held before is not in the table. A jurisdiction without any
    list has one row with an empty measure. Sorted by goods and jurisdiction as given, then first
    day and measure.
    """
    import pandas as pd

    from osint_helpers.law.states import code_of

    codes = list(dict.fromkeys(code_of(one) for one in jurisdictions))
    found: list[dict[str, Any]] = []
    for text in goods:
        asked = _asked(text)
        for code in codes:
            found += spans(asked, code, rule) or [_none(asked, code)]
    return pd.DataFrame(found, columns=list(COLUMNS))


def spans(asked: Goods, jurisdiction: str, rule: ListRule) -> list[dict[str, Any]]:
    """Return the rows of :func:`catalogue_lists` for one kind of goods and one jurisdiction."""
    from osint_helpers.law.tables import records

    table = {str(row["measure"]): row for row in records()}
    made = [one for row in lists_of(jurisdiction, rule) for one in _spans(row, asked, table)]
    return sorted(made, key=lambda row: (row["from"], row["measure"], row["result"]))


def _asked(text: str) -> Goods:
    from osint_helpers import law
    from osint_helpers.law.families import ANY

    found = law.goods_of(text)
    if found.family == ANY:
        raise TradeError("a list cannot be asked for any goods", advice="name a family or a code")
    return found


def _none(asked: Goods, code: str) -> dict[str, Any]:
    empty = {**dict.fromkeys(COLUMNS, ""), "verified": False, "unverified_fields": (),
             "instrument_codes": (), "our_codes": ()}  # fmt: skip
    return {**empty, "asked": asked.asked, "family": asked.family, "hs": asked.hs,
            "jurisdiction": code, "result": NONE}  # fmt: skip


def _spans(row: Row, asked: Goods, table: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Return a measure as one span, or two: before and after a list it points to begins."""
    start, last = str(row["effective_from"]), str(row["effective_to"])
    lists = [table[name] for name in row["list_in"] if name in table]
    first = max(start, min((str(one["effective_from"]) for one in lists), default=start))
    if row["goods_covered"] != "list_elsewhere" or first == start:
        return [_span(row, asked, _result(row, asked, lists), start, last)]
    eve = date.fromordinal(date.fromisoformat(first).toordinal() - 1).isoformat()
    out = [_span(row, asked, NOT_HELD, start, min(eve, last or eve))]
    if not last or first <= last:
        out.append(_span(row, asked, _result(row, asked, lists), first, last))
    return out


def _result(row: Row, asked: Goods, lists: list[Row]) -> str:
    """Return how a measure holds the goods, once the lists it points to have begun."""
    from osint_helpers.law.standing import applies

    covered = row["goods_covered"]
    if covered in _WHOLE:
        return _WHOLE[covered]
    if covered == "list_elsewhere":
        if not lists:
            return NOT_HELD
        return ELSEWHERE if any(applies(one, asked.family) for one in lists) else NOT_NAMED
    if applies(row, asked.family):
        return NAMES_IT
    return BY_CODE if _hits(row["hs_codes"], asked) else NOT_NAMED


def _span(row: Row, asked: Goods, result: str, start: str, end: str) -> dict[str, Any]:
    return {
        "asked": asked.asked, "family": asked.family, "hs": asked.hs,
        "jurisdiction": row["jurisdiction"], "measure": row["measure"],
        "instrument": row["instrument"], "result": result, "from": start, "to": end,
        "verified": bool(row["verified"]), "unverified_fields": row["unverified_fields"],
        "instrument_codes": _hits(row["hs_codes"], asked),
        "our_codes": _hits(row["hs_mapping_ours"], asked), "threshold": row["threshold"],
    }  # fmt: skip


def _hits(codes: tuple[str, ...], asked: Goods) -> tuple[str, ...]:
    """Return the codes of a measure that hold the code asked for, or a heading of the family."""
    from osint_helpers.law.codes import hits

    if asked.hs:
        return hits(codes, asked.hs)
    met = {code for one in headings()[asked.family] for code in hits(codes, one)}
    return tuple(code for code in codes if code in met)


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Return family -> digits of its headings, the project's own mapping."""
    from osint_helpers import law

    frame = law.goods()
    return {str(family): tuple(one.replace(".", "") for one in hs)
            for family, hs in zip(frame["family"], frame["hs"], strict=True)}  # fmt: skip
