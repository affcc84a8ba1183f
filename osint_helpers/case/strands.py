"""How many bodies that gathered facts themselves stand behind a claim.

Articles are not evidence units: ten texts that repeat one report are one strand. A source
names in ``parents`` where it takes its facts from; ``own`` is its own gathering, counted under
``strand``. A parent that gathered nothing itself is replaced by what it rests on. Two bounds
result: at most the number of different strands, at least the smallest number of strands
that together touch every source. A data set (coordinates, sea lanes) is an input of the
project's own arithmetic, not a body that says something about the claim: it is neither article
nor strand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, Carded
from osint_helpers.case.asked import only_open

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

Rests = dict[str, tuple[str, ...]]  # origin without own gathering -> what it rests on

OWN: Final = "own"
DATASET: Final = "dataset"  # coordinates and lanes: an input of a sum, no witness of the claim
CONFIRMED_FROM: Final = 2  # strands at the lower bound; below it nothing is called confirmed


@dataclass(frozen=True, repr=False)
class StrandCount(Carded):
    """Sources and strands behind some claims.

    Attributes
    ----------
    articles
        Number of different supporting sources.
    lower, upper
        Bounds of the number of independent strands.
    strands
        All strands that can be reached, sorted.
    """

    articles: int
    lower: int
    upper: int
    strands: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        """Whether at least two independent strands are certain."""
        return self.lower >= CONFIRMED_FROM

    @property
    def text(self) -> str:
        """Return ``5 articles, at most 2 strands (at least 1)``."""
        if not self.upper:
            return "no published source"
        return (
            f"{_plural(self.articles, 'article')}, at most {_plural(self.upper, 'strand')} "
            f"(at least {self.lower})"
        )

    def _card_(self) -> Card:
        from osint_helpers.case import cards

        return cards.strands(self)


def count(case: Case, claims: str | Iterable[str]) -> StrandCount:
    """Count the strands behind one claim, or behind several taken together.

    Parameters
    ----------
    case
        The case.
    claims
        A claim id, or several; naming one twice changes nothing.

    Raises
    ------
    CaseError
        For an id that is no claim.
    """
    names = (claims,) if isinstance(claims, str) else tuple(dict.fromkeys(claims))
    sources = {source for claim in names for source in _publications(case, claim)}
    rests = _rests_on(case)
    sets = [found for claim in names for found in _of_claim(case, claim, rests)]
    strands = frozenset().union(*sets)
    return StrandCount(len(sources), smallest_hitting_set(sets), len(strands), _sorted(strands))


def _of_claim(case: Case, claim: str, rests: Rests) -> list[frozenset[str]]:
    """Return one set of strands for each source of a claim.

    A ``lineage`` at the claim replaces them: each of its tokens is a set of its own.
    """
    lineage = case.cell("claims", claim, "lineage")
    if lineage:
        return [frozenset({token}) for token in lineage]
    return [
        _of_source(case, source, rests)
        for source in _publications(case, claim)
        if case.has("sources", source)
    ]


def _publications(case: Case, claim: str) -> list[str]:
    """Return the sources of a claim without package data, which nobody published about it."""
    return [
        source
        for source in case.sources_of(claim)
        if not case.has("sources", source) or case.cell("sources", source, "kind") != DATASET
    ]


def of_source(case: Case, source: str) -> frozenset[str]:
    """Return the strands a source can be traced back to.

    A source with ``own`` and no ``strand`` (a lint error) counts as the strand ``own``, so that
    all such sources together count once: the number is never too high.
    """
    return _of_source(case, source, _rests_on(case))


def _of_source(case: Case, source: str, rests: Rests) -> frozenset[str]:
    own = case.cell("sources", source, "strand") or OWN
    found: set[str] = set()
    for token in case.cell("sources", source, "parents"):
        found |= {own} if token == OWN else _roots(token, rests)
    return frozenset(found)


def roots(case: Case, token: str) -> frozenset[str]:
    """Return the origins with own gathering that a parent token stands for.

    A token that is unknown, rests on nothing, or rests in a circle stands for itself.
    """
    return _roots(token, _rests_on(case))


def _roots(token: str, rests: Rests) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    todo = [token]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if rests.get(name):
            todo.extend(rests[name])
        else:
            found.add(name)
    return frozenset(found or {token})


def cycles(case: Case) -> list[tuple[str, ...]]:
    """Return every origin that rests on itself, with the way round, in file order.

    Each circle is given once, from the first of its origins in the file.
    """
    rests = dict(zip(case.origins["origin"], case.origins["rests_on"], strict=True))
    found: list[tuple[str, ...]] = []
    in_one: set[str] = set()
    for start in rests:
        way = [] if start in in_one else _way_round(start, rests)
        if way:
            found.append(tuple(way))
            in_one.update(way)
    return found


def smallest_hitting_set(sets: Collection[Collection[str]]) -> int:
    """Return the size of the smallest set that shares an element with every set given.

    Exact. Sets that contain another set, and elements that occur only where some other
    element also occurs, cannot change the answer and are dropped first (Weihe 1998,
    "Covering trains by stations"); what is left is searched by branch and bound.
    Empty sets cannot be hit and are left out.
    """
    todo = {frozenset(one) for one in sets if one}
    total = sum(len(one) for one in todo)
    return _search(todo, total + 1)


def _search(sets: set[frozenset[str]], limit: int) -> int:
    """Return the smallest size, or `limit` when no hitting set is smaller than that."""
    picked, sets = _reduce(sets)
    if not sets or picked >= limit:
        return min(picked, limit)
    if picked + _disjoint(sets) >= limit:
        return limit
    branch = min(sets, key=lambda one: (len(one), sorted(one)))
    best = limit
    for element in sorted(branch):
        rest = {one for one in sets if element not in one}
        best = min(best, picked + 1 + _search(rest, best - picked - 1))
    return best


def _reduce(sets: set[frozenset[str]]) -> tuple[int, set[frozenset[str]]]:
    """Apply both reductions until neither helps; return forced picks and what is left."""
    picked = 0
    while True:
        sets = {one for one in sets if not any(other < one for other in sets)}
        single = next((one for one in sorted(sets, key=sorted) if len(one) == 1), None)
        if single is not None:
            picked += 1
            sets = {one for one in sets if not single & one}
            continue
        weak = _dominated(sets)
        if not weak:
            return picked, sets
        sets = {one - {weak} for one in sets}


def _dominated(sets: set[frozenset[str]]) -> str:
    """Return an element that occurs only where another one also occurs, or ``""``."""
    where: dict[str, set[frozenset[str]]] = {}
    for one in sets:
        for element in one:
            where.setdefault(element, set()).add(one)
    names = sorted(where)
    for element in names:
        if any(where[element] <= where[other] for other in names if other != element):
            return element
    return ""


def _disjoint(sets: set[frozenset[str]]) -> int:
    """Return the number of pairwise disjoint sets found greedily: a lower bound."""
    used: set[str] = set()
    number = 0
    for one in sorted(sets, key=lambda one: (len(one), sorted(one))):
        if not used & one:
            used |= one
            number += 1
    return number


def _rests_on(case: Case) -> Rests:
    """Return what each origin without own gathering rests on."""
    frame = case.origins
    columns = (frame[name].tolist() for name in ("origin", "own_gathering", "rests_on"))
    rows = zip(*columns, strict=True)
    return {name: rests for name, own, rests in rows if own == "no"}


def _way_round(start: str, rests: dict[str, tuple[str, ...]]) -> list[str]:
    """Return a way from `start` back to itself, or nothing."""
    todo = [[start, name] for name in rests[start]]
    seen: set[str] = set()
    while todo:
        way = todo.pop(0)
        if way[-1] == start:
            return way[:-1]
        if way[-1] not in seen:
            seen.add(way[-1])
            todo.extend([*way, name] for name in rests.get(way[-1], ()))
    return []


def _sorted(strands: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(strands))


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


only_open(globals())
