"""Korea Customs Service: what went between Korea and another country, by product and month."""

from __future__ import annotations

from osint_helpers.collect.shipping.korea_customs.about import COLUMNS, MANIFEST, TRADE
from osint_helpers.collect.shipping.korea_customs.calls import countries, item_country, items
from osint_helpers.collect.shipping.korea_customs.reading import parse

__all__ = ["COLUMNS", "MANIFEST", "TRADE", "countries", "item_country", "items", "parse"]
