from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from osint_helpers.errors import SheetError
from osint_helpers.sheets import Headers, ReadRule, read


class Named:
    def __init__(self, name):
        self.name = name


KNOWN = Headers(lambda text: Named(text) if text in {"a", "b"} else None, 2, "start", "known")


def book(path: Path, change) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(["a", "b"])
    sheet.append(["x", "=1+1"])
    sheet.append(["y", "=2+2"])
    change(sheet)
    made.save(path)
    return path


def stored(path: Path) -> Path:
    """Store a value for the first formula, as a spreadsheet program does."""
    done = path.with_name("stored.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(done, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<f>1+1</f><v" in part
                part = part.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
                part = part.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
            new.writestr(name, part)
    return done


def test_a_stored_value_stands_for_its_formula_and_a_missing_one_for_none(tmp_path):
    path = stored(book(tmp_path / "a.xlsx", lambda sheet: None))
    table = read(path, KNOWN, values=True)
    assert [(line.cells[1].text, line.cells[1].kind) for line in table.lines] == [
        ("2", "number"), ("=2+2", "formula"),
    ]  # fmt: skip
    (told,) = [one for one in table.messages if one.code == "formulas"]
    assert told.what.startswith("1 cells hold formulas")


def test_without_the_wish_a_formula_stays_a_formula(tmp_path):
    table = read(stored(book(tmp_path / "a.xlsx", lambda sheet: None)), KNOWN)
    assert [line.cells[1].kind for line in table.lines] == ["formula", "formula"]


def test_hidden_rows_columns_and_sheets_are_told_and_read(tmp_path):
    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("shown")

    table = read(book(tmp_path / "a.xlsx", change), KNOWN)
    told = {one.code: one.what for one in table.messages}
    assert told["hidden-rows"] == "1 hidden rows were read: 3"
    assert {"hidden-columns", "hidden-sheet", "other-sheets"} <= set(told)
    assert len(table.lines) == 2


def test_a_wide_row_after_narrow_ones_is_read_whole(tmp_path):
    def change(sheet):
        sheet.cell(3, 5, "far")

    table = read(book(tmp_path / "a.xlsx", change), KNOWN)
    assert [len(line.cells) for line in table.lines] == [2, 5]
    assert table.lines[1].cells[4].text == "far"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.fromisoformat("2018-06-14"), "2018-06-14"),
        (datetime.fromisoformat("2018-06-14T00:30"), "2018-06-14 00:30:00"),
        (date(2018, 6, 14), "2018-06-14"),
        (7.0, "7"),
        (7.5, "7.5"),
        (1e16, "1e+16"),
        (True, "yes"),
    ],
)
def test_a_cell_is_told_as_it_stands(tmp_path, value, text):
    def change(sheet):
        sheet["A2"] = value

    table = read(book(tmp_path / "a.xlsx", change), KNOWN)
    assert table.lines[0].cells[0].text == text


def test_a_file_of_the_size_allowed_is_read_and_one_byte_more_is_not(tmp_path):
    path = book(tmp_path / "a.xlsx", lambda sheet: None)
    with zipfile.ZipFile(path) as packed:
        inside = sum(one.file_size for one in packed.infolist())
        parts = len(packed.infolist())
    assert read(path, KNOWN, rule=ReadRule(bytes=inside, parts=parts)).lines
    for less in (ReadRule(bytes=inside - 1), ReadRule(parts=parts - 1)):
        with pytest.raises(SheetError, match=f"unpacks to {inside:,} bytes in {parts:,} parts"):
            read(path, KNOWN, rule=less)
    text = tmp_path / "a.csv"
    text.write_text("a,b\nx,y\n")
    assert read(text, KNOWN, rule=ReadRule(bytes=8)).lines
    with pytest.raises(SheetError, match="has 8 bytes, more than 7"):
        read(text, KNOWN, rule=ReadRule(bytes=7))
