"""The percent script of a new case, out of the one template beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_TEMPLATE: Final = Path(__file__).with_name("notebook.txt")
_NAME: Final = "@CASE@"
_STAMP: Final = "@STAMP@"


def script(name: str, *, example: bool = False) -> str:
    """Return the script of the notebook of a case.

    Parameters
    ----------
    name
        Name of the case, checked: nothing else is put into the code.
    example
        Whether the case holds SYNTHETIC rows, so that the notebook says so.
    """
    stamp = "SYNTHETIC example: nothing in this report happened." if example else (
        "What public records say of one item, step by step."
    )  # fmt: skip
    return _TEMPLATE.read_text("utf-8").replace(_NAME, name).replace(_STAMP, stamp)
