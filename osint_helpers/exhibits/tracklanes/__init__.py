"""The tracklanes kind: when each vessel was received and when not, and its events, on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.tracklanes.spec import chosen, lane, validate, window
from osint_helpers.exhibits.tracklanes.text import csv, html, print_html, svg
from osint_helpers.exhibits.trackmap import reading
from osint_helpers.exhibits.trackmap.text import STYLES

__all__ = ["KIND", "events_timeline"]

KIND = Kind(
    "tracklanes", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip
_GENERAL = (
    "Hatched: no position was received. Why, and where the vessel was, is not in the data. White: "
    "before the first or after the last position, or a pause too short for a gap."
)


def events_timeline(
    events: Iterable[Any] | Any,  # noqa: ANN401  (Events, one or several)
    exhibit_id: str,
    *,
    positions: Any,  # noqa: ANN401  (a Store or a frame)
    vessels: Iterable[str] | None = None,
    limit: int = 16,
    pause_h: float | None = None,
    between: Sequence[Any] | None = None,
    title: str = "When each vessel was received, and its events",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return one lane a track: received, not received, port calls, encounters, loitering.

    A vessel is one track; of two hulls that send one number each has its own lane.

    Parameters
    ----------
    events
        `Events`, one or several.
    positions
        A `Store`, or a frame with ``track, t_us, lat, lon``: what was received.
    vessels
        MMSIs in the order of the lanes; by default the tracks with most events, at most ``limit``.
    pause_h
        Hours from which a pause is no reception; by default those of the rule of the gaps.
    between
        Start and end of the scale; by default from the first to the last of anything shown.
    title, caption, stamp
        As in `track_map`.

    Raises
    ------
    ExhibitError
        When there is no vessel to show, or no time.
    """
    found = reading.listed(events)
    pause = reading.pause_us(found, pause_h)
    shown, more = chosen(found, vessels, positions, limit)
    if not shown:
        raise ExhibitError("no vessel has an event", advice="name vessels=, or show a table")
    lanes = [lane(one, found, positions, pause) for one in shown]
    start, end = window(lanes, between)
    left = [f"{more} more tracks with events are not drawn."] if more else []
    if any("#" in one["label"] for one in lanes):
        left.append("#2: the positions of a second hull that sends the same number.")
    spec = {
        "from": start, "to": end, "lanes": lanes, "left_out": left,
        "words": [_GENERAL, reading.provenance(found)], "stamp": stamp,
    }  # fmt: skip
    return Exhibit("tracklanes", exhibit_id, title, caption, spec)
