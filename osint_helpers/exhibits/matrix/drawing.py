"""A matrix as a static drawing: names at the left, one column a case, one sign a cell."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.palette import INK, MUTED
from osint_helpers.exhibits.svg import Markup, document, el, group, label, link, wrap
from osint_helpers.exhibits.table.html import anchor_id

Json = dict[str, Any]

WIDTH: Final = 900.0
LEFT: Final = 8.0
NAMES: Final = 288.0
ROW: Final = 23.0
GROUP: Final = 26.0
SIZE: Final = 12.0
HEAD_SIZE: Final = 11.0
LINE: Final = 14.0
BLUE: Final = "#005a8f"
RULE: Final = "#d9d9d9"
BAND: Final = "#f6f6f6"


def sign(name: str, x: float, y: float) -> list[Markup]:
    """Return one sign around a point; ``…-unsure`` is the same sign, grey and dashed."""
    shape, _, unsure = name.partition("-")
    line: dict[str, object] = {"stroke": BLUE, "stroke-width": 1.8}
    if unsure:
        line = {"stroke": MUTED, "stroke-width": 1.4, "stroke-dasharray": "3 2"}
    if shape == "ring":
        return [el("circle", {"cx": x, "cy": y, "r": 6.5, "fill": "#ffffff", **line})]
    if shape == "dash":
        return [el("path", {"d": f"M{x - 5} {y}H{x + 5}", "stroke": MUTED, "stroke-width": 1.6})]
    if shape == "blank":
        return [el("circle", {"cx": x, "cy": y, "r": 1.5, "fill": MUTED})]
    box = {"x": x - 7, "y": y - 7, "width": 14, "height": 14, "rx": 2}
    out = [el("rect", {**box, "fill": "#ffffff", **line})]
    if shape == "full":
        inside = {"x": x - 3, "y": y - 3, "width": 6, "height": 6} if unsure else box
        out.append(el("rect", {**inside, "fill": MUTED if unsure else BLUE}))
    if shape == "struck":
        out.append(el("path", {"d": f"M{x - 7} {y + 7}L{x + 7} {y - 7}", **line}))
    return out


def draw(exhibit_id: str, title: str, spec: Json, *, words: bool) -> Markup:
    """Return the drawing; with ``words`` legend and sentences below it as well."""
    step = (WIDTH - NAMES - LEFT) / len(spec["columns"])
    body, low = _head(spec, step)
    before = ""
    for n, row in enumerate(spec["rows"]):
        if row["group"] and row["group"] != before:
            before = row["group"]
            body.append(label(LEFT, low + GROUP - 8, before, size=SIZE, bold=True))
            low += GROUP
        body += _row(row, n, low, step, [column["label"] for column in spec["columns"]])
        low += _tall(row)
    if words:
        more, low = _below(spec, low)
        body += more
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=low + 6)


def described(spec: Json) -> str:
    """Return what the drawing shows, for those who do not see it."""
    heads = ", ".join(column["label"] for column in spec["columns"])
    return (
        f"{len(spec['rows'])} rows against {len(spec['columns'])} cases: {heads}. The same "
        "stands in words in the table below the drawing."
    )


def centre(number: int, step: float) -> float:
    """Return the middle of a column."""
    return NAMES + LEFT + step * (number + 0.5)


def _head(spec: Json, step: float) -> tuple[list[Markup], float]:
    heads = [wrap(column["label"], HEAD_SIZE, step - 3, lines=4) for column in spec["columns"]]
    tall = max(len(lines) for lines in heads) * LINE + 10
    out: list[Markup] = [label(LEFT, tall - 8, spec["corner"], size=SIZE, fill=MUTED)]
    for n, (lines, column) in enumerate(zip(heads, spec["columns"], strict=True)):
        drawn = [
            label(centre(n, step), tall - 8 - LINE * (len(lines) - 1 - k), text, size=HEAD_SIZE,
                  anchor="middle", fill=BLUE if column["target"] else INK)
            for k, text in enumerate(lines)
        ]  # fmt: skip
        out += [_linked(column["target"], column["label"], drawn)]
    out.append(el("path", {"d": f"M{LEFT} {tall}H{WIDTH}", "stroke": INK, "stroke-width": 1}))
    return out, tall


def _linked(target: list[str], name: str, drawn: list[Markup]) -> Markup:
    return link(anchor_id(*target), name, *drawn) if target else group(*drawn)


def _named(row: Json) -> list[str]:
    return wrap(row["label"], SIZE, NAMES - 8, lines=2)


def _tall(row: Json) -> float:
    return ROW + LINE * (len(_named(row)) - 1)


def _row(row: Json, number: int, top: float, step: float, heads: list[str]) -> list[Markup]:
    y, lines = top + _tall(row) / 2, _named(row)
    out: list[Markup] = []
    if number % 2:
        box = {"x": 0, "y": top, "width": WIDTH, "height": _tall(row), "fill": BAND}
        out.append(el("rect", box))
    named = [
        label(LEFT, top + 15.5 + LINE * k, text, size=SIZE, fill=BLUE if row["target"] else INK)
        for k, text in enumerate(lines)
    ]
    out.append(_linked(row["target"], row["label"], named))
    for n, cell in enumerate(row["cells"]):
        # a ground to point at: a sign alone is smaller than a target may be (WCAG 2.2, 2.5.8)
        linked = row["target"] if cell["refs"] else []
        ground = el("rect", {"x": centre(n, step) - 14, "y": y - 12, "width": 28, "height": 24,
                             "fill": "#ffffff", "fill-opacity": 0})  # fmt: skip
        drawn = [*([ground] if linked else []), *sign(cell["sign"], centre(n, step), y)]
        said = f"{row['label']}, {heads[n]}: {cell['text']}"
        out.append(_linked(linked, said, drawn))
    return out


def _below(spec: Json, top: float) -> tuple[list[Markup], float]:
    """Return the legend and the sentences."""
    out: list[Markup] = []
    y = top + 22
    for one in spec["signs"]:
        out += [*sign(one["sign"], LEFT + 10, y - 4), label(LEFT + 28, y, one["text"], size=SIZE)]
        y += 20
    for text in [*spec["words"], spec["provenance"]]:
        for line in wrap(text, SIZE, WIDTH - 2 * LEFT):
            out.append(label(LEFT, y, line, size=SIZE, fill=MUTED))
            y += 16
        y += 4
    return out, y
