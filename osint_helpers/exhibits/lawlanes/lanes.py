"""The lower part: a lane a measure, when it began, and at which places of which leg it held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from osint_helpers.exhibits.lawlanes.legs import EDGES, GRID, LEFT, SIZE, SMALL, turns
from osint_helpers.exhibits.lawlanes.marks import BAND, EDGE, Marks
from osint_helpers.exhibits.lawlanes.scale import Scale, journey
from osint_helpers.exhibits.palette import ACCENT, INK, MUTED
from osint_helpers.exhibits.svg import Markup, clip, el, label, link, text_width
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

FROM: Final = 190.0
YEARS: Final = (272.0, 434.0)
PLACES: Final = EDGES
WIDEST: Final = 34.0  # px of the column of a place where there are few
ROW: Final = 21.0
NAME: Final = 21.0
HEAD: Final = 64.0
LINK: Final = "#005a8f"
RULE: Final = "#8a8f98"  # between two legs
_LETTERS: Final = {"origin": "O", "transit": "T", "destination": "D", "bound for": "B",
                   "declared destination": "P", "flag": "F"}  # fmt: skip
Item = tuple[Json, Json | None]


class Page(NamedTuple):
    """What the rows of one drawing share."""

    spec: Json
    years: Scale | None
    marks: Marks
    top: float
    low: float

    @property
    def asks(self) -> list[Json]:
        """Every place asked for, in the order of the columns."""
        return [ask for leg in self.spec["legs"] for ask in leg["asks"]]

    @property
    def step(self) -> float:
        """Width of the column of a place."""
        return min(WIDEST, (PLACES[1] - PLACES[0]) / len(self.asks))

    @property
    def band(self) -> tuple[float, float] | None:
        """Both ends of the journey on the scale of the years."""
        found = journey(self.spec)
        return None if found is None or self.years is None else self.years.span(*found, 5)

    def x(self, number: int) -> float:
        """Return the middle of the column of a place."""
        return PLACES[0] + self.step * (number + 0.5)


def items(spec: Json) -> list[Item]:
    """Return the rows in order: a lane's name, then each of its measures."""
    return [item for lane in spec["lanes"] for item in
            ((lane, None), *((lane, one) for one in lane["measures"]))]  # fmt: skip


def height(rows: Sequence[Item]) -> float:
    """Return how high the rows are with their head."""
    return HEAD + sum(NAME if one is None else ROW for _, one in rows)


def lower(spec: Json, rows: Sequence[Item], years: Scale | None, top: float) -> list[Markup]:
    """Return the head, the grounds, and every row."""
    page = Page(spec, years, Marks(), top + HEAD, top + height(rows))
    out = [*_head(page, top), *_grounds(page)]
    y = page.top
    for lane, one in rows:
        out += _name(page, lane, y) if one is None else _measure(page, one, y)
        y += NAME if one is None else ROW
    return [*out, *page.marks.paint()]


def _head(page: Page, top: float) -> list[Markup]:
    """Return the names of the columns: legs, the role of each place and its country."""
    low = top + HEAD
    out = [label(LEFT, low - 6, "Measure", size=SMALL, fill=MUTED),
           label(FROM, low - 6, "First day", size=SMALL, fill=MUTED)]  # fmt: skip
    number = 0
    for leg in page.spec["legs"]:
        wide = page.step * len(leg["asks"])
        left = PLACES[0] + page.step * number
        tag = clip(leg["tag"], SIZE, wide - 2, bold=True)
        out.append(label(left + wide / 2, top + 24, tag, size=SIZE, bold=True, anchor="middle"))
        for ask in leg["asks"]:
            x = page.x(number)
            code = "\N{EN DASH}" if ask["problem"] else ask["country"]
            out += [label(x, top + 42, _LETTERS[ask["role"]], size=SMALL, anchor="middle"),
                    label(x, top + 58, code, size=SMALL, fill=MUTED, anchor="middle")]  # fmt: skip
            number += 1
    if page.years is not None:
        out += _years(page, page.years, low)
    return out


def _years(page: Page, scale: Scale, low: float) -> list[Markup]:
    """Return the axis of the years, and the days of the journey as a band over all lanes."""
    out = []
    band, free = page.band, 0.0
    edges = band or ()
    if band is not None:
        x1, x2 = band
        out.append(el("rect", {"x": x1, "y": low - 22, "width": x2 - x1,
                               "height": page.low - low + 22, "fill": BAND, "stroke": EDGE,
                               "stroke-dasharray": "3 3"}))  # fmt: skip
        words = "the journey"
        half = text_width(words, SMALL) / 2
        seat = min(max((x1 + x2) / 2, scale.left + half), scale.right + 8 - half)
        out.append(label(seat, low - 28, words, size=SMALL, fill=INK, anchor="middle"))
    for day in scale.ticks(5):
        x, words = scale.x(day), str(day.year) if day.month == 1 else f"{day:%b} {day.year}"
        out.append(el("line", {"x1": x, "x2": x, "y1": low - 4, "y2": page.low, "stroke": GRID}))
        wide = text_width(words, SMALL)
        crossed = any(x - 2 < edge < x + wide + 2 for edge in edges)
        if x >= free and x + wide <= scale.right + 8 and not crossed:
            out.append(label(x, low - 6, words, size=SMALL, fill=MUTED))
            free = x + wide + 6
    return out


