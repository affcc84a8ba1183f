"""A notebook shows prose, exhibits and printed text; anything else refuses the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from osint_helpers.errors import ReportError
from osint_helpers.exhibits.exhibit import MIME
from osint_helpers.report.reading import exhibits, pieces, read_notebook
from tests.report.synthetic import code, exhibit, markdown, node, shown


def display(**data: object) -> Any:
    return nbformat.v4.new_output("display_data", data=data)


def test_pieces_come_in_order_and_name_their_cell() -> None:
    one = exhibit()
    printed = nbformat.v4.new_output("stream", name="stdout", text="hello")
    found = pieces(node(markdown("# a"), shown(one), code(printed)))
    assert [(p.cell, p.kind, p.text) for p in found] == [
        (1, "markdown", "# a"),
        (2, "exhibit", ""),
        (3, "printed", "hello"),
    ]
    assert found[1].exhibit == one


def test_result_with_text_alone_is_printed() -> None:
    assert pieces(node(code(display(**{"text/plain": "4"}))))[0].text == "4"


def test_cell_for_the_notebook_only_is_left_out() -> None:
    cell = markdown("how to run this")
    cell.metadata.tags = ["notebook-only"]
    assert pieces(node(cell, markdown("kept"))) == pieces(node(cell, markdown("kept")))
    assert [p.text for p in pieces(node(cell, markdown("kept")))] == ["kept"]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (
            nbformat.v4.new_output("error", ename="E", evalue="e", traceback=[]),
            "cell 1 ended in an error",
        ),
        (nbformat.v4.new_output("stream", name="stderr", text="x"), "cell 1 wrote to stderr"),
        (display(**{"text/html": "<b>x</b>", "text/plain": "x"}), "cell 1 shows text/html, which"),
        (display(**{"image/svg+xml": "<svg/>"}), r"cell 1 shows image/svg\+xml, which"),
        (display(**{"text/vnd.mermaid": "x"}), "cell 1 shows text/vnd.mermaid, which"),
        (display(), "cell 1 shows nothing, which"),
    ],
)
def test_other_output_refuses_the_report(output: Any, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        pieces(node(code(output)))


def test_picture_beside_an_exhibit_is_refused() -> None:
    data = {MIME: exhibit().to_json(), "image/png": "iVBORw0KGgo="}
    with pytest.raises(ReportError, match="cell 1 shows image/png beside an exhibit"):
        pieces(node(code(display(**data))))


def test_changed_exhibit_is_refused_and_named() -> None:
    private = {**exhibit().to_json(), "caption": "forged"}
    with pytest.raises(
        ReportError, match=r"cell 1: exhibit 'C-1' \(table\): the content was changed"
    ):
        pieces(node(code(display(**{MIME: private}))))


def test_exhibit_number_used_twice_is_refused() -> None:
    cells = [shown(exhibit(number="C-1")), markdown("x"), shown(exhibit(number="c-1".upper()))]
    with pytest.raises(ReportError, match="cells 1 and 3 both show an exhibit C-1"):
        pieces(node(*cells))


def test_same_exhibit_twice_in_one_cell_is_refused() -> None:
    output = shown(exhibit()).outputs[0]
    with pytest.raises(ReportError, match="cells 1 and 1 both show"):
        pieces(node(code(output, output)))


def test_exhibits_of_a_built_notebook(built: Path) -> None:
    assert [one.id for one in exhibits(read_notebook(built))] == ["J-1", "C-1", "S-1"]


def test_absent_notebook(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"x\.ipynb: there is no such notebook"):
        read_notebook(tmp_path / "x.ipynb")
