"""Is a quote in a text? Typesetting may differ, words and letters may not.

How it is decided is described for readers in ``docs/quotes.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.evidence.plain import plain
from osint_helpers.evidence.reading import Text
from osint_helpers.evidence.text import searching
from osint_helpers.evidence.text.folding import LINE_HYPHEN, UNSPACED, fold

__all__ = ["Match", "find", "nearest", "too_short"]

MAX_PARTS: Final = 20  # of a quote with omissions
TOO_MANY: Final = f"more than {MAX_PARTS} parts between omissions"
TOO_SHORT: Final = "too short to prove anything"
NOT_FOUND: Final = "it does not stand in the text"


@dataclass(frozen=True, repr=False)
class Match(Carded):
    """Whether a quote was found.

    Attributes
    ----------
    found
        It stands in the text, on the page asked for if one was.
    pages
        Pages, from 1, on which it stands; of a quote that runs on, all of them. Also filled when
        it stands on other pages than the one asked for.
    problem
        Why it was not found, or what lessens the finding; ``""`` for nothing.
    """

    found: bool
    pages: tuple[int, ...]
    problem: str


def find(quote: str, text: Text, page: int | range | None = None) -> Match:
    """Look for a quote in a text.

    Parameters
    ----------
    quote
        As an analyst wrote it, with ``[…]`` for omissions and ``[words]`` for an editor's words.
    text
        The text of a capture.
    page
        Page number, or numbers, from 1, on which it must begin, end or run; ignored for a text
        without pages.

    Returns
    -------
    Match

    Notes
    -----
    The quote as it stands is tried first, then its parts between omissions. Letters are compared
    with their case. A quote begins and ends at the bounds of words: "lawful" is not in
    "unlawful". Time grows with the length of the text.
    """
    wanted = _unquoted(fold(quote))
    short = TOO_SHORT if too_short(quote) else ""
    if not searching.WORD.search(wanted):
        return Match(found=False, pages=(), problem=TOO_SHORT)
    if len(searching.parts(wanted)) > MAX_PARTS:
        return Match(found=False, pages=(), problem=TOO_MANY)
    folded = text.folded
    spans = list(searching.spans(wanted, folded))
    if not spans:
        return Match(found=False, pages=(), problem="; ".join(filter(None, (NOT_FOUND, short))))
    runs = [tuple(range(folded.page(a), folded.page(b - 1) + 1)) for a, b in spans]
    asked = range(page, page + 1) if isinstance(page, int) else page
    if asked is not None and text.paged:
        fit = [run for run in runs if any(number in asked for number in run)]
        if not fit:
            pages = tuple(sorted({number for run in runs for number in run}))
            return Match(found=False, pages=pages, problem=_elsewhere(pages, asked))
        runs = fit
    return Match(found=True, pages=tuple(sorted({n for run in runs for n in run})), problem=short)


def too_short(quote: str) -> bool:
    """Say whether a quote has no unbroken part of 3 words and 12 characters.

    A character of a script without word spaces counts as a word and as two characters.
    """
    weights = (_weight(part.words) for part in searching.parts(_unquoted(fold(quote))))
    return not any(words >= 3 and signs >= 12 for words, signs in weights)


def nearest(quote: str, text: Text, width: int = 160) -> tuple[str, int] | None:
    """Return the passage that shares the longest run of words with a quote, and its page.

    Capitals do not count here, unlike in :func:`find`.

    Parameters
    ----------
    width
        Characters of the passage.

    Returns
    -------
    tuple of str and int, or None
        The folded passage without control characters; None when not even two words in a row of
        the quote (of a script without word spaces: four characters) stand in the text.
    """
    folded, wanted = text.folded, _unquoted(fold(quote))
    lower = folded.text.lower()  # a wrong capital is a frequent slip: show the place all the same
    same = len(lower) == len(folded.text)
    place, wanted = (lower, wanted.lower()) if same else (folded.text, wanted)
    at = max(
        (searching.shared(part.words, place) for part in searching.parts(wanted)),
        default=(0, -1),
    )
    if at[0] == 0:
        return None
    start = max(0, at[1] - width // 8)
    if start:  # from the beginning of a word, where there are words
        blank = folded.text.find(" ", start - 1, at[1])
        start = start if blank < 0 else blank + 1
    passage = folded.text[start : start + width].replace(LINE_HYPHEN, "-").strip()
    return plain(passage), folded.page(at[1])


def _unquoted(folded: str) -> str:
    """Drop quotation marks around the whole."""
    if len(folded) > 1 and folded[0] == folded[-1] == "'":
        return folded[1:-1].strip()
    return folded


def _weight(words: str) -> tuple[int, int]:
    wide = len(UNSPACED.findall(words))
    return len(searching.WORD.findall(UNSPACED.sub(" ", words))) + wide, len(words) + wide


def _elsewhere(pages: tuple[int, ...], asked: range) -> str:
    where = ", ".join(str(number) for number in pages[:5])
    pages_word = "page" if len(pages) == 1 else "pages"
    wanted = str(asked[0]) if len(asked) == 1 else f"{asked[0]} to {asked[-1]}"
    return f"it stands on {pages_word} {where}, not on page {wanted}"
