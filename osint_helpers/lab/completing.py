"""Ids of the open case for the argument under the cursor."""

from __future__ import annotations

import ast
import inspect
import re
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import OsintError
from osint_helpers.lab import ids
from osint_helpers.lab.spots import Spot, spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from osint_helpers.lab.ids import Offer

_OURS: Final = "osint_helpers"
_DOTTED: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def complete(context: Any, names: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Return what IPython's matchers return: the ids that fit, in the order of their table.

    Parameters
    ----------
    context
        IPython's ``CompletionContext``.
    names
        The names of the notebook. They are looked up; no code of a cell runs.
    """
    from IPython.core.completer import SimpleCompletion

    lines = context.full_text.split("\n")
    before = [*lines[: context.cursor_line], lines[context.cursor_line][: context.cursor_position]]
    found = spot("\n".join(before))
    offer = None if found is None else offered(found, names)
    if found is None or offer is None:
        return {"completions": [], "suppress": False}
    return {
        "completions": [SimpleCompletion(one, type=offer.kind) for one in fits(offer, found.typed)],
        "matched_fragment": found.typed,
        "ordered": True,
        "suppress": True,
        "do_not_suppress": {"IPCompleter.file_matcher"} if offer.also_files else set(),
    }


def fits(offer: Offer, typed: str) -> list[str]:
    """Return the ids that begin with what is typed; without one, those that hold it."""
    begin = [one for one in offer.values if one.startswith(typed)]
    return begin or [one for one in offer.values if typed.lower() in one.lower()]


def offered(found: Spot, names: Mapping[str, Any]) -> Offer | None:
    """Return the ids an argument can take; ``None`` when it is none of ours."""
    if found.subscript:
        holder, _, table = found.callee.rpartition(".")
        return ids.of_table(_looked_up(holder, names), table)
    called = _looked_up(found.callee, names)
    function = inspect.unwrap(getattr(called, "__func__", called))
    if not inspect.isfunction(function) or not function.__module__.startswith(_OURS):
        return None
    given = _given(function, called, found, names)
    name = found.keyword or _name_of(function, called, found.position)
    if name not in inspect.signature(function).parameters:
        return None
    try:
        return ids.of_argument(function, name, given)
    except OsintError:  # the case cannot answer; a later cell will say why
        return None


def _looked_up(dotted: str, names: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Return what a dotted name stands for; ``None`` unless each step is a module or ours."""
    first, *rest = dotted.split(".")
    holder = names.get(first)
    for step in rest:
        if isinstance(holder, ModuleType):
            holder = getattr(holder, step, None) if holder.__name__.startswith(_OURS) else None
        elif type(holder).__module__.startswith(_OURS) and inspect.isfunction(
            inspect.getattr_static(type(holder), step, None)
        ):
            holder = getattr(holder, step)
        else:
            return None
    return holder


def _parameters(function: Any, called: Any) -> list[inspect.Parameter]:  # noqa: ANN401
    """Return the parameters that can be given by position, ``self`` left out."""
    listed = [
        one
        for one in inspect.signature(function).parameters.values()
        if one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD}
    ]
    return listed[1:] if inspect.ismethod(called) else listed


def _name_of(function: Any, called: Any, position: int) -> str:  # noqa: ANN401
    listed = _parameters(function, called)
    return listed[position].name if position < len(listed) else ""


def _given(function: Any, called: Any, found: Spot, names: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Return the arguments before the cursor whose value is a name or a plain value."""
    given: dict[str, Any] = {"case": called.__self__} if inspect.ismethod(called) else {}
    for position, text in enumerate(found.given):
        keyword, equals, value = text.partition("=")
        by_name = bool(equals) and keyword.strip().isidentifier()
        name = keyword.strip() if by_name else _name_of(function, called, position)
        written = value.strip() if by_name else text
        if _DOTTED.fullmatch(written):
            given[name] = names.get(written)
        else:
            given[name] = _literal(written)
    return given


def _literal(text: str) -> Any:  # noqa: ANN401
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None  # not a plain value: it takes no part
