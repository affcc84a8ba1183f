"""The lineage kind: from publications to the bodies that gathered, counted in strands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.figures import STYLES
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.lineage.spec import build, validate
from osint_helpers.exhibits.lineage.text import csv, html, print_html, svg

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "lineage"]

KIND = Kind(
    "lineage", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def lineage(
    case: Case,
    exhibit_id: str,
    *,
    claims: Iterable[str] | None = None,
    leg: str | None = None,
    title: str = "Who the publications rest on",
    caption: str = "",
) -> Exhibit:
    """Return the lineage of a case, of some claims, or of one leg.

    Publications that rest on the same others are one bar; bands lead to the bodies they rest
    on, through those that only pass on. A publication that rests on two bodies has a band to
    each. Articles are counted in strands (`osint_helpers.case.strands`).

    Parameters
    ----------
    case
        The case.
    exhibit_id
        Number of the exhibit, for example ``"D-1"``.
    claims, leg
        Limit the figure to the sources of these claims, or of this leg; not both.
    title, caption
        Words above the figure; the default caption says how to read it.

    Raises
    ------
    ExhibitError
        If ``claims`` and ``leg`` are both given, or there is no such leg.
    CaseError
        If there is no such claim.
    """
    words = caption or (
        "Left: publications, grouped by what they rest on. Right: bodies that gathered facts "
        "themselves (strands). Agreement is counted in strands, not in articles; a strand is a "
        "body, not a proof."
    )
    spec = build(case, claims=claims, leg=leg)
    return Exhibit("lineage", exhibit_id, title, words, spec)
