"""Names as lists print them, each with the script it is written in and what the list says of it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from osint_helpers.collect.sanctions.days import missing

QUALITIES: Final = ("primary", "strong alias", "weak alias", "alias", "previous name")
# First word of a Unicode character name -> ISO 15924. `unicodedata` has no script property; for
# letters the name begins with it.
_SCRIPTS: Final = {
    "LATIN": "Latn", "FULLWIDTH": "Latn", "HANGUL": "Hang", "HALFWIDTH": "Kana", "CJK": "Hani",
    "KANGXI": "Hani", "IDEOGRAPHIC": "Hani", "CYRILLIC": "Cyrl", "ARABIC": "Arab",
    "HIRAGANA": "Hira", "KATAKANA": "Kana", "GREEK": "Grek", "HEBREW": "Hebr", "THAI": "Thai",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi", "MYANMAR": "Mymr", "KHMER": "Khmr", "LAO": "Laoo", "TAMIL": "Taml",
    "SINHALA": "Sinh", "TIBETAN": "Tibt", "MONGOLIAN": "Mong", "SYRIAC": "Syrc", "THAANA": "Thaa",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "TELUGU": "Telu", "MALAYALAM": "Mlym",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    word = unicodedata.name(sign, "").split(" ", 1)[0].split("-", 1)[0]
    return _SCRIPTS.get(word, "Zzzz")


def script(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of a text are written in.

    ``Zyyy`` for a text without letters, ``Zzzz`` for a script not known here. Letters of the Latin
    script count least: ``"SYNTHETIC 무역 Co"`` is read by the reader of Hangul.
    """
    if text.isascii():
        return "Latn" if any(sign.isalpha() for sign in text) else "Zyyy"
    counts = Counter(_script_of(sign) for sign in text if sign.isalpha())
    others = Counter({one: n for one, n in counts.items() if one != "Latn"})
    # accents apart, a name in Latin letters has no letter of another script at all
    found = others if others and others.total() * 2 >= counts["Latn"] else counts
    return min(found, key=lambda one: (-found[one], one), default="Zyyy")


def name(
    text: str | None,
    quality: str,
    *,
    published: str = "",
    parts: Mapping[str, str | None] | None = None,
    language: str | None = None,
    note: str | None = None,
) -> dict[str, Any] | None:
    """Return one name; None when the list gives none.

    Parameters
    ----------
    quality
        One of :data:`QUALITIES`.
    published
        What the list calls it: ``a.k.a. strong``, ``Good``, ``Prime Alias``.
    parts
        Family name, first name … as the list splits them.
    """
    if quality not in QUALITIES:
        raise ValueError(quality)
    if text is None or missing(text):
        return None
    plain = " ".join(text.split())
    held = {key: one for key, one in (parts or {}).items() if one and not missing(one)}
    return {"text": plain, "script": script(plain), "quality": quality, "as_published": published,
            "parts": held, "language": language or "", "note": note or ""}  # fmt: skip


def joined(parts: Iterable[str | None], sign: str = " ") -> str:
    """Return the given parts in their order, the missing ones left out."""
    return sign.join(" ".join(part.split()) for part in parts if part and not missing(part))


def distinct(found: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """Return the names without repetitions of the same text and quality, in their order."""
    held: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        if one is not None:
            held.setdefault((one["text"], one["quality"]), one)
    return list(held.values())
