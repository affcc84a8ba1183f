"""A POST over the guarded connection: a whole answer with status 200, or an error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence.net.posting import post
from osint_helpers.evidence.net.settings import Settings
from tests.evidence.lab import Lab

TYPE = "application/timestamp-query"
LOCAL = Settings(allow=frozenset({"127.0.0.1"}), seconds=10)


def test_answer_comes_back(lab: Lab) -> None:
    assert post(lab.url("/tsa"), b"SYNTHETIC\0", TYPE, LOCAL) == b"answer to SYNTHETIC\0"
    ((_, sent),) = lab.asked
    assert sent["Content-Type"] == TYPE
    assert sent["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/post-500", "500"),
        ("/post-201", "201"),
        ("/post-coded", "not plainly 200"),
        ("/post-cut", "announced 9"),
        ("/post-redirect", "302"),
        ("/post-large", "1048576"),
    ],
)
def test_anything_else_is_an_error(lab: Lab, path: str, words: str) -> None:
    with pytest.raises(EvidenceError, match=words):
        post(lab.url(path), b"x", TYPE, LOCAL)
    assert len(lab.asked) == 1


def test_private_address_is_not_asked(lab: Lab) -> None:
    with pytest.raises(EvidenceError, match="not a public address"):
        post(lab.url("/tsa"), b"x", TYPE, Settings())
    assert lab.asked == []


@pytest.mark.parametrize(
    "url", ["http://u:p@127.0.0.1/", "ftp://127.0.0.1/", "http://x.example/?key=abc"]
)
def test_unfit_url_is_refused(url: str) -> None:
    with pytest.raises(CaptureRefusedError):
        post(url, b"x", TYPE, LOCAL)


@pytest.mark.parametrize("wrong", ["a/b\r\nX: y", ""])
def test_type_that_cannot_be_sent(lab: Lab, wrong: str) -> None:
    with pytest.raises(EvidenceError):
        post(lab.url("/tsa"), b"x", wrong, LOCAL)
    assert lab.asked == []


def test_unreachable_service() -> None:
    settings: dict[str, Any] = {"allow": frozenset({"127.0.0.1"}), "seconds": 5}
    with pytest.raises(EvidenceError, match="no connection"):
        post("http://127.0.0.1:1/", b"x", TYPE, Settings(**settings))


def test_unusable_authority_file_is_an_error_before_anything_is_asked(lab: Lab) -> None:
    with pytest.raises(EvidenceError, match="certificates"):
        post(lab.url("/tsa"), b"x", TYPE, replace(LOCAL, ca_file="/nowhere/SYNTHETIC.pem"))
    assert lab.asked == []


def test_key_of_a_service_goes_out_and_an_echo_is_refused(lab: Lab) -> None:
    settings = replace(
        LOCAL, headers={"Authorization": "SYNTHETIC-key"}, secrets={"k": "answer to"}
    )
    with pytest.raises(CaptureRefusedError) as caught:
        post(lab.url("/tsa"), b"x", TYPE, settings)
    assert caught.value.code == "secret-echoed"
    ((path, sent),) = lab.asked
    assert sent["Authorization"] == "SYNTHETIC-key"
    assert path == "/tsa?k=answer%20to"


def test_type_may_have_capitals(lab: Lab) -> None:
    assert post(lab.url("/tsa"), b"x", "Application/Timestamp-Query", LOCAL) == b"answer to x"
