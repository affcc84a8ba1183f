"""Tables of trade statistics from the pulls of a case; "not recorded" until they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tables.captures import sentences
from osint_helpers.exhibits.tables.traded import (
    concentration_table,
    mirror_gaps_table,
    round_trips_table,
    suppliers_table,
    unit_values_table,
)
from osint_helpers.exhibits.trading import Trade, trade_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.trade import Result


def trade_concentration(
    case: Case,
    exhibit_id: str,
    *,
    pull: str,
    flow: str = "X",
    title: str = "Concentration of the flow, year by year",
    caption: str = "",
) -> Exhibit:
    """Return how a flow to one partner is spread over its reporters; "not recorded" until it is."""
    from osint_helpers import trade

    def made(held: Trade) -> Result:
        found = trade.flows(
            held.statements, held.goods, partner=held.partner, flow=flow, years=held.years
        )
        return _with(found, trade.concentration(found.frame))

    return _of(
        case,
        exhibit_id,
        (pull,),
        made,
        table=concentration_table,
        title=title,
        caption=caption,
        what="the shares of the reporters and their Herfindahl-Hirschman index",
    )


def trade_suppliers(
    case: Case,
    exhibit_id: str,
    *,
    pull: str,
    reporting: str = "",
    flow: str = "X",
    title: str = "Since when each reporter is seen",
    caption: str = "",
) -> Exhibit:
    """Return the first year of each reporter; ``reporting`` names a pull of all that reported."""
    from osint_helpers import trade
    from osint_helpers.trade.seen import reporting_years

    def made(held: Trade) -> Result:
        found = trade.flows(
            held.statements, held.goods, partner=held.partner, flow=flow, years=held.years
        )
        known = trade_of(case, (reporting,)).statements if reporting else None
        pairs = reporting_years(known) if known is not None else frozenset()
        return _with(found, trade.new_suppliers(found.frame, years=held.years, reporting=pairs))

    return _of(
        case,
        exhibit_id,
        (pull,),
        made,
        table=suppliers_table,
        title=title,
        caption=caption,
        what="the first year in which each reporter is seen, within the years recorded",
    )


def trade_unit_values(
    case: Case,
    exhibit_id: str,
    *,
    pull: str,
    flow: str = "X",
    title: str = "Unit values to look at",
    caption: str = "",
) -> Exhibit:
    """Return the unit values far from those of their product; "not recorded" until it is."""
    from osint_helpers import trade

    def made(held: Trade) -> Result:
        assert held.statements is not None  # noqa: S101  (asked only when recorded)
        return trade.unit_values(
            held.statements, held.goods, partner=held.partner, flow=flow, years=held.years
        )

    return _of(
        case,
        exhibit_id,
        (pull,),
        made,
        table=unit_values_table,
        title=title,
        caption=caption,
        what="values a kilogram and a piece that lie far from those of their product",
    )


def trade_round_trips(
    case: Case,
    exhibit_id: str,
    *,
    pulls: Sequence[str],
    title: str = "Goods that come back",
    caption: str = "",
) -> Exhibit:
    """Return exports beside imports and re-exports of the same heading with the same partner."""
    from osint_helpers import trade

    def made(held: Trade) -> Result:
        assert held.statements is not None  # noqa: S101
        return trade.round_trip(
            held.statements, held.goods, partners=(held.partner,), years=held.years
        )

    return _of(
        case,
        exhibit_id,
        tuple(pulls),
        made,
        table=round_trips_table,
        title=title,
        caption=caption,
        what="exports, imports, re-exports and re-imports of one heading, side by side",
    )


def trade_mirror_gaps(
    case: Case,
    exhibit_id: str,
    *,
    pulls: Sequence[str],
    title: str = "Two statements of one flow",
    caption: str = "",
) -> Exhibit:
    """Return what exporters state against what the partner states; "not recorded" until it is."""
    from osint_helpers import trade

    def made(held: Trade) -> Result:
        assert held.statements is not None  # noqa: S101
        return trade.mirror_gaps(
            held.statements, held.goods, importers=(held.partner,), years=held.years
        )

    return _of(
        case,
        exhibit_id,
        tuple(pulls),
        made,
        table=mirror_gaps_table,
        title=title,
        caption=caption,
        what="what the exporters state against what the importer states",
    )


def _with(flows: Result, result: Result) -> Result:
    """Return a result over flows with the account of the flows themselves."""
    from dataclasses import replace

    from osint_helpers.trade.results import merged

    return replace(
        result,
        left_out=merged([flows.left_out, result.left_out]),
        notes=(*flows.notes, *result.notes),
        read=flows.read,
        used=flows.used,
    )


def _of(
    case: Case,
    exhibit_id: str,
    pulls: tuple[str, ...],
    made: Callable[[Trade], Result],
    *,
    table: Callable[..., Exhibit],
    title: str,
    caption: str,
    what: str,
) -> Exhibit:
    """Return the table of the recorded pulls, or the sentences that stand until then.

    A table of several pulls needs all of them: with one side alone every flow would look as if
    the other side had no row.
    """
    held = trade_of(case, pulls)
    if held.statements is None or held.missing:
        return sentences(exhibit_id, title, caption, held.waiting(what))
    return table(
        made(held),
        exhibit_id,
        title=title,
        caption=caption,
        stamp=held.stamp,
        licence=held.licence,
        warning=held.warning,
        origin=held.origin,
    )
