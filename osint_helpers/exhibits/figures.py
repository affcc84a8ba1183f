"""What the drawn figures share: the scrolling frame, the text alternative, checks of a spec.

A drawing is 900 px wide. On a narrow screen it scrolls inside its frame instead of shrinking
until nothing can be read; the same content stands below it as a table that opens on demand. A kind
that would hide what is compared behind the edge brings a narrow form, which takes its place there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.svg import clean
from osint_helpers.exhibits.table.html import ref_link

if TYPE_CHECKING:
    from osint_helpers.exhibits.svg import Markup

WIDTH: Final = 900.0
SMALL: Final = 12.0  # smallest text of a figure; at the least width of the frame still 11 px
STYLES: Final = """
.figure-scroll { overflow-x: auto; max-width: 100%; }
.figure-scroll svg { display: block; width: 100%; min-width: 830px; max-width: 1100px;
  height: auto; }
.figure-scroll a:focus, .figure-scroll a:hover { outline: 2px solid #7a1020; }
.figure-text { margin: .4rem 0; font-size: .85rem; }
.figure-text summary { cursor: pointer; padding: .3rem 0; }
.figure-text table { border-collapse: collapse; width: 100%; }
.figure-text th, .figure-text td { text-align: left; vertical-align: top;
  padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d9d9d9; overflow-wrap: anywhere; }
.figure-text td:first-child { white-space: nowrap; }
.figure-text a { color: #005a8f; }
.figure-print { break-inside: avoid; }
.exhibit-timeline > figcaption, .exhibit-lineage > figcaption, .exhibit-network > figcaption {
  break-after: avoid; break-inside: avoid; }
.figure-print svg { display: block; width: 100%; height: auto; }
.figure-narrow { display: none; }
.figure-narrow > svg { display: block; width: 100%; max-width: 30rem; height: auto; }
@media screen and (max-width: 54.9rem) {
  .figure-wide { display: none; } .figure-narrow { display: block; } }
.figure-legend, .figure-words, .figure-text {
  font-family: "Source Sans Pro", "DejaVu Sans", sans-serif; }
.figure-legend { margin: .4rem 0; padding: 0; list-style: none; font-size: .85rem;
  display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.figure-legend li { display: flex; align-items: center; gap: .5rem; }
.figure-legend svg { flex: none; }
.exhibit .figure-words { margin: .2rem 0; font-size: .8rem; color: #595959;
  overflow-wrap: anywhere; }
@media print { .figure-scroll { overflow: visible; } .figure-scroll svg { min-width: 0; } }
"""
STRONG: Final = ("documented_record", "official_statement", "court_finding")
SAID: Final = ("reported", "self_reported")
Form = dict[str, type | tuple[type, ...]]  # key of an object -> type of its value
Ref = Sequence[str]  # ("claim", "l1_arr")


def certainty_colour(certainty: str) -> str:
    """Return the colour of a certainty: on record or official, said, or neither."""
    if certainty in STRONG:
        return STATUS_STYLE["documented"].color
    return STATUS_STYLE["reported" if certainty in SAID else "inferred"].color


def legend_html(entries: list[tuple[Markup, str]]) -> str:
    """Return a legend as a list, each mark a small drawing."""
    items = "".join(
        '<li><svg viewBox="0 0 46 20" width="46" height="20" aria-hidden="true" '
        f'focusable="false">{mark}</svg>{escape(clean(text))}</li>'
        for mark, text in entries
    )
    return f'<ul class="figure-legend">{items}</ul>'


def words_html(words: list[str]) -> str:
    """Return the sentences below a figure."""
    return "".join(f'<p class="figure-words">{escape(clean(text))}</p>' for text in words)


def refs_html(refs: Iterable[Ref]) -> str:
    """Return links to the anchors ``#<kind>-<id>`` of the report, joined by commas."""
    return ", ".join(ref_link(kind, name) for kind, name in refs)


def table_html(head: Sequence[str], rows: Iterable[tuple[Sequence[str], Iterable[Ref]]]) -> str:
    """Return a table; each row is its text cells and the refs of a last column "Stands on"."""
    columns = "".join(f'<th scope="col">{escape(word)}</th>' for word in (*head, "Stands on"))
    body = "".join(
        "<tr>"
        + "".join(f"<td>{escape(clean(cell))}</td>" for cell in cells)
        + f"<td>{refs_html(refs)}</td></tr>"
        for cells, refs in rows
    )
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"


def figure_html(
    name: str, drawing: str, alternative: str, *, summary: str, narrow: str = ""
) -> str:
    """Return the drawing in its scrolling frame and the text alternative below it.

    Parameters
    ----------
    name
        Accessible name of the scrolling region, for example the title of the exhibit.
    drawing, alternative
        Trusted markup of this package.
    summary
        The words that open the text alternative.
    narrow
        Trusted markup that takes the place of the drawing where that would have to be scrolled
        sideways; without it the drawing stays.
    """
    words = escape(clean(name), quote=True)
    kind, turned = ("figure-scroll", "")
    if narrow:
        kind, turned = ("figure-scroll figure-wide", f'<div class="figure-narrow">{narrow}</div>')
    return (
        f'{turned}<div class="{kind}" tabindex="0" role="region" aria-label="{words} (drawing)">'
        f"{drawing}</div>"
        f'<details class="figure-text"><summary>{escape(clean(summary))}</summary>'
        f'<div class="figure-scroll" tabindex="0" role="region" aria-label="{words} (as text)">'
        f"{alternative}</div></details>"
    )


def need(spec: dict[str, Any], form: Form, path: str) -> None:
    """Check that an object has exactly the keys of ``form``, with values of their types.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    if not isinstance(spec, dict):
        raise ExhibitError(f"{path}: must be an object")
    if set(spec) != set(form):
        raise ExhibitError(f"{path}: must have the keys {', '.join(form)}")
    for key, kind in form.items():
        if not isinstance(spec[key], kind) or (isinstance(spec[key], bool) and kind is not bool):
            raise ExhibitError(f"{path}.{key}: has the wrong type")


def texts(value: object, path: str) -> None:
    """Check that ``value`` is a list of texts.

    Raises
    ------
    ExhibitError
        If it is not.
    """
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ExhibitError(f"{path}: must be a list of texts")
