"""What each rule found, and which legs each measure met, one entry each with every case in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.compared import heads, labels, parts_of

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.exhibits.exhibit import Exhibit

Json = dict[str, Any]


def rules_table(
    case: Case, exhibit_id: str, *, title: str = "What each rule found", caption: str = ""
) -> Exhibit:
    """Return one entry a rule, with the finding and the claims of every case in words."""
    from osint_helpers.journey import comparison

    rules: dict[str, list[Json]] = {}
    for row in common.rows_of(comparison.flags(parts_of(case, exhibit_id))):
        rules.setdefault(row["rule"], []).append(row)
    rows = [[rule, own[0]["name"], *(_finding(row) for row in own)] for rule, own in rules.items()]
    columns = heads(case, labels(case))
    return common.build(
        exhibit_id, title, caption, {"rule": "Rule", "name": "Name", **columns}, rows,
        provenance="Derived: law.flags over each case; thresholds are those of the rules "
        "(red flags of each case's own report name them).",
        row_ids=[("rule", rule) for rule in rules], main=("name",), parts=tuple(columns),
    )  # fmt: skip


def _finding(row: Json) -> Cell:
    """Return the finding of one case without the name of the rule and its parameters."""
    if not row["claims"] and row["result"] == "not_testable":
        return cell("")
    said = row["text"].removeprefix(f"{row['rule']} {row['name']}. ").partition(" Parameters: ")[0]
    return cell(_bare(said), [("claim", claim) for claim in row["claims"]])


def _bare(text: str) -> str:
    """Return a finding without the ids of claims: they follow as references."""
    bare = re.sub(r" \[[^\[\]]*\]", "", text)
    bare = re.sub(r"responses: (?!none found)[^;.]*", "a response is recorded", bare)
    return bare.replace("not_fired:", "not fired:").replace("not_testable:", "not testable:")


def measures_compared(
    case: Case, exhibit_id: str, *, title: str = "Measures, with the legs they met",
    caption: str = "",
) -> Exhibit:  # fmt: skip
    """Return one entry a measure: instrument, and for every case standing, roles and legs."""
    from osint_helpers.journey import comparison

    parts = parts_of(case, exhibit_id)
    held: dict[str, dict[str, list[Json]]] = {}
    told: dict[str, str] = {}
    for row in common.rows_of(comparison.measures(parts)):
        told[row["measure"]] = row["instrument"]
        held.setdefault(row["measure"], {}).setdefault(row["case"], []).append(row)
    columns = heads(case, labels(case))
    rows: list[list[Cell | str]] = []
    for measure, own in held.items():
        cells = []
        for part in parts:
            here = own.get(part.id, [])
            said = [f"{row['standing']}: {', '.join(row['roles'])}; goods asked for as "
                    f"{', '.join(row['goods'])}" for row in here]  # fmt: skip
            cells.append(cell("\n".join(dict.fromkeys(said)),
                              [("leg", leg) for row in here for leg in row["legs"]]))  # fmt: skip
        rows.append([measure, told[measure], *cells])
    return common.build(
        exhibit_id, title, caption, {"measure": "Measure", "instrument": "Instrument", **columns},
        rows, row_ids=[("measure", measure) for measure in held], main=("instrument",),
        parts=tuple(columns),
        provenance="Derived: journey.comparison.measures. Citations, fields to be checked and "
        "scope stand in the report of each case.",
    )  # fmt: skip
