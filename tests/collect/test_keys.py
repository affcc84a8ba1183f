"""A key goes to the host that owns it and into nothing that is written, shown or raised."""

from __future__ import annotations

import base64
import json
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect import keys
from osint_helpers.collect.client import Client
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Auth
from osint_helpers.errors import CaptureRefusedError, CollectError, KeyMissingError, NotRecorded
from tests.collect import demo
from tests.collect.demo import HEADER, KEY, QUERY
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources

KINDS = {
    "header": HEADER,
    "query": QUERY,
    "bearer": Auth("bearer", "", ("DEMO_KEY",)),
    "basic": Auth("basic", "", ("DEMO_KEY",)),
}
BASIC = base64.b64encode(f"{KEY}:".encode()).decode()


def carried(fakes: FakeSources) -> str:
    """Return headers and query of the last request as one text."""
    last = fakes.asked[-1]
    return json.dumps([dict(last.headers), last.query])


def own(desk: Desk, auth: Auth, **facts: Any) -> tuple[Client, Any]:
    """Return a client and a manifest whose own server is the fake; another one is named."""
    servers = {"": desk.servers["demo"]}
    manifest = demo.manifest(auth=auth, servers=servers, **facts)
    client = Client(
        desk.case, "record", who="tester", rates=desk.rates,
        servers={"other": "http://127.0.0.1:1"},  # lets loopback be asked
        environment={"DEMO_KEY": KEY},
    )  # fmt: skip
    return client, manifest


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_environment_goes_to_the_own_server(demo_desk: Desk, kind: str) -> None:
    client, manifest = own(demo_desk, KINDS[kind])
    client.ask(manifest, "rows")
    last = demo_desk.fakes.asked[-1]
    expected = {
        "header": last.headers.get("X-Api-Key") == KEY,
        "query": last.query.get("uid") == [KEY],
        "bearer": last.headers.get("Authorization") == f"Bearer {KEY}",
        "basic": last.headers.get("Authorization") == f"Basic {BASIC}",
    }
    assert [name for name, right in expected.items() if right] == [kind]


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_the_environment_never_goes_to_an_overriding_server(
    demo_desk: Desk, kind: str
) -> None:
    manifest = demo.manifest(auth=KINDS[kind])
    demo_desk.client("record", environment={"DEMO_KEY": KEY}).ask(manifest, "rows")
    assert KEY not in carried(demo_desk.fakes)
    assert BASIC not in carried(demo_desk.fakes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_given_in_the_call_goes_to_a_server_given_in_the_call(
    demo_desk: Desk, kind: str
) -> None:
    demo_desk.client("record", keys={"demo": KEY}).ask(demo.manifest(auth=KINDS[kind]), "rows")
    said = carried(demo_desk.fakes)
    assert KEY in said or BASIC in said


def test_no_key_goes_to_a_whole_address_elsewhere(demo_desk: Desk) -> None:
    client, _ = own(demo_desk, HEADER)
    manifest = demo.manifest(auth=HEADER)  # its own server is demo.example
    client.ask(manifest, f"{demo_desk.servers['demo']}/rows")
    assert KEY not in carried(demo_desk.fakes)


def test_a_key_of_one_source_does_not_go_to_another(demo_desk: Desk) -> None:
    demo_desk.client("record", keys={"elsewhere": KEY}).ask(demo.manifest(auth=HEADER), "rows")
    assert KEY not in carried(demo_desk.fakes)


def test_a_question_may_be_asked_without_the_key(demo_desk: Desk) -> None:
    client, manifest = own(demo_desk, HEADER)
    client.ask(manifest, "rows", keyed=False)
    assert KEY not in carried(demo_desk.fakes)


def test_a_missing_key_names_the_variables(demo_desk: Desk) -> None:
    client, manifest = own(demo_desk, HEADER)
    client = Client(demo_desk.case, "record", who="tester", rates=demo_desk.rates, environment={})
    with pytest.raises(KeyMissingError, match="DEMO_KEY or DEMO_TOKEN"):
        client.ask(manifest, "rows")
    assert demo_desk.fakes.asked == []


def test_an_optional_key_may_be_missing() -> None:
    optional = demo.manifest(auth=Auth("header", "X-Api-Key", ("DEMO_KEY",), optional=True))
    assert keys.key_of(optional, {}) == ""
    assert keys.key_of(optional, {"DEMO_KEY": f" {KEY}\n"}) == KEY


def test_the_first_variable_that_is_set_wins() -> None:
    manifest = demo.manifest(auth=HEADER)
    assert keys.key_of(manifest, {"DEMO_TOKEN": "second"}) == "second"
    assert keys.key_of(manifest, {"DEMO_TOKEN": "second", "DEMO_KEY": "first"}) == "first"


@pytest.mark.parametrize("kind", KINDS)
def test_replay_needs_no_key(demo_desk: Desk, kind: str) -> None:
    client, manifest = own(demo_desk, KINDS[kind])
    client.ask(manifest, "rows")
    replay = Client(demo_desk.case, "replay", environment={})
    assert replay.ask(manifest, "rows").status == 200


def everything(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        yield path, str(path).encode()
        if path.is_file():
            yield path, path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_is_in_any_file(
    demo_desk: Desk, kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client, manifest = own(demo_desk, KINDS[kind])
    got = Gathering(client, manifest, "rows", {"q": 1, "api_key": KEY})
    got.ask("rows", part="one", params={"q": 1})
    result = got.collected([], [])
    for path, data in everything(tmp_path):
        assert KEY.encode() not in data, path
        assert BASIC.encode() not in data, path
    shown = [repr(result), result._repr_html_(), repr(result.meta), repr(client), repr(got)]
    assert not any(KEY in one or BASIC in one for one in [*shown, caplog.text])
    assert result.meta.parameters["api_key"] == "REDACTED"


def traced(error: BaseException) -> str:
    """Return a traceback with the variables of every frame, as a verbose notebook prints it."""
    found = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(found.format())


@pytest.mark.parametrize("kind", ["header", "bearer", "basic", "query"])
def test_no_key_is_in_an_error_or_its_traceback(demo_desk: Desk, kind: str) -> None:
    client, manifest = own(demo_desk, KINDS[kind])
    demo_desk.fakes.trouble["demo"] = [demo.Reply(b"no", "text/plain", 403)]
    with pytest.raises(CollectError) as caught:
        client.ask(manifest, "rows")
    assert KEY not in traced(caught.value)
    assert BASIC not in traced(caught.value)


def test_an_answer_that_repeats_the_key_is_not_stored(demo_desk: Desk, tmp_path: Path) -> None:
    client, manifest = own(demo_desk, HEADER)
    demo_desk.fakes.trouble["demo"] = [demo.as_json({"you": KEY})]
    with pytest.raises(CaptureRefusedError) as caught:
        client.ask(manifest, "rows")
    assert KEY not in str(caught.value)
    assert all(KEY.encode() not in data for _, data in everything(tmp_path))


def test_a_miss_does_not_repeat_a_key_of_a_link(demo_desk: Desk) -> None:
    manifest = demo.manifest(auth=QUERY)
    with pytest.raises(NotRecorded) as caught:
        demo_desk.client().ask(manifest, f"{demo_desk.servers['demo']}/rows?uid={KEY}&token={KEY}")
    assert KEY not in str(caught.value)


def test_a_key_hides_from_what_prints_variables() -> None:
    key = keys.Key(KEY)
    assert KEY not in repr([key, {"key": key}])
    assert f"{key}" == key == KEY
    assert KEY not in repr(keys.sent(demo.manifest(auth=HEADER), KEY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "magic", "variables": ("A",)},
        {"kind": "header", "variables": ()},
        {"kind": "none", "variables": ("A",)},
        {"kind": "header", "variables": ("A",)},
        {"kind": "query", "variables": ("A",)},
        {"kind": "header", "name": "X-Caller", "variables": ("A",)},
        {"kind": "oauth2", "variables": ("A",)},
    ],
)
def test_a_way_to_send_a_key_that_cannot_be_kept_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        Auth(**wrong)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://demo.example/a", "https://demo.example:443/b", True),
        ("http://demo.example/a", "http://demo.example:80/b", True),
        ("http://demo.example:8000/a", "https://demo.example:8000/a", False),
        ("https://demo.example/a", "https://demo.example:8443/a", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert keys.same_origin(one, other) is same


def test_a_key_issued_percent_encoded_is_sent_plain_to_be_encoded_once() -> None:
    sent = keys.sent(demo.manifest(auth=QUERY), "SYNTHETIC%2Bkey%3D")
    assert list(sent.secrets.values()) == ["SYNTHETIC+key="]


def test_a_key_given_in_the_call_wins_over_the_environment(demo_desk: Desk) -> None:
    _, manifest = own(demo_desk, HEADER)
    client = Client(
        demo_desk.case, "record", who="tester", rates=demo_desk.rates,
        servers={"other": "http://127.0.0.1:1"}, keys={manifest.name: "SYNTHETIC-given"},
        environment={"DEMO_KEY": KEY},
    )  # fmt: skip
    client.ask(manifest, "rows")
    assert demo_desk.fakes.asked[-1].headers.get("X-Api-Key") == "SYNTHETIC-given"


def test_no_login_at_all_is_a_missing_key_where_it_is_needed() -> None:
    auth = Auth("oauth2", "", ("DEMO_ID", "DEMO_SECRET"))
    servers = {"": "https://demo.example", "auth": "https://auth.example/token"}
    with pytest.raises(KeyMissingError, match="needs a key"):
        keys.key_of(demo.manifest(auth=auth, servers=servers), {})
