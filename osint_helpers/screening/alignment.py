"""Two names: which words of one answer which of the other, and how well."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from osint_helpers.screening.keys import BY_SIGN, LANGUAGE_OF, key, romanised
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

BY_CONSONANTS: Final = "same sound, arabic"
LONGEST_RUN: Final = 4
LONGEST_WORD: Final = 40  # letters of a word that is looked for in pieces


class Aligned(NamedTuple):
    """How well two names agree, and what was found on the way."""

    score: float
    how: str
    notes: tuple[str, ...]


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
    return _together(x, y, rule) or _Alignment(x, y, rule, person=person).result()


def _together(x: PreparedName, y: PreparedName, rule: MatchRule) -> Aligned | None:
    """Return the outcome for names that agree when all their words are written together."""
    if x.joined == y.joined:
        return Aligned(rule.joined, "the same letters, parted otherwise", ())
    language = crossed(x, y)
    if language and language != "arabic" and key(language, x.joined) == key(language, y.joined):
        return Aligned(rule.other_script, f"the same after transliteration ({language})", ())
    return None


def crossed(x: PreparedName, y: PreparedName) -> str:
    """Return the language whose romanisation compares the two; empty for one script."""
    if x.script == y.script == "Latn":
        return ""
    return LANGUAGE_OF.get(x.script, "") or LANGUAGE_OF.get(y.script, "")


def edits_allowed(shorter: int, rule: MatchRule) -> int:
    """Return how many edits a token of so many letters takes."""
    return 0 if shorter < rule.short_token else 1 if shorter < rule.long_token else 2


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
        self.edits = self.exact = 0
        self.consonants = False
        self.soft: list[str] = []

    def result(self) -> Aligned:
        self._exact()
        if self.left_x and self.left_y:
            self._runs(self.x, self.y, self.left_x, self.left_y, swapped=False)
            self._runs(self.y, self.x, self.left_y, self.left_x, swapped=True)
            self._similar()
        if not self.parts:
            return NOTHING
        return self._scored()

    def _take(self, i: int, j: int, similarity: float) -> None:
        x, y = self.x, self.y
        self.parts.append(similarity * (x.weights[i] + y.weights[j]) / 2)
        if x.rare[i] or y.rare[j]:
            self.pairs.append((i, j))

    def _exact(self) -> None:
        y_tokens = self.y.tokens
        for i, token in enumerate(self.x.tokens):
            if token in y_tokens:
                for j in self.left_y:
                    if y_tokens[j] == token:
                        self._take(i, j, 1.0)
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
            self.soft.append(f"{one.tokens[i]} / {' '.join(other.tokens[j] for j in run)}")
            left_one.remove(i)
            for j in run:
                left_other.remove(j)

    def _similar(self) -> None:
        found: list[tuple[float, str, str, int, int, int, str]] = []
        languages = self._languages()
        cross = self.x.script != self.y.script
        for i in self.left_x:
            first = self.x.tokens[i]
            for j in self.left_y:
                second = self.y.tokens[j]
                if not cross and far(first, second):
                    continue  # the dearer questions are asked of few
                alike, edits, how = similarity(first, second, languages, self)
                if alike and (how == "initial" or (self.x.rare[i] and self.y.rare[j])):
                    low, high = sorted((first, second))
                    found.append((-alike, low, high, i, j, edits, how))
        for alike, low, high, i, j, edits, how in sorted(found):
            if i in self.left_x and j in self.left_y:
                self._take(i, j, -alike)
                self.edits += edits
                self.exact += not edits and how != "initial"
                self.consonants = self.consonants or how == BY_CONSONANTS
                self.soft.append(f"{low} / {high} ({how})")
                self.left_x.remove(i)
                self.left_y.remove(j)

    def _languages(self) -> tuple[tuple[str, float], ...]:
        rule, language = self.rule, crossed(self.x, self.y)
        if language:
            return ((language, rule.consonants if language == "arabic" else rule.other_script),)
        found = [("russian", rule.spelling)]
        found += [
            (one, rule.spelling)
            for one in ("korean", "japanese")
            if romanised(one, self.x.tokens) and romanised(one, self.y.tokens)
        ]
        if self.person:
            found.append(("arabic", rule.consonants))
        return tuple(found)

    def _scored(self) -> Aligned:
        x, y, rule = self.x, self.y, self.rule
        agreed = fsum(self.parts)
        rest_x = [x.tokens[i] for i in self.left_x if x.rare[i]]
        rest_y = [y.tokens[j] for j in self.left_y if y.rare[j]]
        score = (2 * agreed / (x.total + y.total) + agreed / max(x.total, y.total)) / 2
        below, notes = rule.strong - 0.01, []
        if rest_x and rest_y:
            score *= rule.contradiction
        elif rest_x or rest_y:
            notes.append(f"only one name has {', '.join(sorted(rest_x or rest_y))[:80]}")
            if not (self.person and self.exact >= rule.extra_tokens):
                score = min(score, below)
        if self.edits > rule.edited_share * min(_rare_letters(x), _rare_letters(y)):
            score = min(score, below)
        if self.consonants:
            score = min(score, below)
            notes.append("of some words the consonants alone agree")
        if not self.person and _out_of_order(self.pairs):
            score = min(score, below)
            notes.append("the words stand in another order")
        if not self.pairs:
            score = min(score, rule.generic_only)
            notes.append("only generic words agree")
        if min(x.letters, y.letters) < rule.short_letters and not self._whole():
            by_sound = self.person and len(self.pairs) > 1 and self._no_rest()
            score = min(score, below if by_sound else rule.generic_only)
            notes.append(f"fewer than {rule.short_letters} letters: a short name must be equal")
        how = "words agree" + (
            f", alike: {'; '.join(sorted(self.soft))[:120]}" if self.soft else ""
        )
        return Aligned(score, how, tuple(notes))

    def _whole(self) -> bool:
        """Say whether a short name is equal but for the script it is written in."""
        return self._no_rest() and (not self.soft or self.x.script != self.y.script)

    def _no_rest(self) -> bool:
        return not (self.edits or self.left_x or self.left_y)


def similarity(
    first: str, second: str, languages: tuple[tuple[str, float], ...], of: _Alignment
) -> tuple[float, int, str]:  # fmt: skip
    """Return how alike two different words are, how many edits that took, and by what."""
    rule = of.rule
    cross = of.x.script != of.y.script
    if (len(first) == 1 or len(second) == 1) and not cross:
        alike = of.person and first[0] == second[0]
        return (rule.initial, 0, "initial") if alike else (0.0, 0, "")
    if first[0] <= "9" or second[0] <= "9":
        return 0.0, 0, ""
    best, edits, how = 0.0, 0, ""
    shorter = min(len(first), len(second))
    allowed = edits_allowed(shorter, rule)
    if allowed and first[0] == second[0] and abs(len(first) - len(second)) <= allowed:
        edits = OSA.distance(first, second, score_cutoff=allowed)
        if edits <= allowed:
            best = 1 - rule.edit_cost * edits / max(len(first), len(second))
            how = f"{edits} edit" if edits == 1 else f"{edits} edits"
    for language, value in languages:
        if value > best and by_sound(first, second, language, cross=cross):
            best, edits, how = value, 0, f"same sound, {language}"
    return best, edits if best else 0, how


def far(first: str, second: str) -> bool:
    """Say whether two words of one script differ in more than half of their letters."""
    one, other = len(first), len(second)
    half = ((one if one > other else other) + 1) // 2
    if one == 1 or other == 1:
        return False
    return abs(one - other) > half or OSA.distance(first, second, score_cutoff=half) > half


def by_sound(first: str, second: str, language: str, *, cross: bool) -> bool:
    """Say whether two words fall together under the key of a language."""
    if not cross and (
        min(len(first), len(second)) < 3
        or (language == "arabic" and first[0] != second[0])
        or far(first, second)
    ):
        return False
    made = key(language, first)
    return len(made) > (language == "arabic") and made == key(language, second)


def _run_for(
    token: str, other: PreparedName, left: list[int], language: str
) -> list[int] | None:  # fmt: skip
    """Return two to four neighbours that are the word, by letters or, sign by sign, by sound."""
    tokens, made = other.tokens, ""
    if language and other.script in BY_SIGN:
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


def _out_of_order(pairs: list[tuple[int, int]]) -> bool:
    if len(pairs) < 2:
        return False
    second = [j for _, j in sorted(pairs)]
    return any(one > after for one, after in pairwise(second))


def _rare_letters(name: PreparedName) -> int:
    return sum(len(token) for token, rare in zip(name.tokens, name.rare, strict=True) if rare)
