"""What ends an exchange early: the time limit, the byte limit, and the typed failure itself."""

from __future__ import annotations

import time

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.outcomes import OUTCOMES


class ExchangeError(EvidenceError):
    """An exchange that did not end as it should.

    Parameters
    ----------
    outcome
        A key of :data:`osint_helpers.evidence.outcomes.OUTCOMES`.
    reason
        One plain clause with its numbers; never a part of a URL behind the host, never text of
        an HTTP library, because both may hold a key.
    """

    def __init__(self, outcome: str, reason: str) -> None:
        if outcome not in OUTCOMES:
            raise ValueError(outcome)
        self.outcome = outcome
        super().__init__(reason)


class Budget:
    """What one fetch may still use: seconds and bytes received, over all its hops.

    Parameters
    ----------
    seconds
        Time limit, counted from now.
    wire
        Byte limit of everything the servers send, headers included.
    """

    def __init__(self, seconds: float, wire: int) -> None:
        self.seconds = seconds
        self.wire = wire
        self.wire_left = wire
        self._started = time.monotonic()

    def spent(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started

    def left(self) -> float:
        """Return the seconds that are left.

        Raises
        ------
        ExchangeError
            ``timeout``, when none are.
        """
        left = self.seconds - self.spent()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> ExchangeError:
        """Return the failure that says the time is up."""
        return ExchangeError("timeout", f"the time limit of {self.seconds:g} s was reached")
