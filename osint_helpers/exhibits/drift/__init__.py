"""The drift kind: how a statement changed from text to text, source by source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from osint_helpers.exhibits.drift.spec import build, validate
from osint_helpers.exhibits.drift.text import STYLES, csv, html, print_html, svg
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import Kind

if TYPE_CHECKING:
    from osint_helpers.case import Case

__all__ = ["KIND", "drift"]

KIND = Kind(
    "drift", validate=validate, html=html, csv=csv, svg=svg, print_html=print_html,
    styles=lambda: STYLES,
)  # fmt: skip


def drift(
    case: Case,
    exhibit_id: str,
    *,
    threads: Iterable[str] | None = None,
    title: str = "Where statements changed",
    caption: str = "",
) -> Exhibit:
    """Return how statements changed on their way from text to text, as a drawing.

    One drawing a thread of ``versions.csv``. Its columns are the wordings, its rows the sources
    that use one, in order of the hands the facts passed through, then of publication. A ring
    marks the sources at which a wording appears first on that way, with the step that led to it;
    a dot one that has it too. Known wrong wordings stand on a ground of their own.

    Parameters
    ----------
    case
        A case with a ``versions.csv``.
    exhibit_id
        Number of the exhibit, for example ``"D-4"``.
    threads
        Which threads, in this order; by default all.
    title, caption
        Words above the figure; the default caption says how to read it.

    Raises
    ------
    ExhibitError
        If the case tells no versions, has no such thread, or a thread has more wordings than
        one drawing holds.
    """
    words = caption or (
        "Each column is one wording of a statement, each row a source that uses it. Rows stand "
        "in order of the hands the facts passed through, then of publication. A ring with the "
        "number of the wording marks where it appears first on that way, and the word beside the "
        "arrow what happened to the statement; a dot is a source that has the wording too. Which "
        "of several such sources wrote it first, or took it from which, the tables do not say."
    )
    spec = build(case, None if threads is None else list(threads))
    return Exhibit("drift", exhibit_id, title, words, spec)
