"""The timeline as a static drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL, WIDTH
from osint_helpers.exhibits.palette import ACCENT, COAST, GAP_FILL, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, document, el, group, label, link, text_width, wrap
from osint_helpers.exhibits.table.html import anchor_id
from osint_helpers.exhibits.timeline.glyphs import DISPUTE, glyph, legend
from osint_helpers.exhibits.timeline.placing import (
    PLOT_LEFT,
    PLOT_RIGHT,
    SIZE,
    Placed,
    Scale,
    place,
)

SUB: Final = 22.0  # px of a sub-row
LINE: Final = 15.0
GRID, STRIPE = "#e4e6ea", "#f6f7f9"
MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
JOIN: Final = 60.0  # px; marks further apart share the colour, a line would cross other labels
PUBLICATION_HEIGHT: Final = 54.0


def draw(
    exhibit_id: str, title: str, spec: dict[str, Any], panels: Sequence[int] | None = None
) -> Markup:
    """Return the SVG of a timeline specification.

    Parameters
    ----------
    panels
        Numbers of the panels to draw, for pages on which all do not fit; by default all. What
        the marks mean stands below the last panel.
    """
    chosen = range(len(spec["panels"])) if panels is None else panels
    body: list[Markup] = []
    top = 4.0
    most = max((month["count"] for month in spec["publications"]), default=1)
    for number in chosen:
        drawn, top = _panel(spec["panels"][number], spec, top, most)
        body += drawn
        top += 14
    last = len(spec["panels"]) - 1 in chosen
    if last:
        meaning, top = legend(top)
        body += meaning
    for note in spec["left_out"] if last else ():
        for words in wrap(note, SMALL, WIDTH - 20):
            top += LINE
            body.append(label(10, top, words, size=SMALL, fill=MUTED))
        top += 3
    described = (
        "; ".join(spec["panels"][number]["label"] for number in chosen)
        + ". Rows from top to bottom: "
        + ", ".join(row["label"] for lane in spec["lanes"] for row in lane["rows"])
        + ". Every mark is a link to its claim; the same stands as a table below the drawing."
    )
    name = exhibit_id if panels is None else "-".join([exhibit_id, *map(str, chosen)])
    return document(name, title, described, *body, width=WIDTH, height=top + 8)


def _panel(
    panel: dict[str, Any], spec: dict[str, Any], top: float, most: int
) -> tuple[list[Markup], float]:
    """Return one panel and where it ends."""
    scale = Scale.of(panel)
    head = [label(10, top + 18, panel["label"], size=15, bold=True, fill=ACCENT)]
    first_row = top + 66
    at = first_row
    rows: list[Markup] = []
    stripes: list[Markup] = []
    drawn_rows = _rows(panel, spec, scale)
    for number, (row, placed, count) in enumerate(drawn_rows):
        title = wrap(row["label"], SIZE, PLOT_LEFT - 22, lines=3)
        height = max(SUB * count, LINE * len(title) + 4) + 6
        if number % 2 == 0:
            stripes.append(_stripe(at, height))
        rows += [label(10, at + 19 + LINE * n, words, size=SIZE) for n, words in enumerate(title)]
        rows += _row(row, placed, scale, at + 3 + SUB / 2, spec["joins"])
        at += height
    bars, height = _publications(spec["publications"], scale, at, most)
    if len(drawn_rows) % 2 == 0 and bars:
        stripes.append(_stripe(at, height))
    at += height
    grid = _grid(scale, first_row, at)
    bands = _bands(spec["bands"], scale, first_row, at)
    return [*head, *stripes, *grid, *bands, *rows, *bars], at + (20 if bands else 4)


def _stripe(top: float, height: float) -> Markup:
    """Return the ground of every other row."""
    return el("rect", {"x": 0, "y": top, "width": WIDTH, "height": height, "fill": STRIPE})


def _rows(
    panel: dict[str, Any], spec: dict[str, Any], scale: Scale
) -> list[tuple[dict[str, Any], list[Placed], int]]:
    """Return the rows that have a mark in the panel; legs without a date stay in the first."""
    found = []
    for lane in spec["lanes"]:
        for row in lane["rows"]:
            placed, count = place(row, scale)
            undated = not row["entries"] and panel is spec["panels"][0]
            if placed or undated:
                found.append((row, placed, count))
    if spec["states"]:
        row = _states(spec["states"])
        placed, count = place(row, scale)
        if placed:
            found.append((row, placed, count))
    return found


def _states(states: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Return the states of knowledge in the form of a row."""
    entries = [
        {"label": f"{state['when']}: {state['what']}", "side": "right", "hollow": False,
         "marks": [{"from": state["from"], "to": state["to"], "claims": [], "disputed": False,
                    "shape": "day" if state["from"] == state["to"] else "bar",
                    "certainty": "state", "text": "", "when": state["when"]}]}
        for state in states
    ]  # fmt: skip
    return {"label": "State of knowledge", "status": "", "line": [], "entries": entries}


