"""A name or a path where an open case is taken: one kind of error, with the line that opens it."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from osint_helpers import exhibits, journey, open_case
from osint_helpers.case.asked import asking, only_open
from osint_helpers.errors import CaseError, CaseNotOpenError
from osint_helpers.journey import comparison

# Rooms and modules a reader calls with a case.
ROOMS = (
    "case", "case.captured", "case.export", "case.grading", "case.strands", "exhibits", "export",
    "journey", "journey.comparison", "journey.declared", "journey.flags",
)  # fmt: skip


def functions() -> list[tuple[str, Any, str]]:
    """Return (name, function, first parameter) of everything public that takes a case first."""
    found = []
    for room in ROOMS:
        module = import_module(f"osint_helpers.{room}")
        for name in getattr(module, "__all__", [n for n in dir(module) if not n.startswith("_")]):
            one = getattr(module, name)
            if inspect.isfunction(one) and one.__module__.startswith("osint_helpers"):
                first, *_ = [*inspect.signature(one).parameters, ""]
                if first in {"case", "cases"}:
                    found.append((f"{room}.{name}", one, first))
    return found


FUNCTIONS = functions()
every = pytest.mark.parametrize(("name", "function", "first"), FUNCTIONS,
                                ids=[name for name, *_ in FUNCTIONS])  # fmt: skip


def further(function: Any) -> dict[str, None]:
    """Return something for every further argument that must be given."""
    _, *more = inspect.signature(function).parameters.values()
    return {one.name: None for one in more if one.default is one.empty}


def test_the_functions_are_found() -> None:
    names = {name for name, *_ in FUNCTIONS}
    assert {"journey.legs", "journey.flags.facts", "journey.comparison.hubs", "export.kml",
            "case.lint", "case.strands.count", "exhibits.figure_value", "exhibits.strands",
            "journey.declared.declared"} <= names  # fmt: skip
    assert len(names) > 120


@every
@pytest.mark.parametrize("given", ["maybach-2018", Path("SYNTHETIC") / "maybach-2018", None])
def test_a_name_a_path_and_nothing_are_refused_with_advice(
    name: str, function: Any, first: str, given: object
) -> None:
    with pytest.raises(CaseNotOpenError) as caught:
        function(given, **further(function))
    assert "no open case" in caught.value.what
    assert "open_case(" in caught.value.advice
    assert name.rpartition(".")[2] in caught.value.what
    assert "SYNTHETIC" not in str(caught.value)  # a folder is told by its own name


@every
def test_it_is_refused_by_keyword_too(name: str, function: Any, first: str) -> None:
    with pytest.raises(CaseNotOpenError, match=name.rpartition(".")[2]):
        function(**{first: "maybach-2018"}, **further(function))


def test_the_advice_is_a_line_to_copy() -> None:
    with pytest.raises(CaseNotOpenError) as caught:
        journey.legs("maybach-2018")  # type: ignore[arg-type]
    assert caught.value.what == "journey.legs: 'maybach-2018' is no open case"
    assert caught.value.advice == (
        "give what open_case returned: journey.legs(open_case('maybach-2018'))"
    )
    assert isinstance(caught.value, CaseError)
    assert isinstance(caught.value, TypeError)


def test_a_closed_case_among_several_is_refused() -> None:
    case = open_case("demonstration")
    with pytest.raises(CaseNotOpenError, match=r"journey\.comparison\.hubs: 'maybach-2018'"):
        comparison.hubs([case, "maybach-2018"])  # type: ignore[list-item]
    with pytest.raises(CaseNotOpenError, match="takes several open cases"):
        comparison.hubs(case)  # type: ignore[arg-type]
    assert len(comparison.overview([case])) == len(comparison.overview(iter([case])))  # type: ignore[arg-type]


def test_an_open_case_passes_and_the_function_keeps_its_form() -> None:
    case = open_case("demonstration")
    assert journey.legs(case=case) == journey.legs(case)
    assert journey.legs.__name__ == "legs"
    assert list(inspect.signature(journey.legs).parameters) == ["case", "known_on", "apart"]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'case'"):
        journey.legs()  # type: ignore[call-arg]


def test_what_takes_no_case_is_left_alone() -> None:
    def plain(text: str) -> str:
        return text

    assert asking(plain, "room.plain") is plain
    room = {"__name__": "osint_helpers.room", "plain": plain, "__all__": ["plain"]}
    only_open(room)
    assert room["plain"] is plain
    assert exhibits.Exhibit is import_module("osint_helpers.exhibits.exhibit").Exhibit
