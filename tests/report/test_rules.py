"""Each rule of the guard notices its own fault, and a clean notebook passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from osint_helpers.errors import ReportError
from osint_helpers.exhibits.exhibit import MIME
from osint_helpers.report import guard
from osint_helpers.report.rules import MAX_BYTES
from tests.report.synthetic import SCRIPT, code, exhibit, shown


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the built notebook and its script, to be spoiled."""
    for path in (built, built.with_suffix(".py")):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / built.name


def spoil(path: Path, change: Callable[[Any], object]) -> list[str]:
    node = nbformat.read(path, 4)
    change(node)
    path.write_text(nbformat.writes(node), encoding="utf-8")
    return guard(path)


def stream(text: str, name: str = "stdout") -> Any:
    return nbformat.v4.new_output("stream", name=name, text=text)


def data(**mimes: str) -> Any:
    return nbformat.v4.new_output("display_data", data=mimes)


def first_code(node: Any) -> Any:
    return next(cell for cell in node.cells if cell.cell_type == "code")


def first_markdown(node: Any) -> Any:
    return next(cell for cell in node.cells if cell.cell_type == "markdown")


def test_clean_notebook_passes(copy: Path) -> None:
    assert guard(copy) == []


def test_stripped_notebook_is_caught(copy: Path) -> None:
    def strip(node: Any) -> None:
        for cell in node.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None

    assert any("execution counts are None, None" in fault for fault in spoil(copy, strip))


def test_cells_run_out_of_order_are_caught(copy: Path) -> None:
    def swap(node: Any) -> None:
        first_code(node).execution_count = 9

    assert any(fault.startswith("execution counts are 9, 2") for fault in spoil(copy, swap))


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        (stream("careful", "stderr"), "text on stderr"),
        (nbformat.v4.new_output("error", ename="E", evalue="e", traceback=[]), "an error is kept"),
        (data(**{"image/png": "iVBORw0KGgo="}), "image/png without an exhibit digest"),
        (data(**{"image/jpeg": "/9j/4AAQ"}), "image/jpeg without an exhibit digest"),
        (data(**{"application/vnd.jupyter.widget-view+json": "{}"}), "a widget"),
        (stream("<object at 0x7f00deadbeef>"), "a random id in an output: '0x7f00deadbeef'"),
        (stream("map_" + "0123456789abcdef" * 2), "a random id"),
        (stream("1b4e28ba-2fa1-4d1d-883f-0016d3cca427"), "a random id"),
        (stream("read /" + "home/someone/x.csv"), "a path of this machine in an output: '/home/s'"),
        (stream(r"read C:\Users\x"), "a path of this machine"),
        (data(**{"text/html": "<img src='https://t.example/1.png'>"}), "loaded from the network"),
        (data(**{"text/html": '<script src="//t.example/x.js">'}), "loaded from the network"),
        (data(**{"text/html": "<style>@import 'x'</style>"}), "loaded from the network"),
        (data(**{"text/html": "<p style='background:url(//t.example)'>"}), "loaded from the"),
    ],
)
def test_output_that_does_not_belong_is_caught(copy: Path, output: Any, fault: str) -> None:
    faults = spoil(copy, lambda node: first_code(node).outputs.append(output))
    assert any(fault in found for found in faults), faults


def test_a_link_is_not_a_load(copy: Path) -> None:
    html = data(**{"text/html": "<a href='https://t.example/1'>t</a>"})
    faults = spoil(copy, lambda node: first_code(node).outputs.append(html))
    assert not any("network" in fault for fault in faults)


@pytest.mark.parametrize("how", ["# NBVAL_SKIP", "# NBVAL_IGNORE_OUTPUT", "tag"])
def test_exclusion_from_comparison_needs_a_reason(copy: Path, how: str) -> None:
    def exclude(node: Any) -> None:
        cell = first_code(node)
        if how == "tag":
            cell.metadata.tags = ["nbval-skip"]
        else:
            cell.source = f"{how}\n{cell.source}"

    faults = spoil(copy, exclude)
    assert any("excluded from comparison" in fault for fault in faults)
    again = spoil(copy, lambda node: first_code(node).metadata.update({"nbval-reason": "a clock"}))
    assert not any("excluded from comparison" in fault for fault in again)


