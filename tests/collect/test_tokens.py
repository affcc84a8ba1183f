"""Tokens (OAuth 2, client credentials): asked for once, held in memory, renewed when refused."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.client import Client
from osint_helpers.collect.keys import key_of
from osint_helpers.collect.manifests import Auth, Manifest
from osint_helpers.collect.tokens import Tokens
from osint_helpers.errors import CollectError, KeyMissingError, OsintError, SourceRefusedError
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import captures
from tests.collect import demo
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources, Reply, Request, as_json

OAUTH = Auth("oauth2", "", ("DEMO_ID", "DEMO_SECRET"), optional=True)
SECRET = "SYNTHETIC-client-secret"  # noqa: S105
SERVERS = {"": "https://demo.example/api", "auth": "https://auth.example/token"}
LOGIN = f"ana:{SECRET}"


class Giver:
    """Gives ``token-1``, ``token-2`` …; the source takes only those in `good`."""

    def __init__(self) -> None:
        self.given = 0
        self.good: set[str] = set()
        self.seconds: object = 1800

    def token(self, request: Request) -> Reply:
        form = parse_qs(request.body.decode())
        if form.get("client_secret") != [SECRET] or form.get("client_id") != ["ana"]:
            return as_json({"error": "invalid_client"}, 401)
        assert form["grant_type"] == ["client_credentials"]
        self.given += 1
        self.good.add(name := f"SYNTHETIC-token-{self.given}")
        return as_json({"access_token": name, "token_type": "bearer", "expires_in": self.seconds})

    def rows(self, request: Request) -> Reply:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.good:
            return Reply(b"SYNTHETIC: unauthorized", "text/plain", 401)
        return as_json({"path": request.path})


@pytest.fixture
def giver() -> Giver:
    return Giver()


@pytest.fixture
def desk(tmp_path: Path, giver: Giver):
    with FakeSources(demo=giver.rows, auth=giver.token) as fakes:
        made = Desk(tmp_path, fakes)
        made.servers = {"demo": fakes.servers["demo"], "demo:auth": f"{fakes.url}/auth/token"}
        yield made


def manifest(**facts: object) -> Manifest:
    return demo.manifest(auth=OAUTH, servers=SERVERS, **facts)


def test_one_token_serves_many_questions(desk: Desk, giver: Giver) -> None:
    client = desk.client("record", keys={"demo": LOGIN})
    for page in range(3):
        assert client.ask(manifest(), "rows", params={"page": page}).status == 200
    assert giver.given == 1
    assert sum(one.method == "POST" for one in desk.fakes.asked) == 1


def test_neither_token_nor_secret_nor_the_question_for_it_is_kept(
    desk: Desk, tmp_path: Path
) -> None:
    client = desk.client("record", keys={"demo": LOGIN})
    client.ask(manifest(), "rows")
    (taken,) = captures(desk.case)
    assert taken.record["request_headers"]["Authorization"] == "REDACTED"
    for path in tmp_path.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert b"SYNTHETIC-token" not in data, path
        assert SECRET.encode() not in data, path
    assert "SYNTHETIC-token" not in repr(vars(client._access))
    assert SECRET not in repr(client._access._tokens)


def test_a_refused_token_is_renewed_once(desk: Desk, giver: Giver) -> None:
    client = desk.client("record", keys={"demo": LOGIN})
    client.ask(manifest(), "rows", params={"page": 1})
    giver.good.clear()  # the source forgot them
    answer = client.ask(manifest(), "rows", params={"page": 2})
    assert answer.status == 200
    assert giver.given == 2
    assert [one["status"] for one in captures(desk.case)[-1].record["attempts"]] in ([401, 200],)
    assert len(captures(desk.case)) == 2


def test_a_second_refusal_is_the_answer(desk: Desk, giver: Giver) -> None:
    client = desk.client("record", keys={"demo": LOGIN})
    desk.fakes.trouble["demo"] = [Reply(b"SYNTHETIC: no", "text/plain", 401)] * 5
    with pytest.raises(SourceRefusedError, match="401"):
        client.ask(manifest(), "rows")
    assert giver.given == 2


def test_a_refused_question_that_changes_something_is_asked_again_too(
    desk: Desk, giver: Giver
) -> None:
    """The source said that it did nothing."""
    client = desk.client("record", keys={"demo": LOGIN})
    client.ask(manifest(), "rows")
    giver.good.clear()
    assert client.ask(manifest(), "rows", json={"x": 1}, idempotent=False).status == 200


def test_replay_needs_no_token(desk: Desk, giver: Giver) -> None:
    desk.client("record", keys={"demo": LOGIN}).ask(manifest(), "rows")
    replay = Client(desk.case, "replay", servers=desk.servers, environment={})
    assert replay.ask(manifest(), "rows").status == 200
    assert giver.given == 1


def test_the_secret_of_the_environment_goes_to_no_overriding_server(desk: Desk) -> None:
    environment = {"DEMO_ID": "ana", "DEMO_SECRET": SECRET}
    with pytest.raises(SourceRefusedError, match="401"):
        desk.client("record", environment=environment).ask(manifest(), "rows")
    assert not any(SECRET.encode() in one.body for one in desk.fakes.asked)
    # nor where only the giver of tokens is another one
    servers = {"demo:auth": desk.servers["demo:auth"]}
    client = Client(desk.case, "record", who="tester", servers=servers, environment=environment)
    with pytest.raises(KeyMissingError):
        client.ask(manifest(), "rows")
    assert not any(SECRET.encode() in one.body for one in desk.fakes.asked)


def test_a_wrong_secret_is_told_without_it(desk: Desk) -> None:
    client = desk.client("record", keys={"demo": "ana:SYNTHETIC-wrong"})
    with pytest.raises(CollectError, match="gave no token") as caught:
        client.ask(manifest(), "rows")
    assert "401" in caught.value.what
    assert "SYNTHETIC-wrong" not in str(caught.value)
    assert captures(desk.case) == []


@pytest.mark.parametrize(
    "environment",
    [{"DEMO_ID": "ana"}, {"DEMO_SECRET": SECRET}, {"DEMO_ID": " ", "DEMO_SECRET": "x"}],
)
def test_half_a_login_is_a_missing_key(environment: dict[str, str]) -> None:
    with pytest.raises(KeyMissingError, match="DEMO_ID and DEMO_SECRET") as caught:
        key_of(manifest(), environment)
    assert SECRET not in str(caught.value)


def test_a_login_is_read_from_two_variables() -> None:
    assert key_of(manifest(), {}) == ""
    assert key_of(manifest(), {"DEMO_ID": "ana", "DEMO_SECRET": SECRET}) == LOGIN


def test_a_source_with_tokens_names_where_they_are_given() -> None:
    with pytest.raises(CollectError, match="auth"):
        demo.manifest(auth=OAUTH)


class Post:
    def __init__(self, answer: bytes) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, url: str, data: bytes, content_type: str, settings: Settings) -> bytes:
        self.asked += 1
        return self.answer


def held(seconds: object) -> tuple[Tokens, Post, list[float]]:
    post = Post(json.dumps({"access_token": "SYNTHETIC", "expires_in": seconds}).encode())
    clock = [0.0]
    return Tokens(post, lambda: clock[0]), post, clock


@pytest.mark.parametrize(
    ("seconds", "holds", "ends"),
    [(1800, 1769, 1771), (10, 8.9, 9.1), (None, 269, 271), ("x", 269, 271), (-1, 269, 271),
     (True, 0.5, 0.95), (10**400, 269, 271), (86_401, 269, 271)],
)  # fmt: skip
def test_a_token_is_asked_for_anew_shortly_before_its_end(
    seconds: object, holds: float, ends: float
) -> None:
    tokens, post, clock = held(seconds)
    for at, asked in ((0, 1), (holds, 1), (ends, 2)):
        clock[0] = at
        tokens.get("https://a.example", LOGIN, Settings(), title="SYNTHETIC")
        assert post.asked == asked


def test_each_login_has_a_token_of_its_own() -> None:
    tokens, post, _ = held(100)
    for login in ("a:SYNTHETIC", "b:SYNTHETIC", "a:SYNTHETIC"):
        tokens.get("https://a.example", login, Settings(), title="SYNTHETIC")
    assert post.asked == 2


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>SYNTHETIC-leak</html>", b"SYNTHETIC-leak", b"[]", b"{}", b'{"access_token": ""}',
     b'{"access_token": 7}', b'{"access_token": "a\\nSYNTHETIC-leak"}',
     b'{"access_token": "\\u00e4SYNTHETIC-leak"}',
     b'{"access_token": "SYNTHETIC-leak", "token_type": "mac"}'],
)  # fmt: skip
def test_an_answer_without_a_token_is_an_error_that_repeats_nothing(answer: bytes) -> None:
    with pytest.raises(CollectError, match="gave no token") as caught:
        Tokens(Post(answer)).get("https://a.example", LOGIN, Settings(), title="SYNTHETIC register")
    assert "leak" not in str(caught.value)
    assert SECRET not in str(caught.value)


@given(st.binary(max_size=200))
def test_arbitrary_answers_end_in_a_token_or_a_typed_error(answer: bytes) -> None:
    tokens = Tokens(Post(answer))
    try:
        token = tokens.get("https://a.example", LOGIN, Settings(), title="SYNTHETIC")
    except OsintError:
        return
    assert token.isprintable()
