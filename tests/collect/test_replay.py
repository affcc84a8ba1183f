"""How replay finds a recorded answer: by the question, the newest sound one, as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers.collect import shelf
from osint_helpers.errors import EvidenceError, NotRecorded
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import Reply
from tests.conftest import REPO

BASE = "https://demo.example/api"


def same(one: str, other: str, keys: tuple[str, ...] = ()) -> bool:
    return shelf.identity("GET", one, None, keys) == shelf.identity("GET", other, None, keys)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("?a=1&b=2", "?a=1&b=2", True),
        ("?a=1&b=2", "?b=2&a=1", False),
        ("?a=1", "?a=1&a=1", False),
        ("?a=1", "?a=2", False),
        ("?a=", "?a", False),
        ("?a=1", "?a=1&uid=secret", True),
        ("?a=1&uid=one", "?uid=REDACTED&a=1", True),
        ("?a=1", "?a=1&token=x", False),
        ("?a=ä", "?a=%C3%A4", True),
        ("/x#part", "/x", True),
        ("/x", "/X", False),
    ],
)
def test_what_makes_two_questions_the_same(one: str, other: str, expected: bool) -> None:
    assert same(BASE + one, BASE + other, ("uid",)) is expected


def test_host_and_usual_port_have_one_form() -> None:
    assert same("HTTPS://Demo.Example:443/a", "https://demo.example/a")
    assert not same("http://demo.example/a", "https://demo.example/a")


def test_method_and_posted_bytes_count() -> None:
    get = shelf.identity("GET", BASE, None)
    post = shelf.identity("POST", BASE, b"x")
    assert get != post
    assert post != shelf.identity("POST", BASE, b"y")
    assert post == shelf.identity("POST", BASE, shelf.hashlib.sha256(b"x").hexdigest())


def test_an_address_longer_than_a_line_is_found_again(demo_desk: Desk) -> None:
    params = {"box": "1" * 3000}
    demo_desk.client("record").ask(demo.PLAIN, "rows", params=params)
    assert demo_desk.client().ask(demo.PLAIN, "rows", params=params).status == 200
    with pytest.raises(NotRecorded):
        demo_desk.client().ask(demo.PLAIN, "rows", params={"box": "1" * 3001})


def test_a_recorded_answer_is_found_without_the_key_it_was_asked_with(demo_desk: Desk) -> None:
    keyed = demo.manifest(auth=demo.QUERY)
    client = demo_desk.client("record", keys={"demo": demo.KEY})
    client.ask(keyed, "rows", params={"q": 1})
    assert demo_desk.fakes.asked[0].query["uid"] == [demo.KEY]
    assert demo_desk.client().ask(keyed, "rows", params={"q": 1}).status == 200
    # a link of the source that repeats a key is the same question
    link = f"{demo_desk.servers['demo']}/rows?q=1&uid=other"
    assert demo_desk.client().ask(keyed, link).status == 200


def test_the_newest_sound_capture_wins_over_a_newer_failure(demo_desk: Desk) -> None:
    good = demo_desk.client("record").ask(demo.PLAIN, "rows")
    demo_desk.fakes.trouble["demo"] = [Reply(b"no", "text/plain", 403)]
    with pytest.raises(Exception, match="403"):
        demo_desk.client("record", again=True).ask(demo.PLAIN, "rows")
    assert demo_desk.client().ask(demo.PLAIN, "rows").capture == good.capture


def test_the_time_orders_captures_of_one_second(demo_desk: Desk) -> None:
    made = [
        demo_desk.client("record", again=True).ask(demo.PLAIN, "rows").capture for _ in range(6)
    ]
    assert demo_desk.client().ask(demo.PLAIN, "rows").capture == made[-1]


def test_pins_choose_the_capture(demo_desk: Desk) -> None:
    old = demo_desk.client("record").ask(demo.PLAIN, "rows").capture
    demo_desk.client("record", again=True).ask(demo.PLAIN, "rows")
    other = demo_desk.client("record").ask(demo.PLAIN, "other").capture
    assert demo_desk.client(pins=[old]).ask(demo.PLAIN, "rows").capture == old
    with pytest.raises(NotRecorded):
        demo_desk.client(pins=[other]).ask(demo.PLAIN, "rows")
    with pytest.raises(EvidenceError, match="20200101T000000Z-00000000"):
        demo_desk.client(pins=["20200101T000000Z-00000000"])


RECORDING = """
import sys
from tests.collect import demo
from osint_helpers.collect.client import Client
Client(sys.argv[1], "record", who="bea", servers={"demo": sys.argv[2]}).ask(demo.PLAIN, sys.argv[3])
"""


def in_another_process(desk: Desk, path: str, folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPO), "OSINT_STATE": str(folder)}
    command = [sys.executable, "-c", RECORDING, desk.case, desk.servers["demo"], path]
    subprocess.run(command, check=True, env=environment, timeout=60, cwd=REPO)


def test_what_another_process_records_meanwhile_is_found(demo_desk: Desk, tmp_path: Path) -> None:
    client = demo_desk.client()
    with pytest.raises(NotRecorded):
        client.ask(demo.PLAIN, "rows")
    in_another_process(demo_desk, "rows", tmp_path / "state")
    answer = client.ask(demo.PLAIN, "rows")
    assert answer.json()["path"] == "rows"
    assert captures(demo_desk.case)[0].record["who"] == "bea"


def test_a_removed_capture_is_not_found(demo_desk: Desk) -> None:
    taken = demo_desk.client("record").ask(demo.PLAIN, "rows").capture
    before = demo_desk.client()
    before.ask(demo.PLAIN, "rows")
    Store(demo_desk.case, "tester").remove(taken, reason="SYNTHETIC")
    for client in (before, demo_desk.client()):
        with pytest.raises(NotRecorded):
            client.ask(demo.PLAIN, "rows")


def test_after_a_removal_the_next_newest_is_found(demo_desk: Desk) -> None:
    old = demo_desk.client("record").ask(demo.PLAIN, "rows").capture
    new = demo_desk.client("record", again=True).ask(demo.PLAIN, "rows").capture
    client = demo_desk.client()
    assert client.ask(demo.PLAIN, "rows").capture == new
    Store(demo_desk.case, "tester").remove(new, reason="SYNTHETIC")
    assert client.ask(demo.PLAIN, "rows").capture == old


def test_a_half_removed_capture_is_not_found(demo_desk: Desk) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")
    (taken,) = captures(demo_desk.case)
    assert taken.body is not None
    taken.body.unlink()
    (taken.folder / "wire.warc").unlink()
    with pytest.raises(NotRecorded):
        demo_desk.client().ask(demo.PLAIN, "rows")


def changed(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_body_that_is_not_the_recorded_one_is_an_error(demo_desk: Desk, how: str) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")
    (taken,) = captures(demo_desk.case)
    assert taken.body is not None
    if how == "changed":
        changed(taken.body, taken.body.read_bytes().replace(b"rows", b"r0ws"))
    else:
        taken.body.unlink()
    for mode in ("replay", "record"):
        with pytest.raises(EvidenceError, match="not what its record says"):
            demo_desk.client(mode).ask(demo.PLAIN, "rows")


def test_changed_headers_are_an_error_when_they_are_read(demo_desk: Desk) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")
    wire = captures(demo_desk.case)[0].folder / "wire.warc"
    changed(wire, wire.read_bytes().replace(b"application/json", b"application/jsoN"))
    answer = demo_desk.client().ask(demo.PLAIN, "rows")
    with pytest.raises(EvidenceError, match="wire file"):
        answer.headers.get("content-type")


def test_a_record_that_cannot_be_read_is_an_error_and_no_miss(demo_desk: Desk) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")
    changed(captures(demo_desk.case)[0].folder / "capture.json", b"{")
    with pytest.raises(EvidenceError, match="cannot be read"):
        demo_desk.client().ask(demo.PLAIN, "rows")


def test_files_and_derived_captures_answer_no_question(demo_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("SYNTHETIC")
    url = f"{demo_desk.servers['demo']}/rows"
    Store(demo_desk.case, "tester").add_file(file, obtained="SYNTHETIC", why="test", url=url)
    with pytest.raises(NotRecorded):
        demo_desk.client().ask(demo.PLAIN, "rows")


def test_a_capture_of_the_command_line_answers_too(demo_desk: Desk) -> None:
    from osint_helpers.evidence.net.settings import Settings

    url = f"{demo_desk.servers['demo']}/rows?q=1"
    settings = Settings(allow=frozenset({"127.0.0.1"}))
    taken = Store(demo_desk.case, "tester").capture(url, why="test", settings=settings)
    answer = demo_desk.client().ask(demo.PLAIN, "rows", params={"q": 1})
    assert answer.capture == taken.id


@pytest.mark.parametrize(
    ("peer", "proxy", "url", "expected"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:1/", True),
        ("127.0.0.1", None, "http://name.example/", True),
        ("8.8.8.8", None, "https://name.example/", False),
        ("127.0.0.1", "socks5h://127.0.0.1:9050", "https://name.example/", False),
        ("8.8.8.8", "http://8.8.8.8:8080", "http://127.0.0.1:1/", True),
        ("8.8.8.8", "http://8.8.8.8:8080", "http://localhost:1/", True),
        (None, None, "http://10.0.0.1/", True),
        (None, None, "https://name.example/", False),
    ],
)
def test_synthetic_is_decided_by_what_was_asked(
    peer: str | None, proxy: str | None, url: str, expected: bool
) -> None:
    record = {"hops": [{"url": url, "peer": peer}], **({"proxy": proxy} if proxy else {})}
    assert shelf.synthetic(record) is expected
    assert json.dumps(record)
