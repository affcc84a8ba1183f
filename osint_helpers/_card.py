"""An object as a card in a notebook, and as one line: what it is, the facts that matter, its state.

Every room uses this one. Colours come from the theme of the notebook with plain ones behind them,
inline, since JupyterLab takes a style sheet out of a notebook it does not trust.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from osint_helpers._plain import plain
from osint_helpers._said import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

INK: Final = "color:var(--jp-content-font-color1,#1b1b1b)"
MUTED: Final = "color:var(--jp-content-font-color2,#595959)"
LINE: Final = "var(--jp-border-color2,#d5d8dd)"
EDGE, ACCENT = "#2a7ab8", "#a3182c"  # at least 3:1 on the backgrounds of both themes
BOX: Final = f"{INK};background:var(--jp-layout-color0,#ffffff);padding:8px 12px;border-left:4px "
STAMP: Final = (
    f"color:#ffffff;background:{ACCENT};display:inline-block;padding:2px 8px;margin:0 0 4px;"
    "font-weight:bold;letter-spacing:1px"
)
_PILL: Final = f"{INK};border:1px solid {LINE};border-radius:9px;padding:0 8px;margin-left:6px"
_CELL: Final = f"padding:3px 9px;vertical-align:top;{INK};border-bottom:1px solid {LINE};"
_LONGEST: Final = 10_000  # characters of one text
_SHORT: Final = 160  # characters of the one line
_ROWS: Final = 60  # objects of a list shown one by one
# What a class calls its own name, the first one it has.
_NAMED: Final = ("title", "name", "id", "label", "list", "rule", "kind", "what", "text", "url")

Item = TypeVar("Item")
Given = ParamSpec("Given")


@dataclass(frozen=True)
class Card:
    """What a card shows.

    Attributes
    ----------
    kind
        What the thing is: ``leg``, ``capture``.
    title
        Its name, with its id.
    facts
        Label and text; an empty text is told as ``not given``, all such labels in one line.
    state
        Status or outcome, in one or two words.
    stamp
        What must be seen first: ``SYNTHETIC``, ``NOT COMPLETE``.
    notes
        Sentences below: limits, provenance.
    body
        HTML of the caller, escaped there.
    """

    kind: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    state: str = ""
    stamp: str = ""
    notes: tuple[str, ...] = ()
    body: str = ""

    def html(self) -> str:
        """Return the card as HTML, everything escaped."""
        stamp = f'<p style="{STAMP}">{e(self.stamp)}</p>' if self.stamp else ""
        state = f'<span style="{_PILL}">{e(self.state)}</span>' if self.state else ""
        head = (
            f'<p style="margin:0 0 4px"><span style="{MUTED}">{e(self.kind)}</span> '
            f"<strong>{e(self.title)}</strong>{state}</p>"
        )
        inner = f"{stamp}{head}{self._listed()}{self.body}"
        below = "<br>".join(map(e, filter(None, self.notes)))
        foot = f'<p style="{MUTED};margin:6px 0 0">{below}</p>' if below else ""
        return box(inner + foot, warn=bool(self.stamp))

    def line(self) -> str:
        """Return the object as one line without an address in memory."""
        known = [text for _, text in self.facts if text]
        parts = "; ".join(filter(None, (self.stamp, self.state, *known[:2])))
        name = f"{self.kind} {self.title}".strip()
        return plain(_one(f"<{name}: {parts}" if parts else f"<{name}"), _SHORT) + ">"

    def _listed(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="{_CELL}{MUTED};text-align:left;font-weight:normal;'
            f'white-space:nowrap">{e(label)}</th>'
            f'<td style="{_CELL}text-align:left">{e(text)}</td></tr>'
            for label, text in self.facts
            if text
        )
        table = f'<table style="border-collapse:collapse;margin:0">{rows}</table>' if rows else ""
        empty = ", ".join(label for label, text in self.facts if not text)
        absent = f'<p style="{MUTED};margin:4px 0 0"><i>not given: {e(empty)}</i></p>'
        return table + (absent if empty else "")


class Carded:
    """Shows itself in a notebook as a card, and in plain text as one line.

    A data class that wants the line says ``repr=False``; one whose own form is short keeps that.
    """

    __slots__ = ()

    def _card_(self) -> Card:
        """Return what the card shows; without more knowledge, the fields as they are."""
        return of_fields(self)

    def _repr_html_(self) -> str:
        return self._card_().html()

    def __repr__(self) -> str:
        return self._card_().line()


class Listed(list[Item]):
    """A list that a notebook shows as a table, an object a row."""

    def _repr_html_(self) -> str | None:
        cards = [one._card_() for one in self[:_ROWS] if isinstance(one, Carded)]
        if len(cards) != len(self[:_ROWS]):
            return None
        if not cards:
            return box(f'<p style="{MUTED};margin:0">none</p>')
        rows = [
            (one.title, one.state, "; ".join(f"{a}: {b or 'not given'}" for a, b in one.facts))
            for one in cards
        ]
        more = f'<p style="{MUTED};margin:4px 0 0">and {len(self) - _ROWS:,} more</p>'
        heads = ((cards[0].kind, "left"), ("state", "left"), ("facts", "left"))
        return box(table(heads, rows, cards[0].kind) + (more if len(self) > _ROWS else ""))


def listed(function: Callable[Given, list[Item]]) -> Callable[Given, list[Item]]:
    """Let a function of a room return its list as a `Listed`."""

    @functools.wraps(function)
    def give(*args: Given.args, **keywords: Given.kwargs) -> list[Item]:
        return Listed(function(*args, **keywords))

    return give


def box(inner: str, *, warn: bool = False) -> str:
    """Return the frame of a card around HTML that is escaped already."""
    return f'<div style="{BOX}solid {ACCENT if warn else EDGE}">{inner}</div>'


def table(
    heads: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[str]],
    label: str,
    *,
    wrap: bool = True,
) -> str:
    """Return a table of texts that scrolls by itself; `heads` are names with their side."""
    keep = "" if wrap else "white-space:nowrap;"
    top = f"{_CELL}{keep}border-bottom:2px solid {LINE};"
    head = "".join(
        f'<th scope="col" style="{top}text-align:{side}">{e(name)}</th>' for name, side in heads
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_CELL}{keep}text-align:{side}">{e(text)}</td>'
            for text, (_, side) in zip(row, heads, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{e(label)}">'
        f'<table style="border-collapse:collapse;margin:0"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def of_fields(thing: Any) -> Card:  # noqa: ANN401
    """Return the card of a data class or named tuple out of its public fields."""
    if dataclasses.is_dataclass(thing):
        # what its own form leaves out (keys, tables, bytes) is no fact of the card either
        names = [one.name for one in dataclasses.fields(thing) if one.repr]
    else:
        names = list(getattr(thing, "_fields", ()))
    names = [name for name in names if not name.startswith("_")]
    named = next((name for name in _NAMED if name in names and getattr(thing, name)), "")
    facts = tuple(
        (name.replace("_", " "), said(getattr(thing, name))) for name in names if name != named
    )
    title = said(getattr(thing, named)) if named else ""
    return Card(type(thing).__name__, title, facts)


def e(text: object) -> str:
    """Return a text for HTML: escaped, control characters and bidi marks written out."""
    return escape(plain(_one(str(text)), _LONGEST))


def _one(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
