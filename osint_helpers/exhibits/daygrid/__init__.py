"""The daygrid kind: every day of a gap is a square, a row a month; no path, no place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osint_helpers.exhibits.daygrid.spec import build, validate
from osint_helpers.exhibits.daygrid.text import csv, html, notebook_html, print_html, svg
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.figures import STYLES
from osint_helpers.exhibits.kinds import Kind

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "silent_days"]

KIND = Kind(
    "daygrid", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    notebook_html=notebook_html, styles=lambda: STYLES,
)  # fmt: skip
_CAPTION = "A row is a month, a square a day; the marked days are listed below them."


def silent_days(
    case: Case,
    exhibit_id: str,
    *,
    subject: str = "",
    without: Sequence[str] = (),
    title: str = "Every day of the span",
    caption: str = "",
) -> Exhibit:
    """Return a square for each day of a gap: received, not received, documented otherwise.

    Parameters
    ----------
    case
        An open case.
    exhibit_id
        Fixed number such as ``"C-2"``.
    subject
        The vessel, where the case has several gaps with two dated ends.
    without
        Topics of ``case.toml`` whose claims are left out, such as proceedings.
    title, caption
        Words above the figure.

    Raises
    ------
    ExhibitError
        When not exactly one gap with two dated ends fits.
    """
    spec = build(case, subject, without)
    return Exhibit("daygrid", exhibit_id, title, caption or _CAPTION, spec)
