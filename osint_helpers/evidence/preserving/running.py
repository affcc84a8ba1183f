"""Run a plan: several workers, one table of results, an orderly way to stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from osint_helpers.errors import OsintError
from osint_helpers.evidence import record, wayback
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.preserving import addresses
from osint_helpers.evidence.preserving.archived import Found, Lookup
from osint_helpers.evidence.preserving.asking import Answer, Asker, Kept
from osint_helpers.evidence.preserving.planning import Archive, Planned
from osint_helpers.evidence.preserving.results import EARLIER, REMOVED, STOPPED, Result
from osint_helpers.evidence.preserving.scheduling import Job, Schedule
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store

PACE: Final = 2.0  # seconds
WORKERS: Final = 8
GRACE: Final = 5.0  # seconds a stopped run waits for captures under way
_LOOK: Final = 0.1  # seconds between two looks at the stop signal

After = Callable[[Capture], None]
Progress = Callable[[Result], None]


def preserve(
    store: Store,
    planned: Iterable[Planned],
    *,
    settings: Settings,
    pace: float = PACE,
    workers: int = WORKERS,
    archive: Archive = "look",
    server: wayback.Server = wayback.INTERNET_ARCHIVE,
    after: After | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    grace: float = GRACE,
) -> list[Result]:
    """Capture what a plan names and say what became of each address.

    Hosts are asked side by side, each for one thing at a time. Everything asked is a capture in
    the store, so a stopped run is continued by planning anew.

    Parameters
    ----------
    store
        Of the case; what an earlier process left unfinished is settled first.
    planned
        From `planning.plan`.
    settings
        Limits of a capture.
    pace
        Seconds between the end of a request to a host and the next one. A larger Crawl-delay
        of the host counts.
    workers
        Hosts asked at the same time.
    archive
        ``no``; ``look`` names the archived copy nearest to the day of publication; ``copy``
        captures its bytes too.
    server
        The archive.
    after
        Called with each sound capture of an address, also an earlier one, in a worker thread.
        When it raises an OsintError, the result says so.
    progress
        Called with each result as it is known, from one thread at a time.
    stop
        Once set, nothing new is asked. Captures under way may end within `grace` seconds; what
        has not ended then is left to `Store.settle`.

    Returns
    -------
    list of Result
        One for each planned address, in the order of the plan.
    """
    store.settle()
    run = _Run(
        store, list(planned), settings=settings, schedule=Schedule(pace), archive=archive,
        server=server, after=after, progress=progress,
    )  # fmt: skip
    threads = [
        threading.Thread(target=run.work, daemon=True, name=f"preserve-{n}")
        for n in range(max(1, workers))
    ]
    try:
        run.begin()
        for thread in threads:
            thread.start()
        _wait(threads, run.schedule, stop, grace)
    finally:
        run.schedule.stop()
    if run.errors:
        raise run.errors[0]
    return run.results()


def _wait(
    threads: Sequence[threading.Thread],
    schedule: Schedule,
    stop: threading.Event | None,
    grace: float,
) -> None:
    end = float("inf")
    for thread in threads:
        while thread.is_alive():
            thread.join(_LOOK)
            if stop is not None and stop.is_set() and end == float("inf"):
                schedule.stop()
                end = time.monotonic() + grace
            if time.monotonic() > end:
                return


class _Visit:
    """One address on its way."""

    def __init__(self, planned: Planned) -> None:
        self.planned = planned
        self.answer: Answer | None = None
        self.found = Found(planned)

    def result(self, halted: str) -> Result:
        """Return what is known now; `halted` says why the run ended early, if a fault did it."""
        stopped = f"the run was stopped{f' ({halted})' if halted else ''}"
        answer = self.answer or Answer(None, STOPPED, stopped)
        found = self.found
        note = found.note if found.done else stopped
        return Result(
            self.planned.target,
            answer.outcome,
            answer.capture,
            answer.reason,
            found.archived,
            found.archived_at,
            answer.attempts,
            note,
            found.copy,
        )


class _Run:
    """The state that the workers of one run share."""

    def __init__(
        self,
        store: Store,
        planned: list[Planned],
        *,
        settings: Settings,
        schedule: Schedule,
        archive: Archive,
        server: wayback.Server,
        after: After | None,
        progress: Progress | None,
    ) -> None:
        self.schedule = schedule
        self.errors: list[BaseException] = []
        kept = Kept(record.captures(store.case))
        self._asker = Asker(store, settings, schedule, kept)
        self._lookup = Lookup(store, self._asker, kept, archive, server)
        self._visits = [_Visit(one) for one in planned]
        self._after = after
        self._progress = progress
        self._speaking = threading.Lock()

    def begin(self) -> None:
        """Queue the first job of each address; what needs none is told at once."""
        for visit in self._visits:
            self.schedule.add(self._first(visit))

    def work(self) -> None:
        """Do jobs until there are none; a fault of this program ends the run."""
        while (job := self.schedule.take()) is not None:
            then: list[Job] = []
            try:
                then = job.run()
            except BaseException as error:  # noqa: BLE001  (raised again by the main thread)
                self.errors.append(error)
                self.schedule.stop()
            finally:
                self.schedule.done(job, then)

    def results(self) -> list[Result]:
        """Return what is known now."""
        return [visit.result(self._asker.halted) for visit in self._visits]

    def _first(self, visit: _Visit) -> list[Job]:
        planned = visit.planned
        url = planned.target.url
        if planned.action == "refused":
            code = (addresses.fault(url) or (REMOVED, ""))[0]
            visit.answer = Answer(None, code, planned.because)
            visit.found.done = True
            self._tell(visit)
            return []
        if planned.action == "skip":
            answer = Answer(planned.earlier, EARLIER, planned.because)
            # In a job of its own host: the text of a document may take a while.
            return self._watched(visit, [Job(planned.host, lambda: self._answered(visit, answer))])
        why = f"cited by {', '.join(planned.target.sources)}" if planned.target.sources else "cited"
        job = self._asker.job(url, why, lambda answer: self._answered(visit, answer))
        return self._watched(visit, [job])

    def _answered(self, visit: _Visit, answer: Answer) -> list[Job]:
        visit.answer = self._with_after(answer)
        if answer.outcome in {"secret-in-url", "secret-echoed"}:
            visit.found.note = "not looked for: the address holds a secret"
            visit.found.done = True
            return []
        return self._lookup.begin(visit.found)

    def _with_after(self, answer: Answer) -> Answer:
        if self._after is None or answer.capture is None or not answer.capture.sound:
            return answer
        try:
            self._after(answer.capture)
        except OsintError as error:
            reason = "; ".join(part for part in (answer.reason, error.what) if part)
            return Answer(answer.capture, answer.outcome, reason, answer.attempts)
        return answer

    def _watched(self, visit: _Visit, jobs: list[Job]) -> list[Job]:
        """Return the jobs such that the result is told after the last of them."""

        def step(job: Job) -> list[Job]:
            then = job.run()
            if visit.found.done:
                self._tell(visit)
            return self._watched(visit, then)

        return [Job(job.host, partial(step, job)) for job in jobs]

    def _tell(self, visit: _Visit) -> None:
        if self._progress is not None:
            with self._speaking:
                self._progress(visit.result(self._asker.halted))
