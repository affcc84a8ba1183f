"""A small SVG writer: what goes in is escaped, what comes out is the same on every machine.

Only elements and attributes on a short list can be written; there is no way to write a script,
a style sheet, an event handler or an address outside the page. Text is measured with a fixed
table of widths, so that a layout needs no font library and does not change with the fonts of
the machine that draws it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape
from typing import Final

from osint_helpers.errors import ExhibitError

FONT_FAMILY: Final = "Source Sans Pro, DejaVu Sans, sans-serif"
MIN_FONT: Final = 11.0
_ELEMENTS: Final = frozenset(
    {"svg", "g", "a", "title", "desc", "text", "rect", "line", "path", "circle", "polygon"}
)
_ATTRIBUTES: Final = frozenset(
    {
        "aria-hidden", "aria-label", "aria-labelledby", "class", "cx", "cy", "d", "fill",
        "fill-opacity", "font-family", "font-size", "font-style", "font-weight", "height", "href",
        "id", "opacity", "points", "r", "role", "rx", "stroke", "stroke-dasharray",
        "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
        "viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
    }
)  # fmt: skip
# Advance widths of U+0020..U+007E in thousandths of the font size: for each character the wider
# of DejaVu Sans and Source Sans Pro, so that a box that fits them fits both fonts of the family.
_ASCII: Final = (
    318, 401, 471, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 350, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699, 771, 632,
    576, 775, 752, 295, 480, 656, 558, 863, 749, 788, 604, 788, 695, 635, 611, 732, 685, 989, 686,
    611, 686, 391, 350, 391, 838, 500, 542, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
)  # fmt: skip
_OTHER: Final = {
    "\N{EN DASH}": 500, "\N{EM DASH}": 1000, "\N{MIDDLE DOT}": 318, "\N{RIGHTWARDS ARROW}": 838,
    "\N{LEFTWARDS ARROW}": 838, "\N{HORIZONTAL ELLIPSIS}": 1000,
    "\N{RIGHT SINGLE QUOTATION MARK}": 318, "\N{LEFT SINGLE QUOTATION MARK}": 318,
}  # fmt: skip
_BOLD: Final = 1.14  # DejaVu Sans Bold is 13 per cent wider over the small letters
# Characters XML cannot hold, and those that turn the reading direction around (a label that
# reads backwards is a forged label).
_BARRED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Markup(str):
    """SVG source that this module wrote; any other text is escaped when it is put inside."""

    __slots__ = ()


def clean(text: str) -> str:
    """Return ``text`` on one line, with characters that may not appear replaced by U+FFFD."""
    return " ".join(_BARRED.sub("\ufffd", text).split())


def num(value: float) -> str:
    """Return a number with at most one decimal and no sign on zero: ``12``, ``3.5``."""
    rounded = round(float(value), 1) + 0.0
    return str(int(rounded)) if rounded.is_integer() else f"{rounded:.1f}"


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: str) -> Markup:
    """Return one element.

    Parameters
    ----------
    tag
        Name of an element on the short list of this module.
    attributes
        Name to value; ``None`` leaves an attribute out; numbers are rounded to one decimal
        (opacities to two). An underscore in a name is written as a hyphen.
    children
        :class:`Markup` is put in as it is; other text is cleaned and escaped.

    Raises
    ------
    ExhibitError
        For an element or attribute that is not on the list, or an ``href`` that does not
        point into the page.
    """
    if tag not in _ELEMENTS:
        raise ExhibitError(f"the SVG element {tag!r} may not be written")
    written = "".join(
        f' {name.replace("_", "-")}="{_value(name.replace("_", "-"), value)}"'
        for name, value in (attributes or {}).items()
        if value is not None
    )
    inner = "".join(
        child if isinstance(child, Markup) else escape(clean(child), quote=False)
        for child in children
    )
    return Markup(f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>")


def _value(name: str, value: object) -> str:
    """Return the escaped value of an attribute that may be written."""
    if name not in _ATTRIBUTES:
        raise ExhibitError(f"the SVG attribute {name!r} may not be written")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{round(value, 2):g}" if name.endswith("opacity") else num(value)
    text = clean(str(value))
    if name == "href" and re.fullmatch(r"#[A-Za-z][A-Za-z0-9_.:-]*", text) is None:
        raise ExhibitError(f"the link {text!r} does not point into the page")
    if "url(" in text.lower() and name not in {"aria-label", "id"}:
        raise ExhibitError(f"the SVG attribute {name!r} may not hold an address")
    return escape(text, quote=True)


def group(*children: str, **attributes: object) -> Markup:
    """Return a ``<g>`` of the children."""
    return el("g", attributes, *children)


def label(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 12.5,
    fill: str = "#1b1b1b",
    anchor: str | None = None,
    bold: bool = False,
    italic: bool = False,
) -> Markup:
    """Return one line of text with its baseline at ``y``.

    Raises
    ------
    ExhibitError
        If the text would be smaller than :data:`MIN_FONT`.
    """
    if size < MIN_FONT:
        raise ExhibitError(f"text of {num(size)} px is too small to read")
    attributes = {
        "x": x, "y": y, "font-size": size, "fill": fill, "text-anchor": anchor,
        "font-weight": "bold" if bold else None, "font-style": "italic" if italic else None,
    }  # fmt: skip
    return el("text", attributes, words)


def link(target: str, name: str, *children: str) -> Markup:
    """Return a link into the page; ``name`` is what a screen reader says."""
    return el("a", {"href": f"#{target}", "aria-label": name}, *children)


def document(
    exhibit_id: str, title: str, description: str, *children: str, width: float, height: float
) -> Markup:
    """Return the whole drawing: its title and description, then the children.

    The role is ``group`` and not ``img``: an image may not hold links. Element ids carry the
    exhibit's number, so that two figures of one page never share one.
    """
    prefix = f"fig-{exhibit_id}"
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {num(width)} {num(height)}",
        "width": width, "height": height, "role": "group",
        "aria-labelledby": f"{prefix}-title {prefix}-desc", "font-family": FONT_FAMILY,
    }  # fmt: skip
    return el(
        "svg",
        attributes,
        el("title", {"id": f"{prefix}-title"}, title),
        el("desc", {"id": f"{prefix}-desc"}, description),
        el("rect", {"width": width, "height": height, "fill": "#ffffff"}),
        *children,
    )


def text_width(text: str, size: float = 12.5, *, bold: bool = False) -> float:
    """Return an upper estimate of the width of a line in px."""
    units = sum(_units(char) for char in clean(text))
    return units * size / 1000 * (_BOLD if bold else 1.0)


def _units(char: str) -> int:
    """Return the advance width of one character in thousandths of the font size."""
    code = ord(char)
    if 32 <= code <= 126:
        return _ASCII[code - 32]
    if char in _OTHER:
        return _OTHER[char]
    if unicodedata.combining(char):
        return 0
    plain = unicodedata.normalize("NFD", char)[0]
    if 32 <= ord(plain) <= 126:
        return _ASCII[ord(plain) - 32]
    return 1000 if unicodedata.east_asian_width(char) in {"W", "F"} else 820


def clip(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return ``text``, cut with an ellipsis if it is wider than ``width`` px."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip(" ,;:") + "…"


def wrap(
    text: str, size: float, width: float, *, lines: int | None = None, bold: bool = False
) -> list[str]:
    """Return ``text`` in lines of at most ``width`` px; the last of ``lines`` is cut if need be."""
    done: list[str] = []
    words = clean(text).split(" ")
    while words and words != [""]:
        take = 1
        while (
            take < len(words) and text_width(" ".join(words[: take + 1]), size, bold=bold) <= width
        ):
            take += 1
        if lines is not None and len(done) == lines - 1:
            take = len(words)
        done.append(clip(" ".join(words[:take]), size, width, bold=bold))
        words = words[take:]
    return done
