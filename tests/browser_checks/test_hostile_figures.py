"""Hostile text in every free-text field of maps, figures and maps of scenes: nothing runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from osint_helpers import exhibits, open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.report.exporter import CounselExporter
from tests.browser_checks.chromium import Outside
from tests.browser_checks.hostile import PAYLOADS
from tests.browser_checks.test_hostile import opened
from tests.collect.imagery.items import result
from tests.report.synthetic import markdown, node, shown

pytestmark = pytest.mark.browser

BUILDERS = ("route_map", "timeline", "lineage", "network", "scenes_map")
MARK = "HOSTILE-TEXT-GOES-HERE"


def patterns(data: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Return the paths of all texts in a specification, places in lists written as ``*``."""
    if isinstance(data, dict):
        return {p for key, value in data.items() for p in patterns(value, (*path, key))}
    if isinstance(data, list):
        return {p for value in data for p in patterns(value, (*path, "*"))}
    return {path} if isinstance(data, str) else set()


def replaced(data: Any, path: tuple[str, ...], text: str) -> Any:
    """Return a copy in which every text at a path is ``text``."""
    if not path:
        return text if isinstance(data, str) else data
    head, rest = path[0], path[1:]
    if isinstance(data, dict) and head in data:
        return {**data, head: replaced(data[head], rest, text)}
    if isinstance(data, list) and head == "*":
        return [replaced(value, rest, text) for value in data]
    return data


@cache
def marked(builder: str) -> tuple[Exhibit, int]:
    """Return a real exhibit with a mark in every text its kind lets vary, and their number."""
    of = result() if builder == "scenes_map" else open_case("maybach-2018")
    one = getattr(exhibits, builder)(of, "X-1")
    drawn, spec, count = kind(one.kind), one.spec, 0
    for path in sorted(patterns(spec)):
        trial = replaced(spec, path, MARK)
        try:
            drawn.validate(trial)
            drawn.html(Exhibit(one.kind, one.id, one.title, "", trial))
        except (ExhibitError, KeyError, ValueError):
            continue  # an id, a date or a word of a vocabulary: hostile text cannot stand there
        spec, count = trial, count + 1
    return Exhibit(one.kind, one.id, MARK, MARK, spec), count


def with_text(data: Any, text: str) -> Any:
    """Return plain JSON with every mark replaced."""
    if isinstance(data, dict):
        return {key: with_text(value, text) for key, value in data.items()}
    if isinstance(data, list):
        return [with_text(value, text) for value in data]
    return data.replace(MARK, text) if isinstance(data, str) else data


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("name", ["script", "image", "close", "template", "double", "link"])
def test_hostile_figure_stays_a_figure(
    builder: str, name: str, browser: Any, world: Outside, tmp_path: Path
) -> None:
    one, count = marked(builder)
    assert count >= 3
    text = PAYLOADS[name]
    bad = Exhibit(one.kind, one.id, text, text, with_text(one.spec, text))
    made = node(markdown("## 3. Journey map and narrative"), shown(bad))
    page, _ = CounselExporter().from_notebook_node(made)
    path = tmp_path / "figure.html"
    path.write_text(page, encoding="utf-8")
    before = len(world.arrived)
    ran, errors = opened(browser, path)
    assert (ran, errors, world.arrived[before:]) == (0, [], [])
