"""Time, bytes and disk end a fetch early, and what came until then is kept and marked."""

from __future__ import annotations

import errno
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.net.bodies import BodyFile
from osint_helpers.evidence.net.fetching import LEAST_FREE
from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.secrets import Secrets
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import Lab
from tests.evidence.net.conftest import Ask
from tests.evidence.net.warcs import of_type


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_dripping_bytes_do_not_stretch_the_time(ask: Ask, tmp_path: Path, path: str) -> None:
    before = time.monotonic()
    got = ask(path, seconds=0.6)
    assert time.monotonic() - before < 3
    assert (got["outcome"], got["complete"]) == ("timeout", False)
    assert "0.6 s" in got["reason"]
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.fields["WARC-Truncated"] == "time"
    assert answer.block.endswith(b"xx")


def test_body_holds_what_dripped_in(ask: Ask, tmp_path: Path) -> None:
    got = ask("/slow", seconds=0.6)
    body = (tmp_path / "work" / got["body"]).read_bytes()
    assert body == b"x" * len(body)
    assert f"{len(body)} of 1000 announced" in got["reason"]


def test_server_that_says_nothing(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        got = ask(f"http://127.0.0.1:{silent.getsockname()[1]}/", seconds=0.4)
    assert (got["outcome"], got["status"]) == ("timeout", None)


def test_slow_name_lookup_is_left_behind(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [released.wait(20)][1:])
    before = time.monotonic()
    got = ask("http://slow.example/", seconds=0.3)
    released.set()
    assert time.monotonic() - before < 3
    assert got["outcome"] == "timeout"


def test_connection_attempt_has_its_own_limit(ask: Ask) -> None:
    with socket.socket() as full:  # a queue that is full answers no further attempt
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        time.sleep(0.05)
        got = ask(f"http://127.0.0.1:{full.getsockname()[1]}/", connect_seconds=0.3)
        for one in waiting:
            one.close()
    assert got["outcome"] == "timeout"
    assert "0.3 s" in got["reason"]


def test_time_limit_holds_over_all_hops(ask: Ask, lab: Lab) -> None:
    lab.serve("/r", b"HTTP/1.1 302 x\r\nLocation: /slow\r\n\r\n")
    before = time.monotonic()
    assert ask("/r", seconds=0.5)["outcome"] == "timeout"
    assert time.monotonic() - before < 3


@pytest.mark.parametrize("path", ["/endless", "/big?mb=5"])
def test_wire_limit(ask: Ask, tmp_path: Path, path: str) -> None:
    got = ask(path, max_wire=1_000_000)
    assert (got["outcome"], got["complete"]) == ("too-large", False)
    assert "1000000 bytes" in got["reason"]
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert len(answer.block) == got["hops"][0]["wire_bytes"] == 1_000_000
    assert answer.fields["WARC-Truncated"] == "length"
    _, _, body = answer.block.partition(b"\r\n\r\n")
    assert (tmp_path / "work" / got["body"]).read_bytes() == body


def test_answer_of_exactly_the_limit_is_whole(ask: Ask, lab: Lab) -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"S" * 1000
    url = lab.serve("/x", answer)
    assert ask(url, max_wire=len(answer))["outcome"] == "ok"


def test_answer_of_one_byte_more_is_too_large(ask: Ask, lab: Lab) -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"S" * 1000
    assert ask(lab.serve("/x", answer), max_wire=len(answer) - 1)["outcome"] == "too-large"


def test_wire_limit_holds_over_all_hops(ask: Ask, lab: Lab) -> None:
    body = b"S" * 4000
    lab.serve("/r", b"HTTP/1.1 302 x\r\nLocation: /bytes?n=4000\r\n\r\n" + body)
    assert ask("/r", max_wire=6000)["outcome"] == "too-large"


def test_gzip_bomb(ask: Ask, tmp_path: Path) -> None:
    got = ask("/bomb?mb=64", max_body=1_000_000)
    assert (got["outcome"], got["complete"]) == ("too-large", False)
    assert (tmp_path / "work" / got["body"]).read_bytes() == bytes(1_000_000)


def test_decoding_ends_with_the_time(tmp_path: Path) -> None:
    budget = Budget(0.01, 1)
    body = BodyFile(tmp_path / "body", 100, budget, Secrets(Settings()).watch())
    time.sleep(0.02)
    with pytest.raises(ExchangeError) as caught:
        body.write(b"SYNTHETIC")
    assert caught.value.outcome == "timeout"


def test_body_of_exactly_the_limit_is_whole(ask: Ask) -> None:
    assert ask("/bytes?n=5000", max_body=5000)["outcome"] == "ok"


MEASURE = """
import pathlib, resource, sys
from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.net.settings import Settings
allow = frozenset({"127.0.0.1"})
settings = Settings(max_wire=201 << 20, secrets={"key": "SYNTHETIC"}, allow=allow)
got = fetch(sys.argv[1], pathlib.Path(sys.argv[2]), settings)
assert got["outcome"] == "ok", got
status = pathlib.Path("/proc/self/status")  # ru_maxrss of a child begins at the peak of its parent
if status.exists():
    print(int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("path", ["/big?mb=200", "/bomb?mb=190"])
def test_memory_does_not_grow_with_the_body(tmp_path: Path, path: str) -> None:
    with Lab() as lab:
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, lab.url(path), tmp_path],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    assert int(done.stdout) < 80  # MB, imports included
    sizes = [one.stat().st_size for one in tmp_path.glob("body.*")]
    assert sizes == [int(path.rpartition("=")[2]) << 20]


def test_low_disk_is_refused_before_anything_is_asked(
    ask: Ask, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=LEAST_FREE - 1))
    with pytest.raises(CaptureRefusedError) as caught:
        ask("/page")
    assert caught.value.code == "disk-low"
    assert lab.asked == []
    assert list((tmp_path / "work").iterdir()) == []


def test_full_disk_is_an_error_of_the_system(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: BodyFile, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(BodyFile, "_keep", full)
    with pytest.raises(OSError, match="No space left"):
        ask("/page")
