"""Asking again: only where it is safe, as late as the source says, within one limit of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect import retrying
from osint_helpers.collect.client import Client
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.retrying import Asking, Policy
from osint_helpers.errors import CollectError, SourceRefusedError
from osint_helpers.evidence import ledger
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.verifying import verify
from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import Reply
from tests.evidence.lab import Lab

BUSY = Reply(b"busy", "text/plain", 503)
LIMITED = Reply(b"slow down", "text/plain", 429)


def asked(desk: Desk) -> int:
    return len(desk.fakes.asked)


def attempts(desk: Desk) -> list[dict[str, Any]]:
    return list(captures(desk.case)[-1].record["attempts"])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_waited_out(demo_desk: Desk, status: int) -> None:
    demo_desk.fakes.trouble["demo"] = [Reply(b"trouble", "text/plain", status)] * 2
    answer = demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert answer.status == 200
    assert [one["status"] for one in attempts(demo_desk)] == [status, status, 200]
    assert [one["outcome"] for one in attempts(demo_desk)] == ["http-status", "http-status", "ok"]
    assert len(captures(demo_desk.case)) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_a_lasting_refusal_is_asked_once(demo_desk: Desk, status: int) -> None:
    demo_desk.fakes.trouble["demo"] = [Reply(b"no", "text/plain", status)]
    with pytest.raises(SourceRefusedError):
        demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert asked(demo_desk) == 1


def test_a_question_that_changes_something_is_asked_once(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [BUSY]
    with pytest.raises(SourceRefusedError):
        demo_desk.client("record").ask(demo.PLAIN, "rows", json={"x": 1}, idempotent=False)
    assert asked(demo_desk) == 1


def test_a_search_by_post_is_asked_again(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [BUSY]
    assert demo_desk.client("record").ask(demo.PLAIN, "rows", json={"x": 1}).status == 200
    assert [one.body for one in demo_desk.fakes.asked] == [b'{"x": 1}'] * 2


def test_attempts_end(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [BUSY] * 9
    with pytest.raises(SourceRefusedError, match="503"):
        demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert asked(demo_desk) == 3
    assert len(attempts(demo_desk)) == 3


@pytest.mark.parametrize("after", ["1", "date"])
def test_retry_after_is_honoured(demo_desk: Desk, after: str) -> None:
    # the Date of the fake is in whole seconds, and so is a Retry-After that is a date
    told = after if after == "1" else time.strftime(
        "%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 2)
    )  # fmt: skip
    demo_desk.fakes.trouble["demo"] = [
        Reply(b"slow down", "text/plain", 429, {"Retry-After": told})
    ]
    policy = Policy(attempts=2, seconds=20, first_wait=0.01, longest_wait=5)
    begun = time.monotonic()
    demo_desk.client("record", policy=policy).ask(demo.PLAIN, "rows")
    assert 0.9 < time.monotonic() - begun < 5
    assert attempts(demo_desk)[1]["waited_s"] >= 0.9


def test_a_longer_wait_than_allowed_ends_the_attempts_and_is_named(demo_desk: Desk) -> None:
    told = {"Retry-After": "3600"}
    demo_desk.fakes.trouble["demo"] = [Reply(b"slow down", "text/plain", 429, told)] * 2
    with pytest.raises(SourceRefusedError, match="it asks to wait 3600 s"):
        demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert asked(demo_desk) == 1
    with pytest.raises(SourceRefusedError, match="it asks to wait 3600 s"):
        demo_desk.client().ask(demo.PLAIN, "rows")


def test_waits_are_doubled_and_capped(tmp_path: Path) -> None:
    waits: list[float] = []
    clock = [0.0]
    rates = Rates(tmp_path, now=lambda: clock[0], sleep=lambda _: None)
    policy = Policy(attempts=6, seconds=1000, first_wait=1, longest_wait=4)
    asking = Asking(policy, rates, "h", 0.0, idempotent=True, sleep=waits.append)
    asking.by(answering(500))("http://h/", tmp_path, retrying.Settings())
    assert waits == [1, 2, 4, 4, 4]


def answering(*statuses: int) -> Callable[..., dict[str, Any]]:
    given = list(statuses)

    def fetch(url: str, folder: Path, settings: object) -> dict[str, Any]:
        status = given.pop(0) if len(given) > 1 else given[0]
        return {"status": status, "outcome": "http-status", "reason": "", "hops": [], "body": None}

    return fetch


def test_the_limit_of_time_holds_for_waits_too(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [BUSY] * 9
    policy = Policy(attempts=9, seconds=0.5, first_wait=0.2, longest_wait=9)
    begun = time.monotonic()
    with pytest.raises(SourceRefusedError):
        demo_desk.client("record", policy=policy).ask(demo.PLAIN, "rows")
    assert time.monotonic() - begun < 0.6
    assert asked(demo_desk) == 2


def test_the_limit_of_time_holds_for_a_slow_drip(tmp_path: Path) -> None:
    with Lab() as lab:
        client = here(tmp_path, lab, Policy(attempts=3, seconds=0.6, first_wait=0.01))
        begun = time.monotonic()
        with pytest.raises(CollectError, match="time limit"):
            client.ask(demo.PLAIN, "slow")
    assert time.monotonic() - begun < 2


def here(folder: Path, lab: Lab, policy: Policy) -> Client:
    case = folder / "case"
    case.mkdir()
    return Client(case, "record", who="tester", servers={"demo": lab.url("")}, policy=policy,
                  rates=Rates(folder / "rates"), environment={})  # fmt: skip


def test_a_cut_answer_is_asked_again_and_not_kept(tmp_path: Path) -> None:
    with Lab() as lab:
        client = here(tmp_path, lab, Policy(attempts=2, seconds=10, first_wait=0.01))
        with pytest.raises(CollectError, match="announced"):
            client.ask(demo.PLAIN, "short")
        assert len(lab.asked) == 2
    (taken,) = captures(tmp_path / "case")
    assert [one["outcome"] for one in taken.record["attempts"]] == ["truncated"] * 2
    assert sorted(taken.record["files"]) == ["body.html.txt", "wire.warc"]


def test_a_host_that_is_not_there_is_asked_again(tmp_path: Path) -> None:
    with Lab() as lab:
        pass
    client = here(tmp_path, lab, Policy(attempts=2, seconds=10, first_wait=0.01))
    with pytest.raises(CollectError, match="no connection"):
        client.ask(demo.PLAIN, "x")
    assert len(captures(tmp_path / "case")[0].record["attempts"]) == 2


def test_an_interrupted_wait_leaves_no_half_capture(
    demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Asking.__init__, "__kwdefaults__", {"renew": None, "sleep": interrupt})
    demo_desk.fakes.trouble["demo"] = [BUSY]
    with pytest.raises(KeyboardInterrupt):
        demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert captures(demo_desk.case) == []
    assert list((demo_desk.case / "captures").iterdir()) == []
    events = [line.event for line in ledger.lines(demo_desk.case)]
    assert events == ["capture.begin", "capture.abandoned"]
    assert [one for one in verify(demo_desk.case).findings if one.severity == "broken"] == []


def test_nothing_is_begun_when_the_first_turn_comes_too_late(demo_desk: Desk) -> None:
    slow = demo.manifest(rate=demo.Rate(1, 3600.0))
    client = demo_desk.client("record")
    client.ask(slow, "rows", params={"n": 1})
    with pytest.raises(CollectError, match="next turn"):
        client.ask(slow, "rows", params={"n": 2})
    assert asked(demo_desk) == 1
    assert len([one for one in ledger.lines(demo_desk.case) if one.event == "capture.begin"]) == 1


def test_a_turn_that_comes_too_late_keeps_the_last_answer(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [BUSY]
    slow = demo.manifest(rate=demo.Rate(1, 60.0))
    with pytest.raises(SourceRefusedError, match="busy"):
        demo_desk.client("record").ask(slow, "rows")
    assert asked(demo_desk) == 1
    assert captures(demo_desk.case)[0].record["body"] == "body.txt"


def test_a_limit_holds_the_host_for_whoever_asks_next(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [LIMITED] * 3
    policy = Policy(attempts=1, seconds=10, first_wait=3, longest_wait=5)
    with pytest.raises(SourceRefusedError):
        demo_desk.client("record", policy=policy).ask(demo.PLAIN, "rows")
    host = demo_desk.fakes.url.removeprefix("http://")
    assert demo_desk.rates.turn(host, 0.0, within=10) == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize(
    "wrong", [{"attempts": 0}, {"seconds": 0}, {"first_wait": -1}, {"longest_wait": float("nan")}]
)
def test_a_policy_that_cannot_be_kept_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        Policy(**wrong)


def limiting(status: int, after: str) -> Callable[..., dict[str, Any]]:
    """Answer once with a status and ``Retry-After``, and then well."""
    statuses = [status, 200]

    def fetch(url: str, folder: Path, settings: object) -> dict[str, Any]:
        status = statuses.pop(0)
        return {"status": status, "outcome": "ok" if status == 200 else "http-status",
                "reason": "", "hops": [], "body": "", "retry-after": after}  # fmt: skip

    return fetch


@pytest.mark.parametrize(
    ("status", "after", "waits"),
    [(403, "7", [7.0]), (403, "", []), (503, "7", [7.0]), (429, "0", [1.0]), (503, "0", [1.0])],
)
def test_a_time_to_wait_is_kept_also_with_403_and_never_below_the_first_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, after: str, waits: list[float]
) -> None:
    monkeypatch.setattr(retrying, "headers_of", lambda _: {"retry-after": after} if after else {})
    slept: list[float] = []
    turns = Held()
    asking = Asking(Policy(), turns, "h", 0.0, idempotent=True, sleep=slept.append)
    part = asking.by(limiting(status, after))("u", tmp_path, Settings())
    assert slept == waits
    assert turns.held == waits  # whoever asks next waits, too
    assert [one["waited_s"] for one in part["attempts"]] == [2.0, *(one + 2.0 for one in waits)]


@pytest.mark.parametrize("quiet", [0.0, 500.0])
def test_a_host_is_held_no_longer_than_the_longest_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quiet: float
) -> None:
    after = {} if quiet else {"retry-after": "500"}
    monkeypatch.setattr(retrying, "headers_of", lambda _: after)
    turns = Held()
    asking = Asking(
        Policy(longest_wait=9.0), turns, "h", 0.0,
        idempotent=True, sleep=lambda _: None, quiet=quiet,
    )  # fmt: skip
    asking.by(limiting(429, ""))("u", tmp_path, Settings())
    assert turns.held == [9.0]


def test_a_later_attempt_has_only_the_time_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(retrying.time, "monotonic", lambda: clock[0])
    given: list[float] = []
    inner = limiting(500, "")

    def fetch(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
        given.append(settings.seconds)
        clock[0] += 60.0
        return inner(url, folder, settings)

    asking = Asking(Policy(seconds=100.0), Held(), "h", 0.0, idempotent=True, sleep=lambda _: None)
    asking.by(fetch)("u", tmp_path, Settings(seconds=90.0))
    assert given == [90.0, 40.0]


class Held(Rates):
    """Turns that come after two seconds, and what was held."""

    def __init__(self) -> None:
        self.held: list[float] = []

    def turn(self, host: str, interval: float, *, within: float) -> float:
        return 2.0

    def hold(self, host: str, seconds: float) -> None:
        self.held.append(seconds)
