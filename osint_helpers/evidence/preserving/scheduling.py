"""Hosts side by side, one request at a time to each, with a pause between them."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """Something to do at one host; it makes one request at most.

    Attributes
    ----------
    host
        Whose turn it takes.
    run
        Does it and returns what follows from it, in order.
    """

    host: str
    run: Callable[[], list[Job]]


class Schedule:
    """Hand out jobs so that no host ever has two at a time, nor one too early.

    Jobs that follow from a job go before those that wait at the same host.

    Parameters
    ----------
    pace
        Seconds between the end of a request to a host and the start of the next.
    clock
        Seconds that never go back.
    """

    def __init__(self, pace: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._change = threading.Condition()
        self._waiting: dict[str, deque[Job]] = {}
        self._busy: set[str] = set()
        self._paces: dict[str, float] = {}
        self._ended: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}
        self._stopped = False

    def add(self, jobs: Iterable[Job]) -> None:
        """Put jobs at the end of the queues of their hosts."""
        with self._change:
            for job in jobs:
                self._waiting.setdefault(job.host, deque()).append(job)
            self._change.notify_all()

    def ended(self, host: str) -> None:
        """Say that a request to `host` ended now."""
        with self._change:
            self._ended[host] = self._clock()

    def slow(self, host: str, seconds: float) -> None:
        """Keep at least so many seconds between requests to `host` from now on."""
        with self._change:
            self._paces[host] = max(seconds, self._paces.get(host, 0.0))

    def close(self, host: str, seconds: float) -> None:
        """Ask `host` for nothing within the next seconds."""
        with self._change:
            until = self._clock() + seconds
            self._closed_until[host] = max(until, self._closed_until.get(host, until))

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def take(self) -> Job | None:
        """Wait for the next job and mark its host as busy; None when there will be none."""
        with self._change:
            while not self._stopped:
                if not self._waiting and not self._busy:
                    return None
                now = self._clock()
                free = [host for host in self._waiting if host not in self._busy]
                host = min(free, key=self._ready, default=None)
                if host is not None and self._ready(host) <= now:
                    return self._hand_out(host)
                self._change.wait(None if host is None else self._ready(host) - now)
            return None

    def done(self, job: Job, then: Iterable[Job]) -> None:
        """Give the host of a job free, and put what follows to the front of the queues."""
        with self._change:
            self._busy.discard(job.host)
            for one in reversed(list(then)):
                self._waiting.setdefault(one.host, deque()).appendleft(one)
            self._change.notify_all()

    def _hand_out(self, host: str) -> Job:
        jobs = self._waiting[host]
        job = jobs.popleft()
        if not jobs:
            del self._waiting[host]
        self._busy.add(host)
        return job

    def _ready(self, host: str) -> float:
        """Return the moment from which `host` may be asked."""
        closed = self._closed_until.get(host, float("-inf"))
        if host not in self._ended:
            return closed
        return max(closed, self._ended[host] + max(self._pace, self._paces.get(host, 0.0)))
