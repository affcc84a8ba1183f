"""Ids of one case as they stand where cases are gathered, and frames with fixed columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers.case.gathering import name_in

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case


def named(case: Case, keys: Iterable[str]) -> tuple[str, ...]:
    """Return ids under the name of their case, each once, in order."""
    return tuple(dict.fromkeys(name_in(case, key) for key in keys))


def framed(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame with exactly these columns, also when there is none."""
    import pandas as pd

    return pd.DataFrame(
        {column: pd.Series([row[column] for row in rows], dtype="object") for column in columns}
    )