def _grounds(page: Page) -> list[Markup]:
    """Return the grounds of the columns: a line between legs, grey where nothing was asked."""
    out: list[Markup] = []
    edges, x = [PLACES[0]], PLACES[0]
    for leg in page.spec["legs"]:
        for ask in leg["asks"]:
            if ask["problem"]:
                out += not_asked(x, page.top, page.step, page.low - page.top)
            x += page.step
        edges.append(x)
    top = page.top - HEAD + 12
    return [*out, *(el("line", {"x1": x, "x2": x, "y1": top, "y2": page.low, "stroke": RULE})
                    for x in edges)]  # fmt: skip


def not_asked(x: float, y: float, wide: float, high: float) -> list[Markup]:
    """Return the ground of a place that was not asked: grey, with a dotted line."""
    dots = {"x1": x + wide / 2, "x2": x + wide / 2, "y1": y, "y2": y + high, "stroke": MUTED,
            "stroke-dasharray": "1 5", "stroke-width": 1.5}  # fmt: skip
    ground = {"x": x, "y": y, "width": wide, "height": high, "fill": "#e6e6e6"}
    return [el("rect", ground), el("line", dots)]


def _name(page: Page, lane: Json, y: float) -> list[Markup]:
    """Return the name of a jurisdiction, and where no measure of it was found."""
    for number in lane["none"]:
        page.marks.dash(page.x(number), y + NAME / 2)
    text = clip(_words(page, lane), SIZE, PLACES[0] - LEFT - 8, bold=True)
    wide = text_width(text, SIZE, bold=True)
    out = [el("line", {"x1": LEFT, "x2": 892, "y1": y, "y2": y, "stroke": GRID})]
    if page.band is not None and LEFT + wide > page.band[0]:  # no words across its edge
        plate = {"x": LEFT, "y": y + 2, "width": wide, "height": NAME - 4, "fill": "#ffffff"}
        out.append(el("rect", plate))
    return [*out, label(LEFT, y + 15, text, size=SIZE, bold=True)]


def _words(page: Page, lane: Json) -> str:
    """Return the code, what was not found or is not known, and last the places."""
    code = lane["jurisdiction"]
    unsure = ", ".join(dict.fromkeys(page.asks[n]["country"] for n in lane["undetermined"]))
    said = [] if lane["measures"] else ["no measure found in the table"]
    said += [f"membership of {unsure} undetermined"] if unsure else []
    places = "everywhere" if code == "UN" else ", ".join(lane["places"])
    if not said:
        return f"{code}: {places}" if places else code
    return f"{code}: {'; '.join(said)}" + (f" ({places})" if places else "")


def _measure(page: Page, one: Json, y: float) -> list[Markup]:
    """Return the row of a measure; its marks go to the page."""
    middle = y + ROW / 2
    begins = turns(one, "begins")
    until = f" to {one['to']}" if one["to"] else ", no end found"
    standing = "verified" if one["verified"] else "to be checked by counsel"
    said = f"{one['measure']}: in force from {one['from']}{until}; {standing}"
    name = label(LEFT + 8, middle + 4, clip(one["measure"], SMALL, FROM - LEFT - 12), size=SMALL,
                 fill=LINK)  # fmt: skip
    star = "*" if "from" in one["unsure"] else ""
    out = [link(anchor_id("measure", one["measure"]), said, name),
           label(FROM, middle + 4, f"{one['from']}{star}", size=SMALL, bold=begins,
                 fill=ACCENT if begins else INK)]  # fmt: skip
    for number, answer, crosses in one["cells"]:
        page.marks.square(page.x(number), middle, sure=answer == "verified", crosses=crosses)
    if page.years is not None:
        _bar(page, page.years, one, middle)
    return out


def _bar(page: Page, scale: Scale, one: Json, y: float) -> None:
    """Add the bar of a measure, and its last day in words where it has one and there is room."""
    x1, x2 = scale.span(one["from"], one["to"] or one["from"], 3)
    if not one["to"]:
        x2 = scale.right
    page.marks.bar(x1, x2, y, sure=one["verified"], closed=bool(one["to"]))
    for word, x in (("begins", x1), ("ends", x2)):
        if turns(one, word):
            page.marks.diamond(x, y)
    if not one["to"]:
        return
    words = f"to {one['to']}{'*' if 'to' in one['unsure'] else ''}"
    wide = text_width(words, SMALL, bold=True)
    at = x1 - wide - 8 if x1 - wide - 8 >= scale.left else (x1 + x2 - wide) / 2
    if scale.left <= at and (at + wide < x1 or at > x1 + 4):  # else its link and its lines say it
        loud = turns(one, "ends")
        plate = {"x": at - 3, "y": y - 8, "width": wide + 6, "height": 16, "fill": "#ffffff"}
        page.marks.words += [el("rect", plate), label(
            at, y + 4, words, size=SMALL, bold=loud, fill=ACCENT if loud else INK
        )]  # fmt: skip
