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
EDGE, WARN = "#2a7ab8", "#c62839"  # at least 3:1 on the backgrounds of both themes
ACCENT: Final = "#7a1020"  # as in the exhibits; below white letters only
BOX: Final = f"{INK};background:var(--jp-layout-color0,#ffffff);padding:8px 12px;border-left:4px "
STAMP: Final = (
    f"color:#ffffff;background:{ACCENT};display:inline-block;padding:2px 8px;margin:0 0 4px;"
    "font-weight:bold;letter-spacing:1px"
)
_PILL: Final = f"{INK};border:1px solid {LINE};border-radius:9px;padding:0 8px;margin-left:6px"
_CELL: Final = f"padding:3px 9px;vertical-align:top;{INK};border-bottom:1px solid {LINE};"
_LONGEST: Final = 10_000  # characters of one text
_SHORT: Final = 160  # characters of the one line
_WORD: Final = 16  # characters of a cell that is never broken
_ROWS: Final = 60  # objects of a list shown one by one
_COLUMNS: Final = 6  # facts of each that all of them have; the rest stands in the card of one
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
    brief
        Facts a row of a list shows beside the others; the card itself has them in its body.
    """

    kind: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    state: str = ""
    stamp: str = ""
    notes: tuple[str, ...] = ()
    body: str = ""
    brief: tuple[tuple[str, str], ...] = ()

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
        foot = f'<p style="{MUTED};font-size:12px;margin:6px 0 0">{below}</p>' if below else ""
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
        return _rows(self)


class Tupled(tuple[Item, ...]):
    """A tuple that a notebook shows as a table, an object a row."""

    def _repr_html_(self) -> str | None:
        return _rows(self)


def _rows(things: Sequence[object]) -> str | None:
    """Return objects as a table; ``None`` where one has no card."""
    cards = [one._card_() for one in things[:_ROWS] if isinstance(one, Carded)]
    if len(cards) != len(things[:_ROWS]):
        return None
    if not cards:
        return box(f'<p style="{MUTED};margin:0">none</p>')
    facts = [dict((*one.facts, *one.brief)) for one in cards]
    shared = [label for label in facts[0] if all(label in one for one in facts)][:_COLUMNS]
    kinds = list(dict.fromkeys(one.kind for one in cards))
    many = len(kinds) > 1  # then each row says its own
    states = any(one.state for one in cards)
    rows = [
        (f"{one.kind} {one.title}" if many else one.title, *((one.state,) if states else ()),
         *(told[label] or "not given" for label in shared))
        for one, told in zip(cards, facts, strict=True)
    ]  # fmt: skip
    what = "what" if many else kinds[0]
    more = (f"and {len(things) - _ROWS:,} more",) if len(things) > _ROWS else ()
    # what every card says is said once
    notes = (*more, *(n for n in cards[0].notes if n and all(n in one.notes for one in cards)))
    below = f'<p style="{MUTED};margin:4px 0 0">{"<br>".join(map(e, notes))}</p>' if notes else ""
    heads = [(name, "left") for name in (what, *(["state"] if states else []), *shared)]
    return box(table(heads, rows, what) + below)


def listed(function: Callable[Given, list[Item]]) -> Callable[Given, list[Item]]:
    """Let a function of a room return its list as a `Listed`."""

    @functools.wraps(function)
    def give(*args: Given.args, **keywords: Given.kwargs) -> list[Item]:
        return Listed(function(*args, **keywords))

    return give


def tupled(function: Callable[Given, tuple[Item, ...]]) -> Callable[Given, tuple[Item, ...]]:
    """Let a function of a room return its tuple as a `Tupled`."""

    @functools.wraps(function)
    def give(*args: Given.args, **keywords: Given.kwargs) -> tuple[Item, ...]:
        return Tupled(function(*args, **keywords))

    return give


def box(inner: str, *, warn: bool = False) -> str:
    """Return the frame of a card around HTML that is escaped already."""
    return f'<div style="{BOX}solid {WARN if warn else EDGE}">{inner}</div>'


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
            f'<td style="{_CELL}{keep or _kept(text)}text-align:{side}">{e(text)}</td>'
            for text, (_, side) in zip(row, heads, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<div style="overflow-x:auto;margin:8px 0 0" tabindex="0" role="region" '
        f'aria-label="{e(label)}">'
        f'<table style="border-collapse:collapse;margin:0"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _kept(text: str) -> str:
    """Return a style that keeps a date, an id or a word on its line."""
    return "white-space:nowrap;" if len(text) <= _WORD else ""


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
