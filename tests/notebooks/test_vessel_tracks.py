"""The tutorial on tracks: two engines agree, nothing is alleged, no line crosses a gap."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from osint_helpers.exhibits import from_json
from tests.conftest import REPO

NOTEBOOK = REPO / "notebooks" / "04-vessel-tracks.ipynb"
MIME = "application/vnd.osint-helpers.exhibit+json"
WORDS = ("dark\\b", "hid(?:den|es?|ing)\\b", "disabl", "switched off", "suspicio", "evad")


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The exhibits of the notebook as stored, by id."""
    cells = json.loads(NOTEBOOK.read_text("utf8"))["cells"]
    outputs = [out["data"] for one in cells for out in one.get("outputs", []) if "data" in out]
    made = [from_json(data[MIME]) for data in outputs if MIME in data]
    return {one.id: one for one in made}


def needs() -> str:
    """What is missing to run the notebook, in words; empty when nothing is."""
    packages = {"duckdb": "tracks", "tracktable_data": "sample-data", "pyspark": "spark"}
    lacking = [extra for name, extra in packages.items() if find_spec(name) is None]
    if lacking:
        return f"the extras {', '.join(lacking)} are not installed"
    return "" if shutil.which("java") else "Java is not installed"


def test_strict_nbval_of_the_notebook():
    missing = needs()
    if missing:
        if os.environ.get("OSINT_REQUIRE_SPARK"):
            pytest.fail(missing)
        pytest.skip(missing)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env",
         "--nbval-cell-timeout=300", "-p", "no:xdist", "-o", "filterwarnings=", "-q",
         str(NOTEBOOK)],
        cwd=REPO, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def test_two_engines_agree_on_every_key(shown):
    rows = [[one["text"] for one in row] for row in shown["T-12"].spec["rows"]]
    assert [row[0] for row in rows] == ["gap", "port call", "encounter"]
    for row in rows:
        assert row[1] == "DuckDB with numpy and Apache Spark"
        assert row[2] == row[3] != "0"
        assert row[4:6] == ["0", "0"]


def test_what_was_read_is_accounted_for(shown):
    rows = [[one["text"] for one in row] for row in shown["T-1"].spec["rows"]]
    total = sum(int(row[1].replace(",", "")) for row in rows if row[3] == "taken out")
    kept = next(int(row[1].replace(",", "")) for row in rows if row[0] == "kept")
    assert kept + total == 235_967


def test_nothing_is_alleged_of_any_vessel(shown):
    cells = json.loads(NOTEBOOK.read_text("utf8"))["cells"]
    said = ["".join(one["source"]) for one in cells if one["cell_type"] == "markdown"]
    said += [f"{one.title} {one.caption} {one.spec}" for one in shown.values()]
    assert len(said) > 20
    assert re.findall(r"\b(?:" + "|".join(WORDS) + r")\w*", " ".join(said).lower()) == []


def test_no_received_time_lies_in_a_gap_of_the_same_lane(shown):
    checked = 0
    for name in ("T-7", "T-9"):
        for lane in shown[name].spec["lanes"]:
            for gap in (one for one in lane["marks"] if one["kind"] == "gap"):
                checked += 1
                for start, end, _ in lane["received"]:
                    assert end <= gap["from"] or start >= gap["to"], lane["label"]
    assert checked > 3


def test_the_vessel_is_the_one_the_rule_names(shown):
    (lane,) = {one["label"][:9] for one in shown["T-9"].spec["lanes"]}
    assert lane in shown["T-8"].title
    kinds = {mark["kind"] for one in shown["T-9"].spec["lanes"] for mark in one["marks"]}
    assert {"gap", "port call"} <= kinds
