"""Collect public records: one module a source, one client, one type of result.

The names a notebook needs are handed on here and load when they are first used. A source is a
module of its kind, as in ``from osint_helpers.collect.shipping import comtrade``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# name -> module of this room it lives in
_NAMES = {
    "Client": "client",
    "Collected": "collected",
    "Column": "columns",
    "Manifest": "manifests",
    "Policy": "retrying",
    "collector": "registry",
    "collectors": "registry",
    "manifest": "registry",
    "manifests": "registry",
}
_KINDS = ("flights", "imagery", "news", "parties", "sanctions", "shipping", "vessels")

__all__ = list(_NAMES)


class _Room(ModuleType):
    """A package whose function ``manifests`` keeps its name although a module has the same one."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _NAMES and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Room


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name or kind when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return getattr(import_module(f"osint_helpers.collect.{_NAMES[name]}"), name)
    if name in _KINDS:
        return import_module(f"osint_helpers.collect.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
