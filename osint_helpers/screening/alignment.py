"""Two names: which words of one answer which of the other, and how well."""

from __future__ import annotations

from math import fsum
from typing import Final

from rapidfuzz.distance import OSA

from osint_helpers.screening.keys import PARTED, key, romanised, spaced
from osint_helpers.screening.likeness import Likeness, Sides, crossed, far, likeness
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.scoring import Agreed, Aligned, scored
from osint_helpers.screening.values import MatchRule

LONGEST_RUN: Final = 4
JOINED: Final = ("korean", "japanese")  # whose syllables another script parts
SPACED: Final = ("korean", "japanese", "russian", "chinese")  # whose names are heard as a whole
WHOLE: Final = ("korean", "chinese")  # whose names are parted in several ways
MOST_PADDING: Final = 5  # letters by which two spellings of one such name differ
LONGEST_WORD: Final = 40  # letters of a word that is looked for in pieces

NOTHING: Final = Aligned(0.0, "no word agrees", ())
SAME: Final = Aligned(1.0, "the same words", ())
TURNED: Final = Aligned(0.99, "the same words in another order", ())
EMPTY: Final = Aligned(0.0, "a name without letters or digits", ())


def align(x: PreparedName, y: PreparedName, rule: MatchRule, *, person: bool) -> Aligned:
    """Return how well two names agree; the same when they change places."""
    if not x.tokens or not y.tokens:
        return EMPTY
    if y.tokens < x.tokens or (y.tokens == x.tokens and y.script < x.script):
        x, y = y, x  # one order of the two, so that a comparison cannot depend on it
    if x.tokens == y.tokens:
        return SAME
    if person and x.ordered == y.ordered:
        return TURNED
    if x.numbers != y.numbers:
        return _numbers_differ(x, y, rule)
    found = _together(x, y, rule)
    if found is None:
        found = _Alignment(x, y, rule, person=person).result()
    if person and found.score < rule.strong - 0.01 and _heard_whole(x, y):
        below = rule.strong - 0.01
        found = Aligned(min(rule.spelling, below), "the same sound, parted otherwise", ())
    if found.score < rule.generic_only:
        found = _as_a_whole(found, x, y, rule)
    if found.score < rule.acronym and not person and (
        (len(x.joined) < 8 and x.joined in y.acronyms())
        or (len(y.joined) < 8 and y.joined in x.acronyms())
    ):  # fmt: skip
        return Aligned(rule.acronym, "one name is the first letters of the other", ())
    return found


def _together(x: PreparedName, y: PreparedName, rule: MatchRule) -> Aligned | None:
    """Return the outcome for names that agree when all their words are written together."""
    if x.joined == y.joined:
        return Aligned(rule.joined, "the same letters, parted otherwise", ())
    language = crossed(x, y)
    if language and language != "arabic" and _heard_together(language, x, y):
        return Aligned(rule.other_script, f"the same after transliteration ({language})", ())
    return None


def _heard_together(language: str, x: PreparedName, y: PreparedName) -> bool:
    if spaced(language, x.tokens) == spaced(language, y.tokens):
        return True
    return (
        language in JOINED
        and all(one.script != "Latn" or romanised(language, one.tokens) for one in (x, y))
        and key(language, x.joined) == key(language, y.joined)
    )


def _as_a_whole(found: Aligned, x: PreparedName, y: PreparedName, rule: MatchRule) -> Aligned:
    """Return a better score for names that resemble each other as a whole; never a match."""
    alike = OSA.normalized_similarity(x.joined, y.joined, score_cutoff=rule.whole)
    score = alike * rule.generic_only
    return Aligned(score, "most letters agree, no word does", ()) if score > found.score else found


def _heard_whole(x: PreparedName, y: PreparedName) -> bool:
    """Say whether two names in Latin letters are one Korean or Chinese name, parted otherwise."""
    if not x.script == y.script == "Latn" or abs(len(x.joined) - len(y.joined)) > MOST_PADDING:
        return False
    return any(
        romanised(language, x.tokens) and romanised(language, y.tokens)
        and spaced(language, x.tokens) == spaced(language, y.tokens)
        for language in WHOLE
    )  # fmt: skip


def _numbers_differ(x: PreparedName, y: PreparedName, rule: MatchRule) -> Aligned:
    shown = [", ".join(one.numbers) or "none" for one in (x, y)]
    shared = len({*x.tokens} & {*y.tokens})
    score = rule.numbers_differ * 2 * shared / (len(x.tokens) + len(y.tokens))
    return Aligned(score, f"numbers differ: {shown[0]} and {shown[1]}", ())


