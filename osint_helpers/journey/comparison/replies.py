"""Who was asked, who answered, and for whom no reply was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.readings import is_distortion, records
from osint_helpers.journey.unanswered import PARTIES, unanswered

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

COLUMNS: Final = ("case", "party", "kind", "outcome", "answer", "claims")
REPLY: Final = "answer recorded"
DENIAL: Final = "denial"
NONE: Final = "no reply found"
OUTCOMES: Final = (DENIAL, REPLY, NONE)
# Schema of an entity -> kind of party; whatever is no entity is told as such.
KINDS: Final = {
    "Company": "firm", "LegalEntity": "firm", "Organization": "organisation",
    "PublicBody": "public body", "Person": "person", "Vessel": "ship", "Airplane": "aircraft",
}  # fmt: skip
OTHER: Final = "not told by the tables"


def asked(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a party and outcome.

    A row of ``replies.csv`` is a denial when its claim is one (certainty ``denied``), else an
    answer recorded, which may be a refusal to comment: ``answer`` says what it was. A claim that
    says "none found" gives a party without a reply (`unanswered`); that is the outcome of a
    search, not a silence of the party.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``case``; ``party`` as the case prints it; ``kind`` (firm, person, public body, …);
        ``outcome``: a word of `OUTCOMES`; ``answer`` in the words of the case;
        ``claims``: of an answer the claim that carries it, else those without a reply found.
    """
    rows: dict[tuple[str, str, str, str, str], list[str]] = {}
    for case in cases:
        kinds = {
            row["entity"]: KINDS[row["schema"]]
            for row in records(case.entities)
            if row["schema"] in PARTIES
        }
        said = _said(case)
        own = {row["claim"]: row for row in records(case.claims)}
        for row in records(case.replies):
            claim = own[row["claim"]]
            outcome = DENIAL if claim["certainty"] == "denied" else REPLY
            key = (case.id, row["who"], _kind(row["who"], said), outcome, row["answer"])
            rows.setdefault(key, []).extend(named(case, [row["claim"]]))
        for party, claim in unanswered(case):
            if not is_distortion(claim["claim"]):
                key = (case.id, party, kinds.get(claim["subject"], OTHER), NONE, "")
                rows.setdefault(key, []).extend(named(case, [claim["claim"]]))
    return framed([_row(key, claims) for key, claims in rows.items()], COLUMNS)


def _said(case: Case) -> dict[str, str]:
    """Return printed name or role -> kind, the longest first."""
    found = {
        word.casefold(): KINDS[row["schema"]]
        for row in records(case.entities) for word in (row["role"], row["name"])
    }  # fmt: skip
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _kind(who: str, said: dict[str, str]) -> str:
    """Return the kind of one who spoke, as far as the register names him so.

    A claim often speaks of another party than the one who answers: its subject tells nothing.
    """
    lowered = who.casefold()
    for word, kind in said.items():
        if lowered == word or lowered.startswith((f"{word} (", f"{word}, ")):
            return kind
    return OTHER


def _row(key: tuple[str, str, str, str, str], claims: list[str]) -> dict[str, Any]:
    case, party, kind, outcome, answer = key
    return {"case": case, "party": party, "kind": kind, "outcome": outcome, "answer": answer,
            "claims": tuple(dict.fromkeys(claims))}  # fmt: skip
