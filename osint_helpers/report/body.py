"""From the pieces of a notebook to the sections of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from osint_helpers.errors import ReportError
from osint_helpers.evidence import layout
from osint_helpers.exhibits.table.html import ref_link
from osint_helpers.report.markup import render, slug
from osint_helpers.report.sections import EXHIBITS, anchor_of, heading_of, in_order, number_of

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit
    from osint_helpers.report.reading import Piece

WIDE_FROM = 7  # columns: from here on a printed table needs the long side of the sheet,
WIDE_UP_TO = 14  # more leave no room for a word on any side, and
WIDE_ROWS = range(4, 13)  # with fewer or more rows, too, each row prints as a short paragraph
# Around what paper never shows; the PDF is set without it. No text can write these marks,
# because every "<" of a text is escaped.
SCREEN_ONLY, SCREEN_END = "<!--screen-->", "<!--/screen-->"
# Two hashes that must not be taken for each other: of a captured file, of a computed exhibit.
_BEFORE_REGISTER = (
    '<h3 id="digests">Digests of the exhibits of this report</h3>'
    "<p>Each value identifies one exhibit of this report as it was computed. It is not the hash "
    "of a captured file.</p>"
)
# The one line below a table or a map of scenes; it never holds a "<p".
_PROVENANCE = re.compile(r'(<p class="(?:provenance|footprints-words)">)(.*?)(</p>)', re.DOTALL)
_NAMED = re.compile(rf"<a\b.*?</a>|{layout.CAPTURE_ID.pattern}", re.DOTALL)  # a link stays
SHORT_UP_TO = 6  # rows: up to here a printed table stays in one piece


@dataclass
class Section:
    """One section: number of the register (0: what stands before the first one) and its parts."""

    number: int
    parts: list[str] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Element id of the section."""
        return anchor_of(self.number)

    @property
    def heading(self) -> str:
        """Heading as printed."""
        return heading_of(self.number)


def sections(pieces: list[Piece]) -> list[Section]:
    """Return the sections of a report in order, section 12 among them.

    Raises
    ------
    ReportError
        For a heading the register does not know, a section out of order, a first-level heading
        inside a section, or a section without content.
    """
    found = [Section(0)]
    names: set[str] = set()
    for piece in pieces:
        if piece.kind == "markdown":
            _markdown(piece, found, names)
        elif piece.exhibit is not None:
            found[-1].parts.append(exhibit_html(piece.exhibit))
            found[-1].exhibits.append(piece.exhibit)
        else:
            found[-1].parts.append(f'<pre class="printed">{escape(_plain(piece.text))}</pre>')
    numbers = [section.number for section in found[1:]]
    if not numbers:
        raise ReportError("the notebook has no section", advice="begin one with '## 1. Judgements'")
    in_order(numbers)
    for section in found[1:]:
        if not section.parts and section.number != EXHIBITS:
            raise ReportError(
                f"section {section.heading!r} is empty",
                advice="take the heading out; the report then says that the section is absent",
            )
    known = _captures_in(found)
    for section in found:
        section.parts = [led_to(part, known) for part in section.parts]
    return _with_exhibits(found)


def led_to(html: str, captures: set[str]) -> str:
    """Return HTML whose lines of provenance link each capture that has an entry on the page."""

    def linked(found: re.Match[str]) -> str:
        return ref_link("capture", found[0]) if found[0] in captures else found[0]

    return _PROVENANCE.sub(lambda line: line[1] + _NAMED.sub(linked, line[2]) + line[3], html)


def _captures_in(found: list[Section]) -> set[str]:
    """Return the captures that have an entry in a register of this report."""
    rows = [
        ref
        for section in found
        for one in section.exhibits
        if one.kind == "table"
        for ref in one.spec["row_ids"]
    ]
    return {ref[1] for ref in rows if ref and ref[0] == "capture"}


