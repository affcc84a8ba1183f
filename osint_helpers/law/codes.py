"""Which codes of a measure hold an HS code: those of the instrument, and the project's own."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from osint_helpers.errors import LawError

ALL: Final = "all"
_CODE: Final = re.compile(r"([\d.]+)(?:-([\d.]+))?(?: \((.+)\))?", re.ASCII)


class Code(NamedTuple):
    """One code of a list: ``low`` to ``high`` in digits of one length, and the remark on it."""

    low: str
    high: str
    remark: str


def read_code(text: str) -> Code | None:
    """Return a code as the tables print it; ``None`` for ``all``.

    ``"8703.10"``, ``"72-83"`` (a range of chapters), ``"8703 (CN, unverified)"``.

    Raises
    ------
    LawError
        For another form: a code that cannot be read must not be passed over.
    """
    if text == ALL:
        return None
    found = _CODE.fullmatch(text)
    low = re.sub(r"\D", "", found[1]) if found else ""
    high = re.sub(r"\D", "", found[2]) if found and found[2] else low
    if found is None or len(low) != len(high) or low > high:
        raise LawError(f"{text!r} is no code of a measure", advice="correct measures.csv")
    return Code(low, high, found[3] or "")


def hits(codes: tuple[str, ...], digits: str) -> tuple[str, ...]:
    """Return the codes, as printed, that hold an HS code or a part of what it holds.

    A short HS code (87) meets a longer code of a measure (8703): some of its goods are meant.
    """
    return tuple(text for text in codes if _meets(read_code(text), digits))


def _meets(code: Code | None, digits: str) -> bool:
    if code is None:
        return True
    size = min(len(code.low), len(digits))
    return bool(digits) and code.low[:size] <= digits[:size] <= code.high[:size]
