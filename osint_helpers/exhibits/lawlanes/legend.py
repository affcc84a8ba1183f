"""The legend of a drawing of the law: only the marks that occur in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from osint_helpers.exhibits.lawlanes.lanes import not_asked
from osint_helpers.exhibits.lawlanes.legs import EVENTS, HOLLOW
from osint_helpers.exhibits.lawlanes.marks import BAND, EDGE, Marks
from osint_helpers.exhibits.palette import INK
from osint_helpers.exhibits.svg import Markup, el

Json = dict[str, Any]

Sign = Callable[[float, float], list[Markup]]


def _marked(add: Callable[[Marks, float, float], None]) -> Sign:
    def sign(x: float, y: float) -> list[Markup]:
        marks = Marks()
        add(marks, x, y)
        return marks.paint()

    return sign


def _boxed(x: float, y: float) -> list[Markup]:
    return [el("rect", {"x": x - 18, "y": y - 8, "width": 36, "height": 16, "fill": BAND,
                        "stroke": EDGE, "stroke-dasharray": "3 3"})]  # fmt: skip


def _window(x: float, y: float) -> list[Markup]:
    line = {"x1": x - 18, "x2": x + 18, "y1": y, "y2": y, "stroke": INK, "stroke-width": 2}
    boxes = [
        {"x": at, "y": y - 5, "width": 8, "height": 10, "fill": INK} for at in (x - 18, x + 10)
    ]
    return [el("line", line), *(el("rect", box) for box in boxes)]


def _hollow(x: float, y: float) -> list[Markup]:
    return [el("rect", {"x": x - 12, "y": y - 5, "width": 24, "height": 10, **HOLLOW})]


def legend(spec: Json) -> list[tuple[Sign, str]]:
    """Return the entries that occur in the drawing: what paints the mark around a point, words."""
    measures = [one for lane in spec["lanes"] for one in lane["measures"]]
    asks = [ask for leg in spec["legs"] for ask in leg["asks"]]
    cells = [cell for one in measures for cell in one["cells"]]
    crossing = any(cell[2] for cell in cells)

    def both(sure: bool) -> Sign:
        def add(marks: Marks, x: float, y: float) -> None:
            marks.bar(x - 20, x + 3, y, sure=sure, closed=True)
            marks.square(x + 14, y, sure=sure)

        return _marked(add)

    found: list[tuple[Sign, str, bool]] = [
        (_window, "the leg: possible days of departure and of arrival", True),
        (_hollow, "days of a place not asked",
         any(a["problem"] and a["to"] and a["role"] in EVENTS for a in asks)),
        (both(True), "in force, verified",
         any(one["verified"] for one in measures)),
        (both(False), "to be checked by counsel",
         any(not one["verified"] for one in measures) or any(c[1] == "check" for c in cells)),
        (_marked(lambda m, x, y: m.bar(x - 18, x + 18, y, sure=True, closed=False)),
         "point: no end found (which is not: still in force)",
         any(not one["to"] for one in measures)),
        (_boxed, "the days of the journey", bool(measures)),
        (_marked(lambda m, x, y: m.dash(x, y)), "asked, no measure found in the table",
         any(lane["none"] for lane in spec["lanes"])),
        (lambda x, y: not_asked(x - 9, y - 8, 18, 16),
         "place not asked: why stands with the leg", any(ask["problem"] for ask in asks)),
        (_turned, "diamond, half square: begins (right) or ends (left) in the days",
         crossing),
    ]  # fmt: skip
    return [(sign, text) for sign, text, held in found if held]


def _turned(x: float, y: float) -> list[Markup]:
    marks = Marks()
    marks.diamond(x - 12, y)
    marks.square(x + 8, y, sure=False, crosses="begins")
    return marks.paint()
