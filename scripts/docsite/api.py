"""API pages: the public names of every room, for autodoc to document.

A room is a package directly below ``osint_helpers`` (its commands apart), a module there, or one
of ``SUBROOMS``. What it hands on is its ``__all__``; without one, what it defines itself.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

from sphinx.pycode import ModuleAnalyzer

import osint_helpers
from osint_helpers.collect import registry
from scripts.docsite.markdown import code, prose, table

PACKAGE: Final = "osint_helpers"
NO_ROOMS: Final = ("cli",)  # their pages are reference/commands
SUBROOMS: Final = (
    "case.captured", "case.grading", "case.quotes", "case.strands", "collect.extras",
    "collect.given", "collect.parties.party", "collect.sanctions.listing", "evidence.exports.prov",
    "evidence.exports.rocrate", "evidence.exports.wacz", "journey.flags", "journey.reach",
    "law.flags", "reference.sea", "screening.ledger", "screening.stored", "tracks.engines",
    "tracks.samples",
)  # fmt: skip
_KINDS: Final = ("flights", "imagery", "news", "parties", "sanctions", "shipping", "vessels")


def rooms() -> list[str]:
    """Return the dotted names of all rooms, the package itself first."""
    below = [one.name for one in pkgutil.iter_modules(osint_helpers.__path__)]
    found = [one for one in below if not one.startswith("_") and one not in NO_ROOMS]
    return [PACKAGE, *(f"{PACKAGE}.{one}" for one in sorted({*found, *SUBROOMS}))]


def public(room: str) -> list[str]:
    """Return the public names of a module: ``__all__``, else what it defines itself."""
    module = import_module(room)
    if hasattr(module, "__all__"):
        return sorted(module.__all__)
    return sorted(
        name for name, one in vars(module).items()
        if not name.startswith("_") and (inspect.isfunction(one) or inspect.isclass(one))
        and one.__module__ == room
    )  # fmt: skip


def is_object(one: object) -> bool:
    """Tell whether autodoc documents it: a function or class, not data or a module."""
    return inspect.isroutine(one) or inspect.isclass(one)


@cache
def _comments(module: str) -> dict[str, str]:
    found = ModuleAnalyzer.for_module(module).find_attr_docs()
    return {name: " ".join(" ".join(lines).split()) for (cls, name), lines in found.items()
            if not cls}  # fmt: skip


def about_data(room: str, name: str) -> str:
    """Return the comment ``#:`` of a name that is data, "" for none; looked for where it is set."""
    value = getattr(import_module(room), name)
    for module in sorted(sys.modules):
        inside = module == room or module.startswith(f"{room}.") or room == PACKAGE
        if inside and module.startswith(PACKAGE):
            held = vars(sys.modules[module]).get(name)
            said = _comments(module).get(name, "") if held is not None else ""
            if said and (held is value or held == value):
                return said
    return ""


def sources() -> dict[str, list[str]]:
    """Return kind -> modules of the public sources, in the order of the registry."""
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for module in registry.MODULES.values():
        found[module.partition(".")[0]].append(f"{PACKAGE}.collect.{module}")
    return found


def undocumented() -> list[str]:
    """Return every public name that says nothing of itself."""
    bad = []
    for room in [*rooms(), *(one for those in sources().values() for one in those)]:
        module = import_module(room)
        if not inspect.getdoc(module):
            bad.append(room)
        for name in public(room):
            one = getattr(module, name)
            if inspect.ismodule(one):
                said: str | None = inspect.getdoc(one)
            elif is_object(one):
                said = one.__doc__
            else:
                said = about_data(room, name) or (room != PACKAGE and room in _SOURCES)
            if not said:
                bad.append(f"{room}.{name}")
    return bad


@cache
def _homes() -> dict[int, str]:
    """Return id of an object -> the name it is documented under: that of the first room."""
    found: dict[int, str] = {}
    for room in [*rooms()[1:], *(one for those in sources().values() for one in those)]:
        for name in public(room):
            one = getattr(import_module(room), name)
            if is_object(one):
                found.setdefault(id(one), f"{room}.{name}")
    return found


