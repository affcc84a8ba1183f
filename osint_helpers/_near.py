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
    names = list(dict.fromkeys(known))
    near = nearest(given, names)
    if near:
        return f"did you mean {', '.join(near)}?"
    if otherwise or not names:
        return otherwise or "there is none"
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"one of {', '.join(names[:_LISTED])}{more}"


def nearest(given: object, known: Iterable[str], most: int = NAMED) -> list[str]:
    """Return the known names most like `given`, best first; capitals, blanks, dashes are alike."""
    from rapidfuzz import fuzz, process

    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_fold(name), name)
    # fifty thousand ids are compared in milliseconds; difflib takes a second
    near = process.extract(
        _fold(str(given)), list(folded), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most
    )
    return [folded[one] for one, *_ in near]


def _fold(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")
