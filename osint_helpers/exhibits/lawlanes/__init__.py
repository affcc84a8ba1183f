"""The lawlanes kind: measures in force beside the legs of a journey, on two scales of time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.lawlanes.checks import validate
from osint_helpers.exhibits.lawlanes.spec import build
from osint_helpers.exhibits.lawlanes.text import STYLES, csv, html, print_html, svg

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case import Case

__all__ = ["KIND", "law_lanes", "law_lanes_of"]

KIND = Kind(
    "lawlanes", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip
_TITLE = "The law along the journey, in one picture"


def law_lanes(case: Case, exhibit_id: str, *, title: str = _TITLE, caption: str = "") -> Exhibit:
    """Return the measures in force along the journey of a case as a drawing.

    Above, the legs on their days; below, a lane a measure, grouped by jurisdiction: when it began
    and ended, and at which places of which leg it was in force. The same as a table is
    `exhibits.law_timeline`. Names of measures are links into `exhibits.law_measures`, names of
    legs into `exhibits.journey_table`: a report that shows the drawing shows both.
    """
    from osint_helpers import journey

    return law_lanes_of(journey.law_timeline(case), exhibit_id, title=title, caption=caption,
                        linked=True)  # fmt: skip


def law_lanes_of(
    frame: pd.DataFrame,
    exhibit_id: str,
    *,
    legs: Iterable[str] | None = None,
    linked: bool = False,
    title: str = _TITLE,
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the drawing of any frame of `law.timeline`.

    Parameters
    ----------
    frame
        Columns of `law.timeline`; ``label``, ``printed`` and ``dated_by`` of
        `journey.law_timeline` are used where there are any. Its measures need a
        `exhibits.measures_table` of the same frame in the same report: each is a link into it.
    legs
        Which legs to draw, in this order; by default the first ones that fit, and the drawing
        says how many are left out.
    linked
        Whether the names of legs are links into an `exhibits.journey_table` of the same report.
    title, caption
        Words of the figure.
    stamp
        ``"SYNTHETIC"`` for made-up consignments.

    Raises
    ------
    ExhibitError
        For a frame without rows, a leg it does not hold, a measure that is not in the table of
        measures, or one leg with more places than a drawing holds.
    """
    spec = build(frame, legs=legs, linked=linked, stamp=stamp)
    return Exhibit("lawlanes", exhibit_id, title, caption, spec)
