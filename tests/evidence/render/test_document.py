"""What the browser is given as the page, and what is refused."""

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.render import document
from tests.evidence.render import pages
from tests.evidence.render.conftest import SETTINGS


@pytest.fixture
def take(lab, store):
    def taken(path: str, body: bytes = b"", kind: str = "text/html", headers: str = ""):
        if body:
            lab.serve(path, pages.answer(body, kind, headers))
        return store.capture(lab.url(path), why="SYNTHETIC", settings=SETTINGS)

    return taken


@pytest.fixture
def handed(tmp_path, store):
    def over(name: str, data: bytes, **facts):
        (tmp_path / name).write_bytes(data)
        return store.add_file(tmp_path / name, obtained="SYNTHETIC", why="SYNTHETIC", **facts)

    return over


def test_the_address_is_where_the_redirects_ended(take, lab):
    given = document.of(take("/redir"))
    assert given.url == lab.url("/page")
    assert given.url_from == "the address the bytes came from"


def test_the_bytes_are_the_stored_ones_and_the_type_is_the_stated_one(take):
    given = document.of(take("/p", b"<p>\xe9", "text/html; charset=iso-8859-1"))
    assert given.data == b"<p>\xe9"
    assert given.headers["content-type"] == "text/html; charset=iso-8859-1"


def test_only_headers_a_browser_must_know_are_given(take):
    policy = "Content-Security-Policy: img-src 'none'\r\nRefresh: 0\r\nSet-Cookie: a=b\r\n"
    given = document.of(take("/p", b"<p>", headers=policy))
    assert set(given.headers) == {"content-type", "content-security-policy"}


@pytest.mark.parametrize("kind", ["text/html; charset=\u00e9", "text/html;\tcharset=a"])
def test_a_type_no_browser_takes_gives_way_to_that_of_the_ending(take, kind):
    capture = take("/p", b"<p>")
    capture.record["content_type"] = kind
    assert document.of(capture).headers["content-type"] == "text/html"


def test_a_file_has_no_address_unless_a_person_states_one(handed):
    assert document.of(handed("a.html", b"<p>")).url == document.NO_ADDRESS
    stated = document.of(handed("b.htm", b"<p>", url="https://www.example.org/x"))
    assert stated.url == "https://www.example.org/x"
    assert "stated by the person" in stated.url_from


@pytest.mark.parametrize("url", ["file:///etc/hostname", "javascript:alert(1)", "about:blank"])
def test_a_stated_address_that_is_not_of_the_web_is_not_used(handed, url):
    assert document.of(handed("a.html", b"<p>", url=url)).url == document.NO_ADDRESS


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.xhtml", "application/xhtml+xml"), ("a.svg", "image/svg+xml"), ("a.txt", "text/plain"),
     ("a.jpg", "image/jpeg")],
)  # fmt: skip
def test_the_type_of_a_file_is_that_of_its_ending(handed, name, kind):
    assert document.of(handed(name, b"SYNTHETIC")).headers == {"content-type": kind}


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a.zip", "a.js", "a"])
def test_what_is_no_page_is_refused(handed, name):
    with pytest.raises(EvidenceError, match="no page to draw"):
        document.of(handed(name, b"SYNTHETIC"))


@pytest.mark.parametrize("path", ["/pdf", "/empty", "/brotli", "/to-private"])
def test_a_fetched_capture_without_a_page_is_refused(take, path):
    with pytest.raises(EvidenceError, match="no page to draw"):
        document.of(take(path))


def test_what_is_derived_is_refused(take, store):
    source = take("/page")
    made = store.add_derived(source, b"x", ending="txt", method={"name": "m"}, why="SYNTHETIC")
    with pytest.raises(EvidenceError, match="derived"):
        document.of(made)
