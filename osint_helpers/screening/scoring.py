"""What the words that agree, and those that do not, make of two names."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

_ARTICLE: Final = 0.15  # weight up to which a word left over says nothing


class Aligned(NamedTuple):
    """How well two names agree, and what was found on the way."""

    score: float
    how: str
    notes: tuple[str, ...]


class Agreed(NamedTuple):
    """What an alignment found: the weight that agrees, and the words that answer each other.

    `pairs` are of rare words; `firm` of them can carry a match, `exact` took no edit.
    """

    x: PreparedName
    y: PreparedName
    weight: float
    pairs: list[tuple[int, int]]
    left_x: list[int]
    left_y: list[int]
    firm: int
    exact: int
    edits: int
    certain: bool
    soft: list[str]


def scored(of: Agreed, rule: MatchRule, *, person: bool) -> Aligned:
    """Return the score of an alignment, and what speaks against it."""
    x, y = of.x, of.y
    notes: list[str] = []
    score = share(of.weight, x.total, y.total, rule, person=person)
    score *= _left_over(of, rule, notes, person=person)
    below = rule.strong - 0.01
    notes += _doubts(of, rule, person=person)
    if notes:
        score = min(score * rule.doubt, below)
    if not of.firm:
        score = min(score * rule.weak, rule.generic_only)
        notes.append("no word that says more than a generic one agrees")
    elif min(x.letters, y.letters) < rule.short_letters:
        score = _short(score, of, rule, notes, person=person)
    how = "words agree" + (f", alike: {'; '.join(sorted(of.soft))[:120]}" if of.soft else "")
    return Aligned(score, how, tuple(notes))


def _doubts(of: Agreed, rule: MatchRule, *, person: bool) -> list[str]:
    """Return what keeps the words that agree below `strong`."""
    x, y, notes = of.x, of.y, []
    if not of.certain:
        notes.append("of some words the sound or most letters alone agree")
    if x.script != y.script and "Arab" in {x.script, y.script}:
        written = x if x.script == "Arab" else y
        if len(written.joined) < rule.unwritten:
            notes.append("few letters in Arabic script: vowels are not written")
    if of.edits and of.edits > rule.edited_share * min(_rare_letters(x), _rare_letters(y)):
        notes.append("many letters differ for names of that length")
    if not person and _out_of_order(of.pairs):
        notes.append("the words stand in another order")
    return notes


def share(weight: float, one: float, other: float, rule: MatchRule, *, person: bool) -> float:
    """Return the share of two names that agrees.

    Of a person the shorter name counts more: a middle name is often left out.
    """
    low, high = (one, other) if one < other else (other, one)
    if person:
        return rule.shorter * min(1.0, weight / low) + (1 - rule.shorter) * min(1.0, weight / high)
    return min(1.0, (2 * weight / (one + other) + weight / high) / 2)


def _left_over(of: Agreed, rule: MatchRule, notes: list[str], *, person: bool) -> float:
    """Return the factor for words nothing answers; what is told about them goes to `notes`."""
    x, y = of.x, of.y
    if not of.left_x and not of.left_y:
        return 1.0
    rest_x = [x.tokens[i] for i in of.left_x if x.rare[i]]
    rest_y = [y.tokens[j] for j in of.left_y if y.rare[j]]
    if rest_x and rest_y:
        notes.append(f"{_words(rest_x)} and {_words(rest_y)} do not agree")
        return rule.contradiction
    plain_x = not person and any(x.weights[i] > _ARTICLE for i in of.left_x)
    plain_y = not person and any(y.weights[j] > _ARTICLE for j in of.left_y)
    if rest_x or rest_y:
        enough = person and of.exact >= rule.extra_tokens and _first_agrees(of)
        if not enough:
            notes.append(f"only one name has {_words(rest_x or rest_y)}")
        if person:
            return 1.0 if of.firm > 1 else rule.one_word
        return rule.other_business if plain_x and plain_y else 1.0
    if plain_x and plain_y:
        notes.append("generic words differ")
        return rule.other_business
    if plain_x or plain_y:
        notes.append("a generic word stands in one name only")
    return 1.0


def _first_agrees(of: Agreed) -> bool:
    """Say whether the first words answer each other: a child is named before the father."""
    first = tuple(
        next((at for at, rare in enumerate(name.rare) if rare), 0) for name in (of.x, of.y)
    )
    return first in of.pairs


def _short(
    score: float, of: Agreed, rule: MatchRule, notes: list[str], *, person: bool
) -> float:  # fmt: skip
    """Return the score of a short name, which must be equal but for its script."""
    x, y = of.x, of.y
    whole = not (of.edits or of.left_x or of.left_y)
    if whole and of.certain and (not of.soft or x.script != y.script):
        return score
    notes.append(f"fewer than {rule.short_letters} letters: a short name must be equal")
    if person and len(of.pairs) > 1 and (whole or _only_longer(of)):
        return min(score, rule.strong - 0.01)
    if not person and of.exact and not (of.edits or of.soft) and _only_generic(x, y, of):
        return min(score, rule.strong - 0.01)
    return min(score * rule.weak, rule.generic_only)


def _only_longer(of: Agreed) -> bool:
    """Say whether one of two names holds all words of the other, unchanged, and further ones."""
    return not (of.soft or (of.left_x and of.left_y))


def _only_generic(x: PreparedName, y: PreparedName, of: Agreed) -> bool:
    """Say whether a generic word on one side is all that is left over."""
    return not (of.left_x and of.left_y) and not any(
        (*(x.rare[i] for i in of.left_x), *(y.rare[j] for j in of.left_y))
    )


def _words(words: list[str]) -> str:
    return ", ".join(sorted(words))[:80]


def _out_of_order(pairs: list[tuple[int, int]]) -> bool:
    if len(pairs) < 2:
        return False
    second = [j for _, j in sorted(pairs)]
    return any(one > after for one, after in pairwise(second))


def _rare_letters(name: PreparedName) -> int:
    return sum(len(token) for token, rare in zip(name.tokens, name.rare, strict=True) if rare)
