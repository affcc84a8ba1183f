"""The goodslanes kind: which list of the law holds a kind of goods, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.goodslanes.spec import build, validate
from osint_helpers.exhibits.goodslanes.text import STYLES, csv, html, print_html, svg
from osint_helpers.exhibits.kinds import Kind

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "goods_lanes", "goods_measures"]

KIND = Kind(
    "goodslanes", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def goods_lanes(
    case: Case,
    exhibit_id: str,
    *,
    jurisdictions: Iterable[str] = (),
    period: str = "aggregate",
    title: str = "The goods against the lists of the law over time",
    caption: str = "",
) -> Exhibit:
    """Return the lists of the law that hold the goods of a case, a lane a measure, as a drawing.

    Parameters
    ----------
    case
        Its items have families of goods; items of one family share a panel. Dated claims with the
        predicate ``sighted`` are marked.
    jurisdictions
        ``UN``, ``EU`` or states; by default those of `trade.listing.JURISDICTIONS`.
    period
        Topic whose dated claims give the shaded years; ``""`` for none.
    title, caption
        Words of the figure.

    Raises
    ------
    ExhibitError
        When no item of the case has a family of goods.
    """
    spec = build(case, tuple(jurisdictions), period)
    return Exhibit("goodslanes", exhibit_id, title, caption, spec)


def goods_measures(
    case: Case,
    exhibit_id: str,
    *,
    jurisdictions: Iterable[str] = (),
    title: str = "The lists named",
    caption: str = "",
) -> Exhibit:
    """Return every measure that `goods_lanes` of the same case names, with dates and citation."""
    from osint_helpers.exhibits.goodslanes.spec import families, lists
    from osint_helpers.exhibits.tables.lawful import measures_table

    frame = lists(tuple(families(case)), tuple(jurisdictions))
    return measures_table(frame, exhibit_id, title=title, caption=caption)
