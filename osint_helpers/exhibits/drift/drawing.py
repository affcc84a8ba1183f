"""The drift of one statement as a static drawing: wordings across, sources down."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.drift.layout import LINE, WIDE, Layout, Place, in_words
from osint_helpers.exhibits.figures import SMALL
from osint_helpers.exhibits.palette import COAST, INK, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import (
    Markup,
    clip,
    document,
    el,
    label,
    link,
    text_width,
    wrap,
)
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

LEFT: Final = 10.0
BAND: Final = 22.0  # height of the line that says how many hands
TITLE: Final = 34.0
RING: Final = 9.0
WRONG: Final = STATUS_STYLE["disputed"].color
SOUND: Final = STATUS_STYLE["documented"].color
WASH: Final = "#f7edf4"  # ground of a known wrong wording
STRIPE: Final = "#e9ebef"
HANDS: Final = ("gathered facts itself", "one hand on: rests on a body that gathered")


def draw(exhibit_id: str, spec: Json, number: int | None = None, layout: Layout = WIDE) -> Markup:
    """Return the drawing of one thread by its number, or of all below each other."""
    chosen = spec["threads"] if number is None else [spec["threads"][number]]
    body: list[Markup] = []
    top = 0.0
    for thread in chosen:
        drawn, top = _thread(thread, top, layout)
        body += drawn
    names = "; ".join(thread["thread"] for thread in chosen)
    name = exhibit_id if number is None else f"{exhibit_id}-{number + 1}"
    said = " ".join(described(thread) for thread in chosen)
    return document(name, names, said, *body, width=layout.width, height=top + 6)


def described(thread: Json) -> str:
    """Return a thread in words, for those who do not see it."""
    names = {one["source"]: one["publisher"] for one in thread["sources"]}
    said = []
    for n, one in enumerate(thread["wordings"], 1):
        where = ", ".join(names.get(source, source) for source in one["first"])
        wrong = ", known to be wrong or raised" if one["wrong"] else ""
        step = "" if one["change"] == "first" else f", {one['change']}"
        said.append(f"{n} {one['value']}{wrong}{step}: {where or 'no source'}")
    return f"{thread['thread']}: {'; '.join(said)}. The table below says the same."


def _thread(thread: Json, top: float, layout: Layout) -> tuple[list[Markup], float]:
    """Return one thread from a height on, and where it ends."""
    place = Place(thread, layout)
    out: list[Markup] = []
    for line in wrap(thread["thread"], 15, layout.width - 2 * LEFT, bold=True):
        out.append(label(LEFT, top + 22, line, size=15, bold=True))
        top += 20
    top += TITLE - 20
    if layout.listed:
        listed, top = _list(place, top)
        out += listed
    low = top + place.head
    end = low + _height(thread, layout)
    out += _grounds(place, top, end)
    out += _heads(place, top)
    y = low
    hands = -1
    for one in thread["sources"]:
        if one["hands"] != hands:
            hands = one["hands"]
            out += _band(hands, y, layout)
            y += BAND
        out += _row(one, place, y)
        y += layout.row
    return out, end + 10


def _list(place: Place, top: float) -> tuple[list[Markup], float]:
    """Return the wordings below each other with their numbers, and where they end."""
    out: list[Markup] = []
    for n, one in enumerate(place.wordings, 1):
        ink = _ink(one)
        out.append(_ring(LEFT + RING, top + 8, str(n), ink, wrong=one["wrong"]))
        left, room = LEFT + 2 * RING + 8, place.layout.width - LEFT - 2 * RING - 16
        for text in wrap(one["value"], SMALL, room, bold=True):
            out.append(label(left, top + 12, text, size=SMALL, bold=True, fill=ink))
            top += LINE
        out.append(label(left, top + 12, in_words(one["certainty"]), size=SMALL, fill=MUTED,
                         italic=True))  # fmt: skip
        top += LINE + 8
    return out, top + 6


def _height(thread: Json, layout: Layout) -> float:
    bands = len({one["hands"] for one in thread["sources"]})
    return BAND * bands + layout.row * len(thread["sources"])


def _grounds(place: Place, top: float, end: float) -> list[Markup]:
    """Return a guide line a column, on a ground of its own where the wording is wrong."""
    out: list[Markup] = []
    for one, wide in zip(place.wordings, place.wide, strict=True):
        x = place.at[one["claim"]]
        if one["wrong"]:
            ground = {"x": x - wide / 2 + 2, "y": top, "width": wide - 4, "height": end - top}
            out.append(el("rect", {**ground, "fill": WASH}))
        out.append(
            el("line", {"x1": x, "x2": x, "y1": top + place.head - 4, "y2": end,
                        "stroke": WRONG if one["wrong"] else COAST, "stroke-opacity": 0.45})
        )  # fmt: skip
    return out


def _heads(place: Place, top: float) -> list[Markup]:
    """Return the number, the value and the certainty of each wording."""
    out: list[Markup] = []
    for n, one in enumerate(place.wordings):
        x, ink = place.at[one["claim"]], _ink(one)
        out.append(_ring(x, top + 14, str(n + 1), ink, wrong=one["wrong"]))
        if place.layout.listed:
            continue
        y = top + 38
        for text in place.values[n]:
            out.append(label(x, y, text, size=SMALL, anchor="middle", bold=True, fill=ink))
            y += LINE
        for text in place.sure[n]:
            out.append(label(x, y, text, size=SMALL, anchor="middle", fill=MUTED, italic=True))
            y += LINE
    return out


def _ink(one: Json) -> str:
    return WRONG if one["wrong"] else SOUND


def _ring(x: float, y: float, number: str, ink: str, *, wrong: bool) -> Markup:
    """Return a numbered mark: a disc, or a square for a known wrong wording."""
    size = {"fill": ink, "stroke": "#ffffff", "stroke-width": 1.5}
    if wrong:
        shape = el("rect", {"x": x - RING, "y": y - RING, "width": 2 * RING, "height": 2 * RING,
                            "rx": 2, **size})  # fmt: skip
    else:
        shape = el("circle", {"cx": x, "cy": y, "r": RING, **size})
    word = label(x, y + 4.2, number, size=SMALL, bold=True, fill="#ffffff", anchor="middle")
    return el("g", None, shape, word)


def _band(hands: int, y: float, layout: Layout) -> list[Markup]:
    words = HANDS[hands] if hands < len(HANDS) else f"{hands} hands on"
    ground = {"x": LEFT - 4, "y": y + 3, "width": layout.names - LEFT + 4, "height": BAND - 6,
              "fill": STRIPE}  # fmt: skip
    return [el("rect", ground), label(LEFT, y + 15, words, size=SMALL, fill=MUTED, italic=True)]


def _row(one: Json, place: Place, y: float) -> list[Markup]:
    """Return one source: its words at the left, its wordings and the steps to them."""
    layout = place.layout
    middle, room = y + layout.marks, layout.names - LEFT
    name = clip(one["publisher"], SMALL, room, bold=True)
    below = clip(_below(one), SMALL, room)
    words = [
        label(LEFT, y + 18, name, size=SMALL, bold=True, fill=INK),
        label(LEFT, y + 33, below, size=SMALL, fill=MUTED),
    ]
    foot = {"x1": LEFT, "x2": layout.columns[1], "y1": y + layout.row, "y2": y + layout.row}
    out = [
        el("line", {**foot, "stroke": STRIPE}),
        link(anchor_id("source", one["source"]), f"Source {one['publisher']}", *words),
    ]
    held = [w for w in place.wordings if w["claim"] in one["claims"]]
    for wording in held:
        if one["source"] in wording["first"]:
            out += _step(wording, place, middle)
    return [*out, *(_mark(w, one, place, middle) for w in held)]


def _below(one: Json) -> str:
    said = [one["published"]]
    if one["language"]:
        said.append(one["language"])
    if one["rests_on"]:
        said.append(f"rests on {', '.join(one['rests_on'])}")
    return " \N{MIDDLE DOT} ".join(said)


def _mark(wording: Json, one: Json, place: Place, y: float) -> Markup:
    """Return the mark of a wording in the row of a source, a link to its claim."""
    x, ink = place.at[wording["claim"]], _ink(wording)
    number = str([w["claim"] for w in place.wordings].index(wording["claim"]) + 1)
    new = one["source"] in wording["first"]
    if new:
        mark = _ring(x, y, number, ink, wrong=wording["wrong"])
    elif wording["wrong"]:
        mark = el("rect", {"x": x - 4.5, "y": y - 4.5, "width": 9, "height": 9, "fill": ink})
    else:
        mark = el("circle", {"cx": x, "cy": y, "r": 5, "fill": ink})
    how = "appears" if new else "has it too"
    return link(
        anchor_id("claim", wording["claim"]),
        f"{wording['value']}, {one['publisher']} ({how})", mark,
    )  # fmt: skip


def _step(wording: Json, place: Place, y: float) -> list[Markup]:
    """Return the arrow from the wordings it was made from, with the word of the change."""
    x, ink = place.at[wording["claim"]], _ink(wording)
    if wording["change"] == "first":
        return []
    word = wording["change"]
    wide = text_width(word, SMALL, bold=True)
    if not wording["of"]:  # added: comes from nowhere
        tip = x - RING - 3
        return [
            el("line", {"x1": tip - 16, "x2": tip, "y1": y, "y2": y, "stroke": ink,
                        "stroke-width": 1.6, "stroke-dasharray": "2 3"}),
            _plate(min(x, place.layout.columns[1] - wide / 2), y - 11, word, ink),
        ]  # fmt: skip
    starts = sorted(place.at[claim] for claim in wording["of"])
    tip = x - RING - 2
    out = [
        el("line", {"x1": starts[0] + 5, "x2": tip - 5, "y1": y, "y2": y, "stroke": ink,
                    "stroke-width": 1.8}),
        el("polygon", {"points": f"{tip:.1f},{y:.1f} {tip - 7:.1f},{y - 4:.1f} "
                                 f"{tip - 7:.1f},{y + 4:.1f}", "fill": ink}),
        *(
            el("circle", {"cx": start, "cy": y, "r": 4.5, "fill": "#ffffff", "stroke": ink,
                          "stroke-width": 1.6})
            for start in starts
        ),
    ]  # fmt: skip
    middle = (starts[-1] + 5 + tip) / 2
    return [*out, _plate(max(middle, starts[0] + wide / 2), y - 10, word, ink)]


def _plate(x: float, y: float, word: str, ink: str) -> Markup:
    """Return a word centred above a line, on a ground that keeps guide lines off it."""
    wide = text_width(word, SMALL, bold=True)
    return el(
        "g", None,
        el("rect", {"x": x - wide / 2 - 1, "y": y - 11, "width": wide + 2, "height": 13,
                    "fill": "#ffffff", "fill-opacity": 0.85}),
        label(x, y, word, size=SMALL, fill=ink, anchor="middle", bold=True),
    )  # fmt: skip
