"""AIS positions at scale: a sorted store, and events out of it.

Names load when they are first used; importing this room costs nothing. Of a name that a module
shares (``gaps`` the function, ``gaps.py`` the module) the function is handed on.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

# One line a name, sorted, so that branches merge.
_NAMES: Final = {
    "CoverageRule": "coverage",
    "DuckDB": "engines",
    "EncounterRule": "encounters",
    "Events": "events",
    "GapRule": "gaps",
    "IdentityRule": "identity",
    "LoiteringRule": "loitering",
    "PortCallRule": "port_calls",
    "QualityRule": "quality",
    "Spark": "engines",
    "Store": "store",
    "coverage": "coverage",
    "encounters": "encounters",
    "gaps": "gaps",
    "identities_of": "identities",
    "identity_conflicts": "identity",
    "import_positions": "importing",
    "loitering": "loitering",
    "open_store": "store",
    "port_calls": "port_calls",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are the keys above)


class _Room(ModuleType):
    """A package whose functions keep their name although a module has the same one.

    Importing ``tracks.gaps`` makes Python bind that module as an attribute here, which would
    hide the function ``gaps`` from then on; that one binding is not taken.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _NAMES and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Room


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return list(__all__)
