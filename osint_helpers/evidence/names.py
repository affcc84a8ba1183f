"""Which names of files may travel: the same rule for making a bundle and for opening one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

# Windows cannot hold these, "\\" parts folders there and ":" names a drive or a hidden stream.
_FOREIGN: Final = frozenset('\\:<>"|?*')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# Control, surrogate, line and paragraph separator; and the marks that turn the reading direction.
_HIDDEN: Final = ("Cc", "Cs", "Zl", "Zp")
_TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST: Final = 240


def fault(name: str) -> str:
    """Say what is wrong with a relative POSIX path as a name to hand over; ``""`` for nothing.

    A sound name stays inside its folder on every system, is shown as it is, and needs no
    escaping in a list of checksums.
    """
    if not name or len(name) > _LONGEST:
        return f"it is empty or longer than {_LONGEST} characters"
    if name.startswith("/"):
        return "it is absolute"
    if any(unicodedata.category(sign) in _HIDDEN or sign in _TURNING for sign in name):
        return "it holds a control character"
    if _FOREIGN & set(name):
        return "it holds one of " + " ".join(sorted(_FOREIGN))
    return next(filter(None, map(_part_fault, name.split("/"))), "")


def _part_fault(part: str) -> str:
    if part in ("", ".", ".."):
        return "it holds an empty part, '.' or '..'"
    return "Windows cannot hold it" if part[-1] in " ." or _DEVICE.fullmatch(part) else ""


def twins(names: Iterable[str]) -> list[str]:
    """Return the names that some file systems take for one met before.

    Those of Windows and macOS do not tell capital letters apart, nor composed from decomposed ones.
    """
    seen: set[str] = set()
    found = []
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if key in seen:
            found.append(name)
        seen.add(key)
    return found


def shown(text: str, longest: int = 200) -> str:
    r"""Return text from outside as one line of plain ASCII, what else it holds as ``\uXXXX``."""
    cut = text if len(text) <= longest else text[:longest] + "..."
    return " ".join(cut.split()).encode("unicode_escape").decode("ascii")
