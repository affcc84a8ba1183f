"""The annotated spreadsheet: own cells untouched, findings beside them, no cell that runs."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from openpyxl import load_workbook

from osint_helpers.diligence import annotate, check, read
from osint_helpers.diligence.annotated import FOUND
from tests.conftest import REPO
from tests.diligence.files import GOOD, checked, csv_file, raw, snapshot
from tests.screening.lists import SHIP


def rows(data: bytes, sheet: str) -> list[list[object]]:
    book = load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_own_cells_come_back_and_findings_stand_beside(tmp_path: Path) -> None:
    found = checked(tmp_path, {"colour": "SYNTHETIC red"}, {"consignee": ""},
                    lists=[snapshot(tmp_path)])  # fmt: skip
    head, first, second = rows(annotate(found), "Consignments")
    width = len(GOOD) + 1
    assert head == [*GOOD, "colour", *FOUND]
    assert first[:width] == [*GOOD.values(), "SYNTHETIC red"]
    assert second[2] is None
    assert first[width] == 2
    beside = dict(zip(FOUND, second[width:], strict=True))
    assert "consignee: is empty" in beside["Messages"]
    assert beside["Screening: result"] == "shipper: not found"
    assert found.snapshots[0].sha256 in beside["Screening"]
    assert "in force, verified: UN-1718-8a3" in beside["Law in force"]
    assert "RF01 needs positions" in beside["Red flags: not testable"]
    assert beside["Lane: result"] == "possible"


def test_no_cell_can_run_and_a_formula_keeps_its_text(tmp_path: Path) -> None:
    bad = '=HYPERLINK("http://127.0.0.1","SYNTHETIC")'
    text = f'consignment,consignee,hs,note\n1,"{bad.replace(chr(34), chr(34) * 2)}",8703,@SUM(1)\n'
    data = annotate(check(read(raw(tmp_path, text)), [snapshot(tmp_path)]))
    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    (cell,) = [c for c in book["Consignments"][2] if c.value == bad]
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_each_sheet_holds_what_it_says(tmp_path: Path) -> None:
    found = checked(tmp_path, {}, {"imo": SHIP, "vessel": "SYNTHETIC ORVELIN"},
                    lists=[snapshot(tmp_path)])  # fmt: skip
    data = annotate(found)
    assert load_workbook(io.BytesIO(data)).sheetnames == [
        "Consignments", "Messages", "Screening", "Law", "Red flags", "Lanes", "Lists", "About",
    ]  # fmt: skip
    assert len(rows(data, "Red flags")) == 1 + 2 * 20
    assert rows(data, "Screening")[1][0] == "2 shipper; 3 shipper"
    assert rows(data, "Law")[1][0] == "2, 3"
    assert rows(data, "Lists")[1][3] == found.snapshots[0].sha256
    about = dict(rows(data, "About"))
    assert about["SHA-256 of the file"] == found.consignments.table.sha256
    assert about["rows"] == 2


def test_without_a_list_the_sheet_says_so(tmp_path: Path) -> None:
    assert rows(annotate(checked(tmp_path, {})), "Lists")[1][0] == (
        "no list given: nobody was screened"
    )


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    from osint_helpers.sheets.workbook import LONGEST, safe

    assert safe("S" * (LONGEST + 1)).endswith(" … (cut)")
    assert safe("a\ud800b\x00c") == "a\ufffdb\u2400c"


def test_the_same_result_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    path = csv_file(tmp_path, {}, {"port_of_discharge": "CNDAL"})
    code = (
        "import hashlib, sys; from osint_helpers import diligence as d; "
        "print(hashlib.sha256(d.annotate(d.check(d.read(sys.argv[1])))).hexdigest())"
    )
    found = {
        subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True,
                       check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)}).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(found) == 1
