"""The supply picture: bounds keep their words, nothing is converted, no trade is claimed."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.exhibits import from_json
from osint_helpers.report import check, to_html
from tests.conftest import REPO

CASE = "luxury-sources-2015-2017"
NOTEBOOK = REPO / "notebooks" / f"06-{CASE}.ipynb"
MIME = "application/vnd.osint-helpers.exhibit+json"


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The exhibits of the notebook as stored, by id."""
    cells = json.loads(NOTEBOOK.read_text("utf8"))["cells"]
    outputs = [out["data"] for one in cells for out in one.get("outputs", []) if "data" in out]
    made = [from_json(data[MIME]) for data in outputs if MIME in data]
    return {one.id: one for one in made}


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(NOTEBOOK)


def test_strict_nbval_of_the_notebook():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env",
         "--nbval-cell-timeout=300", "-p", "no:xdist", "-o", "filterwarnings=", "-q",
         str(NOTEBOOK)],
        cwd=REPO, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_changed_price_is_noticed_and_the_exhibits_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    data = tmp_path / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / CASE / "claims.csv"
    text = path.read_text("utf8")
    assert text.count('"About 1,185 US dollars"') == 1
    path.write_text(text.replace('"About 1,185 US dollars"', '"About 1,186 US dollars"'), "utf8")
    monkeypatch.setenv("OSINT_DATA", str(data))
    assert {"B-2", "D-7"} <= {line.split()[1] for line in check(NOTEBOOK)}


def test_a_second_build_is_the_same_bytes(tmp_path: Path):
    notebooks = tmp_path / "some where" / "notebooks"
    notebooks.mkdir(parents=True)
    shutil.copy(NOTEBOOK.with_suffix(".py"), notebooks)
    done = subprocess.run(
        [sys.executable, "-m", "osint_helpers", "notebook", CASE, "--notebooks", str(notebooks)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": "31337", "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = hashlib.sha256((notebooks / NOTEBOOK.name).read_bytes()).hexdigest()
    assert made == hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()


def test_the_bounds_are_never_printed_bare(page: str):
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    for found in re.finditer(r"\b90 countries", text):
        before = text[max(0, found.start() - 30) : found.start()].lower()
        assert "as many as" in before or "list of the" in before, before
    for found in re.finditer(r"191 million", text):
        before = text[max(0, found.start() - 30) : found.start()].lower()
        assert "at least" in before or ">=" in before or "behind" in before, before


def test_the_one_bound_is_not_divided_by_the_other(page: str):
    assert not re.search(r"2\.1[0-9]? million", page)  # 191 million over 90


def test_trade_is_not_recorded_and_says_so_in_every_form(shown: dict[str, Any]):
    forms = [one for name, one in shown.items() if name.startswith("T-") and name != "T-1"]
    assert len(forms) == 7
    assert all("Not recorded" in one.to_html() for one in forms)
    assert not shown["T-2"].spec["recorded"]
    assert shown["T-2"].spec["years"] == list(range(2012, 2019))


def test_the_impossible_figure_stands_as_contradicted_wherever_it_stands(shown: dict[str, Any]):
    for one in shown.values():
        if one.kind != "table":
            continue
        for row in one.spec["rows"]:
            for cell in row:
                if "537 of the 803 are Lexus" in cell["text"]:
                    assert cell.get("mark") in {"distortion", "disputed"}, (one.id, cell)


def test_no_currency_is_converted(shown: dict[str, Any]):
    prices = [row[1]["text"] for row in shown["B-2"].spec["rows"]]
    assert "11,700 Swiss francs, about 14.5 million won" in prices
    assert len(prices) == 14


def test_the_report_is_small_and_asks_nobody(page: str):
    assert len(page.encode()) <= 1_500_000
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css|png|woff2?)", page)
