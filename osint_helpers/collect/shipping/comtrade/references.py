"""The code lists of UN Comtrade; no key is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.shipping.comtrade.about import MANIFEST
from osint_helpers.errors import CollectError, SchemaChanged

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client

TABLES: Final[dict[str, str]] = {
    "reporters": "Reporters", "partners": "partnerAreas", "flows": "tradeRegimes",
    "customs": "CustomsCodes", "modes_of_transport": "ModeOfTransportCodes",
    "modes_of_supply": "ModeOfSupply", "units": "QuantityUnits", "frequencies": "Frequency",
    "items": "TradeDataItems", "HS": "HS", **{f"H{n}": f"H{n}" for n in range(7)},
    **{f"S{n}": f"S{n}" for n in range(1, 5)}, "SS": "SS", "B4": "B4", "B5": "B5", "EB": "EB",
    "EB02": "EB02", "EB10": "EB10", "EB10S": "EB10S",
}  # fmt: skip

REFERENCE: Final = (
    Column("code", "text", "", "as questions and records use it"),
    Column("text", "text", "", "in words"),
    Column("iso2", "text", "", "two letters of a country"),
    Column("iso3", "text", "", "three letters of a country"),
    Column("is_group", "flag", "", "whether it is a group of countries: never add to its members"),
    Column("valid_from", "text", "", "as published"),
    Column("valid_to", "text", "", "as published; missing while it is in use"),
    Column("parent", "text", "", "the coarser product code"),
    Column("is_leaf", "flag", "", "whether no finer product code exists"),
    Column("level", "integer", "digits", "level of a product code"),
    Column("unit", "text", "", "usual unit of quantity of a product, or abbreviation of a unit"),
    Column("record", "json", "", "the whole entry as published"),
)
_CODES: Final = ("reporterCode", "PartnerCode", "qtyCode", "id", "dataItem")
_TEXTS: Final = ("text", "reporterDesc", "PartnerDesc", "qtyDescription", "description")
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "iso2": ("reporterCodeIsoAlpha2", "PartnerCodeIsoAlpha2"),
    "iso3": ("reporterCodeIsoAlpha3", "PartnerCodeIsoAlpha3"),
    "valid_from": ("entryEffectiveDate",),
    "valid_to": ("entryExpiredDate",),
    "parent": ("parent",),
    "unit": ("standardUnitAbbr", "qtyAbbr"),
}
_FLAGS: Final = {"1": True, "0": False, 1: True, 0: False}


def reference(client: Client, *, table: str) -> Collected:
    """Return one code list.

    Parameters
    ----------
    table
        A key of ``TABLES``: ``reporters``, ``partners``, ``HS``, ``modes_of_transport`` …

    Returns
    -------
    Collected
        Columns as in ``REFERENCE``; what has no column stands in ``record``.

    Raises
    ------
    CollectError
        For a table the source does not have.
    """
    if table not in TABLES:
        raise CollectError(
            f"{MANIFEST.title} has no table {table!r}", column="table",
            advice=f"one of {', '.join(TABLES)}",
        )  # fmt: skip
    got = Gathering(client, MANIFEST, "reference", {"table": table})
    rows: list[dict[str, Any]] = []
    answer = got.ask(f"files/v1/app/reference/{TABLES[table]}.json", part=table, keyed=False)
    if answer is not None:
        rows = got.read(answer, lambda it: parse(it.data), part=table)
        if not rows and not got.missing:
            got.cut(f"{table}: the list is empty")
    return got.collected(rows, REFERENCE)


def parse(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of a code list, keyed by the columns of ``REFERENCE``.

    Raises
    ------
    SchemaChanged
        When the list, or the code or words of an entry, are not where they were.
    SourceRefusedError, CollectError
        For text, a page or broken JSON.
    """
    value = strictly.json_of(data, source=MANIFEST.title)
    entries = value.get("results") if isinstance(value, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise SchemaChanged("is no list of entries", column="results", advice="look at the answer")
    return [_row(one, at) for at, one in enumerate(entries, 1)]


def _row(entry: dict[str, Any], at: int) -> dict[str, Any]:
    row: dict[str, Any] = {"record": entry}
    for name, sources in (("code", _CODES), ("text", _TEXTS)):
        value = _first(entry, sources)
        if value is None:
            raise SchemaChanged(
                f"is missing in entry {at}", column=name,
                advice="the source changed its code lists: keep the capture, and report it",
            )  # fmt: skip
        row[name] = value
    row |= {name: _first(entry, sources) for name, sources in _NAMES.items()}
    row["is_group"] = _flag(entry, "isGroup")
    row["is_leaf"] = _flag(entry, "isLeaf")
    level = entry.get("aggrLevel")
    if level is not None and (not isinstance(level, int) or not -9 <= level <= 99):
        raise SchemaChanged(f"is {level!r:.40}", column="aggrLevel", advice="look at the answer")
    row["level"] = level
    return row


def _first(entry: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = entry.get(name)
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
    return None


def _flag(entry: dict[str, Any], name: str) -> bool | None:
    value = entry.get(name)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str | int) and value in _FLAGS:
        return _FLAGS[value]
    raise SchemaChanged(f"is {value!r:.40}, neither true nor false", column=name,
                        advice="look at the answer")  # fmt: skip
