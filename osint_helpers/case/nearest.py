"""The known name nearest to one that leads nowhere: what a compiler asks with "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE: Final = 60.0  # of 100: share of letters that two names have in common, a choice of ours


def nearest(word: str, known: Iterable[str], most: int = 2) -> list[str]:
    """Return the known names most like `word`, best first, alphabetical where two are alike.

    Case does not matter: ``claims`` is found for ``Claims``.

    Parameters
    ----------
    word
        What was written.
    known
        Names that would have led somewhere.
    most
        So many at the most.
    """
    from rapidfuzz import fuzz, process

    names = sorted({name for name in known if name and name != word})
    found = process.extract(
        word,
        names,
        scorer=fuzz.ratio,
        processor=str.lower,
        score_cutoff=ALIKE,
        limit=most,
    )
    return [name for name, *_ in found]


def asked(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return ``did you mean a or b?``, or the other advice when nothing is near."""
    near = nearest(word, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise
