"""What an index is built of: texts to rows, words to names, and the keys under which they fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from osint_helpers.screening.alignment import LONGEST_RUN
from osint_helpers.screening.dictionaries import LANGUAGES, given_names
from osint_helpers.screening.keys import PARTED, keys
from osint_helpers.screening.preparing import PreparedName

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


def flat(of: Iterable[Sequence[float]], dtype: type, size: int) -> np.ndarray:
    """Return the values of all names, one after the other."""
    import numpy as np

    return np.fromiter(chain.from_iterable(of), dtype, size)


def initial(word: str) -> bool:
    """Say whether a word is a single letter."""
    return len(word) == 1 and word > "9"


def cuts(text: str, ids: dict[str, int], most: int) -> list[tuple[int, ...]]:
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
            found += [(head, *rest) for rest in cuts(text[at:], ids, most - 1)]
    return found


def runs(tokens: Sequence[str]) -> list[str]:
    """Return every two, three or four neighbouring words written together."""
    count = len(tokens)
    return [
        "".join(tokens[at : at + size])
        for size in range(2, min(LONGEST_RUN, count) + 1)
        for at in range(count - size + 1)
    ]


def spaced_keys(
    made: Sequence[str], words: Sequence[int], starts: np.ndarray, names: np.ndarray
) -> Lookup:
    """Return the keys of names word by word: no rule of a key reaches across words."""
    texts = [
        "".join([made[word] for word in words[first:last]])
        for first, last in zip(starts[names].tolist(), starts[names + 1].tolist(), strict=True)
    ]
    return Lookup(texts, names)


def acronyms(names: Sequence[PreparedName]) -> Lookup:
    """Return the first letters of names, and the rows of the names."""
    found = [(one, at) for at, name in enumerate(names) for one in name.acronyms()]
    return Lookup([one for one, _ in found], [at for _, at in found])


def by_given_name(ids: dict[str, int]) -> dict[str, list[int]]:
    """Return given name -> words that are forms of it."""
    held: dict[str, list[int]] = {}
    for name, known in given_names().items():
        if name in ids:
            for one in sorted(known.all):
                held.setdefault(one, []).append(ids[name])
    return held


def joined_keys(language: str, names: Sequence[PreparedName], which: np.ndarray) -> Lookup:
    """Return the keys of names written together."""
    texts = [names[at].joined for at in which.tolist()]
    return Lookup(keys(texts, (language,))[language], which)


def sign_runs(names: Sequence[PreparedName]) -> dict[str, Lookup]:
    """Return the runs of names written sign by sign, by letters and by the key of a language."""
    rows, texts = [], []
    for at, name in enumerate(names):
        if name.script in PARTED:
            for run in runs(name.tokens):
                rows.append(at)
                texts.append(run)
    return {one: Lookup(found, rows) for one, found in keys(texts, LANGUAGES).items()}


def by_length(words: Sequence[str]) -> dict[tuple[str, int], dict[int, str]]:
    """Return (first letter, length) -> words."""
    held: dict[tuple[str, int], dict[int, str]] = {}
    for at, word in enumerate(words):
        held.setdefault((word[0], len(word)), {})[at] = word
    return held
