"""Distances by sea as intervals, over an own water graph. See ``docs/sea.md``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "CLOSED": "passages",
    "Distances": "ranges",
    "PASSAGES": "passages",
    "Passage": "passages",
    "SeaRoute": "routing",
    "distances": "ranges",
    "provenance": "data",
    "route": "routing",
    "water": "shading",
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
