"""The trackmap kind: positions received and events on a map. Nothing is drawn inside a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.trackmap import framing, reading
from osint_helpers.exhibits.trackmap.spec import build, frame_of, hours, in_view, marks, validate
from osint_helpers.exhibits.trackmap.text import STYLES, csv, html, print_html, svg

__all__ = ["KIND", "events_map", "track_map"]

KIND = Kind(
    "trackmap", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip
_GAP = (
    "A gap is a time in which no position was received; where the vessel was in it is not known, "
    "and nothing is drawn there."
)
_COAST = "The coast is generalised (1:10m); lakes and rivers are drawn as land."


def track_map(
    positions: Any,  # noqa: ANN401  (a Store or a frame)
    exhibit_id: str,
    *,
    mmsi: str,
    events: Iterable[Any] | Any = (),  # noqa: ANN401  (Events, one or several)
    pause_h: float | None = None,
    bounds: Sequence[float] | None = None,
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the positions received from one vessel, and its events, on the coast.

    Parameters
    ----------
    positions
        A `Store`, or a frame with ``track, t_us, lat, lon``.
    mmsi
        The vessel, nine digits.
    events
        `Events`; those of this vessel are marked.
    pause_h
        Hours from which two fixes are not joined; by default those of the rule of the gaps.
    bounds
        South, west, north, east in degrees; by default what holds everything.
    title, caption
        Words above the figure.
    stamp
        ``SYNTHETIC`` where the positions are made up.

    Raises
    ------
    ExhibitError
        When no position of the vessel is there, or the pause is not said.
    """
    found = reading.listed(events)
    pause = reading.pause_us(found, pause_h)
    frame = reading.positions(positions, mmsi)
    if frame.empty:
        raise ExhibitError(f"no position of MMSI {mmsi} is among these positions")
    shown = reading.runs(frame, pause)
    pins = marks(found, lambda row: reading.belongs(row, mmsi))
    points = list(zip(frame["lat"].tolist(), frame["lon"].tolist(), strict=True))
    view = frame_of([*points, *((one["lat"], one["lon"]) for one in pins)], bounds)
    first, last = frame["t_us"].min() * 1000, frame["t_us"].max() * 1000
    pins = [one for one in pins if in_view(one, view)]
    text = f"Positions from {reading.span_text(first, last)} UTC; all times are UTC."
    spec = build(
        view, shown=shown, received=len(frame), pins=pins, density=[], ticks=hours(shown, view),
        words=[f"{text} Each dot is a position as received.", _GAP, _source(found), _COAST],
        stamp=stamp,
    )  # fmt: skip
    return Exhibit("trackmap", exhibit_id, title or f"Positions received from MMSI {mmsi}",
                   caption, spec)  # fmt: skip


def events_map(
    events: Iterable[Any] | Any,  # noqa: ANN401
    exhibit_id: str,
    *,
    positions: Any = None,  # noqa: ANN401
    bounds: Sequence[float] | None = None,
    title: str = "Where gaps begin and end, port calls, encounters",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the events of a fleet on the coast, how dense its positions are lightly beneath.

    Parameters
    ----------
    events
        `Events`, one or several.
    positions
        A `Store` or frame for the density; without it only events are drawn.
    bounds, title, caption, stamp
        As in :func:`track_map`.

    Raises
    ------
    ExhibitError
        When there is nothing to draw.
    """
    found = reading.listed(events)
    pins = marks(found)
    points = [(one["lat"], one["lon"]) for one in pins]
    if not points and bounds is None and positions is not None:
        held = reading.positions(positions)
        points = list(zip(held["lat"].tolist(), held["lon"].tolist(), strict=True))
    view = frame_of(points, bounds)
    density, seen = ([], 0) if positions is None else framing.density(positions, view)
    pins = [one for one in pins if in_view(one, view)]
    spec = build(
        view, shown=[], received=seen, pins=pins, density=density, ticks=[],
        words=[_GAP, _source(found), _COAST], stamp=stamp,
    )  # fmt: skip
    return Exhibit("trackmap", exhibit_id, title, caption, spec)


def _source(found: Sequence[Any]) -> str:
    return reading.provenance(found) if found else ""