class _Alignment:
    """One alignment: exact words, then words written together, then similar ones."""

    def __init__(
        self, x: PreparedName, y: PreparedName, rule: MatchRule, *, person: bool
    ) -> None:  # fmt: skip
        self.x, self.y, self.rule, self.person = x, y, rule, person
        self.left_x, self.left_y = list(range(len(x.tokens))), list(range(len(y.tokens)))
        self.parts: list[float] = []  # weight that agrees, by pair of words
        self.pairs: list[tuple[int, int]] = []  # of rare words, for their order
        self.firm = self.edits = self.exact = 0
        self.certain = True
        self.soft: list[str] = []

    def result(self) -> Aligned:
        self._exact()
        if self.left_x and self.left_y:
            self._runs(self.x, self.y, self.left_x, self.left_y, swapped=False)
            self._runs(self.y, self.x, self.left_y, self.left_x, swapped=True)
            self._similar()
        if not self.parts:
            return NOTHING
        agreed = Agreed(
            self.x, self.y, fsum(self.parts), self.pairs, self.left_x, self.left_y, self.firm,
            self.exact, self.edits, self.certain, self.soft,
        )  # fmt: skip
        return scored(agreed, self.rule, person=self.person)

    def _take(self, i: int, j: int, similarity: float, *, firm: bool) -> None:
        x, y = self.x, self.y
        self.parts.append(similarity * (x.weights[i] + y.weights[j]) / 2)
        if x.rare[i] or y.rare[j]:
            self.pairs.append((i, j))
            self.firm += firm

    def _exact(self) -> None:
        y_tokens = self.y.tokens
        for i, token in enumerate(self.x.tokens):
            if token in y_tokens:
                for j in self.left_y:
                    if y_tokens[j] == token:
                        self._take(i, j, 1.0, firm=True)
                        self.exact += self.x.rare[i] and self.y.rare[j]
                        self.left_x.remove(i)
                        self.left_y.remove(j)
                        break

    def _runs(
        self, one: PreparedName, other: PreparedName, left_one: list[int], left_other: list[int],
        *, swapped: bool,
    ) -> None:  # fmt: skip
        """Find a word of one name that is two to four neighbouring words of the other."""
        if len(left_other) < 2 or not left_one:
            return
        language = crossed(one, other)
        for i in list(left_one):
            token = one.tokens[i]
            if len(token) > LONGEST_WORD or (not language and token not in other.joined):
                continue
            run = _run_for(one.tokens[i], other, left_other, language)
            if run is None:
                continue
            weight = fsum(other.weights[j] for j in run)
            self.parts.append(self.rule.joined * (one.weights[i] + weight) / 2)
            self.pairs.append((run[0], i) if swapped else (i, run[0]))
            self.exact += 1
            self.firm += 1
            self.soft.append(f"{one.tokens[i]} / {' '.join(other.tokens[j] for j in run)}")
            left_one.remove(i)
            for j in run:
                left_other.remove(j)

    def _similar(self) -> None:
        sides = Sides(self.x, self.y, self.rule, person=self.person)
        found: list[tuple[float, str, str, int, int, Likeness]] = []
        for i in self.left_x:
            first = self.x.tokens[i]
            for j in self.left_y:
                second = self.y.tokens[j]
                if not (self.x.rare[i] and self.y.rare[j]) and len(first) > 1 < len(second):
                    continue
                if not self.person and not sides.cross and far(first, second):
                    continue
                alike = likeness(first, second, sides)
                if alike.value:
                    low, high = (first, second) if first < second else (second, first)
                    found.append((-alike.value, low, high, i, j, alike))
        for _, low, high, i, j, alike in sorted(found):
            if i in self.left_x and j in self.left_y:
                self._alike(i, j, alike)
                self.soft.append(f"{low} / {high} ({alike.how})")
                self.left_x.remove(i)
                self.left_y.remove(j)

    def _alike(self, i: int, j: int, alike: Likeness) -> None:
        self._take(i, j, alike.value, firm=alike.firm)
        self.edits += alike.edits
        self.exact += alike.firm and not alike.edits
        self.certain = self.certain and alike.certain


def _run_for(
    token: str, other: PreparedName, left: list[int], language: str
) -> list[int] | None:  # fmt: skip
    """Return two to four neighbours that are the word, by letters or, sign by sign, by sound."""
    tokens, made = other.tokens, ""
    if language and other.script in PARTED:
        made = key(language, token)
    for at in range(len(left) - 1):
        run, text = [left[at]], tokens[left[at]]
        if not made and not token.startswith(text):
            continue
        for j in left[at + 1 : at + LONGEST_RUN]:
            if j != run[-1] + 1:
                break
            run.append(j)
            text += tokens[j]
            if text == token or (made and key(language, text) == made):
                return run
    return None
