"""UN Comtrade: what countries state of their trade, by partner, product, month or year.

Country-level statistics cannot show one car: a row is a sum over every consignment of a product
between two countries in a month or a year, as one of the two states it.
"""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.shipping.comtrade.about import MANIFEST, SENTENCE, TRADE
from osint_helpers.collect.shipping.comtrade.calls import preview, tariff_lines, trade
from osint_helpers.collect.shipping.comtrade.mirroring import CIF_FOB, MIRROR, mirror
from osint_helpers.collect.shipping.comtrade.reading import parse
from osint_helpers.collect.shipping.comtrade.references import REFERENCE, TABLES, reference
from osint_helpers.collect.shipping.comtrade.totals import PARTS, totals

__all__ = [
    "CIF_FOB", "COLUMNS", "MANIFEST", "MIRROR", "PARTS", "REFERENCE", "SENTENCE", "TABLES", "TRADE",
    "mirror", "parse", "preview", "reference", "tariff_lines", "totals", "trade",
]  # fmt: skip

COLUMNS: Final[ByCall] = {
    "trade": TRADE,
    "tariff_lines": TRADE,
    "preview": TRADE,
    "reference": REFERENCE,
}
