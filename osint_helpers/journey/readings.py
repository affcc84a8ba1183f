"""Every cell a claim fills: its main reading and the further ones of ``readings.csv``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from osint_helpers.case.grading import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

COLUMNS: Final = (
    "claim", "topic", "subject", "predicate", "value", "date_from", "date_to", "precision",
    "time_basis", "certainty", "kind", "distortion", "main",
)  # fmt: skip
__all__ = ["COLUMNS", "is_distortion", "readings", "records"]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries, in the order of the frame."""
    # a column at a time: DataFrame.to_dict asks Arrow for every cell, five times as long
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, at].tolist() for at in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def readings(case: Case) -> pd.DataFrame:
    """Return one row for each cell that a claim fills.

    A claim has one main subject and predicate; ``readings.csv`` holds the further cells it
    fills. Where a further row gives no date of its own it inherits the interval of its claim.

    Parameters
    ----------
    case
        An open case; ``claims`` and ``readings`` are used.

    Returns
    -------
    DataFrame
        Columns ``claim, topic, subject, predicate, value, date_from, date_to, precision,
        time_basis, certainty, kind`` (text), ``distortion`` (the claim id starts with ``d_``)
        and ``main`` (the row is the claim's own). Order: claims in file order, each main row
        before the further ones in file order.
    """
    further: dict[str, list[dict[str, Any]]] = {}
    for row in records(case.readings):
        further.setdefault(row["claim"], []).append(row)
    rows: list[dict[str, Any]] = []
    for claim in records(case.claims):
        rows.append(_row(claim, claim, main=True))
        rows.extend(_row(claim, extra, main=False) for extra in further.get(claim["claim"], []))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"distortion": bool, "main": bool})


def _row(claim: dict[str, Any], cell: dict[str, Any], *, main: bool) -> dict[str, Any]:
    """Return one reading; the interval comes from the cell or, as a whole, from its claim."""
    dated = main or bool(cell["date_from"] or cell["date_to"] or cell["precision"])
    time = cell if dated else claim
    return {
        "claim": claim["claim"],
        "topic": claim["topic"],
        "subject": cell["subject"],
        "predicate": cell["predicate"],
        "value": cell["value"],
        "date_from": time["date_from"],
        "date_to": time["date_to"],
        "precision": time["precision"] or "day",
        "time_basis": claim["time_basis"] or "not stated",
        "certainty": claim["certainty"],
        "kind": claim["kind"],
        "distortion": is_distortion(claim["claim"]),
        "main": main,
    }
