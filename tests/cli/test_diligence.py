"""``osint diligence``: what it writes and prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osint_helpers.cli import main
from osint_helpers.diligence import read
from tests.diligence.files import csv_file
from tests.screening.lists import SHIP, entity, ftm


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    path = ftm(tmp_path, "ships.json", entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP]))
    return ["--list", str(path), "--list-date", "ships.json=2026-01-01"]


def test_report_and_spreadsheet_are_written_and_named(tmp_path, lists, capsys) -> None:
    path = csv_file(tmp_path, {"vessel": "SYNTHETIC ORVEL", "imo": SHIP}, {"consignee": ""})
    assert main(["diligence", str(path), *lists, "--build", str(tmp_path / "b")]) == 0
    told = capsys.readouterr().out
    folder = tmp_path / "b" / "diligence-c"
    assert (folder / "report.html").is_file()
    assert (folder / "annotated.xlsx").is_file()
    assert "cell not used: c.csv:3: consignee: is empty" in told
    assert "questions: candidates          1" in told
    assert "list       OpenSanctions synthetic, list of 2026-01-01" in told
    assert f"annotated  {folder / 'annotated.xlsx'}" in told


def test_a_row_that_could_not_be_read_ends_with_1(tmp_path, capsys) -> None:
    path = csv_file(tmp_path, {}, {})
    path.write_text(path.read_text() + "SYNTHETIC,too,few\n")
    assert main(["diligence", str(path), "--build", str(tmp_path / "b")]) == 1
    told = capsys.readouterr()
    assert "row not read: c.csv:4: has 3 cells" in told.out
    assert "no list given: nobody was screened" in told.out
    assert told.err == ""


def test_json_holds_every_row_and_message(tmp_path, lists, capsys) -> None:
    path = csv_file(tmp_path, {}, {"hs": "2701"})
    asked = ["diligence", str(path), *lists, "--as-of", "2026-03-01", "--format", "json"]
    assert main([*asked, "--build", str(tmp_path / "b")]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["as_of"] == "2026-03-01"
    assert [row["row"] for row in made["rows"]] == [2, 3]
    assert {one["day"] for one in made["rows"][0]["screening"]} == {"2026-03-01"}
    assert len(made["rows"][0]["flags"]) == 20
    assert any("HS code 2701" in line for line in made["messages"])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_is_written_once_and_can_be_read(tmp_path, capsys, ending) -> None:
    target = tmp_path / f"t.{ending}"
    assert main(["diligence", "--template", str(target)]) == 0
    assert read(target).counts["read"] == 1
    before = target.read_bytes()
    assert main(["diligence", "--template", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["diligence"], "no file is named"), (["diligence", "gone.csv"], "gone.csv: cannot be read"),
     (["diligence", "x.csv", "--template", "t.csv"], "a template takes no file"),
     (["diligence", "--template", "t.ods"], "ends in .xlsx or .csv")],
)  # fmt: skip
def test_what_cannot_be_used_ends_with_2_and_writes_nothing(
    tmp_path, capsys, monkeypatch, arguments, words
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_stop_leaves_nothing_half_written(tmp_path, capsys, monkeypatch) -> None:
    from osint_helpers.diligence import checking

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking.lawful, "timeline", stopped)
    path = csv_file(tmp_path, {})
    assert main(["diligence", str(path), "--build", str(tmp_path / "b")]) == 130
    assert "nothing half-written" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()
