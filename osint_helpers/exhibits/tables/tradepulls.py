"""Tables of trade statistics from the pulls of a case; "not recorded" until they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tables.captures import sentences
from osint_helpers.exhibits.tables.traded import (
    concentration_table,
    mirror_gaps_table,
    round_trips_table,
    suppliers_table,
    unit_values_table,
)
from osint_helpers.exhibits.trading import Trade, source_of, trade_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.trade import Result


@dataclass(frozen=True)
class _Builder:
    """What one exhibit asks of recorded statements, how it is shown, and what stands there."""

    made: Callable[..., Result]
    table: Callable[..., Exhibit]
    what: str


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
    return _of(_CONCENTRATION, case, exhibit_id, (pull,), (title, caption), flow=flow)


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
    from osint_helpers.trade.seen import reporting_years

    if reporting:
        source_of(case, (pull, reporting))
    known = trade_of(case, (reporting,)).statements if reporting else None
    pairs = reporting_years(known) if known is not None else frozenset()
    return _of(_SUPPLIERS, case, exhibit_id, (pull,), (title, caption), flow=flow, reporting=pairs)


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
    return _of(_UNIT_VALUES, case, exhibit_id, (pull,), (title, caption), flow=flow)


def trade_round_trips(
    case: Case,
    exhibit_id: str,
    *,
    pulls: Sequence[str],
    title: str = "Goods that come back",
    caption: str = "",
) -> Exhibit:
    """Return exports beside imports and re-exports of the same heading with the same partner."""
    return _of(_ROUND_TRIPS, case, exhibit_id, tuple(pulls), (title, caption))


def trade_mirror_gaps(
    case: Case,
    exhibit_id: str,
    *,
    pulls: Sequence[str],
    title: str = "Two statements of one flow",
    caption: str = "",
) -> Exhibit:
    """Return what exporters state against what the partner states; "not recorded" until it is."""
    return _of(_MIRRORS, case, exhibit_id, tuple(pulls), (title, caption))


def _flows(held: Trade, flow: str) -> Result:
    from osint_helpers import trade

    return trade.flows(
        held.statements,
        held.goods,
        partner=held.partner,
        flow=flow,
        years=held.years,
        rule=held.rule,
    )


def _concentration(held: Trade, flow: str) -> Result:
    from osint_helpers import trade

    found = _flows(held, flow)
    return _with(found, trade.concentration(found.frame))


def _suppliers(held: Trade, flow: str, reporting: frozenset[tuple[str, int]]) -> Result:
    from osint_helpers import trade

    found = _flows(held, flow)
    return _with(found, trade.new_suppliers(found.frame, years=held.years, reporting=reporting))


def _unit_values(held: Trade, flow: str) -> Result:
    from osint_helpers import trade

    asked = {"partner": held.partner, "flow": flow, "years": held.years}
    return trade.unit_values(held.statements, held.goods, **asked, flow_rule=held.rule)


def _round_trips(held: Trade) -> Result:
    from osint_helpers import trade

    asked = {"partners": (held.partner,), "years": held.years}
    return trade.round_trip(held.statements, held.goods, **asked, flow_rule=held.rule)


def _mirrors(held: Trade) -> Result:
    from osint_helpers import trade

    asked = {"importers": (held.partner,), "years": held.years}
    return trade.mirror_gaps(held.statements, held.goods, **asked, flow_rule=held.rule)


_CONCENTRATION: Final = _Builder(
    _concentration,
    concentration_table,
    "the shares of the reporters and their Herfindahl-Hirschman index",
)
_SUPPLIERS: Final = _Builder(
    _suppliers,
    suppliers_table,
    "the first year in which each reporter is seen, within the years recorded",
)
_UNIT_VALUES: Final = _Builder(
    _unit_values,
    unit_values_table,
    "values a kilogram and a piece that lie far from those of their product",
)
_ROUND_TRIPS: Final = _Builder(
    _round_trips,
    round_trips_table,
    "exports, imports, re-exports and re-imports of one heading, side by side",
)
_MIRRORS: Final = _Builder(
    _mirrors,
    mirror_gaps_table,
    "what the exporters state against what the importer states",
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
    builder: _Builder,
    case: Case,
    exhibit_id: str,
    pulls: tuple[str, ...],
    words: tuple[str, str],
    **asked: Any,  # noqa: ANN401
) -> Exhibit:
    """Return the table of the recorded pulls, or the sentences that stand until then.

    A table of several pulls needs all of them: with one side alone every flow would look as if
    the other side had no row.
    """
    held = trade_of(case, pulls)
    title, caption = words
    if held.statements is None or held.missing:
        return sentences(exhibit_id, title, caption, held.waiting(builder.what))
    return builder.table(
        builder.made(held, **asked),
        exhibit_id,
        title=title,
        caption=caption,
        stamp=held.stamp,
        licence=held.licence,
        warning=held.warning,
        origin=held.origin,
    )
