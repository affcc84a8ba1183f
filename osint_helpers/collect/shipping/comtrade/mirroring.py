"""The two statements of one flow side by side: what the exporter says, and the importer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import Column, frame
from osint_helpers.collect.shipping.comtrade.totals import totals
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

CIF_FOB: Final = (
    "The importer's value includes freight and insurance to its border (cif), the exporter's does "
    "not (fob): the two differ even when both are right."
)
_ABSENT: Final = (
    "{who} has no row here: not reported, withheld or not asked for, which is not zero trade."
)
_SAME: Final = "Both values are on the basis {basis}."
_UNSAID: Final = "On which basis {who} states its value is not given."
_EDITION: Final = "The two use different editions of the classification ({a}, {b})."
_LEVEL: Final = 6  # digits up to which product codes of two countries are the same nomenclature

MIRROR: Final = (
    Column("period", "day", "", "month or year"),
    Column("period_precision", "text", "", "year or month"),
    Column("commodity", "text", "", "product code"),
    Column("exporter", "text", "", "M49 code"),
    Column("exporter_name", "text", "", "name, or the code's owner as the other side calls it"),
    Column("importer", "text", "", "M49 code"),
    Column("importer_name", "text", "", "name, or the code's owner as the other side calls it"),
    Column("exported_usd", "number", "USD", "as the exporter states it"),
    Column("exported_basis", "text", "", "cif or fob"),
    Column("exported_kg", "number", "kg", "net weight as the exporter states it"),
    Column("exported_kg_estimated", "flag", "", "whether the UN estimated that weight"),
    Column("re_exported_usd", "number", "USD", "re-exports the exporter states; not added"),
    Column("imported_usd", "number", "USD", "as the importer states it"),
    Column("imported_basis", "text", "", "cif or fob"),
    Column("imported_kg", "number", "kg", "net weight as the importer states it"),
    Column("imported_kg_estimated", "flag", "", "whether the UN estimated that weight"),
    Column("value_ratio", "number", "", "imported_usd divided by exported_usd"),
    Column("weight_ratio", "number", "", "imported_kg divided by exported_kg"),
    Column("remark", "text", "", "what the comparison can say"),
)


def mirror(reported: pd.DataFrame) -> pd.DataFrame:
    """Lay the exporter's and the importer's statement of one flow side by side; add up nothing.

    Parameters
    ----------
    reported
        Frame of `trade` with exports (X) of the one side and imports (M) of the other; re-exports
        (RX) are shown beside the exports.

    Returns
    -------
    pandas.DataFrame
        Columns as in ``MIRROR``, a row for each period, product and pair of countries that
        either side has, in the order of these. A statement that is not in `reported` is missing,
        never zero; a ratio with a missing or zero divisor is missing.

    Raises
    ------
    CollectError
        When a flow is stated twice, in two editions of the classification, or in parts without
        their total (`totals`).
    """
    sides: dict[tuple[str, ...], dict[str, dict[Any, Any]]] = {}
    rows: list[dict[Any, Any]] = totals(reported).to_dict("records")
    for row in rows:
        if row["flow"] not in {"X", "M", "RX"} or "0" in {row["reporter"], row["partner"]}:
            continue  # the world is no partner with a statement of its own
        pair = (row["reporter"], row["partner"])
        if row["flow"] == "M":
            pair = pair[::-1]
        key = (str(row["period"]), str(row["commodity"]), str(row["kind"]), *pair)
        side = sides.setdefault(key, {})
        if str(row["flow"]) in side:
            raise CollectError(
                f"reporter {row['reporter']} states product {row['commodity']} of {row['period']} "
                "in two editions of the classification",
                advice="keep one edition: frame[frame.classification == 'H5']",
            )
        side[str(row["flow"])] = row
    made = [_row(key, sides[key]) for key in sorted(sides) if {"X", "M"} & set(sides[key])]
    return frame(made, MIRROR)


def _row(key: tuple[str, ...], side: dict[str, dict[str, Any]]) -> dict[str, Any]:
    period, commodity, _, exporter, importer = key
    out, back, again = side.get("X", {}), side.get("M", {}), side.get("RX", {})
    values = {
        "period": period, "commodity": commodity, "exporter": exporter, "importer": importer,
        "period_precision": (out or back)["period_precision"],
        "exporter_name": _given(out.get("reporter_name")) or _given(back.get("partner_name")),
        "importer_name": _given(back.get("reporter_name")) or _given(out.get("partner_name")),
        "exported_usd": _given(out.get("primary_usd")),
        "exported_basis": _given(out.get("basis")),
        "exported_kg": _given(out.get("net_weight_kg")),
        "exported_kg_estimated": _given(out.get("net_weight_estimated")),
        "re_exported_usd": _given(again.get("primary_usd")),
        "imported_usd": _given(back.get("primary_usd")),
        "imported_basis": _given(back.get("basis")),
        "imported_kg": _given(back.get("net_weight_kg")),
        "imported_kg_estimated": _given(back.get("net_weight_estimated")),
    }  # fmt: skip
    return {
        **values,
        "value_ratio": _ratio(values["imported_usd"], values["exported_usd"]),
        "weight_ratio": _ratio(values["imported_kg"], values["exported_kg"]),
        "remark": _remark(values, out, back),
    }


def _given(value: Any) -> Any:  # noqa: ANN401
    """Return a cell of a frame, None when it is missing."""
    import pandas as pd

    return None if value is None or pd.isna(value) else value


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below


def _remark(values: dict[str, Any], out: dict[str, Any], back: dict[str, Any]) -> str:
    names = {"exported": "The exporter", "imported": "The importer"}
    lacking = [who for side, who in names.items() if values[f"{side}_usd"] is None]
    if lacking:
        return " ".join(_ABSENT.format(who=who) for who in lacking)
    bases = (values["exported_basis"], values["imported_basis"])
    said = [_UNSAID.format(who=who.lower()) for side, who in names.items()
            if values[f"{side}_basis"] is None]  # fmt: skip
    if not said:
        said = [_SAME.format(basis=bases[0]) if bases[0] == bases[1] else CIF_FOB]
    editions = (_given(out["classification"]), _given(back["classification"]))
    if editions[0] != editions[1]:
        said.append(_EDITION.format(a=editions[0], b=editions[1]))
    if values["commodity"].isdigit() and len(values["commodity"]) > _LEVEL:
        said.append("National product codes: the same digits can mean different goods.")
    return " ".join(said)
