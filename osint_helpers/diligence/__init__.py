"""A company's own due diligence: its consignments screened, checked, and written out for counsel.

Names load when they are first used. Nothing here judges anybody: results say what stands in a
file, in a list of a date, in a table of measures, and what could not be tested.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Column": "columns",
    "COLUMNS": "columns",
    "Consignment": "rows",
    "Consignments": "reading",
    "Diligence": "result",
    "DiligenceRule": "result",
    "LaneRule": "lanes",
    "Message": "messages",
    "ReadRule": "raw",
    "annotate": "annotated",
    "STEPS": "checking",
    "check": "checking",
    "example": "templates",
    "read": "reading",
    "template": "templates",
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
