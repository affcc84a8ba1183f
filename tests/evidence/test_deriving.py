"""A text layer is stored once, as a capture of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import pdftext
from osint_helpers.evidence.deriving import derived_of, text_layer
from osint_helpers.evidence.reading import text_of
from osint_helpers.evidence.record import Capture, captures
from osint_helpers.evidence.storing import Store
from osint_helpers.evidence.verifying import verify
from tests.evidence.pdfs import pdf


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "case").mkdir()
    return Store(tmp_path / "case", "synth")


def added(store: Store, tmp_path: Path, data: bytes, name: str = "s.pdf") -> Capture:
    (tmp_path / name).write_bytes(data)
    return store.add_file(tmp_path / name, obtained="SYNTHETIC", why="SYNTHETIC", title="SYNTH")


def test_text_layer_is_a_derived_capture_with_pages_parted_by_form_feeds(store, tmp_path):
    of = added(store, tmp_path, pdf(["SYNTHETIC one", "", "three"]))
    layer = text_layer(store, of)
    assert layer.body is not None
    assert layer.body.read_bytes() == b"SYNTHETIC one\f\fthree"
    assert (layer.kind, layer.outcome, layer.complete) == ("derived", "derived", True)
    assert layer.record["method"] == pdftext.method() | {"pages": 3, "empty_pages": [2]}
    assert layer.record["derived_from"] == {
        "capture": of.id, "file": "body.pdf", "sha256": of.sha256,
    }  # fmt: skip
    assert layer.record["title"] == "SYNTH"
    assert not verify(store.case).broken


def test_same_body_is_read_once(store, tmp_path, monkeypatch):
    of = added(store, tmp_path, pdf(["SYNTHETIC"]))
    again = added(store, tmp_path, pdf(["SYNTHETIC"]))
    first = text_layer(store, of)
    monkeypatch.setattr(pdftext, "text_layer", lambda path: pytest.fail("read twice"))
    assert text_layer(store, of).id == first.id == text_layer(store, again).id
    assert len(captures(store.case)) == 3


def test_other_version_reads_again(store, tmp_path, monkeypatch):
    of = added(store, tmp_path, pdf(["SYNTHETIC"]))
    text_layer(store, of)
    monkeypatch.setattr(pdftext, "method", lambda: {"name": "pypdf", "version": "SYNTHETIC"})
    assert text_layer(store, of).record["method"]["version"] == "SYNTHETIC"
    assert len(captures(store.case)) == 3


def test_scan_is_stored_as_no_text_with_the_reason_and_not_read_again(store, tmp_path, monkeypatch):
    of = added(store, tmp_path, pdf(["", ""]))
    layer = text_layer(store, of)
    assert (layer.outcome, layer.body, layer.complete) == ("no-text", None, False)
    assert layer.record["reason"].startswith("no page of the PDF has text")
    monkeypatch.setattr(pdftext, "text_layer", lambda path: pytest.fail("read again"))
    assert text_layer(store, of).id == layer.id
    text = text_of(of, captures(store.case))
    assert (text.pages, text.problem) == ((), layer.record["reason"])


def test_text_of_a_pdf_comes_from_its_layer(store, tmp_path, monkeypatch):
    of = added(store, tmp_path, pdf(["SYNTHETIC one", "", "three"]))
    layer = text_layer(store, of)
    monkeypatch.setattr(pdftext, "text_layer", lambda path: pytest.fail("read again"))
    text = text_of(of, captures(store.case))
    assert text.pages == ("SYNTHETIC one", "", "three")
    assert (text.paged, text.method["derived"]) == (True, layer.id)
    assert text.problem == "no text on page 2"


def test_changed_layer_is_not_believed(store, tmp_path):
    of = added(store, tmp_path, pdf(["SYNTHETIC one"]))
    layer = text_layer(store, of)
    assert layer.body is not None
    layer.body.chmod(0o600)
    layer.body.write_bytes(b"SYNTHETIC lie")
    text = text_of(of, captures(store.case))
    assert text.pages == ()
    assert "another SHA-256" in text.problem


def test_reading_of_a_picture_is_its_text(store, tmp_path):
    of = added(store, tmp_path, b"\x89PNG SYNTHETIC", "s.png")
    assert text_of(of).problem == "no text can be read from this kind of file"
    store.add_derived(
        of, b"SYNTHETIC words", ending="txt", method={"name": "SYNTHETIC reader", "version": "0"},
        why="SYNTHETIC", content_type="text/plain",
    )  # fmt: skip
    text = text_of(of, captures(store.case))
    assert (text.pages, text.paged) == (("SYNTHETIC words",), False)


def read_by_eye(store, of):
    return store.add_derived(
        of, b"SYNTHETIC reading", ending="txt", method={"name": "SYNTHETIC reader", "version": "0"},
        why="SYNTHETIC", content_type="text/plain",
    )  # fmt: skip


def test_text_layer_counts_before_another_reading_made_later(store, tmp_path):
    of = added(store, tmp_path, pdf(["SYNTHETIC one"]))
    text_layer(store, of)
    read_by_eye(store, of)
    assert text_of(of, captures(store.case)).pages == ("SYNTHETIC one",)


def test_reading_of_a_scan_counts_before_its_empty_layer(store, tmp_path):
    of = added(store, tmp_path, pdf([""]))
    read_by_eye(store, of)
    text_layer(store, of)
    assert text_of(of, captures(store.case)).pages == ("SYNTHETIC reading",)


def test_derived_of_another_body_is_not_taken(store, tmp_path):
    one = added(store, tmp_path, pdf(["SYNTHETIC one"]))
    other = added(store, tmp_path, pdf(["SYNTHETIC two"]))
    layer = text_layer(store, one)
    assert [found.id for found in derived_of(captures(store.case), one)] == [layer.id]
    assert derived_of(captures(store.case), other) == []


def test_page_has_no_text_layer(store, tmp_path):
    of = added(store, tmp_path, b"<p>SYNTHETIC", "s.html")
    with pytest.raises(EvidenceError, match="holds no PDF"):
        text_layer(store, of)
