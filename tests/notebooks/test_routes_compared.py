"""The comparison: a fact changed in a case is noticed here by name, and nothing is added up."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers import exhibits, open_case
from osint_helpers.report import check, to_html
from tests.conftest import REPO

NOTEBOOK = REPO / "notebooks" / "07-routes-compared.ipynb"


@pytest.fixture(name="page", scope="module")
def _page() -> str:
    return to_html(NOTEBOOK)


def mutated(folder: Path, case: str, table: str, old: str, new: str) -> Path:
    """Return a copy of the data folder in which one cell of one table is another."""
    data = folder / "data"
    shutil.copytree(REPO / "data", data)
    path = data / "cases" / case / f"{table}.csv"
    text = path.read_text("utf8")
    assert text.count(old) == 1, f"{old!r} must stand once in {case}/{table}.csv"
    path.write_text(text.replace(old, new), "utf8")
    return data


@pytest.mark.parametrize(
    ("table", "old", "new", "named"),
    [
        (
            "legs", ",sea_container,documented,documented by reporters; 23 days",
            ",sea_container,reported,documented by reporters; 23 days", {"C-1", "C-2", "C-11"},
        ),
        ("breaks", "b4,shown,port record,", "b4,shown,registry,", {"D-2", "D-3"}),
        ("items", ",motor cars,", ",wine,", {"M-2", "M-3"}),
    ],
    ids=["leg status", "kind of record", "goods"],
)  # fmt: skip
def test_a_fact_changed_in_a_case_is_noticed_and_the_exhibit_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    old: str,
    new: str,
    named: set[str],
):
    data = mutated(tmp_path, "maybach-2018", table, old, new)
    monkeypatch.setenv("OSINT_DATA", str(data))
    lines = check(NOTEBOOK)
    assert named <= {line.split()[1] for line in lines}, lines


def built(folder: Path, seed: str) -> dict[str, str]:
    """Build notebook, HTML and PDF in a folder under a hash seed; return their digests."""
    notebooks = folder / "some where" / "notebooks"
    notebooks.mkdir(parents=True)
    shutil.copy(NOTEBOOK.with_suffix(".py"), notebooks)
    command = [sys.executable, "-m", "osint_helpers", "run", "routes-compared"]
    command += ["--notebooks", str(notebooks), "--build", str(folder / "out")]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = [*notebooks.glob("*.ipynb"), *(folder / "out" / "routes-compared").glob("report.*")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.pdf
def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path):
    one, other = built(tmp_path / "a", "1"), built(tmp_path / "b" / "deeper", "31337")
    assert sorted(one) == ["07-routes-compared.ipynb", "report.html", "report.pdf"]
    assert one == other
    on_record = hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()
    assert one[NOTEBOOK.name] == on_record, "the notebook was not built since a change"


def test_a_reader_learns_what_the_comparison_cannot_show(page: str):
    assert "These cases are no sample." in page
    assert "No rate, no rank, no score." in page
    assert "Absence in a table is the absence of a published record" in page


def test_no_sentence_counts_what_fired(page: str):
    text = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"\b\d+ (?:rules|flags|red flags) fired", text)
    assert not re.search(r"\d+ ?(?:%|per cent) of (?:the )?cases", text)


def test_each_reference_of_a_comparison_stands_in_the_report(page: str):
    anchors = set(re.findall(r'\bid="([^"]+)"', page))
    led = set(re.findall(r'href="#((?:claim|source|leg|case|measure|rule|place)-[^"]+)"', page))
    assert led
    assert led <= anchors


def test_all_cases_it_names_stand_in_it_each_once():
    case = open_case("routes-compared")
    rows = exhibits.cases_table(case, "A-3").spec["row_ids"]
    assert [key for _, key in rows] == list(case.meta.gathers)


def test_every_case_says_how_it_came_to_light_or_that_no_source_does():
    rows = exhibits.records_table(open_case("routes-compared"), "D-3").spec["rows"]
    assert "not assessed" not in {row[2]["text"] for row in rows}
    told = {row[0]["text"] for row in rows if row[1]["text"] == "how the movement came to light"}
    assert len(told) == len(open_case("routes-compared").parts)


def test_every_kind_of_record_names_a_claim():
    for part in open_case("routes-compared").parts:
        for row in part.breaks.to_dict("records"):
            assert row["claims"], (part.id, row["break"])


def test_each_paragraph_of_prose_that_states_a_fact_cites_a_claim():
    folder = REPO / "data" / "cases" / "routes-compared" / "text"
    for name in ("routes", "days", "records", "short-answer"):
        for block in (folder / f"{name}.md").read_text("utf8").split("\n"):
            if re.search(r"\b(?:19|20)\d\d\b|\*\*[A-Z]\w+\*\* is ", block):
                assert re.search(r"\[[a-z0-9-]+\.\w+", block), (name, block)
