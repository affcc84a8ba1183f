"""The client in its three modes: what it asks, keeps, refuses and says."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from osint_helpers.collect.client import Client
from osint_helpers.errors import CollectError, EvidenceError, NotRecorded, SourceRefusedError
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.verifying import verify
from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import Reply


def test_the_three_modes_give_the_same_answer(demo_desk: Desk) -> None:
    asked = {"params": {"q": "ä b", "n": [1, 2]}}
    recorded = demo_desk.client("record").ask(demo.PLAIN, "rows", **asked)
    replayed = demo_desk.client().ask(demo.PLAIN, "rows", **asked)
    with demo_desk.client("live") as client:
        live = client.ask(demo.PLAIN, "rows", **asked)
        assert live.json() == recorded.json() == replayed.json()
        assert live.sha256 == recorded.sha256
        assert live.capture == ""
        assert live.headers["content-type"] == "application/json"
    assert recorded == replayed
    assert recorded.json()["query"] == {"q": ["ä b"], "n": ["1", "2"]}
    assert len(demo_desk.fakes.asked) == 2


def test_replay_is_the_default(demo_desk: Desk) -> None:
    client = Client(demo_desk.case, environment={})
    assert client.mode == "replay"
    with pytest.raises(NotRecorded):
        client.ask(demo.PLAIN, "rows")


def test_the_environment_names_mode_analyst_and_contact(demo_desk: Desk) -> None:
    environment = {"OSINT_MODE": "record", "OSINT_ANALYST": "bea", "OSINT_CONTACT": "b@example.org"}
    client = demo_desk.client(None, environment=environment, who="")  # type: ignore[arg-type]
    client.ask(demo.PLAIN, "rows")
    (taken,) = captures(demo_desk.case)
    assert taken.record["who"] == "bea"
    assert "b@example.org" in demo_desk.fakes.asked[0].headers["User-Agent"]


def test_an_unknown_mode_is_refused(demo_desk: Desk) -> None:
    with pytest.raises(CollectError, match="no mode"):
        demo_desk.client("rewind")


def test_recording_needs_a_case() -> None:
    with pytest.raises(CollectError, match="without a case"):
        Client(mode="record", environment={})


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="no case folder"):
        Client(tmp_path / "nowhere", environment={})


def test_recording_needs_an_analyst_and_asks_nothing_without(demo_desk: Desk) -> None:
    with pytest.raises(CollectError, match="analyst"):
        demo_desk.client("record", who="").ask(demo.PLAIN, "rows")
    with pytest.raises(EvidenceError):
        demo_desk.client("record", who="No Handle").ask(demo.PLAIN, "rows")
    assert demo_desk.fakes.asked == []


def test_a_capture_says_who_why_and_by_which_collector(demo_desk: Desk) -> None:
    client = demo_desk.client("record", why="SYNTHETIC purpose")
    answer = client.ask(demo.PLAIN, "rows", collector="demo.rows")
    (taken,) = captures(demo_desk.case)
    record = taken.record
    assert (taken.id, record["why"]) == (answer.capture, "SYNTHETIC purpose")
    assert (record["collector"], record["terms"]["class"]) == ("demo.rows", "open")
    assert [one["status"] for one in record["attempts"]] == [200]
    assert [one.code for one in verify(demo_desk.case).findings if one.severity == "broken"] == []


def test_without_a_purpose_the_collector_is_it(demo_desk: Desk) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows", collector="demo.rows")
    assert captures(demo_desk.case)[0].record["why"] == "demo.rows for the case case"


def test_live_answers_vanish_with_the_client(demo_desk: Desk) -> None:
    with demo_desk.client("live") as client:
        answer = client.ask(demo.PLAIN, "rows")
        assert answer.path is not None
        assert answer.path.is_file()
    assert not answer.path.exists()
    with pytest.raises(CollectError, match="gone"):
        _ = answer.data
    client.close()  # twice does no harm
    assert captures(demo_desk.case) == []


def test_record_asks_only_for_what_is_lacking(demo_desk: Desk) -> None:
    client = demo_desk.client("record")
    client.ask(demo.PLAIN, "rows", params={"page": 1})
    client.ask(demo.PLAIN, "rows", params={"page": 1})
    client.ask(demo.PLAIN, "rows", params={"page": 2})
    assert [one.query["page"] for one in demo_desk.fakes.asked] == [["1"], ["2"]]


def test_again_records_anew_and_replay_takes_the_newest(demo_desk: Desk) -> None:
    first = demo_desk.client("record").ask(demo.PLAIN, "rows")
    second = demo_desk.client("record", again=True).ask(demo.PLAIN, "rows")
    assert first.capture != second.capture
    assert demo_desk.client().ask(demo.PLAIN, "rows").capture == second.capture


@pytest.mark.parametrize(
    ("reply", "status", "advice"),
    [
        (Reply(b"no", "text/plain", 403), 403, "key"),
        (Reply(b"slow down", "text/plain", 429), 429, "wait"),
        (Reply(b"broken", "text/plain", 500), 500, "capture"),
        (Reply(b"gone", "text/plain", 404), 404, "capture"),
    ],
)
def test_an_error_status_is_typed_and_told(
    demo_desk: Desk, reply: Reply, status: int, advice: str
) -> None:
    demo_desk.fakes.trouble["demo"] = [reply] * 3
    with pytest.raises(SourceRefusedError) as caught:
        demo_desk.client("record").ask(demo.PLAIN, "rows")
    assert caught.value.status == status
    assert advice in caught.value.advice
    assert repr(reply.body.decode()) in caught.value.what


def test_a_refusal_is_kept_and_replays_as_the_refusal_it_was(demo_desk: Desk) -> None:
    demo_desk.fakes.trouble["demo"] = [Reply(b"no", "text/plain", 403)]
    for mode in ("record", "replay"):
        with pytest.raises(SourceRefusedError, match="status 403"):
            demo_desk.client(mode).ask(demo.PLAIN, "rows")
    assert len(demo_desk.fakes.asked) == 1
    # and recording goes on where it failed
    assert demo_desk.client("record").ask(demo.PLAIN, "rows").status == 200
    assert demo_desk.client().ask(demo.PLAIN, "rows").status == 200


def test_a_status_that_is_an_answer_is_recorded_once(demo_desk: Desk) -> None:
    for mode in ("record", "record", "replay"):
        answer = demo_desk.client(mode).ask(demo.PLAIN, "unknown", also={404})
        assert (answer.status, answer.outcome) == (404, "http-status")
    assert len(demo_desk.fakes.asked) == 1


def test_a_login_page_is_no_answer_even_with_a_status_that_would_be(demo_desk: Desk) -> None:
    page = b"<html><title>SYNTHETIC</title><form><input type='password'></form></html>"
    demo_desk.fakes.trouble["demo"] = [Reply(page, "text/html", 404)]
    with pytest.raises(SourceRefusedError):
        demo_desk.client("record").ask(demo.PLAIN, "unknown", also={404})


def test_a_post_is_a_question_of_its_own(demo_desk: Desk) -> None:
    client = demo_desk.client("record")
    client.ask(demo.PLAIN, "rows", json={"q": 1})
    client.ask(demo.PLAIN, "rows", json={"q": 2})
    client.ask(demo.PLAIN, "rows", form={"q": "1"})
    client.ask(demo.PLAIN, "rows", form={})
    client.ask(demo.PLAIN, "rows")
    methods = [(one.method, one.body) for one in demo_desk.fakes.asked]
    assert methods == [
        ("POST", b'{"q": 1}'), ("POST", b'{"q": 2}'), ("POST", b"q=1"), ("POST", b""), ("GET", b""),
    ]  # fmt: skip
    replay = demo_desk.client()
    assert replay.ask(demo.PLAIN, "rows", json={"q": 2}).json()["posted"] == '{"q": 2}'
    with pytest.raises(NotRecorded):
        replay.ask(demo.PLAIN, "rows", json={"q": 3})


def test_a_number_json_cannot_hold_is_refused(demo_desk: Desk) -> None:
    with pytest.raises(CollectError, match="cannot be sent"):
        demo_desk.client("record").ask(demo.PLAIN, "rows", json={"q": float("nan")})


def test_a_contact_is_required_where_the_source_wants_one(demo_desk: Desk) -> None:
    wants = demo.manifest(contact_required=True)
    for mode in ("record", "live"):
        with pytest.raises(CollectError, match="whom to write to") as caught:
            demo_desk.client(mode).ask(wants, "rows")
        assert "OSINT_CONTACT" in caught.value.advice
    assert demo_desk.fakes.asked == []
    demo_desk.client("record", contact="ana@example.org").ask(wants, "rows")
    demo_desk.client().ask(wants, "rows")  # replay needs none
    agent = demo_desk.fakes.asked[0].headers["User-Agent"]
    assert agent.startswith("osint-helpers/")
    assert "ana@example.org" in agent


def test_a_contact_that_cannot_be_sent_is_an_error(demo_desk: Desk) -> None:
    with pytest.raises(EvidenceError, match="User-Agent"):
        demo_desk.client("record", contact="a\r\nX: y").ask(demo.PLAIN, "rows")


def test_a_private_address_that_was_not_named_is_not_asked(demo_desk: Desk) -> None:
    inward = demo.manifest(servers={"": "http://127.0.0.9:1"})
    client = demo_desk.client("record")
    client.servers.clear()
    with pytest.raises(CollectError, match="not a public address"):
        client.ask(inward, "rows")


def test_not_recorded_says_what_and_how(demo_desk: Desk) -> None:
    with pytest.raises(NotRecorded) as caught:
        demo_desk.client().ask(demo.PLAIN, "rows", params={"q": "x"})
    assert "SYNTHETIC register" in caught.value.what
    assert "rows?q=x" in caught.value.what
    assert "osint pull case" in caught.value.advice
    assert "OSINT_MODE=record" in caught.value.advice


def test_replay_without_a_case_says_so() -> None:
    with pytest.raises(NotRecorded, match="no case is named"):
        Client(environment={}).ask(demo.PLAIN, "rows")


def test_replay_touches_no_network(demo_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")

    def never(*_: object, **__: object) -> object:
        raise AssertionError("a socket in replay")

    monkeypatch.setattr("socket.socket", never)
    monkeypatch.setattr("socket.getaddrinfo", never)
    assert demo_desk.client().ask(demo.PLAIN, "rows").status == 200


def test_another_server_of_a_source_is_named(demo_desk: Desk) -> None:
    two = demo.manifest(servers={"": "https://demo.example", "files": "https://files.example/x"})
    client = demo_desk.client()
    client.servers.clear()
    assert client.address(two, "/a", server="files") == "https://files.example/x/a"
    assert client.address(two, "https://other.example/b") == "https://other.example/b"


def test_settings_of_the_client_reach_the_wire(demo_desk: Desk) -> None:
    with pytest.raises(CollectError, match="limit of 10 bytes") as caught:
        demo_desk.client("record", max_body=10).ask(demo.PLAIN, "rows")
    assert "max_body" in caught.value.advice


def test_one_question_is_asked_again_and_the_client_stays_as_it_was(demo_desk: Desk) -> None:
    client = demo_desk.client("record")
    first = client.ask(demo.PLAIN, "rows")
    second = client.ask(demo.PLAIN, "rows", again=True)
    assert first.capture != second.capture
    assert not client.again
    assert client.ask(demo.PLAIN, "rows").capture == second.capture
    assert demo_desk.client("replay").ask(demo.PLAIN, "rows", again=True).capture == second.capture


def test_threads_share_one_folder_of_live_answers(
    demo_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tempfile.TemporaryDirectory

    def slow(**how: str) -> tempfile.TemporaryDirectory[str]:
        time.sleep(0.05)
        return made(**how)

    monkeypatch.setattr(tempfile, "TemporaryDirectory", slow)
    with demo_desk.client("live") as client, ThreadPoolExecutor(4) as pool:
        folders = [one.result() for one in [pool.submit(client.scratch) for _ in range(4)]]
        assert len({one.parent for one in folders}) == 1
        assert all(one.is_dir() for one in folders)
