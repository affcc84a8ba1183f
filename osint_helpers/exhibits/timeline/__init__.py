"""The timeline kind: what is said to have happened when, lane by lane, each mark to its claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.figures import STYLES
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.timeline.lanes import LANES, Lane
from osint_helpers.exhibits.timeline.spec import build, validate
from osint_helpers.exhibits.timeline.text import csv, html, print_html, svg

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "LANES", "Lane", "timeline"]

KIND = Kind(
    "timeline", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def timeline(
    case: Case,
    exhibit_id: str,
    *,
    start: str | None = None,
    split: str | None = None,
    lanes: Sequence[Lane] = LANES,
    title: str = "Timeline",
    caption: str = "",
) -> Exhibit:
    """Return the timeline of a case in two panels: the journey, and what followed.

    Every dated reading of the journey and of the lanes is a mark as wide as its date is
    uncertain; known wrong statements are left out and counted below the figure.

    Parameters
    ----------
    case
        The case.
    exhibit_id
        Number of the exhibit, for example ``"D-2"``.
    start, split
        First month of the figure and last month of the first panel, ``YYYY-MM``; by default the
        month of the first movement and three months after the last.
    lanes
        The lanes below the journey; by default `LANES`.
    title, caption
        Words above the figure; the default caption says how to read it.

    Raises
    ------
    ExhibitError
        If no movement of the case has a date, or the months are out of order.
    """
    words = caption or (
        "A diamond is a day, a bar is as wide as the date that is printed: a month is not its "
        "first day. Hollow marks were planned, estimated, or said against the version kept: not "
        "observed. Versions that contradict each other are all shown and joined."
    )
    spec = build(case, start=start, split=split, lanes=lanes)
    return Exhibit("timeline", exhibit_id, title, words, spec)
