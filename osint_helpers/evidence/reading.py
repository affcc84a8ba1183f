"""The text of a capture: what its stored body says, and what is wrong with reading it so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from osint_helpers._card import Carded
from osint_helpers.evidence import pdftext
from osint_helpers.evidence.layout import media_type
from osint_helpers.evidence.outcomes import OUTCOMES, SOUND
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.text.charset import decode
from osint_helpers.evidence.text.data import text_of_json
from osint_helpers.evidence.text.folding import Folded, fold_pages
from osint_helpers.evidence.text.markup import text_of_html, text_of_xml

MAX_BYTES: Final = 20 << 20  # of a body that is read as text; a PDF has limits of its own
CHANGED: Final = "the stored bytes are not those of the record"
PAGE_BREAK: Final = "\f"
VERSION: Final = "1"  # of the reading of HTML, XML, JSON and plain text; raise it with a change

_KINDS: Final = {
    "text/html": "html", "application/xhtml+xml": "html", "image/svg+xml": "svg",
    "text/xml": "xml", "application/xml": "xml", "application/json": "json",
    "text/json": "json", "application/x-ndjson": "json", "application/jsonl": "json",
    "application/csv": "plain", "application/pdf": "pdf", "application/x-pdf": "pdf",
}  # fmt: skip
_ENDINGS: Final = {
    ".html.txt": "html", ".htm.txt": "html", ".xhtml.txt": "html", ".shtml.txt": "html",
    ".svg.txt": "svg", ".xml.txt": "xml", ".json.txt": "json", ".pdf": "pdf",
    ".csv": "plain", ".txt": "plain",
}  # fmt: skip
_UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream",
                            "application/force-download", "application/x-download"})  # fmt: skip


@dataclass(frozen=True, repr=False)
class Text(Carded):
    """The text of one capture.

    Attributes
    ----------
    pages
        Decoded text, one string a page; a body without pages is one. Empty: nothing could be
        read, and `problem` says why.
    method
        How it was read: ``name``, ``version`` and, by kind, ``charset``, ``charset_from``,
        ``pages``, ``empty_pages``, ``derived``.
    problem
        What lessens the text or prevents it, as a clause; ``""`` for nothing.
    """

    pages: tuple[str, ...]
    method: dict[str, Any]
    problem: str

    @property
    def paged(self) -> bool:
        """Say whether its pages are pages of a document."""
        return "pages" in self.method

    @cached_property
    def folded(self) -> Folded:
        """The pages in the form in which quotes are compared."""
        return fold_pages(self.pages)


def text_of(capture: Capture, derived: Iterable[Capture] = ()) -> Text:
    """Return the text of a capture's body.

    Parameters
    ----------
    capture
        Any capture.
    derived
        Captures among which one made from `capture` may hold its text; of a PDF it is preferred
        to reading the file again, of an image it is the only text there can be.

    Returns
    -------
    Text
        Never an error: what cannot be read is a `Text` without pages.

    Notes
    -----
    The body must have the hash its record states; otherwise nothing of it is read. A capture that
    is not whole, or shows something else than what was asked for, yields its text and a problem.
    """
    kind, problem = kind_of(capture), _shortcoming(capture)
    made = _made_of(capture, derived) if kind in ("pdf", "") else None
    if made is not None:
        return _from_derived(made, problem)
    if not kind:
        media = media_type(str(capture.record.get("content_type") or "")) or "this kind of file"
        return _nothing(f"no text can be read from {media}", problem)
    path, data, fault = _body(capture, whole=kind != "pdf")
    if path is None:
        return _nothing(fault, problem)
    if kind == "pdf":
        layer = pdftext.text_layer(path)
        return Text(layer.pages, layer.method, _both(layer.problem, problem))
    text = _read(kind, data, str(capture.record.get("content_type") or ""))
    return Text(text.pages, text.method, _both(text.problem, problem))


def kind_of(capture: Capture) -> str:
    """Return ``html``, ``xml``, ``svg``, ``json``, ``plain``, ``pdf``, or ``""`` for no text.

    The Content-Type decides; where it says nothing, the ending of the stored body, and the first
    bytes for a PDF.
    """
    if capture.body is None:
        return "plain"
    media = media_type(str(capture.record.get("content_type") or ""))
    if media in _KINDS:
        return _KINDS[media]
    if media not in _UNSAID:
        if media.endswith(("+xml", "+json")):
            return media.rpartition("+")[2]
        return "plain" if media.startswith("text/") else ""
    name = capture.body.name
    known = next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), "")
    return known or ("pdf" if _starts_as_pdf(capture.body) else "")


def _starts_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError:
        return False


def _body(capture: Capture, *, whole: bool) -> tuple[Path | None, bytes, str]:
    """Return the path of a sound body, its bytes if `whole`, or None and why not."""
    path = capture.body
    if path is None:
        return None, b"", "nothing arrived"
    if path.name != capture.record["body"] or path.is_symlink() or not path.is_file():
        return None, b"", f"{CHANGED}: the body is missing or no file of its own"
    try:
        size = path.stat().st_size
        if whole and size > MAX_BYTES:
            return None, b"", f"{size} bytes are more than the {MAX_BYTES} that are read as text"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        data = path.read_bytes() if whole else b""
    except OSError as error:
        return None, b"", f"the body cannot be read: {error.strerror}"
    if digest != capture.sha256 or (whole and hashlib.sha256(data).hexdigest() != digest):
        return None, b"", f"{CHANGED}: the body has another SHA-256"
    return path, data, ""


def _read(kind: str, data: bytes, content_type: str) -> Text:
    found = decode(data, content_type, markup=kind in ("html", "xml", "svg"))
    if kind == "html":
        text, problem = text_of_html(found.text)
    elif kind in ("xml", "svg"):
        text, problem = text_of_xml(found.text, drawing=kind == "svg")
    elif kind == "json":
        text, problem = text_of_json(found.text)
    else:
        text, problem = found.text, ""
    method = {"name": f"osint-helpers {kind}", "version": VERSION, "charset": found.charset,
              "charset_from": found.named_by}  # fmt: skip
    if not text.strip():
        problem = _both("it holds no text", problem)
    return Text((text,) if text.strip() else (), method, _both(found.note, problem))


def _made_of(capture: Capture, derived: Iterable[Capture]) -> Capture | None:
    """Return the text made from this very body; of several, the last by pypdf, else any."""
    fit = [
        one for one in derived_of(derived, capture)
        if _is_text(one) or (made_by_pypdf(one) and one.outcome == "no-text")
    ]  # fmt: skip
    fit.sort(key=lambda one: (_is_text(one), made_by_pypdf(one), one.at, one.id))
    return fit[-1] if fit else None


def _is_text(one: Capture) -> bool:
    return one.sound and one.body is not None and kind_of(one) == "plain"


def made_by_pypdf(one: Capture) -> bool:
    """Say whether a derived capture is a text layer read by `pdftext`, also one without text."""
    return _method(one).get("name") == pdftext.NAME


def derived_of(captures: Iterable[Capture], capture: Capture) -> list[Capture]:
    """Return the captures made from the body `capture` has, in their order.

    What was made from an equal body of another capture counts as well.
    """
    return [
        one for one in captures
        if one.kind == "derived" and capture.sha256 and _origin(one).get("sha256") == capture.sha256
    ]  # fmt: skip


def _origin(one: Capture) -> dict[str, Any]:
    origin = one.record.get("derived_from")
    return origin if isinstance(origin, dict) else {}


def _method(one: Capture) -> dict[str, Any]:
    method = one.record.get("method")
    return method if isinstance(method, dict) else {}


def _from_derived(made: Capture, problem: str) -> Text:
    if made.outcome == "no-text":
        fault = str(made.record.get("reason") or OUTCOMES["no-text"])
        return Text((), {**_method(made), "derived": made.id}, _both(fault, problem))
    path, data, fault = _body(made, whole=True)
    if path is None:
        return _nothing(f"in the text layer {made.id} {fault}", problem)
    content = data.decode("utf-8", "replace")
    method = {**_method(made), "derived": made.id}
    pages = tuple(content.split(PAGE_BREAK)) if "pages" in method else (content,)
    empty = pdftext.Layer(pages, method).problem
    return Text(pages, method, _both(empty, problem))


def _shortcoming(capture: Capture) -> str:
    """Return why the bytes of a capture are not, or not all of, what its address holds."""
    if capture.complete and capture.outcome in SOUND:
        return ""
    words = OUTCOMES.get(capture.outcome, capture.outcome)
    reason = str(capture.record.get("reason") or "")
    if not capture.complete:
        return f"the capture is not whole: {reason or words}"
    return f"the capture is of something else: {words}"


def _nothing(fault: str, problem: str) -> Text:
    return Text((), {}, _both(fault, problem))


def _both(one: str, other: str) -> str:
    return "; ".join(part for part in (one, other) if part)
