"""The nbconvert exporter of the suite: the report's own template, nothing of nbconvert's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from nbconvert.exporters import HTMLExporter, TemplateExporter

from osint_helpers.report.parts import page_parts

_HERE: Final = Path(__file__).resolve().parent


class CounselExporter(HTMLExporter):  # type: ignore[misc]  # nbconvert is untyped
    """Turn a notebook into one self-contained HTML page.

    The notebook's own HTML outputs are not used: the template prints what
    :func:`osint_helpers.report.parts.page_parts` makes of the typed exhibits.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (traitlets options)
        super().__init__(extra_template_basedirs=[str(_HERE)], template_name="template", **options)

    def from_notebook_node(
        self,
        nb: Any,  # noqa: ANN401  (nbformat is untyped)
        resources: dict[str, Any] | None = None,
        **options: Any,  # noqa: ANN401
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources; ``osint_notebook_sha256`` may be among them."""
        given = dict(resources or {})
        digest = str(given.pop("osint_notebook_sha256", ""))
        given["osint"] = page_parts(nb, digest)
        # HTMLExporter would parse the page and write it anew; the bytes, which the digests of the
        # scripts depend on, are to be those of the template
        page, out = TemplateExporter.from_notebook_node(self, nb, given, **options)
        return page.strip() + "\n", out
