"""The tradeflows kind: what each reporter states of a flow, by year; or that none is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.tradeflows.spec import build, empty, validate
from osint_helpers.exhibits.tradeflows.text import STYLES, csv, html, print_html, svg

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.trade import Result

__all__ = ["KIND", "trade_flows", "trade_flows_of"]

KIND = Kind(
    "tradeflows", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip
_TITLE = "Flows by reporter and year"


def trade_flows(
    case: Case,
    exhibit_id: str,
    *,
    pull: str,
    flow: str = "X",
    limit: int = 24,
    title: str = _TITLE,
    caption: str = "",
) -> Exhibit:
    """Return the flows of a pull as a drawing: a row a reporter, a column a year.

    Parameters
    ----------
    case
        While ``pull`` is not recorded the drawing says so, with the question and its years.
    pull
        A pull of `comtrade.trade` or `comext.trade` that asks for one partner.
    flow
        ``X`` exports to the partner, ``M`` imports from it.
    limit
        Reporters at most; the others stand in one row as a sum.
    title, caption
        Words of the figure.

    Raises
    ------
    ExhibitError, TradeError
        For a pull the case does not have, and rows that cannot be read.
    """
    from osint_helpers import trade
    from osint_helpers.exhibits.trading import trade_of

    held = trade_of(case, (pull,))
    if held.statements is None:
        spec = empty(held.years, held.waiting("what each reporter states of it, year by year"))
        return Exhibit("tradeflows", exhibit_id, title, caption, spec)
    found = trade.flows(held.statements, held.goods, partner=held.partner, flow=flow,
                        years=held.years, rule=held.rule)  # fmt: skip
    spec = build(found, held.years, limit, held.stamp)
    spec["words"] += [held.origin, *([held.warning] if held.warning else [])]
    licence = held.licence
    return Exhibit("tradeflows", exhibit_id, title, caption,
                   {**spec, **({"licence": licence} if licence else {})})  # fmt: skip


def trade_flows_of(
    result: Result,
    exhibit_id: str,
    *,
    years: Iterable[int],
    limit: int = 24,
    title: str = _TITLE,
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return the drawing of a result of `trade.flows`; ``years`` are those that were asked for."""
    spec = build(result, tuple(years), limit, stamp)
    return Exhibit("tradeflows", exhibit_id, title, caption, spec)
