"""A percent script becomes an executed notebook with stable bytes, or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report import build_notebook
from osint_helpers.report.notebook import kernel_environment
from tests.report.synthetic import HEADER, SCRIPT, write_script

REPO = Path(__file__).resolve().parents[2]
CHILD = "import sys; from osint_helpers.report import build_notebook; build_notebook(*sys.argv[1:])"


def in_another_process(script: Path, seed: str) -> bytes:
    out = script.with_suffix(".ipynb")
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)}
    subprocess.run(
        [sys.executable, "-c", CHILD, str(script), str(out)], env=env, check=True, cwd=script.parent
    )
    return out.read_bytes()


def test_bytes_do_not_depend_on_folder_or_hash_seed(built: Path, tmp_path: Path) -> None:
    one = in_another_process(write_script(tmp_path / "first"), "1")
    two = in_another_process(write_script(tmp_path / "a longer name"), "424242")
    assert one == two == built.read_bytes()


def test_cells_ran_once_from_top_to_bottom(built: Path) -> None:
    node = nbformat.read(built, 4)
    counts = [c.execution_count for c in node.cells if c.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


def test_cell_ids_name_position_and_text(built: Path) -> None:
    ids = [cell.id for cell in nbformat.read(built, 4).cells]
    assert [name[:4] for name in ids] == [f"{n:03d}-" for n in range(len(ids))]
    assert len(set(ids)) == len(ids)


def test_metadata_is_reduced_and_keeps_the_pairing(built: Path) -> None:
    metadata = nbformat.read(built, 4).metadata
    assert metadata.language_info == {"name": "python"}
    assert metadata.kernelspec.name == "python3"
    assert metadata.jupytext.formats == "ipynb,py:percent"
    assert sorted(metadata) == [
        "jupytext", "kernelspec", "language_info", "osint", "osint_cells", "osint_report"
    ]  # fmt: skip


def test_no_cell_carries_a_time(built: Path) -> None:
    assert all("execution" not in cell.metadata for cell in nbformat.read(built, 4).cells)


def test_cover_keeps_the_order_of_the_header(built: Path) -> None:
    cover = nbformat.read(built, 4).metadata.osint_report.cover
    assert [label for label, _ in cover] == ["Item", "Prepared for", "As of"]


def test_failing_cell_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    text = HEADER + "\n# %%\nfine = 1\n\n# %%\n\nwhole = 1\nbad = whole / 0\n"
    with pytest.raises(ReportError) as caught:
        build_notebook(write_script(tmp_path, text), tmp_path / "toy.ipynb")
    said = str(caught.value)
    assert "code cell 2 (whole = 1)" in said
    assert "ZeroDivisionError: division by zero" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["toy.py"]


def test_failing_build_keeps_the_notebook_of_before(tmp_path: Path) -> None:
    target = tmp_path / "toy.ipynb"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(ReportError):
        build_notebook(write_script(tmp_path, HEADER + "\n# %%\n1/0\n"), target)
    assert target.read_text(encoding="utf-8") == "before"


def test_dead_kernel_is_an_error_of_this_package(tmp_path: Path) -> None:
    text = HEADER + "\n# %%\nimport os; os._exit(3)\n"
    with pytest.raises(ReportError, match=r"code cell 1 .* failed: the kernel died"):
        build_notebook(write_script(tmp_path, text), tmp_path / "toy.ipynb")


def test_script_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"toy\.py: the header names no case"):
        build_notebook(write_script(tmp_path, "# %%\n1\n"), tmp_path / "toy.ipynb")


def test_absent_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"gone\.py: there is no such script"):
        build_notebook(tmp_path / "gone.py", tmp_path / "toy.ipynb")


def test_cover_that_is_no_list_of_pairs_is_refused(tmp_path: Path) -> None:
    text = SCRIPT.replace("- [As of, the day of the test]", "- just words")
    with pytest.raises(ReportError, match="the cover holds 'just words'"):
        build_notebook(write_script(tmp_path, text), tmp_path / "toy.ipynb")


def test_nothing_is_printed_when_there_is_no_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = HEADER + "\n# %%\n1\n"
    build_notebook(write_script(tmp_path, text), tmp_path / "toy.ipynb")
    assert capfd.readouterr() == ("", "")


def test_kernel_gets_an_empty_profile_and_universal_time(tmp_path: Path) -> None:
    env = kernel_environment(tmp_path)
    assert env["IPYTHONDIR"] == str(tmp_path)
    assert env["TZ"] == "UTC"
    assert env["PYTHONPATH"].split(os.pathsep)[0] == str(REPO)


def test_hash_seed_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    assert kernel_environment(tmp_path)["PYTHONHASHSEED"] == "77"
