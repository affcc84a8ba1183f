"""The PDF: tagged, repeatable, with its own fonts, and loading nothing."""

from __future__ import annotations

import builtins
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report import pdf as module
from osint_helpers.report import to_html, to_pdf

pytestmark = pytest.mark.pdf
REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def html(built: Path) -> str:
    return to_html(built)


@pytest.fixture(scope="module")
def data(html: str) -> bytes:
    return to_pdf(html)


@pytest.fixture
def reader(pdf_engine: None, data: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def text_of(reader: Any) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_same_page_same_bytes(pdf_engine: None, html: str, data: bytes) -> None:
    assert to_pdf(html) == data


def test_it_is_tagged_and_says_so(reader: Any) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_title_is_that_of_the_report(reader: Any) -> None:
    assert reader.metadata.title == "SYNTHETIC test report on the toy crate Q"


def test_contents_give_the_page_of_each_section(reader: Any) -> None:
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    for heading in ("1. Judgements", "11. Sources", "Annex A. How this file was made"):
        at = next(n for n, text in enumerate(pages, 1) if n > 2 and heading in text)
        leader = pages[1].split(heading, 1)[1]
        assert re.match(rf"[. …]*{at}\b", leader), (heading, at, leader[:40])


def test_bytes_do_not_depend_on_the_hash_seed(pdf_engine: None, built: Path, data: bytes) -> None:
    child = (
        "import sys, hashlib; from osint_helpers.report import to_html, to_pdf;"
        "print(hashlib.sha256(to_pdf(to_html(sys.argv[1]))).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "31", "PYTHONPATH": str(REPO)}
    said = subprocess.run(
        [sys.executable, "-c", child, str(built)], env=env, check=True, capture_output=True
    )
    assert said.stdout.decode().strip() == hashlib.sha256(data).hexdigest()


def test_pages_are_numbered_and_carry_label_and_title(reader: Any) -> None:
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        if number > 1:
            assert f"Page {number} of {count}" in text
            assert "SYNTHETIC. Test data, not evidence" in text


def test_all_exhibits_and_digests_are_printed(reader: Any) -> None:
    text = text_of(reader)
    for words in ("Exhibit C-1", "Crate Q was at Port Birch", "=HYPERLINK(1)", "Annex A"):
        assert words in text
    assert text.count("SHA-256 of the specification:") == 3


def test_only_our_fonts_are_used_and_they_are_embedded(reader: Any) -> None:
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "Source-Se" in descendant["/BaseFont"] or "Source-Sa" in descendant["/BaseFont"]
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_page_that_loads_something_is_refused(pdf_engine: None, html: str) -> None:
    bad = html.replace("</main>", '<img src="http://127.0.0.1:9/x.png" alt="x"></main>')
    with pytest.raises(ReportError, match=r"wants to load 'http://127\.0\.0\.1:9/x\.png'"):
        to_pdf(bad)


def test_file_of_this_machine_is_refused(pdf_engine: None, html: str) -> None:
    bad = html.replace("</main>", '<img src="file:///etc/hostname" alt="x"></main>')
    with pytest.raises(ReportError, match="wants to load 'file:///etc/hostname'"):
        to_pdf(bad)


@pytest.mark.parametrize(
    ("error", "message"),
    [(ImportError("x"), "WeasyPrint is not installed"), (OSError("x"), "Pango, which WeasyPrint")],
)
def test_missing_engine_is_said_with_the_remedy(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise error
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ReportError, match=message) as caught:
        to_pdf("<p>x</p>")
    assert "HTML" in caught.value.advice


def test_missing_font_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    module._faces.cache_clear()
    with pytest.raises(ReportError, match=r"the font SourceSerifPro-Regular\.ttf is missing"):
        module.font_faces()
    module._faces.cache_clear()
