"""The Maybach notebook in a real JupyterLab: run, moved, opened, saved; cards, errors, ``Tab``.

One server, one browser, one pass; the tests look at what it left. Pictures go to
``build/jupyterlab/`` for whoever wants to look.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import jupyterlab
from tests.browser import need
from tests.conftest import REPO

pytestmark = [pytest.mark.browser]

PICTURES = REPO / "build" / "jupyterlab"
MAP_CELL = 'exhibits.route_map(case, "C-2", view="region")'
START = """from osint_helpers import journey, open_case

case = open_case("maybach-2018")
case"""
CELLS = [
    START,
    "journey.legs(case)[3]",
    "journey.stops(case)",
    "journey.red_flags(case)[0]",
    "journey.screenings(case)[0]",
    'case.claim("l1_gat")',
]


@dataclass
class Seen:
    """What one pass through JupyterLab left."""

    stored: list[dict[str, Any]]
    saved: list[dict[str, Any]]
    steps: list[str] = field(default_factory=list)
    pins: list[int] = field(default_factory=list)
    popup: str = ""
    shown: list[str] = field(default_factory=list)
    error: str = ""
    inks: dict[str, list[str]] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    taken: str = ""
    abroad: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def cells(path: Path) -> list[dict[str, Any]]:
    """Return source and outputs of every cell; line breaks of the file do not count."""
    import nbformat

    read = nbformat.read(path, as_version=4)
    return [{"source": one.source, "outputs": one.get("outputs", [])} for one in read.cells]


def scratch(root: Path) -> None:
    """Write a notebook with cards, an error, and a cell to type in."""
    import nbformat

    notebook = nbformat.v4.new_notebook()
    # without a kernel named, JupyterLab asks for one
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    notebook.cells = [nbformat.v4.new_code_cell(one) for one in CELLS]
    nbformat.write(notebook, root / "scratch.ipynb")


def move(seen: Seen, page: jupyterlab.Page, cell: int) -> None:
    """Move the time slider of the map and open a stop, as a hand does."""
    page.show(cell)
    frame = page.panel.frame_locator('iframe[title^="Map:"]')
    slider, said = frame.locator("input[type=range]"), frame.locator(".om-bar output")
    slider.wait_for()
    slider.focus()
    for key in ("End", "Home", "ArrowRight", "ArrowRight"):
        page.page.keyboard.press(key)
        seen.steps.append(said.inner_text())
        seen.pins.append(frame.locator(".om-pin").count())
    page.shot(PICTURES / "map-step-3.png")
    frame.locator(".om-pin[aria-label^='Stop 2:']").click()
    seen.popup = frame.locator(".om-pop").inner_text()
    page.shot(PICTURES / "map-stop.png")


def themes(seen: Seen, page: jupyterlab.Page) -> None:
    """Look at cards and error in both themes."""
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        page.theme(theme)
        seen.inks[theme] = page.panel.locator(
            ".jp-RenderedHTML [style*='jp-layout-color0']"
        ).evaluate_all(
            "all => all.map(n => getComputedStyle(n).color + ' on '"
            " + getComputedStyle(n).backgroundColor)"
        )
        for n in (0, 2, 4):
            page.show(n)
            page.shot(PICTURES / f"cards-{n}-{theme.split()[1].lower()}.png")


def complete(seen: Seen, page: jupyterlab.Page) -> None:
    """Type in a new cell and press ``Tab``, then ``Enter``, as a hand does."""
    page.show(len(CELLS) - 1)
    page.run("notebook:insert-cell-below")
    page.run("notebook:enter-edit-mode")
    page.page.keyboard.type('case.claim("l1_d')
    page.page.keyboard.press("Tab")
    offers = page.page.locator(".jp-Completer:not(.jp-mod-hidden) .jp-Completer-match")
    offers.first.wait_for()
    seen.offered = offers.all_inner_texts()
    page.shot(PICTURES / "completer.png")
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(200)
    seen.taken = page.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.activeCell.model"
        ".sharedModel.getSource()"
    )


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    need()
    # in a thread of its own: the Chromium of the other checks holds the loop of this one
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(driven, tmp_path_factory.mktemp("lab")).result()


def driven(folder: Path) -> Seen:
    """Run the notebook and the scratch notebook in a JupyterLab; return what was seen."""
    name = f"{jupyterlab.MAYBACH}.ipynb"
    stored = cells(REPO / "notebooks" / name)
    cell = next(n for n, one in enumerate(stored) if one["source"].startswith(MAP_CELL))
    with jupyterlab.running(folder) as lab:
        scratch(lab.root)
        with jupyterlab.browsing(lab) as page:
            page.open(name)
            page.run_all()
            page.save()
            found = Seen(stored, cells(lab.root / name))
            move(found, page, cell)
            page.open("scratch.ipynb")
            page.run_all()
            found.shown = page.panel.locator(".jp-OutputArea-output").all_inner_texts()
            found.error = page.panel.locator("[data-mime-type*=stderr]").inner_text()
            themes(found, page)
            complete(found, page)
            found.abroad, found.refused = page.abroad(), lab.refused()
    return found


def test_every_output_equals_the_stored_one(seen: Seen) -> None:
    assert [one["source"] for one in seen.saved] == [one["source"] for one in seen.stored]
    differing = [
        one["source"]
        for one, other in zip(seen.saved, seen.stored, strict=True)
        if one["outputs"] != other["outputs"]
    ]
    assert differing == []
    assert sum(bool(one["outputs"]) for one in seen.saved) > 50


def test_nothing_was_asked_beyond_this_machine(seen: Seen) -> None:
    assert seen.abroad == []
    assert seen.refused == []


def test_the_slider_steps_through_the_journey(seen: Seen) -> None:
    end, home, one, two = seen.steps
    last = end.split(" of ")[1].split(":")[0]
    assert end.startswith(f"Step {last} of {last}: ")
    assert [home[:7], one[:7], two[:7]] == ["Step 1 ", "Step 2 ", "Step 3 "]
    assert seen.pins[1] < seen.pins[0]
    assert seen.pins == [seen.pins[0], *sorted(seen.pins[1:])]


def test_a_stop_opens_with_its_facts_and_claims(seen: Seen) -> None:
    assert "Dalian" in seen.popup
    assert "[l1_arr]" in seen.popup


def test_objects_show_as_cards_and_not_as_addresses(seen: Seen) -> None:
    assert "Two armoured Mercedes-Maybach S600 cars" in seen.shown[0]
    assert "strands" in seen.shown[1]
    assert not [text for text in seen.shown if "0x" in text]


def test_cards_take_ink_and_paper_of_the_theme(seen: Seen) -> None:
    dark, light = (set(seen.inks[f"JupyterLab {name}"]) for name in ("Dark", "Light"))
    assert len(dark) == len(light) == 1
    assert dark.isdisjoint(light)


def test_an_error_reads_like_advice(seen: Seen) -> None:
    assert seen.error.startswith("CaseError: no claim 'l1_gat' in case 'maybach-2018'")
    assert "what to do  did you mean l1_gate" in seen.error
    assert len(seen.error.strip().splitlines()) == 4


def test_tab_completes_the_ids_of_the_open_case(seen: Seen) -> None:
    assert [one.split()[0] for one in seen.offered] == ["l1_dep14", "l1_dep20"]
    assert seen.taken == 'case.claim("l1_dep14'
