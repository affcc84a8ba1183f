from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from osint_helpers.case import open_case
from osint_helpers.cli import main
from tests.case.builder import edit, write_case


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def losses(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_ftm_writes_three_files_and_every_loss(tmp_path, capsys):
    assert main(["export", "maybach-2018", str(tmp_path / "ftm"), "--format", "ftm"]) == 0
    names = {path.name for path in (tmp_path / "ftm").iterdir()}
    assert names == {
        "entities.ftm.json", "statements.ftm.json", "judgements.json", "losses.csv"}  # fmt: skip
    lines = (tmp_path / "ftm" / "entities.ftm.json").read_text("utf8").splitlines()
    told = losses(tmp_path / "ftm" / "losses.csv")
    assert out(capsys) == (
        f"ftm        {tmp_path / 'ftm'}: {len(lines)} entities, "
        f"{len((tmp_path / 'ftm' / 'statements.ftm.json').read_text('utf8').splitlines())} "
        f"statements; {len(told)} things could not be carried, each with its reason in "
        "losses.csv\n"
    )
    assert all(json.loads(line)["schema"] for line in lines)
    assert list(told[0]) == ["ours", "id", "field", "value", "reason", "target"]


@pytest.mark.parametrize(
    ("form", "name", "words"),
    [
        ("gexf", "network.gexf", "nodes"),
        ("kml", "journey.kml", "5 lines, 4 legs without a line"),
        ("geopackage", "journey.gpkg", "5 lines, 4 legs without a line"),
    ],
)
def test_a_file_and_its_losses_beside_it(tmp_path, capsys, form, name, words):
    target = tmp_path / name
    assert main(["export", "maybach-2018", str(target), "--format", form]) == 0
    said = out(capsys)
    beside = tmp_path / f"{name}.losses.csv"
    assert {path.name for path in tmp_path.iterdir()} == {name, beside.name}
    assert words in said
    assert f"{len(losses(beside))} things could not be carried" in said


def test_a_second_export_replaces_the_first_with_the_same_bytes(tmp_path, capsys):
    target = tmp_path / "network.gexf"
    for _ in range(2):
        assert main(["export", "maybach-2018", str(target), "--format", "gexf"]) == 0
        first = target.read_bytes()
    assert target.read_bytes() == first
    assert out(capsys)


@pytest.mark.parametrize("form", ["csv", "ftm", "gexf", "kml", "geopackage"])
def test_a_place_among_the_evidence_is_refused(tmp_path, capsys, form):
    folder = tmp_path / "demonstration"
    shutil.copytree(open_case("demonstration").folder, folder)
    before = sorted(path for path in folder.rglob("*"))
    target = folder / "captures" / "x.gpkg"
    assert main(["export", str(folder), str(target), "--format", form]) == 2
    assert "would lie among the evidence" in capsys.readouterr().err
    assert sorted(path for path in folder.rglob("*")) == before


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path, capsys):
    assert main(["export", "maybach-2018", str(tmp_path), "--format", "gexf"]) == 2
    assert "is a folder (name a file)" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_case_without_stops_and_legs_is_written_too(tmp_path, capsys):
    for form, name in (("kml", "a.kml"), ("geopackage", "a.gpkg"), ("gexf", "a.gexf")):
        target = str(tmp_path / name)
        assert main(["export", "collecting-public-records", target, "--format", form]) == 0
    assert out(capsys).count("0 stops, 0 lines") == 2


@pytest.mark.parametrize("form", ["ftm", "gexf", "kml", "geopackage"])
def test_a_case_that_names_a_person_without_a_reason_does_not_leave(tmp_path, capsys, form):
    case = write_case(tmp_path / "synthetic-case", entities=lambda rows: edit(
        rows, "synth_owner", name="SYNTHETIC NAME"))  # fmt: skip
    assert main(["export", str(case), str(tmp_path / "a.gpkg"), "--format", form]) == 2
    told = capsys.readouterr()
    assert "E170" in told.out
    assert "1 lint errors in the case" in told.err
    assert not (tmp_path / "a.gpkg").exists()
