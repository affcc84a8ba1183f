"""What a fetch stores and says, for answers as they should be and as they are."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.outcomes import OUTCOMES
from tests.evidence import lab as pages
from tests.evidence.lab import Lab
from tests.evidence.net.conftest import Ask
from tests.evidence.net.warcs import of_type

KEYS = {
    "url_asked", "url_final", "status", "hops", "outcome", "complete", "reason", "content_type",
    "body", "request_headers", "redacted", "limits", "allowed_addresses", "certificate_exception",
    "seconds",
}  # fmt: skip
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HOP_KEYS = {
    "url", "status", "peer", "peer_port", "tls", "started_utc", "wire_bytes", "wire_sha256",
    "server_date", "server_minus_local_s", "content_type", "content_encoding", "problem",
}  # fmt: skip


def test_plain_page(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    got = ask("/page")
    (hop,) = got["hops"]
    assert set(got) == KEYS
    assert set(hop) == HOP_KEYS
    assert (got["outcome"], got["complete"], got["reason"], got["status"]) == ("ok", True, "", 200)
    assert got["url_asked"] == got["url_final"] == hop["url"] == lab.url("/page")
    assert (tmp_path / "work" / got["body"]).read_bytes() == pages.HTML
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == [
        "body.html.txt",
        "wire.warc",
    ]
    assert (hop["peer"], hop["peer_port"], hop["tls"]) == ("127.0.0.1", lab.port, None)
    assert abs(hop["server_minus_local_s"]) < 5
    assert got["limits"]["max_hops"] == 8
    assert got["allowed_addresses"] == ["127.0.0.1"]
    assert got["certificate_exception"] is None
    json.dumps(got, allow_nan=False)


@pytest.mark.parametrize(
    "path",
    ["/gz", "/deflate", "/rawdeflate", "/chunked", "/chunkedgz", "/close", "/early", "/redir"],
)
def test_codings_come_off_and_the_body_is_whole(ask: Ask, tmp_path: Path, path: str) -> None:
    got = ask(path)
    assert (got["outcome"], got["complete"], got["status"]) == ("ok", True, 200)
    assert (tmp_path / "work" / got["body"]).read_bytes() == pages.HTML


def test_gzip_stays_on_in_the_wire_file(ask: Ask, tmp_path: Path) -> None:
    ask("/gz")
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.block.endswith(gzip.compress(pages.HTML, mtime=0))


def test_wire_file_holds_the_very_bytes_sent(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    sent = b"HTTP/1.1 200 fine\r\nX-Odd:  two  spaces\r\nContent-Length:3\n\r\nabc"
    got = ask(lab.serve("/odd", sent))
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.block == sent
    assert got["hops"][0]["wire_bytes"] == len(sent)
    assert got["hops"][0]["wire_sha256"] == hashlib.sha256(sent).hexdigest()
    assert got["outcome"] == "ok"


@pytest.mark.parametrize(
    ("path", "outcome", "complete", "status", "body"),
    [
        ("/403", "http-status", True, 403, b"SYNTHETIC: denied"),
        ("/nowhere", "http-status", True, 404, b"SYNTHETIC: nothing here"),
        ("/304", "http-status", True, 304, None),
        ("/204", "ok", True, 204, None),
        ("/empty", "ok", True, 200, None),
        ("/206", "truncated", False, 206, pages.HTML[:10]),
        ("/login", "login-wall", True, 200, pages.LOGIN),
        ("/challenge", "challenge-page", True, 403, pages.CHALLENGE),
        ("/short", "truncated", False, 200, pages.HTML),
        ("/chunkedcut", "truncated", False, 200, pages.HTML),
        ("/lying-length", "bad-response", False, 200, pages.HTML[:10]),
        ("/shortgz", "bad-response", False, 200, pages.HTML),
        ("/evil", "ok", True, 200, pages.EVIL),
        ("/pdf", "ok", True, 200, pages.PDF),
    ],
)
def test_outcome_and_kept_bytes(
    ask: Ask,
    tmp_path: Path,
    path: str,
    outcome: str,
    complete: bool,
    status: int,
    body: bytes | None,
) -> None:
    got = ask(path)
    assert (got["outcome"], got["complete"], got["status"]) == (outcome, complete, status)
    if body is None:
        assert got["body"] is None
        assert [one.name for one in (tmp_path / "work").iterdir()] == ["wire.warc"]
    else:
        assert (tmp_path / "work" / got["body"]).read_bytes() == body
    assert got["outcome"] in OUTCOMES


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/short", "announced 650 bytes and sent 150"),
        ("/lying-length", "at least 140 bytes follow"),
        ("/403", "status 403"),
        ("/206", "status 206"),
        ("/empty", "no body"),
    ],
)
def test_reason_names_the_numbers(ask: Ask, path: str, words: str) -> None:
    assert words in ask(path)["reason"]


def test_unknown_coding_is_kept_as_sent(ask: Ask, tmp_path: Path) -> None:
    got = ask("/brotli")
    assert (got["outcome"], got["complete"], got["body"]) == ("unknown-coding", True, "body.bin")
    assert "'br'" in got["reason"]
    assert (tmp_path / "work" / "body.bin").read_bytes() == b"\x0b\x02\x80SYNTHETIC\x03"


def test_broken_gzip_keeps_the_whole_wire(ask: Ask, tmp_path: Path) -> None:
    got = ask("/brokengz")
    assert (got["outcome"], got["complete"]) == ("bad-response", False)
    (answer,) = of_type(tmp_path / "work" / "wire.warc", "response")
    head, _, body = answer.block.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert "WARC-Truncated" not in answer.fields


def test_both_clocks_are_kept(ask: Ask) -> None:
    (hop,) = ask("/date-wrong")["hops"]
    assert hop["server_date"] == pages.WRONG_DATE
    assert hop["server_minus_local_s"] < -800_000_000


@pytest.mark.parametrize("date", ["", "Date: nonsense\r\n", "Date: 99999999999 Jan 1\r\n"])
def test_unusable_server_date(ask: Ask, lab: Lab, date: str) -> None:
    answer = f"HTTP/1.1 200 OK\r\n{date}Content-Length: 1\r\n\r\na".encode()
    (hop,) = ask(lab.serve("/d", answer))["hops"]
    assert hop["server_minus_local_s"] is None


def test_header_cannot_steer_a_terminal(ask: Ask, lab: Lab) -> None:
    got = ask(lab.serve("/t", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\x1b[2J\x9b\r\n\r\na"))
    assert got["content_type"] == got["hops"][0]["content_type"] == "text/html\ufffd[2J\ufffd"


def test_each_hop_is_told(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    got = ask("/redir")
    assert [(hop["status"], hop["url"]) for hop in got["hops"]] == [
        (302, lab.url("/redir")), (301, lab.url("/redir2")), (200, lab.url("/page")),
    ]  # fmt: skip
    assert got["url_final"] == lab.url("/page")
    answers = of_type(tmp_path / "work" / "wire.warc", "response")
    assert [one.block[-6:] for one in answers[:2]] == [b"\nfirst", b"second"]


def test_circle_ends_at_the_first_repetition(ask: Ask, lab: Lab) -> None:
    got = ask("/loop")
    assert (got["outcome"], got["complete"], got["status"]) == ("too-many-redirects", False, 302)
    assert len(lab.asked) == 1


def test_hop_limit(ask: Ask, lab: Lab) -> None:
    got = ask("/spiral", max_hops=3)
    assert got["outcome"] == "too-many-redirects"
    assert "hop 3" in got["reason"]
    assert len(lab.asked) == len(got["hops"]) == 3


def test_last_allowed_hop_may_be_the_page(ask: Ask) -> None:
    assert ask("/redir", max_hops=3)["outcome"] == "ok"


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "http://u:p@127.0.0.1/",
        "http://2130706433/",
        "/x?token=SYNTHETIC",
        "http://:80/",
    ],
)
def test_redirect_to_an_unfit_address(ask: Ask, lab: Lab, target: str) -> None:
    got = ask(lab.serve("/r", f"HTTP/1.1 302 x\r\nLocation: {target}\r\n\r\n".encode()))
    assert (got["outcome"], got["complete"], len(got["hops"])) == ("bad-redirect", False, 1)
    assert "hop 1" in got["reason"]
    assert "SYNTHETIC" not in got["reason"]


def test_redirect_whose_body_is_cut_is_followed(ask: Ask, lab: Lab) -> None:
    lab.serve("/r", b"HTTP/1.1 302 x\r\nLocation: /page\r\nContent-Length: 9\r\n\r\nabc")
    got = ask("/r")
    assert (got["outcome"], got["complete"]) == ("ok", True)
    assert got["hops"][0]["problem"].startswith("truncated: ")


def test_redirect_without_address_is_a_status(ask: Ask, lab: Lab) -> None:
    got = ask(lab.serve("/r", b"HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n"))
    assert (got["outcome"], got["status"]) == ("http-status", 302)


def test_nothing_left_of_the_body_of_a_redirect(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    lab.serve("/r", b"HTTP/1.1 302 x\r\nLocation: /empty\r\nContent-Length: 3\r\n\r\nabc")
    assert ask("/r")["body"] is None
    assert [one.name for one in (tmp_path / "work").iterdir()] == ["wire.warc"]


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        (b"", "bad-response", "without an answer"),
        (b"SSH-2.0-SYNTHETIC\r\n", "bad-response", "no HTTP/1 status line"),
        (b"HTTP/2 200 OK\r\n\r\n", "bad-response", "no HTTP/1 status line"),
        (b"HTTP/1.1 20 OK\r\n\r\n", "bad-response", "no HTTP/1 status line"),
        (b"HTTP/1.1 " + b"9" * 70000, "bad-response", "no HTTP/1 status line"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70000 + b"\r\n\r\n", "bad-response", "too long"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 1000 + b"\r\n", "bad-response", "too many"),
        (
            b"HTTP/1.1 200 OK\r\n" + b"X: %s\r\n" % (b"a" * 60000) * 5 + b"\r\nabc",
            "bad-response",
            "too long",
        ),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 900 + b"\r\nabc", "ok", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/ht", "truncated", "within the headers"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\nX: 1\r\n\r\nabc", "ok", "malformed header lines: 1"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nabc", "bad-response", "length"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 3\r\n\r\nabc",
            "bad-response",
            "length",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc", "bad-response", "length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc", "ok", ""),
        (b"HTTP/1.1 200\r\n\r\nabc", "ok", ""),
        (b"HTTP/1.0 200 OK\n\nabc", "ok", ""),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\na",
            "bad-response",
            "transfer",
        ),
        (CHUNKED + b"-3\r\nabc\r\n0\r\n\r\n", "bad-response", "chunked"),
        (CHUNKED + b"3\r\nabcd\r\n0\r\n\r\n", "bad-response", "chunked"),
        (CHUNKED + b"3;x=y\r\nabc\r\n0\r\nT: 1\r\n\r\n", "ok", ""),
        (CHUNKED + b"3\r\nabc\r\n0\r\n", "ok", ""),
        (CHUNKED + b"3\r\nabc\r\n", "truncated", "last chunk"),
        (CHUNKED + b"3\r\nabc", "truncated", "last chunk"),
        (CHUNKED + b"3", "truncated", "last chunk"),
        (b"HTTP/1.1 101 Upgrade\r\n\r\n", "http-status", "101"),
        (b"HTTP/1.1 204 x\r\n\r\nabc", "bad-response", "at least 3 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc\r\n", "ok", ""),
        (b"HTTP/1.1 103 x\r\n\r\n" * 30, "bad-response", "interim"),
    ],
)
def test_hostile_answer(
    ask: Ask, lab: Lab, tmp_path: Path, answer: bytes, outcome: str, words: str
) -> None:
    got = ask(lab.serve("/h", answer))
    assert got["outcome"] == outcome
    assert words in got["reason"]
    assert got["complete"] is (outcome in {"ok", "http-status"})
    stored = of_type(tmp_path / "work" / "wire.warc", "response")
    assert answer.startswith(b"".join(one.block for one in stored))
    if outcome == "ok":
        assert (tmp_path / "work" / got["body"]).read_bytes() == b"abc"


LENGTH = b"Content-Length: 9\r\n"
GZIP = gzip.compress(b"SYNTHETIC", mtime=0)


def head(*lines: bytes) -> bytes:
    return b"".join([b"HTTP/1.1 200 OK\r\n", *lines, b"\r\n"])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (head(LENGTH).replace(b"\r\n", b"\n") + b"SYNTHETIC", ""),
        (head(LENGTH, LENGTH) + b"SYNTHETIC", ""),
        (head(LENGTH, b"Content-Length: 09\r\n") + b"SYNTHETIC", ""),
        (head(LENGTH, b"X: a\r\n  folded\r\n") + b"SYNTHETIC", ""),
        (head(LENGTH, "X: Łódź…\r\n".encode()) + b"SYNTHETIC", ""),
        (head(LENGTH, b"X: a\x85b\x0bc\x1c\r\n") + b"SYNTHETIC", ""),
        (head(b"no colon\r\n", LENGTH) + b"SYNTHETIC", "malformed header lines: 1"),
        (head(b" folds nothing\r\n", LENGTH) + b"SYNTHETIC", "malformed header lines: 1"),
        (head(b"X a: b\r\n", b": c\r\n", LENGTH) + b"SYNTHETIC", "malformed header lines: 2"),
        (head(b"X: a\rb\r\n", LENGTH) + b"SYNTHETIC", "malformed header lines: 1"),
        (head(b"Content-Length : 9\r\n") + b"SYNTHETIC", "malformed header lines: 1"),
        (head(b"Content-Encoding: none\r\n", LENGTH) + b"SYNTHETIC", "given as 'none'"),
        (head(b"Content-Encoding: gzip\r\n", LENGTH) + b"SYNTHETIC", "not packed"),
        (head(b"Content-Encoding: gzip\r\n") + GZIP + b"\n", "1 bytes were left out"),
        (head(b"Content-Encoding: identity\r\n", b"Content-Encoding: gzip\r\n") + GZIP, ""),
        (head(b"Content-Encoding: gzip\r\n" * 2) + gzip.compress(GZIP), ""),
        (head(b"Transfer-Encoding: Chunked\r\n") + b"9 \r\nSYNTHETIC\r\n0\r\n\r\n", ""),
        (
            head(b"Transfer-Encoding: chunked\r\n" * 2) + b"9\r\nSYNTHETIC\r\n0\r\n\r\n",
            "announced more than once",
        ),
        (
            head(b"Transfer-Encoding: chunked\r\n", LENGTH) + b"9\r\nSYNTHETIC\r\n0\r\n\r\n",
            "a length is announced beside the chunks",
        ),
        (b"HTTP/1.1 103 x\r\n\r\n" + head(LENGTH) + b"SYNTHETIC", ""),
    ],
)
def test_habits_that_take_nothing_away(
    ask: Ask, lab: Lab, tmp_path: Path, answer: bytes, reason: str
) -> None:
    got = ask(lab.serve("/habit", answer))
    assert (got["outcome"], got["complete"]) == ("ok", True)
    assert reason in got["reason"]
    assert bool(reason) == bool(got["reason"])
    assert (tmp_path / "work" / got["body"]).read_bytes() == b"SYNTHETIC"


@pytest.mark.parametrize("name", ["à", "Å", "…"])
def test_a_redirect_to_a_name_in_bare_utf_8_is_followed(ask: Ask, lab: Lab, name: str) -> None:
    """Bytes 0x85 and 0xa0 are blanks in Latin-1, and parts of letters in UTF-8."""
    target = quote(f"/{name}")
    lab.serve(target, head(LENGTH) + b"SYNTHETIC")
    location = f"Location: /{name}\r\n".encode()
    lab.serve("/go", head(location).replace(b"200 OK", b"302 x"))
    got = ask("/go")
    assert (got["outcome"], got["url_final"]) == ("ok", lab.url(target))


def test_headers_of_the_request(ask: Ask, lab: Lab, tmp_path: Path) -> None:
    got = ask("/page", user_agent="SYNTHETIC agent", headers={"accept": "text/html", "X-A": "b"})
    ((_, sent),) = lab.asked
    assert sent == got["request_headers"]
    assert sent["User-Agent"] == "SYNTHETIC agent"
    assert sent["accept"] == "text/html"
    assert "Accept" not in sent
    (request,) = of_type(tmp_path / "work" / "wire.warc", "request")
    assert request.block.startswith(b"GET /page HTTP/1.1\r\nHost: ")


def test_no_cookie_goes_from_hop_to_hop(ask: Ask, lab: Lab) -> None:
    lab.serve("/c", b"HTTP/1.1 302 x\r\nSet-Cookie: a=b\r\nLocation: /page\r\n\r\n")
    ask("/c")
    assert [path for path, _ in lab.asked] == ["/c", "/page"]
    assert not any(name.lower() == "cookie" for _, headers in lab.asked for name in headers)


def test_proxy_of_the_environment_is_not_used(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert ask("/page")["outcome"] == "ok"


def test_import_of_other_clients_before_changes_nothing(tmp_path: Path) -> None:
    code = (
        "import requests, urllib3, folium, sys, pathlib\n"
        "from tests.evidence.lab import Lab\n"
        "from osint_helpers.evidence.net.fetching import fetch\n"
        "from osint_helpers.evidence.net.settings import Settings\n"
        "with Lab() as lab:\n"
        "    fetch(lab.url('/page'), pathlib.Path(sys.argv[1]),"
        " Settings(allow=frozenset({'127.0.0.1'})))\n"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)
    (answer,) = of_type(tmp_path / "wire.warc", "response")
    assert answer.block.endswith(pages.HTML)


def test_used_folder_is_not_overwritten(ask: Ask, tmp_path: Path) -> None:
    ask("/page")
    before = (tmp_path / "work" / "wire.warc").read_bytes()
    with pytest.raises(FileExistsError):
        fetch("http://127.0.0.1:9/", tmp_path / "work")
    assert (tmp_path / "work" / "wire.warc").read_bytes() == before


def test_a_redirect_that_is_not_followed_outweighs_its_cut_body(ask: Ask, lab: Lab) -> None:
    cut = b"HTTP/1.1 302 x\r\nLocation: file:///SYNTHETIC\r\nContent-Length: 9\r\n\r\nabc"
    assert ask(lab.serve("/cut", cut))["outcome"] == "bad-redirect"


def test_a_long_name_of_a_coding_is_cut(ask: Ask, lab: Lab) -> None:
    got = ask(lab.serve("/coded", head(b"Content-Encoding: " + b"x" * 60 + b"\r\n") + b"a"))
    assert (got["outcome"], got["reason"].count("x")) == ("unknown-coding", 40)
