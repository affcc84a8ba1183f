"""Red flags in a table: every rule with its result, its findings, its parameters. Never a sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.law.flags import Finding

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.law.flags import FlagResult

WARNING: Final = (
    "A red flag is a question that should have been asked. It is no conclusion on guilt, intent "
    "or a breach of law; the flags are not added up, and their number says nothing. Not testable "
    "means that what the rule needs is not published, which is no hint either way."
)
WORDS: Final = {"fired": "fired", "not_testable": "not testable", "not_fired": "not fired"}
_MARKS: Final = {"fired": "disputed", "not_testable": "not-published", "not_fired": ""}
# A whole SHA-256 is wider than the column; it stands in the table of the lists.
_HASH: Final = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_COLUMNS: Final = {
    "rule": "Rule",
    "result": "Result",
    "found": "What was found",
    "parameters": "Parameters",
    "evidence": "Evidence",
}


def red_flags(
    case: Case, exhibit_id: str, *, title: str = "Red flags, rule by rule", caption: str = ""
) -> Exhibit:
    """Return the results of RF01 to RF20 over a case: fired, not testable, not fired.

    The facts are those of the journey, of the records of screening, and the rows of
    ``red_flags.csv`` with the analyst who wrote them.
    """
    from osint_helpers import journey

    claims = frozenset(case.claims["claim"])
    rows = len(case.red_flags)
    results = journey.red_flags(case)
    who = ", ".join(sorted(set(case.red_flags["by"]))) or "nobody"
    return flags_table(
        results, exhibit_id, title=title, caption=caption, claims=claims,
        notes=journey.flags.notes(case, results),
        source=f"journey.red_flags; {rows} of the facts are rows of red_flags.csv, by {who}",
    )  # fmt: skip


def flags_table(
    results: Sequence[FlagResult],
    exhibit_id: str,
    *,
    title: str = "Red flags",
    caption: str = "",
    claims: frozenset[str] = frozenset(),
    notes: Mapping[str, Sequence[str]] | None = None,
    source: str = "law.flags.run",
    stamp: str = "",
) -> Exhibit:
    """Return one row a rule and result, those that fired before those that could not be tested.

    Parameters
    ----------
    results
        In the order they are printed.
    claims
        Ids that are claims of the report: evidence among them becomes a link, all else is text.
    notes
        Rule -> a note for each of its findings, ``""`` for none.
    source
        What made the results, for the line below the table.
    """
    rows: list[list[Cell | str]] = []
    anchors: list[Ref | None] = []
    seen: set[str] = set()
    for result in results:
        for outcome, found in _groups(result, (notes or {}).get(result.rule, ())):
            rows.append(_row(result, outcome, found, claims))
            anchors.append(None if result.rule in seen else ("rule", result.rule))
            seen.add(result.rule)
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        rows,
        row_ids=anchors,
        provenance=f"Derived: {source}; rules and their sources in data/reference/red_flags.csv "
        "and docs/red-flags.md. Numbers are defaults of the project unless a parameter says "
        "otherwise.",
        widths={
            "rule": "14%",
            "result": "11%",
            "found": "43%",
            "parameters": "16%",
            "evidence": "16%",
        },
        warning=WARNING,
        stamp=stamp,
    )


def _groups(
    result: FlagResult, notes: Sequence[str]
) -> Iterable[tuple[str, list[tuple[Finding, str]]]]:
    """Yield outcome -> findings with notes; a rule without a fact has one empty group."""
    if not result.findings:
        yield result.result, []
        return
    for outcome in WORDS:
        found = [(one, note) for one, note in zip_longest(result.findings, notes, fillvalue="")
                 if isinstance(one, Finding) and one.result == outcome]  # fmt: skip
        if found:
            yield outcome, found


def _row(
    result: FlagResult, outcome: str, found: Sequence[tuple[Finding, str]], claims: frozenset[str]
) -> list[Cell | str]:
    ids = list(dict.fromkeys(one for finding, _ in found for one in finding.evidence))
    other = _counted([one for one in ids if one not in claims])
    said = [
        "; ".join(part for part in (_HASH.sub(r"\1…", one.text), note) if part)
        for one, note in found
    ] or [_missing(result)]
    return [
        f"{result.rule}\n{result.name}",
        cell(WORDS[outcome], mark=_MARKS[outcome]),
        "\n".join(said),
        "\n".join(one.text for one in result.parameters),
        cell("\n".join(other), [("claim", one) for one in ids if one in claims]),
    ]


def _counted(ids: Sequence[str]) -> list[str]:
    """Return ids that are no claims; of many records of screening only how many there are."""
    kept = [one for one in ids if not one.startswith("screening ")]
    records = len(ids) - len(kept)
    if records > 1:
        return [*kept, f"{records} records of screening"]
    return list(ids)


def _missing(result: FlagResult) -> str:
    from osint_helpers.law.flags import RULES

    return f"nothing was given; the rule needs {', '.join(RULES[result.rule].data_needed)}"
