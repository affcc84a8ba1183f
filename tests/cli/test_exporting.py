"""``osint archive`` writes one export, refuses to replace anything, and logs who did it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from osint_helpers import cli
from osint_helpers.cli import commands, exporting
from osint_helpers.evidence import ledger
from tests.evidence.exports.synthetic import fetched


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("OSINT_ANALYST", raising=False)
    rest = tuple(one for one in commands.COMMANDS if one.name != "archive")
    monkeypatch.setattr(commands, "COMMANDS", rest + exporting.COMMANDS)
    folder = tmp_path / "synthetic-case"
    fetched(folder)
    return folder


def archive(case: Path, *arguments: str) -> int:
    return cli.main(["archive", str(case), *arguments])


def logged(case: Path) -> list[ledger.Line]:
    return [line for line in ledger.lines(case) if line.event == "export.made"]


@pytest.mark.parametrize("name", ["wacz", "ro-crate", "prov"])
def test_an_export_is_written_and_logged(case: Path, name: str) -> None:
    target = case.parent / "a.out"
    options = ["--format", name, "--who", "ana", "--date", "2026-01-02"]
    assert archive(case, str(target), *options) == 0
    (line,) = logged(case)
    data = target.read_bytes()
    assert line.who == "ana"
    assert line.facts["format"] == name
    assert line.facts["name"] == "a.out"
    assert line.facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert line.facts["bytes"] == len(data)


def test_the_log_holds_no_path_of_the_machine(case: Path) -> None:
    archive(case, str(case.parent / "a.wacz"), "--format", "wacz", "--who", "ana")
    text = "".join(path.read_text("utf-8") for path in (case / "log").iterdir())
    assert str(case.parent) not in text


def test_the_analyst_may_stand_in_the_environment(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSINT_ANALYST", "bo")
    assert archive(case, str(case.parent / "a.json"), "--format", "prov") == 0
    assert [line.who for line in logged(case)] == ["bo"]


@pytest.mark.parametrize("who", [[], ["--who", "Not A Handle"]])
def test_without_an_analyst_nothing_is_written(case: Path, who: list[str]) -> None:
    target = case.parent / "a.wacz"
    assert archive(case, str(target), "--format", "wacz", *who) == 2
    assert not target.exists()


def test_a_file_that_is_there_is_kept(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = case.parent / "a.json"
    target.write_bytes(b"mine")
    assert archive(case, str(target), "--format", "prov", "--who", "ana") == 2
    assert target.read_bytes() == b"mine"
    assert "is there already" in capsys.readouterr().err
    assert logged(case) == []


def test_an_export_that_cannot_be_logged_is_taken_back(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger, "append", full)
    target = case.parent / "a.json"
    assert archive(case, str(target), "--format", "prov", "--who", "ana") == 2
    assert not target.exists()


def test_a_crate_without_a_date_is_refused(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = case.parent / "a.json"
    assert archive(case, str(target), "--format", "ro-crate", "--who", "ana") == 2
    assert "--date" in capsys.readouterr().err


def test_title_question_and_day_come_from_the_case(case: Path) -> None:
    (case / "case.toml").write_text(
        'title = "SYNTHETIC title"\nquestion = "SYNTHETIC?"\nas_of = "2026-01-02"\n', "utf-8"
    )
    crate, web = case.parent / "a.json", case.parent / "a.wacz"
    assert archive(case, str(crate), "--format", "ro-crate", "--who", "ana") == 0
    assert archive(case, str(web), "--format", "wacz", "--who", "ana") == 0
    graph = json.loads(crate.read_text("utf-8"))["@graph"]
    root = next(one for one in graph if one["@id"] == "./")
    assert (root["name"], root["description"], root["datePublished"]) == (
        "SYNTHETIC title", "SYNTHETIC?", "2026-01-02",
    )  # fmt: skip
    with zipfile.ZipFile(web) as archived:
        assert json.loads(archived.read("datapackage.json"))["title"] == "SYNTHETIC title"


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_what_is_no_case_is_refused(tmp_path: Path, case: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    target = tmp_path / "a.json"
    assert archive(tmp_path / name, str(target), "--format", "prov", "--who", "ana") == 2
    assert not target.exists()
    assert list((tmp_path / "empty").iterdir()) == []
