"""Who is asked when: one at a time a host, pauses, several hosts at once."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

from osint_helpers.evidence.preserving.scheduling import Job, Schedule


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def nothing() -> list[Job]:
    return []


def drain(schedule: Schedule, workers: int) -> float:
    def work() -> None:
        while (job := schedule.take()) is not None:
            schedule.done(job, job.run())

    begin = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return time.monotonic() - begin


def test_nothing_to_do_ends_every_worker():
    assert drain(Schedule(2.0), 3) < 5


def test_a_host_has_one_job_at_a_time_and_a_pause_after_each():
    schedule, spans = Schedule(0.1), []

    def work(host: str) -> list[Job]:
        begin = time.monotonic()
        time.sleep(0.05)
        spans.append((host, begin, time.monotonic()))
        schedule.ended(host)
        return []

    schedule.add(Job(host, lambda host=host: work(host)) for host in ["a", "b"] * 4)
    took = drain(schedule, 8)
    for host in "ab":
        mine = sorted(span[1:] for span in spans if span[0] == host)
        assert len(mine) == 4
        gaps = [after[0] - before[1] for before, after in pairwise(mine)]
        assert min(gaps) >= 0.1
    assert took < 2 * 4 * 0.15  # side by side, not one after the other


def test_a_job_that_asked_for_nothing_costs_no_pause():
    schedule = Schedule(60.0)
    schedule.add([Job("a", nothing), Job("a", nothing)])
    assert drain(schedule, 1) < 5


def test_what_follows_goes_before_what_waits():
    schedule, seen = Schedule(0.0), []

    def say(word: str, *then: Job) -> Job:
        def run() -> list[Job]:
            seen.append(word)
            return list(then)

        return Job("a", run)

    schedule.add([say("1", say("1a"), say("1b")), say("2")])
    drain(schedule, 1)
    assert seen == ["1", "1a", "1b", "2"]


def test_a_slow_host_and_a_closed_one_wait_longer():
    clock = Clock()
    schedule = Schedule(2.0, clock)
    schedule.slow("slow", 5.0)
    schedule.slow("slow", 3.0)
    schedule.slow("quick", 0.5)
    for host in ("slow", "quick", "closed"):
        schedule.ended(host)
        schedule.add([Job(host, nothing)])
    schedule.close("closed", 9.0)
    schedule.close("closed", 1.0)
    order = []
    for moment in (102.0, 105.0, 109.0):
        clock.now = moment - 0.01
        assert min(map(schedule._ready, schedule._waiting)) > clock.now
        clock.now = moment
        job = schedule.take()
        assert job is not None
        order.append(job.host)
        schedule.done(job, [])
    assert order == ["quick", "slow", "closed"]


def test_a_stopped_schedule_hands_out_nothing():
    schedule = Schedule(0.0)
    schedule.add([Job("a", nothing)])
    schedule.stop()
    assert schedule.take() is None


def test_a_stop_wakes_those_who_wait():
    schedule = Schedule(60.0)
    schedule.ended("a")
    schedule.add([Job("a", nothing)])
    threading.Timer(0.1, schedule.stop).start()
    assert drain(schedule, 2) < 5


def test_a_worker_that_finds_all_hosts_busy_waits_for_what_follows():
    schedule, seen = Schedule(0.0), []

    def first() -> list[Job]:
        time.sleep(0.1)
        return [Job("b", second), Job("c", second)]

    def second() -> list[Job]:
        seen.append(threading.get_ident())
        time.sleep(0.1)
        return []

    schedule.add([Job("a", first)])
    drain(schedule, 2)
    assert len(set(seen)) == 2
