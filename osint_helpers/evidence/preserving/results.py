"""What became of one cited address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.evidence.preserving.planning import Target
from osint_helpers.evidence.record import Capture

# Outcomes beside those of a capture (outcomes.OUTCOMES) and the codes of a refusal
# (errors.CaptureRefusedError): nothing was asked, or nothing could be stored.
EARLIER: Final = "captured earlier"
ROBOTS: Final = "robots"
STOPPED: Final = "stopped"
FAILED: Final = "failed"
REMOVED: Final = "removed"
WAIT: Final = "asked to wait"
_WORDS: Final = {ROBOTS: "refused by robots"}


@dataclass(frozen=True, repr=False)
class Result(Carded):
    """What became of one address.

    Attributes
    ----------
    target
        The address.
    outcome
        A key of `outcomes.OUTCOMES`; ``captured earlier``; ``robots`` (the rules of the site, or
        their absence for a fault of the site, do not let us ask); ``asked to wait`` (the site
        wants to be left alone for longer than a run lasts); ``stopped`` (the run ended before);
        ``failed`` (nothing could be stored); ``removed`` (its capture was removed on purpose
        and shall not come back by itself); or the code of a refusal.
    capture
        The capture, also of a failure; None when nothing was asked.
    reason
        In words; ``""`` when there is nothing to add.
    archived
        Address of the archived copy nearest to the day of publication, for people.
    archived_at
        Its day, ``YYYY-MM-DD``.
    attempts
        Requests made for the address itself.
    archive_note
        Why no archived copy is named, or what a reader should know of it.
    copy
        The capture of the archived bytes, when they were asked for.
    """

    target: Target
    outcome: str
    capture: Capture | None = None
    reason: str = ""
    archived: str = ""
    archived_at: str = ""
    attempts: int = 0
    archive_note: str = ""
    copy: Capture | None = None

    @property
    def captured(self) -> bool:
        """Say whether a sound capture of the address is there."""
        return self.capture is not None and self.capture.sound


def summary(results: Iterable[Result]) -> str:
    """Return one line: ``41 of 46 addresses captured, 2 refused by robots, 1 dns``."""
    listed = list(results)
    done = sum(one.captured for one in listed)
    rest = Counter(_WORDS.get(one.outcome, one.outcome) for one in listed if not one.captured)
    head = f"{done} of {len(listed)} address{'' if len(listed) == 1 else 'es'} captured"
    return ", ".join([head, *(f"{count} {word}" for word, count in rest.most_common())])
