"""Events: what a search found, with the rule, the inputs and the engine it was found by."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from osint_helpers._card import Card, Carded, table
from osint_helpers._json import canonical
from osint_helpers._said import said
from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns as names
from osint_helpers.tracks.extras import need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_SHOWN: Final = 20  # rows of a card
Rule = TypeVar("Rule")
DTYPES: Final = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "time": "datetime64[us, UTC]",
}


@dataclass(frozen=True, repr=False)
class Events(Carded):
    """Events of one kind.

    Attributes
    ----------
    kind
        ``gap``, ``port_call`` …
    frame
        One row an event, columns as ``tracks.columns.EVENTS[kind]``, in a total order.
    rule
        The frozen dataclass of thresholds.
    inputs
        Digest of the positions (``Store.id`` or SHA-256 of the content) and of further inputs.
    engine
        ``duckdb`` (this process: DuckDB, and numpy over a sorted store) or ``spark``: both give the
        same events.
    limits
        What such an event does not show.
    """

    kind: str
    frame: pd.DataFrame
    rule: Any
    inputs: tuple[str, ...]
    engine: str
    limits: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.frame)

    def _card_(self) -> Card:
        """Return the first events and what such an event does not show."""
        shown = self.frame.head(_SHOWN)
        heads = [
            (str(name), "right" if shown[name].dtype.kind in "fiu" else "left") for name in shown
        ]
        rows = [[_told(one) for one in row] for row in shown.itertuples(index=False, name=None)]
        more = len(self) - len(shown)
        return Card(
            "events", self.kind.replace("_", " "),
            (("found", f"{len(self):,}"), ("rule", repr(self.rule)), ("engine", self.engine),
             ("inputs", ", ".join(one[:16] for one in self.inputs))),
            notes=(f"and {more:,} more events" if more > 0 else "", *self.limits),
            body=table(heads, rows, "events", wrap=False) if rows else "",
        )  # fmt: skip

    def to_parquet(self, path: str | Path) -> Path:
        """Write the events as Parquet; rule, inputs and limits stand in the file's metadata."""
        from osint_helpers.tracks import writing

        return writing.to_parquet(self, path)

    def to_csv(self, path: str | Path) -> Path:
        """Write the events as CSV that no spreadsheet runs; times as ISO 8601, UTC."""
        from osint_helpers.tracks import writing

        return writing.to_csv(self, path)

    def to_gpkg(self, path: str | Path) -> Path:
        """Write the events as a GeoPackage, a point each (`geo`)."""
        from osint_helpers.tracks import writing

        return writing.to_gpkg(self, path)

    def geo(self) -> Any:  # noqa: ANN401  (geopandas is untyped)
        """Return a GeoDataFrame in WGS 84: the place of the event as a point.

        Of a gap: its OFF position, or its ON position when it is open at the start. Nothing is
        drawn inside a gap.
        """
        from osint_helpers.tracks import writing

        return writing.geo(self)


def _told(value: Any) -> str:  # noqa: ANN401
    import pandas as pd

    if value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{value:.3f}" if isinstance(value, float) and value == value else said(value)  # noqa: PLR0124


