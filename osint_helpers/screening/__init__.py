"""Screening: what lists said on a day, and whether two descriptions can be of one thing.

Names load when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Answer": "records",
    "Candidate": "records",
    "Counts": "snapshots",
    "Feature": "values",
    "Hit": "index",
    "Identifier": "values",
    "Index": "index",
    "Judgement": "ledger",
    "Ledger": "ledger",
    "ListDateMissingError": "snapshots",
    "Match": "values",
    "MatchRule": "values",
    "Name": "values",
    "NoList": "views",
    "Prepared": "preparing",
    "Rarity": "values",
    "Screening": "records",
    "ScreeningError": "values",
    "Snapshot": "snapshots",
    "Subject": "values",
    "View": "views",
    "as_of": "views",
    "compare": "matching",
    "compare_prepared": "matching",
    "prepare": "preparing",
    "rarity": "index",
    "read_list": "snapshots",
    "screen": "records",
    "subjects": "listings",
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