def exhibit_html(exhibit: Exhibit) -> str:
    """Return an exhibit in its frame, with a second rendering for paper where it has one."""
    from osint_helpers.exhibits.frame import figure
    from osint_helpers.exhibits.kinds import kind

    drawn = kind(exhibit.kind)
    screen, paper = drawn.html(exhibit), drawn.in_print(exhibit)
    # a rendering that begins with the one for paper (a map) tells the printer itself what to hide
    if not screen.startswith(paper.removesuffix("</div>")):
        screen = (
            f'{SCREEN_ONLY}<div class="on-screen">{screen}</div>{SCREEN_END}'
            f'<div class="on-paper">{paper}</div>'
        )
    made = figure(exhibit, screen)
    way = _paper_layout(exhibit)
    return f'<div class="{way}">{made}</div>' if way else made


def _paper_layout(exhibit: Exhibit) -> str:
    """Return the class that tells the printer how to place a table; empty for the ordinary."""
    if exhibit.kind != "table" or exhibit.spec.get("layout") == "entries":
        return ""
    rows = len(exhibit.spec["rows"])
    columns = len(exhibit.spec["columns"])
    if exhibit.spec.get("layout") == "matrix" and columns <= WIDE_UP_TO:
        return "wide"
    if columns >= WIDE_FROM:
        return "wide" if rows in WIDE_ROWS and columns <= WIDE_UP_TO else "stack"
    return "keep" if rows <= SHORT_UP_TO else ""


def exhibit_register(exhibits: list[Exhibit]) -> str:
    """Return the table of all exhibits: number with link, title, kind, digest."""
    rows = "".join(
        f'<tr><th scope="row"><a href="#exhibit-{escape(one.id)}">{escape(one.id)}</a></th>'
        f"<td>{escape(one.title)}</td><td>{escape(one.kind)}</td>"
        f'<td><code class="sha">{one.digest}</code></td></tr>'
        for one in exhibits
    )
    return (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Exhibits with hashes">'
        '<table class="register"><thead><tr><th scope="col">Exhibit</th><th scope="col">Title</th>'
        '<th scope="col">Kind</th><th scope="col">SHA-256 of the specification</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _with_exhibits(found: list[Section]) -> list[Section]:
    table = exhibit_register([one for section in found for one in section.exhibits])
    for section in found:
        if section.number == EXHIBITS:
            section.parts += [_BEFORE_REGISTER if section.parts else "", table]
            return found
    at = next((i for i, s in enumerate(found) if s.number > EXHIBITS), len(found))
    return [*found[:at], Section(EXHIBITS, [table]), *found[at:]]


def _markdown(piece: Piece, found: list[Section], names: set[str]) -> None:
    from bs4 import BeautifulSoup

    where = f"cell {piece.cell}"
    soup = BeautifulSoup(render(piece.text, where), "html.parser")
    for child in list(soup.contents):
        name = getattr(child, "name", None)
        if name == "h2":
            found.append(Section(number_of(child.get_text())))
            continue
        if name == "h1":
            if len(found) > 1:
                raise ReportError(f"{where} has a first-level heading inside a section")
            continue  # the title stands on the cover
        for heading in _headings(child):
            if heading.name in ("h1", "h2"):
                raise ReportError(f"{where} has a section heading inside a list or quotation")
            heading["id"] = _fresh(f"{found[-1].anchor}-{slug(heading.get_text())}", names)
        if str(child).strip():
            found[-1].parts.append(str(child))


def _headings(child: Any) -> Iterator[Any]:  # noqa: ANN401  (bs4 nodes)
    if getattr(child, "name", None) in ("h3", "h4"):
        yield child
    if hasattr(child, "find_all"):
        yield from child.find_all(["h1", "h2", "h3", "h4"])


def _fresh(name: str, names: set[str]) -> str:
    made, n = name, 2
    while made in names:
        made, n = f"{name}-{n}", n + 1
    names.add(made)
    return made


def _plain(text: str) -> str:
    """Drop terminal colours and other control characters except line breaks and tabs."""
    from nbconvert.filters import strip_ansi

    bare = strip_ansi(text)
    return "".join(c for c in bare if c in "\n\t" or (c.isprintable() or c == " "))
