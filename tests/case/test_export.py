from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from osint_helpers._cells import is_formula
from osint_helpers.case import export, open_case
from osint_helpers.case.tables import TABLES
from tests.case.builder import edit, to_csv, write_case

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\r\t",'))
FORMULA_SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


def test_rfc_4180():
    frame = pd.DataFrame({"a,b": ['say "x"', "two\nlines"], "c": ["", "plain"]})
    assert export.to_csv(frame) == '"a,b",c\n"say ""x""",\n"two\nlines",plain\n'


def test_a_frame_of_one_empty_column_keeps_its_rows():
    assert export.to_csv(pd.DataFrame({"c": ["", "x", ""]})) == 'c\n""\nx\n""\n'


def test_lists_numbers_and_nothing():
    frame = pd.DataFrame(
        {"many": [("a", "b"), ()], "size": [3.0, float("nan")], "half": [0.5, -2.0],
         "none": [None, "x"]}
    )  # fmt: skip
    assert export.to_csv(frame) == "many,size,half,none\na; b,3,0.5,\n,,-2,x\n"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\rx", " =1", "\uff0d1", "\uff1dA1"]
)
def test_formulas_get_an_apostrophe(cell):
    frame = pd.DataFrame({"c": [cell], "=h": ["x"]})
    header, row = csv.reader(io.StringIO(export.to_csv(frame), newline=""))
    assert header == ["c", "'=h"]
    assert row == [f"'{cell}", "x"]


@pytest.mark.parametrize("cell", ["-1", "-10.5", "it's", "'tis", "2001-03-04", "a=b"])
def test_other_cells_stay(cell):
    assert export.neutral(cell) == cell


@pytest.mark.parametrize(("cell", "shown"), [("a\0b", "a␀b"), ("\x1b[31m", "␛[31m"), ("\x7f", "␡")])
def test_control_characters_become_pictures(cell, shown):
    assert export.neutral(cell) == shown


def test_c1_control_characters_are_replaced():
    assert export.neutral("a\x9bb") == "a\ufffdb"


@given(st.text())
@example("'=1")
@example("''=1")
@example("'-5")
def test_no_cell_starts_a_formula_and_all_come_back(text):
    cell = export.neutral(text)
    number = re.fullmatch(r"-\d+(\.\d+)?([eE][+-]?\d+)?", cell, re.ASCII)
    assert number or not cell.lstrip().startswith(tuple(FORMULA_SIGNS))
    assert cell[:1] not in {"\t", "\r"}
    if all(ord(char) >= 32 or char in "\t\n\r" for char in text) and not any(
        0x7F <= ord(char) < 0xA0 for char in text
    ):
        assert export.plain(cell) == text


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.text(st.characters(exclude_categories=["Cs", "Cc"])) for name in ("a", "b")}
        )
    )
)
def test_frames_come_back(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="object")
    assert export.from_csv(export.to_csv(frame)) == rows


def test_exported_tables_open_as_the_same_case(case, folder, tmp_path):
    copy = tmp_path / "copy" / "synthetic-case"
    paths = export.export_tables(case, copy)
    assert [path.name for path in paths] == [f"{name}.csv" for name in TABLES]
    (copy / "case.toml").write_bytes((folder / "case.toml").read_bytes())
    again = open_case(copy)
    for name in TABLES:
        pd.testing.assert_frame_equal(again.table(name), case.table(name))


def test_exported_bytes_are_those_of_the_file(case, folder, tmp_path):
    export.export_tables(case, tmp_path / "out")
    # Numbers are the only cells that may be written otherwise (0.50 becomes 0.5).
    for name in TABLES:
        assert (tmp_path / "out" / f"{name}.csv").read_bytes() == (
            folder / f"{name}.csv"
        ).read_bytes()


@settings(max_examples=20)
@given(note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_a_note_of_an_open_case_survives_export(tmp_path_factory, note):
    if is_formula(note):
        return
    folder = tmp_path_factory.mktemp("x") / "noted-case"
    case = open_case(write_case(folder, items=lambda rows: edit(rows, "crate", note=note)))
    text = export.to_csv(case.items)
    assert text == to_csv("items", case.items.to_dict("records"))
    assert export.from_csv(text)[0]["note"] == note
