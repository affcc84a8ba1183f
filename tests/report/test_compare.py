"""A changed exhibit is named, with what changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osint_helpers.report.compare import changes, check
from tests.report.synthetic import SCRIPT, exhibit, markdown, node, save, shown


def pair(tmp_path: Path, old: object, new: object) -> list[str]:
    paths = []
    for name, one in (("old", old), ("new", new)):
        cells = [markdown("## 1. Judgements\n\nx"), *([shown(one)] if one else [])]
        paths.append(save(node(*cells), tmp_path / f"{name}.ipynb"))
    return changes(*paths)


def test_equal_notebooks_have_no_changes(tmp_path: Path) -> None:
    assert pair(tmp_path, exhibit(), exhibit()) == []


def test_changed_row_is_named(tmp_path: Path) -> None:
    rows = [[{"text": "a"}, {"text": "b"}], [{"text": "c"}, {"text": "other"}]]
    (line,) = pair(tmp_path, exhibit(), exhibit(rows=rows))
    assert line.startswith("exhibit C-1 (Rows): row 2 (c) differs; sha256 ")


def test_missing_row_is_named(tmp_path: Path) -> None:
    (line,) = pair(tmp_path, exhibit(), exhibit(rows=[[{"text": "a"}, {"text": "b"}]]))
    assert "2 rows are now 1" in line


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (exhibit(title="Other"), "another title"),
        (exhibit(provenance="SYNTHETIC: other"), "provenance differs"),
        (
            exhibit(row_ids=[["claim", "q"], None], provenance="SYNTHETIC"),
            "provenance, row_ids differ",
        ),
    ],
)
def test_other_changes_are_named(tmp_path: Path, new: object, what: str) -> None:
    (line,) = pair(tmp_path, exhibit(), new)
    assert what in line


def test_new_and_missing_exhibits_are_named(tmp_path: Path) -> None:
    assert pair(tmp_path, None, exhibit()) == [
        "exhibit C-1 (Rows): new, not in the notebook on record"
    ]
    assert pair(tmp_path, exhibit(), None) == ["exhibit C-1 (Rows): gone from the new build"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Port Birch", "Port Cedar", "exhibit C-1 (Register of claims): row 2 (q2) differs"),
        ("status-reported", "status-inferred", "exhibit C-1 (Register of claims): row 2 (q2)"),
        ("gazette?page=1", "gazette?page=2", "exhibit S-1 (Register of sources): row 1 (s1)"),
        ("seen at 2 ports", "seen at 3 ports", "exhibit J-1 (Short answer): blocks differs"),
    ],
)
def test_check_builds_again_and_names_what_a_changed_input_changed(
    built: Path, tmp_path: Path, old: str, new: str, named: str
) -> None:
    record = tmp_path / built.name
    shutil.copy(built, record)
    record.with_suffix(".py").write_text(SCRIPT.replace(old, new), encoding="utf-8")
    (line,) = check(record)
    assert line.startswith(named)
    assert record.read_bytes() == built.read_bytes()