def test_changed_exhibit_is_caught_by_its_digest(copy: Path) -> None:
    def forge(node: Any) -> None:
        for cell in node.cells:
            for output in cell.get("outputs", []):
                if MIME in output.get("data", {}):
                    output.data[MIME]["title"] = "Something else"

    faults = spoil(copy, forge)
    assert sum("changed after its digest was taken" in fault for fault in faults) == 3
    assert any("exhibit 'C-1'" in fault for fault in faults)


def test_exhibit_shown_twice_is_caught(copy: Path) -> None:
    faults = spoil(copy, lambda node: node.cells.append(shown(exhibit())))
    assert any("exhibit C-1 is shown twice" in fault for fault in faults)


def test_exhibit_cited_in_markdown_must_exist(copy: Path) -> None:
    faults = spoil(copy, lambda node: first_markdown(node).update(source="See Exhibit Q-9."))
    assert any("exhibit Q-9 is cited and not shown" in fault for fault in faults)


def test_exhibit_cited_by_a_prose_exhibit_must_exist(copy: Path) -> None:
    runs = [{"text": "As said", "refs": [["exhibit", "Q-8"]]}]
    one = exhibit("prose", "P-1", blocks=[{"kind": "p", "runs": runs}])
    faults = spoil(copy, lambda node: node.cells.append(shown(one)))
    assert any("exhibit P-1: exhibit Q-8 is cited" in fault for fault in faults)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("It made 4 stops.", "4"),
        ("On 14 June.", "14"),
        ("- 2018 was the year", "2018"),
        ("> Section 4 and then 5", "5"),
        ("See [a page](https://x.example/2018) of 2017", "2017"),
    ],
)
def test_figure_in_markdown_is_caught(copy: Path, text: str, figure: str) -> None:
    faults = spoil(copy, lambda node: first_markdown(node).update(source=text))
    assert any(f"the figure '{figure}' stands in markdown" in fault for fault in faults)


@pytest.mark.parametrize(
    "text",
    [
        "## 3. Journey map and narrative",
        "See Exhibit C-1.",
        "As section 4 says.",
        "1. first\n2. second",
        "[a page](https://x.example/2018)",
        "```\nosint build 01\n```",
    ],
)
def test_numbers_of_headings_exhibits_and_lists_may_stand(copy: Path, text: str) -> None:
    faults = spoil(copy, lambda node: first_markdown(node).update(source=text))
    assert not any("stands in markdown" in fault for fault in faults)


def test_script_out_of_step_is_caught(copy: Path) -> None:
    copy.with_suffix(".py").write_text(SCRIPT.replace("Port Birch", "Port Cedar"), encoding="utf-8")
    assert any("toy.py says something else" in fault for fault in guard(copy))


def test_script_with_a_cell_more_is_caught(copy: Path) -> None:
    copy.with_suffix(".py").write_text(SCRIPT + "\n# %%\n1\n", encoding="utf-8")
    assert any("toy.py has" in fault for fault in guard(copy))


def test_script_of_another_case_is_caught(copy: Path) -> None:
    copy.with_suffix(".py").write_text(SCRIPT.replace("toy crate Q", "toy crate R"), "utf-8")
    assert any("names another case" in fault for fault in guard(copy))


def test_absent_script_is_caught(copy: Path) -> None:
    copy.with_suffix(".py").unlink()
    assert guard(copy) == ["the paired script: there is no such script"]


def test_raw_cell_is_caught(copy: Path) -> None:
    faults = spoil(copy, lambda node: node.cells.append(nbformat.v4.new_raw_cell("x")))
    assert any("a raw cell is neither prose nor evidence" in fault for fault in faults)


def test_large_notebook_is_caught(copy: Path) -> None:
    big = stream("x" * MAX_BYTES)
    faults = spoil(copy, lambda node: node.cells.append(code(big)))
    assert any(f"more than {MAX_BYTES}" in fault for fault in faults)


def test_file_that_is_no_notebook_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError, match=r"x\.ipynb: it is not a notebook"):
        guard(path)
