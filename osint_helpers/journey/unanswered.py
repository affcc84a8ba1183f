"""For whom no reply was found: a party, and never the ship or the goods a claim is filed under."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.journey.pivot import names
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# Entities that can answer; a ship or an aircraft cannot.
PARTIES: Final = frozenset({"Company", "LegalEntity", "Organization", "PublicBody", "Person"})
_LOOKED_FOR: Final = re.compile(r"(?:a|any) (?:response|reply|comment)\b(?: of )?", re.IGNORECASE)


def unanswered(case: Case) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return (party, claim) of each claim for which no reply was found, in the order of claims.

    The party is the entity the claim is about. Where that is a ship, an item or a topic, it is
    the one whose response was looked for, as the row of ``searches.csv`` of that claim says, and
    else what the claim is about in its own words. A claim that carries an answer itself is left
    out: its answer stands among the replies.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    tuple
        Printed name of the party, and the row of the claim.
    """
    label = names(case)
    parties = {row["entity"] for row in records(case.entities) if row["schema"] in PARTIES}
    answered = set(case.replies["claim"])
    looked: dict[str, str] = {}
    for row in records(case.searches):
        found = _LOOKED_FOR.match(row["question"])
        if row["claim"] and found:
            asked = row["question"][found.end() :] if found[0].endswith("of ") else row["question"]
            looked.setdefault(row["claim"], asked)
    rows = []
    for claim in records(case.claims):
        if NONE_FOUND not in claim["responses"] or claim["claim"] in answered:
            continue
        subject = claim["subject"]
        if subject in parties:
            who = label[subject]
        else:
            who = looked.get(claim["claim"]) or claim["about"] or label.get(subject) or subject
        rows.append((who, claim))
    return tuple(rows)
