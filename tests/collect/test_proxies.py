"""The client behind a proxy: chosen by the analyst, never gone around, never taken for a peer."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.collect.client import Client
from osint_helpers.errors import CollectError, EvidenceError
from osint_helpers.evidence.record import captures
from tests.collect import demo
from tests.collect.desk import Desk
from tests.evidence.net import proxies


@pytest.fixture
def socks():
    with proxies.running(proxies.socks) as proxy:
        yield proxy


def at(proxy: proxies.Proxy) -> str:
    return f"socks5h://127.0.0.1:{proxy.port}"


@pytest.mark.parametrize("mode", ["record", "live"])
@pytest.mark.parametrize("how", ["argument", "environment"])
def test_an_overriding_server_is_asked_through_the_proxy_too(
    demo_desk: Desk, socks: proxies.Proxy, mode: str, how: str
) -> None:
    chosen = (
        {"proxy": at(socks)} if how == "argument" else {"environment": {"OSINT_PROXY": at(socks)}}
    )
    answer = demo_desk.client(mode, **chosen).ask(demo.PLAIN, "rows")
    assert answer.status == 200
    assert len(socks.asked) == 1
    assert answer.synthetic  # by what was asked, not by where the proxy is


def test_a_public_name_behind_a_proxy_on_loopback_is_not_synthetic(demo_desk: Desk) -> None:
    port = int(demo_desk.fakes.url.rpartition(":")[2])
    names = {"demo.example": "127.0.0.1"}
    with proxies.running(proxies.socks, names=names) as proxy:
        client = Client(
            demo_desk.case, "record", who="tester", rates=demo_desk.rates, environment={},
            proxy=at(proxy), servers={"demo": f"http://demo.example:{port}/demo"},
        )  # fmt: skip
        answer = client.ask(demo.PLAIN, "rows")
        assert not answer.synthetic
        replay = Client(demo_desk.case, servers=client.servers, environment={})
        assert not replay.ask(demo.PLAIN, "rows").synthetic
    record = captures(demo_desk.case)[0].record
    assert record["proxy"] == f"socks5h://127.0.0.1:{proxy.port}"
    assert record["hops"][0]["peer"] == "127.0.0.1"


@pytest.mark.parametrize("mode", ["record", "live"])
@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_for_other_programs_needs_a_choice(demo_desk: Desk, mode: str, name: str) -> None:
    environment = {name: "http://127.0.0.1:9"}
    with pytest.raises(CollectError, match=name) as caught:
        demo_desk.client(mode, environment=environment).ask(demo.PLAIN, "rows")
    assert "OSINT_PROXY=direct" in caught.value.advice
    assert demo_desk.fakes.asked == []
    demo_desk.client(mode, environment=environment, proxy="direct").ask(demo.PLAIN, "rows")
    environment["OSINT_PROXY"] = "direct"
    demo_desk.client(mode, environment=environment).ask(demo.PLAIN, "rows", params={"n": 2})
    assert len(demo_desk.fakes.asked) == 2


def test_replay_needs_no_choice(demo_desk: Desk) -> None:
    demo_desk.client("record").ask(demo.PLAIN, "rows")
    environment = {"HTTP_PROXY": "http://127.0.0.1:9"}
    assert demo_desk.client(environment=environment).ask(demo.PLAIN, "rows").status == 200


def test_a_dead_proxy_fails_closed(demo_desk: Desk) -> None:
    with proxies.running(proxies.socks) as gone:
        pass
    with pytest.raises(CollectError, match="no connection to the proxy") as caught:
        demo_desk.client("record", proxy=at(gone)).ask(demo.PLAIN, "rows")
    assert "OSINT_PROXY" in caught.value.advice
    assert demo_desk.fakes.asked == []
    assert captures(demo_desk.case)[0].outcome == "proxy"


def test_an_unusable_proxy_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match="socks5") as caught:
        Client(proxy="socks5://ana:SYNTHETIC-word@127.0.0.1:1", environment={})
    assert "socks5h" in caught.value.advice
    assert "SYNTHETIC-word" not in str(caught.value)


def test_tokens_are_asked_for_through_the_proxy_too(demo_desk: Desk, socks: proxies.Proxy) -> None:
    from osint_helpers.collect.manifests import Auth

    auth = Auth("oauth2", "", ("DEMO_ID", "DEMO_WORD"))
    manifest = demo.manifest(
        auth=auth, servers={"": "https://a.example", "auth": "https://b.example"}
    )
    servers = {**demo_desk.servers, "demo:auth": f"{demo_desk.servers['demo']}/token"}
    client = Client(
        demo_desk.case, "record", who="tester", rates=demo_desk.rates, servers=servers,
        keys={"demo": "ana:SYNTHETIC-word"}, proxy=at(socks), environment={},
    )  # fmt: skip
    with pytest.raises((CollectError, EvidenceError)):
        client.ask(manifest, "rows")  # the fake gives no token
    assert [one.path for one in demo_desk.fakes.asked] == ["token"]
    assert len(socks.asked) == 1
