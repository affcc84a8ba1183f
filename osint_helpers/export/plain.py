"""Text that any file can hold: nothing in it that is not shown, blanks made single."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Return text without characters that are not shown, blanks made single, composed (NFC)."""
    shown = "".join(_char(char) for char in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def _char(char: str) -> str:
    if char.isspace() or char == "\u0a00" or unicodedata.category(char) in ("Zl", "Zp", "Zs"):
        return " "
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs") or ord(char) & 0xFFFE == 0xFFFE
    return "" if hidden else char