def typed(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return rows with the columns of their kind, in order and of their types.

    Microseconds become time stamps; a column the rows lack is empty.

    Parameters
    ----------
    rows
        Columns as ``EVENTS[kind]``; times as integers (microseconds) or time stamps.
    """
    return shaped(rows, names.EVENTS[kind], kind)


def shaped(rows: pd.DataFrame, wanted: Sequence[names.Column], kind: str = "") -> pd.DataFrame:
    """Return rows with just these columns, in order and of their types."""
    import pandas as pd

    found: dict[str, pd.Series[Any]] = {}
    for column in wanted:
        if column.name in rows:
            values = rows[column.name]
        elif column.name == "kind":
            values = pd.Series(kind, index=rows.index, dtype=DTYPES["text"])
        elif column.type == "text":
            values = pd.Series("", index=rows.index, dtype=DTYPES["text"])
        else:
            values = pd.Series(pd.NA, index=rows.index, dtype="object")
        found[column.name] = _as(values, column.type)
    return pd.DataFrame(found).reset_index(drop=True)


def _as(values: pd.Series[Any], kind: str) -> pd.Series[Any]:
    import pandas as pd

    dtype = pd.api.types.pandas_dtype(DTYPES[kind])
    if values.dtype == dtype and (kind != "text" or not values.hasnans):
        return values
    if kind == "text":
        return values.astype("object").where(values.notna(), "").astype(dtype)
    if kind == "time" and not isinstance(values.dtype, pd.DatetimeTZDtype):
        moments = values.astype("Int64").fillna(0).to_numpy("int64").astype("datetime64[us]")
        stamps = pd.Series(moments, index=values.index).where(values.notna())
        return stamps.dt.tz_localize("UTC").astype(dtype)
    if kind == "number":
        return pd.to_numeric(values.astype("object"), errors="coerce").astype(dtype)
    return values.astype(dtype)


def minutes(t_us: Any) -> list[str]:  # noqa: ANN401  (an array or a pair)
    """Return microseconds since 1970 as ``2020-06-30 04:10 UTC``, seconds cut off."""
    import numpy as np

    # few days, and few minutes a day: each is written once
    number = np.asarray(t_us, dtype="int64") // 60_000_000
    days, of_day = np.unique(number // 1440, return_inverse=True)
    written = np.datetime_as_string(days.astype("datetime64[D]")).astype("object")
    clock = [f" {hour:02d}:{minute:02d} UTC" for hour in range(24) for minute in range(60)]
    found: list[str] = (written[of_day] + np.array(clock, dtype="object")[number % 1440]).tolist()
    return found


def asked(rule: Rule | None, kind: type[Rule]) -> Rule:
    """Return the rule of a search, that of the field when none is given.

    Raises
    ------
    TracksError
        When it is the rule of another search, or none.
    """
    if rule is None:
        return kind()
    if not isinstance(rule, kind):
        raise TracksError(f"the rule is of type {type(rule).__name__}",
                          advice=f"this search takes {kind.__name__}(...)")  # fmt: skip
    return rule


def rule_json(rule: object) -> str:
    """Return the rule as canonical JSON: its name and its fields."""
    if not is_dataclass(rule) or isinstance(rule, type):
        raise TracksError("a rule is a frozen dataclass", advice="such as GapRule()")
    return canonical({"rule": type(rule).__name__, **asdict(rule)})


def identify(
    frame: pd.DataFrame, kind: str, rule: object, inputs: Sequence[str], key: Sequence[str]
) -> pd.DataFrame:
    """Give every row its id, and the rows their total order.

    The id is 16 hex digits of the SHA-256 over kind, rule (canonical JSON), inputs and key. The
    same positions, rule and inputs give the same id on either engine, on any day.

    Parameters
    ----------
    frame
        As from `typed`.
    key
        Columns that tell two events apart: integers, texts and times, no floats; also the order of
        the rows. Times count as microseconds.

    Raises
    ------
    TracksError
        When two rows have the same key.
    """
    import numpy as np

    ranks = [_rank(frame[name]) for name in reversed(key)]
    order = np.lexsort(ranks)
    if len(frame) > 1 and np.all([rank[order][1:] == rank[order][:-1] for rank in ranks], 0).any():
        raise TracksError(f"two events of kind {kind} have the same key", advice="report this")
    frame = frame.take(order).reset_index(drop=True)
    head = hashlib.sha256(canonical([kind, rule_json(rule), list(inputs)]).encode())
    ids = []
    for row in _keys([frame[name] for name in key]):
        digest = head.copy()
        digest.update(row)
        ids.append(digest.hexdigest()[:16])
    return frame.assign(event=texts(ids).set_axis(frame.index))


def texts(values: list[str]) -> pd.Series[Any]:
    """Return texts as a column of their type, three times as fast as by pandas."""
    import pandas as pd

    pa = need("pyarrow")
    dtype: Any = pd.api.types.pandas_dtype(DTYPES["text"])
    return pd.Series(dtype.__from_arrow__(pa.array(values, pa.large_string())))


def _rank(values: pd.Series[Any]) -> NDArray[np.int64]:
    """Return whole numbers in the order of the values, what is missing first."""
    import numpy as np
    import pandas as pd

    if _is_text(values):
        found: NDArray[np.int64] = pd.factorize(values, sort=True)[0].astype("int64")
        return found
    there = values.notna().to_numpy()
    return np.where(there, _whole(values, there), np.iinfo("int64").min)


def _whole(values: pd.Series[Any], there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return whole numbers or times (as microseconds) as integers, 0 for what is missing."""
    found: NDArray[np.int64]
    if _is_time(values):
        found = values.dt.as_unit("us").astype("int64").to_numpy() * there
    else:
        found = (values if there.all() else values.fillna(0)).to_numpy("int64")
    return found


def _is_time(values: pd.Series[Any]) -> bool:
    import pandas as pd

    return isinstance(values.dtype, pd.DatetimeTZDtype)


def _keys(columns: list[pd.Series[Any]]) -> list[bytes]:
    """Return the canonical JSON of the list of each row's values: ASCII; a time in microseconds."""
    pa, pc = need("pyarrow"), need("pyarrow.compute")
    written = [
        pa.array(
            [
                canonical(value) if known else "null"
                for value, known in zip(values.tolist(), values.notna().tolist(), strict=True)
            ],
            pa.string(),
        )
        if _is_text(values)
        else pc.fill_null(_counted(values).cast(pa.string()), "null")
        for values in columns
    ]
    joined = pc.binary_join_element_wise(*written, ",")
    rows: list[bytes] = pc.binary_join_element_wise("[", joined, "]", "").cast("binary").to_pylist()
    return rows


def _counted(values: pd.Series[Any]) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return whole numbers or times as an Arrow array of integers, missing ones as NULL."""
    there = values.notna().to_numpy()
    return need("pyarrow").array(_whole(values, there), mask=~there)


def _is_text(values: pd.Series[Any]) -> bool:
    import pandas as pd

    return not (pd.api.types.is_integer_dtype(values.dtype) or _is_time(values))
