"""The words of all names of an index, and which names each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import TYPE_CHECKING

from osint_helpers.screening.alignment import LONGEST_RUN, edits_allowed
from osint_helpers.screening.dictionaries import LANGUAGES
from osint_helpers.screening.keys import key, keys
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

if TYPE_CHECKING:
    import numpy as np


class Vocabulary:
    """Words, neighbouring words written together, and their keys, each with its names."""

    def __init__(self, names: Sequence[PreparedName], rule: MatchRule) -> None:
        import numpy as np

        self.rule, self.size = rule, len(names)
        words: dict[str, list[int]] = {}  # word -> names, once for each time it stands there
        rare: dict[str, list[int]] = {}
        runs: dict[str, list[int]] = {}
        whole: dict[tuple[str, ...], list[int]] = {}
        initials: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            for token, is_rare in zip(name.tokens, name.rare, strict=True):
                words.setdefault(token, []).append(at)
                if is_rare:
                    rare.setdefault(token, []).append(at)
                if len(token) == 1:
                    initials.setdefault(token, []).append(at)
            if len(name.tokens) > 1:
                for run in _runs(name.tokens):
                    runs.setdefault(run, []).append(at)
            whole.setdefault(tuple(name.ordered), []).append(at)
            if len(name.tokens) > LONGEST_RUN:
                runs.setdefault(name.joined, []).append(at)
        self.words, self.rare, self.runs, self.whole = words, rare, runs, whole
        self.weight = _weights(names)
        self._initials = initials
        self._slack = np.array([_slack(name) for name in names], dtype=np.float64)
        self._lengths = _lengths(rare)
        self._keys = {one: _keyed(one, words, runs) for one in LANGUAGES}

    def reach(self, name: PreparedName) -> tuple[list[int], np.ndarray, np.ndarray]:
        """Return the names that are near for sure, the most weight that can agree, and anchors.

        The third says of each name whether a rare word of it or of the asked one answers.
        """
        import numpy as np

        sure = list(self.whole.get(tuple(name.ordered), ()))
        sure += self.runs.get(name.joined, ()) or ()
        sure += self.words.get(name.joined, ()) or ()
        shares = np.full(self.size, _slack(name)) + self._slack
        anchored = np.zeros(self.size, dtype=bool)
        for token, weight, is_rare in zip(name.tokens, name.weights, name.rare, strict=True):
            self._reach_word(token, weight, is_rare, shares, anchored)
        for run in {*_runs(name.tokens), name.joined}:
            sure += self.words.get(run, ())
            for language in LANGUAGES:
                made = key(language, run)
                if len(made) > 1:
                    sure += self._keys[language].of_words(made, self)
                    if run == name.joined:
                        sure += self._keys[language].of_runs(made, self)
        for token in name.tokens:
            sure += self.runs.get(token, ())
            for language in LANGUAGES:
                made = key(language, token)
                if len(made) > 1:
                    sure += self._keys[language].of_runs(made, self)
        return sure, shares, anchored

    def _reach_word(
        self, token: str, weight: float, is_rare: bool, shares: np.ndarray, anchored: np.ndarray
    ) -> None:  # fmt: skip
        import numpy as np

        near = [word for word in self._similar(token) if word != token] if is_rare else []
        best = np.zeros(self.size)
        for word in (token, *near):
            at = self.words.get(word)
            if at:
                # either side's weight may be the greater one; both are at most 1
                best[at] = np.maximum(best[at], (weight + self.weight[word]) / 2)
                rare_at = at if is_rare else self.rare.get(word, [])
                anchored[rare_at] = True
        shares += best

    def _similar(self, token: str) -> set[str]:
        from rapidfuzz.process import extract_iter

        found: set[str] = set()
        for language in LANGUAGES:
            made = key(language, token)
            if len(made) > (language == "arabic"):
                found.update(self._keys[language].words.get(made, ()))
        if token[0] <= "9":
            return found
        longest = edits_allowed(len(token), self.rule)
        from rapidfuzz.distance import OSA

        for size in range(len(token) - longest, len(token) + longest + 1):
            allowed = edits_allowed(min(size, len(token)), self.rule)
            if allowed and abs(size - len(token)) <= allowed:
                near = self._lengths.get((token[0], size), [])
                found.update(
                    hit[0]
                    for hit in extract_iter(
                        token, near, scorer=OSA.distance, processor=None, score_cutoff=allowed
                    )
                )
        return found


class _Keyed:
    """Words and runs under the key of one language."""

    def __init__(self, words: dict[str, list[str]], runs: dict[str, list[str]]) -> None:
        self.words, self.runs = words, runs

    def of_words(self, made: str, of: Vocabulary) -> list[int]:
        return [at for word in self.words.get(made, ()) for at in of.words[word]]

    def of_runs(self, made: str, of: Vocabulary) -> list[int]:
        return [at for run in self.runs.get(made, ()) for at in of.runs[run]]


def _keyed(language: str, words: dict[str, list[int]], runs: dict[str, list[int]]) -> _Keyed:
    held: list[dict[str, list[str]]] = []
    for found in (words, runs):
        made: dict[str, list[str]] = {}
        texts = list(found)
        for text, one in zip(texts, keys(language, texts), strict=True):
            made.setdefault(one, []).append(text)
        held.append(made)
    return _Keyed(*held)


def _runs(tokens: Sequence[str]) -> list[str]:
    """Return every two, three or four neighbouring words written together."""
    count = len(tokens)
    return [
        "".join(tokens[at : at + size])
        for size in range(2, min(LONGEST_RUN, count) + 1)
        for at in range(count - size + 1)
    ]


def _slack(name: PreparedName) -> float:
    """Return what the initials of a name can add to what agrees."""
    if all(len(token) > 1 for token in name.tokens):
        return 0.0
    return fsum(1.0 for token in name.tokens if len(token) == 1)


def _weights(names: Sequence[PreparedName]) -> dict[str, float]:
    """Return word -> the greatest weight it has in any name."""
    held: dict[str, float] = {}
    for name in names:
        for token, weight in zip(name.tokens, name.weights, strict=True):
            if weight > held.get(token, 0.0):
                held[token] = weight
    return held


def _lengths(rare: dict[str, list[int]]) -> dict[tuple[str, int], list[str]]:
    held: dict[tuple[str, int], list[str]] = {}
    for token in rare:
        held.setdefault((token[0], len(token)), []).append(token)
    return held
