"""Goods against lists of the law as a drawing: a panel a family, a lane a measure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from osint_helpers.exhibits.goodslanes.bars import Bars
from osint_helpers.exhibits.palette import ACCENT, INK, MUTED
from osint_helpers.exhibits.svg import Markup, clip, document, el, label, link, num, text_width
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

WIDTH: Final = 900
LEFT: Final = 10.0
NAME: Final = 46.0
EDGES: Final = (226.0, 884.0)
ROW: Final = 19.0
SIZE: Final = 12.5
SMALL: Final = 12.0
HEAD: Final = 42.0
MARKS: Final = 20.0
AXIS: Final = 20.0
AFTER: Final = 20.0
BAND: Final = "#f6e7c4"
GRID: Final = "#e4e6ea"
LINK: Final = "#005a8f"
STEP: Final = 2  # years between two ticks


class Scale(NamedTuple):
    """Days to px."""

    first: int
    last: int

    @classmethod
    def of(cls, spec: Json) -> Scale:
        """Return the scale of a specification."""
        return cls(date.fromisoformat(spec["from"]).toordinal(),
                   date.fromisoformat(spec["to"]).toordinal())  # fmt: skip

    def x(self, day: date) -> float:
        """Return where a day begins, at the edge if it lies outside."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return EDGES[0] + (EDGES[1] - EDGES[0]) * min(1.0, max(0.0, share))

    def span(self, one: Json) -> tuple[float, float]:
        """Return both ends of some days in px, at least 3 px apart; no end runs to the edge."""
        x1 = self.x(date.fromisoformat(one["from"]))
        end = date.fromisoformat(one["to"]) + timedelta(days=1) if one["to"] else None
        x2 = EDGES[1] if end is None else self.x(end)
        return x1, max(x2, x1 + 3)


def shown(lane: Json) -> dict[str, list[Json]]:
    """Return measure -> its spans that are drawn as a bar, all in one row."""
    out: dict[str, list[Json]] = {}
    for row in lane["rows"]:
        if row["how"] != "silent":
            out.setdefault(row["measure"], []).append(row)
    return out


def silent(lane: Json) -> list[str]:
    """Return the lists of a lane that are not recorded as naming the goods."""
    return [row["measure"] for row in lane["rows"] if row["how"] == "silent"]


def panel_height(one: Json) -> float:
    """Return how high a panel is."""
    rows = sum(len(shown(lane)) + bool(silent(lane) or not shown(lane)) for lane in one["lanes"])
    return HEAD + AXIS + (MARKS if one["marks"] else 0) + ROW * rows + AFTER


def draw(exhibit_id: str, title: str, spec: Json, goods: list[Json] | None = None) -> Markup:
    """Return the drawing of some panels, by default all."""
    scale, held = Scale.of(spec), spec["goods"] if goods is None else goods
    body: list[Markup] = []
    top = 4.0
    for one in held:
        body += _panel(spec, one, scale, top)
        top += panel_height(one)
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=top)


def described(spec: Json) -> str:
    """Return what the drawing shows, for those who do not see it."""
    said = []
    for one in spec["goods"]:
        named = [row["measure"] for lane in one["lanes"] for row in lane["rows"]
                 if row["how"] == "named"]  # fmt: skip
        said.append(f"{one['family']}: named by {', '.join(dict.fromkeys(named)) or 'no list'}")
    return "; ".join(said) + ". The table below says when each begins and ends."


def _panel(spec: Json, one: Json, scale: Scale, top: float) -> list[Markup]:
    low = top + panel_height(one) - AFTER
    start = top + HEAD
    body = [*_grounds(spec, scale, start, low), *_head(one, top), *_years(scale, start, low)]
    y = start + AXIS
    if one["marks"]:
        body += _marks(one["marks"], scale, y, low)
        y += MARKS
    bars = Bars()
    for lane in one["lanes"]:
        body.append(el("line", {"x1": LEFT, "x2": EDGES[1], "y1": y, "y2": y, "stroke": "#c9ccd1"}))
        body.append(label(LEFT, y + 14, lane["jurisdiction"], size=SIZE, bold=True))
        for measure, rows in shown(lane).items():
            for row in rows:
                bars.add(row, *scale.span(row), y + ROW / 2)
            body.append(_name(measure, y))
            y += ROW
        if silent(lane) or not shown(lane):
            body.append(_silent(lane, y))
            y += ROW
    return [*body, *bars.paint()]


