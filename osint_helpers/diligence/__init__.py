"""A company's own due diligence: its consignments screened, checked, and written out for counsel.

Names load when they are first used. Nothing here judges anybody: results say what stands in a
file, in a list of a date, in a table of measures, and what could not be tested.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Column": "osint_helpers.diligence.columns",
    "COLUMNS": "osint_helpers.diligence.columns",
    "Consignment": "osint_helpers.diligence.rows",
    "Consignments": "osint_helpers.diligence.reading",
    "Diligence": "osint_helpers.diligence.result",
    "DiligenceRule": "osint_helpers.diligence.result",
    "LaneRule": "osint_helpers.diligence.lanes",
    "Message": "osint_helpers.sheets.messages",
    "ReadRule": "osint_helpers.sheets.raw",
    "annotate": "osint_helpers.diligence.annotated",
    "STEPS": "osint_helpers.diligence.checking",
    "check": "osint_helpers.diligence.checking",
    "example": "osint_helpers.diligence.templates",
    "read": "osint_helpers.diligence.reading",
    "template": "osint_helpers.diligence.templates",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are the keys above)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_NAMES[name]), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return list(__all__)
