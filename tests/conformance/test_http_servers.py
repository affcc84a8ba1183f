"""The client against servers nobody here wrote: nginx, httpbin under gunicorn, microsocks."""

from __future__ import annotations

import hashlib
import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect.client import Client
from osint_helpers.collect.manifests import Auth, Manifest, Rate
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.retrying import Policy
from osint_helpers.errors import CaptureRefusedError, CollectError, SourceRefusedError
from osint_helpers.evidence.record import captures
from tests.conformance import servers
from tests.conformance.environment import command

pytestmark = pytest.mark.conformance

KEY = "SYNTHETIC-KEY-0042"
ROWS = b'{"rows": ["SYNTHETIC"]}'
POLICY = Policy(attempts=4, seconds=30.0, first_wait=0.05, longest_wait=5.0)


def manifest(**facts: Any) -> Manifest:
    usual: dict[str, Any] = {
        "name": "peer", "kind": "news", "title": "SYNTHETIC peer", "publisher": "SYNTHETIC",
        "terms": "none", "licence": "open", "attribution": "SYNTHETIC", "calls": ("rows",),
        "schema": "peer/1", "basis": "documented", "servers": {"": "https://peer.example"},
        "rate": Rate(1000, 1.0), "limits": ("It is made up.",),
    }  # fmt: skip
    return Manifest(**{**usual, **facts})


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case").mkdir()
    return tmp_path / "case"


def client(case: Path, port: int, mode: str = "record", host: str = "127.0.0.1", **how: Any):
    named = {"peer": f"http://{host}:{port}", "loopback": "http://127.0.0.1:1",
             "second": "http://127.0.0.2:1"}  # fmt: skip
    usual = {"who": "tester", "servers": named, "policy": POLICY, "environment": {},
             "rates": Rates(case.parent / "rates")}  # fmt: skip
    return Client(case, mode, **{**usual, **how})


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    files = {"limited/rows.json": ROWS, "table.csv": "груз".encode()}
    with servers.nginx(tmp_path_factory.mktemp("nginx"), files) as port:
        yield port


@pytest.fixture(scope="module")
def httpbin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port, folder = servers.free_port(), tmp_path_factory.mktemp("httpbin")
    binds = [part for host in ("127.0.0.1", "127.0.0.2") for part in ("--bind", f"{host}:{port}")]
    gunicorn = command("gunicorn", *binds, "--workers", "1", "--threads", "4", "httpbin:app")
    with servers.running(gunicorn, port, folder / "httpbin.log"):
        yield port


def test_nginx_limits_and_its_retry_after_is_honoured(case: Path, nginx: int) -> None:
    time.sleep(1.1)  # what was asked before must not count
    answers = [
        client(case, nginx).ask(manifest(), "limited/rows.json", params={"n": n}) for n in range(3)
    ]
    assert [one.data for one in answers] == [ROWS] * 3
    made = [one.record["attempts"] for one in captures(case)]
    statuses = [attempt["status"] for attempts in made for attempt in attempts]
    assert 429 in statuses
    assert len(statuses) <= 6  # it waited as it was told, instead of trying its luck
    waited = [two["waited_s"] for attempts in made for two in attempts[1:]]
    assert all(one >= 0.9 for one in waited)


def test_nginx_limits_and_a_client_that_knows_the_rate_is_never_refused(
    case: Path, nginx: int
) -> None:
    time.sleep(1.1)
    polite = manifest(rate=Rate(1, 1.05))
    for n in range(3):
        client(case, nginx).ask(polite, "limited/rows.json", params={"polite": n})
    made = [one.record["attempts"] for one in captures(case)]
    assert [len(one) for one in made] == [1, 1, 1]


def test_nginx_limits_and_a_client_that_may_not_ask_again_says_so(case: Path, nginx: int) -> None:
    once = Policy(attempts=1, seconds=5, first_wait=0.01, longest_wait=0.02)
    asking = client(case, nginx, policy=once)
    asking.ask(manifest(), "table.csv")
    said = []
    for n in range(3):
        try:
            asking.ask(manifest(), "limited/rows.json", params={"once": n})
        except SourceRefusedError as error:
            said.append((error.status, "asks to wait 1 s" in error.what))
    assert said
    assert set(said) == {(429, True)}


def test_nginx_sends_text_without_a_charset(case: Path, nginx: int) -> None:
    answer = client(case, nginx).ask(manifest(), "table.csv")
    assert answer.headers["content-type"] == "text/csv"
    assert answer.text() == "груз"


@pytest.mark.parametrize("path", ["gzip", "deflate", "json", "bytes/3000?seed=7", "encoding/utf8",
                                  "stream-bytes/3000?seed=7", "redirect/3", "html"])  # fmt: skip
def test_httpbin_gives_the_bytes_another_client_gets(case: Path, httpbin: int, path: str) -> None:
    answer = client(case, httpbin).ask(manifest(), path)
    again = client(case, httpbin, "replay").ask(manifest(), path)
    assert (again.data, again.sha256) == (answer.data, answer.sha256)
    if path in {"gzip", "deflate"}:
        assert next(iter(value for name, value in answer.json().items() if name.endswith("ed")))
    elif path == "redirect/3":
        assert answer.json()["url"].endswith("/get")
    else:
        with urllib.request.urlopen(f"http://127.0.0.1:{httpbin}/{path}", timeout=20) as theirs:
            assert answer.sha256 == hashlib.sha256(theirs.read()).hexdigest()


@pytest.mark.parametrize(("status", "attempts"), [(404, 1), (418, 1), (429, 4), (500, 4), (503, 4)])
def test_httpbin_status_becomes_a_typed_refusal(
    case: Path, httpbin: int, status: int, attempts: int
) -> None:
    with pytest.raises(SourceRefusedError) as caught:
        client(case, httpbin).ask(manifest(), f"status/{status}")
    assert caught.value.status == status
    (taken,) = captures(case)
    assert [one["status"] for one in taken.record["attempts"]] == [status] * attempts


