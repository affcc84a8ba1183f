"""The case room: a folder of plain tables, opened whole, checked, exported.

The names load when they are first used, so that importing the room stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Case": "model",
    "CaseMeta": "meta",
    "CaseFault": "faults",
    "CaseFaults": "faults",
    "Finding": "rules",
    "TABLES": "tables",
    "StrandCount": "strands",
    "case_names": "opening",
    "lint": "rules",
    "open_case": "opening",
}
_MODULES = ("captured", "export", "grading", "strands", "tables")

__all__ = sorted([*_NAMES, *_MODULES])  # noqa: PLE0605  (checked by a test)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name or module when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return getattr(import_module(f"osint_helpers.case.{_NAMES[name]}"), name)
    if name in _MODULES:
        return import_module(f"osint_helpers.case.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return __all__
