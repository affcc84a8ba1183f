"""The folder counsel gets appears whole, or what was there stays."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report import files as module
from osint_helpers.report import to_html, write_report
from osint_helpers.report.files import csv_name


def test_folder_holds_page_tables_and_sums(built: Path, tmp_path: Path) -> None:
    made = write_report(built, tmp_path / "out", pdf=False)
    assert made.html.read_text(encoding="utf-8") == to_html(built)
    assert made.pdf is None
    assert [path.name for path in made.exhibits] == [
        "J-1-short-answer.csv", "C-1-register-of-claims.csv", "S-1-register-of-sources.csv"
    ]  # fmt: skip


def test_sums_are_those_of_the_files(built: Path, tmp_path: Path) -> None:
    made = write_report(built, tmp_path / "out", pdf=False)
    lines = made.sums.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_formula_cells_are_neutralised(built: Path, tmp_path: Path) -> None:
    made = write_report(built, tmp_path / "out", pdf=False)
    assert "'=HYPERLINK(1)" in made.exhibits[2].read_text(encoding="utf-8")


def test_earlier_report_is_replaced(built: Path, tmp_path: Path) -> None:
    write_report(built, tmp_path / "out", pdf=False)
    (tmp_path / "out" / "report.html").write_text("old", encoding="utf-8")
    (tmp_path / "out" / "left-over.txt").write_text("old", encoding="utf-8")
    made = write_report(built, tmp_path / "out", pdf=False)
    assert made.html.read_text(encoding="utf-8") != "old"
    assert not (tmp_path / "out" / "left-over.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failure_keeps_the_earlier_report(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(built, tmp_path / "out", pdf=False)
    before = (tmp_path / "out" / "report.html").read_bytes()

    def fail(_: str) -> bytes:
        raise ReportError("Pango is not installed")

    monkeypatch.setattr(module, "to_pdf", fail)
    with pytest.raises(ReportError, match="Pango"):
        write_report(built, tmp_path / "out")
    assert (tmp_path / "out" / "report.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folder_with_other_files_is_left_alone(built: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ReportError, match="holds other files"):
        write_report(built, tmp_path, pdf=False)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_folder_with_digests_of_something_else_is_left_alone(built: Path, tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("", encoding="utf-8")
    with pytest.raises(ReportError, match="holds other files"):
        write_report(built, tmp_path, pdf=False)
    assert [path.name for path in tmp_path.iterdir()] == ["SHA256SUMS"]


def test_two_exhibits_in_one_file_are_refused(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "csv_name", lambda *_: "same.csv")
    with pytest.raises(ReportError, match=r"another exhibit has the file 'exhibits/same\.csv'"):
        write_report(built, tmp_path / "out", pdf=False)
    assert not (tmp_path / "out").exists()


def test_file_in_the_way_is_left_alone(built: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match="it is a file"):
        write_report(built, tmp_path / "out", pdf=False)


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        ("A-1", "The item", "A-1-the-item.csv"),
        ("A-1", "../../etc/passwd", "A-1-etc-passwd.csv"),
        ("B-2.1", "…", "B-2_1.csv"),
        ("C-1", "w" * 90, f"C-1-{'w' * 48}.csv"),
    ],
)
def test_file_names_are_safe(number: str, title: str, name: str) -> None:
    assert csv_name(number, title) == name
