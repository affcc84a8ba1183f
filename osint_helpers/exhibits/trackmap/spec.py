"""The specification of a map of tracks: made from positions and events, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.footprints.framing import land_of
from osint_helpers.exhibits.routemap.coast import unpack as unpack_land
from osint_helpers.exhibits.routemap.geometry import Frame
from osint_helpers.exhibits.trackmap import framing
from osint_helpers.exhibits.trackmap.reading import (
    HOUR_US,
    LETTERS,
    SPAN,
    instant,
    kind_of,
    rows,
    span_text,
    vessels_of,
    when,
)

if TYPE_CHECKING:
    import pandas as pd

Json = dict[str, Any]

SIGNS: Final = ("last", "first", "call", "encounter", "loitering")
TICKS: Final = 12  # hours named along a track, at most
_SPEC: Final[Form] = {
    "bounds": list, "land": dict, "runs": list, "received": int, "drawn": int, "density": list,
    "marks": list, "ticks": list, "words": list, "stamp": str,
}  # fmt: skip
_MARK: Final[Form] = {
    "sign": str, "tag": str, "lat": (int, float), "lon": (int, float), "vessel": str, "when": str,
    "event": str, "text": str,
}  # fmt: skip
_TICK: Final[Form] = {"lat": (int, float), "lon": (int, float), "text": str}


def marks(found: Sequence[Any], keep: Any = None) -> list[Json]:  # noqa: ANN401
    """Return what a map marks: the ends of gaps, port calls, encounters, loitering.

    Parameters
    ----------
    found
        Events; those without a place (identity conflicts) mark nothing.
    keep
        Says of a row whether it is shown; all are by default.
    """
    out: list[Json] = []
    for events in found:
        letter, number = LETTERS[kind_of(events)], 0
        for row in _in_time(events):
            if keep is None or keep(row):
                number += 1
                out += _marks(kind_of(events), row, f"{letter}{number}")
    return out


def _in_time(events: Any) -> list[Json]:  # noqa: ANN401
    start = SPAN[kind_of(events)]

    def key(row: Json) -> tuple[str, str]:
        return when(next((row[c] for c in start if row[c] is not None), None)), str(row["event"])

    return sorted(rows(events), key=key)


def _marks(kind: str, row: Json, tag: str) -> list[Json]:
    common = {"tag": tag, "vessel": " and ".join(vessels_of(row)), "event": str(row["event"]),
              "text": str(row["text"])}  # fmt: skip
    if kind == "gap":
        ends = (("last", "off"), ("first", "on"))
        return [
            {"sign": sign, **_at(row, f"{end}_lat", f"{end}_lon"),
             "when": when(row[f"{end}_t"]), **common}
            for sign, end in ends
            if row[f"{end}_lat"] is not None and row[f"{end}_t"] is not None
        ]  # fmt: skip
    if row.get("lat") is None or kind not in {"port call", "encounter", "loitering"}:
        return []
    sign = {"port call": "call"}.get(kind, kind)
    start, end = SPAN[kind]
    return [{"sign": sign, **_at(row, "lat", "lon"), "when": span_text(row[start], row[end]),
             **common}]  # fmt: skip


def _at(row: Json, lat: str, lon: str) -> Json:
    return {"lat": round(float(row[lat]), 5), "lon": round(float(row[lon]), 5)}


def frame_of(points: Sequence[tuple[float, float]], bounds: Sequence[float] | None) -> Frame:
    """Return the frame: the bounds asked for (south, west, north, east), or what holds all points.

    Raises
    ------
    ExhibitError
        When there is nothing to frame.
    """
    if bounds is not None:
        south, west, north, east = (round(float(one), 3) for one in bounds)
        if not (-85 <= south < north <= 85 and west < east <= west + 360):
            raise ExhibitError("bounds are south, west, north, east in degrees",
                               advice="beyond the antimeridian east is more than 180")  # fmt: skip
        return Frame(south, west, north, east)
    if not points:
        raise ExhibitError("there is nothing to draw", advice="a table shows that nothing is found")
    return framing.framed(points)


def in_view(mark: Json, frame: Frame) -> bool:
    """Say whether a mark lies in the picture."""
    lon = framing.inside(mark["lon"], frame)
    return frame.south <= mark["lat"] <= frame.north and frame.west <= lon <= frame.east


def build(
    frame: Frame, *, shown: Sequence[pd.DataFrame], received: int, pins: list[Json],
    density: list[list[int]], ticks: list[Json], words: Sequence[str], stamp: str = "",
) -> Json:  # fmt: skip
    """Return the specification."""
    from osint_helpers.reference.coast import BOUNDARIES

    drawn = [framing.thinned(run, frame) for run in shown]
    moved = [{**one, "lon": round(framing.inside(one["lon"], frame), 5)} for one in pins]
    return {
        "bounds": frame.bounds, "land": land_of(frame),
        "runs": [framing.pack(points, frame) for points in drawn],
        "received": received, "drawn": sum(map(len, drawn)), "density": density,
        "marks": moved, "ticks": ticks, "words": [*(w for w in words if w), BOUNDARIES],
        "stamp": stamp,
    }  # fmt: skip


def hours(shown: Sequence[pd.DataFrame], frame: Frame) -> list[Json]:
    """Return fixes that name the time along a track: the first one in an hour, at real positions.

    No time is interpolated: each mark is a position received, with its own time.
    """
    import pandas as pd

    if not shown:
        return []
    first, last = shown[0]["t_us"].iloc[0], max(run["t_us"].iloc[-1] for run in shown)
    spread = (last - first) / HOUR_US
    days = 24 * (1 + int(spread / (24 * TICKS)))
    step = next((n for n in (1, 2, 3, 6, 12, 24) if spread / n <= TICKS), days)
    whole = pd.concat(shown).sort_values(["t_us", "track"], kind="stable")
    named = whole.groupby(whole["t_us"] // (step * HOUR_US), sort=True).head(1)
    form = "%H:%M" if spread < 24 else "%d %b %H:%M"
    return [
        {"lat": round(lat, 5), "lon": round(framing.inside(lon, frame), 5),
         "text": instant(t_us * 1000).strftime(form)}
        for lat, lon, t_us in named[["lat", "lon", "t_us"]].to_numpy(dtype=object).tolist()
    ]  # fmt: skip


def validate(spec: Json) -> None:
    """Refuse a specification that is no map of tracks.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    south, west, north, east = numbers(spec["bounds"], 4, "spec.bounds")
    if not (south < north and west < east):
        raise ExhibitError("spec.bounds: south, west, north, east are expected")
    try:
        unpack_land(spec["land"]["polygons"], spec["land"]["digits"])
    except (TypeError, KeyError, ValueError, IndexError, OverflowError) as error:
        raise ExhibitError("spec.land.polygons: packed rings are expected") from error
    texts(spec["words"], "spec.words")
    for name in ("runs", "density"):
        for n, flat in enumerate(spec[name]):
            if not isinstance(flat, list) or len(flat) % 2 or not all(type(v) is int for v in flat):
                raise ExhibitError(f"spec.{name}[{n}]: pairs of whole numbers are expected")
    if len(spec["density"]) > len(framing.LEVELS):
        raise ExhibitError("spec.density: more levels than there are shades")
    for n, one in enumerate(spec["marks"]):
        need(one, _MARK, f"spec.marks[{n}]")
        if one["sign"] not in SIGNS:
            raise ExhibitError(f"spec.marks[{n}].sign: one of {', '.join(SIGNS)} is expected")
    for n, one in enumerate(spec["ticks"]):
        need(one, _TICK, f"spec.ticks[{n}]")


def numbers(value: object, count: int, path: str) -> list[float]:
    """Return a list of numbers.

    Raises
    ------
    ExhibitError
        When it is none, or has another length.
    """
    good = isinstance(value, list) and len(value) == count
    if not good or not all(type(one) in {int, float} for one in value):  # type: ignore[attr-defined]
        raise ExhibitError(f"{path}: {count} numbers are expected")
    return list(value)  # type: ignore[call-overload,no-any-return]
