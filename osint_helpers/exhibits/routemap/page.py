"""A map as part of an HTML page: the picture, the room for Leaflet, legend and data."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from osint_helpers.exhibits import slim
from osint_helpers.exhibits.canonical import canonical
from osint_helpers.exhibits.palette import COAST, GAP_FILL, LAND, SEA, STATUS_STYLE
from osint_helpers.exhibits.routemap import coast, strip
from osint_helpers.exhibits.routemap.svg import description, frame_of, svg
from osint_helpers.exhibits.routemap.words import (
    FILLED,
    LEADER_LEGEND,
    area_line,
    key_line,
    leader_used,
    undrawn_line,
)

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

Json = dict[str, Any]

_INDENT: Final = re.compile(r"^ +", re.MULTILINE)
BASE: Final = "osint-map-base"


def data_id(exhibit_id: str) -> str:
    """Return the element id of the data of one map."""
    return "osint-map-" + re.sub(r"[^0-9A-Za-z]", "-", exhibit_id)


def picture(spec: Json) -> str:
    """Return the static picture as an ``<img>`` with the map in words as its alternative."""
    return _picture(canonical(spec))


@lru_cache(maxsize=4)  # a page shows it on the screen and on paper
def _picture(written: str) -> str:
    spec = json.loads(written)
    data = quote(svg(spec), safe=" !$()*+,-./:;=@_~")
    return (
        f'<img class="om-static" src="data:image/svg+xml,{data}" '
        f'alt="{escape("Map: " + spec["title"] + ". " + description(spec))}">'
    )


def html(exhibit: Exhibit) -> str:
    """Return the map for a report page: picture, and (shown once the script runs) the live map."""
    return f'<div class="om">{picture(exhibit.spec)}{live(exhibit.id, exhibit.spec)}</div>'


def print_html(exhibit: Exhibit) -> str:
    """Return the picture alone, for print and PDF."""
    return f'<div class="om">{picture(exhibit.spec)}</div>'


def live(exhibit_id: str, spec: Json) -> str:
    """Return the room for Leaflet with its legend, words of gaps, undrawn legs and foot line."""
    frame = frame_of(spec)
    said = [key_line(spec), *map(area_line, spec["areas"]), *map(undrawn_line, spec["undrawn"])]
    words = "".join(f'<p class="om-words">{escape(text)}</p>' for text in said)
    return (
        f'<div class="om-live"><div class="om-map" role="region" '
        f'aria-label="{escape("Map: " + spec["title"])}" '
        f'data-osint-map="{data_id(exhibit_id)}" data-ratio="{frame.width}/{frame.height}"></div>'
        f'{_legend(spec)}{words}<p class="om-foot">{escape(spec["boundary"])}</p></div>'
    )


def _legend(spec: Json) -> str:
    marked = [(strip.swatch(e), e["text"]) for e in spec["legend"] if e["mark"] != "note"]
    marked += [(strip.leader_swatch(), LEADER_LEGEND)] if leader_used(spec) else []
    items = [f"<li>{_sample(mark)}<span>{escape(text)}</span></li>" for mark, text in marked]
    notes = [e["text"] for e in spec["legend"] if e["mark"] == "note"]
    items += [f'<li class="om-note">{escape(text)}</li>' for text in notes]
    return f'<ul class="om-legend">{"".join(items)}</ul>'


def _sample(mark: str) -> str:
    return (
        '<svg viewBox="-22 -10 44 20" width="44" height="20" aria-hidden="true" '
        f'focusable="false">{mark}</svg>'
    )


def base_data(*, links: bool = True) -> Json:
    """Return what all maps of a page share: world land, line styles, colours.

    ``links`` false makes references plain text, for a page that does not hold their targets.
    """
    styles = {
        name: {"color": s.color, "dash": s.dash, "width": s.width, "opacity": s.opacity}
        for name, s in STATUS_STYLE.items()
    }
    return {
        "world": coast.world(),
        "digits": coast.WORLD_DIGITS,
        "styles": styles,
        "filled": list(FILLED),
        "colors": {"sea": SEA, "land": LAND, "coast": COAST, "gap": GAP_FILL},
        "links": links,
    }


def page_data(exhibit: Exhibit) -> list[tuple[str, Any]]:
    """Return the data of one map and, under an id of its own, what all maps share."""
    return [(BASE, base_data()), (data_id(exhibit.id), exhibit.spec)]


@cache
def asset(name: str) -> str:
    """Return the text of a file of this package's ``assets`` folder."""
    found = resources.files("osint_helpers.exhibits.routemap") / "assets" / name
    return found.read_text("utf-8")


def scripts() -> list[str]:
    """Return the constant scripts of a page with maps: Leaflet, then ours."""
    from osint_helpers import reference

    return [reference.leaflet().js, _INDENT.sub("", asset("osint_map.js"))]


def styles() -> str:
    """Return the styles of a page with maps: Leaflet's, then ours."""
    from osint_helpers import reference

    return slim.rules(reference.leaflet().css) + asset("osint_map.css")
