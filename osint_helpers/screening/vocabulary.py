"""The words of all names of an index, and which names each reaches.

Words are numbers here, and what they stand in lies in flat arrays, so that a hundred thousand
subjects are laid out in seconds and met in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from osint_helpers.screening.alignment import JOINED, LONGEST_RUN, LONGEST_WORD, SPACED
from osint_helpers.screening.dictionaries import LANGUAGES, given_names
from osint_helpers.screening.keys import PARTED, form, key, keys, spaced
from osint_helpers.screening.likeness import by_sound, edits_allowed, either_reads
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

if TYPE_CHECKING:
    import numpy as np


class Lookup:
    """Texts and the rows each stands in; a clash of hashes gives a row too many, never too few."""

    def __init__(self, texts: Sequence[str], rows: Sequence[int] | np.ndarray) -> None:
        import numpy as np

        made = np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts))
        order = np.argsort(made, kind="stable")
        self._hashes, self._rows = made[order], np.asarray(rows, dtype=np.int64)[order]

    def rows(self, text: str) -> np.ndarray:
        """Return the rows of a text."""
        import numpy as np

        wanted = np.int64(hash(text))
        first, last = np.searchsorted(self._hashes, [wanted, wanted + 1])
        if wanted == np.iinfo(np.int64).max:
            last = len(self._hashes)
        return self._rows[first:last]


class Vocabulary:
    """Words, neighbouring words written together, and their keys, each with its names."""

    def __init__(self, names: Sequence[PreparedName], rule: MatchRule) -> None:
        import numpy as np

        self.rule, self.size = rule, len(names)
        flat = list(chain.from_iterable(name.tokens for name in names))
        self.words = list(dict.fromkeys(flat))
        self.ids = {word: at for at, word in enumerate(self.words)}
        number = list(map(self.ids.__getitem__, flat))
        counts = np.fromiter((len(name.tokens) for name in names), np.int64, self.size)
        rows = np.repeat(np.arange(self.size), counts)
        which = np.array(number, dtype=np.int64)
        order = np.argsort(which, kind="stable")
        self._row_starts = np.concatenate([[0], np.cumsum(counts)])
        self._which = which
        self._row_weights = _flat((name.weights for name in names), np.float64, len(flat))
        self._row_rare = _flat((name.rare for name in names), np.bool_, len(flat))
        self._rows = rows[order]
        self._starts = np.searchsorted(which[order], np.arange(len(self.words) + 1))
        self._weights, self._rare = self._row_weights[order], self._row_rare[order]
        single = np.array([_initial(word) for word in self.words], dtype=bool)
        self._slack = np.bincount(rows, weights=single[which], minlength=self.size)
        self._joined = Lookup([name.joined for name in names], np.arange(self.size))
        self._foreign = {
            self.ids[token] for name in names if name.script != "Latn" for token in name.tokens
        }
        self._by_length = _by_length(self.words)
        made = keys(self.words, LANGUAGES)
        self._keys = {one: Lookup(texts, np.arange(len(self.words)))
                      for one, texts in made.items()}  # fmt: skip
        self._given = _by_given_name(self.ids)
        heard = {one: self._can_be(one, names, rows, which) for one in SPACED}
        self._whole = {one: _joined_keys(one, names, heard[one]) for one in JOINED}
        self._spaced = {one: _spaced_keys(made[one], number, self._row_starts, heard[one])
                        for one in SPACED}  # fmt: skip
        self._acronyms = _acronyms(names)
        self._sign_runs = _sign_runs(names)

    def _can_be(
        self, language: str, names: Sequence[PreparedName], rows: np.ndarray, which: np.ndarray
    ) -> np.ndarray:  # fmt: skip
        """Return the names that can be heard as a whole in a language: those of its script too."""
        import numpy as np

        if language == "russian":
            return np.arange(self.size)
        foreign = np.array([name.script != "Latn" for name in names], dtype=bool)
        no = np.array([word is None for word in map(form(language).fullmatch, self.words)], dtype=bool)
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
            self._word(words, weight, rare)
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
        initials = self._slack[near] + sum(map(_initial, name.tokens))
        weight, words = self._resembling(name, firm, near)
        firm_hits = hits + initials
        return near, bound + initials + weight, firm_hits, firm_hits + words

    def _firm(self, token: str, *, rare: bool, latin: bool) -> set[int]:
        """Return the words that can answer an asked one and carry a match."""
        own = self.ids.get(token)
        near = self._similar(token, latin=latin) if rare else set()
        return near | (set() if own is None else {own})

    def _word(
        self, near: set[int], weight: float, rare: bool
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
        """Return how much words that only resemble the asked ones can add, and how many they are."""
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
        words, place = np.unique(self._which[at], return_inverse=True)
        alike = cdist(asked, [self.words[one] for one in words], scorer=OSA.normalized_similarity,
                      score_cutoff=0.59, dtype=np.float32)  # fmt: skip
        for line, one in enumerate(which):  # what answers firmly is counted as such
            alike[line, np.isin(words, np.fromiter(firm[one], np.int64, len(firm[one])))] = 0
        most = (self.rule.resembling * alike.max(axis=0) ** 1.5)[place] * self._row_rare[at]
        heavy = max(one for one, rare in zip(name.weights, name.rare, strict=True) if rare)
        weight = most * (self._row_weights[at] + heavy) / 2
        return (np.bincount(owner, weights=weight, minlength=len(rows)),
                np.bincount(owner, weights=most > 0, minlength=len(rows)))  # fmt: skip

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
        for language, lookup in self._whole.items():
            if made := key(language, name.joined):
                yield lookup.rows(made)
        for language, lookup in self._spaced.items():
            if made := spaced(language, name.tokens):
                yield lookup.rows(made)
        yield self._acronyms.rows(name.joined)
        for one in name.acronyms():
            yield self._joined.rows(one)
        for run in _runs(name.tokens):
            for one in self._as_word(run, by_sign=name.script in PARTED):
                yield self._of(one)
        for token in name.tokens:
            yield from self._split(token)
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
        for parts in _cuts(token, self.ids, LONGEST_RUN):
            rows = [np.unique(self._of(one)) for one in sorted(set(parts))]
            both = rows[0]
            for one in rows[1:]:
                both = np.intersect1d(both, one, assume_unique=True)
            yield both

    def _of(self, word: int) -> np.ndarray:
        return self._rows[self._starts[word] : self._starts[word + 1]]


def _flat(of: Iterable[Sequence[float]], dtype: type, size: int) -> np.ndarray:
    import numpy as np

    return np.fromiter(chain.from_iterable(of), dtype, size)


def _initial(word: str) -> bool:
    return len(word) == 1 and word > "9"


def _cuts(text: str, ids: dict[str, int], most: int) -> list[tuple[int, ...]]:
    """Return the ways to cut a text into two to `most` known words."""
    found: list[tuple[int, ...]] = []
    for at in range(1, len(text)):
        head = ids.get(text[:at])
        if head is None:
            continue
        tail = ids.get(text[at:])
        if tail is not None:
            found.append((head, tail))
        if most > 2:
            found += [(head, *rest) for rest in _cuts(text[at:], ids, most - 1)]
    return found


def _runs(tokens: Sequence[str]) -> list[str]:
    """Return every two, three or four neighbouring words written together."""
    count = len(tokens)
    return [
        "".join(tokens[at : at + size])
        for size in range(2, min(LONGEST_RUN, count) + 1)
        for at in range(count - size + 1)
    ]


def _spaced_keys(
    made: Sequence[str], words: Sequence[int], starts: np.ndarray, names: np.ndarray
) -> Lookup:
    """Return the keys of names word by word: no rule of a key reaches across words."""
    texts = [
        "".join([made[word] for word in words[first:last]])
        for first, last in zip(starts[names].tolist(), starts[names + 1].tolist(), strict=True)
    ]
    return Lookup(texts, names)


def _acronyms(names: Sequence[PreparedName]) -> Lookup:
    found = [(one, at) for at, name in enumerate(names) for one in name.acronyms()]
    return Lookup([one for one, _ in found], [at for _, at in found])


def _by_given_name(ids: dict[str, int]) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    for name, known in given_names().items():
        if name in ids:
            for one in sorted(known.all):
                held.setdefault(one, []).append(ids[name])
    return held


def _joined_keys(language: str, names: Sequence[PreparedName], which: np.ndarray) -> Lookup:
    texts = [names[at].joined for at in which.tolist()]
    return Lookup(keys(texts, (language,))[language], which)


def _sign_runs(names: Sequence[PreparedName]) -> dict[str, Lookup]:
    """Return the runs of names written sign by sign, by letters and by the key of a language."""
    rows, texts = [], []
    for at, name in enumerate(names):
        if name.script in PARTED:
            for run in _runs(name.tokens):
                rows.append(at)
                texts.append(run)
    return {one: Lookup(found, rows) for one, found in keys(texts, LANGUAGES).items()}


def _by_length(words: Sequence[str]) -> dict[tuple[str, int], dict[int, str]]:
    held: dict[tuple[str, int], dict[int, str]] = {}
    for at, word in enumerate(words):
        held.setdefault((word[0], len(word)), {})[at] = word
    return held
