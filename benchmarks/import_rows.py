"""Time and memory of `osint import` of 50,000 rows, beside pandas reading the same spreadsheet.

The rows are SYNTHETIC claims in a workbook of ten columns with other headers than ours. Bar: three
times the time `pandas.read_excel` takes; that reads cells only, and checks and writes nothing. Give
another number of rows as the argument.
"""

from __future__ import annotations

import contextlib
import io
import resource
import sys
import tempfile
import time
from pathlib import Path

from osint_helpers.cli import main as osint

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.case.builder import write_case

BAR = 3.0
HEADERS = ("Ref", "Topic", "Of", "What", "Text", "Value", "Kind", "Sure", "Day", "Remark")
MAP = (
    "claim=Ref", "topic=Topic", "subject=Of", "predicate=What", "statement=Text", "value=Value",
    "kind=Kind", "certainty=Sure", "date_from=Day", "note=Remark",
)  # fmt: skip


def workbook(path: Path, rows: int) -> None:
    """Write the spreadsheet an analyst might keep."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("claims")
    sheet.append(HEADERS)
    for n in range(rows):
        sheet.append([
            f"z_{n}", "item", "crate", "model", f"SYNTHETIC statement {n}", f"v{n}", "reported",
            "reported", f"2001-03-{n % 28 + 1:02d}", "SYNTHETIC",
        ])  # fmt: skip
    book.save(path)


def _must(good: bool, what: str) -> None:
    if not good:
        raise SystemExit(what)


def main() -> None:
    """Print the figures."""
    import pandas as pd

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "own.xlsx"
        workbook(file, rows)
        case = write_case(folder / "large-case")
        pd.read_excel(file, nrows=5)
        started = time.process_time()
        frame = pd.read_excel(file)
        plain = time.process_time() - started
        _must(len(frame) == rows, "pandas read another number of rows")
        del frame
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        words = ["import", str(case), "claims", str(file), "--map", *MAP]
        said = io.StringIO()
        started = time.process_time()
        with contextlib.redirect_stdout(said):
            code = osint(words)
        spent = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _must(code == 0, said.getvalue())
        started = time.process_time()
        with contextlib.redirect_stdout(said):
            again = osint(words)
        twice = time.process_time() - started
        _must(again == 0 and " 0 added" in said.getvalue(), "the same file again changed something")
    print(f"import of {rows:,} rows: {spent:.1f} s of processor time, peak {peak:,.0f} MB "
          f"(before {before:,.0f}); the same again {twice:.1f} s")  # fmt: skip
    print(f"pandas.read_excel of the file {plain:.1f} s; {spent / plain:.2f} x (bar {BAR:g} x)")
    _must(spent <= BAR * plain, "the bar is missed")


if __name__ == "__main__":
    main()