def test_httpbin_sees_what_was_posted(case: Path, httpbin: int) -> None:
    question = {"q": "груз", "n": [1, 2]}
    assert client(case, httpbin).ask(manifest(), "post", json=question).json()["json"] == question
    form = client(case, httpbin).ask(manifest(), "post", form={"q": "a b"}).json()
    assert form["form"] == {"q": "a b"}
    headers = {name.lower(): value for name, value in form["headers"].items()}
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert headers["user-agent"].startswith("osint-helpers/")


AUTHS = {
    "header": Auth("header", "X-Api-Key", ("K",)),
    "subscription": Auth("header", "Ocp-Apim-Subscription-Key", ("K",)),
    "bearer": Auth("bearer", "", ("K",)),
    "basic": Auth("basic", "", ("K",)),
}


@pytest.mark.parametrize("kind", AUTHS)
def test_httpbin_on_another_host_sees_no_key_after_a_redirect(
    case: Path, httpbin: int, kind: str
) -> None:
    there = f"http://127.0.0.2:{httpbin}/headers"
    asking = client(case, httpbin, keys={"peer": KEY})
    answer = asking.ask(manifest(auth=AUTHS[kind]), "redirect-to", params={"url": there})
    seen = {name.lower() for name in answer.json()["headers"]}
    assert seen.isdisjoint({"authorization", "x-api-key", "ocp-apim-subscription-key"})
    assert KEY.encode() not in answer.data
    for path in case.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("kind", AUTHS)
def test_httpbin_repeats_the_key_and_nothing_is_kept(case: Path, httpbin: int, kind: str) -> None:
    with pytest.raises(CaptureRefusedError) as caught:
        client(case, httpbin, keys={"peer": KEY}).ask(manifest(auth=AUTHS[kind]), "headers")
    assert caught.value.code == "secret-echoed"
    assert captures(case) == []


def test_httpbin_lets_a_bearer_in(case: Path, httpbin: int) -> None:
    bearer = manifest(auth=AUTHS["bearer"])
    with pytest.raises(SourceRefusedError, match="401"):
        client(case, httpbin).ask(bearer, "bearer")
    with pytest.raises(CaptureRefusedError, match="repeats a key"):  # it shows the token
        client(case, httpbin, keys={"peer": KEY}).ask(bearer, "bearer")


def test_httpbin_drips_and_the_whole_time_is_bounded(case: Path, httpbin: int) -> None:
    policy = Policy(attempts=3, seconds=1.0, first_wait=0.1, longest_wait=1)
    begun = time.monotonic()
    with pytest.raises(CollectError, match="time limit"):
        client(case, httpbin, policy=policy).ask(
            manifest(), "drip", params={"duration": 8, "numbytes": 16, "delay": 0}
        )
    assert time.monotonic() - begun < 3


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    real = socket.getaddrinfo

    def note(host: str, *rest: Any, **more: Any) -> Any:
        names.append(host)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", note)
    return names


def test_microsocks_looks_the_name_up_and_we_do_not(
    case: Path, httpbin: int, tmp_path: Path, looked_up: list[str]
) -> None:
    with servers.microsocks(tmp_path) as port:
        asking = client(case, httpbin, host="localhost", proxy=f"socks5h://127.0.0.1:{port}")
        answer = asking.ask(manifest(), "get", params={"q": "x"})
    assert answer.json()["args"] == {"q": "x"}
    assert set(looked_up) == {"127.0.0.1"}  # the proxy, by its number
    assert captures(case)[0].record["proxy"] == f"socks5h://127.0.0.1:{port}"
    assert "localhost" in (tmp_path / "microsocks.log").read_text()


def test_microsocks_takes_a_login_and_refuses_a_wrong_one(
    case: Path, httpbin: int, tmp_path: Path
) -> None:
    with servers.microsocks(tmp_path, "-u", "ana", "-P", "SYNTHETIC-word") as port:
        right = f"socks5h://ana:SYNTHETIC-word@127.0.0.1:{port}"
        assert client(case, httpbin, proxy=right).ask(manifest(), "get").status == 200
        for wrong in (f"socks5h://ana:SYNTHETIC-other@127.0.0.1:{port}",
                      f"socks5h://127.0.0.1:{port}"):  # fmt: skip
            with pytest.raises(CollectError, match="login"):
                client(case, httpbin, proxy=wrong).ask(manifest(), "json")
    for path in case.rglob("*"):
        assert not path.is_file() or b"SYNTHETIC-word" not in path.read_bytes()


def test_microsocks_says_that_it_does_not_reach_the_source(case: Path, tmp_path: Path) -> None:
    once = Policy(attempts=1, seconds=20)
    with servers.microsocks(tmp_path) as port:
        asking = client(case, servers.free_port(), proxy=f"socks5h://127.0.0.1:{port}", policy=once)
        with pytest.raises(CollectError, match=r"does not reach 127\.0\.0\.1"):
            asking.ask(manifest(), "get")
    assert captures(case)[0].outcome == "refused"


def test_a_dead_microsocks_fails_closed(case: Path, httpbin: int, tmp_path: Path) -> None:
    with servers.microsocks(tmp_path) as port:
        pass
    with pytest.raises(CollectError, match="no connection to the proxy"):
        client(case, httpbin, proxy=f"socks5h://127.0.0.1:{port}").ask(manifest(), "get")
    (taken,) = captures(case)
    assert (taken.outcome, taken.record["hops"][0]["peer"]) == ("proxy", None)
    assert json.dumps(taken.record["attempts"]).count("started_utc") == 1
