"""Whether two descriptions can be of one thing: numbers first, then names.

A pure function of its inputs: no cache by an id, no clock, no randomness, and the same when the
two sides, their names or their numbers change places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from osint_helpers.screening.alignment import align
from osint_helpers.screening.evidence import born, countries, legal_forms, name_dates, scripts
from osint_helpers.screening.identity import Verdict, compare_numbers
from osint_helpers.screening.preparing import Prepared, PreparedName, prepare
from osint_helpers.screening.scoring import Aligned
from osint_helpers.screening.values import Feature, Match, MatchRule, Subject

VERSION: Final = "names/2"
_RULE: Final = MatchRule()
_Pairs = Sequence[tuple[int, int]]
_NONE: Final = Aligned(0.0, "one side has no name", ())


def compare(a: Subject, b: Subject, rule: MatchRule = _RULE) -> Match:
    """Compare two subjects.

    Returns
    -------
    Match
        ``same_by_id``: a number that identifies agrees and none contradicts it. ``id_conflict``:
        numbers contradict each other although names, or another number, agree. ``strong``,
        ``possible``: names alone, above the thresholds of the rule. ``none``: neither. No
        verdict says that two things are one: a person decides that.
    """
    return compare_prepared(prepare(a, rule), prepare(b, rule), rule)


def compare_prepared(
    a: Prepared, b: Prepared, rule: MatchRule = _RULE, pairs: _Pairs | None = None
) -> Match:
    """Compare two subjects prepared under the same rule: as `compare`, and faster.

    Parameters
    ----------
    pairs
        Positions of the names to compare, where it is known that no others can agree; None: all.
    """
    numbers = compare_numbers(a.numbers, b.numbers)
    kinds = {a.subject.kind, b.subject.kind}
    found, x, y = _best(a, b, rule, pairs, person="person" in kinds)
    score = found.score
    features = [*numbers.features]
    if x is None or y is None:
        features.append(Feature("name", "silent", "", "", 0.0, "one side has no name to compare"))
    else:
        features.append(_named(found, x, y, rule))
        if x.script != y.script or x.notes or y.notes:
            features += scripts(x, y)
        if x.forms or y.forms:
            forms = legal_forms(x, y, rule)
            features.append(forms)
            score += forms.weight
        features += name_dates(x, y)
    cap = 1.0
    for feature, limit in (countries(a.subject, b.subject, rule), born(a.subject, b.subject, rule)):
        if feature is not None:
            features.append(feature)
            score += feature.weight
            cap = min(cap, limit)
    if _other_kind(kinds):
        first, second = a.subject.kind, b.subject.kind
        features.append(Feature("kind", "differ", first, second, 0.0,
                                f"one is a {first}, the other a {second}: possible at most, and "
                                "only when the names are equal"))  # fmt: skip
        cap = 0.0
    score = min(max(score, 0.0), 1.0)
    weak = x is not None and y is not None and "weak alias" in (x.name.quality, y.name.quality)
    verdict = _of_names(score, found.score, rule, 0.5 if weak and cap else cap)
    verdict = _with_numbers(verdict, numbers)
    return Match(verdict, round(score, 4), tuple(features))


def _of_names(score: float, words: float, rule: MatchRule, cap: float) -> str:
    """Return the verdict of names; `cap` below 1 allows `possible`, 0 that of equal names."""
    if min(score, words) < rule.possible or (cap == 0.0 and words < rule.other_script):
        return "none"
    return "strong" if score >= rule.strong and cap == 1.0 else "possible"


def _with_numbers(names: str, numbers: Verdict) -> str:
    """Return the verdict of numbers and names: a name never hides what numbers contradict."""
    if numbers.conflict:
        return "id_conflict" if numbers.support or names != "none" else "none"
    if numbers.same:
        return "same_by_id"
    if numbers.support:
        return "strong" if names == "strong" else "possible"
    return "possible" if names == "strong" and numbers.doubt else names


def _other_kind(kinds: set[str]) -> bool:
    return len(kinds) == 2 and "unknown" not in kinds


def _best(
    a: Prepared, b: Prepared, rule: MatchRule, pairs: _Pairs | None, *, person: bool
) -> tuple[Aligned, PreparedName | None, PreparedName | None]:  # fmt: skip
    """Return the two names that agree best; among equals those that stand first in the alphabet."""
    if len(a.names) == len(b.names) == 1:  # the most frequent case
        return align(a.names[0], b.names[0], rule, person=person), a.names[0], b.names[0]
    best: tuple[Aligned, PreparedName | None, PreparedName | None] = (_NONE, None, None)
    both = [(x, y) for x in a.names for y in b.names] if pairs is None else [
        (a.names[i], b.names[j]) for i, j in pairs
    ]  # fmt: skip
    for x, y in both:
        found = align(x, y, rule, person=person)
        _, one, other = best
        if (
            one is None
            or other is None
            or found.score > best[0].score
            or (found.score == best[0].score and _rank(x, y) < _rank(one, other))
        ):
            best = (found, x, y)
    return best


def _rank(x: PreparedName, y: PreparedName) -> tuple[int, list[tuple[str, ...]]]:
    weak = (x.name.quality == "weak alias") + (y.name.quality == "weak alias")
    return weak, sorted((_full(x), _full(y)))


def _full(name: PreparedName) -> tuple[str, ...]:
    one = name.name
    return (one.text, one.quality, str(one.since or ""), str(one.until or ""))


def _named(found: Aligned, x: PreparedName, y: PreparedName, rule: MatchRule) -> Feature:
    score = found.score
    result = "agree" if score >= rule.strong else "similar" if score >= rule.possible else "differ"
    notes = f"; {'; '.join(found.notes)}" if found.notes else ""
    return Feature("name", result, x.text, y.text, round(score, 4), f"{found.how}{notes}")
