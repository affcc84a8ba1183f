"""What every function of the room returns: rows, what was left out and why, the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from osint_helpers._card import Card, Carded, table
from osint_helpers.errors import TradeError

if TYPE_CHECKING:
    import pandas as pd


class Examples(Protocol):
    """Words by which an analyst finds a row, by its place."""

    def __getitem__(self, at: int, /) -> str: ...


_SHOWN: Final = 8  # rows of a frame on its card
LEFT_OUT: Final = ("reason", "rows", "example")


@dataclass(frozen=True, eq=False, repr=False)
class Result(Carded):
    """Rows with the account of what is not in them.

    Attributes
    ----------
    frame
        The rows; columns as the function says.
    left_out
        ``reason, rows, example``: how many rows were not used, and why; most rows first.
    rule
        The parameters, a frozen ``...Rule``.
    notes
        Sentences a reader must know before relying on the rows.
    read, used
        Rows that came in, and those that were used: ``read == used + left_out.rows.sum()``.
    """

    frame: pd.DataFrame
    left_out: pd.DataFrame
    rule: Any
    notes: tuple[str, ...] = ()
    read: int = 0
    used: int = 0

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)

    def _card_(self) -> Card:
        shown = self.frame.iloc[:_SHOWN]
        rows = [tuple(map(str, row)) for row in shown.itertuples(index=False)]
        heads = [(str(name), "left") for name in shown.columns]
        rule = repr(self.rule) if self.rule is not None else ""
        return Card(
            "trade statistics",
            f"{len(self.frame):,} rows",
            facts=(("rows read", self.text), ("rule", rule)),
            notes=self.notes,
            body=table(heads, rows, "first rows", wrap=False) if rows else "",
        )

    @property
    def text(self) -> str:
        """Return one sentence on what was used and what was not."""
        said = f"{self.used:,} of {self.read:,} rows used"
        parts = [f"{rows:,} {reason}" for reason, rows in
                 zip(self.left_out["reason"], self.left_out["rows"], strict=True)]  # fmt: skip
        return f"{said}; left out: {'; '.join(parts)}." if parts else f"{said}."


def account(
    reasons: Sequence[str],
    codes: Any,  # noqa: ANN401  (any array of integers)
    examples: Examples,
    *,
    first: Callable[[Any], int] | None = None,
) -> pd.DataFrame:
    """Return the table of what was left out.

    Parameters
    ----------
    reasons
        Texts; place 0 stands for "used".
    codes
        Array of integers, one a row: its place in ``reasons``.
    examples
        Of each row, by its place, what an analyst needs to find it.
    first
        Chooses the row that is shown among the places of a reason; by default the first.
    """
    import numpy as np
    import pandas as pd

    held = np.asarray(codes)
    rows = []
    for number, reason in enumerate(reasons):
        at = np.flatnonzero(held == number)
        if number and len(at):
            rows.append((reason, len(at), examples[first(at) if first else int(at[0])]))
    rows.sort(key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(rows, columns=list(LEFT_OUT)).astype({"rows": "int64"})


def merged(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return several accounts as one, the rows of one reason added up."""
    import pandas as pd

    held = [frame for frame in frames if len(frame)]
    if not held:
        return account((), [], [])
    whole = pd.concat(held, ignore_index=True)
    out = whole.groupby("reason", sort=False).agg(rows=("rows", "sum"), example=("example", "min"))
    out = out.reset_index().sort_values(["rows", "reason"], ascending=[False, True])
    return out[list(LEFT_OUT)].reset_index(drop=True)


def need(frame: pd.DataFrame, columns: Iterable[str], *, what: str, advice: str) -> None:
    """Refuse a frame that lacks a column.

    Raises
    ------
    TradeError
        Naming the first column that lacks.
    """
    lacking = [name for name in columns if name not in frame.columns]
    if lacking:
        raise TradeError(f"is missing in the {what}", column=lacking[0], advice=advice)
