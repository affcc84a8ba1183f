"""Notebook file to one self-contained HTML page."""

from __future__ import annotations

import hashlib
from pathlib import Path

from osint_helpers.errors import OsintError, ReportError
from osint_helpers.report.links import check_links
from osint_helpers.report.reading import read_notebook


def to_html(notebook: str | Path) -> str:
    """Return the report of a notebook as one HTML page that asks no server for anything.

    Parameters
    ----------
    notebook
        An ``.ipynb`` made by :func:`osint_helpers.report.build_notebook`.

    Returns
    -------
    str
        The page: a function of the bytes of the notebook and of the installed package.

    Raises
    ------
    ReportError
        If the notebook has an output that is no exhibit, an exhibit that was changed, a heading
        outside the register, or a reference that leads nowhere. The message names the cell or
        the exhibit.
    """
    from osint_helpers.report.exporter import CounselExporter

    path = Path(notebook)
    node = read_notebook(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        page, _ = CounselExporter().from_notebook_node(node, {"osint_notebook_sha256": digest})
        check_links(page)
    except OsintError as error:
        raise ReportError(error.what, advice=error.advice, file=path) from error
    return str(page)
