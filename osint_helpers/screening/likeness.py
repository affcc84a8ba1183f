"""Two words that are not equal: by what, if anything, they can be one word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from osint_helpers.screening import dictionaries
from osint_helpers.screening.keys import LANGUAGE_OF, key, romanised
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import MatchRule

LONGEST_SKELETON: Final = 40  # letters of an Arabic-script word that is read as a pattern
_WADE: Final = 10  # letters below which a word can be a Chinese one to three syllables
_VOWELS: Final = frozenset("aeiouy")
_VOWEL_RUN: Final = re.compile("[aeiouyw]+")


class Likeness(NamedTuple):
    """How alike two words are.

    `firm` means that the pair can carry a match; what is not firm only adds to one that stands on
    another word. `certain` leaves `strong` open; `edits` are the letters it took.
    """

    value: float
    edits: int
    how: str
    firm: bool
    certain: bool


UNLIKE: Final = Likeness(0.0, 0, "", firm=False, certain=True)


class Sides:
    """What two names are, as far as it bears on their words."""

    __slots__ = ("_chinese", "_languages", "arabic", "cross", "person", "rule", "x", "y")

    def __init__(
        self, x: PreparedName, y: PreparedName, rule: MatchRule, *, person: bool
    ) -> None:  # fmt: skip
        self.x, self.y, self.rule, self.person = x, y, rule, person
        self.cross = x.script != y.script
        # which of the two is written without vowels
        self.arabic = ""
        if self.cross:
            self.arabic = {x.script: "first", y.script: "second"}.get("Arab", "")
        self._languages: tuple[str, ...] | None = None
        self._chinese: bool | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages whose keys of sound are asked; looked for when first needed."""
        if self._languages is None:
            language = crossed(self.x, self.y)
            self._languages = (language,) if language else self._romanisations()
        return self._languages

    @property
    def chinese(self) -> bool:
        """Whether both names can be romanised Chinese ones."""
        if self._chinese is None:
            x, y = self.x, self.y
            self._chinese = x.script == y.script == "Latn" and (
                romanised("chinese", x.tokens) and romanised("chinese", y.tokens)
            )
        return self._chinese

    def _romanisations(self) -> tuple[str, ...]:
        x, y = self.x.tokens, self.y.tokens
        found = ["russian"]
        found += [one for one in ("korean", "japanese") if romanised(one, x) and romanised(one, y)]
        if self.person:
            found.append("arabic")
            if self.chinese:
                found.append("chinese")
        return tuple(found)


def crossed(x: PreparedName, y: PreparedName) -> str:
    """Return the language whose romanisation compares the two; empty for one script."""
    if x.script == y.script == "Latn":
        return ""
    return LANGUAGE_OF.get(x.script, "") or LANGUAGE_OF.get(y.script, "")


def edits_allowed(shorter: int, rule: MatchRule) -> int:
    """Return how many edits a token of so many letters takes."""
    return 0 if shorter < rule.short_token else 1 if shorter < rule.long_token else 2


def likeness(first: str, second: str, sides: Sides) -> Likeness:
    """Return how alike two different words are, and by what."""
    one, other = len(first), len(second)
    if (one == 1 or other == 1) and not sides.cross:
        if sides.person and first[0] == second[0]:
            return Likeness(sides.rule.initial, 0, "initial", firm=False, certain=True)
        return UNLIKE
    if first[0] <= "9" or second[0] <= "9":
        return UNLIKE
    if sides.person:
        known = dictionaries.given_names()
        if first in known and second in known:
            return given_names(known[first], known[second], sides.rule)
    return _near(first, second, sides)


def _near(first: str, second: str, sides: Sides) -> Likeness:
    """Compare two whole words by letters and, where few of these differ, by sound."""
    one, other = len(first), len(second)
    half = ((one if one > other else other) + 1) // 2
    edits = OSA.distance(first, second, score_cutoff=half)
    languages: tuple[str, ...] = ()
    if edits <= half or sides.cross:
        languages = sides.languages
    elif sides.person and one < _WADE and other < _WADE and sides.chinese:
        languages = ("chinese",)
    elif not sides.cross:
        return UNLIKE
    found = _by_letters(first, second, edits, sides.rule)
    for language in languages:
        heard = _by_sound(first, second, language, sides)
        if heard.firm > found.firm or (heard.firm == found.firm and heard.value > found.value):
            found = heard
    return found


def given_names(
    one: dictionaries.GivenName, other: dictionaries.GivenName, rule: MatchRule
) -> Likeness:  # fmt: skip
    """Compare two known given names: forms of one, or two names that contradict each other."""
    if one.variants & other.variants:
        return Likeness(rule.given_name, 0, "one given name", firm=True, certain=True)
    if one.all & other.all:
        return Likeness(rule.short_name, 0, "short form", firm=True, certain=False)
    return UNLIKE


