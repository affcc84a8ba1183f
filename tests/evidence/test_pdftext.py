"""The text layer of a PDF comes page by page; a hostile PDF ends as a named problem."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from osint_helpers.evidence import pdftext
from tests.evidence.pdfs import page_bomb, pdf


def read(tmp_path: Path, data: bytes, **limits: float) -> pdftext.Layer:
    path = tmp_path / "body.pdf"
    path.write_bytes(data)
    return pdftext.text_layer(path, **limits)  # type: ignore[arg-type]


def encrypted(data: bytes, password: str) -> bytes:
    import pypdf

    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "SYNTHETIC owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_text_comes_page_by_page_and_empty_pages_are_named(tmp_path):
    import pypdf

    layer = read(tmp_path, pdf(["SYNTHETIC one\nsecond line", "", "three"]))
    assert layer.pages == ("SYNTHETIC one\nsecond line", "", "three")
    assert layer.method == {
        "name": "pypdf", "version": pypdf.__version__, "pages": 3, "empty_pages": [2],
    }  # fmt: skip
    assert (layer.code, layer.problem) == ("", "no text on page 2")


def test_many_empty_pages_are_counted(tmp_path):
    layer = read(tmp_path, pdf(["SYNTHETIC", *[""] * 12]))
    assert layer.problem == "no text on page 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(["", ""]), "no-text"),
        (pdf([]), "no-text"),
        (b"%PDF-1.4 SYNTHETIC junk", "broken"),
        (b"", "broken"),
        (pdf(["SYNTHETIC one", "two"])[:400], "broken"),
        (pdf(["SYNTHETIC"], kids="2 0 R"), "broken"),
        (encrypted(pdf(["SYNTHETIC"]), "SYNTHETIC password"), "encrypted"),
        (page_bomb(4, 9), "too-many-pages"),
        (page_bomb(9, 10), "limit"),
    ],
    ids=["pictures", "no-page", "junk", "nothing", "cut", "circle", "password", "pages", "bomb"],
)
def test_what_cannot_be_read_is_named(tmp_path, data, code):
    layer = read(tmp_path, data)
    assert (layer.code, layer.pages) == (code, ())
    assert layer.problem.startswith(pdftext.PROBLEMS[code])
    assert layer.method["name"] == "pypdf"


def test_pdf_open_to_everyone_is_read_and_says_so(tmp_path):
    layer = read(tmp_path, encrypted(pdf(["SYNTHETIC"]), ""))
    assert layer.pages == ("SYNTHETIC",)
    assert layer.method["encryption"] == "opened with the empty password"


def test_time_limit_ends_the_other_process(tmp_path):
    start = time.monotonic()
    layer = read(tmp_path, page_bomb(9, 10), seconds=0.05)
    assert (layer.code, layer.pages) == ("timeout", ())
    assert time.monotonic() - start < 5


def test_memory_limit_is_named(tmp_path):
    resource = pytest.importorskip("resource")
    assert resource.RLIMIT_AS is not None
    assert read(tmp_path, pdf(["SYNTHETIC"]), memory=30 << 20).code in ("memory", "crashed")


def test_text_limit_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(pdftext, "MAX_CHARACTERS", 10)
    assert read(tmp_path, pdf(["SYNTHETIC", "SYNTHETIC"])).code == "too-much-text"


def test_form_feed_in_a_page_parts_no_pages(tmp_path):
    assert "\f" not in "".join(read(tmp_path, pdf(["SYNTHETIC \\f two"])).pages)


def test_file_is_left_as_it_was(tmp_path):
    data = pdf(["SYNTHETIC"])
    read(tmp_path, data)
    assert (tmp_path / "body.pdf").read_bytes() == data
