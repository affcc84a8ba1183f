"""A room asked about a case that was not opened: the name of a case becomes advice."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import CaseNotOpenError

_ONE, _MANY = "case", "cases"
_PACKAGE: Final = "osint_helpers."


def only_open(room: dict[str, Any], called: str = "") -> None:
    """Let every public function of a room that takes a case say so when it is given no open one.

    Parameters
    ----------
    room
        ``globals()`` of the room, called when all its names are bound; a function whose first
        parameter is ``case`` or ``cases`` is replaced by itself behind the question.
    called
        How a reader calls the room, where that is not its own name.
    """
    own = room["__name__"]
    called = called or own.removeprefix(_PACKAGE)
    public = room.get("__all__") or [
        name for name, one in room.items()
        if not name.startswith("_") and getattr(one, "__module__", "") == own
    ]  # fmt: skip
    for name in public:
        if inspect.isfunction(room[name]):
            room[name] = asking(room[name], f"{called}.{name}")


def asking(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a function that refuses what is no open case; what takes no case, as it is."""
    first = next(iter(inspect.signature(function).parameters), "")
    if first not in {_ONE, _MANY}:
        return function
    many = first == _MANY

    @functools.wraps(function)
    def ask(*args: Any, **keywords: Any) -> Any:  # noqa: ANN401
        if args or first in keywords:
            refuse_closed(args[0] if args else keywords[first], name, many=many)
        return function(*args, **keywords)

    return ask


def refuse_closed(given: object, name: str, *, many: bool = False) -> None:
    """Refuse a name, a path or nothing in place of an open case.

    Raises
    ------
    CaseNotOpenError
        With the line that opens it.
    """
    if not many:
        if is_closed(given):
            raise _error(given, name, f"{name}({_opened(given)})")
        return
    if is_closed(given):
        raise _error(given, name, f"{name}([{_opened(given)}])")
    if not hasattr(given, "__iter__"):
        raise CaseNotOpenError(
            f"{name}: takes several open cases", advice=f"give a list: {name}([case])"
        )
    closed = [one for one in given if is_closed(one)] if isinstance(given, list | tuple) else []
    if closed:
        raise _error(closed[0], name, f"{name}([{_opened(closed[0])}, …])")


def is_closed(given: object) -> bool:
    """Return whether something is the name or folder of a case, or nothing, and no open case."""
    return given is None or isinstance(given, str | Path)


def _error(given: object, name: str, call: str) -> CaseNotOpenError:
    return CaseNotOpenError(
        f"{name}: {_said(given)} is no open case", advice=f"give what open_case returned: {call}"
    )


def _said(given: object) -> str:
    # a folder is told by its name: a stored notebook says the same on every machine
    return f"the path …/{given.name}" if isinstance(given, Path) else repr(given)


def _opened(given: object) -> str:
    if given is None:
        return "open_case(…)"
    return "open_case(path)" if isinstance(given, Path) else f"open_case({given!r})"
