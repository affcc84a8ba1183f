"""How Sphinx builds the site: offline, no external load, the same bytes every time."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from osint_helpers import __version__  # noqa: E402

project = "osint-helpers"
author = "the project's maintainers"
copyright = "the project's maintainers; Apache-2.0"  # noqa: A001  (the name Sphinx reads)
version = release = __version__
language = "en"
smartquotes = False  # a page says what its source says
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns: list[str] = []
myst_heading_anchors = 4  # the anchors GitHub gives, so that one link works in both
myst_links_external_new_tab = False
# Interfaces are shown in the colours of a language they do not parse in; the name of a type in a
# signature (`Name`) may be that of several rooms.
suppress_warnings = ["misc.highlighting_failure", "ref.python"]
highlight_language = "none"
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # no addresses of objects in a page
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 78
napoleon_google_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
toc_object_entries = False  # the names stand at the head of a page; a tree of all is slow

html_theme = "furo"
html_title = "osint-helpers"
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_show_search_summary = False  # a summary is fetched, which file:// refuses
html_use_index = True
html_permalinks_icon = "#"
html_theme_options = {"navigation_with_keys": False, "top_of_page_buttons": []}

_ROLE = re.compile(r"(:[\w:]+:`[^`]*`|``[^`]*``)")


def tame(_app: Sphinx, _what: str, _name: str, _obj: object, _opts: Any, lines: list[str]) -> None:  # noqa: ANN401
    """Make a docstring sound reStructuredText: one backtick is code, lone marks are text."""
    for number, line in enumerate(lines):
        parts = _ROLE.split(line)
        parts[::2] = [_plain(one) for one in parts[::2]]
        lines[number] = "".join(parts)


def _plain(text: str) -> str:
    text = re.sub(r"(?<![\w`])`([^`]+)`(?![\w`])", r"``\1``", text)
    parts = _ROLE.split(text)
    parts[::2] = [
        re.sub(r"(?<=\S)\*(?=\w)|(?<=\s)\*(?=[\w*])|(?<=\w)_(?!\w)|\|", r"\\\g<0>", one)
        for one in parts[::2]
    ]
    return "".join(parts)


def setup(app: Sphinx) -> None:
    """Read docstrings before napoleon does."""
    app.connect("autodoc-process-docstring", tame, priority=400)
