"""Ask for one address: rules of the site first, one retry for a busy server, every reply kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import clock
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.preserving import addresses, rules, waiting
from osint_helpers.evidence.preserving.results import FAILED, ROBOTS, WAIT
from osint_helpers.evidence.preserving.scheduling import Job, Schedule
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store

FRESH: Final = 86_400.0  # seconds for which an answer is used again (RFC 9309, 2.4)
_ROBOTS_BYTES: Final = 1 << 20


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address; the fields are those of `results.Result`."""

    capture: Capture | None
    outcome: str
    reason: str = ""
    attempts: int = 0


@dataclass(frozen=True)
class _Errand:
    url: str
    why: str
    then: Callable[[Answer], list[Job]]
    attempts: int = 0
    ruled: bool = True  # robots.txt itself stands under no rules


class Kept:
    """Captures of the case, found by the address that was asked for."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._found: dict[str, list[Capture]] = {}
        for one in sorted(captures, key=lambda capture: (capture.at, capture.id), reverse=True):
            if one.kind == "fetched" and not one.not_the_page:
                self._found.setdefault(str(one.record.get("url_asked", "")), []).append(one)

    def newest(
        self, url: str, fits: Callable[[Capture], bool], *, within: float | None = None
    ) -> Capture | None:
        """Return the newest capture that was asked for as `url` and fits.

        Parameters
        ----------
        within
            Its age in seconds at most; None for any age.
        """
        since = "" if within is None else clock.utc(time.time() - within)
        found = self._found.get(addresses.asked(url), [])
        return next((one for one in found if one.at >= since and fits(one)), None)


class Asker:
    """Make jobs that ask for addresses.

    Parameters
    ----------
    store
        Where each reply is kept.
    settings
        Limits of a capture.
    schedule
        Told when a request to a host ended, and how slow the host wants to be asked.
    kept
        Earlier captures: a robots.txt of the last 24 hours is used again.
    """

    def __init__(self, store: Store, settings: Settings, schedule: Schedule, kept: Kept) -> None:
        self._store = store
        self._settings = settings
        self._schedule = schedule
        self._kept = kept
        # One origin is always in the hands of the one worker that serves its host.
        self._rules: dict[str, rules.Rules] = {}
        self._resting: dict[str, str] = {}
        self.halted = ""  # why nothing can be stored any more

    def job(self, url: str, why: str, then: Callable[[Answer], list[Job]]) -> Job:
        """Return the job that asks for `url`, and goes on with `then`."""
        return self._job(_Errand(url, why, then))

    def _job(self, errand: _Errand) -> Job:
        return Job(addresses.host(errand.url), lambda: self._run(errand))

    def _run(self, errand: _Errand) -> list[Job]:
        resting = self._resting.get(addresses.host(errand.url), "")
        if resting:
            return self._skip(errand, WAIT, resting)
        if errand.ruled:
            origin = addresses.origin(errand.url)
            known = self._rules.get(origin) or self._remembered(origin)
            if known is None:
                return [self._rules_job(origin), self._job(errand)]
            against = known.against(errand.url)
            if against:
                return self._skip(errand, known.outcome or ROBOTS, against)
        return self._ask(errand)

    def _skip(self, errand: _Errand, outcome: str, reason: str) -> list[Job]:
        self._store.note("capture.skipped", url=errand.url, why=reason)
        return errand.then(Answer(None, outcome, reason, errand.attempts))

    def _remembered(self, origin: str) -> rules.Rules | None:
        kept = self._kept.newest(f"{origin}/robots.txt", rules.definite, within=FRESH)
        return None if kept is None else self._learn(origin, kept)

    def _rules_job(self, origin: str) -> Job:
        def learn(answer: Answer) -> list[Job]:
            if answer.capture is None:
                reason = f"robots.txt of the site was not read ({answer.reason})"
                self._rules[origin] = rules.Rules(reason=reason)
            else:
                self._learn(origin, answer.capture)
            return []

        url = f"{origin}/robots.txt"
        return self._job(_Errand(url, f"robots rules of {origin}", learn, ruled=False))

    def _learn(self, origin: str, capture: Capture) -> rules.Rules:
        found = rules.of_capture(capture, self._settings.user_agent)
        self._rules[origin] = found
        self._schedule.slow(addresses.host(origin), found.delay)
        return found

    def _ask(self, errand: _Errand) -> list[Job]:
        host, attempts = addresses.host(errand.url), errand.attempts + 1
        try:
            capture = self._store.capture(errand.url, why=errand.why, settings=self._limits(errand))
        except (EvidenceError, OSError) as error:
            self._schedule.ended(host)
            return errand.then(self._not_stored(error, attempts))
        # Redirects may have led over further hosts: these get their pause too.
        for one in {host, *map(addresses.host, capture.addresses)}:
            self._schedule.ended(one)
        if self._must_wait(capture, {host, addresses.host(capture.addresses[-1])}, attempts):
            return [self._job(replace(errand, attempts=attempts))]
        reason = str(capture.record.get("reason", ""))
        return errand.then(Answer(capture, capture.outcome, reason, attempts))

    def _must_wait(self, capture: Capture, hosts: set[str], attempts: int) -> bool:
        """Leave busy hosts alone for as long as they ask; say whether to ask them once more.

        A redirect may have led to the host that is busy: then both are left alone.
        """
        wait = waiting.asked_to_wait(capture)
        if wait is not None and wait <= waiting.LONGEST and attempts == 1:
            for host in hosts:
                self._schedule.close(host, wait)
            return True
        reason = ""
        if wait is not None and wait > waiting.LONGEST:
            reason = f"the site asks to be left alone for {wait:g} s"
        elif capture.record.get("status") == waiting.TOO_MANY:
            reason = "the site keeps answering that it is asked too often (429)"
        if reason:
            self._resting.update(dict.fromkeys(hosts, reason))
        return False

    def _limits(self, errand: _Errand) -> Settings:
        if errand.ruled:
            return self._settings
        most = min(_ROBOTS_BYTES, self._settings.max_wire)
        return replace(self._settings, max_wire=most, max_body=most)

    def _not_stored(self, error: EvidenceError | OSError, attempts: int) -> Answer:
        """Say why nothing is stored; when that holds for everything to come, end the run."""
        code = error.code if isinstance(error, CaptureRefusedError) else FAILED
        if isinstance(error, EvidenceError):
            reason = error.what
        else:
            reason = error.strerror or type(error).__name__
        if code == "disk-low" or isinstance(error, OSError):
            self.halted = reason
            self._schedule.stop()
        return Answer(None, code, reason, attempts)
