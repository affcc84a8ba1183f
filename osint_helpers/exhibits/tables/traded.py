"""Tables of trade statistics: concentration, suppliers, unit values, returning goods, mirrors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.trade import Result

Row = Mapping[str, Any]
LIMIT: Final = 50
NO_ROW: Final = "no row"
_CONCENTRATION: Final = {
    "year": "Year",
    "reporters": "Reporters with a row",
    "value": "Value",
    "hhi": "Index (0 to 1)",
    "effective": "Equal parts",
    "largest": "Largest",
    "share": "Its share",
    "months": "Months",
}
_SUPPLIERS: Final = {
    "reporter": "Reporter",
    "first": "First seen",
    "last": "Last seen",
    "without": "Without a row",
    "value": "Value, all years",
    "result": "What that says",
}
_UNIT_VALUES: Final = {
    "commodity": "Product",
    "year": "Year",
    "reporter": "Reporter",
    "value": "Value",
    "amount": "Amount",
    "unit_value": "Value a unit",
    "median": "Median of its group",
    "score": "Score",
    "estimated": "Estimated",
}
_ROUND_TRIPS: Final = {
    "pair": "Reporter and partner",
    "year": "Year",
    "heading": "Heading",
    "exported": "Exported",
    "re_exported": "Re-exported",
    "imported": "Imported",
    "re_imported": "Re-imported",
    "overlap": "Overlap (0 to 1)",
    "remark": "Remark",
}
_MIRRORS: Final = {
    "pair": "Exporter to importer",
    "year": "Year",
    "heading": "Heading",
    "exported": "As exported",
    "imported": "As imported",
    "expected": "Expected",
    "gap": "Gap",
    "result": "Result",
}


def concentration_table(
    result: Result,
    exhibit_id: str,
    *,
    title: str = "Concentration",
    caption: str = "",
    **more: Any,  # noqa: ANN401
) -> Exhibit:
    """Return a result of `trade.concentration`: one row a year."""

    def row(one: Row) -> list[Cell | str]:
        return [
            str(one["year"]),
            str(one["reporters"]),
            money(one["value"], one["currency"]),
            number(one["hhi"], 3),
            number(one["effective"], 1),
            str(one["largest_name"] or one["largest"]),
            percent(one["largest_share"]),
            "not all twelve of each" if one["partial"] else "all twelve",
        ]

    return _table(result, exhibit_id, _CONCENTRATION, row, title=title, caption=caption, **more)


def suppliers_table(
    result: Result,
    exhibit_id: str,
    *,
    title: str = "Since when each is seen",
    caption: str = "",
    **more: Any,  # noqa: ANN401
) -> Exhibit:
    """Return a result of `trade.new_suppliers`: one row a reporter, first seen first."""

    def row(one: Row) -> list[Cell | str]:
        return [
            str(one["reporter_name"]),
            str(one["first"]),
            str(one["last"]),
            ", ".join(map(str, one["without"])) or "none",
            money(one["value"], one["currency"]),
            str(one["text"]),
        ]

    return _table(result, exhibit_id, _SUPPLIERS, row, title=title, caption=caption, **more)


def unit_values_table(
    result: Result,
    exhibit_id: str,
    *,
    title: str = "Unit values to look at",
    caption: str = "",
    **more: Any,  # noqa: ANN401
) -> Exhibit:
    """Return the outliers of a result of `trade.unit_values`; how many rows there are is said."""
    from dataclasses import replace

    frame = result.frame[result.frame["outlier"]]
    order = frame["score"].abs().sort_values(ascending=False, kind="stable").index
    said = (
        f"{len(frame):,} of {len(result.frame):,} unit values lie above the threshold of "
        f"{result.rule.threshold}."
    )
    shown = replace(result, frame=frame.loc[order], notes=(said, *result.notes))

    def row(one: Row) -> list[Cell | str]:
        return [
            str(one["commodity"]),
            str(one["period"]),
            str(one["reporter_name"]),
            money(one["value"], one["currency"]),
            f"{number(one['amount'], 1)} {one['unit']}",
            number(one["unit_value"], 2),
            number(one["group_median"], 2),
            number(one["score"], 1),
            "yes" if one["estimated"] else "no",
        ]

    return _table(shown, exhibit_id, _UNIT_VALUES, row, title=title, caption=caption, **more)


def round_trips_table(
    result: Result,
    exhibit_id: str,
    *,
    title: str = "Goods that come back",
    caption: str = "",
    **more: Any,  # noqa: ANN401
) -> Exhibit:
    """Return a result of `trade.round_trip`: one row a year, pair and heading."""

    def row(one: Row) -> list[Cell | str]:
        pair = f"{one['reporter_name']} with {one['partner_name']}"
        values = [
            given(one[name], one["currency"])
            for name in ("exported", "re_exported", "imported", "re_imported")
        ]
        return [
            pair,
            str(one["year"]),
            str(one["heading"]),
            *values,
            number(one["overlap"], 2),
            str(one["remark"]),
        ]

    return _table(result, exhibit_id, _ROUND_TRIPS, row, title=title, caption=caption, **more)


def mirror_gaps_table(
    result: Result,
    exhibit_id: str,
    *,
    title: str = "Two statements of one flow",
    caption: str = "",
    **more: Any,  # noqa: ANN401
) -> Exhibit:
    """Return a result of `trade.mirror_gaps`: one row a year, pair and heading."""

    def row(one: Row) -> list[Cell | str]:
        said = f"{one['result']}: {one['remark']}" if one["remark"] else str(one["result"])
        return [
            f"{one['exporter_name']} to {one['importer_name']}",
            str(one["year"]),
            str(one["heading"]),
            given(one["exported"], one["currency"]),
            given(one["imported"], one["currency"]),
            given(one["expected"], one["currency"], ""),
            given(one["gap"], one["currency"], ""),
            said,
        ]

    return _table(result, exhibit_id, _MIRRORS, row, title=title, caption=caption, **more)


def _table(
    result: Result,
    exhibit_id: str,
    columns: Mapping[str, str],
    row: Callable[[Row], list[Cell | str]],
    *,
    title: str,
    caption: str,
    stamp: str = "",
    licence: Mapping[str, str] | None = None,
    warning: str = "",
    origin: str = "",
    limit: int = LIMIT,
) -> Exhibit:
    from osint_helpers.collect.licences import CLASSES

    allowed = CLASSES[licence["class"]].rows if licence else None
    most = limit if allowed is None else min(limit, allowed)
    shown = result.frame.head(most)
    rows = [row(one) for one in common.rows_of(shown)]
    blank: list[Cell | str] = [cell(NO_ROW, mark="not-published"), *[""] * (len(columns) - 1)]
    printed = f"{len(rows):,} of {len(result.frame):,} rows printed."
    said = " ".join(part for part in (origin, printed, result.text, *result.notes) if part)
    name = f"{title} ({stamp})" if stamp and stamp not in title else title
    return common.build(
        exhibit_id,
        name,
        caption,
        columns,
        rows or [blank],
        provenance=f"Derived: osint_helpers.trade. {said}",
        stamp=stamp,
        warning=warning,
        licence=licence,
    )


def number(value: Any, digits: int) -> str:  # noqa: ANN401
    """Return a number with so many digits; a missing one is empty."""
    return "" if value is None or value != value else f"{value:,.{digits}f}"  # noqa: PLR0124


def money(value: Any, currency: str) -> str:  # noqa: ANN401
    """Return a value with its currency."""
    return f"{currency} {number(value, 0)}".strip() if number(value, 0) else ""


def given(value: Any, currency: str, missing: str = NO_ROW) -> Cell | str:  # noqa: ANN401
    """Return a value, or the words that it has no row: missing is never zero."""
    said = money(value, currency)
    return said or (cell(missing, mark="not-published") if missing else "")


def percent(value: Any) -> str:  # noqa: ANN401
    """Return a share in per cent."""
    return "" if value is None or value != value else f"{100 * value:.1f} %"  # noqa: PLR0124
