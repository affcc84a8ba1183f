"""What the figures of tracks read: positions, runs without a pause, and events in plain form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Json = dict[str, Any]

HOUR_US: Final = 3_600_000_000
LETTERS: Final = {
    "gap": "G", "port call": "P", "encounter": "E", "loitering": "L", "identity conflict": "I",
}  # fmt: skip
SPAN: Final = {
    "gap": ("off_t", "on_t"), "port call": ("arrived_t", "left_t"),
    "encounter": ("start_t", "end_t"), "loitering": ("start_t", "end_t"),
    "identity conflict": ("first_t", "last_t"),
}  # fmt: skip


def listed(events: Any) -> list[Any]:  # noqa: ANN401  (one Events or several)
    """Return the Events given, one or several, in the order given; each has a kind we know.

    Raises
    ------
    ExhibitError
        For a kind no figure knows.
    """
    found = [events] if hasattr(events, "frame") else list(events)
    for one in found:
        kind_of(one)
    return found


def kind_of(events: Any) -> str:  # noqa: ANN401
    """Return the kind of events as words: ``port call``."""
    kind = str(events.kind).replace("_", " ")
    if kind not in LETTERS:
        raise ExhibitError(f"no figure shows events of the kind {kind!r}",
                           advice=f"it shows {', '.join(LETTERS)}")  # fmt: skip
    return kind


def rows(events: Any) -> list[Json]:  # noqa: ANN401
    """Return the rows of events in their own order, as dictionaries, missing values as None."""
    frame = events.frame
    held = frame.astype(object).where(frame.notna(), None)
    return list(held.to_dict("records"))


def instant(value: Any) -> pd.Timestamp:  # noqa: ANN401
    """Return a time as a time stamp, UTC."""
    import pandas as pd

    made = pd.Timestamp(value)
    return made.tz_localize("UTC") if made.tzinfo is None else made.tz_convert("UTC")


def when(value: Any, form: str = "%Y-%m-%d %H:%M:%S") -> str:  # noqa: ANN401
    """Return a time in words, UTC; empty where there is none."""
    return "" if value is None else instant(value).strftime(form)


def span_text(start: Any, end: Any) -> str:  # noqa: ANN401
    """Return ``2020-06-30 01:02 to 05:00``; the day is named again when it is another."""
    first, last = when(start, "%Y-%m-%d %H:%M"), when(end, "%Y-%m-%d %H:%M")
    if not first or not last:
        return first or last
    return f"{first} to {last.removeprefix(first[:11])}"


def hours_text(hours: float) -> str:
    """Return a length as ``5 h 12 min``."""
    minutes = round(hours * 60)
    return f"{minutes // 60} h {minutes % 60:02d} min"


def mmsi_of(row: Json, key: str = "mmsi") -> str:
    """Return an MMSI as nine digits."""
    text = str(row[key])
    return text.zfill(9) if text.isdigit() else text


def belongs(row: Json, mmsi: str) -> bool:
    """Say whether an event is one of a vessel; an encounter belongs to both."""
    return any(key in row and mmsi_of(row, key) == mmsi for key in ("mmsi", "mmsi_a", "mmsi_b"))


def tracks_of(row: Json) -> list[int]:
    """Return the tracks of an event: two hulls that send one MMSI are two tracks."""
    return [int(row[key]) for key in ("track", "track_a", "track_b") if row.get(key) is not None]


def vessels_of(row: Json) -> list[str]:
    """Return the vessels of an event."""
    return [mmsi_of(row, key) for key in ("mmsi", "mmsi_a", "mmsi_b") if key in row]


def positions(source: Any, mmsi: str | None = None) -> pd.DataFrame:  # noqa: ANN401
    """Return ``track, t_us, lat, lon`` of a store or frame, of one vessel, sorted.

    Raises
    ------
    ExhibitError
        When the source has no such columns.
    """
    number = None if mmsi is None else int(mmsi)
    if not hasattr(source, "columns"):
        frame = source.frame(mmsi=number) if number is not None else source.frame()
    else:
        frame = source
    missing = [name for name in ("track", "t_us", "lat", "lon") if name not in frame.columns]
    if missing:
        advice = "give a store, or a frame with track, t_us, lat, lon"
        raise ExhibitError(f"the positions have no column {missing[0]!r}", advice=advice)
    if number is not None:
        frame = frame[frame["track"] // 100 == number]
    found: pd.DataFrame = frame[["track", "t_us", "lat", "lon"]]
    return found.sort_values(["track", "t_us"], kind="stable")


def pause_us(events: Sequence[Any], pause_h: float | None) -> int:
    """Return the pause from which two fixes are not joined: that of the rule of the gaps.

    Raises
    ------
    ExhibitError
        When neither says it.
    """
    found = [getattr(one.rule, "longer_than_h", None) for one in events if kind_of(one) == "gap"]
    hours = pause_h if pause_h is not None else next((one for one in found if one), None)
    if hours is None:
        raise ExhibitError("it is not said how long a pause parts two positions",
                           advice="give the gaps among the events, or pause_h=")  # fmt: skip
    return round(float(hours) * HOUR_US)


def runs(frame: pd.DataFrame, pause: int) -> list[pd.DataFrame]:
    """Return the positions in runs: one track, each fix less than ``pause`` after the last."""
    if frame.empty:
        return []
    return [part for _, part in frame.groupby(cuts(frame, pause), sort=True)]


def cuts(frame: pd.DataFrame, pause: int) -> np.ndarray[Any, Any]:
    """Return the number of the run of each position."""
    import numpy as np

    track, time = frame["track"].to_numpy(), frame["t_us"].to_numpy()
    new = np.ones(len(frame), dtype=bool)
    new[1:] = (track[1:] != track[:-1]) | (time[1:] - time[:-1] >= pause)
    return np.cumsum(new)


def rule_text(rule: Any) -> str:  # noqa: ANN401
    """Return a rule in words: its name and every parameter."""
    if not is_dataclass(rule) or isinstance(rule, type):
        return str(rule)
    said = ", ".join(f"{key} = {value}" for key, value in asdict(rule).items())
    return f"{type(rule).__name__}({said})"


def provenance(events: Iterable[Any]) -> str:
    """Return where events come from: function, rule and engine of each."""
    return "Derived: " + "; ".join(
        f"{kind_of(one)} by osint_helpers.tracks, {rule_text(one.rule)}, "
        f"computed by {engine_text(one)}"
        for one in events
    ) + "."  # fmt: skip


def engine_text(events: Any) -> str:  # noqa: ANN401
    """Return the engine as the words a reader knows."""
    return {"duckdb": "DuckDB with numpy", "spark": "Apache Spark"}.get(
        str(events.engine), str(events.engine)
    )


def limits(events: Iterable[Any]) -> list[str]:
    """Return what the events cannot show, each sentence once."""
    found: list[str] = []
    for one in events:
        said = one.limits
        found += [said] if isinstance(said, str) else [str(text) for text in said]
    return [text for text in dict.fromkeys(found) if text]
