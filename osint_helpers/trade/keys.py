"""Columns of text as whole numbers, so that a million rows are compared in a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_ROOM = 1 << 62


class Keys:
    """Numbers for the cells of a frame: one a different value, missing ones included."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._held: dict[str, tuple[np.ndarray, list[Any]]] = {}
        self._joined: dict[tuple[str, ...], np.ndarray] = {}

    def _of(self, column: str) -> tuple[np.ndarray, list[Any]]:
        import pandas as pd

        if column not in self._held:
            codes, values = pd.factorize(self._frame[column], use_na_sentinel=False)
            self._held[column] = (codes.astype("int64"), list(values))
        return self._held[column]

    def codes(self, column: str) -> np.ndarray:
        """Return the number of each cell."""
        return self._of(column)[0]

    def values(self, column: str) -> list[Any]:
        """Return the value each number stands for."""
        return self._of(column)[1]

    def of(self, column: str, test: Callable[[Any], bool]) -> np.ndarray:
        """Return whether each cell meets a test that is made once a value; missing ones do not."""
        import numpy as np
        import pandas as pd

        codes, values = self._of(column)
        held = np.asarray([not pd.isna(value) and bool(test(value)) for value in values] or [False])
        return np.asarray(held[codes])

    def spread(self, column: str, texts: Sequence[str]) -> pd.Series[str]:
        """Return a text for each cell from one text a value."""
        import pandas as pd

        codes = self._of(column)[0]
        return pd.Series(pd.array(list(texts) or [""], dtype="str").take(codes),
                         index=self._frame.index)  # fmt: skip

    def rank(self, column: str) -> np.ndarray:
        """Return the place of each cell among the sorted values; missing ones come first."""
        import numpy as np
        import pandas as pd

        codes, values = self._of(column)
        order = sorted(range(len(values)),
                       key=lambda n: ("" if pd.isna(values[n]) else f"1{values[n]}"))  # fmt: skip
        place = np.empty(max(len(values), 1), dtype="int64")
        place[order] = np.arange(len(order))
        return np.asarray(place[codes])

    def joined(self, columns: Iterable[str]) -> np.ndarray:
        """Return one number for the cells of several columns together, from 0 without gaps."""
        import numpy as np
        import pandas as pd

        names = tuple(columns)
        if names not in self._joined:
            found = np.zeros(len(self._frame), dtype="int64")
            size = 1
            for name in names:
                codes, values = self._of(name)
                if size * max(len(values), 1) >= _ROOM:
                    found = pd.factorize(found)[0].astype("int64")
                    size = int(found.max(initial=-1)) + 1
                found = found * max(len(values), 1) + codes
                size *= max(len(values), 1)
            self._joined[names] = pd.factorize(found)[0].astype("int64")
        return self._joined[names]

    @staticmethod
    def among(keys: np.ndarray, where: np.ndarray) -> np.ndarray:
        """Return for each row whether its key is that of a row of ``where``."""
        import numpy as np

        held = np.zeros(int(keys.max(initial=-1)) + 1, dtype=bool)
        held[keys[where]] = True
        return np.asarray(held[keys])
