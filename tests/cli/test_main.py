"""What a command prints and how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from osint_helpers.cli import main, parser
from osint_helpers.cli.commands import COMMANDS
from osint_helpers.errors import OsintError
from tests.conftest import REPO


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]):
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stop:
            parser().parse_args([command.name, "--help"])
        assert stop.value.code == 0
        assert command.help in " ".join(capsys.readouterr().out.split())


def test_every_command_and_option_is_documented():
    text = (REPO / "docs" / "commands.md").read_text("utf8")
    missing = [c.name for c in COMMANDS if f"`osint {c.name} " not in text]
    options = {n for c in COMMANDS for names, _ in c.arguments for n in names if n[0] == "-"}
    assert missing == []
    assert [option for option in sorted(options) if option not in text] == []


def test_an_error_of_the_suite_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def fail(_: object) -> int:
        raise OsintError(
            "the value is not a date",
            file="claims.csv",
            row=7,
            column="date_from",
            advice="mend it",
        )

    monkeypatch.setattr("osint_helpers.cli.commands.COMMANDS", ())
    parsed = parser
    monkeypatch.setattr("osint_helpers.cli.parser", lambda: _Fake(fail))
    assert main([]) == 2
    assert parsed is parser
    assert capsys.readouterr().err == (
        "error: claims.csv:7: date_from: the value is not a date (mend it)\n"
    )


class _Fake:
    def __init__(self, action: object) -> None:
        self.action = action

    def parse_args(self, _: object) -> _Fake:
        return self


def test_interruption_ends_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("osint_helpers.cli.parser", lambda: _Fake(stop))
    assert main([]) == 130
    assert "nothing half-written" in capsys.readouterr().err


def test_unknown_case_names_the_known_ones(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "no-such-case"]) == 2
    error = capsys.readouterr().err
    assert "no-such-case" in error
    assert "maybach-2018" in error


def test_check_of_the_case_is_clean(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "maybach-2018", "--errors-only"]) == 0
    assert "maybach-2018: 0 errors" in capsys.readouterr().out


def test_a_reassigned_code_is_explained(capsys: pytest.CaptureFixture[str]):
    assert main(["place", "CNDLC"]) == 2
    error = capsys.readouterr().err
    assert "airport" in error
    assert "CNDAL" in error


def test_place_prints_provenance(capsys: pytest.CaptureFixture[str]):
    assert main(["place", "CNDAL"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CNDAL  Dalian")
    assert "provenance" in out


def test_legs_prints_the_claims_behind_a_cell(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018"]) == 0
    out = capsys.readouterr().out
    assert "14 June 2018" in out
    assert "l1_dep14" in out
    assert "l1_dep20" in out


def test_export_writes_every_table(tmp_path, capsys: pytest.CaptureFixture[str]):
    from osint_helpers.case.tables import TABLES

    assert main(["export", "maybach-2018", str(tmp_path)]) == 0
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(TABLES)
    assert "claims.csv" in capsys.readouterr().out


def test_a_closed_pipe_is_no_error():
    command = [sys.executable, "-m", "osint_helpers", "legs", "maybach-2018"]
    with subprocess.Popen(
        command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_legs_as_known_on_a_day_show_less_than_today(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018"]) == 0
    today = capsys.readouterr().out
    assert main(["legs", "maybach-2018", "--known-on", "2019-03-15"]) == 0
    then = capsys.readouterr().out
    assert 0 < len(then.splitlines()) < len(today.splitlines())


def test_legs_as_known_on_no_day_is_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018", "--known-on", "2019-03"]) == 2
    assert "the precision asks for a day" in capsys.readouterr().err
