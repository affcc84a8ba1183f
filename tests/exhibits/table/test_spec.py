"""The form of a table."""

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.table.spec import MARKS, cell, table, validate


def spec(**changes):
    made = table(
        {"a": "A", "b": "B"},
        [["x", cell("y", [("claim", "c")], "agrees")]],
        provenance="SYNTHETIC",
        row_ids=[("claim", "c")],
        widths={"a": "12rem"},
    )
    return {**made, **changes}


def test_a_table_of_the_form_passes():
    validate(spec())


def test_bare_text_becomes_a_cell_and_refs_stand_once():
    assert spec()["rows"][0][0] == {"text": "x"}
    assert cell("", [("claim", "c"), ("claim", "c"), ("source", "c")])["refs"] == [
        ["claim", "c"],
        ["source", "c"],
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"extra": 1}, "a table has columns"),
        ({"provenance": " "}, r"spec\.provenance: a table must say where it comes from"),
        ({"columns": []}, r"spec\.columns: at least one column"),
        ({"columns": [{"key": "a", "label": "A"}] * 2}, "each key once"),
        ({"columns": [{"key": "a", "label": ""}]}, r"columns\[0\]\.label"),
        ({"columns": [{"key": "A b", "label": "x"}]}, r"columns\[0\]\.key"),
        ({"columns": [{"key": "a", "label": "A", "width": "1px;x"}]}, r"columns\[0\]\.width"),
        ({"columns": [{"key": "a", "label": "A", "other": 1}]}, r"columns\[0\]: a column has"),
        ({"rows": [[{"text": "x"}]]}, r"rows\[0\]: 1 cells for 2 columns"),
        ({"rows": [[{"text": "x"}, {"text": 1}]]}, r"rows\[0\]\[1\]\.text"),
        ({"rows": [[{"text": "x"}, {"html": "x"}]]}, r"rows\[0\]\[1\]: a cell has"),
        ({"rows": [[{"text": "x"}, {"text": "x", "mark": "evil"}]]}, r"rows\[0\]\[1\]\.mark"),
        (
            {"rows": [[{"text": "x"}, {"text": "x", "refs": [["person", "p"]]}]]},
            r"rows\[0\]\[1\]\.refs\[0\]",
        ),
        ({"rows": [[{"text": "x"}, {"text": "x", "refs": [["claim", ""]]}]]}, r"refs\[0\]"),
        ({"row_ids": [None, None]}, r"spec\.row_ids: as many as rows"),
        ({"row_ids": [["claim"]]}, r"spec\.row_ids\[0\]"),
        ({"rows": "x"}, r"spec\.rows: a list is expected"),
    ],
)
def test_a_fault_is_refused_with_its_path(changes, message):
    with pytest.raises(ExhibitError, match=message):
        validate(spec(**changes))


def test_an_anchor_stands_once():
    made = table({"a": "A"}, [["x"], ["y"]], provenance="p", row_ids=[("claim", "c")] * 2)
    with pytest.raises(ExhibitError, match=r"spec\.row_ids\[1\]: claim 'c' stands twice"):
        validate(made)


def test_every_status_has_a_mark():
    from osint_helpers.case.tables import STATUS

    assert {f"status-{name}" for name in STATUS} < set(MARKS)
