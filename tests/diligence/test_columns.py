"""Columns: every header means one, every column is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from osint_helpers.diligence import COLUMNS, read, template
from osint_helpers.diligence.cells import _FORMS
from osint_helpers.diligence.columns import EXPECTED, named
from osint_helpers.errors import DiligenceError
from tests.conftest import REPO
from tests.diligence.files import raw


def test_headers_are_told_whatever_case_and_marks_they_have() -> None:
    assert named("Port of Loading").name == "port_of_loading"
    assert named(" B/L No. ").name == "bill_of_lading"
    assert named("수하인").name == "consignee"
    assert named("colour") is None


def test_every_form_can_be_read() -> None:
    assert {one.form for one in COLUMNS} - {"date"} == set(_FORMS)
    assert set(EXPECTED) <= {one.name for one in COLUMNS}


def test_every_column_is_documented_with_its_meaning() -> None:
    text = (REPO / "docs" / "diligence.md").read_text("utf8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*)$", text, re.MULTILINE))
    assert list(rows) == [one.name for one in COLUMNS]
    for one in COLUMNS:
        assert one.about in rows[one.name]
        assert all(f"{other}" in rows[one.name] for other in one.also)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_template_is_read_back_without_a_fault(tmp_path: Path, ending: str) -> None:
    made = template(f"t{ending}")
    assert made == template(f"T{ending.upper()}")
    found = read(raw(tmp_path, made, f"t{ending}"))
    assert len(found.table.columns) == len(COLUMNS)
    assert [m for m in found.notes if m.severity != "note"] == []
    assert found.synthetic


def test_a_template_of_another_form_is_refused() -> None:
    with pytest.raises(DiligenceError, match=r"ends in \.xlsx or \.csv"):
        template("t.ods")
