"""Ask again where that is safe, as late as the source says, and within one time limit."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Carded
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.shelf import headers_of
from osint_helpers.collect.waiting import retry_after
from osint_helpers.errors import CollectError
from osint_helpers.evidence import layout
from osint_helpers.evidence.net.settings import Settings

Fetch = Callable[[str, Path, Settings], dict[str, Any]]

_STATUS: Final = frozenset({429, 500, 502, 503, 504})
_OUTCOMES: Final = frozenset({"timeout", "refused", "truncated", "dns"})
_REFUSED_TOKEN: Final = 401


@dataclass(frozen=True)
class Policy(Carded):
    """How to ask again.

    Attributes
    ----------
    attempts
        Requests at most.
    seconds
        Limit of all attempts and waits together.
    first_wait, longest_wait
        Seconds; doubled from the first, capped. ``Retry-After`` is honoured up to `longest_wait`;
        a longer one ends the attempts.
    """

    attempts: int = 5
    seconds: float = 300.0
    first_wait: float = 1.0
    longest_wait: float = 120.0

    def __post_init__(self) -> None:
        waits = (self.seconds, self.first_wait, self.longest_wait)
        if self.attempts < 1 or not all(0 < one < 1e9 for one in waits):
            raise CollectError("a policy needs an attempt at least, and times above zero")


class Asking:
    """One question at a host: its turns, its attempts, and the time that is left for both.

    Parameters
    ----------
    policy, rates
        How often to ask, and the table of turns.
    host, interval
        Host (and port) asked, and the seconds between two calls of it.
    idempotent
        False: whatever the answer, it is not asked again.
    renew
        Returns settings with a new token; called once, after the old one was refused (401).
    sleep
        For tests.
    quiet
        Seconds to wait after a 429 without ``Retry-After``, within the policy's longest wait.

    Raises
    ------
    CollectError
        When the first turn comes after the time limit; nothing was asked then.
    """

    def __init__(
        self,
        policy: Policy,
        rates: Rates,
        host: str,
        interval: float,
        *,
        idempotent: bool,
        renew: Callable[[Settings], Settings] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        quiet: float = 0.0,
    ) -> None:
        self._policy, self._rates, self._quiet = policy, rates, quiet
        self._host, self._interval = host, interval
        self._idempotent, self._renew, self._sleep = idempotent, renew, sleep
        self._end = time.monotonic() + policy.seconds
        try:
            self._waited = rates.turn(host, interval, within=policy.seconds)
        except TimeoutError:
            raise CollectError(
                f"the next turn at {host} comes after the time limit of {policy.seconds:g} s",
                advice="wait, or allow more time with Client(policy=Policy(seconds=…))",
            ) from None

    def by(self, fetch: Fetch) -> Fetch:
        """Return a fetch that asks again where that is safe.

        Its record has ``attempts``, one entry each: ``started_utc, status, outcome, reason,
        waited_s`` (the wait before it). Files of attempts before the last are not kept.
        """

        def work(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
            attempts: list[dict[str, Any]] = []
            while True:
                left = max(0.001, self._end - time.monotonic())
                limited = dataclasses.replace(settings, seconds=min(settings.seconds, left))
                part = fetch(url, folder, limited)
                attempts.append(_attempt(part, self._waited))
                wait: float | None = 0.0
                if part["status"] == _REFUSED_TOKEN and self._renew is not None:
                    settings, self._renew = self._renew(settings), None
                else:
                    wait = self._pause(part, folder, len(attempts))
                if not self._next(wait):
                    return {**part, "attempts": attempts}
                _clear(folder, part)

        return work

    def _next(self, wait: float | None) -> bool:
        """Wait for the next attempt; False when there is none within the limits."""
        left = self._end - time.monotonic()
        if wait is None or wait >= left:
            return False
        if wait:
            self._sleep(wait)
        try:
            turn = self._rates.turn(
                self._host, self._interval, within=max(0.0, self._end - time.monotonic())
            )
        except TimeoutError:
            return False
        self._waited = wait + turn
        return True

    def _pause(self, part: dict[str, Any], folder: Path, number: int) -> float | None:
        """Return the seconds to wait before the next attempt; None when there is none."""
        policy, status = self._policy, part["status"]
        headers = headers_of(folder)
        asked = retry_after(headers, time.time())
        usual = min(policy.first_wait * 2 ** min(number - 1, 40), policy.longest_wait)
        wait = usual if asked is None else max(asked, min(policy.first_wait, policy.longest_wait))
        # some gateways say "quota used up" with 403; without a time to wait it is a plain refusal
        limited = status in {403, 503} and asked is not None
        if status == 429 and asked is None:
            wait = max(wait, min(self._quiet, policy.longest_wait))
        if status == 429 or limited:
            # also for whoever asks next, in this process or another one
            self._rates.hold(self._host, min(wait, policy.longest_wait))
        again = limited or status in _STATUS or part["outcome"] in _OUTCOMES
        if not again or not self._idempotent or number >= policy.attempts:
            return None
        return None if wait > policy.longest_wait else wait


def _attempt(part: dict[str, Any], waited: float) -> dict[str, Any]:
    first = part["hops"][0]["started_utc"] if part["hops"] else ""
    return {"started_utc": first, "status": part["status"], "outcome": part["outcome"],
            "reason": part["reason"], "waited_s": round(waited, 3)}  # fmt: skip


def _clear(folder: Path, part: dict[str, Any]) -> None:
    (folder / layout.WIRE).unlink(missing_ok=True)
    if part["body"]:
        (folder / part["body"]).unlink(missing_ok=True)
