"""Is a quote in a text? Typesetting may differ, words and letters may not.

How it is decided is described for readers in ``docs/quotes.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from osint_helpers.evidence.plain import plain
from osint_helpers.evidence.reading import Text
from osint_helpers.evidence.text.folding import LINE_HYPHEN, UNSPACED, Folded, fold

OMISSION: Final = 3_000  # characters of folded text that "[…]" may stand for
REPLACED: Final = 200  # characters that an editorial bracket may stand for
MAX_PARTS: Final = 20  # of a quote with omissions
TOO_MANY: Final = f"more than {MAX_PARTS} parts between omissions"
TOO_SHORT: Final = "too short to prove anything"
NOT_FOUND: Final = "it does not stand in the text"

# After folding "…" is "...".
_GAPS: Final = re.compile(
    r"(?P<omission>\[ ?\. ?\. ?\. ?\]|\( ?\. ?\. ?\. ?\)|\. ?\. ?\.)|(?P<editor>\[[^\[\]]{0,200}\])"
)
_WORD: Final = re.compile(r"[^\W_]+")
_RANGE: Final = r"(\d{1,5})(?:\s*(?:-|to|and|&)\s*(\d{1,5}))?"
_PAGES: Final = re.compile(rf"(?<![^\W\d_])(?:pages?|pp?)(?:\.\s*|\s+|(?=\d)){_RANGE}", re.I)
_BARE: Final = re.compile(_RANGE)


@dataclass(frozen=True)
class Match:
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


class _Part(NamedTuple):
    words: str
    gap: int  # characters that may lie between the part before and this one
    open_left: bool  # a bracket touches it: the word may go on
    open_right: bool


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
    if not _WORD.search(wanted):
        return Match(found=False, pages=(), problem=TOO_SHORT)
    if len(_parts(wanted)) > MAX_PARTS:
        return Match(found=False, pages=(), problem=TOO_MANY)
    folded = text.folded
    spans = list(_spans(wanted, folded))
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
    weights = (_weight(part.words) for part in _parts(_unquoted(fold(quote))))
    return not any(words >= 3 and signs >= 12 for words, signs in weights)


def page_of(locator: str) -> range | None:
    """Return the pages a locator names: ``p. 4``, ``pp. 4-5``, ``page 4``, ``4``; else None.

    ``pp. 104-5`` ends at 105. A paragraph, chapter or time is no page. Of several, the first.
    """
    plain = fold(locator)
    found = _PAGES.search(plain) or _BARE.fullmatch(plain)
    if found is None or int(found[1]) == 0:
        return None
    first, last = found[1], found[2] or found[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return range(int(first), max(int(first), int(last)) + 1)


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
    at = max((_shared(part.words, place) for part in _parts(wanted)), default=(0, -1))
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
    return len(_WORD.findall(UNSPACED.sub(" ", words))) + wide, len(words) + wide


def _elsewhere(pages: tuple[int, ...], asked: range) -> str:
    where = ", ".join(str(number) for number in pages[:5])
    pages_word = "page" if len(pages) == 1 else "pages"
    wanted = str(asked[0]) if len(asked) == 1 else f"{asked[0]} to {asked[-1]}"
    return f"it stands on {pages_word} {where}, not on page {wanted}"


def _parts(wanted: str) -> list[_Part]:
    """Cut a folded quote at its omissions and an editor's words."""
    parts: list[_Part] = []
    at, gap, touched = 0, 0, False
    cuts = [*_GAPS.finditer(wanted), None]
    for cut in cuts:
        end = len(wanted) if cut is None else cut.start()
        piece = wanted[at:end]
        words = piece.strip()
        if _WORD.search(words) or (words and cut is None and not parts):
            left = touched and piece[:1] != " "
            right = cut is not None and cut["editor"] is not None and piece[-1:] != " "
            parts.append(_Part(words, gap, left, right))
            gap = 0
        if cut is not None:
            at, touched = cut.end(), cut["editor"] is not None
            gap = max(gap, OMISSION if cut["omission"] else REPLACED)
    return parts


def _spans(wanted: str, folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield start and end of every place where a quote stands."""
    whole = list(_places(_Part(wanted, 0, open_left=False, open_right=False), folded.text))
    parts = _parts(wanted)
    if whole or (len(parts) == 1 and parts[0].words == wanted):
        yield from whole
        return
    if not parts:
        return
    reached = list(_places(parts[0], folded.text))
    for part in parts[1:]:
        reached = _follow(reached, part, folded)
    yield from reached


def _follow(reached: list[tuple[int, int]], part: _Part, folded: Folded) -> list[tuple[int, int]]:
    """Join each place of a part to the nearest place before it that the parts so far reach."""
    joined: list[tuple[int, int]] = []
    at, several = -1, len(folded.starts) > 1
    for start, end in _places(part, folded.text):
        while at + 1 < len(reached) and reached[at + 1][1] <= start:
            at += 1
        if at < 0 or start - reached[at][1] > part.gap:
            continue
        if not several or folded.page(start) - folded.page(reached[at][1] - 1) <= 1:
            joined.append((reached[at][0], end))
    return joined


def _places(part: _Part, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every place of one part, whole words unless a bracket touches it."""
    for start, end in _occurrences(part.words, text):
        cut_left = not part.open_left and _splits(text, start)
        if not cut_left and (part.open_right or not _splits(text, end)):
            yield start, end


def _occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    if LINE_HYPHEN not in text:
        at = text.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = text.find(words, at + 1)
        return
    pattern = _hyphenated(words)
    found = pattern.search(text)
    while found:
        yield found.span()
        found = pattern.search(text, found.start() + 1)


def _hyphenated(words: str) -> re.Pattern[str]:
    """Return a pattern in which a line-end hyphen is nothing, a hyphen, or one with a space.

    No repetition in it can match what follows it, so that nothing is tried twice.
    """
    written: list[str] = []
    signs = re.findall(r"- |.", words, re.DOTALL)
    for sign, after in zip(signs, [*signs[1:], ""], strict=True):
        if sign[0] == "-":
            written.append(f"(?:{re.escape(sign)}|{LINE_HYPHEN})")
        else:
            written.append(re.escape(sign))
            if sign.isalpha() and after.isalpha():
                written.append(f"{LINE_HYPHEN}?")
    return re.compile("".join(written))


def _splits(text: str, at: int) -> bool:
    """Say whether a bound at `at` would cut a word of a script with word spaces."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if UNSPACED.match(before) or UNSPACED.match(after):
        return False
    if LINE_HYPHEN in (before, after):  # the word may go on behind the hyphen
        beyond = text[at - 2 : at - 1] + after if before == LINE_HYPHEN else before + text[at + 1]
        return beyond.isalpha()
    return before.isalnum() and after.isalnum()


def _shared(words: str, text: str) -> tuple[int, int]:
    """Return the length of the longest run of words in a text found from some word, and where."""
    tokens = words.split(" ") if " " in words else list(words)
    glue = " " if " " in words else ""
    least = 2 if glue else 4
    best = (0, -1)
    for start in range(min(len(tokens), 60)):
        low, high = 0, len(tokens) - start
        while low < high:  # a longer run is in the text only if the shorter one is
            middle = (low + high + 1) // 2
            low, high = (
                (middle, high)
                if glue.join(tokens[start : start + middle]) in text
                else (low, middle - 1)
            )
        if low >= least and low > best[0]:
            best = (low, text.find(glue.join(tokens[start : start + low])))
        if best[0] >= len(tokens) - start - 1:
            break
    return best
