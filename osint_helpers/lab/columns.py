"""A misspelt column of a frame: one line of advice below the traceback, which stays as it is."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Final

_PANDAS: Final = "pandas."
# How pandas words a list: ['a', 'b'] and "not in index", "None of [Index(['a'], …)] are in" …
_SEVERAL: Final = re.compile(r"(?:None of )?\[(?:Index\(\[)?'([^']*)'.*\b(?:not|are) ")


def tell(
    shell: Any,  # noqa: ANN401  (IPython is untyped here)
    etype: type[BaseException],
    value: BaseException,
    raised: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Show an error as IPython does, with a note where a column was misspelt.

    IPython's handler of a kind of error (``set_custom_exc``).
    """
    note = advice(value, raised)
    if note and note not in getattr(value, "__notes__", ()):
        value.add_note(note)
    shell.showtraceback((etype, value, raised), tb_offset=tb_offset)


def advice(value: BaseException, raised: TracebackType | None) -> str:
    """Return what to write instead of a column that a frame lacks; ``""`` where it is no such slip.

    The frame is the one whose method the reader's own code called; nothing of it is quoted but
    the names of its columns.
    """
    frame = _asked(raised)
    if frame is None or not value.args:
        return ""
    names = [one for one in frame.columns if isinstance(one, str)]
    missing = _missing(value.args[0], names)
    if not missing:
        return ""
    from osint_helpers._near import did_you_mean

    return f"there is no column {missing!r}; {did_you_mean(missing, names)}"


def _asked(raised: TracebackType | None) -> Any:  # noqa: ANN401  (a frame of pandas, or None)
    """Return the frame on whose method the traceback leaves our code and enters pandas."""
    found: Any = None
    while raised is not None and found is None:
        inner = raised.tb_frame
        if str(inner.f_globals.get("__name__", "")).startswith(_PANDAS):
            found = inner.f_locals.get("self")  # a decorator of pandas has none
        raised = raised.tb_next
    # a frame has columns; a series, an indexer of rows or an index has none
    return found if type(found).__name__ == "DataFrame" else None


def _missing(told: object, names: list[str]) -> str:
    """Return the name that is lacking, of several the first."""
    if not isinstance(told, str) or told in names:
        return ""
    several = _SEVERAL.match(told)
    return several[1] if several else told
