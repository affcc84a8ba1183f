"""Follow one serial-numbered item from public records to counsel's desk.

The names a notebook needs are handed on here and load when they are first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_NAMES = {
    "open_case": "osint_helpers.case",
    "lint": "osint_helpers.case",
    "Case": "osint_helpers.case",
    "OsintError": "osint_helpers.errors",
    "DateInterval": "osint_helpers.dates",
    "days_between": "osint_helpers.dates",
    "check_imo": "osint_helpers.identifiers",
    "check_mmsi": "osint_helpers.identifiers",
    "check_container": "osint_helpers.identifiers",
    "check_vin": "osint_helpers.identifiers",
    "check_lei": "osint_helpers.identifiers",
}
_ROOMS = ("reference", "evidence", "collect", "case", "journey", "exhibits", "report")

__all__ = [
    "Case",
    "DateInterval",
    "OsintError",
    "__version__",
    "case",
    "check_container",
    "check_imo",
    "check_lei",
    "check_mmsi",
    "check_vin",
    "collect",
    "days_between",
    "evidence",
    "exhibits",
    "journey",
    "lint",
    "open_case",
    "reference",
    "report",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name or room when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    if name in _ROOMS:
        return import_module(f"osint_helpers.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return sorted(__all__)


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401  (IPython's hook)
    """Let ``Tab`` complete ids of the open case; inside IPython the import does it by itself."""
    import_module("osint_helpers.lab").register(shell)


# Only a shell that runs already is asked: elsewhere IPython is not imported.
if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()) is not None:
    load_ipython_extension(_shell)
