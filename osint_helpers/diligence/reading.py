"""A file of consignments, CSV or XLSX by its content, as rows with a message for every fault."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, Carded
from osint_helpers.diligence import packed, spreadsheet, textfile
from osint_helpers.diligence.columns import COLUMNS
from osint_helpers.diligence.messages import SEVERITIES, Message, table
from osint_helpers.diligence.raw import ReadRule, Table
from osint_helpers.diligence.rows import Consignment, consignments
from osint_helpers.errors import DiligenceError

if TYPE_CHECKING:
    import pandas as pd

SYNTHETIC: Final = "SYNTHETIC"
_RULE: Final = ReadRule()


@dataclass(frozen=True, eq=False, repr=False)
class Consignments(Carded):
    """A file of consignments as read.

    Attributes
    ----------
    table
        The file as it was read.
    rows
        One a row that was read, in the order of the file.
    notes
        Every message, by row.
    """

    table: Table
    rows: tuple[Consignment, ...]
    notes: tuple[Message, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a consignment: ``row``, then the columns of `COLUMNS` as text."""
        import pandas as pd

        names = [one.name for one in COLUMNS]
        body = [(one.row, *(one.cells.get(name, "") for name in names)) for one in self.rows]
        frame = pd.DataFrame(body, columns=["row", *names])
        return frame.astype(dict.fromkeys(names, "str"))

    @cached_property
    def messages(self) -> pd.DataFrame:
        """The messages as a frame of `messages.COLUMNS`."""
        return table(self.notes)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows in the file, blank, not read, read; of those with a cell not used; messages."""
        hurt = {one.row for one in self.notes if one.severity == "cell not used"}
        kinds = [one.severity for one in self.notes]
        return {
            "rows": self.table.rows, "blank": self.table.blank, "not read": self.table.unread,
            "read": len(self.rows), "with a cell not used": len(hurt & {r.row for r in self.rows}),
            **{f"messages: {name}": kinds.count(name) for name in SEVERITIES},
        }  # fmt: skip

    @property
    def synthetic(self) -> bool:
        """Say whether every row is stamped SYNTHETIC in a name of a party or ship."""
        return bool(self.rows) and all(one.synthetic for one in self.rows)

    def _card_(self) -> Card:
        from osint_helpers.diligence import cards

        return cards.consignments(self)


def read(
    path: Path | str, *, rule: ReadRule = _RULE, encoding: str = "", sheet: str = ""
) -> Consignments:
    """Read a file of consignments.

    Parameters
    ----------
    path
        CSV or XLSX, told by its content.
    rule
        Bounds.
    encoding
        Of a CSV that is not UTF-8 and has no mark; nothing is guessed.
    sheet
        Of a spreadsheet; by default the first with a header.

    Raises
    ------
    DiligenceError
        When nothing of the file can be used. A fault of a row or cell is a message.
    """
    file = Path(path)
    data = _bytes(file, rule)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(packed.OLE):
        raise DiligenceError("is an old .xls or protected by a password", file=file,
                             advice="save it as .xlsx without a password, or as CSV")  # fmt: skip
    if data.startswith(packed.ZIP):
        raw = spreadsheet.read(data, file.name, sha256, rule, sheet)
    else:
        raw = textfile.read(data, file.name, sha256, rule, encoding)
    rows, found = consignments(raw, rule)
    order = {name: n for n, name in enumerate(SEVERITIES)}
    notes = sorted((*raw.messages, *found), key=lambda m: (m.row, order[m.severity], m.column,
                                                           m.code, m.what))  # fmt: skip
    return Consignments(raw, rows, tuple(notes))


def _bytes(file: Path, rule: ReadRule) -> bytes:
    try:
        size = file.stat().st_size
        if size > rule.bytes:
            raise DiligenceError(f"has {size:,} bytes, more than {rule.bytes:,}", file=file,
                                 advice="split the file")  # fmt: skip
        data = file.read_bytes()
    except OSError as error:
        raise DiligenceError(f"cannot be read: {error.strerror or type(error).__name__}",
                             file=file, advice="check the path") from error  # fmt: skip
    if not data.strip():
        raise DiligenceError("is empty", file=file, advice="start from the template: osint "
                             "diligence --template FILE.xlsx")  # fmt: skip
    return data
