"""A register laid out as entries: whole, escaped, anchored."""

from __future__ import annotations

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import cell, table, validate

COLUMNS = {"id": "Claim", "text": "Statement", "when": "Date", "by": "Contradicted by"}


def made(rows, row_ids=()):
    spec = table(COLUMNS, rows, provenance="SYNTHETIC", row_ids=row_ids, main=("text",))
    return Exhibit("table", "A-1", "A title", "", spec)


def test_main_columns_make_a_table_of_entries():
    spec = made([]).spec
    assert spec["layout"] == "entries"
    assert [column.get("role") for column in spec["columns"]] == [None, "main", None, None]


def test_without_main_columns_the_layout_is_a_grid():
    assert "layout" not in table(COLUMNS, [], provenance="SYNTHETIC")


def test_an_entry_holds_every_filled_cell_and_its_anchor():
    row = ["a_b", "What is said", "", cell("two", [("claim", "c_1")], "disputed")]
    html = made([row], [("claim", "a_b")]).to_html()
    assert html.startswith(
        '<div class="entries" role="list" aria-label="Exhibit A-1: A title">'
        '<div class="entry" role="listitem" id="claim-a_b"><p><b>a_b</b> What is said</p>'
        '<p class="entry-facts"><i class="mark-disputed">Contradicted by:</i> two '
        '<a href="#claim-c_1">c_1</a></p></div></div>'
    )


def test_a_part_is_a_paragraph_under_its_label():
    spec = table(COLUMNS, [["a", "What is said", cell("<1>\n2", mark="disputed"), ""]],
                 provenance="SYNTHETIC", main=("text",), parts=("when", "by"))  # fmt: skip
    assert [column.get("role") for column in spec["columns"]] == [None, "main", "part", "part"]
    html = Exhibit("table", "A-1", "A title", "", spec).to_html()
    assert (
        '<p><b>a</b> What is said</p><p class="entry-part mark-disputed"><i>Date</i><br>'
        "&lt;1&gt;<br>2</p></div>"
    ) in html


def test_a_second_main_text_is_a_paragraph_of_its_own():
    spec = table(
        {"a": "A", "b": "B", "c": "C"},
        [["k", "one", cell("two", mark="distortion")]],
        provenance="SYNTHETIC",
        main=("b", "c"),
    )
    html = Exhibit("table", "A-1", "T", "", spec).to_html()
    assert '<p><b>k</b> one</p><p class="mark-distortion">two</p></div>' in html


def test_an_empty_cell_takes_no_room():
    html = made([["a", "b", "", ""]]).to_html()
    assert "Date" not in html
    assert "entry-facts" not in html


def test_hostile_text_is_escaped_in_every_place():
    bad = '<img src=x onerror="1">'
    html = made([[bad, bad, bad, cell(bad)]]).to_html()
    assert "<img" not in html
    assert html.count("&lt;img") == 4


def test_no_row_is_said_in_words():
    assert "No row: nothing is recorded here." in made([]).to_html()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"layout": "cards"}, r"spec\.layout"),
        ({"columns": [{"key": "id", "label": "Claim", "role": "side"}]}, r"columns\[0\]\.role"),
    ],
)
def test_an_unknown_layout_or_role_is_refused(change, words):
    with pytest.raises(ExhibitError, match=words):
        validate({**made([]).spec, **change})
