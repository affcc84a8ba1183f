"""Subjects made ready for comparison: folded, cut into tokens, weighed. Once a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum, log
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.screening import dictionaries
from osint_helpers.screening.folding import fold, plain
from osint_helpers.screening.identity import Numbers, numbers_of
from osint_helpers.screening.keys import BY_SIGN
from osint_helpers.screening.values import MatchRule, Name, Subject

_TOKEN: Final = re.compile(r"[a-z]+|[0-9]+")
# From the second word on; a ship's or firm's V, X or I only at the end.
_ROMAN: Final = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
    "xvi": "16", "xvii": "17", "xviii": "18",
}  # fmt: skip
_RULE: Final = MatchRule()
_SERVANT: Final = re.compile(r"abd[aeiou]{1,2}(?:l|r(?=r)|s(?=s)|z(?=z))(?!l?ah?i?$)([a-z]{4,})")
_ABD: Final = frozenset(("abd", "abdu", "abdul", "abdel", "abdal"))
_ARTICLES: Final = frozenset(("al", "el", "ul", "ar", "ur", "er", "as", "us", "an", "ad"))
_BRACKETS: Final = re.compile(r"\(([a-z]{3,7})\)")
_SMALL: Final = frozenset(("of", "the", "and", "for", "in", "de", "la", "le", "du", "des", "et",
                           "del", "y", "und"))  # fmt: skip


class PreparedName:
    """A name ready for comparison; `tokens` are without ship prefix and legal form."""

    __slots__ = (
        "forms", "joined", "letters", "name", "notes", "numbers", "ordered", "rare", "script",
        "text", "tokens", "total", "weights", "words",
    )  # fmt: skip

    forms: tuple[str, ...]
    notes: tuple[str, ...]
    tokens: tuple[str, ...]
    weights: tuple[float, ...]
    rare: tuple[bool, ...]
    words: tuple[str, ...]  # legal form and prefix included; empty for persons

    def __init__(self, name: Name, kind: str, rule: MatchRule) -> None:
        text = name.text
        self.name = name
        if text.isascii() and len(text) <= rule.longest:
            self.script, self.forms, self.notes = "Latn", (), ()
            folded = plain(text, kind)
        else:
            folded, self.script, self.forms, self.notes = fold(text, kind, rule.longest)
        if kind == "person":
            words = _person(folded)
        else:
            words = _TOKEN.findall(folded)
            if "(" in folded and len(words) > 3:
                words = _without_own_acronym(words, folded)
            if len(words) > 1 and words[0] == "the":
                words = words[1:]
        self.text = text if len(text) <= 120 else text[:119] + "\u2026"
        if len(words) > rule.most_tokens:
            self.notes += (f"only the first {rule.most_tokens} of {len(words)} words are compared",)
            words = words[: rule.most_tokens]
        self.words = () if kind == "person" else tuple(words)
        # syllables of another script are no Latin abbreviations and no numerals
        syllables = self.script in BY_SIGN and not any("A" <= sign <= "z" for sign in text)
        if kind != "person" and not syllables:
            words = self._without_additions(words, kind)
        self._weigh(words, kind, rule)
        tokens = self.tokens
        self.joined = joined = "".join(tokens)
        # what stands for more than it shows: unwritten vowels, the rest of an initial
        unseen = len(joined) // 2 if self.script == "Arab" else 0
        if kind == "person":
            unseen += 4 * [*map(len, tokens)].count(1)
        self.letters = len(joined) + unseen
        self.ordered = tokens if len(tokens) < 2 else tuple(sorted(tokens))
        self.numbers = (
            () if joined.isalpha() else tuple([one for one in self.ordered if one[0] <= "9"])
        )

    def acronyms(self) -> tuple[str, ...]:
        """Return the first letters of the words of a name that is no person's."""
        return _acronyms(self.words) if len(self.words) > 2 else ()

    def _weigh(self, words: list[str], kind: str, rule: MatchRule) -> None:
        generic = dictionaries.generic_words(kind)
        if words and not any(map(generic.__contains__, words)) and min(words) > "9" and (
            rule.rarity is None and min(map(len, words)) > 2
        ):  # fmt: skip
            count = len(words)  # nothing but rare words, which is the most frequent case
            self.tokens, self.weights, self.rare = tuple(words), (1.0,) * count, (True,) * count
            self.total = float(count)
            return
        tokens: list[str] = []
        weights: list[float] = []
        rare: list[bool] = []
        latin = self.script == "Latn"
        for word in words:
            known = generic.get(word)
            size = len(word)
            if known is not None:
                tokens.append(known[0])
                weights.append(known[1])
                rare.append(False)
                continue
            tokens.append(word)
            if word[0] <= "9":
                weights.append(0.7)
                rare.append(size > 3)
            else:
                weights.append(0.7 if size < 3 else 1.0)
                # an initial or a short number does not make two names one
                rare.append(size > 1 or not latin)
        if rule.rarity is not None:
            weights = _weighed(tokens, weights, rule)
        # tuples of plain values: the garbage collector leaves them alone
        self.tokens, self.weights, self.rare = tuple(tokens), tuple(weights), tuple(rare)
        self.total = fsum(weights)

    def _without_additions(self, words: list[str], kind: str) -> list[str]:
        if kind in {"vessel", "unknown"}:
            words = _without_prefix(words)
        if kind in {"organisation", "unknown"}:
            words, found = _without_forms(words)
            if found:
                self.forms = (*self.forms, *found)
        last = len(words) - 1
        for at, word in enumerate(words):
            if at and word in _ROMAN and (at == last or len(word) > 1):
                words[at] = _ROMAN[word]
            elif word[0] == "0":
                words[at] = word.lstrip("0") or "0"
        return words


