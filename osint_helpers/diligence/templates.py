"""The template a company fills: a header, one SYNTHETIC row, and what each column is for."""

from __future__ import annotations

from pathlib import Path

from osint_helpers._cells import rows_csv
from osint_helpers._paths import examples_folder
from osint_helpers.diligence.columns import COLUMNS
from osint_helpers.errors import DiligenceError
from osint_helpers.sheets.workbook import Sheet, workbook


def example(name: str) -> Path:
    """Return the path of an example file of the project, such as ``consignments-synthetic.csv``.

    Raises
    ------
    DiligenceError
        When there is none of that name.
    """
    held = {path.name: path for path in sorted(examples_folder().glob("*")) if path.is_file()}
    if name not in held:
        raise DiligenceError(f"no example is called {name!r}", advice=f"one of {', '.join(held)}")
    return held[name]


def template(name: str | Path) -> bytes:
    """Return the bytes of a template, of the form its file name asks for.

    Parameters
    ----------
    name
        Ends in ``.xlsx`` or ``.csv``.

    Raises
    ------
    DiligenceError
        For another ending.
    """
    ending = Path(name).suffix.lower()
    header = tuple(one.label for one in COLUMNS)
    example = tuple(one.example for one in COLUMNS)
    if ending == ".csv":
        return b"\xef\xbb\xbf" + rows_csv([header, example]).encode()
    if ending == ".xlsx":
        about = [(one.label, one.name, one.form, one.about, "; ".join(one.also), one.example)
                 for one in COLUMNS]  # fmt: skip
        titles = ("Column", "Name", "Form", "What it is for", "Other headers", "SYNTHETIC example")
        return workbook((
            Sheet("Consignments", header, [example], (18,)),
            Sheet("Columns", titles, about, (26, 22, 16, 70, 40, 26)),
        ))  # fmt: skip
    raise DiligenceError(f"a template ends in .xlsx or .csv, not {ending!r}",
                         advice="such as template.xlsx")  # fmt: skip
