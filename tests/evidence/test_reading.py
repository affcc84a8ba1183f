"""The text of a capture by its kind; what cannot be read says why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.evidence import reading
from osint_helpers.evidence.reading import Text, kind_of, text_of
from osint_helpers.evidence.record import Capture, load
from tests.case.captures import put
from tests.evidence.pdfs import pdf


def capture(tmp_path: Path, body: bytes | None, content_type: str = "", **more: Any) -> Capture:
    name = put(tmp_path, body=body, content_type=content_type, **more)
    return load(tmp_path / "captures" / name)


def text(tmp_path: Path, body: bytes | None, content_type: str = "", **more: Any) -> Text:
    return text_of(capture(tmp_path, body, content_type, **more))


@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        ("text/html", b"<p>SYNTHETIC <b>words</b>", "SYNTHETIC words"),
        ("application/xhtml+xml", b"<html><p>SYNTHETIC</p></html>", "SYNTHETIC"),
        ("text/xml", b"<a><b>SYNTHETIC</b><c>words</c></a>", "SYNTHETIC\nwords"),
        ("application/rss+xml", b"<a>SYNTHETIC</a>", "SYNTHETIC"),
        ("image/svg+xml", b"<svg><style>no</style><text>SYNTHETIC</text></svg>", "SYNTHETIC"),
        ("application/json", b'{"a": "SYNTHETIC"}', "a: SYNTHETIC"),
        ("application/ld+json", b'{"a": "SYNTHETIC"}', "a: SYNTHETIC"),
        ("text/csv; charset=utf-8", b"SYNTHETIC,b\n", "SYNTHETIC,b\n"),
        ("text/plain", b"SYNTHETIC <b>", "SYNTHETIC <b>"),
        ("", b"SYNTHETIC", "SYNTHETIC"),
    ],
)
def test_text_by_content_type(tmp_path, content_type, body, words):
    found = text(tmp_path, body, content_type)
    assert (found.pages, found.problem, found.paged) == ((words,), "", False)
    assert found.method["charset"] == "utf-8"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("body.html.txt", "html"), ("body.xml.txt", "xml"), ("body.svg.txt", "svg"),
        ("body.json.txt", "json"), ("body.pdf", "pdf"), ("body.csv", "plain"),
        ("body.txt", "plain"), ("body.png", ""), ("body.bin", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("content_type", ["", "application/octet-stream"])
def test_where_the_type_says_nothing_the_ending_does(tmp_path, name, kind, content_type):
    one = capture(tmp_path, b"SYNTHETIC", content_type)
    (one.folder / "body.txt").rename(one.folder / name)
    record = one.record | {"body": name, "files": {name: one.record["files"]["body.txt"]}}
    assert kind_of(Capture(one.id, one.folder, record)) == kind


def test_pdf_sent_as_bytes_is_known_by_its_first_bytes(tmp_path):
    one = capture(tmp_path, pdf(["SYNTHETIC"]), "application/octet-stream")
    (one.folder / "body.txt").rename(one.folder / "body.bin")
    record = one.record | {
        "body": "body.bin",
        "files": {"body.bin": one.record["files"]["body.txt"]},
    }
    found = text_of(Capture(one.id, one.folder, record))
    assert (found.pages, found.paged) == (("SYNTHETIC",), True)


def test_pdf_has_pages_and_names_the_empty_ones(tmp_path):
    found = text(tmp_path, pdf(["SYNTHETIC one", ""]), "application/pdf")
    assert (found.pages, found.paged) == (("SYNTHETIC one", ""), True)
    assert found.problem == "no text on page 2"


def test_picture_has_no_text(tmp_path):
    found = text(tmp_path, b"\x89PNG", "image/png")
    assert (found.pages, found.problem) == ((), "no text can be read from image/png")


def test_nothing_arrived(tmp_path):
    found = text(tmp_path, None, "", outcome="dns", complete=False)
    assert found.pages == ()
    assert (
        found.problem == "nothing arrived; the capture is not whole: the host name has no address"
    )


def test_partial_capture_has_text_and_says_so(tmp_path):
    found = text(tmp_path, b"<p>SYNTHETIC", "text/html", outcome="truncated", complete=False,
                 reason="SYNTHETIC reason")  # fmt: skip
    assert found.pages == ("SYNTHETIC",)
    assert found.problem == "the capture is not whole: SYNTHETIC reason"


def test_login_wall_has_text_and_says_so(tmp_path):
    found = text(tmp_path, b"<p>SYNTHETIC", "text/html", outcome="login-wall")
    assert found.pages == ("SYNTHETIC",)
    assert found.problem.startswith("the capture is of something else: the page asks for a login")


def test_changed_body_is_not_read(tmp_path):
    one = capture(tmp_path, b"SYNTHETIC", "text/plain")
    (one.folder / "body.txt").write_bytes(b"synthetic")
    assert (text_of(one).pages, text_of(one).problem) == (
        (), f"{reading.CHANGED}: the body has another SHA-256",
    )  # fmt: skip


def test_changed_pdf_is_not_read(tmp_path):
    one = capture(tmp_path, pdf(["SYNTHETIC"]), "application/pdf")
    (one.folder / "body.txt").write_bytes(pdf(["synthetic"]))
    assert text_of(one).pages == ()


@pytest.mark.parametrize("way", ["missing", "link", "outside"])
def test_body_must_be_a_file_of_its_own(tmp_path, way):
    one = capture(tmp_path, b"SYNTHETIC", "text/plain")
    body = one.folder / "body.txt"
    if way == "outside":
        shutil.copy(body, one.folder.parent / "body.txt")
        record = one.record | {
            "body": "../body.txt", "files": {"../body.txt": one.record["files"]["body.txt"]},
        }  # fmt: skip
        one = Capture(one.id, one.folder, record)
    else:
        body.rename(tmp_path / "elsewhere")
        if way == "link":
            body.symlink_to(tmp_path / "elsewhere")
    assert text_of(one).pages == ()
    assert "no file of its own" in text_of(one).problem


def test_too_much_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 8)
    found = text(tmp_path, b"SYNTHETIC", "text/plain")
    assert (found.pages, found.problem) == (
        (), "9 bytes are more than the 8 that are read as text",
    )  # fmt: skip


def test_page_without_words_says_so(tmp_path):
    found = text(tmp_path, b"<script>SYNTHETIC</script>", "text/html")
    assert (found.pages, found.problem) == ((), "it holds no text")


def test_encoding_of_the_header_counts_and_is_named(tmp_path):
    words = "СИНТЕТИКА"
    found = text(tmp_path, words.encode("cp1251"), "text/plain; charset=windows-1251")
    assert found.pages == (words,)
    assert (found.method["charset"], found.method["charset_from"]) == ("cp1251", "header")


def test_broken_json_is_read_as_it_stands(tmp_path):
    found = text(tmp_path, b'{"a": SYNTHETIC', "application/json")
    assert found.pages == ('{"a": SYNTHETIC',)
    assert found.problem.startswith("it is no JSON")


def test_record_of_json_numbers_keeps_their_form(tmp_path):
    found = text(tmp_path, json.dumps({"n": 1}).replace("1", "1.10").encode(), "application/json")
    assert found.pages == ("n: 1.10",)
