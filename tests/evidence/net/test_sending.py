"""A POST as evidence: what was sent is a part of the capture, and no key gets into it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import sealing, verifying
from osint_helpers.evidence.exports import wacz
from osint_helpers.evidence.frames import captures_frame
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.preserving import Target, plan
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.evidence.lab import Lab
from tests.evidence.net.conftest import Ask
from tests.evidence.net.warcs import of_type

BODY = b'{"q": "SYNTHETIC"}'
POST = {"data": BODY, "data_type": "application/json"}


def test_record_names_the_method_and_what_was_sent(ask: Ask) -> None:
    got = ask("/echo", **POST)
    assert got["outcome"] == "ok"
    assert got["method"] == "POST"
    assert got["sent"] == {
        "bytes": len(BODY),
        "content_type": "application/json",
        "sha256": hashlib.sha256(BODY).hexdigest(),
    }
    assert got["title"] == "answer to a POST of 18 bytes (application/json)"
    assert got["request_headers"]["Content-Type"] == "application/json"


def test_a_get_has_none_of_it(ask: Ask) -> None:
    assert {"method", "sent", "title"}.isdisjoint(ask("/page"))


def test_wire_file_holds_the_request_with_its_body(ask: Ask, tmp_path: Path) -> None:
    ask("/echo", **POST)
    (request,) = of_type(tmp_path / "work" / "wire.warc", "request")
    head, _, body = request.block.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /echo HTTP/1.1\r\n")
    assert body == BODY
    assert f"Content-Length: {len(BODY)}".encode() in head
    (response,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert response.block.endswith(b"answer to " + BODY)


def test_an_empty_post_is_a_post(ask: Ask, lab: Lab) -> None:
    got = ask("/echo", data=b"", data_type="application/x-www-form-urlencoded")
    assert (got["method"], got["sent"]["bytes"]) == ("POST", 0)
    assert lab.asked[0][1]["Content-Length"] == "0"


@pytest.mark.parametrize("where", ["headers", "secrets"])
def test_a_secret_in_what_is_sent_is_refused_before_anything_is_asked(
    ask: Ask, lab: Lab, tmp_path: Path, where: str
) -> None:
    key = "SYNTHETIC-key-1234"
    given = {where: {"X-Api-Key" if where == "headers" else "key": key}}
    with pytest.raises(CaptureRefusedError) as caught:
        ask("/echo", data=json.dumps({"token": key}).encode(), data_type="text/json", **given)
    assert key not in str(caught.value)
    assert lab.asked == []
    assert list((tmp_path / "work").iterdir()) == []


def test_a_redirect_is_not_followed_with_what_was_posted(ask: Ask, lab: Lab) -> None:
    got = ask("/post-redirect", **POST)
    assert (got["outcome"], got["status"], len(lab.asked)) == ("http-status", 302, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"data": b"x"}, {"data_type": "text/plain"}, {"data": b"x", "data_type": "a/b\r\nX: y"}],
)
def test_data_and_type_go_together(wrong: dict[str, object]) -> None:
    with pytest.raises(EvidenceError, match="media type"):
        Settings(**wrong)  # type: ignore[arg-type]


def test_what_is_sent_does_not_show_in_the_settings() -> None:
    assert "SYNTHETIC" not in repr(Settings(**POST))  # type: ignore[arg-type]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one POST and one GET of the same address."""
    folder = tmp_path / "synthetic-case"
    store = Store(folder, "ana")
    with Lab() as lab:
        allow = frozenset({lab.host})
        url = lab.serve("/both", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nSYNTHETIC")
        for settings in (Settings(allow=allow, **POST), Settings(allow=allow)):  # type: ignore[arg-type]
            store.capture(url, why="test", settings=settings)
    return folder


def test_check_register_and_seal_know_a_post(case: Path) -> None:
    sealing.seal(case, "ana")
    assert verifying.verify(case).findings == ()
    titles = sorted(captures_frame(case)["title"])
    assert titles == ["", "answer to a POST of 18 bytes (application/json)"]


def test_a_post_is_not_what_a_cited_address_shows(case: Path) -> None:
    posted = [one for one in captures(case) if one.not_the_page]
    assert len(posted) == 1
    (url,) = posted[0].addresses
    target = Target(url, ("S1",), None)
    assert plan([target], posted)[0].action == "capture"
    assert plan([target], captures(case))[0].action == "skip"


def test_an_export_for_replay_does_not_show_a_post_as_the_page(case: Path, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(wacz.write(case, tmp_path / "synthetic.wacz")) as archive:
        index = archive.read("indexes/index.cdx").decode().splitlines()
        names = [one for one in archive.namelist() if one.startswith("archive/")]
    assert len(names) == 2
    assert len(index) == 1
    (posted,) = (one for one in captures(case) if one.not_the_page)
    assert posted.id not in index[0]
