"""A host that does not answer at all is left alone for a minute, and that is said."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from osint_helpers.collect import pulling
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.pulling import Pull
from osint_helpers.collect.reach import Reach
from osint_helpers.errors import CollectError
from osint_helpers.evidence.record import captures
from tests.collect import demo, practice
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources, Reply


def nobody_listens() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}/x"


@pytest.mark.parametrize(("outcome", "enough"), [("dns", 1), ("proxy", 1), ("refused", 2)])
def test_a_host_is_down_after_so_many_failures(outcome: str, enough: int) -> None:
    reach = Reach(lambda: 0.0)
    for number in range(enough):
        assert reach.down("a") == "", number
        reach.note("a", outcome, "SYNTHETIC")
    assert reach.down("a") == "SYNTHETIC"
    assert reach.down("b") == ""


def test_a_host_that_was_down_may_be_asked_after_a_minute() -> None:
    clock = [0.0]
    reach = Reach(lambda: clock[0])
    reach.note("a", "dns", "SYNTHETIC")
    clock[0] = 59.0
    assert reach.down("a")
    clock[0] = 60.0
    assert not reach.down("a")


@pytest.mark.parametrize("outcome", ["ok", "http-status", "truncated"])
def test_any_answer_clears_the_count(outcome: str) -> None:
    reach = Reach(lambda: 0.0)
    reach.note("a", "refused", "SYNTHETIC")
    reach.note("a", outcome, "")
    reach.note("a", "refused", "SYNTHETIC")
    assert reach.down("a") == ""


def test_many_questions_to_a_dead_host_leave_two_captures_and_a_reason(demo_desk: Desk) -> None:
    demo_desk.servers["demo"] = nobody_listens()
    client = demo_desk.client("record")
    got = Gathering(client, demo.PLAIN, "rows", {})
    for number in range(30):
        assert got.ask(f"rows{number}", part=str(number)) is None
    assert len(got.missing) == 30
    assert len(captures(demo_desk.case)) == 2
    assert "was not asked: 127.0.0.1:" in got.missing[2].why
    assert "no connection to" in got.missing[2].why


def test_a_new_client_asks_again(demo_desk: Desk) -> None:
    alive = demo_desk.servers["demo"]
    demo_desk.servers["demo"] = nobody_listens()
    client = demo_desk.client("live")
    for _ in range(3):
        with pytest.raises(CollectError):
            client.ask(demo.PLAIN, "rows")
    demo_desk.servers["demo"] = alive
    assert demo_desk.client("live").ask(demo.PLAIN, "rows").status == 200


def test_an_error_status_is_an_answer_and_stops_nothing(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [Reply(b"no", "text/plain", 404)] * 3
    client = demo_desk.client("live")
    for _ in range(3):
        with pytest.raises(CollectError):
            client.ask(demo.PLAIN, "rows")
    assert client.ask(demo.PLAIN, "rows").status == 200


def test_a_pull_from_a_dead_host_says_the_cause_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.install(monkeypatch)
    with FakeSources(practice=practice.answer) as fakes:
        desk = Desk(tmp_path, fakes, practice=nobody_listens())
        (done,) = pulling.run(
            desk.client("record"), [Pull("p", "practice.rows", {"parts": "a,b,c,d"}, "SYNTHETIC")]
        )
    assert done.state == "not recorded"
    assert "no connection to" in done.problem
