"""Flows by reporter and year as a drawing: bars on one scale, a dash where there is no row."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.lawlanes.marks import slants
from osint_helpers.exhibits.palette import ACCENT, INK, MUTED, STATUS_STYLE
from osint_helpers.exhibits.svg import Markup, clip, document, el, label, num, wrap
from osint_helpers.exhibits.tradeflows.spec import MONTHS, OTHERS

Json = dict[str, Any]

WIDTH: Final = 900
LEFT: Final = 10.0
EDGES: Final = (206.0, 890.0)
ROW: Final = 30.0
HEAD: Final = 36.0
SIZE: Final = 12.5
SMALL: Final = 12.0
BAR: Final = STATUS_STYLE["documented"].color
STRIPE: Final = "#f6f7f9"
GRID: Final = "#d5d8dd"
WORDS: Final = "Not recorded"
WAITING: Final = 5  # empty rows of a drawing that is not recorded
_UNITS: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def amount(value: float) -> str:
    """Return a value in three or four characters and a unit: ``1.2 m``."""
    for size, unit in _UNITS:
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"


def draw(exhibit_id: str, title: str, spec: Json) -> Markup:
    """Return the drawing."""
    if not spec["recorded"]:
        return _waiting(exhibit_id, title, spec)
    step = (EDGES[1] - EDGES[0]) / len(spec["years"])
    most = max((cell["value"] for row in spec["rows"] for cell in row["cells"]), default=0.0)
    body = [*_stamp(spec), *_years(spec["years"], step)]
    ways: dict[str, list[str]] = {"whole": [], "part": [], "hatch": []}
    words: list[Markup] = []
    for n, row in enumerate(spec["rows"]):
        y = HEAD + ROW * n
        if n % 2 == 0:
            body.append(_stripe(y))
        name = clip(row["name"], SIZE, EDGES[0] - LEFT - 8)
        words.append(label(LEFT, y + 19, name, size=SIZE, italic=row["reporter"] == OTHERS))
        held = {cell["year"]: cell for cell in row["cells"]}
        for m, year in enumerate(spec["years"]):
            words += _cell(held.get(year), (EDGES[0] + step * m, y), step, most, ways)
    low = HEAD + ROW * max(len(spec["rows"]), 1)
    if not spec["rows"]:
        words.append(label(EDGES[0], HEAD + 19, "recorded: no row", size=SIZE, fill=MUTED))
    body += _paint(ways)
    return document(exhibit_id, title, described(spec), *body, *words, width=WIDTH, height=low + 6)


def described(spec: Json) -> str:
    """Return what the drawing shows, for those who do not see it."""
    years = f"{spec['years'][0]} to {spec['years'][-1]}"
    if not spec["recorded"]:
        return f"Not recorded. Years that will be asked for: {years}."
    return (
        f"{len(spec['rows'])} rows of reporters over {years}, values in {spec['currency']}; "
        "the table below has every figure."
    )


def _cell(
    cell: Json | None, at: tuple[float, float], step: float, most: float,
    ways: dict[str, list[str]],
) -> list[Markup]:  # fmt: skip
    x, y = at
    if cell is None:
        return [label(x + 6, y + 19, "\N{EN DASH}", size=SIZE, fill=MUTED)]
    whole = cell["months"] >= MONTHS
    wide = (step - 12) * cell["value"] / most if most else 0.0
    x1, x2, mid = x + 6, x + 6 + max(wide, 1.0), y + 23
    ways["whole" if whole else "part"].append(
        f"M{num(x1)} {num(mid - 4)}H{num(x2)}V{num(mid + 4)}H{num(x1)}Z"
    )
    if not whole:
        ways["hatch"].append(slants(x1, x2, mid))
    said = amount(cell["value"]) + ("" if whole else f" ({cell['months']} mo.)")
    return [label(x1, y + 14, clip(said, SMALL, step - 8), size=SMALL, fill=INK)]


def _paint(ways: dict[str, list[str]]) -> list[Markup]:
    looks: tuple[tuple[str, Json], ...] = (
        ("whole", {"fill": BAR}),
        ("part", {"fill": "#ffffff", "stroke": BAR, "stroke-width": 1.3}),
        ("hatch", {"fill": "none", "stroke": BAR, "stroke-width": 1}),
    )
    return [el("path", {"d": "".join(ways[name]), **look}) for name, look in looks if ways[name]]


def _years(years: list[int], step: float) -> list[Markup]:
    out: list[Markup] = []
    for n, year in enumerate(years):
        x = EDGES[0] + step * n
        out.append(label(x + 6, HEAD - 12, str(year), size=SIZE, bold=True))
        out.append(el("line", {"x1": x, "x2": x, "y1": HEAD - 26, "y2": HEAD - 4, "stroke": GRID}))
    return out


def _stripe(y: float) -> Markup:
    return el("rect", {"x": 0, "y": y, "width": WIDTH, "height": ROW, "fill": STRIPE})


def _stamp(spec: Json) -> list[Markup]:
    if not spec["stamp"]:
        return []
    return [label(LEFT, 22, spec["stamp"], size=14, bold=True, fill=ACCENT)]


def _waiting(exhibit_id: str, title: str, spec: Json) -> Markup:
    """Return the empty form: the years that will stand here, and a card that says why they do not.

    It must look like what it is: a question that was not asked yet, and no answer of zero.
    """
    step = (EDGES[1] - EDGES[0]) / len(spec["years"])
    low = HEAD + ROW * WAITING
    body = _years(spec["years"], step)
    for n in range(0, WAITING, 2):
        body.append(_stripe(HEAD + ROW * n))
    for n in range(WAITING):
        line = {"x1": LEFT, "x2": EDGES[0] - 30, "y1": HEAD + ROW * n + 15,
                "y2": HEAD + ROW * n + 15, "stroke": GRID, "stroke-width": 6,
                "stroke-linecap": "round", "opacity": 0.7}  # fmt: skip
        body.append(el("line", line))
    x, wide, high = EDGES[0] + 90, EDGES[1] - EDGES[0] - 180, 92.0
    y = HEAD + (low - HEAD - high) / 2
    box = {"x": x, "y": y, "width": wide, "height": high, "fill": "#ffffff", "stroke": MUTED,
           "stroke-width": 1.5, "stroke-dasharray": "5 4", "rx": 4}  # fmt: skip
    body += [el("rect", box),
             label(x + wide / 2, y + 32, WORDS, size=18, bold=True, anchor="middle")]  # fmt: skip
    said = "A question that was not asked yet, no answer of zero. What will be asked stands below."
    for n, line_ in enumerate(wrap(said, SIZE, wide - 30)):
        body.append(label(x + wide / 2, y + 56 + 17 * n, line_, size=SIZE, fill=MUTED,
                          anchor="middle"))  # fmt: skip
    return document(exhibit_id, title, described(spec), *body, width=WIDTH, height=low + 6)
