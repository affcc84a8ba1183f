"""Events: what a search found, with the rule, the inputs and the engine it was found by."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, is_dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeVar

from osint_helpers._json import canonical
from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns as names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

Rule = TypeVar("Rule")
DTYPES: Final = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "time": "datetime64[us, UTC]",
}


@dataclass(frozen=True)
class Events:
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
        ``duckdb`` or ``spark``: both give the same events.
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

    def _repr_html_(self) -> str:
        """Return the table and its limits as HTML, every text escaped."""
        shown = self.frame.head(20)
        table = shown.to_html(
            index=False, escape=True, border=False, na_rep="", float_format="{:.3f}".format
        )
        more = f"<p>{len(self)} events; the first {len(shown)} are shown.</p>"
        items = "".join(f"<li>{escape(limit)}</li>" for limit in self.limits)
        return f"{table}{more}<p>{escape(repr(self.rule))}</p><ul>{items}</ul>"

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
    texts: list[str] = (written[of_day] + np.array(clock, dtype="object")[number % 1440]).tolist()
    return texts


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
    import pandas as pd

    if frame.duplicated(list(key)).any():
        raise TracksError(f"two events of kind {kind} have the same key", advice="report this")
    frame = frame.sort_values(list(key), kind="stable", na_position="first", ignore_index=True)
    head = hashlib.sha256(canonical([kind, rule_json(rule), list(inputs)]).encode())
    ids = []
    for row in zip(*(_json(frame[name]) for name in key), strict=True):
        digest = head.copy()
        digest.update(f"[{','.join(row)}]".encode())  # canonical JSON of the list
        ids.append(digest.hexdigest()[:16])
    return frame.assign(event=_as(pd.Series(ids, index=frame.index, dtype="object"), "text"))


def _json(values: pd.Series[Any]) -> list[str]:
    """Return the canonical JSON of each value; whole numbers and nulls without the encoder."""
    return [
        str(x) if type(x) is int else "null" if x is None else canonical(x) for x in _plain(values)
    ]


def _plain(values: pd.Series[Any]) -> list[Any]:
    """Return values as JSON knows them: time stamps as microseconds, what is missing as null."""
    import pandas as pd

    there = values.notna().tolist()
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.as_unit("us").astype("int64")
    return [x if known else None for x, known in zip(values.tolist(), there, strict=True)]
