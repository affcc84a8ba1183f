"""The folder for counsel: whole, self-contained, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report import write_diligence
from osint_helpers.report.assembling import assemble
from tests.diligence.files import checked, csv_file, snapshot

WORDS = ("not sanctioned", "is clean", "guilty", "score of risk", "total flags")


@pytest.fixture
def result(tmp_path: Path):
    rows = ({}, {"consignee": "SYNTHETIC <script>alert(1)</script>", "port_of_discharge": "CNDAL"})
    return checked(tmp_path, *rows, lists=[snapshot(tmp_path)])


def test_the_folder_holds_page_spreadsheet_notebook_and_digests(result, tmp_path: Path) -> None:
    files = write_diligence(result, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.html", "annotated.xlsx", "report.ipynb", "exhibits", "SHA256SUMS"}
    for line in files.sums.read_text().splitlines():
        digest, name = line.split("  ")
        data = (tmp_path / "out" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
    page = files.html.read_text("utf8")
    assert hashlib.sha256((tmp_path / "out" / "report.ipynb").read_bytes()).hexdigest() in page


def test_the_page_says_what_was_asked_of_which_lists_and_its_limits(result, tmp_path) -> None:
    page = write_diligence(result, tmp_path / "out").html.read_text("utf8")
    assert result.snapshots[0].sha256 in page
    assert result.consignments.table.sha256 in page
    assert "2 read of 2; 0 not read, 0 blank" in page
    assert "Owners and controllers of the parties stand in no list file" in page
    assert "one case folder" not in page
    assert [word for word in WORDS if word in page.lower()] == []


def test_the_page_loads_nothing_and_runs_nothing_of_the_file(result, tmp_path: Path) -> None:
    page = write_diligence(result, tmp_path / "out").html.read_text("utf8")
    assert "<script>alert" not in page
    assert re.findall(r'(?:src|srcset)="(?!data:)[^"]*"', page) == []
    assert "default-src &#39;none&#39;" in page


def test_the_same_result_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    found = [checked(tmp_path / "a", {}) for _ in range(2)]
    sums = [write_diligence(one, tmp_path / f"out{n}").sums.read_bytes()
            for n, one in enumerate(found)]  # fmt: skip
    assert sums[0] == sums[1]


def test_a_page_of_many_records_names_those_with_candidates_and_counts_the_rest(
    tmp_path: Path, monkeypatch
) -> None:
    from osint_helpers.report import diligence as module

    monkeypatch.setattr(module, "MOST_RECORDS", 2)
    rows = [{"consignee": f"SYNTHETIC Buyer {n}"} for n in range(4)]
    rows.append({"consignee": "SYNTHETIC Zumbrak Trading Co., Ltd."})
    found = checked(tmp_path, *rows, lists=[snapshot(tmp_path)])
    page = write_diligence(found, tmp_path / "out").html.read_text("utf8")
    assert "4 further records stand in the annotated spreadsheet" in page
    assert "SYNTHETIC ZUMBRAK TRADING COMPANY LIMITED" in page.partition("Records of screening")[2]


def test_without_a_list_the_report_says_so(tmp_path: Path) -> None:
    page = write_diligence(checked(tmp_path, {}), tmp_path / "out").html.read_text("utf8")
    assert "no list given" in page
    assert "Records of screening" not in page


def test_a_file_without_a_row_gives_a_report_that_says_so(tmp_path: Path) -> None:
    from osint_helpers.diligence import check, read
    from tests.diligence.files import raw

    found = check(read(raw(tmp_path, "consignment,consignee,hs\n")), [snapshot(tmp_path)])
    page = write_diligence(found, tmp_path / "out").html.read_text("utf8")
    assert "0 read of 0" in page


def test_a_folder_with_other_files_is_left_alone(result, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("SYNTHETIC")
    with pytest.raises(ReportError, match="holds other files"):
        write_diligence(result, target)
    assert [path.name for path in target.iterdir()] == ["letter.txt"]


def test_a_file_name_is_no_markup_of_the_title(tmp_path: Path) -> None:
    from osint_helpers.diligence import check, read

    path = csv_file(tmp_path, {}, name="# <b>HOSTILE [x](y).csv")
    page = write_diligence(check(read(path)), tmp_path / "out").html.read_text("utf8")
    assert "<b>HOSTILE" not in page


def test_assembled_cells_keep_order_and_ids() -> None:
    one = assemble(["# A", "## 4. Claims and evidence"], {"title": "A"})
    assert one == assemble(["# A", "## 4. Claims and evidence"], {"title": "A"})
    assert one.index(b"# A") < one.index(b"## 4.")
