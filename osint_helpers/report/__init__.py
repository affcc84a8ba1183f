"""From a notebook to the file counsel opens: build, guard, HTML, PDF, comparison.

The names load when they are first used, so that importing the package stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint_helpers.report.compare import changes, check
    from osint_helpers.report.diligence import write_diligence
    from osint_helpers.report.files import ReportFiles, write_report
    from osint_helpers.report.notebook import build_notebook
    from osint_helpers.report.page import to_html
    from osint_helpers.report.pdf import to_pdf, warm
    from osint_helpers.report.rules import guard

_NAMES = {
    "ReportFiles": "files",
    "build_notebook": "notebook",
    "changes": "compare",
    "check": "compare",
    "guard": "rules",
    "to_html": "page",
    "to_pdf": "pdf",
    "warm": "pdf",
    "write_diligence": "diligence",
    "write_report": "files",
}

__all__ = [
    "ReportFiles",
    "build_notebook",
    "changes",
    "check",
    "guard",
    "to_html",
    "to_pdf",
    "warm",
    "write_diligence",
    "write_report",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a name when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return sorted(__all__)
