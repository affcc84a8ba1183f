"""The kinds of exhibit. Each kind is one package that hands on a ``KIND``; it loads on first use.

A report page is put together so: for every kind on the page ``styles()`` once in the head and
``scripts()`` once at the end; for every exhibit ``html(exhibit)`` in the text and each pair of
``page_data(exhibit)`` once as ``<script type="application/json" id=…>``. In Jupyter a reader
gets ``notebook_html`` (by default the same ``html``) with the ``styles()`` of its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers._near import did_you_mean
from osint_helpers.errors import ExhibitError

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

_MODULES: Final = {
    "table": "osint_helpers.exhibits.table",
    "prose": "osint_helpers.exhibits.prose",
    "map": "osint_helpers.exhibits.routemap",
    "timeline": "osint_helpers.exhibits.timeline",
    "lineage": "osint_helpers.exhibits.lineage",
    "network": "osint_helpers.exhibits.network",
    "footprints": "osint_helpers.exhibits.footprints",
    "trackmap": "osint_helpers.exhibits.trackmap",
    "tracklanes": "osint_helpers.exhibits.tracklanes",
    "reach": "osint_helpers.exhibits.reachmap",
    "lawlanes": "osint_helpers.exhibits.lawlanes",
    "matrix": "osint_helpers.exhibits.matrix",
    "daybars": "osint_helpers.exhibits.daybars",
    "panels": "osint_helpers.exhibits.panels",
    "drift": "osint_helpers.exhibits.drift",
    "goodslanes": "osint_helpers.exhibits.goodslanes",
    "tradeflows": "osint_helpers.exhibits.tradeflows",
    "daygrid": "osint_helpers.exhibits.daygrid",
}


def _no_svg(_exhibit: Exhibit) -> str | None:
    return None


def _no_data(_exhibit: Exhibit) -> list[tuple[str, Any]]:
    return []


def _no_scripts() -> list[str]:
    return []


def _no_styles() -> str:
    return ""


@dataclass(frozen=True, repr=False)
class Kind(Carded):
    """How one kind of exhibit is checked and drawn.

    Attributes
    ----------
    name
        Name in the registry.
    validate
        Raises :class:`ExhibitError` if a specification does not keep to the kind's form. The
        message names the path in the specification; the exhibit's name is added by the caller.
    html
        HTML of the exhibit for the report and a static page: no frame, caption, style or script.
    csv
        The exhibit's data as CSV text.
    svg
        Static SVG, or ``None``.
    notebook_html
        HTML for Jupyter, complete in itself; by default ``html``.
    print_html
        HTML for print and PDF; by default the SVG if there is one, else ``html``.
    page_data
        Pairs (element id, plain JSON) that the page must carry once for all exhibits.
    scripts, styles
        JavaScript texts and one CSS text that the page must carry once for the kind.
    notebook_styles
        CSS that one exhibit needs in Jupyter; by default ``styles``.
    """

    name: str
    validate: Callable[[dict[str, Any]], None]
    html: Callable[[Exhibit], str]
    csv: Callable[[Exhibit], str]
    svg: Callable[[Exhibit], str | None] = _no_svg
    notebook_html: Callable[[Exhibit], str] | None = None
    print_html: Callable[[Exhibit], str] | None = None
    page_data: Callable[[Exhibit], list[tuple[str, Any]]] = _no_data
    scripts: Callable[[], list[str]] = _no_scripts
    styles: Callable[[], str] = _no_styles
    notebook_styles: Callable[[Exhibit], str] | None = None

    def in_notebook(self, exhibit: Exhibit) -> str:
        """Return the HTML a Jupyter reader sees inside the frame."""
        return (self.notebook_html or self.html)(exhibit)

    def styles_in_notebook(self, exhibit: Exhibit) -> str:
        """Return the CSS that stands beside one exhibit in Jupyter."""
        return self.styles() if self.notebook_styles is None else self.notebook_styles(exhibit)

    def in_print(self, exhibit: Exhibit) -> str:
        """Return the HTML for print and PDF."""
        if self.print_html is not None:
            return self.print_html(exhibit)
        return self.svg(exhibit) or self.html(exhibit)


def names() -> tuple[str, ...]:
    """Return the names of all kinds, sorted."""
    return tuple(sorted(_MODULES))


def kind(name: str) -> Kind:
    """Return one kind, loading its package.

    Raises
    ------
    ExhibitError
        If there is no kind of that name.
    """
    if name not in _MODULES:
        raise ExhibitError(
            f"there is no kind of exhibit {name!r}", advice=did_you_mean(name, names())
        )
    found = import_module(_MODULES[name]).KIND
    if not isinstance(found, Kind) or found.name != name:
        raise ExhibitError(f"the package of kind {name!r} hands on another kind")
    return found


def kinds() -> dict[str, Kind]:
    """Return all kinds by name, sorted, loading their packages."""
    return {name: kind(name) for name in names()}
