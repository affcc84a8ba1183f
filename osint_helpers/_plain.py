"""Text from outside, made harmless for a line on a screen, a log or a record."""

from __future__ import annotations

import unicodedata
from typing import Final

# Cc control, Cf format (all bidi marks), Cs surrogate, Co private, Cn unassigned, Zl and Zp breaks
_ESCAPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str, longest: int = 1000) -> str:
    r"""Return `text` with control characters and bidi marks written out, cut to `longest`.

    ``a\u202egpj.exe`` (which a screen shows as ``aexe.jpg``) becomes the twelve visible
    characters of its escape. A cut text ends with an ellipsis.
    """
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(_shown(one) for one in cut)


def _shown(one: str) -> str:
    if one == " " or unicodedata.category(one) not in _ESCAPED:
        return one
    return one.encode("unicode_escape").decode("ascii") if ord(one) < 128 else _numbered(one)


def _numbered(one: str) -> str:
    return f"\\u{ord(one):04x}" if ord(one) < 0x10000 else f"\\U{ord(one):08x}"
