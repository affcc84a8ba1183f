"""The map in Jupyter: a ``folium.Map`` that asks no network for anything, in a sandboxed frame."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Final

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from osint_helpers.exhibits.canonical import script_json
from osint_helpers.exhibits.routemap import page, words
from osint_helpers.exhibits.routemap.svg import frame_of

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

_REFERENCE: Final = re.compile(r"&(?=[A-Za-z#])")
BAR: Final = 110  # px of slider, step line and margins below the map
LINE: Final = 22  # px of a line of text there; a line holds about this many characters:
CHARACTERS: Final = 100


@contextlib.contextmanager
def stable_ids(scope: str) -> Iterator[None]:
    """Give every branca element made in this block the id ``<scope>_<n>``.

    Branca takes 16 random bytes an element; a cell that runs twice would print other HTML.
    """
    prefix = re.sub(r"[^0-9a-z]+", "_", scope.lower())
    count = itertools.count(1)
    before = Element.__dict__["_generate_id"]
    Element._generate_id = classmethod(lambda _cls: f"{prefix}_{next(count):04d}")
    try:
        yield
    finally:
        Element._generate_id = before


class OfflineMap(folium.Map):  # type: ignore[misc]  # folium has no types
    """A ``folium.Map`` on offline Leaflet that shows one map exhibit.

    The stock map links ten scripts and styles of other hosts, draws tiles of a server that thereby
    learns which ports are looked at, and forbids zooming of the page. None of that is here: Leaflet
    and land come from installed packages, the data from the specification, and popups are built by
    the script of the report, never by folium (whose popups run hostile text). Layers of folium
    that need Leaflet alone can be added; the Leaflet map has the usual variable name.

    Parameters
    ----------
    exhibit
        An exhibit of the kind ``map``.
    """

    default_js: ClassVar[list[tuple[str, str]]] = []
    default_css: ClassVar[list[tuple[str, str]]] = []
    _template = Template(
        "{% macro header(this, kwargs) %}"
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{margin:0;padding:2px;background:#fff}{{ this.css }}</style>"
        "{% endmacro %}"
        '{% macro html(this, kwargs) %}<div class="om">{{ this.body }}</div>{{ this.data }}'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}{{ this.code }}\n"
        "var {{ this.get_name() }} = OSINT.maps[0];{% endmacro %}"
    )

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__(tiles=None)
        self.exhibit = exhibit
        self.css = page.styles()
        self.body = page.live(exhibit.id, exhibit.spec)
        # A detail map brings its own coast: the land of the world would be dead weight.
        base = page.base_data(links=False)
        shared = (
            page.BASE,
            base if exhibit.spec["land"]["key"] == "world" else {**base, "world": []},
        )
        both = [shared, (page.data_id(exhibit.id), exhibit.spec)]
        self.data = "".join(
            f'<script type="application/json" id="{name}">{script_json(value)}</script>'
            for name, value in both
        )
        self.code = "\n".join(page.scripts())

    def render(self, **kwargs: Any) -> None:  # noqa: ANN401  (branca's signature)
        """Render without the styles and switches ``folium.Map`` adds to every page."""
        MacroElement.render(self, **kwargs)

    def page(self) -> str:
        """Return the map as a whole page whose policy allows its own scripts and no request."""
        text: str = self.get_root().render()
        code = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
        hashes = " ".join(f"'sha256-{_hash(part)}'" for part in code)
        policy = (
            f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return text.replace("<head>", f"<head>{meta}", 1)


def _hash(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")


def notebook_html(exhibit: Exhibit) -> str:
    """Return the map in an ``<iframe>`` that may run its own script and reach nothing else."""
    with stable_ids(f"map_{exhibit.id}"):
        text = OfflineMap(exhibit).page()
    height = frame_height(exhibit.spec)
    return (
        f'<iframe title="{escape("Map: " + exhibit.title)}" sandbox="allow-scripts" '
        f"style=\"width:100%;height:{height}px;border:0\" srcdoc='{_quoted(text)}'></iframe>"
    )


def _quoted(text: str) -> str:
    """Return a page as the text of an attribute in single quotes: it holds few of those.

    An ampersand before anything but a letter or ``#`` begins no reference (HTML, 13.5): ``&&``.
    """
    return _REFERENCE.sub("&amp;", text).replace("'", "&#39;")


def frame_height(spec: dict[str, Any]) -> int:
    """Return the height of the frame in pixels: the map, and an estimate of the text below it."""
    texts = [words.key_line(spec), spec["boundary"]]
    texts += [*map(words.area_line, spec["areas"]), *map(words.undrawn_line, spec["undrawn"])]
    lines = len(spec["legend"]) // 2 + 2 + sum(1 + len(t) // CHARACTERS for t in texts)
    return min(640, frame_of(spec).height) + BAR + LINE * lines
