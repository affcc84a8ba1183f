"""Read the answers of the Korea Customs Service: months, numbers, codes, totals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.shipping.korea_customs import portal
from osint_helpers.collect.shipping.korea_customs.about import MANIFEST

_NUMBERS: Final = {"expDlr": "exports_usd", "impDlr": "imports_usd", "expWgt": "exports_kg",
                   "impWgt": "imports_kg", "expCnt": "exports_count", "impCnt": "imports_count",
                   "balPayments": "balance_usd"}  # fmt: skip
_ADDED: Final = ("exports_usd", "imports_usd", "exports_kg", "imports_kg", "exports_count",
                 "imports_count", "balance_usd")  # fmt: skip
_TEXTS: Final = {"statCd": "country", "statCdCntnKor1": "country_name", "hsCd": "product",
                 "hsCode": "product", "statKor": "product_name"}  # fmt: skip
# call -> fields that must be there, fields that may
_FIELDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "item_country": (("year", "statCd", "hsCd", "expDlr", "impDlr", "expWgt", "impWgt"),
                     ("statCdCntnKor1", "statKor", "balPayments")),
    "items": (("year", "expDlr", "impDlr", "expWgt", "impWgt"),
              ("hsCd", "hsCode", "statKor", "balPayments")),
    "countries": (("year", "statCd", "expDlr", "impDlr"),
                  ("statCdCntnKor1", "expCnt", "impCnt", "expWgt", "impWgt", "balPayments")),
}  # fmt: skip
TOTAL: Final = "총계"
_MONTH: Final = re.compile(r"(\d{4})[.-]?(0[1-9]|1[0-2])", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_NO_CODE: Final = frozenset({"", "-"})


def parse(
    data: bytes, *, call: str = "item_country", tolerated: tuple[str, ...] = ()
) -> tuple[list[dict[str, Any]], portal.Said]:
    """Return the rows of an answer, keyed by the columns of ``TRADE``, and what was noticed.

    A row called ``총계``, and one without any code, is a total: it is held against the sum of the
    other rows and left out.

    Raises
    ------
    SourceRefusedError
        When the result code is not ``00``, which comes with status 200, or there is no XML.
    SchemaChanged
        For a new or missing field, a number that is none, a month of one digit (``2016.1`` can
        be January or October).
    """
    answer = portal.read(data, source=MANIFEST.title)
    required, optional = _FIELDS[call]
    said = portal.Said()
    rows: list[dict[str, Any]] = []
    totals: list[dict[str, Any]] = []
    for at, item in enumerate(answer.items, 1):
        where = f"item {at} of {MANIFEST.title}"
        check_fields(list(item), required, optional, where=where, tolerated=tolerated)
        row = _row(item, call, where)
        if _is_total(item, call):
            totals.append(row)
            continue
        if row["month"] is None:
            raise portal.unread(item["year"], "year", where)
        _restore(row, said)
        rows.append(row)
    portal.compare(rows, totals, _ADDED, said)
    if answer.count is not None and answer.count != len(answer.items):
        said.lacking.append(f"the source counts {answer.count} rows and gave {len(answer.items)}")
    return rows, said


def _is_total(item: Mapping[str, str], call: str) -> bool:
    if any(TOTAL in text for text in item.values()):
        return True
    own = {"item_country": ("statCd", "hsCd"), "items": ("hsCd", "hsCode"),
           "countries": ("statCd",)}[call]  # fmt: skip
    return any(item.get(name, "").strip() in _NO_CODE for name in own if name in item)


def _row(item: Mapping[str, str], call: str, where: str) -> dict[str, Any]:
    row: dict[str, Any] = {"month": _month(item["year"], where)}
    for name, column in _TEXTS.items():
        if name in item:
            text = item[name].strip()
            row[column] = None if text in _NO_CODE else text
    if call == "items" and "hsCd" not in item and "hsCode" not in item:
        raise portal.unread("nothing", "hsCd", where)
    for name, column in _NUMBERS.items():
        row[column] = _number(item[name], name, where) if name in item else None
    return row


def _restore(row: dict[str, Any], said: portal.Said) -> None:
    product = row.get("product")
    if product and product.isdigit() and len(product) % 2:
        row["product"] = f"0{product}"
        note = "product codes with an odd number of digits got their leading zero back"
        if note not in said.notes:
            said.notes.append(note)


def _month(text: str, where: str) -> str | None:
    plain = text.strip()
    found = _MONTH.fullmatch(plain)
    if found:
        return f"{found[1]}-{found[2]}"
    if plain[:1].isdigit():
        raise portal.unread(plain, "year", where)
    return None


def _number(text: str, name: str, where: str) -> float | None:
    plain = text.replace(",", "").strip()
    if plain in _NO_CODE:
        return None
    if _NUMBER.fullmatch(plain) is None or len(plain) > 30:
        raise portal.unread(text, name, where)
    return float(plain)
