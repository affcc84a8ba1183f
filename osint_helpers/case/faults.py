"""Faults found while a case folder is read: each with a code, all handed over at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from osint_helpers.errors import OsintError

# A folder with one of these is not opened; the rules of `case.lint` start at E101.
FAULTS: Final[dict[str, str]] = {
    "E001": "the folder or its case.toml is missing, or leaves the folder",
    "E002": "case.toml is not TOML",
    "E003": "a key of case.toml is missing, unknown, empty or of the wrong type",
    "E004": "case.toml names a path that leaves the folder, or an id that is not its name",
    "E005": "a table is missing",
    "E006": "a CSV file is no table of a case",
    "E007": "a file is not UTF-8 without byte order mark",
    "E008": "a file holds a control character",
    "E009": "a table is not well-formed CSV",
    "E010": "a column is missing, unknown or named twice",
    "E011": "a row has too few or too many cells",
    "E012": "a cell starts like a spreadsheet formula",
    "E013": "a number cell is not a number",
    "E014": "a value is not in the vocabulary of its column",
    "E015": "a required cell is empty",
    "E016": "a key stands twice",
    "E018": "a list cell is not separated by '; ', or names an element twice",
    "E019": "a case to be gathered is missing, faulty, newer, or a gathering itself",
}


class CaseFault(CaseError):  # noqa: N818  (collected, seldom raised)
    """One fault of a case folder.

    Parameters
    ----------
    code
        A key of `FAULTS`.
    what, advice, file, row, column
        As in `osint_helpers.errors.OsintError`.
    """

    def __init__(
        self,
        code: str,
        what: str,
        *,
        advice: str = "",
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.code = code
        super().__init__(what, advice=advice, file=file, row=row, column=column)

    def line(self) -> str:
        """Return the line of `OsintError.line` with the code in front."""
        return f"{self.code} {super().line()}"


class CaseFaults(CaseError):  # noqa: N818  (a list of faults)
    """Every fault of a case folder in one error, so that one run shows them all.

    Parameters
    ----------
    name
        Name of the case, for the first line.
    faults
        At least one fault, in the order of files and rows.

    Attributes
    ----------
    faults : tuple of OsintError
    """

    def __init__(self, name: str, faults: Iterable[OsintError]) -> None:
        self.faults: tuple[OsintError, ...] = tuple(faults)
        noun = "fault" if len(self.faults) == 1 else "faults"
        super().__init__(f"case {name!r} cannot be opened: {len(self.faults)} {noun}")
        self.args = ("\n".join((self.what, *(fault.line() for fault in self.faults))),)
