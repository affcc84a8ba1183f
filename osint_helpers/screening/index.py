"""Many subjects, and one question that meets all of them in milliseconds.

A query gives every subject whose verdict is not ``none``: what is left out cannot reach
``possible``. That rests on what `alignment` asks for: a rare word that agrees, is alike, or is
written apart. See "Why the index loses nothing" in ``docs/screening-matching.md``.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers._card import Card, Carded, of_fields
from osint_helpers.screening.matching import compare_prepared
from osint_helpers.screening.preparing import Prepared, PreparedName, prepare
from osint_helpers.screening.values import KINDS, VERDICTS, Match, MatchRule, Rarity, Subject
from osint_helpers.screening.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np

_RULE: Final = MatchRule()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector still, which would walk a growing index again and again.

    It walks it once at the end, so that no query waits for that.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
            gc.collect()


class Hit(NamedTuple):
    """A subject of the index, by its position, and the comparison with it."""

    number: int
    match: Match

    def _repr_html_(self) -> str:
        return of_fields(self).html()


def rarity(subjects: Iterable[Subject], rule: MatchRule = _RULE) -> Rarity:
    """Count in how many names each word stands: the `rarity` of a rule for this collection."""
    counts: dict[str, int] = {}
    total = 0
    for subject in subjects:
        for name in prepare(subject, rule).names:
            total += 1
            for token in set(name.tokens):
                counts[token] = counts.get(token, 0) + 1
    return Rarity(counts, total)


class Index(Carded):
    """Subjects prepared under one rule, found by numbers and by words.

    Parameters
    ----------
    subjects
        In an order of the caller's; a hit names the position.
    rule
        Of every comparison with this index.
    """

    def __init__(self, subjects: Iterable[Subject], rule: MatchRule = _RULE) -> None:
        with _no_collection():
            self._build(subjects, rule)

    def _build(self, subjects: Iterable[Subject], rule: MatchRule) -> None:
        import numpy as np

        self.rule = rule
        self.prepared = [prepare(subject, rule) for subject in subjects]
        names = [(n, name) for n, one in enumerate(self.prepared) for name in one.names]
        self._numbers = _by_number(self.prepared)
        self._owner = np.array([n for n, _ in names], dtype=np.int64)
        self._place = np.array(
            [at for one in self.prepared for at in range(len(one.names))], dtype=np.int64
        )
        self._total = np.array([name.total for _, name in names], dtype=np.float64)
        kinds = [self.prepared[n].subject.kind for n, _ in names]
        self._kind = np.array([KINDS.index(kind) for kind in kinds], dtype=np.int8)
        self._person = self._kind == KINDS.index("person")
        self._rare = np.array([sum(name.rare) for _, name in names], dtype=np.int64)
        self._words = Vocabulary([name for _, name in names], rule)

    def __len__(self) -> int:
        return len(self.prepared)

    def query(self, subject: Subject, limit: int | None = 50) -> list[Hit]:
        """Return the subjects that are not ``none``: by verdict, then score, then position.

        Parameters
        ----------
        limit
            Most hits; None for all of them.
        """
        asked = prepare(subject, self.rule)
        hits = []
        for number, pairs in self.candidates(asked).items():
            match = compare_prepared(asked, self.prepared[number], self.rule, pairs)
            if match.verdict != "none":
                hits.append(Hit(number, match))
        hits.sort(key=lambda hit: (VERDICTS.index(hit.match.verdict), -hit.match.score, hit.number))
        return hits if limit is None else hits[:limit]

    def candidates(self, asked: Prepared) -> dict[int, list[tuple[int, int]] | None]:
        """Return the positions worth a comparison, and of each the pairs of names worth one.

        None stands for all pairs: a number is shared.
        """
        found: dict[int, list[tuple[int, int]] | None] = {}
        for at, name in enumerate(asked.names):
            if name.tokens:
                rows = self._near(name, asked.subject.kind)
                owners, places = self._owner[rows].tolist(), self._place[rows].tolist()
                for number, place in zip(owners, places, strict=True):
                    found.setdefault(number, []).append((at, place))  # type: ignore[union-attr]
        for kind, values in asked.numbers.items():
            for value in values:
                found.update(dict.fromkeys(self._numbers.get((kind, value), ())))
        return dict(sorted(found.items()))

    def _near(self, name: PreparedName, kind: str) -> np.ndarray:
        """Return the names that can reach `possible`, by an upper bound of their score."""
        import numpy as np

        rows, shares, firm, hits = self._words.reach(name)
        total, rare, own = self._total[rows], self._rare[rows], sum(name.rare)
        person = self._person[rows] | (kind == "person")
        rule = self.rule
        # the score is the share that agrees, times factors of at most 1; some of them are known
        bound = self._share(shares, name.total, total, person)
        both, one = (hits < rare) & (hits < own), (hits < rare) | (hits < own)
        bound[both] *= rule.contradiction
        bound[person & one & ~both & (hits < 2)] *= rule.one_word
        bound[(firm < np.maximum(rare, own)) & (firm < rule.extra_tokens)] *= rule.doubt
        least = np.full(len(rows), rule.possible)
        unknown = KINDS.index("unknown")
        if kind != "unknown":  # of another kind only an equal name is a match
            other = (self._kind[rows] != KINDS.index(kind)) & (self._kind[rows] != unknown)
            least[other] = max(rule.possible, rule.other_script)
        near: np.ndarray = rows[bound >= least - 1e-6]
        return near

    def _share(
        self, weight: np.ndarray, one: float, other: np.ndarray, person: np.ndarray
    ) -> np.ndarray:  # fmt: skip
        """Return `scoring.share` of many names."""
        import numpy as np

        low, high = np.minimum(one, other), np.maximum(one, other)
        shorter = self.rule.shorter
        made: np.ndarray = np.where(
            person, shorter * weight / low + (1 - shorter) * weight / high,
            weight / (one + other) + weight / (2 * high),
        )  # fmt: skip
        return made

    def _card_(self) -> Card:
        return Card("index", f"{len(self):,} subjects", (("rule", repr(self.rule)),))


def _by_number(prepared: Sequence[Prepared]) -> dict[tuple[str, str], list[int]]:
    held: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(prepared):
        for kind, values in one.numbers.items():
            for value in values:
                held.setdefault((kind, value), []).append(number)
    return held
