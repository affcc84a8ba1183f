from __future__ import annotations

import pytest

from osint_helpers.case import open_case
from osint_helpers.cli import main


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OSINT_DATA", raising=False)
    return tmp_path


def tree(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_case_opens_by_name_in_the_folder_and_below_it(project, monkeypatch, capsys):
    assert main(["new", "my-case", "--as-of", "2026-01-31"]) == 0
    out = capsys.readouterr().out
    assert "notebooks/01-my-case.py" in out
    assert (project / "notebooks" / "01-my-case.ipynb").is_file()
    assert open_case("my-case").folder == project / "data" / "cases" / "my-case"
    monkeypatch.chdir(project / "notebooks")
    assert open_case("my-case").meta.as_of == "2026-01-31"


def test_check_names_what_is_to_be_written_by_its_line(capsys):
    main(["new", "my-case", "--as-of", "2026-01-31"])
    capsys.readouterr()
    assert main(["check", "my-case"]) == 0
    out = capsys.readouterr().out
    assert "case.toml:3:title: warning W251: says 'TODO: the title of the report'; write it" in out
    assert "claims.csv:1: warning W250" in out


def test_without_a_day_it_is_today_and_said_so(capsys):
    assert main(["new", "my-case"]) == 0
    assert f"{open_case('my-case').meta.as_of}: today in UTC" in capsys.readouterr().out


def test_the_second_notebook_gets_the_next_number(project):
    main(["new", "one"])
    main(["new", "two"])
    assert (project / "notebooks" / "02-two.py").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ["my case"], ["../x"], ["nul"], ["my-case"], ["maybach-2018"], ["x", "--as-of", "soon"],
        ["x", "--title", "a\x07b"], ["x", "--folder", "taken"],
    ],
)  # fmt: skip
def test_what_cannot_be_made_leaves_everything_as_it_was(project, words, capsys):
    main(["new", "my-case"])
    (project / "taken").write_text("a file")
    before = tree(project)
    assert main(["new", *words]) == 2
    assert "error: " in capsys.readouterr().err
    assert tree(project) == before
    assert [p.name for p in (project / "data" / "cases").iterdir()] == ["my-case"]


def test_a_notebook_of_the_name_is_not_overwritten(project, capsys):
    (project / "notebooks").mkdir()
    (project / "notebooks" / "07-my-case.ipynb").write_text("mine")
    assert main(["new", "my-case"]) == 2
    assert "07-my-case.ipynb: a notebook of this name is there already" in capsys.readouterr().err
    assert not (project / "data" / "cases" / "my-case").exists()


def test_a_fault_while_writing_takes_all_of_it_back(project, monkeypatch):
    def full(script):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("osint_helpers.report.notebook.unexecuted", full)
    assert main(["new", "my-case"]) == 2
    assert tree(project) == {}


def test_another_project_folder(project):
    assert main(["new", "my-case", "--folder", "elsewhere"]) == 0
    assert (project / "elsewhere" / "data" / "cases" / "my-case" / "case.toml").is_file()
    assert (project / "elsewhere" / "notebooks" / "01-my-case.py").is_file()


def test_cases_lists_name_title_state_and_notebook(project, capsys):
    main(["new", "my-case", "--title", "SYNTHETIC title", "--example"])
    (project / "data" / "cases" / "my-case" / "items.csv").write_text("nothing\n")
    main(["new", "other-case", "--example"])
    capsys.readouterr()
    assert main(["cases"]) == 0
    out = capsys.readouterr().out
    assert "4 claims, 3 sources, 2 legs" in out
    assert "notebook  notebooks/02-other-case.ipynb" in out
    assert "case 'my-case' cannot be opened" in out
    assert "maybach-2018" in out


def test_the_own_cases_stand_before_those_that_come_with_the_package(project, capsys):
    main(["new", "zzz-case"])
    capsys.readouterr()
    assert main(["cases"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "zzz-case"


def test_a_day_that_is_none_is_told_of_the_option_and_not_of_a_file(project, capsys):
    assert main(["new", "my-case", "--as-of", "31.12.2026"]) == 2
    told = "error: --as-of '31.12.2026' is no day (write YYYY-MM-DD)\n"
    assert capsys.readouterr().err == told


def test_a_case_that_is_there_is_named_before_its_notebook(project, capsys):
    main(["new", "my-case"])
    capsys.readouterr()
    assert main(["new", "my-case"]) == 2
    assert "my-case: is there already" in capsys.readouterr().err


def test_check_names_a_text_the_notebook_asks_for_and_the_case_has_not(project, capsys):
    main(["new", "my-case", "--example"])
    (project / "data" / "cases" / "my-case" / "text" / "limits.md").unlink()
    script = project / "notebooks" / "01-my-case.py"
    script.write_text(
        f"{script.read_text('utf8')}\n# %%\n%time exhibits.prose(case, 'Z-1', 'no')\n"
    )
    capsys.readouterr()
    assert main(["check", "my-case"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "W302" in line]
    assert len(told) == 1
    assert "01-my-case.py:cell " in told[0]
    assert "asks for text/limits.md, which is not there" in told[0]