def _person(folded: str) -> list[str]:
    """Return the words of a person's name: ``LAST, First`` turned, Abdelrahman as abdul rahman."""
    if folded.count(",") == 1:
        last, _, first = folded.partition(",")
        folded = f"{first} {last}"
    words: list[str] = _TOKEN.findall(folded)
    if "abd" in folded:
        parted: list[str] = []
        for word in words:
            found = _SERVANT.fullmatch(word)
            if found:
                parted += ("abdul", found[1])
            elif not (parted and parted[-1] in _ABD and word in _ARTICLES):
                parted.append(word)
        return parted
    return words


def _without_own_acronym(words: list[str], folded: str) -> list[str]:
    """Leave out what a name gives in brackets as its own first letters: Orvelin Sea Line (OSL)."""
    for found in _BRACKETS.findall(folded):
        if found in words:
            at = words.index(found)
            if found in _acronyms(words[:at]):
                return words[:at] + words[at + 1 :]
    return words


def _acronyms(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return the first letters of all words, and of those that are no articles."""
    every = "".join([token[0] for token in tokens])
    telling = "".join([token[0] for token in tokens if token not in _SMALL])
    return tuple({one: None for one in (every, telling) if 2 < len(one) < 8})


class Prepared(Carded):
    """A subject ready for comparison."""

    __slots__ = ("names", "numbers", "subject")

    def __init__(self, subject: Subject, rule: MatchRule) -> None:
        self.subject = subject
        self.names = [PreparedName(name, subject.kind, rule) for name in subject.names]
        self.numbers: Numbers = numbers_of(subject.identifiers) if subject.identifiers else {}


def prepare(subject: Subject, rule: MatchRule = _RULE) -> Prepared:
    """Return a subject ready for comparison under a rule."""
    return Prepared(subject, rule)


def _without_prefix(words: list[str]) -> list[str]:
    prefixes = dictionaries.vessel_prefixes()
    # none is longer than two words, and none has a first word of more than six letters
    if len(words) > 1 and len(words[0]) < 7:
        if len(words) > 2 and (words[0], words[1]) in prefixes:
            return words[2:]
        if (words[0],) in prefixes:
            return words[1:]
    return words


def _without_forms(words: list[str]) -> tuple[list[str], list[str]]:
    """Cut legal forms off the end, then off the beginning, as long as a word is left."""
    forms, ends, starts = (
        dictionaries.legal_forms(), dictionaries.form_lengths(), dictionaries.form_starts()
    )  # fmt: skip
    found: list[str] = []
    while len(words) > 1 and words[-1] in ends:
        for size in ends[words[-1]]:
            if size < len(words) and (form := " ".join(words[-size:])) in forms:
                found.append(forms[form])
                words = words[:-size]
                break
        else:
            break
    if len(words) > 1 and words[0] in starts:
        for size in starts[words[0]]:
            if size < len(words) and (form := " ".join(words[:size])) in forms:
                found.append(forms[form])
                words = words[size:]
                break
    return words, found


def _weighed(tokens: list[str], weights: list[float], rule: MatchRule) -> list[float]:
    assert rule.rarity is not None  # noqa: S101  (the caller asks first)
    counts, total = rule.rarity.counts, max(rule.rarity.total, 1)
    whole = log(total + 1)
    return [
        round(weight * max(rule.rarity_floor, 1 - log(counts.get(token, 0) + 1) / whole), 9)
        for token, weight in zip(tokens, weights, strict=True)
    ]
