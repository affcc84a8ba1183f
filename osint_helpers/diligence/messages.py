"""What is said of a row or cell that was not used as it stood: where, what, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from osint_helpers._card import Carded

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["row not read", "cell not used", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("row not read", "cell not used", "note")
COLUMNS: Final = ("file", "sheet", "row", "column", "severity", "code", "what", "advice")


@dataclass(frozen=True, slots=True, repr=False)
class Message(Carded):
    """One message.

    Attributes
    ----------
    file, sheet
        Where; the sheet is empty for CSV.
    row
        Line of the file or row of the sheet, the header counted; 0: the whole file.
    column
        Name of the column; empty: the whole row.
    severity
        One of :data:`SEVERITIES`. A note says how a cell was read; the cell was used.
    code
        Stable name of the kind of message.
    what, advice
        What was found; what to do.
    """

    file: str
    row: int
    column: str
    severity: Severity
    code: str
    what: str
    advice: str
    sheet: str = ""

    def line(self) -> str:
        """Return ``file:row: column: what (advice)``, as errors are printed."""
        where = f"{self.file}:{self.row}" if self.row else self.file
        head = ": ".join(part for part in (where, self.column, self.what) if part)
        return f"{head} ({self.advice})" if self.advice else head


def table(messages: Iterable[Message]) -> pd.DataFrame:
    """Return messages as rows of :data:`COLUMNS`."""
    import pandas as pd

    rows = [tuple(getattr(one, name) for name in COLUMNS) for one in messages]
    return pd.DataFrame(rows, columns=list(COLUMNS))
