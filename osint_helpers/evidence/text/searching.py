"""Look for a folded quote in a folded text: its parts, whole words, hyphens at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from osint_helpers.evidence.text.folding import LINE_HYPHEN, UNSPACED, Folded

OMISSION: Final = 3_000  # characters of folded text that "[…]" may stand for
REPLACED: Final = 200  # characters that an editorial bracket may stand for
WORD: Final = re.compile(r"[^\W_]+")

# After folding "…" is "...".
_GAPS: Final = re.compile(
    r"(?P<omission>\[ ?\. ?\. ?\. ?\]|\( ?\. ?\. ?\. ?\)|\. ?\. ?\.)|(?P<editor>\[[^\[\]]{0,200}\])"
)


class Part(NamedTuple):
    """A part of a quote between two gaps."""

    words: str
    gap: int  # characters that may lie between the part before and this one
    open_left: bool  # a bracket touches it: the word may go on
    open_right: bool


def parts(wanted: str) -> list[Part]:
    """Cut a folded quote at its omissions and an editor's words."""
    parts: list[Part] = []
    at, gap, touched = 0, 0, False
    cuts = [*_GAPS.finditer(wanted), None]
    for cut in cuts:
        end = len(wanted) if cut is None else cut.start()
        piece = wanted[at:end]
        words = piece.strip()
        if WORD.search(words) or (words and cut is None and not parts):
            left = touched and piece[:1] != " "
            right = cut is not None and cut["editor"] is not None and piece[-1:] != " "
            parts.append(Part(words, gap, left, right))
            gap = 0
        if cut is not None:
            at, touched = cut.end(), cut["editor"] is not None
            gap = max(gap, OMISSION if cut["omission"] else REPLACED)
    return parts


def spans(wanted: str, folded: Folded) -> Iterator[tuple[int, int]]:
    """Yield start and end of every place where a quote stands."""
    whole = list(_places(Part(wanted, 0, open_left=False, open_right=False), folded.text))
    cut = parts(wanted)
    if whole or (len(cut) == 1 and cut[0].words == wanted):
        yield from whole
        return
    if not cut:
        return
    reached = list(_places(cut[0], folded.text))
    for part in cut[1:]:
        reached = _follow(reached, part, folded)
    yield from reached


def _follow(reached: list[tuple[int, int]], part: Part, folded: Folded) -> list[tuple[int, int]]:
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


def _places(part: Part, text: str) -> Iterator[tuple[int, int]]:
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


def shared(words: str, text: str) -> tuple[int, int]:
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
