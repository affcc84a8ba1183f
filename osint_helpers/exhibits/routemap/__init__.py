"""Route maps: one specification, drawn as static SVG, as Leaflet in a report, and in Jupyter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers._cells import rows_csv
from osint_helpers.exhibits.kinds import Kind
from osint_helpers.exhibits.routemap import page
from osint_helpers.exhibits.routemap.build import route_map
from osint_helpers.exhibits.routemap.spec import COLUMNS, rows, validate
from osint_helpers.exhibits.routemap.svg import svg as picture

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

__all__ = ["KIND", "OfflineMap", "route_map", "validate"]


def csv(exhibit: Exhibit) -> str:
    """Return stops, legs, areas and undrawn legs as CSV; formula cells are neutralised."""
    return rows_csv([COLUMNS, *rows(exhibit.spec)])


def svg(exhibit: Exhibit) -> str:
    """Return the static picture of a map exhibit."""
    return picture(exhibit.spec)


def _notebook_html(exhibit: Exhibit) -> str:
    if exhibit.spec["jupyter"] == "picture":
        return page.print_html(exhibit)
    from osint_helpers.exhibits.routemap.notebook import notebook_html

    return notebook_html(exhibit)


def _notebook_styles(_exhibit: Exhibit) -> str:
    """Return the rules of the static picture; the live map's frame carries its own."""
    return ".om .om-static { display: block; width: 100%; height: auto; max-width: 900px; }\n"


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load the folium map when it is first asked for (folium takes a second)."""
    if name == "OfflineMap":
        from osint_helpers.exhibits.routemap.notebook import OfflineMap

        return OfflineMap
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


KIND = Kind(
    "map",
    validate=validate,
    html=page.html,
    csv=csv,
    svg=svg,
    notebook_html=_notebook_html,
    print_html=page.print_html,
    page_data=page.page_data,
    scripts=page.scripts,
    styles=page.styles,
    notebook_styles=_notebook_styles,
)
