"""What a command prints and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osint_helpers.cli import main, output, parser
from osint_helpers.cli.commands import COMMANDS
from osint_helpers.errors import OsintError
from tests.conftest import REPO


def walked(commands=COMMANDS, above=()):
    """Every command and part of one, with the words that lead to it."""
    for command in commands:
        yield [*above, command.name], command
        yield from walked(command.parts, [*above, command.name])


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]):
    for words, command in walked():
        with pytest.raises(SystemExit) as stop:
            parser().parse_args([*words, "--help"])
        assert stop.value.code == 0
        assert command.help in " ".join(capsys.readouterr().out.split())


def test_every_command_and_option_is_documented():
    text = (REPO / "docs" / "commands.md").read_text("utf8")
    leaves = [(" ".join(words), c) for words, c in walked() if not c.parts]
    missing = [words for words, _ in leaves if f"`osint {words} " not in text]
    options = {n for _, c in leaves for names, _ in c.arguments for n in names if n[0] == "-"}
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


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(REPO / "data" / "cases" / "maybach-2018", folder / "maybach-2018"))


def test_legs_known_on_a_day_leave_out_what_came_later(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018", "--known-on", "2019-07-16"]) == 0
    out = capsys.readouterr().out
    assert "l1_dep14" in out
    assert "l0_ecm" not in out


@pytest.mark.parametrize("day", ["2019-02-30", "20190716", "yesterday"])
def test_known_on_a_day_that_is_none_is_an_error(day: str, capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018", "--known-on", day]) == 2
    assert day in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "notebook", "report"])
def test_a_notebook_is_not_built_from_another_folder_than_was_checked(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main([command, str(_copy(tmp_path)), "--notebooks", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert "opens the case by name" in error
    assert str(REPO / "data" / "cases" / "maybach-2018") in error


def test_advice_after_lint_errors_names_the_case_as_it_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    folder = _copy(tmp_path)
    with (folder / "text" / "item.md").open("a", encoding="utf8") as text:
        text.write("[no_such_claim]\n")
    monkeypatch.setattr("osint_helpers.cli.commands._own_notebook_or_stop", lambda _: None)
    assert main(["notebook", str(folder)]) == 2
    assert f"osint check {folder} shows" in capsys.readouterr().err


def test_a_finding_of_case_toml_is_given_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = _copy(tmp_path)
    meta = folder / "case.toml"
    meta.write_text(meta.read_text("utf8").replace("2019-07-16", "2019-13-16", 1), "utf8")
    assert main(["check", str(folder), "--errors-only"]) == 2
    line = meta.read_text("utf8").splitlines().index('date = "2019-13-16"') + 1
    out = capsys.readouterr().out
    assert out.startswith(f"case.toml:{line}:evidence_states: error E135: ")
    assert '| date = "2019-13-16"' in out


def test_a_folder_that_is_a_file_is_an_error_without_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    taken = tmp_path / "taken"
    taken.write_text("SYNTHETIC", "utf8")
    assert main(["export", "maybach-2018", str(taken)]) == 2
    assert capsys.readouterr().err == f"error: {taken}: File exists\n"


def test_guard_refuses_json_that_is_no_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "list.ipynb"
    path.write_text("[1]", "utf8")
    assert main(["guard", str(path)]) == 2
    assert capsys.readouterr().err.startswith("error: list.ipynb: it is not a notebook: ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_while_cells_run_ends_with_130_and_writes_nothing(tmp_path: Path):
    script = tmp_path / "01-maybach-2018.py"
    started = tmp_path / "started"
    script.write_text(
        "# ---\n# jupyter:\n#   osint:\n#     case: maybach-2018\n# ---\n\n# %%\n"
        f"open({str(started)!r}, 'w').close()\nimport time\ntime.sleep(60)\n",
        "utf8",
    )
    command = [sys.executable, "-m", "osint_helpers", "notebook", "maybach-2018"]
    with subprocess.Popen(
        [*command, "--notebooks", str(tmp_path)],
        cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        end = time.monotonic() + 60
        while not started.exists() and time.monotonic() < end:
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert errors.endswith("stopped; nothing half-written was left behind\n")
    assert sorted(tmp_path.iterdir()) == [script, started]


def test_legs_as_known_on_a_day_show_less_than_today(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018"]) == 0
    today = capsys.readouterr().out
    assert main(["legs", "maybach-2018", "--known-on", "2019-03-15"]) == 0
    then = capsys.readouterr().out
    assert 0 < len(then.splitlines()) < len(today.splitlines())


def test_legs_as_known_on_no_day_is_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["legs", "maybach-2018", "--known-on", "2019-03"]) == 2
    assert "the precision asks for a day" in capsys.readouterr().err


@pytest.mark.parametrize("name", [b"\x1b]0;SYNTHETIC\x07", "\u202efdp".encode(), b"\xff"])
def test_a_hostile_file_name_cannot_steer_the_terminal(tmp_path: Path, name: bytes):
    case = tmp_path / "case"
    case.mkdir()
    (case / "case.toml").touch()
    (Path(os.fsdecode(os.fsencode(case) + b"/" + name + b".csv"))).write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, "-m", "osint_helpers", "check", case],
        cwd=REPO, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    said = done.stderr + done.stdout
    assert b"Traceback" not in said
    assert b"\\x1b" in said or b"\\u202e" in said or b"\\udcff" in said
    assert name not in said


def test_output_keeps_what_a_terminal_only_shows(capsys: pytest.CaptureFixture[str]):
    text = "Łódź\tнт 北京 \u200c\u00a0é\nsecond"
    output.line(text)
    assert capsys.readouterr().out == text + "\n"
    assert output.clean("a\rb\x85\u2028\u2066\x9b") == "a\\rb\\x85\\u2028\\u2066\\x9b"


def test_without_a_command_the_commands_are_listed(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["osint"])
    assert main() == 2
    told = capsys.readouterr().err
    assert "usage: osint" in told
    assert "start a case: folder" in told
