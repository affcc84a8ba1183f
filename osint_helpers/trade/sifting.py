"""Steps that keep one of several rows for one thing; each gives the others their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.trade.keys import Keys
from osint_helpers.trade.reasons import EDITION, FINER, MONTH, REPEATED, TWICE

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SUBJECT: Final = ("reporter", "flow", "partner", "period", "frequency", "classification",
                  "commodity")  # fmt: skip


def once(state: np.ndarray, keys: Keys, frame: pd.DataFrame) -> None:
    """Keep one of rows that are the same in every cell; none of rows that contradict each other."""
    import numpy as np

    at = np.flatnonzero(state == 0)
    subject = keys.joined(SUBJECT)[at]
    order = np.argsort(subject, kind="stable")
    same = subject[order][1:] == subject[order][:-1]
    if not same.any():
        return
    doubled = np.isin(subject, subject[order][1:][same])
    rows = at[doubled]
    held = frame.iloc[rows]
    repeated = held.duplicated(keep="first").to_numpy()
    state[rows[repeated]] = REPEATED
    left = rows[~repeated]
    twice = frame.iloc[left].duplicated(list(SUBJECT), keep=False).to_numpy()
    state[left[twice]] = TWICE


def editions(state: np.ndarray, keys: Keys, frame: pd.DataFrame) -> None:
    """Keep one edition of a reporter's year and flow: its own, else the newest."""
    import numpy as np

    flow = keys.joined(("reporter", "flow", "partner", "year"))
    rank = keys.rank("classification") * 2
    own = frame["original"].fillna(value=False).to_numpy(dtype=bool)
    score = np.where(own, rank + 2 * len(keys.values("classification")) + 2, rank)
    _best(state, flow, score, EDITION)


def months(state: np.ndarray, keys: Keys) -> None:
    """Keep the year where it is given, else its months."""
    flow = keys.joined(("reporter", "flow", "partner", "year"))
    yearly = keys.of("frequency", lambda code: code == "A")
    _best(state, flow, yearly.astype("int64"), MONTH)


def products(state: np.ndarray, keys: Keys) -> None:
    """Leave out a product when a code that begins it is counted in the same flow and period."""
    import numpy as np

    codes = list(keys.values("commodity"))
    number = {code: n for n, code in enumerate(codes)}
    subject = keys.joined(("reporter", "flow", "partner", "period"))
    pair = subject * len(codes) + keys.codes("commodity")
    held = np.unique(pair[state == 0])
    finer = np.zeros(len(state), dtype=bool)
    for size in sorted({len(str(code)) for code in codes}):
        above = [number.get(str(code)[:size], -1) if len(str(code)) > size else -1
                 for code in codes]  # fmt: skip
        parent = np.asarray(above, dtype="int64")[keys.codes("commodity")]
        at = np.flatnonzero((parent >= 0) & (state == 0))
        finer[at] |= np.isin(subject[at] * len(codes) + parent[at], held)
    mark(state, finer, FINER)


def _best(state: np.ndarray, group: np.ndarray, score: np.ndarray, reason: int) -> None:
    """Keep the rows with the greatest score of each group."""
    import numpy as np

    at = state == 0
    top = np.full(int(group.max(initial=-1)) + 1, np.iinfo(np.int64).min)
    np.maximum.at(top, group[at], score[at])
    mark(state, score < top[group], reason)


def mark(state: np.ndarray, where: Any, reason: int) -> None:  # noqa: ANN401
    """Give a reason to the rows that have none yet."""
    state[(state == 0) & where] = reason
