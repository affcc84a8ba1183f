"""The traps of HTTP clients, each measured with another library before; here each is shut.

The numbers are those of the list of traps the collectors were designed against.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from osint_helpers.collect.client import Client
from osint_helpers.collect.manifests import Auth, Rate
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.retrying import Policy
from osint_helpers.errors import CollectError, NotRecorded, OsintError, SourceRefusedError
from osint_helpers.evidence.record import captures
from tests.collect import demo
from tests.evidence.lab import Lab

KEY = demo.KEY
HEADERS = {
    "X-API-Key": Auth("header", "X-API-Key", ("DEMO_KEY",)),
    "Ocp-Apim-Subscription-Key": Auth("header", "Ocp-Apim-Subscription-Key", ("DEMO_KEY",)),
    "Authorization": Auth("bearer", "", ("DEMO_KEY",)),
    "uid": demo.QUERY,
}
ONCE = Policy(attempts=1, seconds=10.0, first_wait=0.01, longest_wait=0.05)


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


@pytest.fixture
def elsewhere() -> Iterator[Lab]:
    with Lab(host="127.0.0.2") as running:
        yield running


def client(folder: Path, *labs: Lab, mode: str = "record", **how: object) -> Client:
    case = folder / "case"
    case.mkdir(exist_ok=True)
    servers = {"demo" if n == 0 else f"other{n}": one.url("") for n, one in enumerate(labs)}
    usual = {"who": "tester", "servers": servers, "policy": ONCE, "keys": {"demo": KEY},
             "rates": Rates(folder / "rates"), "environment": {}}  # fmt: skip
    return Client(case, mode, **{**usual, **how})  # type: ignore[arg-type]


def raw(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.mark.parametrize("how", HEADERS)
def test_trap_1_a_key_does_not_survive_a_redirect_to_another_host(
    tmp_path: Path, lab: Lab, elsewhere: Lab, how: str
) -> None:
    manifest = demo.manifest(auth=HEADERS[how])
    asking = client(tmp_path, lab, elsewhere)
    answer = asking.ask(manifest, f"to?u={elsewhere.url('/page')}")
    assert answer.status == 200
    (path, headers), (path_there, headers_there) = *lab.asked, *elsewhere.asked
    assert KEY in path + str(headers)
    assert KEY not in path_there + str(headers_there)


@pytest.mark.parametrize("how", HEADERS)
def test_trap_2_no_file_below_the_case_holds_a_key(tmp_path: Path, lab: Lab, how: str) -> None:
    client(tmp_path, lab).ask(demo.manifest(auth=HEADERS[how]), "page", params={"q": 1})
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"REDACTED" in path.read_bytes() for path in files)
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("mode", ["record", "live"])
def test_trap_3_the_error_of_a_failed_connection_does_not_hold_the_key(
    tmp_path: Path, mode: str
) -> None:
    with Lab() as gone:
        pass
    with pytest.raises(CollectError) as caught:
        client(tmp_path, gone, mode=mode).ask(demo.manifest(auth=demo.QUERY), "page")
    chain: BaseException | None = caught.value
    while chain is not None:
        assert KEY not in str(chain) + repr(chain)
        chain = chain.__cause__ or chain.__context__


@pytest.mark.parametrize("path", ["slow", "slow-head", "endless"])
def test_trap_4_a_slow_drip_is_bounded_by_the_whole_time(
    tmp_path: Path, lab: Lab, path: str
) -> None:
    policy = Policy(attempts=5, seconds=0.7, first_wait=0.01, longest_wait=0.05)
    begun = time.monotonic()
    with pytest.raises(CollectError):
        client(tmp_path, lab, policy=policy, max_body=1 << 40).ask(demo.PLAIN, path)
    assert time.monotonic() - begun < 2.5


def test_trap_5_replay_never_waits_for_the_table_of_turns(tmp_path: Path, lab: Lab) -> None:
    slow = demo.manifest(rate=Rate(1, 0.4))
    begun = time.monotonic()
    for n in range(2):
        client(tmp_path, lab).ask(slow, "page", params={"n": n})
    assert time.monotonic() - begun >= 0.4
    begun = time.monotonic()
    for mode in ("replay", "record"):
        for n in range(2):
            client(tmp_path, lab, mode=mode).ask(slow, "page", params={"n": n})
    assert time.monotonic() - begun < 0.3


@pytest.mark.parametrize("text", ["수출 신고", "груз", "貨物"])
def test_trap_6_text_without_a_charset_is_not_guessed(tmp_path: Path, lab: Lab, text: str) -> None:
    body = f"SYNTHETIC,{text}\r\n".encode()
    lab.serve("/table", raw(body, "Content-Type: text/csv"))
    for mode in ("record", "replay"):
        answer = client(tmp_path, lab, mode=mode).ask(demo.PLAIN, "table")
        assert answer.data == body
        assert answer.text() == body.decode()


def test_a_wrong_charset_is_not_believed_and_wrong_bytes_are_an_error(
    tmp_path: Path, lab: Lab
) -> None:
    lab.serve("/utf8", raw("груз".encode(), "Content-Type: text/csv; charset=iso-8859-1"))
    lab.serve("/cp949", raw("수출".encode("cp949"), "Content-Type: text/csv; charset=utf-8"))
    asking = client(tmp_path, lab)
    assert asking.ask(demo.PLAIN, "utf8").text() == "груз"
    answer = asking.ask(demo.PLAIN, "cp949")
    with pytest.raises(CollectError, match="is not utf-8: byte 0"):
        answer.text()
    assert answer.text("cp949") == "수출"


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_trap_7_json_with_what_is_no_json_is_refused(tmp_path: Path, lab: Lab, word: str) -> None:
    lab.serve("/rows", raw(b'[{"v": %s}]' % word.encode(), "Content-Type: application/json"))
    with pytest.raises(CollectError, match=word):
        client(tmp_path, lab).ask(demo.PLAIN, "rows").json()


def test_trap_7_a_byte_order_mark_is_passed_over(tmp_path: Path, lab: Lab) -> None:
    lab.serve("/rows", raw(b'\xef\xbb\xbf{"v": 1}', "Content-Type: application/json"))
    assert client(tmp_path, lab).ask(demo.PLAIN, "rows").json() == {"v": 1}


@pytest.mark.parametrize("path", ["short", "chunkedcut", "shortgz"])
@pytest.mark.parametrize("mode", ["record", "live"])
def test_trap_8_a_cut_body_is_never_an_answer(
    tmp_path: Path, lab: Lab, path: str, mode: str
) -> None:
    with pytest.raises(CollectError, match="nothing whole came"):
        client(tmp_path, lab, mode=mode).ask(demo.PLAIN, path)
    if mode == "record":
        (taken,) = captures(tmp_path / "case")
        assert not taken.complete
        with pytest.raises(CollectError, match="nothing whole came"):
            client(tmp_path, lab, mode="replay").ask(demo.PLAIN, path)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><body>SYNTHETIC: too many requests</body></html>", "markup"),
        (b"<?xml version='1.0'?><error>SYNTHETIC</error>", "markup"),
        (b"Please limit requests to one every 5 seconds. SYNTHETIC", "Please limit requests"),
        (b"", "nothing"),
        (b"  \r\n", "nothing"),
    ],
)
def test_trap_9_an_error_with_status_200_is_a_refusal(
    tmp_path: Path, lab: Lab, body: bytes, words: str
) -> None:
    lab.serve("/rows", raw(body, "Content-Type: application/json"))
    with pytest.raises(SourceRefusedError, match=words):
        client(tmp_path, lab).ask(demo.PLAIN, "rows").json()


@pytest.mark.parametrize("path", ["login", "challenge"])
def test_trap_9_a_login_or_challenge_page_is_a_refusal(tmp_path: Path, lab: Lab, path: str) -> None:
    with pytest.raises(SourceRefusedError):
        client(tmp_path, lab).ask(demo.PLAIN, path)


def test_trap_10_a_miss_in_replay_is_a_typed_error_and_asks_nobody(
    tmp_path: Path, lab: Lab
) -> None:
    with pytest.raises(NotRecorded):
        client(tmp_path, lab, mode="replay").ask(demo.PLAIN, "page")
    assert lab.asked == []


def test_a_gzip_bomb_ends_at_the_limit(tmp_path: Path, lab: Lab) -> None:
    begun = time.monotonic()
    with pytest.raises(CollectError, match="limit") as caught:
        client(tmp_path, lab, max_body=1 << 20).ask(demo.PLAIN, "bomb", params={"mb": 64})
    assert "max_body" in caught.value.advice
    assert time.monotonic() - begun < 5
    (taken,) = captures(tmp_path / "case")
    assert taken.body is not None
    assert taken.body.stat().st_size <= 1 << 20


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 20", b"HTTP/1.1 200 OK\r\nContent-Le", b"\x00\xff" * 40,
     b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 10\r\n\r\nSYNTHETIC"],
)  # fmt: skip
def test_a_killed_or_broken_connection_is_typed(tmp_path: Path, lab: Lab, answer: bytes) -> None:
    lab.serve("/rows", answer)
    with pytest.raises(OsintError) as caught:
        client(tmp_path, lab).ask(demo.PLAIN, "rows")
    assert isinstance(caught.value, CollectError)


def test_a_packed_answer_is_the_plain_one(tmp_path: Path, lab: Lab) -> None:
    body = gzip.compress(b'{"v": 1}', mtime=0)
    lab.serve("/rows", raw(body, "Content-Encoding: gzip", "Content-Type: application/json"))
    for mode in ("record", "replay"):
        assert client(tmp_path, lab, mode=mode).ask(demo.PLAIN, "rows").json() == {"v": 1}
