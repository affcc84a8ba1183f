"""Rows as `comtrade.trade` gives them, read from records of the recorded form. SYNTHETIC values.

Reporters 901 to 903 do not exist, nor do the figures; 408 is the partner of the case.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from osint_helpers import trade
from osint_helpers.collect.columns import frame
from osint_helpers.collect.shipping import comtrade
from tests.collect.fakes import comtrade as fake

KP = 408
NAMES = {
    901: "SYNTHETIC Northland", 902: "SYNTHETIC Southland", 903: "SYNTHETIC Isle",
    KP: "SYNTHETIC partner", 0: "World", 97: "SYNTHETIC union", 899: "SYNTHETIC areas, nes",
}  # fmt: skip
CARS = trade.goods_of_codes(["8703"])


def record(
    reporter: int, flow: str, period: str, value: float | None, weight: float | None = 1000.0,
    *, partner: int = KP, commodity: str = "8703", **other: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return one record with all fields of the recorded answer."""
    base = fake.record(901, flow, 902, period, value, weight)
    return {
        **base, "reporterCode": reporter, "reporterDesc": NAMES[reporter], "partnerCode": partner,
        "partnerDesc": NAMES.get(partner, f"SYNTHETIC {partner}"), "cmdCode": commodity,
        "cmdDesc": "SYNTHETIC goods", "aggrLevel": len(commodity),
        "isLeaf": len(commodity) == 6, **other,
    }  # fmt: skip


def rows(*records: dict[str, Any]) -> pd.DataFrame:
    """Return the frame the collector makes of an answer with these records."""
    text = {"elapsedTime": "0.1 secs", "count": len(records), "data": list(records), "error": ""}
    return frame(comtrade.parse(json.dumps(text).encode()), comtrade.TRADE)


def statements(*records: dict[str, Any]) -> pd.DataFrame:
    """Return the same as statements."""
    return trade.of_comtrade(rows(*records))


def reasons(result: trade.Result) -> dict[str, int]:
    """Return reason -> rows left out."""
    return dict(zip(result.left_out["reason"], result.left_out["rows"], strict=True))
