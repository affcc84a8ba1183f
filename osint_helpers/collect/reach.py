"""Which hosts do not answer at all, so that a hundred questions do not each wait for one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from osint_helpers._card import Carded

# Failures in a row after which a host counts as down. Without an address, or a proxy, no question
# gets further than the last; a broken connection or a timeout may lie in one question.
_ENOUGH: Final = {"dns": 1, "proxy": 1, "refused": 2, "timeout": 2}
_SECONDS: Final = 60.0


class Reach(Carded):
    """What a client saw of the hosts it asked; a host that is down is left alone for a minute.

    Parameters
    ----------
    now
        The clock, for tests.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed: dict[str, tuple[int, float, str]] = {}

    def note(self, host: str, outcome: str, reason: str) -> None:
        """Note how a question to a host ended, after its last attempt."""
        if outcome not in _ENOUGH:
            self._failed.pop(host, None)
            return
        number = self._failed.get(host, (0, 0.0, ""))[0] + 1
        until = self._now() + _SECONDS if number >= _ENOUGH[outcome] else 0.0
        self._failed[host] = (number, until, reason)

    def down(self, host: str) -> str:
        """Return why a host is not asked now; ``""`` when it may be asked."""
        _, until, reason = self._failed.get(host, (0, 0.0, ""))
        return reason if self._now() < until else ""
