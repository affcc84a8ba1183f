"""Which pages the locator of a quotation names."""

from __future__ import annotations

import re
from typing import Final

from osint_helpers.evidence.text.folding import fold

_RANGE: Final = r"(\d{1,5})(?:\s*(?:-|to|and|&)\s*(\d{1,5}))?"
_PAGES: Final = re.compile(rf"(?<![^\W\d_])(?:pages?|pp?)(?:\.\s*|\s+|(?=\d)){_RANGE}", re.I)
_BARE: Final = re.compile(_RANGE)


def page_of(locator: str) -> range | None:
    """Return the pages a locator names: ``p. 4``, ``pp. 4-5``, ``page 4``, ``4``; else None.

    ``pp. 104-5`` ends at 105. A paragraph, chapter or time is no page. Of several, the first.
    """
    plain = fold(locator)
    found = _PAGES.search(plain) or _BARE.fullmatch(plain)
    if found is None or int(found[1]) == 0:
        return None
    first, last = found[1], found[2] or found[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return range(int(first), max(int(first), int(last)) + 1)
