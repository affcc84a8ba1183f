"""The folder counsel gets: page, PDF, exhibits as CSV, and their digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osint_helpers._card import Carded
from osint_helpers.errors import ReportError
from osint_helpers.report import licensing
from osint_helpers.report.atomic import new_folder
from osint_helpers.report.page import to_html
from osint_helpers.report.pdf import to_pdf
from osint_helpers.report.reading import exhibits, read_notebook

if TYPE_CHECKING:
    from osint_helpers.evidence.terms import Reason

SUMS = "SHA256SUMS"
PAGE = "report.html"


@dataclass(frozen=True, repr=False)
class ReportFiles(Carded):
    """Where the files of a report lie.

    Attributes
    ----------
    html, pdf, sums
        The page, the PDF (``None`` when none was asked for) and the list of digests, which
        ``sha256sum -c`` reads.
    exhibits
        One CSV file an exhibit, in the order of the report.
    """

    html: Path
    pdf: Path | None
    sums: Path
    exhibits: tuple[Path, ...]


def write_report(
    notebook: str | Path,
    folder: str | Path,
    *,
    pdf: bool = True,
    reasons: Mapping[str, Reason] | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> ReportFiles:
    """Write ``report.html``, ``report.pdf``, ``exhibits/*.csv`` and ``SHA256SUMS``.

    The folder appears whole: when anything fails, what was there before stays as it was. It must
    be absent, empty, or an earlier report.

    Parameters
    ----------
    notebook
        An ``.ipynb`` made by :func:`osint_helpers.report.build_notebook`.
    folder
        Where the report goes.
    pdf
        ``False`` leaves the PDF out, for machines without Pango.
    reasons
        Written reasons for data whose licence class needs one: `evidence.terms.reasons_of`.
    beside
        Further files of the folder, by name; the list of digests names them too.

    Raises
    ------
    ReportError
        If the notebook cannot become a report, it shows data that need a written reason and have
        none, the PDF cannot be set, or ``folder`` holds files that are no report. Nothing is
        written then; the message of a missing Pango says how to get the page alone.
    """
    target = Path(folder)
    _may_replace(target)
    found = exhibits(read_notebook(notebook))
    licensing.check(found, reasons or {})
    page = to_html(notebook)
    content: dict[str, bytes] = {**(beside or {}), PAGE: page.encode()}
    if pdf:
        content["report.pdf"] = to_pdf(page)
    for one in found:
        name = f"exhibits/{csv_name(one.id, one.title)}"
        if name in content:
            raise ReportError(f"exhibit {one.id}: another exhibit has the file {name!r} too")
        content[name] = one.to_csv().encode()
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(content.items())
    )
    with new_folder(target) as part:
        (part / "exhibits").mkdir()
        for name, data in {**content, SUMS: sums.encode()}.items():
            (part / name).write_bytes(data)
    return ReportFiles(
        target / PAGE,
        target / "report.pdf" if pdf else None,
        target / SUMS,
        tuple(target / name for name in content if name.startswith("exhibits/")),
    )


def csv_name(number: str, title: str) -> str:
    """Return the file name of an exhibit, ``A-1-the-item.csv``: safe on every file system."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48].rstrip("-")
    safe = re.sub(r"[^0-9A-Za-z-]", "_", number)
    return f"{safe}-{words}.csv" if words else f"{safe}.csv"


def _may_replace(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ReportError("it is a file, not a folder", file=target, advice="name a folder")
    earlier = all((target / name).is_file() for name in (SUMS, PAGE))
    if any(target.iterdir()) and not earlier:
        raise ReportError(
            "the folder holds other files", file=target, advice="name a new or empty folder"
        )
