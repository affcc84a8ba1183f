"""Law in force at a date and place for goods, and red flags. No legal advice, no conclusions.

Every answer keeps apart what is "in force, verified" and what is "to be checked by counsel".
Names load when they are first used. No module bears the name of a function handed on here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Goods": "families",
    "InForce": "standing",
    "Jurisdictions": "states",
    "Leg": "passages",
    "classify": "families",
    "goods": "tables",
    "goods_of": "families",
    "in_force": "standing",
    "jurisdictions": "states",
    "measures": "tables",
    "timeline": "passages",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are the keys above)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name == "flags":  # a room of its own: law.flags.RULES, law.flags.run
        return import_module(f"{__name__}.flags")
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return [*__all__, "flags"]
