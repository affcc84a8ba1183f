"""Grades, strands and days of knowledge by rule: ``docs/grading.md``."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from scripts.transcription.facts import Fact

# Grade of a source by its kind, and the reason in words: the table of docs/grading.md.
RELIABILITY: Final[dict[str, tuple[str, str]]] = {
    "official_text": ("B", "text of a state body or international organisation"),
    "primary_report": ("B", "report of the body that investigated"),
    "dataset": ("B", "published data set, used for coordinates and routes only"),
    "press_original": ("C", "press article with gathering of its own"),
    "wire": ("C", "agency report"),
    "interview": ("C", "interview"),
    "press_secondary": ("C", "press article that relays others"),
    "republication": ("C", "republication of another paper's article"),
    "transcript": ("C", "transcript or captions of a broadcast"),
    "law_firm_note": ("C", "note of a law firm that relays others"),
    "ngo_note": ("C", "note of a non-governmental organisation that relays others"),
    "expert_rebuttal": ("C", "rebuttal by an expert"),
    "unofficial_copy": ("F", "unofficial copy; cannot be judged until the original is obtained"),
    "blog": ("F", "blog; cannot be judged until the original it relays is obtained"),
    "project": ("C", "the project's own search or arithmetic"),
}
CANNOT_BE_JUDGED: Final = ("alleged", "denied", "self_reported")


def roots(token: str, register: Mapping[str, Fact], trail: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the bodies with own gathering that a parent token stands for."""
    entry = register.get(token)
    if entry is None or token in trail or entry["own_gathering"] or not entry["rests_on"]:
        return frozenset({token})
    parts = (roots(parent, register, (*trail, token)) for parent in entry["rests_on"])
    return frozenset().union(*parts)


def source_strands(source: Fact, register: Mapping[str, Fact]) -> frozenset[str]:
    """Return the strands of a source."""
    parts = (
        frozenset({source["strand"]}) if parent == "own" else roots(parent, register)
        for parent in source["parents"]
    )
    return frozenset().union(*parts)


def shared(strand: str, register: Mapping[str, Fact]) -> frozenset[str]:
    """Return the bodies a strand itself rests on, or the strand if it rests on none."""
    return frozenset(register.get(strand, {}).get("rests_on") or {strand})


def lower_bound(sets: Sequence[frozenset[str]]) -> int:
    """Return the smallest number of strands that touches every source."""
    union = sorted(frozenset().union(*sets)) if sets else []
    for size in range(1, len(union) + 1):
        for pick in itertools.combinations(union, size):
            if all(group.intersection(pick) for group in sets):
                return size
    return 0


def credibility(claim: Fact, facts: Fact) -> str:
    """Return the Admiralty grade of a claim under the mechanical rule of docs/grading.md."""
    if claim["id"].startswith("d_"):
        return "5"
    if claim["stated_certainty"] in CANNOT_BE_JUDGED:
        return "6"
    register = {entry["id"]: entry for entry in facts["parent_register"]}
    sources = {source["id"]: source for source in facts["sources"]}
    if claim.get("lineage"):
        sets = [frozenset({token}) for token in claim["lineage"]]
    else:
        sets = [source_strands(sources[name], register) for name in claim["sources"]]
    # Bodies that published jointly and share material do not confirm each other.
    sets = [frozenset().union(*(shared(one, register) for one in group)) for group in sets]
    several = lower_bound(sets) >= 2
    # A statement known to be distorted does not lower the grade of what it distorts.
    contradicted = any(not other.startswith("d_") for other in claim["contradicts"])
    if contradicted:
        return "3" if several else "4"
    return "2" if several else "3"


def last_day(published: str) -> date:
    """Return the last day that a publication date of day, month or year precision can mean."""
    parts = [int(part) for part in published.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def known_since(claim: Fact, sources: Mapping[str, Fact], compiled: str) -> str:
    """Return since when the claim was certainly public; the finer date wins a tie."""
    dates: list[str] = [sources[name]["date"] for name in claim["sources"] if sources[name]["date"]]
    if claim["stated_certainty"] == "computed" or not dates:
        return compiled
    return min(dates, key=lambda published: (last_day(published), -len(published)))