def _by_letters(first: str, second: str, edits: int, rule: MatchRule) -> Likeness:
    shorter, longer = len(first), len(second)
    if shorter > longer:
        shorter, longer = longer, shorter
    if edits > longer * 2 // 5:
        return UNLIKE
    allowed = edits_allowed(shorter, rule)
    how = f"{edits} edit" if edits == 1 else f"{edits} edits"
    if edits <= allowed and first[0] == second[0]:
        if another_ending(first, second, edits):
            return Likeness(rule.ending, edits, "another ending", firm=True, certain=False)
        value = 1 - rule.edit_cost * edits / longer
        return Likeness(value, edits, how, firm=True, certain=True)
    return Likeness(rule.resembling * (1 - edits / longer) ** 1.5, edits, f"resembling, {how}",
                    firm=False, certain=False)  # fmt: skip


def another_ending(first: str, second: str, edits: int) -> bool:
    """Say whether two words differ in a last vowel alone: Orvelino and Orvelina, Orvelin."""
    if edits != 1:
        return False
    one, other = len(first), len(second)
    if one == other:
        return first[:-1] == second[:-1] and first[-1] in _VOWELS and second[-1] in _VOWELS
    longer, shorter = (first, second) if one > other else (second, first)
    return longer[-1] in "aeo" and longer[:-1] == shorter


def far(first: str, second: str) -> bool:
    """Say whether two words of one script differ in more than half of their letters."""
    one, other = len(first), len(second)
    if one == 1 or other == 1:
        return False
    half = ((one if one > other else other) + 1) // 2
    return abs(one - other) > half or OSA.distance(first, second, score_cutoff=half) > half


def _by_sound(first: str, second: str, language: str, sides: Sides) -> Likeness:
    if not by_sound(first, second, language, cross=sides.cross):
        return UNLIKE
    rule = sides.rule
    if language == "arabic":
        if sides.arabic:
            written, read = (first, second) if sides.arabic == "first" else (second, first)
            if unvowelled(written, read):
                return Likeness(rule.other_script, 0, "same sound, arabic", True, True)
        if len(key("arabic", first)) < 2:
            return UNLIKE
        return Likeness(rule.consonants, 0, "same consonants, arabic", firm=True, certain=False)
    value = rule.other_script if sides.cross else rule.spelling
    certain = language != "chinese"
    return Likeness(value, 0, f"same sound, {language}", firm=True, certain=certain)


def by_sound(first: str, second: str, language: str, *, cross: bool) -> bool:
    """Say whether two words fall together under the key of a language."""
    if not cross and (
        (min(len(first), len(second)) < 3 and language not in {"korean", "chinese"})
        or (language == "arabic" and not _one_rhythm(first, second))
        or (language != "chinese" and far(first, second))
    ):
        return False
    made = key(language, first)
    return bool(made) and made == key(language, second)


def _one_rhythm(first: str, second: str) -> bool:
    """Say whether two Latin words begin alike and have as many vowels, runs of them as one."""
    return first[0] == second[0] and len(_VOWEL_RUN.findall(first)) == len(
        _VOWEL_RUN.findall(second)
    )


# Arabic script as `anyascii` gives it: consonants, and w and y where a long vowel may be written.
# A Latin word reads it when its consonants are these, a w or y answers one of its vowels,
# and a vowel it doubles (ou, ee) is written. What may stand between consonants unwritten:
_SHORT: Final = "(?:(?!ou|oo|ee|uu|ii)[aeiou]{1,2})?"
_READ: Final = (
    ("kh", "kh?"), ("gh", "gh?"), ("sh", "(?:sh|ch|s)"), ("th", "(?:th|t|s)"),
    ("dh", "(?:dh|z|d|th)"), ("zh", "(?:zh|j)"), ("ch", "(?:ch|tch)"),
    ("w", "(?:w|v|[oau]?[ou])w?"),
    ("y", "(?:y|[ae]?[iye]|ee|ie|iy)y?"), ("j", "(?:dj|j|g)"), ("q", "(?:q|k|g|gh)"), ("k", "[kc]"),
    ("f", "(?:f|ph|v)"), ("p", "p"), ("b", "[bp]"), ("d", "(?:d|dh)"), ("s", "(?:s|c)"),
    ("i", "[iey]"), ("u", "[ou]+"), ("a", "[aeiou]{0,2}"),
)  # fmt: skip


def unvowelled(written: str, read: str) -> bool:
    """Say whether a Latin word reads a word in Arabic script, its long vowels included."""
    if len(written) > LONGEST_SKELETON:
        return False
    return _pattern(written).fullmatch(read) is not None


def either_reads(first: str, second: str) -> bool:
    """Say whether one of two words reads the other."""
    return unvowelled(first, second) or unvowelled(second, first)


@lru_cache(maxsize=4096)  # of a word, not of a subject
def _pattern(written: str) -> re.Pattern[str]:
    made, at = _SHORT, 0
    while at < len(written):
        for sign, form in _READ:
            if written.startswith(sign, at):
                made += form if sign in "wyiua" else f"(?:{form}){{1,2}}"
                break
        else:
            sign = written[at]
            made += f"{sign}?" if sign == "h" and at == len(written) - 1 else f"{sign}{{1,2}}"
        at += len(sign)
        made += _SHORT
    return re.compile(made)
