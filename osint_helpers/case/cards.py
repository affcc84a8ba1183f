"""A case, its head and its findings as cards in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, e

if TYPE_CHECKING:
    from osint_helpers.case.meta import CaseMeta
    from osint_helpers.case.model import Case
    from osint_helpers.case.quotes import Quotation
    from osint_helpers.case.rules.registry import Finding
    from osint_helpers.case.strands import StrandCount

_COUNTED: Final = ("items", "legs", "claims", "sources", "origins", "contradictions", "unknowns")


def case(one: Case) -> Card:
    """Return the card of a case: its question, its caution, how much it holds, what is next."""
    statuses = list(dict.fromkeys(one.legs["status"]))
    legs = "; ".join(f"{(one.legs['status'] == name).sum()} {name}" for name in statuses)
    return Card(
        "case", one.meta.title,
        (("question", one.meta.question), ("id", one.id), ("as of", one.meta.as_of),
         ("holds", ", ".join(f"{len(one.table(name))} {name.replace('_', ' ')}"
                             for name in _COUNTED)),
         ("legs by status", legs)),
        one.meta.label, notes=(one.meta.caution,),
        body=f'<p style="margin:6px 0 0">Next: <code>{e("journey.legs(case)")}</code>, '
             f'<code>{e("case.claims")}</code>, <code>{e("lint(case)")}</code></p>',
    )  # fmt: skip


def meta(one: CaseMeta) -> Card:
    """Return the card of the head of a case."""
    return Card(
        "head of case", one.title,
        (("id", one.id), ("question", one.question), ("as of", one.as_of), ("item", one.item_line),
         ("instructions", one.instructions), ("prepared for", one.prepared_for),
         ("prepared by", one.prepared_by), ("method", one.method),
         ("states of knowledge", str(len(one.evidence_states)))),
        one.label, notes=(one.caution,),
    )  # fmt: skip


def strands(one: StrandCount) -> Card:
    """Return the card of a count of strands."""
    return Card(
        "strands", one.text, (("strands", ", ".join(one.strands) or "none"),),
        "at least two independent strands" if one.confirmed else "",
    )  # fmt: skip


def finding(one: Finding) -> Card:
    """Return the card of a breach of a rule."""
    row = "" if one.row is None else f", row {one.row}"
    column = f", column {one.column}" if one.column else ""
    return Card(
        one.code, one.message,
        (("where", f"{one.file}{row}{column}"), ("what to do", one.advice)), one.severity,
    )  # fmt: skip


def quotation(one: Quotation) -> Card:
    """Return the card of a quotation held against the captures of its source."""
    state = "found" if one.found else "not found" if one.readable else "no text captured"
    return Card(
        "quotation", f"row {one.row + 2} of support.csv",
        (("column", one.column), ("source captured", "yes" if one.captured else "no"),
         ("in capture", one.capture), ("pages", ", ".join(map(str, one.pages))),
         ("instead", one.fault or "nothing to report")),
        state,
    )  # fmt: skip
