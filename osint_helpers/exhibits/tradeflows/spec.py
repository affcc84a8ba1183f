"""The specification of a drawing of flows by reporter and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts

if TYPE_CHECKING:
    from osint_helpers.trade import Result

Json = dict[str, Any]
_SPEC: Final[Form] = {"recorded": bool, "years": list, "currency": str, "rows": list,
                      "words": list, "stamp": str}  # fmt: skip
_ROW: Final[Form] = {"reporter": str, "name": str, "cells": list}
_CELL: Final[Form] = {"year": int, "value": (int, float), "months": int, "rows": int}
OTHERS: Final = "others"
NOT_ZERO: Final = (
    "A dash is no row: the reporter did not report that year, withholds the figure, or states "
    "nothing of it. It is not zero. Bars are drawn on one scale from zero."
)
MONTHS: Final = 12


def empty(years: Sequence[int], words: Sequence[str]) -> Json:
    """Return the specification of a flow that is not recorded."""
    return {"recorded": False, "years": list(years), "currency": "", "rows": [],
            "words": list(words), "stamp": ""}  # fmt: skip


def build(result: Result, years: Sequence[int], limit: int, stamp: str) -> Json:
    """Return the specification of a result of `trade.flows`; see `exhibits.trade_flows`."""
    from osint_helpers.trade.flowing import one_currency

    frame = result.frame
    outside = sorted(set(frame["year"]) - set(years))
    if outside:
        raise ExhibitError(f"rows of {outside[0]} lie outside the years asked for",
                           advice="give every year that was asked for")  # fmt: skip
    grouped = frame.groupby(["reporter", "year"], as_index=False).agg(
        name=("reporter_name", "min"), value=("value", "sum"), months=("months", "min"),
        rows=("rows", "sum"),
    )  # fmt: skip
    named = zip(grouped["reporter"], grouped["name"].fillna(grouped["reporter"]), strict=True)
    names = {str(code): str(name) for code, name in named}
    cells: dict[str, list[Json]] = {}
    for row in grouped.sort_values(["reporter", "year"]).to_dict("records"):
        one = {"year": int(row["year"]), "value": round(float(row["value"]), 3),
               "months": int(row["months"]), "rows": int(row["rows"])}  # fmt: skip
        cells.setdefault(str(row["reporter"]), []).append(one)
    order = sorted(cells, key=lambda code: (-sum(c["value"] for c in cells[code]), code))
    rows = [{"reporter": code, "name": names[code], "cells": cells[code]} for code in order[:limit]]
    rest = order[limit:]
    if rest:
        rows.append(_others(rest, cells))
    return {
        "recorded": True, "years": sorted(set(years)), "currency": one_currency(frame),
        "rows": rows, "words": [NOT_ZERO, result.text, *result.notes], "stamp": stamp,
    }  # fmt: skip


def _others(codes: Sequence[str], cells: dict[str, list[Json]]) -> Json:
    """Return the reporters that are not drawn, added up by year."""
    by: dict[int, list[Json]] = {}
    for code in codes:
        for cell in cells[code]:
            by.setdefault(cell["year"], []).append(cell)
    summed = [
        {"year": year, "value": round(sum(one["value"] for one in held), 3),
         "months": min(one["months"] for one in held), "rows": sum(one["rows"] for one in held)}
        for year, held in sorted(by.items())
    ]  # fmt: skip
    return {"reporter": OTHERS, "name": f"{len(codes)} others", "cells": summed}


def validate(spec: Json) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need({key: value for key, value in spec.items() if key != "licence"}, _SPEC, "spec")
    licence = spec.get("licence", {"class": "", "source": "", "attribution": ""})
    if not isinstance(licence, dict) or set(licence) != {"class", "source", "attribution"}:
        raise ExhibitError("spec.licence: class, source and attribution are expected")
    texts(spec["words"], "spec.words")
    years = spec["years"]
    if not years or any(not isinstance(year, int) for year in years):
        raise ExhibitError("spec.years: years are expected")
    for n, row in enumerate(spec["rows"]):
        need(row, _ROW, f"spec.rows[{n}]")
        for m, cell in enumerate(row["cells"]):
            path = f"spec.rows[{n}].cells[{m}]"
            need(cell, _CELL, path)
            if cell["year"] not in years or cell["value"] < 0:
                raise ExhibitError(f"{path}: a year asked for and no negative value are expected")
    if not spec["recorded"] and spec["rows"]:
        raise ExhibitError("spec.rows: a flow that is not recorded has none")
