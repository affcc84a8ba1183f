"""Keys under which spellings of one sound fall together: romanisations of one script.

A key is a chain of plain replacements, so that the keys of a whole vocabulary are made at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from osint_helpers.screening import dictionaries

# One syllable of romanised Korean or Japanese, any system: what may be compared by its key when
# both sides are in Latin letters.
_KOREAN: Final = re.compile(
    r"(?:(?:kk|tt|pp|ss|jj|tch|ch|sh|kh|th|ph|[bcdghjklmnprsty])?(?:w|y)?(?:yeo|eui|ae|ai|eo|eu|oe|oi|ee|oo|ou|ui|[aeiou])"
    r"(?:ng|[bgkmnplrt](?![aeiouwy])|n(?=y)|rk\b|h\b)?)+"
)
_JAPANESE: Final = re.compile(
    r"(?:(?:ky|gy|sy|zy|ty|dy|ny|hy|by|py|my|ry|sh|ch|ts|dz|[bdfghjkmnprstwyz])?[aeiou]"
    r"(?:h(?![aeiou]))?(?:[mn](?![aeiouy]))?(?:[kst](?=[kst]|ch))?)+"
)
# A syllable of Pinyin or Wade-Giles, aspiration left out.
_CHINESE: Final = re.compile(
    r"(?:(?:zh|ch|sh|tz|ts|hs|ss|[bcdfghjklmnpqrstwxyz])?"
    r"(?:iao|iang|iong|iung|uang|uai|ieh|ien|ian|ing|iu|ia|ie|in|ih|ui|uei|uan|uen|un|ung|ueh|uo|ua|ue|"
    r"ang|eng|ong|ao|ai|an|ei|en|erh|er|ou|eh|[aeiou])){1,3}"
)
_FORMS: Final = {"korean": _KOREAN, "japanese": _JAPANESE, "chinese": _CHINESE}
# Scripts that are romanised sign by sign, so that a word of the other side is a run of these.
BY_SIGN: Final = frozenset(("Hang", "Hani", "Hira", "Kana"))
PARTED: Final = frozenset((*BY_SIGN, "Arab"))  # whose neighbours one word may answer, by sound
LANGUAGE_OF: Final = {
    "Hang": "korean",
    "Cyrl": "russian",
    "Hira": "japanese",
    "Kana": "japanese",
    "Arab": "arabic",
}


def key(language: str, text: str) -> str:
    """Return the key of one folded text, words parted by a space."""
    made = f"_{text.replace(' ', '__')}_"
    for written, read in dictionaries.key_rules()[language]:
        if written in made:
            made = made.replace(written, read)
    return made.replace("_", "")


def keys(texts: Sequence[str], languages: Iterable[str]) -> dict[str, list[str]]:
    """Return language -> keys of many folded words: some fifty times as fast as one by one."""
    edged = "_" + "_\n_".join(texts) + "_"
    found = {}
    for language in languages:
        made = edged
        for written, read in dictionaries.key_rules()[language]:
            made = made.replace(written, read)
        found[language] = made.replace("_", "").split("\n") if texts else []
    return found


def spaced(language: str, tokens: Iterable[str]) -> str:
    """Return the key of a name word by word, written together."""
    return key(language, " ".join(tokens))


def romanised(language: str, tokens: Iterable[str]) -> bool:
    """Say whether all words can be romanised words of the language."""
    fits = form(language).fullmatch
    return all(map(fits, tokens))


def form(language: str) -> re.Pattern[str]:
    """Return what a romanised word of a language fits."""
    return _FORMS[language]
