"""XLSX: formulas, merged cells, dates of both systems, macros, bombs."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from osint_helpers.diligence import ReadRule, read
from osint_helpers.errors import DiligenceError
from tests.diligence.files import GOOD, raw, replaced, xlsx

ROW = list(GOOD.values())
DATE = list(GOOD).index("departed_on")
SHEET = "xl/worksheets/sheet1.xml"


def with_(value: object, column: str = "departed_on") -> list[object]:
    row: list[object] = list(ROW)
    row[list(GOOD).index(column)] = value
    return row


def codes(path: Path, code: str) -> list[tuple[int, str, str]]:
    return [(m.row, m.column, m.what) for m in read(path).notes if m.code == code]


def test_a_sheet_is_read_and_how_is_told(tmp_path: Path) -> None:
    found = read(xlsx(tmp_path, ROW))
    assert found.table.how == "XLSX, sheet 'Sheet', dates counted from 1900"
    assert found.rows[0].cells == GOOD
    assert [m for m in found.notes if m.severity != "note"] == []


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_a_date_cell_is_that_day_in_both_date_systems(tmp_path: Path, epoch: int) -> None:
    found = read(
        xlsx(tmp_path, with_(datetime(2026, 2, 1, tzinfo=UTC).replace(tzinfo=None)), epoch=epoch)
    )
    assert found.rows[0].date("departed_on").text() == "1 February 2026"
    assert found.table.epoch == epoch


@pytest.mark.parametrize(("epoch", "day"), [(1900, "14 June 2018"), (1904, "15 June 2022")])
def test_a_day_number_is_read_by_the_system_of_the_workbook(tmp_path, epoch, day) -> None:
    path = xlsx(tmp_path, with_(43265), epoch=epoch)
    assert read(path).rows[0].date("departed_on").text() == day
    ((row, column, what),) = codes(path, "serial-date")
    assert (row, column) == (2, "departed_on")
    assert f"counted from {epoch}" in what


def test_a_formula_is_not_computed_and_its_stored_value_not_trusted(tmp_path: Path) -> None:
    path = xlsx(tmp_path, with_('=HYPERLINK("x","SYNTHETIC Buyer")', "consignee"), ROW)
    assert read(path).counts["read"] == 2
    assert read(path).rows[0].text("consignee") == ""
    ((row, column, what),) = codes(path, "formula")
    assert (row, column) == (2, "consignee")
    assert "which is not computed" in what


def test_a_formula_of_an_array_or_a_data_table_is_told_like_any(tmp_path: Path) -> None:
    from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

    rows = [with_(ArrayFormula("C2", "=SUM(A1:A2)"), "consignee"),
            with_(DataTableFormula("C3"), "consignee")]  # fmt: skip
    said = [what for _, _, what in codes(xlsx(tmp_path, *rows), "formula")]
    assert said == ["holds the formula '=SUM(A1:A2)', which is not computed",
                    "holds the formula '=TABLE()', which is not computed"]  # fmt: skip


def test_an_error_of_the_spreadsheet_is_no_value(tmp_path: Path) -> None:
    assert codes(xlsx(tmp_path, with_("#REF!", "hs")), "error-value") == [
        (2, "hs", "holds the error '#REF!'")
    ]


def test_a_merged_cell_is_told_and_not_copied(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ROW, with_(None, "consignee"), ROW, merge="C2:C3")
    found = read(path)
    assert [one.text("consignee") for one in found.rows] == ["SYNTHETIC Buyer", "",
                                                             "SYNTHETIC Buyer"]  # fmt: skip
    ((row, column, what),) = codes(path, "merged-cell")
    assert (row, column) == (3, "consignee")
    assert "C2:C3" in what


def test_the_first_of_merged_cells_is_an_ordinary_cell(tmp_path: Path) -> None:
    path = xlsx(tmp_path, with_(None, "consignee"), with_(None, "consignee"), merge="C2:C3")
    assert [row for row, _, _ in codes(path, "empty")] == [2]
    assert [row for row, _, _ in codes(path, "merged-cell")] == [3]


def test_other_sheets_are_named_and_one_may_be_chosen(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = xlsx(tmp_path, ROW)
    book = load_workbook(path)
    other = book.create_sheet("SYNTHETIC two", 0)
    other.append(["nothing", "of", "interest"])
    book.save(path)
    assert read(path).table.sheet == "Sheet"
    ((row, _, what),) = codes(path, "other-sheets")
    assert row == 0
    assert "SYNTHETIC two" in what
    with pytest.raises(DiligenceError, match="has no header"):
        read(path, sheet="SYNTHETIC two")
    with pytest.raises(DiligenceError, match="has no sheet 'three'"):
        read(path, sheet="three")


def test_blank_rows_and_rows_beyond_the_bound_are_counted(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ROW, [], ROW, ROW)
    counts = read(path).counts
    assert (counts["rows"], counts["blank"], counts["read"]) == (4, 1, 3)
    counts = read(path, rule=ReadRule(rows=2)).counts
    assert (counts["rows"], counts["read"], counts["not read"]) == (4, 2, 1)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = replaced(xlsx(tmp_path, ROW), SHEET, b" " * (50 << 20))
    with pytest.raises(DiligenceError, match="unpacks to 52,428,800 bytes from"):
        read(path)
    path = xlsx(tmp_path, ROW)
    with pytest.raises(DiligenceError, match=r"unpacks to .* it is not opened"):
        read(path, rule=ReadRule(bytes=path.stat().st_size + 1))
    with pytest.raises(DiligenceError, match="parts"):
        read(path, rule=ReadRule(parts=3))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_part_with_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    with pytest.raises(DiligenceError, match="declares entities"):
        read(replaced(xlsx(tmp_path, ROW), SHEET, bomb))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_a_broken_part_is_a_typed_error(tmp_path: Path, part: str) -> None:
    with pytest.raises(DiligenceError, match=r"c\.xlsx: cannot be read as a spreadsheet"):
        read(replaced(xlsx(tmp_path, ROW), part, b"<broken"))


def test_a_torn_zip_and_an_old_or_protected_file_are_typed_errors(tmp_path: Path) -> None:
    data = xlsx(tmp_path, ROW).read_bytes()
    with pytest.raises(DiligenceError, match="is a broken zip"):
        read(raw(tmp_path, data[: len(data) // 2]))
    with pytest.raises(DiligenceError, match=r"old \.xls or protected"):
        read(raw(tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 600))


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ROW)
    made = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr("xl/vbaProject.bin", b"SYNTHETIC")
    path.write_bytes(made.getvalue())
    assert codes(path, "macros") == [(0, "", "holds macros; none was run")]