def _directives(room: str) -> Iterator[str]:
    module = import_module(room)
    yield f".. py:currentmodule:: {room}"
    for name in public(room):
        one = getattr(module, name)
        full = f"{room}.{name}"
        yield ""
        if is_object(one) and _homes()[id(one)] != full:
            yield f"``{name}`` is :py:obj:`{_homes()[id(one)]}`."
        elif inspect.isclass(one):
            exception = issubclass(one, BaseException)
            yield f".. auto{'exception' if exception else 'class'}:: {full}"
            yield "   :members:"
        elif inspect.isroutine(one):
            yield f".. autofunction:: {full}"
        elif not inspect.ismodule(one):
            yield from _data(room, name, one)


def _data(room: str, name: str, value: object) -> Iterator[str]:
    yield f".. py:data:: {name}"
    yield f"   :type: {type(value).__name__}"
    yield ""
    yield f"   {about_data(room, name)}"


def _names(room: str) -> str:
    """Return one line that leads to every name of a page."""
    held = {name: getattr(import_module(room), name) for name in public(room)}
    return " · ".join(
        f":py:obj:`{name} <{_homes().get(id(one), f'{room}.{name}')}>`"
        for name, one in held.items() if not inspect.ismodule(one)
    )  # fmt: skip


def _head(title: str) -> list[str]:
    return [title, "=" * len(title), ""]


def _doc(module: ModuleType) -> str:
    return re.sub(r"(?<![`:\w])`([^`]+)`(?!`)", r"``\1``", inspect.getdoc(module) or "")


def page(room: str) -> str:
    """Return the page of a room."""
    module = import_module(room)
    lines = [*_head(room), _doc(module), "", _names(room), "", *_directives(room)]
    return "\n".join(lines) + "\n"


def top() -> str:
    """Return the page of the package itself: each handed-on name with the room it is from."""
    rows = []
    for name in public(PACKAGE):
        one = getattr(osint_helpers, name)
        home = one.__name__ if inspect.ismodule(one) else getattr(one, "__module__", "")
        said = inspect.getdoc(one) if is_object(one) or inspect.ismodule(one) else ""
        said = said or about_data(PACKAGE, name)
        rows.append((code(name), code(home), prose(said.partition("\n\n")[0])))
    text = prose(inspect.getdoc(osint_helpers) or "")
    return f"# {PACKAGE}\n\n{text}\n\n" + table(("name", "is from", "what it is"), rows) + "\n"


def kind_page(kind: str, modules: list[str]) -> str:
    """Return the page of the sources of one kind: the functions of every module."""
    title = f"{PACKAGE}.collect.{kind}"
    lines = [*_head(title), "Terms, limits, parameters and columns of each: :doc:`/docs/sources`."]
    for name in modules:
        said = [_doc(import_module(name)), "", _names(name), "", *_directives(name)]
        lines += ["", name, "-" * len(name), "", *said]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, tuple[str, str]]:
    """Return path -> (text, what it is for) of every page of the API."""
    made: dict[str, tuple[str, str]] = {}
    for room in rooms():
        about = prose((inspect.getdoc(import_module(room)) or "").partition("\n")[0])
        if room == PACKAGE:
            made[f"api/{room}.md"] = (top(), about)
        else:
            made[f"api/{room.removeprefix(PACKAGE + '.')}.rst"] = (page(room), about)
    for kind, modules in sources().items():
        names = ", ".join(one.rpartition(".")[2] for one in modules)
        made[f"api/collect.{kind}.rst"] = (kind_page(kind, modules), f"Sources: {names}")
    return made


_SOURCES: Final[frozenset[str]] = frozenset(
    f"{PACKAGE}.collect.{one}" for one in registry.MODULES.values()
)