def _grid(scale: Scale, top: float, low: float) -> list[Markup]:
    """Return the lines and words of the months, as many as can be read."""
    days = [date.fromordinal(n) for n in range(scale.first, scale.last)]
    starts = [day for day in days if day.day == 1]
    step = next(n for n in (1, 3, 12) if len(starts) / n * 32 <= PLOT_RIGHT - PLOT_LEFT)
    drawn = []
    for day in starts:
        if (day.month - 1) % step:
            continue
        x = scale.x(day.isoformat())
        words = MONTHS[day.month - 1] if step < 12 else ""
        year = day.month == 1 or day == starts[0]
        drawn.append(
            el("line", {"x1": x, "x2": x, "y1": top - 4, "y2": low,
                        "stroke": COAST if day.month == 1 else GRID, "stroke-width": 1})
        )  # fmt: skip
        drawn.append(label(x + 3, top - 6, words, size=SMALL, fill=MUTED))
        if year:
            drawn.append(label(x + 3, top - 20, str(day.year), size=SMALL, bold=True))
    return drawn


def _bands(bands: Sequence[dict[str, Any]], scale: Scale, top: float, low: float) -> list[Markup]:
    """Return the spans in which nothing was received, over the full height, with their words."""
    drawn = []
    for band in bands:
        if not scale.holds(band):
            continue
        left, right = scale.x(band["from"]), scale.x(band["to"], end=True)
        words = f"{band['name']}: {band['label']}" if band["name"] else band["label"]
        half = text_width(words, SMALL, bold=True) / 2
        x = min(max((left + right) / 2, PLOT_LEFT + half), PLOT_RIGHT - half)
        inside = group(
            el("rect", {"x": left, "y": top, "width": right - left, "height": low - top + 4,
                        "fill": GAP_FILL, "fill-opacity": 0.16}),
            label(x, low + 16, words, size=SMALL, fill="#6b4600", anchor="middle", bold=True),
        )  # fmt: skip
        claim = band["claims"][0] if band["claims"] else ""
        drawn.append(link(anchor_id("claim", claim), words, inside) if claim else inside)
    return drawn


def _row(
    row: dict[str, Any], placed: Sequence[Placed], scale: Scale, y: float,
    joins: Sequence[Sequence[str]],
) -> list[Markup]:  # fmt: skip
    """Return the line, the joins and the marks of a row whose first sub-row is centred on y."""
    drawn: list[Markup] = []
    if row["line"] and scale.holds({"from": row["line"][0], "to": row["line"][1]}):
        style = STATUS_STYLE.get(row["status"])
        dash = style.dash or None if style else None
        x1, x2 = scale.x(row["line"][0]), scale.x(row["line"][1], end=True)
        drawn.append(
            el("line", {"x1": x1, "x2": x2, "y1": y, "y2": y,
                        "stroke": style.color if style and style.width else COAST,
                        "stroke-width": 3, "stroke-dasharray": dash})
        )  # fmt: skip
    drawn += _joins(placed, scale, y, joins)
    for one in placed:
        drawn += _entry(one, scale, y + SUB * one.row)
    if not row["entries"]:
        drawn.append(label(PLOT_LEFT + 4, y + 4, "no date published", size=SIZE, fill=MUTED,
                           italic=True))  # fmt: skip
    return drawn


