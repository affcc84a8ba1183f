"""The specification of a timeline of events, a lane a vessel: made and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.trackmap.reading import (
    LETTERS,
    SPAN,
    cuts,
    instant,
    kind_of,
    rows,
    tracks_of,
    when,
)
from osint_helpers.exhibits.trackmap.reading import positions as read

if TYPE_CHECKING:
    import pandas as pd

Json = dict[str, Any]

ISO: Final = "%Y-%m-%dT%H:%M:%S"
_SPEC: Final[Form] = {
    "from": str, "to": str, "lanes": list, "left_out": list, "words": list, "stamp": str,
}  # fmt: skip
_LANE: Final[Form] = {"label": str, "received": list, "marks": list}
_MARK: Final[Form] = {
    "kind": str, "tag": str, "from": str, "to": str, "open": str, "hours": (int, float),
    "event": str, "text": str,
}  # fmt: skip


def chosen(
    found: Sequence[Any],
    vessels: Iterable[str] | None,
    positions: Any,  # noqa: ANN401  (a Store or a frame)
    limit: int,
) -> tuple[list[int], int]:
    """Return the tracks to show, those with most events first, and how many are left out.

    A lane is a track and not an MMSI: of two hulls that send one number, one can be received while
    the other is not.
    """
    counts: dict[int, int] = {}
    for events in found:
        for row in rows(events):
            for track in tracks_of(row):
                counts[track] = counts.get(track, 0) + 1
    if vessels is not None:
        out: list[int] = []
        for mmsi in vessels:
            held = set(read(positions, str(mmsi))["track"].tolist())
            out += sorted(held | {track for track in counts if track // 100 == int(mmsi)})
        return out, 0
    order = sorted(counts, key=lambda track: (-counts[track], track))
    return order[:limit], max(0, len(order) - limit)


def lane(track: int, found: Sequence[Any], positions: Any, pause: int) -> Json:  # noqa: ANN401
    """Return one lane: the runs in which the track was received, and its events."""
    made: list[Json] = []
    for events in found:
        kind, number = kind_of(events), 0
        for row in sorted(rows(events), key=lambda one: _start(one, kind)):
            if track in tracks_of(row):
                number += 1
                made.append(_mark(row, kind, f"{LETTERS[kind]}{number}", track))
    vessel, hull = f"{track // 100:09d}", track % 100
    frame = read(positions, vessel)
    return {
        "label": f"{vessel} #{hull + 1}" if hull else vessel,
        "received": _received(frame[frame["track"] == track], pause), "marks": made,
    }  # fmt: skip


def _start(row: Json, kind: str) -> tuple[str, str]:
    first = next((row[name] for name in SPAN[kind] if row[name] is not None), None)
    return when(first, ISO), str(row["event"])


def _mark(row: Json, kind: str, tag: str, track: int) -> Json:
    start, end = SPAN[kind]
    text = str(row["text"])
    if kind == "encounter":
        other = next((one for one in tracks_of(row) if one != track), track)
        mmsi = f"{other // 100:09d}"
        text = text if mmsi in text else f"with MMSI {mmsi}: {text}"
    return {
        "kind": kind, "tag": tag, "from": when(row[start], ISO), "to": when(row[end], ISO),
        "open": str(row.get("open") or ""), "hours": round(float(row.get("hours") or 0), 4),
        "event": str(row["event"]), "text": text,
    }  # fmt: skip


def _received(frame: pd.DataFrame, pause: int) -> list[list[Any]]:
    """Return from, to and number of positions of each run."""
    if frame.empty:
        return []
    grouped = frame.groupby(cuts(frame, pause), sort=True)["t_us"].agg(["min", "max", "size"])
    return [
        [instant(a * 1000).strftime(ISO), instant(b * 1000).strftime(ISO), int(n)]
        for a, b, n in grouped.itertuples(index=False)
    ]


def window(lanes: Sequence[Json], asked: Sequence[Any] | None) -> tuple[str, str]:
    """Return the time the figure shows: asked for, or from the first to the last of anything.

    Raises
    ------
    ExhibitError
        When there is nothing to show.
    """
    if asked is not None:
        return when(asked[0], ISO), when(asked[1], ISO)
    ends = [one[n] for lane_ in lanes for one in lane_["received"] for n in (0, 1)]
    ends += [one[n] for lane_ in lanes for one in lane_["marks"] for n in ("from", "to") if one[n]]
    if not ends or min(ends) == max(ends):
        raise ExhibitError("there is no time to show", advice="a table shows that nothing is found")
    return min(ends), max(ends)


def validate(spec: Json) -> None:
    """Refuse a specification that is no timeline of events.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    texts(spec["left_out"], "spec.left_out")
    for name in ("from", "to"):
        _time(spec[name], f"spec.{name}")
    if spec["from"] >= spec["to"]:
        raise ExhibitError("spec.to: a time after spec.from is expected")
    for n, one in enumerate(spec["lanes"]):
        path = f"spec.lanes[{n}]"
        need(one, _LANE, path)
        for m, span in enumerate(one["received"]):
            if not isinstance(span, list) or len(span) != 3 or type(span[2]) is not int:
                raise ExhibitError(f"{path}.received[{m}]: from, to and a number are expected")
            _time(span[0], f"{path}.received[{m}][0]")
            _time(span[1], f"{path}.received[{m}][1]")
        for m, mark in enumerate(one["marks"]):
            _check(mark, f"{path}.marks[{m}]")


def _check(mark: Json, path: str) -> None:
    need(mark, _MARK, path)
    if mark["kind"] not in LETTERS:
        raise ExhibitError(f"{path}.kind: one of {', '.join(LETTERS)} is expected")
    for name in ("from", "to"):
        if mark[name] or not mark["open"]:
            _time(mark[name], f"{path}.{name}")


def _time(text: object, path: str) -> None:
    from datetime import datetime

    try:
        datetime.strptime(str(text), ISO)  # noqa: DTZ007  (always UTC here)
    except ValueError as error:
        raise ExhibitError(f"{path}: a time such as 2020-06-30T01:02:03 is expected") from error