def _name(measure: str, y: float) -> Markup:
    words = clip(measure, SMALL, EDGES[0] - NAME - 8)
    return link(anchor_id("measure", measure), f"Measure {measure}",
                label(NAME, y + 14, words, size=SMALL, fill=LINK))  # fmt: skip


def _silent(lane: Json, y: float) -> Markup:
    names = list(dict.fromkeys(silent(lane)))
    if not names:
        return label(NAME, y + 14, "no list found in the table", size=SMALL, fill=MUTED)
    words = f"not recorded as naming it: {', '.join(names)}"
    return label(NAME, y + 14, clip(words, SMALL, EDGES[1] - NAME), size=SMALL, fill=MUTED)


def _grounds(spec: Json, scale: Scale, top: float, low: float) -> list[Markup]:
    if not spec["period"]:
        return []
    x1, x2 = scale.span(spec["period"])
    return [el("rect", {"x": x1, "y": top, "width": x2 - x1, "height": low - top, "fill": BAND})]


def _head(one: Json, top: float) -> list[Markup]:
    codes = f"headings, our own mapping: {', '.join(one['hs'])}"
    name = one["family"][:1].upper() + one["family"][1:]
    wide = text_width(name, 15, bold=True)
    items = clip("; ".join(one["items"]), SMALL, EDGES[1] - LEFT)
    room = EDGES[1] - LEFT - wide - 14
    return [
        label(LEFT, top + 16, name, size=15, bold=True),
        label(LEFT + wide + 14, top + 16, clip(codes, SMALL, room), size=SMALL, fill=MUTED),
        label(LEFT, top + 33, items, size=SMALL, fill=INK),
    ]


def _years(scale: Scale, top: float, low: float) -> list[Markup]:
    out: list[Markup] = []
    first = date.fromordinal(scale.first).year
    for year in range(first + first % STEP, date.fromordinal(scale.last).year + 1, STEP):
        x = scale.x(date(year, 1, 1))
        out.append(el("line", {"x1": x, "x2": x, "y1": top + AXIS - 4, "y2": low, "stroke": GRID}))
        out.append(label(x, top + 13, str(year), size=SMALL, fill=MUTED,
                         anchor="start" if x < EDGES[0] + 14 else "middle"))  # fmt: skip
    return out


def _marks(marks: list[Json], scale: Scale, y: float, low: float) -> list[Markup]:
    """Return the sightings: a diamond, a thin line over the lanes, and words where there is room.

    Words that would meet the ones before them are put to the left of their mark; the table below
    has them all.
    """
    out: list[Markup] = []
    taken = EDGES[0]
    for mark in marks:
        x1, x2 = scale.span(mark)
        x = (x1 + x2) / 2
        mid = y + MARKS / 2
        line = {"x1": x, "x2": x, "y1": mid, "y2": low, "stroke": ACCENT, "stroke-width": 1,
                "stroke-dasharray": "2 3"}  # fmt: skip
        ends = ((x, mid - 6), (x + 5, mid), (x, mid + 6), (x - 5, mid))
        points = " ".join(f"{num(a)},{num(b)}" for a, b in ends)
        sign = el("polygon", {"points": points, "fill": ACCENT})
        wide = text_width(mark["text"], SMALL)
        said: list[Markup] = []
        if x - 9 - wide >= taken:
            said = [label(x - 9, mid + 4, mark["text"], size=SMALL, fill=ACCENT, anchor="end")]
            taken = x + 9
        elif x + 9 + wide <= EDGES[1] and x + 9 >= taken:
            said = [label(x + 9, mid + 4, mark["text"], size=SMALL, fill=ACCENT)]
            taken = x + 9 + wide
        out += [el("line", line),
                link(anchor_id("claim", mark["claim"]), mark["text"], sign, *said)]  # fmt: skip
    return out
