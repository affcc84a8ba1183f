"""The words of all names of an index, and which names each reaches.

Words are numbers here, and what they stand in lies in flat arrays, so that a hundred thousand
subjects are laid out in seconds and met in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from osint_helpers.screening import lookups
from osint_helpers.screening.alignment import JOINED, LONGEST_RUN, LONGEST_WORD, SPACED
from osint_helpers.screening.dictionaries import LANGUAGES, given_names
from osint_helpers.screening.keys import PARTED, form, key, keys, spaced
from osint_helpers.screening.likeness import by_sound, edits_allowed, either_reads
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

if TYPE_CHECKING:
    import numpy as np


LEAST_ALIKE: Final = 0.59  # below what `likeness` calls resembling: 2 edits in 5 letters


class Vocabulary:
    """Words, neighbouring words written together, and their keys, each with its names."""

    def __init__(self, names: Sequence[PreparedName], rule: MatchRule) -> None:
        import numpy as np

        self.rule, self.size = rule, len(names)
        flat = list(chain.from_iterable(name.tokens for name in names))
        self.words = list(dict.fromkeys(flat))
        self._texts = np.array(self.words, dtype=object)
        self._lengths = np.fromiter(map(len, self.words), np.int64, len(self.words))
        self.ids = {word: at for at, word in enumerate(self.words)}
        number = list(map(self.ids.__getitem__, flat))
        counts = np.fromiter((len(name.tokens) for name in names), np.int64, self.size)
        rows = np.repeat(np.arange(self.size), counts)
        which = np.array(number, dtype=np.int64)
        order = np.argsort(which, kind="stable")
        self._row_starts = np.concatenate([[0], np.cumsum(counts)])
        self._which = which
        self._row_weights = lookups.flat((name.weights for name in names), np.float64, len(flat))
        self._row_rare = lookups.flat((name.rare for name in names), np.bool_, len(flat))
        self._rows = rows[order]
        self._starts = np.searchsorted(which[order], np.arange(len(self.words) + 1))
        self._weights, self._rare = self._row_weights[order], self._row_rare[order]
        single = np.array([lookups.initial(word) for word in self.words], dtype=bool)
        self._slack = np.bincount(rows, weights=single[which], minlength=self.size)
        self._joined = lookups.Lookup([name.joined for name in names], np.arange(self.size))
        self._foreign = {
            self.ids[token] for name in names if name.script != "Latn" for token in name.tokens
        }
        self._by_length = lookups.by_length(self.words)
        made = keys(self.words, LANGUAGES)
        self._keys = {one: lookups.Lookup(texts, np.arange(len(self.words)))
                      for one, texts in made.items()}  # fmt: skip
        self._given = lookups.by_given_name(self.ids)
        heard = {one: self._can_be(one, names, rows, which) for one in SPACED}
        self._whole = {one: lookups.joined_keys(one, names, heard[one]) for one in JOINED}
        self._spaced = {one: lookups.spaced_keys(made[one], number, self._row_starts, heard[one])
                        for one in SPACED}  # fmt: skip
        self._acronyms = lookups.acronyms(names)
        self._sign_runs = lookups.sign_runs(names)

    def _can_be(
        self, language: str, names: Sequence[PreparedName], rows: np.ndarray, which: np.ndarray
    ) -> np.ndarray:  # fmt: skip
        """Return the names that can be heard as a whole in a language: those of its script too."""
        import numpy as np

        if language == "russian":
            return np.arange(self.size)
        foreign = np.array([name.script != "Latn" for name in names], dtype=bool)
        no = np.array(
            [word is None for word in map(form(language).fullmatch, self.words)], dtype=bool
        )
        bad = np.bincount(rows, weights=no[which], minlength=self.size) > 0
        return np.flatnonzero(foreign | ~bad)

    def reach(
        self, name: PreparedName
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
        """Return names that may agree, and for each the most that can.

        That is the weight, the rare words that carry a match, and those with the words that only
        resemble. All are infinite where words are written together or agree as a whole.
        """
        import numpy as np

        sure = np.concatenate([*self._together(name), np.empty(0, np.int64)])
        latin = name.script == "Latn"
        firm = [
            self._firm(token, rare=rare, latin=latin)
            for token, rare in zip(name.tokens, name.rare, strict=True)
        ]
        found = [
            self._word(words, weight, rare=rare)
            for words, weight, rare in zip(firm, name.weights, name.rare, strict=True)
        ]
        rows = np.concatenate([sure, *(rows for rows, _, _ in found)])
        weights = np.concatenate([np.full(len(sure), np.inf), *(w for _, w, _ in found)])
        anchors = np.concatenate([np.ones(len(sure), bool), *(a for _, _, a in found)])
        near, place = np.unique(rows, return_inverse=True)
        bound = np.bincount(place, weights=weights, minlength=len(near))
        hits = np.bincount(place, weights=np.where(np.isinf(weights), np.inf, anchors),
                           minlength=len(near))  # fmt: skip
        anchored = np.bincount(place, weights=anchors, minlength=len(near)) > 0
        near, bound, hits = near[anchored], bound[anchored], hits[anchored]
        initials = self._slack[near] + sum(map(lookups.initial, name.tokens))
        weight, words = self._resembling(name, firm, near)
        firm_hits = hits + initials
        return near, bound + initials + weight, firm_hits, firm_hits + words

    def _firm(self, token: str, *, rare: bool, latin: bool) -> set[int]:
        """Return the words that can answer an asked one and carry a match."""
        own = self.ids.get(token)
        near = self._similar(token, latin=latin) if rare else set()
        return near | (set() if own is None else {own})

    def _word(
        self, near: set[int], weight: float, *, rare: bool
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
        """Return rows, half weights and anchors of one asked word: equal or alike, once a row."""
        import numpy as np

        parts = [slice(self._starts[one], self._starts[one + 1]) for one in sorted(near)]
        none = np.empty(0)
        rows = np.concatenate([none.astype(np.int64), *(self._rows[part] for part in parts)])
        weights = np.concatenate([none, *(self._weights[part] for part in parts)])
        anchors = np.concatenate([none.astype(bool), *(self._rare[part] for part in parts)])
        if len(parts) > 1:  # the heaviest of the words of one name is the most that can agree
            order = np.lexsort((-weights, rows))
            first = np.ones(len(order), dtype=bool)
            first[1:] = rows[order][1:] != rows[order][:-1]
            kept = order[first]
            heavy = np.maximum.reduceat(anchors[order], np.flatnonzero(first))
            rows, weights, anchors = rows[kept], weights[kept], heavy
        return rows, (weights + weight) / 2, anchors | rare

    def _resembling(
        self, name: PreparedName, firm: Sequence[set[int]], rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
        """Return how much words that only resemble asked ones can add, and their number."""
        import numpy as np
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        which = [at for at, rare in enumerate(name.rare) if rare]
        asked = [name.tokens[at] for at in which]
        sizes = self._row_starts[rows + 1] - self._row_starts[rows]
        if not len(rows) or not asked:
            return np.zeros(len(rows)), np.zeros(len(rows))
        owner = np.repeat(np.arange(len(rows)), sizes)
        offset = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        at = np.repeat(self._row_starts[rows], sizes) + offset
        words = self._of_like_length(self._which[at], asked)
        alike = cdist(asked, self._texts[words].tolist(), scorer=OSA.normalized_similarity,
                      score_cutoff=LEAST_ALIKE, dtype=np.float32)  # fmt: skip
        for line, one in enumerate(which):  # what answers firmly is counted as such
            alike[line, np.isin(words, np.fromiter(firm[one], np.int64, len(firm[one])))] = 0
        by_word = np.zeros(len(self.words))
        by_word[words] = self.rule.resembling * alike.max(axis=0, initial=0) ** 1.5
        most = by_word[self._which[at]] * self._row_rare[at]
        heavy = max(one for one, rare in zip(name.weights, name.rare, strict=True) if rare)
        weight = most * (self._row_weights[at] + heavy) / 2
        return (np.bincount(owner, weights=weight, minlength=len(rows)),
                np.bincount(owner, weights=most > 0, minlength=len(rows)))  # fmt: skip

    def _of_like_length(self, held: np.ndarray, asked: Sequence[str]) -> np.ndarray:
        """Return the words among those held, each once, that are long enough to be alike."""
        import numpy as np

        here = np.zeros(len(self.words), dtype=bool)
        here[held] = True
        longest = int(self._lengths.max(initial=0)) + 1
        sizes = np.arange(longest)
        fit = np.zeros(longest, dtype=bool)
        for size in {*map(len, asked)}:
            fit |= np.minimum(sizes, size) >= LEAST_ALIKE * np.maximum(sizes, size)
        here &= fit[self._lengths]
        return np.flatnonzero(here)

    def _similar(self, token: str, *, latin: bool) -> set[int]:
        """Return the words that can be alike: by the sound of any language, or by letters."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract_iter

        found: set[int] = set()
        for language in LANGUAGES:
            made = key(language, token)
            if made:
                sounds = self._keys[language].rows(made).tolist()
                if len(made) == 1 and language == "arabic":
                    sounds = [one for one in sounds if either_reads(token, self.words[one])]
                found.update(
                    one for one in sounds
                    if not latin or one in self._foreign
                    or by_sound(token, self.words[one], language, cross=False)
                )  # fmt: skip
        known = given_names().get(token)
        for one in known.all if known else ():
            found.update(self._given.get(one, ()))
        longest = edits_allowed(len(token), self.rule) if token[0] > "9" else 0
        for size in range(len(token) - longest, len(token) + longest + 1):
            allowed = edits_allowed(min(size, len(token)), self.rule)
            if longest and abs(size - len(token)) <= allowed and allowed:
                near = self._by_length.get((token[0], size), {})
                hits = extract_iter(
                    token, near, scorer=OSA.distance, processor=None, score_cutoff=allowed
                )
                found.update(hit[2] for hit in hits)
        return found

    def _together(self, name: PreparedName) -> Iterator[np.ndarray]:
        """Give the rows that agree when words are written together, on either side."""
        yield self._joined.rows(name.joined)
        yield self._acronyms.rows(name.joined)
        for short in name.acronyms():
            yield self._joined.rows(short)
        yield from self._heard(name)
        for run in lookups.runs(name.tokens):
            for word in self._as_word(run, by_sign=name.script in PARTED):
                yield self._of(word)
        for token in name.tokens:
            yield from self._split(token)

    def _heard(self, name: PreparedName) -> Iterator[np.ndarray]:
        """Give the rows whose name, or run of signs, sounds alike in a language."""
        for language, lookup in self._whole.items():
            if made := key(language, name.joined):
                yield lookup.rows(made)
        for language, lookup in self._spaced.items():
            if made := spaced(language, name.tokens):
                yield lookup.rows(made)
        for token in name.tokens:
            for language, lookup in self._sign_runs.items():
                if made := key(language, token):
                    yield lookup.rows(made)

    def _as_word(self, run: str, *, by_sign: bool) -> set[int]:
        """Return the words a run is, by letters or, where it is written by signs, by sound."""
        found = {self.ids[run]} if run in self.ids else set()
        for language in LANGUAGES if by_sign else ():
            if made := key(language, run):
                found.update(self._keys[language].rows(made).tolist())
        return found

    def _split(self, token: str) -> Iterator[np.ndarray]:
        """Give the rows that hold all parts of a word cut into two to four words."""
        import numpy as np

        if len(token) > LONGEST_WORD:
            return
        for parts in lookups.cuts(token, self.ids, LONGEST_RUN):
            rows = [np.unique(self._of(one)) for one in sorted(set(parts))]
            both = rows[0]
            for one in rows[1:]:
                both = np.intersect1d(both, one, assume_unique=True)
            yield both

    def _of(self, word: int) -> np.ndarray:
        return self._rows[self._starts[word] : self._starts[word + 1]]
