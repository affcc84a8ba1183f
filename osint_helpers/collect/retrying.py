"""Ask again where that is safe, as late as the source says, and within one time limit."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from urllib3.util.retry import Retry

from osint_helpers.collect.rates import Rates
from osint_helpers.collect.shelf import headers_of
from osint_helpers.errors import CollectError
from osint_helpers.evidence import layout
from osint_helpers.evidence.net.settings import Settings

Fetch = Callable[[str, Path, Settings], dict[str, Any]]

_STATUS: Final = frozenset({429, 500, 502, 503, 504})
_OUTCOMES: Final = frozenset({"timeout", "refused", "truncated", "dns"})
_PARSER: Final = Retry()
_LATER: Final = ("retry-after", "x-rate-limit-retry-after-seconds")  # the second: OpenSky


@dataclass(frozen=True)
class Policy:
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


def retrying(
    fetch: Fetch,
    policy: Policy,
    *,
    rates: Rates,
    host: str,
    interval: float,
    idempotent: bool,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetch:
    """Return a fetch that keeps to the rate of a host and asks again where that is safe.

    The record it returns has ``attempts``, one entry each: ``started_utc, status, outcome, reason,
    waited_s`` (the wait before it). Files of attempts before the last are not kept.
    """

    def work(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
        end = time.monotonic() + policy.seconds
        attempts: list[dict[str, Any]] = []
        waited = _turn(rates, host, interval, policy.seconds)
        while True:
            left = max(0.001, end - time.monotonic())
            limited = dataclasses.replace(settings, seconds=min(settings.seconds, left))
            part = fetch(url, folder, limited)
            attempts.append(_attempt(part, waited))
            wait = _wait(part, folder, policy, len(attempts), idempotent=idempotent)
            if wait is None or time.monotonic() + wait >= end:
                return {**part, "attempts": attempts}
            if part.get("status") == 429:
                rates.hold(host, wait)
            _clear(folder, part)
            sleep(wait)
            left = max(0.0, end - time.monotonic())
            waited = round(wait + _turn(rates, host, interval, left), 3)

    return work


def _turn(rates: Rates, host: str, interval: float, within: float) -> float:
    try:
        return rates.turn(host, interval, within=within)
    except TimeoutError:
        raise CollectError(
            f"the next turn at {host} comes after the time limit of {within:g} s",
            advice="wait, or allow more time with Client(policy=Policy(seconds=…))",
        ) from None


def _attempt(part: dict[str, Any], waited: float) -> dict[str, Any]:
    first = part["hops"][0]["started_utc"] if part["hops"] else ""
    return {"started_utc": first, "status": part["status"], "outcome": part["outcome"],
            "reason": part["reason"], "waited_s": round(waited, 3)}  # fmt: skip


def _wait(
    part: dict[str, Any], folder: Path, policy: Policy, number: int, *, idempotent: bool
) -> float | None:
    """Return the seconds to wait before the next attempt; None when there is none."""
    again = part["status"] in _STATUS or part["outcome"] in _OUTCOMES
    if not again or not idempotent or number >= policy.attempts:
        return None
    usual = min(policy.first_wait * 2 ** (number - 1), policy.longest_wait)
    asked = _retry_after(folder)
    if asked is None:
        return usual
    return None if asked > policy.longest_wait else max(asked, policy.first_wait)


def _retry_after(folder: Path) -> float | None:
    told = headers_of(folder)
    text = next((told[name] for name in _LATER if told.get(name)), "")
    try:
        seconds: float | None = _PARSER.parse_retry_after(text) if text else None
    except Exception:  # noqa: BLE001  (a header nobody can read is no header)
        return None
    return seconds


def _clear(folder: Path, part: dict[str, Any]) -> None:
    (folder / layout.WIRE).unlink(missing_ok=True)
    if part["body"]:
        (folder / part["body"]).unlink(missing_ok=True)
