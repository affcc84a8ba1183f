"""One form of a text for comparison: what typesetting changes is made equal, words are not.

Private characters: ``LINE_HYPHEN`` stands where a line ended in a hyphen, which the words may or
may not have.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

LINE_HYPHEN: Final = "\ue000"
# Quotation marks of either kind become one: a quotation inside another swaps them.
_MARKS: Final = "\"'`´‘’‚‛“”„‟«»‹›′″‵‶ʼʹ＂＇"  # noqa: RUF001  (the signs meant)
_DASHES: Final = "‐‑‒–—―⁃−﹘﹣－"  # noqa: RUF001  (the signs meant)
_SOFT: Final = "\u00ad"
_TABLE: Final[dict[int, str | None]] = {
    **{ord(sign): "'" for sign in _MARKS},
    **{ord(sign): "-" for sign in _DASHES},
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F),
                               *range(0x2060, 0x2070), 0xFEFF, 0x180E, 0x034F, 0x061C)),
    **dict.fromkeys(range(0xE000, 0xE002), "\ufffd"),
}  # fmt: skip
# Scripts without spaces between words, their punctuation and full-width forms; Hangul, whose
# lines may end inside a word, is compared without spaces as well.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3001-\u318f\u31a0-\u4dbf"
    "\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40"
    "\uff5b-\uffef"
    "\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
UNSPACED: Final = re.compile(f"[{_UNSPACED}]")
_SPACE_BESIDE: Final = re.compile(f"(?<=[{_UNSPACED}]) | (?=[{_UNSPACED}])")
# A comma typed narrow among Chinese words, and the space typed after it.
_SPACE_BEHIND: Final = re.compile(f"(?<=[{_UNSPACED}][,.;:!?)]) ")
_MARKS_IN_A_ROW: Final = 30
_SPACE: Final = re.compile(r"\s+")
# A hyphen behind a word at the end of a line.
_LINE_END: Final = re.compile(r"(?<=\S)[-\u00ad][ \t]*(?:\r\n?|\n)\s*(?=\S)")


def fold(words: str) -> str:
    """Return the form of `words` in which they are compared.

    Quotation marks and dashes become one sign each, soft hyphens, zero-width and direction
    characters go, Unicode NFKC, runs of white space become one space and vanish beside a character
    of a script without word spaces. Case and letters stay.
    """
    plain = words.translate(_TABLE)
    plain = _LINE_END.sub(LINE_HYPHEN, plain).replace(_SOFT, "")
    plain = _SPACE.sub(" ", plain)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _bounded(_SPACE_BESIDE.sub("", plain)))
        # NFKC makes spaces, of a spacing accent for one: once more.
        plain = _SPACE_BEHIND.sub("", _SPACE.sub(" ", plain))
    return plain.strip()


def _bounded(words: str) -> str:
    """Cut runs of combining marks to 30 (UAX 15, stream-safe): sorting them is quadratic."""
    classes = [unicodedata.combining(sign) for sign in words]
    if sum(map(bool, classes)) <= _MARKS_IN_A_ROW:
        return words
    kept: list[str] = []
    run = 0
    for sign, mark in zip(words, classes, strict=True):
        run = run + 1 if mark else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(sign)
    return "".join(kept)


class Folded(NamedTuple):
    """All pages in one string, and the offset at which each begins."""

    text: str
    starts: tuple[int, ...]

    def page(self, offset: int) -> int:
        """Return the number of the page, from 1, that holds the character at `offset`."""
        return bisect_right(self.starts, offset)


def fold_pages(pages: Sequence[str]) -> Folded:
    """Fold pages and join them, so that a quote may run from one to the next."""
    parts: list[str] = []
    starts: list[int] = []
    length, before = 0, ""
    for page in pages:
        folded = fold(page)
        joint = _joint(before, page.lstrip()) if folded else ""
        if joint == LINE_HYPHEN:
            parts[-1] = parts[-1][:-1]
            length -= 1
        parts.append(joint)
        length += len(joint)
        starts.append(length)
        if folded:
            parts.append(folded)
            length += len(folded)
            before = page.rstrip().translate(_TABLE)[-2:]
    return Folded("".join(parts), tuple(starts))


def _joint(before: str, page: str) -> str:
    """Return what stands between the last two characters so far and the next page."""
    if not before:
        return ""
    if before[-1] == "-" and before[:-1].strip():
        return LINE_HYPHEN
    return "" if UNSPACED.match(before[-1]) or UNSPACED.match(page) else " "
