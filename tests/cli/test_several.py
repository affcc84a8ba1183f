"""``osint run`` for several cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osint_helpers.cli import main, several
from osint_helpers.errors import OsintError
from tests.conftest import REPO

NOTEBOOKS = REPO / "notebooks"


def test_all_means_every_case_with_a_notebook_in_the_order_of_numbers():
    found = several.cases_with_notebooks(NOTEBOOKS)
    assert found[:2] == ["demonstration", "maybach-2018"]
    assert len(found) == len(list(NOTEBOOKS.glob("*.ipynb")))


def test_a_folder_without_notebooks_is_an_error_that_says_what_to_do(tmp_path: Path):
    with pytest.raises(OsintError, match=r"NN-<case>.py \(run the command where"):
        several.cases_with_notebooks(tmp_path)


def test_one_case_fails_the_others_are_made_and_the_exit_code_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    shutil.copy(NOTEBOOKS / "00-demonstration.py", tmp_path)
    asked = ["run", "demonstration", "no-such-case", "--notebooks", str(tmp_path)]
    assert main([*asked, "--build", str(tmp_path / "build"), "--jobs", "1"]) == 2
    said = capsys.readouterr().out
    assert "1 of 2 cases regenerated; failed: no-such-case" in said
    assert "error: no case 'no-such-case'" in said
    built = tmp_path / "00-demonstration.ipynb"
    assert built.read_bytes() == (NOTEBOOKS / "00-demonstration.ipynb").read_bytes()
    assert (tmp_path / "build" / "demonstration" / "report.pdf").is_file()


def test_a_case_this_machine_cannot_run_is_left_out_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(several, "_has_spark", lambda: False)
    shutil.copy(NOTEBOOKS / "04-vessel-tracks.py", tmp_path)
    assert several.run_several(["vessel-tracks"], tmp_path, tmp_path / "build", 1) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("left out   vessel-tracks: its notebook needs Spark")
    assert said[-1] == "0 of 1 cases regenerated; left out: vessel-tracks"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [(["run"], "no case is named"), (["run", "--all", "maybach-2018"], "beside --all")],
)
def test_a_run_of_nothing_or_of_two_minds_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], what: str
):
    assert main(arguments) == 2
    assert what in capsys.readouterr().err
