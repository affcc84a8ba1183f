"""Eurostat Comext: trade of the EU member states by product of up to eight digits and month."""

from __future__ import annotations

from osint_helpers.collect.shipping.comext.about import (
    CODES,
    COLUMNS,
    DATASET,
    MANIFEST,
    STRUCTURE,
    TRADE,
    UNITS,
)
from osint_helpers.collect.shipping.comext.calls import codes, structure, trade
from osint_helpers.collect.shipping.comext.observations import parse

__all__ = [
    "CODES", "COLUMNS", "DATASET", "MANIFEST", "STRUCTURE", "TRADE", "UNITS", "codes", "parse",
    "structure", "trade",
]  # fmt: skip
