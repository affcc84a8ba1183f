"""Answers of law and results of red-flag rules as cards in a notebook. Never a conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osint_helpers.law.flags.result import FlagResult
    from osint_helpers.law.standing import InForce
    from osint_helpers.law.states import Jurisdictions

LIMIT: Final = "An answer of a table, not legal advice; no conclusion on guilt, intent or breach."
_GROUPS: Final = (
    ("verified", "in force, verified"),
    ("to_check", "to be checked by counsel"),
    ("crosses", "begins or ends within the days asked for"),
    ("by_code", "a code of the measure holds the HS code; to be checked by counsel"),
)
_SHOWN: Final = 12
_IDS: Final = 8


def in_force(one: InForce) -> Card:
    """Return the card of a question of law: a row a measure, verified or to be checked."""
    rows = [
        (str(row["measure"]), words, str(row["text"]))
        for group, words in _GROUPS
        for row in getattr(one, group).to_dict("records")
    ]
    more = len(rows) - _SHOWN
    heads = [(name, "left") for name in ("measure", "standing", "what")]
    return Card(
        "law", f"{one.jurisdiction}, {one.when.text()}, {one.goods.asked}",
        (("answer", one.text), ("rests on", one.provenance.text())),
        notes=(f"and {more} more measures" if more > 0 else "", LIMIT),
        body=table(heads, rows[:_SHOWN], "measures") if rows else "",
    )  # fmt: skip


def jurisdictions(one: Jurisdictions) -> Card:
    """Return the card of whose law applies at a place."""
    return Card(
        "law that applies in", one.country,
        (("jurisdictions", ", ".join(one.codes)),
         ("undetermined", ", ".join(one.undetermined) or "none"), ("why", one.text),
         ("rests on", one.provenance.text())),
    )  # fmt: skip


def flag_result(one: FlagResult) -> Card:
    """Return the card of a rule: what it found in each fact."""
    rows = [(f.result.replace("_", " "), f.basis, ", ".join(f.evidence), f.text)
            for f in one.findings[:_SHOWN]]  # fmt: skip
    more = len(one.findings) - _SHOWN
    heads = [(name, "left") for name in ("result", "basis", "evidence", "finding")]
    return Card(
        one.rule, one.name, (("evidence", _some(one.evidence) or "none"),),
        one.result.replace("_", " "),
        notes=(f"and {more} more findings" if more > 0 else "",
               "An observation with its parameters; no conclusion, and never a sum of rules."),
        body=table(heads, rows, "findings") if rows else "",
        brief=(("what was found", _told(one)),),
    )  # fmt: skip


def _told(one: FlagResult) -> str:
    """Return what decides the result, and that there is more."""
    if not one.findings:
        return "nothing was given"
    first, *others = [f.text for f in one.findings if f.result == one.result]
    return f"{first}; and more: see its own card" if others else first


def _some(ids: Sequence[str]) -> str:
    """Return ids, of many the first."""
    more = len(ids) - _IDS
    return ", ".join(ids[:_IDS]) + (f" and {more} more" if more > 0 else "")
