"""An error as a notebook tells it: what, where, what to do; the traceback folded away.

IPython asks an exception for its own text (``_render_traceback_``). The first time it gets the
card below; asked again for the same raising, as ``%tb`` does, it gets the whole traceback.
"""

from __future__ import annotations

import linecache
import sys
from typing import TYPE_CHECKING, Any, Final, Protocol

from osint_helpers._plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType, TracebackType

LISTED: Final = 20  # faults of a folder named one by one
_LONGEST: Final = 1000  # characters of one part
_WIDE: Final = 12  # characters of the column of labels
FOLDED: Final = "folded away; run %tb in a cell to see it"


class Advice(Protocol):
    """What this module needs of an `errors.OsintError`, which stands above it."""

    what: str
    advice: str
    file: Path | None
    row: int | None
    column: str | None
    told_of: TracebackType | None
    __traceback__: TracebackType | None


def card(error: Advice) -> list[str]:
    """Return the lines of the card of an error, plain text.

    Only a line of the reader's own cell is quoted, no variable of any frame. Paths are cut to
    their file name, so that a stored notebook says the same on every machine.
    """
    lines = [f"{type(error).__name__}: {_line(error.what)}"]
    lines += [_labelled(label, text) for label, text in _facts(error) if text]
    faults = getattr(error, "faults", ())
    lines += [f"  - {_line(fault.line())}" for fault in faults[:LISTED]]
    if len(faults) > LISTED:
        lines.append(f"  and {len(faults) - LISTED} more; all stand in error.faults")
    lines.append(_labelled("traceback", FOLDED))
    return lines


def told(error: Advice) -> list[str]:
    """Return what IPython prints of an error: the card, or the traceback when asked again."""
    raised = error.__traceback__
    if raised is not None and error.told_of is raised:
        return _whole(error)
    error.told_of = raised
    return card(error)


def _facts(error: Advice) -> Iterator[tuple[str, str]]:
    where = [error.file.name] if error.file is not None else []
    where += [f"row {error.row}"] if error.row is not None else []
    where += [f"column {error.column}"] if error.column else []
    yield "where", ", ".join(where)
    yield "what to do", error.advice
    yield "asked in", _asked(error.__traceback__)


def _labelled(label: str, text: str) -> str:
    return f"  {label:<{_WIDE}}{_line(text)}"


def _line(text: str) -> str:
    return plain(" ".join(text.split()) if text.isprintable() else text, _LONGEST)


def _asked(traceback: TracebackType | None) -> str:
    """Return the innermost line of a cell that led to the error; ``""`` outside a notebook."""
    shell = _shell()
    if shell is None:
        return ""
    found: tuple[FrameType, int] | None = None
    while traceback is not None:
        if shell.compile.format_code_name(traceback.tb_frame.f_code.co_filename) is not None:
            found = (traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next
    if found is None:
        return ""
    name = found[0].f_code.co_filename
    label, cell = shell.compile.format_code_name(name)
    return f"{label} {cell}, line {found[1]}: {linecache.getline(name, found[1]).strip()}"


def _whole(error: Advice) -> list[str]:
    assert isinstance(error, BaseException)  # noqa: S101  (a protocol cannot say it)
    shell = _shell()
    if shell is not None:
        lines: list[str] = shell.InteractiveTB.structured_traceback(
            type(error), error, error.__traceback__
        )
        return lines
    import traceback

    return "".join(traceback.format_exception(error)).splitlines()


def _shell() -> Any:  # noqa: ANN401  (IPython may be absent)
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()
