"""What a slip of the keyboard was meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED: Final = 3  # suggestions at most
ALIKE: Final = 60.0  # of 100: share of letters two names have in common, a choice of ours
_LISTED: Final = 12  # so many known names are listed when none is near


def did_you_mean(given: object, known: Iterable[str], otherwise: str = "") -> str:
    """Return advice for a name that is not known.

    Parameters
    ----------
    given
        What was asked for.
    known
        The names there are; the nearest comes first, equally near ones in the order of `known`.
    otherwise
        The advice when none is near; without it, the names themselves where they are few.

    Examples
    --------
    >>> did_you_mean("l1_gat", ["l1_gate", "l2_arr"])
    'did you mean l1_gate?'
    """
    from rapidfuzz import fuzz, process

    names = list(dict.fromkeys(known))
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(_fold(name), name)
    # fifty thousand ids are compared in milliseconds; difflib takes a second
    near = process.extract(
        _fold(str(given)), list(folded), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NAMED
    )
    if near:
        return f"did you mean {', '.join(folded[one] for one, *_ in near)}?"
    if otherwise or not names:
        return otherwise or "there is none"
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"one of {', '.join(names[:_LISTED])}{more}"


def _fold(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")
