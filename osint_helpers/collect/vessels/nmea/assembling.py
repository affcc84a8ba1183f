"""Messages from sentences: parts are joined, and a part whose others never came is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from osint_helpers.collect.vessels.nmea.sentences import Sentence

_LINES: Final = 1_000  # parts of one message lie close together; sequence numbers come again soon
_MICROS: Final = 10_000_000


@dataclass
class Assembler:
    """Joins the parts of messages.

    Attributes
    ----------
    lost
        Lines of parts whose other parts did not come.
    """

    lost: list[int] = field(default_factory=list)
    _open: dict[tuple[object, ...], dict[int, Sentence]] = field(default_factory=dict)

    def add(self, one: Sentence) -> list[Sentence] | None:
        """Return the parts of a message in order once the last of them is there."""
        if one.total == 1:
            return [one]
        key = (one.total, *one.key)
        held = self._open.get(key, {})
        if held and (one.number in held or _far(next(iter(held.values())), one)):
            self.lost += [part.line for part in held.values()]
            held = {}
        held[one.number] = one
        if len(held) < one.total:
            self._open[key] = held
            return None
        self._open.pop(key, None)
        return [held[number] for number in sorted(held)]

    def end(self) -> None:
        """Count what is still waiting as lost."""
        for held in self._open.values():
            self.lost += [part.line for part in held.values()]
        self._open.clear()


def _far(first: Sentence, one: Sentence) -> bool:
    if one.line - first.line > _LINES:
        return True
    return first.t is not None and one.t is not None and abs(one.t - first.t) > _MICROS
