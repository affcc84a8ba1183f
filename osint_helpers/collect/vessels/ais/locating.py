"""From a row back to the line that was published."""

from __future__ import annotations

from osint_helpers.collect.given import Given, file_of
from osint_helpers.collect.vessels.ais.archives import MOST, Archive
from osint_helpers.collect.vessels.ais.lines import blocks
from osint_helpers.errors import CollectError


def line_at(given: Given, member: str, line: int, *, most: int = MOST) -> bytes:
    """Return the bytes of one line, so that a position leads back to what was published.

    Parameters
    ----------
    given
        As given to ``read``.
    member, line
        As in the frame.

    Raises
    ------
    CollectError
        When there is no such member or line.
    """
    file = file_of(given, hashed=False)
    with Archive(file.path, name=file.name, most=most) as archive:
        for one in archive.members():
            if one.name != member:
                continue
            for block in blocks(one.stream):
                if block.first <= line < block.first + block.count:
                    return block.lines()[line - block.first].removesuffix(b"\r")
    raise CollectError(f"has no line {line} in a member {member!r}", file=file.name)
