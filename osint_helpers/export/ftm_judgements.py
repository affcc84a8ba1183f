"""Judgements of pairs as nomenklatura keeps them: one JSON list an edge."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from osint_helpers.screening import ledger

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.export.ftm_builder import Builder

# nomenklatura 4.17.4, judgement.py: the words of its `Judgement`.
VERDICTS: Final = {"same": "positive", "different": "negative", "undecided": "unsure"}
RETRACTED: Final = "a judgement that was taken back: the file keeps what holds, not what held"
NO_REASON: Final = "an edge has no place for the reason"


def judgement_lines(case: Case, out: Builder) -> tuple[str, ...]:
    """Return ``[one, other, judgement, score, user, created_at]`` a judgement that still holds.

    What is no entity of the case keeps the name the judgement gives it. No score is made up: it
    is null. Which of the two ids comes first says nothing: the greater one, as nomenklatura
    writes it.
    """
    path = case.folder / ledger.FILE
    if not path.is_file():
        return ()
    lines = []
    for n, one in enumerate(ledger.read(path).judgements):
        key = f"{n + 1}: {one.a} / {one.b}"
        if one.retracted_on is not None:
            out.account.beside(ledger.FILE, key, "", one.verdict, RETRACTED)
            continue
        pair = sorted((_id(case, out, one.a), _id(case, out, one.b)), reverse=True)
        edge = [*pair, VERDICTS[one.verdict], None, one.by, one.on.isoformat()]
        lines.append(json.dumps(edge, ensure_ascii=True, separators=(",", ":")))
        out.account.beside(ledger.FILE, key, "why", one.why, NO_REASON)
    return tuple(lines)


def _id(case: Case, out: Builder, name: str) -> str:
    for kind, table in (("entity", "entities"), ("item", "items")):
        if case.has(table, name):
            return out.id(kind, name)
    return name
