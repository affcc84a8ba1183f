"""Judgements: bands of ICD 203, and a basis that holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.case.tables import LIKELIHOOD

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# ICD 203 prints two rows of words for its bands; the second row is mapped to the first.
_WORDS: Final = {
    **{word: word for word in LIKELIHOOD if word != "not assessed"},
    "remote": "almost no chance",
    "highly improbable": "very unlikely",
    "improbable": "unlikely",
    "roughly even odds": "roughly even chance",
    "probable": "likely",
    "probably": "likely",
    "highly probable": "very likely",
    "nearly certain": "almost certain",
    "almost certainly": "almost certain",
}
_BAND: Final = re.compile(
    r"\b(" + "|".join(sorted(_WORDS, key=lambda word: (-len(word), word))) + r")\b", re.IGNORECASE
)
_OUTSIDE: Final = re.compile(
    r"\b(possibly|perhaps|maybe|might|may|could|presumably|apparently|conceivably|certainly|"
    r"undoubtedly|surely|clearly|obviously|doubtless)\b",
    re.IGNORECASE,
)
_CONFIDENCE: Final = re.compile(r"\b(low|moderate|medium|high)\s+confidence\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?]+")


@rule("E190", "the likelihood word of a judgement is not that of its band")
def other_band(case: Case) -> Iterator[Spot]:
    """Compare the ICD 203 words of the statement with the column."""
    for index, row in rows(case, "judgements"):
        for found in _BAND.finditer(row["statement"]):
            if _WORDS[found[0].lower()] != row["likelihood"]:
                what = f"says {found[0]!r}, the band is {row['likelihood']!r}"
                advice = "use the word of the band"
                yield cell(case, "judgements", index, "statement", what, advice)


@rule("E191", "a judgement rests on a distortion")
def rests_on_distortion(case: Case) -> Iterator[Spot]:
    """Refuse ``d_`` claims as the basis of a judgement."""
    for index, row in rows(case, "judgements"):
        for claim in row["claims"]:
            if is_distortion(claim):
                what = f"{claim!r} is a known wrong statement"
                yield cell(case, "judgements", index, "claims", what, "take it out")


@rule("W219", "likelihood and confidence stand in one sentence")
def one_sentence(case: Case) -> Iterator[Spot]:
    """ICD 203 keeps the two in separate sentences."""
    for index, row in rows(case, "judgements"):
        for column in ("statement", "basis"):
            for part in _SENTENCE.findall(row[column]):
                if _BAND.search(part) and _CONFIDENCE.search(part):
                    what = "likelihood and confidence stand in one sentence"
                    yield cell(case, "judgements", index, column, what, "make two sentences")


@rule("W220", "a judgement uses a likelihood word outside ICD 203")
def outside(case: Case) -> Iterator[Spot]:
    """Find words such as "possibly" and "clearly" that name no band."""
    for index, row in rows(case, "judgements"):
        text = re.sub(r"\balmost certainly\b", "", row["statement"], flags=re.IGNORECASE)
        found = _OUTSIDE.search(text)
        if found:
            advice = "use a word of the scale: " + ", ".join(LIKELIHOOD)
            what = f"says {found[0]!r}, which names no band"
            yield cell(case, "judgements", index, "statement", what, advice)


@rule("W221", "a judgement does not say what would change it")
def unfalsifiable(case: Case) -> Iterator[Spot]:
    """Ask for the finding that would overturn the judgement."""
    for index, text in enumerate(case.judgements["would_change"]):
        if not text:
            advice = "name a finding that would overturn it"
            yield cell(case, "judgements", index, "would_change", "is empty", advice)
