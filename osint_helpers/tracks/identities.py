"""Static data as sent: one row a track and set of values, with the times it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers.errors import TracksError, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

TEXTS: Final = ("imo", "name", "callsign", "ship_type")
NUMBERS: Final = ("length_m", "width_m")
COLUMNS: Final = ("track", *TEXTS, *NUMBERS, "first_us", "last_us", "messages")


class Span(NamedTuple):
    """One value of one track (or one track of one value), and when it was sent."""

    first: int
    last: int
    track: int
    value: Any

    @property
    def mmsi(self) -> int:
        """The MMSI of the track, as a number."""
        return self.track // 100


def identities_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what each track sent of itself.

    Parameters
    ----------
    frame
        Rows of AIS: ``track`` or ``mmsi``, ``t_us`` or ``t`` (with time zone), and any of ``imo,
        name, callsign, ship_type, length_m, width_m``.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`, one row a track and set of values: ``first_us, last_us`` and ``messages``.
    """
    import pandas as pd

    rows = _keyed(frame)
    if "t_us" not in rows:
        if "t" not in rows:
            raise TracksError("the frame has no column t_us and no column t", column="t_us")
        if not isinstance(rows["t"].dtype, pd.DatetimeTZDtype) or rows["t"].isna().any():
            raise TracksError("a time is missing or has no time zone", column="t",
                              advice="say which: frame['t'].dt.tz_localize('UTC')")  # fmt: skip
        rows["t_us"] = rows["t"].dt.tz_convert("UTC").dt.as_unit("us").astype("int64")
    key = ["track", *TEXTS, *NUMBERS]
    found = rows.groupby(key, dropna=False, sort=True)["t_us"].agg(["min", "max", "size"])
    return found.reset_index().set_axis(list(COLUMNS), axis="columns")


def checked(identities: pd.DataFrame) -> pd.DataFrame:
    """Return identities with all columns, in a total order.

    Raises
    ------
    TracksError
        When ``track`` (or ``mmsi``) or the times are missing.
    """
    rows = _keyed(identities)
    for name in ("first_us", "last_us"):
        if name not in rows or rows[name].isna().any():
            raise TracksError(f"the identities have no {name}, or not in every row", column=name,
                              advice="identities_of(frame) makes them of AIS rows")  # fmt: skip
        rows[name] = rows[name].astype("int64")
    if (rows["first_us"] > rows["last_us"]).any():
        raise TracksError("a value was last sent before it was first sent", column="last_us",
                          advice="mend the identities")  # fmt: skip
    if "messages" not in rows:
        rows["messages"] = 1
    return rows[list(COLUMNS)].sort_values(list(COLUMNS), ignore_index=True)


def merged(spans: Iterable[Span], by: Any) -> dict[Any, list[Span]]:  # noqa: ANN401
    """Return spans grouped by ``by(span)``; those of one track and value become one.

    A group is in the order (first, last, track, value).
    """
    groups: dict[Any, dict[tuple[int, Any], Span]] = {}
    for span in spans:
        held = groups.setdefault(by(span), {})
        key = (span.track, span.value)
        old = held.get(key, span)
        first, last = min(old.first, span.first), max(old.last, span.last)
        held[key] = Span(first, last, *key)
    order = sorted(groups, key=str)
    return {key: sorted(groups[key].values(), key=_order) for key in order}


def spans(rows: pd.DataFrame, name: str) -> list[Span]:
    """Return the values of one column that are there, row by row."""
    held = rows[rows[name].notna() & (rows[name] != "") & (rows[name] != 0)]
    columns = (held[one].tolist() for one in ("first_us", "last_us", "track", name))
    return [Span(*values) for values in zip(*columns, strict=True)]


def _order(span: Span) -> tuple[int, int, int, str]:
    return span.first, span.last, span.track, str(span.value)


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with ``track`` as an integer and all columns of static data."""
    import pandas as pd

    rows = frame.copy()
    if "track" not in rows:
        if "mmsi" not in rows:
            raise TracksError("the frame has no column track and no column mmsi", column="track")
        rows["track"] = _whole(rows["mmsi"], "mmsi") * 100
    rows["track"] = _whole(rows["track"], "track")
    for name in TEXTS:
        texts = rows[name].astype("object") if name in rows else pd.Series("", index=rows.index)
        rows[name] = texts.where(texts.notna(), "").map(_text)
    for name in NUMBERS:
        values = rows[name] if name in rows else pd.Series(0.0, index=rows.index)
        rows[name] = pd.to_numeric(values, errors="coerce").astype("float64").fillna(0.0)
    return rows


def _text(value: Any) -> str:  # noqa: ANN401
    """Return a value as text without padding; a whole float such as 70.0 as ``70``."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).rstrip("@ ").split())


def _whole(values: pd.Series[Any], name: str) -> pd.Series[Any]:
    import pandas as pd

    numbers = pd.to_numeric(values, errors="coerce")
    bad = numbers.isna() | (numbers % 1 != 0) | (numbers < 0)
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise TracksError(f"{shown(values.iloc[row])} is no whole number", row=row, column=name,
                          advice="an MMSI has nine digits")  # fmt: skip
    return numbers.astype("int64")
