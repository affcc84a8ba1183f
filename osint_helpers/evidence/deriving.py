"""Keep the text layer of a PDF as a capture of its own, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import pdftext, record
from osint_helpers.evidence.reading import PAGE_BREAK, derived_of, kind_of, made_by_pypdf

if TYPE_CHECKING:
    from osint_helpers.evidence.record import Capture
    from osint_helpers.evidence.storing import Store

__all__ = ["derived_of", "holds_pdf", "text_layer"]

WHY: Final = "text layer, so that quotes can be checked and pages named"


def holds_pdf(capture: Capture) -> bool:
    """Say whether a capture has a body that is a PDF, whatever its name."""
    return capture.body is not None and kind_of(capture) == "pdf"


def text_layer(store: Store, capture: Capture) -> Capture:
    """Store the text layer of a PDF, pages parted by form feeds.

    Parameters
    ----------
    store
        Store of the case the capture belongs to.
    capture
        A capture whose body is a PDF.

    Returns
    -------
    Capture
        ``derived`` with one UTF-8 text, or ``no-text`` with the reason. When the same version of
        pypdf has read an equal body before, that capture; nothing is stored twice. A reading that
        ended at a limit of time or memory is stored likewise: it is tried again once it has been
        removed.

    Raises
    ------
    EvidenceError
        When the body is no PDF, or not what the record says.
    """
    if capture.body is None or not holds_pdf(capture):
        raise EvidenceError(
            f"capture {capture.id} holds no PDF",
            advice="the text of other bodies is read from them directly",
        )
    version = pdftext.method()["version"]
    for one in derived_of(record.captures(store.case), capture):
        if made_by_pypdf(one) and one.record["method"].get("version") == version:
            return one
    layer = pdftext.text_layer(capture.body)
    return store.add_derived(
        capture,
        PAGE_BREAK.join(layer.pages).encode(),
        ending="txt",
        method=layer.method,
        why=WHY,
        title=str(capture.record.get("title") or ""),
        outcome="no-text" if layer.code else "derived",
        reason=layer.problem if layer.code else "",
        content_type="text/plain; charset=utf-8",
    )