def _joins(
    placed: Sequence[Placed], scale: Scale, y: float, joins: Sequence[Sequence[str]]
) -> list[Markup]:
    """Return the lines between marks whose claims contradict each other."""
    at = {
        claim: (*scale.span(mark), y + SUB * one.row)
        for one in placed
        for mark in one.marks
        for claim in mark["claims"]
    }
    drawn = []
    for a, b in joins:
        if a in at and b in at and at[a] != at[b]:
            x1, x2 = _nearest(at[a][:2], at[b][:2])
            if abs(x1 - x2) > JOIN:
                continue
            drawn.append(
                el("line", {"x1": x1, "y1": at[a][2], "x2": x2, "y2": at[b][2],
                            "stroke": DISPUTE, "stroke-width": 2.4})
            )  # fmt: skip
    return drawn


def _nearest(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Return where a join leaves each of two marks: below each other if they overlap in time."""
    middles = [(span[0] + span[1]) / 2 for span in (one, other)]
    return (
        min(max(middles[1], one[0] + 4), max(one[1] - 4, one[0] + 4)),
        min(max(middles[0], other[0] + 4), max(other[1] - 4, other[0] + 4)),
    )


def _entry(one: Placed, scale: Scale, y: float) -> list[Markup]:
    """Return the marks of an entry, each a link, the last one with the label."""
    words = label(one.label_x, y + 4, one.label, size=SIZE,
                  anchor="end" if one.anchor == "end" else None)  # fmt: skip
    if one.anchor == "on":
        wide = text_width(one.label, SIZE) + 8
        ground = {"x": one.label_x - 4, "y": y - 8, "width": wide, "height": 16, "fill": "#ffffff"}
        words = group(el("rect", ground), words)
    drawn = []
    for number, mark in enumerate(one.marks):
        parts = [*glyph(mark, scale.span(mark), y, hollow=one.entry["hollow"])]
        if number == len(one.marks) - 1:
            parts.append(words)
        if mark["claims"]:
            name = f"{one.entry['label']}. {mark['text']}"
            drawn.append(link(anchor_id("claim", mark["claims"][0]), name, *parts))
        else:
            drawn += parts
    return drawn


def _publications(
    months: Sequence[dict[str, Any]], scale: Scale, top: float, most: int
) -> tuple[list[Markup], float]:
    """Return the bars of publications a month, their numbers above, and the height taken."""
    inside = []
    for month in months:
        first = date.fromisoformat(f"{month['month']}-01")
        last = date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1)
                                .toordinal() - 1)  # fmt: skip
        span = {"from": first.isoformat(), "to": last.isoformat()}
        if scale.holds(span):
            inside.append((month, scale.x(span["from"]), scale.x(span["to"], end=True)))
    if not inside:
        return [], 0.0
    unit = PUBLICATION_HEIGHT / most
    tallest = max(3.0, max(month["count"] for month, _, _ in inside) * unit)
    low = top + tallest + 24
    drawn = [label(10, low - 6, "Publications a month", size=SIZE)]
    for month, left, right in inside:
        height = max(3.0, month["count"] * unit)
        dark = height * month["by_day"] / month["count"]
        box = {"x": left + 1, "width": right - left - 2}
        drawn += [
            el("rect", {**box, "y": low - height, "height": height - dark, "fill": "#b9c4d2"}),
            el("rect", {**box, "y": low - dark, "height": dark, "fill": "#5c7390"}),
            label((left + right) / 2, low - height - 4, str(month["count"]), size=SMALL,
                  anchor="middle"),
        ]  # fmt: skip
    return drawn, low - top + 4
