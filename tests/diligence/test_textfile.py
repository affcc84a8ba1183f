"""CSV: what is told of encoding, delimiter and rows that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.diligence import ReadRule, read
from osint_helpers.diligence.columns import HEADERS
from osint_helpers.errors import DiligenceError, SheetError
from osint_helpers.sheets.textfile import read as read_text
from tests.diligence.files import csv_file, raw

HEAD = "consignment,consignee,hs,port_of_loading\n"
ROW = "SYNTHETIC-1,SYNTHETIC Buyer,8703,NLRTM\n"


def test_encoding_and_delimiter_are_told(tmp_path: Path) -> None:
    path = raw(tmp_path, (HEAD + ROW).replace(",", ";"))
    assert read(path).table.how == "CSV, UTF-8, semicolon between the cells"
    path = raw(tmp_path, (HEAD + ROW).encode("utf-16"))
    found = read(path)
    assert found.table.how == "CSV, utf-16, comma between the cells"
    assert found.rows[0].text("consignee") == "SYNTHETIC Buyer"
    path = raw(tmp_path, b"\xef\xbb\xbf" + (HEAD + ROW).encode())
    assert read(path).rows[0].id == "SYNTHETIC-1"


def test_another_encoding_is_refused_and_never_guessed(tmp_path: Path) -> None:
    path = raw(tmp_path, (HEAD + ROW.replace("Buyer", "가상무역")).encode("cp949"))
    with pytest.raises(DiligenceError, match=r"is not utf-8 .*--encoding"):
        read(path)
    assert read(path, encoding="cp949").rows[0].text("consignee") == "SYNTHETIC 가상무역"
    with pytest.raises(DiligenceError, match="'klingon' is no encoding"):
        read(path, encoding="klingon")


def test_a_row_of_another_width_is_not_read_and_the_others_are(tmp_path: Path) -> None:
    found = read(raw(tmp_path, HEAD + "a,b,c,d,e\n" + ROW + "a,b\n" + ROW))
    assert found.counts["read"] == 2
    assert found.counts["not read"] == 2
    assert [(m.row, m.severity) for m in found.notes if m.code == "row-unreadable"] == [
        (2, "row not read"), (4, "row not read"),
    ]  # fmt: skip
    assert any("has 5 cells where the header has 4" in one.what for one in found.notes)


def test_an_open_quotation_mark_spoils_its_own_row_only(tmp_path: Path) -> None:
    lines = HEAD + ROW + 'SYNTHETIC-2,"open,8703,NLRTM\n' + ROW * 60
    found = read(raw(tmp_path, lines))
    assert found.counts["read"] == 61
    assert [m.row for m in found.notes if m.code == "row-unreadable"] == [3]


def test_a_cell_may_hold_line_breaks_and_rows_keep_their_line(tmp_path: Path) -> None:
    found = read(raw(tmp_path, HEAD + 'SYNTHETIC-1,"SYNTHETIC\nBuyer",8703,NLRTM\n\n' + ROW))
    assert [one.row for one in found.rows] == [2, 5]
    assert found.rows[0].text("consignee") == "SYNTHETIC Buyer"
    assert found.counts["blank"] == 1
    assert found.counts["rows"] == 3


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    found = read(raw(tmp_path, "SYNTHETIC shipments,,,\n" + HEAD + ROW))
    assert [one.row for one in found.rows] == [3]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), ("a,b,c\n1,2,3\n", "has no header"), ("\n \n", "is empty"),
     (HEAD.replace("hs", "Buyer") + ROW, "columns 2 and 3 both mean consignee"),
     ("consignment,consignee,hs\n\0", "holds NUL bytes")],
)  # fmt: skip
def test_a_file_of_which_nothing_can_be_used_is_an_error(tmp_path, text, words) -> None:
    with pytest.raises(DiligenceError, match=words):
        read(raw(tmp_path, text))


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DiligenceError, match=r"gone\.csv.*No such file"):
        read(tmp_path / "gone.csv")


def test_rows_beyond_the_bound_are_counted(tmp_path: Path) -> None:
    path = csv_file(tmp_path, *[{}] * 5)
    found = read(path, rule=ReadRule(rows=3))
    assert (found.counts["read"], found.counts["not read"], found.counts["rows"]) == (3, 2, 5)
    with pytest.raises(DiligenceError, match="more than 10"):
        read(path, rule=ReadRule(bytes=10))


def test_an_unknown_column_is_kept_and_told(tmp_path: Path) -> None:
    found = read(csv_file(tmp_path, {"colour of the crate": "SYNTHETIC red"}))
    (told,) = [m for m in found.notes if m.code == "unknown-column"]
    assert (told.row, told.column, told.severity) == (1, "colour of the crate", "note")


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    data = (HEAD + text).encode("utf-8", "replace")
    try:
        found = read_text(data, "c.csv", "0" * 64, ReadRule(), HEADERS)
    except SheetError:
        return
    filled = found.rows - found.blank
    assert len(found.lines) + found.unread == filled
