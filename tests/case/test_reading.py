from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers._cells import is_formula
from osint_helpers.case import open_case
from osint_helpers.case.reading import decode, parse
from osint_helpers.case.tables import Table
from tests.case.builder import edit, write_case
from tests.case.conftest import faults_of, where

PAIR = Table(("one", "two"), ("one",))
FILE = Path("pair.csv")


def rewrite(folder: Path, name: str, change) -> Path:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))
    return folder


def test_byte_order_mark_is_refused_and_the_file_untouched(folder):
    rewrite(folder, "claims.csv", lambda data: b"\xef\xbb\xbf" + data)
    before = (folder / "claims.csv").read_bytes()
    (fault,) = faults_of(folder)
    assert where(fault) == ("E007", "claims.csv", 1, None)
    assert fault.what == "starts with a UTF-8 byte order mark"
    assert fault.advice == (
        "save the file as UTF-8 without byte order mark, "
        f"or run osint import {folder.name} claims, "
        "which reads what a spreadsheet program saved and writes it so"
    )
    assert (folder / "claims.csv").read_bytes() == before


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(folder, codec):
    mark = "\ufeff".encode(codec)
    rewrite(folder, "pulls.csv", lambda data: mark + data.decode().encode(codec))
    (fault,) = faults_of(folder)
    assert fault.what == "starts with a UTF-16 byte order mark"


def test_cp1252_names_line_byte_and_letter(folder):
    rewrite(folder, "entities.csv", lambda data: data.replace(b"SYNTHETIC Ship", b"Caf\xe9"))
    (fault,) = faults_of(folder)
    assert where(fault) == ("E007", "entities.csv", 4, None)
    assert fault.what == "byte 0xe9 is not UTF-8, which is 'é' in the Windows code page 1252"
    assert f"osint import {folder.name} entities --encoding cp1252" in fault.advice


def test_a_byte_without_meaning_in_cp1252_is_named_alone():
    _, (fault,) = decode(b"a\n\x81", FILE)
    assert (fault.row, fault.what) == (2, "byte 0x81 is not UTF-8")


@pytest.mark.parametrize(("char", "name"), [("\0", "U+0000"), ("\x1b", "U+001B")])
def test_control_characters_are_refused(folder, char, name):
    rewrite(folder, "items.csv", lambda data: data.replace(b"crate,crate", f"cr{char}te".encode()))
    (fault,) = faults_of(folder)
    assert where(fault) == ("E008", "items.csv", 2, None)
    assert fault.what == f"control character {name}"


def test_crlf_is_read_like_lf(folder):
    lf = open_case(folder).claims
    rewrite(folder, "claims.csv", lambda data: data.replace(b"\n", b"\r\n"))
    assert open_case(folder).claims.equals(lf)


@pytest.mark.parametrize("cells", ["a", "a,b,c", ""])
def test_ragged_row_is_named_by_its_line(cells):
    raw, (fault,) = parse(f"one,two\nx,y\n{cells}\nz,z\n", PAIR, FILE)
    number = len(cells.split(",")) if cells else 0
    assert where(fault) == ("E011", "pair.csv", 3, None)
    assert fault.what == f"has {number} cells, not 2"
    assert raw.columns == {"one": ["x", "z"], "two": ["y", "z"]}
    assert raw.lines == [2, 4]


def test_header_faults_come_all_at_once():
    _, faults = parse("one,three,one\n", PAIR, FILE)
    assert [fault.what for fault in faults] == [
        "column 'two' is missing",
        "column 'three' is unknown",
        "column 'one' is named twice",
    ]
    assert {where(fault) for fault in faults} == {("E010", "pair.csv", 1, None)}


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_one_fault_that_names_it(mark, name):
    _, (fault,) = parse(f"one{mark}two\na{mark}b\n", PAIR, FILE)
    assert where(fault) == ("E010", "pair.csv", 1, None)
    assert fault.what == f"cells are separated by {name}, not by commas"


def test_a_missing_column_may_be_empty_only_where_its_cells_may():
    table = Table(("one", "two", "six"), ("one",), required=("two",))
    _, faults = parse("one\n", table, FILE)
    assert [fault.advice for fault in faults] == ["add it", "add it; it may be empty"]


def test_missing_column_in_a_case(folder):
    rewrite(folder, "pulls.csv", lambda data: data.replace(b",capture", b""))
    (fault,) = faults_of(folder)
    assert where(fault) == ("E010", "pulls.csv", 1, None)
    assert fault.what == "column 'capture' is missing"


def test_unknown_column_in_a_case(folder):
    rewrite(folder, "pulls.csv", lambda data: data.replace(b",capture", b",capture,hash"))
    (fault,) = faults_of(folder)
    assert fault.what == "column 'hash' is unknown"


def test_columns_may_stand_in_another_order():
    raw, faults = parse("two,one\n2,1\n", PAIR, FILE)
    assert (raw.columns, faults) == ({"one": ["1"], "two": ["2"]}, [])


def test_an_empty_file_has_no_header():
    _, (fault,) = parse("", PAIR, FILE)
    assert where(fault) == ("E010", "pair.csv", None, None)
    assert fault.advice == "the first line must be: one,two"


def test_a_broken_quote_is_named_by_the_line_it_opens_on():
    _, (fault,) = parse('one,two\na,b\nc,"d\ne,f\n', PAIR, FILE)
    assert where(fault) == ("E009", "pair.csv", 3, None)


def test_lines_count_breaks_inside_cells():
    raw, faults = parse('one,two\n"a\nb",c\nd,e\n', PAIR, FILE)
    assert (raw.lines, faults) == ([2, 4], [])
    assert raw.columns["one"] == ["a\nb", "d"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-x",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        " =1",
        "\uff0d1",
        "\uff1d1",
        "-1-1",
        "'=1",
        "-",
    ],
)
def test_formula_cells(cell):
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["", "-1", "-1.5", "-2e-3", "2001-03-04", "a=b", "'tis", "1-2"])
def test_cells_that_are_no_formula(cell):
    assert not is_formula(cell)


def test_formula_cell_in_a_case(tmp_path):
    folder = write_case(
        tmp_path / "bad-case", places=lambda rows: edit(rows, "ZZBBB", note='=HYPERLINK("x")')
    )
    (fault,) = faults_of(folder)
    assert where(fault) == ("E012", "places.csv", 3, "note")
    assert fault.what == "the cell starts with '='"


def test_negative_coordinates_are_numbers(case):
    assert case.places["lat"].tolist() == [0.5, -10.0, -20.0]


@given(st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]))] * 2)))
def test_what_csv_writes_is_what_is_read(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([PAIR.columns, *rows])
    raw, faults = parse(out.getvalue(), PAIR, FILE)
    assert list(zip(raw.columns["one"], raw.columns["two"], strict=True)) == rows
    assert len(faults) == sum(is_formula(cell) for row in rows for cell in row)
    assert raw.lines == list(range(2, len(rows) + 2))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_a_fault(data):
    text, faults = decode(data, FILE)
    if not faults:
        assert text.encode() == data
        _, faults = parse(text, PAIR, FILE)
    assert all(fault.code in {"E007", "E008", "E009", "E010", "E011", "E012"} for fault in faults)
