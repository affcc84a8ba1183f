"""The Maybach notebook: a changed fact is noticed by name, and two builds are the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers.report import check, to_html
from tests.conftest import REPO

NOTEBOOK = REPO / "notebooks" / "01-maybach-2018.ipynb"


def mutated(folder: Path, table: str, old: str, new: str) -> Path:
    """Return a copy of the data folder in which one cell of one table is another."""
    data = folder / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / "maybach-2018" / f"{table}.csv"
    text = path.read_text("utf8")
    assert text.count(old) == 1, f"{old!r} must stand once in {table}.csv"
    path.write_text(text.replace(old, new), "utf8")
    return data


@pytest.mark.parametrize(
    ("table", "old", "new", "exhibits"),
    [
        (
            "claims",
            "l3_arr,L3,L3,arrived,arrival Osaka,Reached Osaka on 18 September 2018,2018-09-18",
            "l3_arr,L3,L3,arrived,arrival Osaka,Reached Osaka on 18 September 2018,2018-09-19",
            ("D-1",),
        ),
        ("legs", "L3 Dalian \N{EN DASH} Osaka", "L3 Dalian to Osaka", ("C-1", "C-3", "D-6")),
        ("legs", ",sea_container,documented,documented by reporters; 23 days",
         ",sea_container,reported,documented by reporters; 23 days", ("C-1", "C-2", "C-3", "D-6")),
        ("sources", ",press_secondary,nrc,", ",press_secondary,nyt,", ("D-7", "H-1")),
    ],
    ids=["claim value", "label", "leg status", "source parent"],
)  # fmt: skip
def test_a_changed_fact_is_noticed_and_the_exhibit_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    old: str,
    new: str,
    exhibits: tuple[str, ...],
):
    monkeypatch.setenv("OSINT_DATA", str(mutated(tmp_path, table, old, new)))
    lines = check(NOTEBOOK)
    named = {line.split()[1] for line in lines}
    assert set(exhibits) <= named, lines


def built(folder: Path, seed: str) -> dict[str, str]:
    """Build notebook, HTML and PDF in a folder under a hash seed; return their digests."""
    notebooks = folder / "some where" / "notebooks"
    notebooks.mkdir(parents=True)
    shutil.copy(NOTEBOOK.with_suffix(".py"), notebooks)
    command = [sys.executable, "-m", "osint_helpers", "run", "maybach-2018"]
    command += ["--notebooks", str(notebooks), "--build", str(folder / "out")]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = [*notebooks.glob("*.ipynb"), *(folder / "out" / "maybach-2018").glob("report.*")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.pdf
def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path):
    one, other = built(tmp_path / "a", "1"), built(tmp_path / "b" / "deeper", "31337")
    assert sorted(one) == ["01-maybach-2018.ipynb", "report.html", "report.pdf"]
    assert one == other
    on_record = hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()
    assert one["01-maybach-2018.ipynb"] == on_record, "make case has not been run since a change"


def test_a_reader_learns_which_steps_have_no_direct_evidence():
    page = to_html(NOTEBOOK)
    assert "Two steps have no direct evidence." in page
    assert "Step one: from the ship to an aircraft." in page
    assert "Step two: from Vladivostok to Pyongyang." in page


def test_nothing_is_drawn_inside_the_silence():
    from osint_helpers import exhibits, open_case

    spec = exhibits.route_map(open_case("maybach-2018"), "C-1").spec
    assert [area["leg"] for area in spec["areas"]] == ["L5"]
    assert "L5" not in [leg["leg"] for leg in spec["legs"]]
