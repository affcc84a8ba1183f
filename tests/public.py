"""Which objects a reader of a notebook meets: the classes the rooms hand on or return.

Found from the code: the names of each room's ``__all__``, and the classes named where a public
function, method, property or field of those says what it gives.
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from typing import Any

ROOMS = (
    "case", "collect", "diligence", "evidence", "exhibits", "export", "journey", "law",
    "law.flags", "reference", "report", "screening", "screening.ledger", "tracks",
    "tracks.engines", "dates", "identifiers", "collect.client", "collect.collected",
    "collect.gathering", "collect.parties.party", "collect.imagery.quicklooks",
    "reference.sea", "journey.ways", "case.quotes", "case.strands", "tracks.samples",
    "screening.stored", "trade", "sheets", "journey.comparison",
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w*")


@cache
def imported(module: str) -> dict[str, tuple[str, str]]:
    """Return name -> (module, name) of every import, also those only a type checker makes."""
    tree = ast.parse(inspect.getsource(import_module(module)))
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def named(annotation: object, module: str) -> list[type]:
    """Return the classes of ours an annotation names."""
    if inspect.isclass(annotation):
        return [annotation]
    found = []
    for word in _WORD.findall(str(annotation)):
        value = getattr(import_module(module), word, None)
        if value is None and imported(module).get(word, ("", ""))[0].startswith("osint_helpers"):
            home, name = imported(module)[word]
            value = getattr(import_module(home), name, None)
        if inspect.isclass(value):
            found.append(value)
    return found


def given(thing: Any) -> list[type]:
    """Return the classes that a function, or the public parts of a class, give."""
    if inspect.isclass(thing):
        own = [one for base in reversed(thing.__mro__) for one in vars(base).items()]
        parts = [value for name, value in own if not name.startswith("_")]
        fields = [
            one
            for name, kind in inspect.get_annotations(thing).items()
            if not name.startswith("_")
            for one in named(kind, thing.__module__)
        ]
        return fields + [one for part in parts for one in given(part)]
    function = getattr(thing, "fget", None) or getattr(thing, "func", None) or thing
    function = inspect.unwrap(getattr(function, "__func__", function))
    if not inspect.isfunction(function) or not function.__module__.startswith("osint_helpers"):
        return []
    return named(function.__annotations__.get("return", ""), function.__module__)


def classes() -> list[type]:
    """Return every public class of ours, by name; errors, and words of a vocabulary, are none."""
    waiting: list[Any] = []
    for room in ROOMS:
        module = import_module(f"osint_helpers.{room}")
        names = getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")])
        waiting += [getattr(module, name) for name in names]
    found: set[type] = set()
    while waiting:
        thing = waiting.pop()
        if inspect.isclass(thing):
            if thing in found or not thing.__module__.startswith("osint_helpers"):
                continue
            if issubclass(thing, BaseException) or thing.__name__.startswith("_"):
                continue
            if getattr(thing, "_is_protocol", False):  # no object is of such a class alone
                continue
            found.add(thing)
        waiting += given(thing)
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))
