"""Contradictions: both sides with their values, sources and strands, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from osint_helpers.case.strands import count
from osint_helpers.journey.pivot import interval_of, names
from osint_helpers.journey.readings import is_distortion, readings, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

COLUMNS: Final = (
    "subject", "predicate", "claim", "value", "sources", "strands", "other", "other_value",
    "other_sources", "other_strands", "note", "resolution", "why", "distortion",
)  # fmt: skip


def contradictions(case: Case) -> pd.DataFrame:
    """Return every recorded contradiction once, with both sides.

    Returns
    -------
    DataFrame
        ``subject, predicate``: the cell both claims fill, else the main cell of the first.
        ``claim, value, sources, strands`` and ``other, other_value, other_sources,
        other_strands``: the two sides (sources as tuples, strands as text). ``note``: of the
        pair. ``resolution, why``: the chosen claim and the reason, where ``resolutions.csv``
        settles that cell with one of the two. ``distortion``: one side is a known wrong
        statement. Order: that of ``contradictions.csv``; a pair listed both ways stands once.
    """
    rows = records(readings(case))
    filled: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        filled.setdefault(row["claim"], []).append(row)
    settled = {(r["subject"], r["predicate"]): r for r in records(case.resolutions)}
    claims = {row["claim"]: row for row in records(case.claims)}
    label = names(case)
    made, seen = [], set()
    for pair in records(case.contradictions):
        one, other = pair["claim"], pair["other"]
        if frozenset((one, other)) in seen:
            continue
        seen.add(frozenset((one, other)))
        left, right = _cell(filled[one], filled[other])
        choice = settled.get((left["subject"], left["predicate"]))
        decided = choice if choice and choice["chosen_claim"] in (one, other) else None
        made.append(
            {
                "subject": left["subject"],
                "predicate": left["predicate"],
                **_side(case, claims[one], left, label, ""),
                **_side(case, claims[other], right, label, "other_"),
                "note": pair["note"],
                "resolution": decided["chosen_claim"] if decided else "",
                "why": decided["why"] if decided else "",
                "distortion": is_distortion(one) or is_distortion(other),
            }
        )
    return pd.DataFrame(made, columns=list(COLUMNS))


def _cell(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the two readings that meet: of one cell if they share one, else the main ones.

    Of several shared cells the first with different values counts.
    """
    pairs = [
        (a, b)
        for a in one
        for b in other
        if (a["subject"], a["predicate"]) == (b["subject"], b["predicate"])
    ]
    pairs.sort(key=lambda pair: _content(pair[0]) == _content(pair[1]))
    return pairs[0] if pairs else (one[0], other[0])


def _content(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["value"], row["date_from"], row["date_to"]


def _side(
    case: Case, claim: dict[str, Any], row: dict[str, Any], label: dict[str, str], prefix: str
) -> dict[str, Any]:
    """Return one side: the value of the cell in print, or the statement where there is none."""
    when = interval_of(row)
    value = label.get(row["value"], row["value"])
    if value and value in (row["date_from"], row["date_to"]) and when.latest is not None:
        value = when.text()
    name = claim["claim"]
    return {
        "other" if prefix else "claim": name,
        f"{prefix}value": value or claim["statement"],
        f"{prefix}sources": case.sources_of(name),
        f"{prefix}strands": count(case, (name,)).text,
    }
