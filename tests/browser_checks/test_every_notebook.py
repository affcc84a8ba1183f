"""Every notebook in a real JupyterLab: opened, run, saved; its outputs are the stored ones.

One server and one browser; a notebook at a time, each with a kernel of its own. With
``OSINT_PICTURES=1`` a picture of every cell with an output goes to
``build/jupyterlab/<notebook>/`` for whoever wants to look.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import jupyterlab
from tests.browser import need
from tests.browser_checks.test_jupyterlab import PICTURES, cells
from tests.conftest import REPO

pytestmark = [pytest.mark.browser]

# 01 is run, moved and typed in by test_jupyterlab; 04 needs Java, which its own test asks for.
ELSEWHERE = {jupyterlab.MAYBACH, *(() if shutil.which("java") else ("04-vessel-tracks",))}
NAMES = sorted({one.stem for one in (REPO / "notebooks").glob("*.ipynb")} - ELSEWHERE)
WIDE = """() => {
  const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
  return [...panel.querySelectorAll('.jp-OutputArea-output')]
    .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.innerText.slice(0, 60));
}"""


@dataclass
class Ran:
    """What one notebook left: cells as saved, outputs wider than the window, addresses asked."""

    saved: list[dict[str, Any]]
    wide: list[str]
    abroad: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    need()
    # in a thread of its own: the Chromium of the other checks holds the loop of this one
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(driven, tmp_path_factory.mktemp("lab")).result()


def driven(folder: Path) -> dict[str, Ran]:
    """Open and run one notebook after the other; return what each left."""
    found: dict[str, Ran] = {}
    with jupyterlab.running(folder, NAMES) as lab, jupyterlab.browsing(lab) as page:
        for name in NAMES:
            page.open(f"{name}.ipynb")
            page.run_all()
            page.save()
            if os.environ.get("OSINT_PICTURES") == "1":
                pictures(page, name)
            found[name] = Ran(
                cells(lab.root / f"{name}.ipynb"), page.page.evaluate(WIDE), page.abroad()
            )
            page.shut()
        found["refused"] = Ran([], [], lab.refused())
    return found


def pictures(page: jupyterlab.Page, name: str) -> None:
    """Take a picture of every cell with an output."""
    shutil.rmtree(PICTURES / name, ignore_errors=True)
    shown = page.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.map((c, n) => [c, n])"
        ".filter(([c]) => c.model.type === 'code' && c.model.outputs.length)"
        ".map(([, n]) => n)"
    )
    for cell in shown:
        page.show(cell)
        page.shot(PICTURES / name / f"{cell:03d}.png")


@pytest.mark.parametrize("name", NAMES)
def test_every_output_equals_the_stored_one(ran: dict[str, Ran], name: str) -> None:
    stored = cells(REPO / "notebooks" / f"{name}.ipynb")
    assert [one["source"] for one in ran[name].saved] == [one["source"] for one in stored]
    differing = [
        one["source"]
        for one, other in zip(ran[name].saved, stored, strict=True)
        if one["outputs"] != other["outputs"]
    ]
    assert differing == []
    assert any(one["outputs"] for one in stored)


@pytest.mark.parametrize("name", NAMES)
def test_no_output_is_wider_than_the_window(ran: dict[str, Ran], name: str) -> None:
    assert ran[name].wide == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_was_asked_beyond_this_machine(ran: dict[str, Ran], name: str) -> None:
    assert ran[name].abroad == []


def test_no_kernel_tried_to_reach_beyond_this_machine(ran: dict[str, Ran]) -> None:
    assert ran["refused"].abroad == []
