"""Cells of the journey: every version a claim gives, side by side, none preferred in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, Carded
from osint_helpers.case.tables import NOT_PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from osint_helpers.dates import DateInterval

# Certainties below a plain report; a reader must see them beside the value.
_WEAK: Final = ("inferred", "alleged", "denied", "computed")


@dataclass(frozen=True)
class Version(Carded):
    """One version of a cell.

    Attributes
    ----------
    value
        The value of the claim: a place or entity id, a date string or plain text.
    text
        The value for print: names for ids, `DateInterval.text` for dates.
    claims, certainty
        The claims that give this version, in file order, and all their certainties.
    interval
        The date of the version; ``None`` when the predicate is no time or no date is given.
    chosen
        ``True`` or ``False`` where ``resolutions.csv`` chooses, else ``None``.
    distortion
        A known wrong or raised statement (``d_…``): shown only as contradicted.
    known
        ``"certain"`` or ``"possible"`` when the cell was asked for as known on a day.
    """

    value: str
    text: str
    claims: tuple[str, ...]
    certainty: tuple[str, ...]
    interval: DateInterval | None = None
    chosen: bool | None = None
    distortion: bool = False
    known: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what weakens the version: ``contradicted`` for a distortion, else certainties.

        Certainties are named only when every claim behind the version is a weak one.
        """
        if self.distortion:
            return ("contradicted",)
        weak = tuple(c for c in _WEAK if c in self.certainty)
        return weak if len(weak) == len(self.certainty) else ()

    @property
    def qualified(self) -> str:
        """Return the text with what weakens it: ``"5 October 2018 (inferred)"``."""
        return qualify(self.text, self.doubts)

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.version(self)


@dataclass(frozen=True, repr=False)
class Cell(Carded):
    """All versions of one subject and predicate.

    Attributes
    ----------
    predicate
        The word the versions answer to.
    versions
        In file order of their first claim, distortions last.
    disputed
        The sound versions cannot all hold, or a sound claim outside the cell contradicts one.
    against
        Claims outside the cell that contradict one in it.
    """

    predicate: str
    versions: tuple[Version, ...] = ()
    disputed: bool = False
    against: tuple[str, ...] = ()

    @property
    def sound(self) -> tuple[Version, ...]:
        """Return the versions that are no distortions."""
        return tuple(v for v in self.versions if not v.distortion)

    @property
    def claims(self) -> tuple[str, ...]:
        """Return every claim of the cell once, version by version."""
        return tuple(dict.fromkeys(c for v in self.versions for c in v.claims))

    @property
    def sound_claims(self) -> tuple[str, ...]:
        """Return the claims of the sound versions, once each."""
        return tuple(dict.fromkeys(c for v in self.sound for c in v.claims))

    @property
    def text(self) -> str:
        """Return every version joined by ``" / "``; ``"not published"`` without a sound one.

        A distortion is followed by ``(contradicted)``, because it may be shown no other way;
        one that prints the same as a sound version (it is wrong in another cell) is left out.
        """
        return " / ".join([*([v.text for v in self.sound] or [NOT_PUBLISHED]), *self._wrong()])

    @property
    def qualified(self) -> str:
        """Return `text` with each weak version marked, and ``(disputed)`` where it is."""
        parts = [v.qualified for v in self.sound] or [NOT_PUBLISHED]
        if self.disputed:
            last = self.sound[-1]
            parts[-1] = qualify(last.text, (*last.doubts, "disputed"))
        return " / ".join([*parts, *self._wrong()])

    def _wrong(self) -> list[str]:
        """Return the distortions in print, without those that repeat a sound version."""
        said = {v.text for v in self.sound}
        return [v.qualified for v in self.versions if v.distortion and v.text not in said]

    def intervals(self) -> tuple[DateInterval, ...]:
        """Return the dates of the sound versions that carry one."""
        return tuple(v.interval for v in self.sound if v.interval is not None)

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.cell(self)


def qualify(text: str, doubts: Iterable[str]) -> str:
    """Return a text with its doubts in one bracket."""
    words = ", ".join(doubts)
    return f"{text} ({words})" if words else text
