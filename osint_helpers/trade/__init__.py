"""Trade statistics read with care: flows to a partner, concentration, unit values, mirror gaps.

A row of trade statistics is what one reporter states of one flow. Nothing here adds up two
statements of one thing, a whole and its parts, or two currencies; what is left out is counted with
its reason. A reporter without a row did not report, withholds, or was not asked for: that is never
zero trade. Country-level statistics cannot show one car, one consignment or one ship.

Names load when they are first used. No module bears the name of a function handed on here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "ConcentrationRule": "shares",
    "FlowRule": "areas",
    "GoodsList": "headings",
    "ListRule": "listing",
    "MirrorRule": "mirrors",
    "Result": "results",
    "RoundTripRule": "returning",
    "STATEMENTS": "statements",
    "SupplierRule": "seen",
    "UnitValueRule": "pricing",
    "catalogue_lists": "listing",
    "choose": "choosing",
    "concentration": "shares",
    "flows": "flowing",
    "goods_list": "headings",
    "goods_of_codes": "headings",
    "lists_on": "listing",
    "mirror_gaps": "mirrors",
    "new_suppliers": "seen",
    "of_comext": "statements",
    "of_comtrade": "statements",
    "of_korea_customs": "korea",
    "round_trip": "returning",
    "unit_values": "pricing",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are the keys above)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return list(__all__)
