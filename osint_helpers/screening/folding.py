"""Text as it was printed to plain lower-case letters and digits, and what was odd about it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from osint_helpers.collect.sanctions.names import script as script_of
from osint_helpers.screening import dictionaries

# Signs written over or inside words: they part nothing.
_INSIDE: Final = re.compile(r"['\u2018\u2019\u02bc\u02b9\u02bb`\u00b4\"]")
_DOTTED: Final = re.compile(r"(?<![a-z])([a-z])\.\s?(?=[a-z](?:\.|\s|,|$))")
_SLASHED: Final = re.compile(r"(?<![a-z])([a-z])/(?=[a-z](?![a-z]))")
_BY_SIGN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")  # Han, Hangul
_UNSEEN: Final = frozenset(("Cf", "Cc", "Cs"))
_PADDING: Final = 50  # signs read for each one that may be compared
_ARTICLE: Final = re.compile(r"(?<!\w)\u0627\u0644(?=\w{2})")
_GOD: Final = "\u0627\u0644\u0644\u0647"  # its letters are those of an article and one consonant
_WORD: Final = re.compile(r"[^\W\d_]+")


class Folded(NamedTuple):
    """A text folded to ASCII.

    `forms` are classes of legal forms cut off in their own script; `notes` sentences about what
    was odd.
    """

    text: str
    script: str
    forms: tuple[str, ...]
    notes: tuple[str, ...]


def fold(text: str, kind: str, longest: int) -> Folded:
    """Return the text in lower-case ASCII.

    Parameters
    ----------
    kind
        Of the subject: legal forms are not cut off persons, ship words only off ships.
    longest
        Signs that are looked at; the rest is told in `notes`.
    """
    notes: tuple[str, ...] = ()
    if not text.isascii():
        text, notes = _shown(text, longest)
    if len(text) > longest:
        notes += (f"only the first {longest} of {len(text)} signs are compared",)
        text = text[:longest]
    if text.isascii():
        return Folded(plain(text, kind), "Latn", (), notes)
    return _fold_other(text, kind, notes)


def _shown(text: str, longest: int) -> tuple[str, tuple[str, ...]]:
    """Drop signs that do not show, before anything is cut: padding must not hide a name."""
    notes: tuple[str, ...] = ()
    if len(text) > _PADDING * longest:
        notes = (f"only the first {_PADDING * longest} of {len(text)} signs are read",)
        text = text[: _PADDING * longest]
    bare = "".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    if bare != text:
        notes += ("holds signs that do not show (zero width, direction or control)",)
    return bare, notes


def plain(text: str, kind: str) -> str:
    """Return ASCII text in lower case, dotted and slashed initials drawn together: ``s.a.``."""
    low = text.lower()
    if "'" in low or '"' in low or "`" in low:
        low = _INSIDE.sub("", low)
    if "." in low and kind != "person":
        low = _DOTTED.sub(r"\1", low)
    if "/" in low:
        low = _SLASHED.sub(r"\1", low)
    return low


def _fold_other(text: str, kind: str, notes: tuple[str, ...]) -> Folded:
    from anyascii import anyascii

    # pictures and other symbols are no letters, though a transliteration has words for them
    composed = "".join(
        " " if not sign.isascii() and unicodedata.category(sign)[0] == "S" else sign
        for sign in unicodedata.normalize("NFKC", text)
    )
    forms: tuple[str, ...] = ()
    if kind in {"organisation", "unknown"}:
        composed, forms = _cut_native(composed)
    bare, odd = _straight(composed)
    if odd:
        notes += (f"letters of two scripts in one word, read as look-alikes: {', '.join(odd)}",)
    script = script_of(bare)
    if kind in {"vessel", "unknown"}:
        bare = _read_ship_words(bare)
    bare = _read_generic(bare, kind)
    if script == "Arab":
        bare = _ARTICLE.sub("al ", bare.replace(_GOD, " allah "))
        bare = bare.replace("\u0639", "a")  # a throat sound, read as a vowel
    latin = anyascii(_BY_SIGN.sub(r" \g<0> ", _INSIDE.sub("", bare)))
    return Folded(plain(latin, kind), script, forms, notes)


def _cut_native(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut one legal form off each end of a text, as long as something is left."""
    found: list[str] = []
    if text.lower().strip() in dictionaries.legal_forms():
        return text, ()  # a name that is nothing else
    for form, normal in dictionaries.native_forms():
        low = text.lower().strip()
        form = unicodedata.normalize("NFKC", form)  # noqa: PLW2901
        spaced = _WORD.match(form) is not None and not _glued(form)
        for cut in (low.removesuffix(form), low.removeprefix(form)):
            if cut != low and cut.strip() and (not spaced or _parted(low, cut)):
                text, low = cut.strip(), cut.strip()
                found.append(normal)
                break
        if len(found) == 2:
            break
    return text, tuple(found)


def _glued(form: str) -> bool:
    """Say whether words of this script are written without a space between them."""
    return script_of(form) in {"Hani", "Hang", "Kana", "Hira"}


def _parted(whole: str, cut: str) -> bool:
    edge = cut[-1] if whole.startswith(cut) else cut[0]
    return not edge.isalnum()


def _read_ship_words(text: str) -> str:
    for form, position, read in dictionaries.vessel_words():
        low = text.lower()
        if position == "start" and low.startswith(form) and len(text) > len(form):
            rest = text[len(form) :]
            if _glued(form) or not rest[0].isalnum():
                text = f"{read} {rest}".strip()
        elif position == "end":
            bare = text.rstrip(" -0123456789")
            if bare.endswith(form) and len(bare) > len(form) + 1:
                text = f"{bare[: -len(form)]} {read} {text[len(bare) :]}".rstrip()
    return text


def _read_generic(text: str, kind: str) -> str:
    """Put the English word for a generic one in scripts that part no words: 海運, shipping."""
    for word, normal in dictionaries.native_words(kind):
        if word in text:
            text = text.replace(word, f" {normal} ")
    return text


def _straight(text: str) -> tuple[str, tuple[str, ...]]:
    """Read words that mix Latin with Greek or Cyrillic as Latin; return the words that did."""
    odd: list[str] = []

    def read(found: re.Match[str]) -> str:
        word = found[0]
        if word.isascii() or not any(sign.isascii() for sign in word):
            return word
        table = dictionaries.look_alikes()
        if not any(sign in table and _sign_script(sign) != "Latn" for sign in word):
            return word
        odd.append(word[:40])
        return "".join(table.get(sign, sign) for sign in word)

    return _WORD.sub(read, text), tuple(odd)


@cache
def _sign_script(sign: str) -> str:
    return script_of(sign)
