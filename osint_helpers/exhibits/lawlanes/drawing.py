"""The law along a journey as a static drawing: legs above, lanes of measures below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from osint_helpers.exhibits.lawlanes.lanes import HEAD, NAME, ROW, YEARS, Item, height, items, lower
from osint_helpers.exhibits.lawlanes.legend import legend
from osint_helpers.exhibits.lawlanes.legs import (
    EDGES,
    LEFT,
    LINE,
    SMALL,
    turning,
    upper,
    upper_height,
)
from osint_helpers.exhibits.lawlanes.scale import days, years
from osint_helpers.exhibits.palette import ACCENT, MUTED
from osint_helpers.exhibits.svg import Markup, document, group, label, wrap

Json = dict[str, Any]

WIDTH: Final = 900
PAGE: Final = 1120.0  # px of height that on paper (200 mm) leave the words 6 pt high
STAR: Final = "* day not verified: it rests on no text read so far."
SCALES: Final = (
    "Two scales: the bars stand on years, where the dashed band is the journey; the legs above "
    "show the days of that band enlarged. The columns at the right are no scale: they are the "
    "places of each leg in order. O origin, on the days of departure; T transit; D destination, "
    "on the days of arrival; F flag of the carrier, from one to the other."
)
# Roles that not every journey has, explained where they stand.
FURTHER: Final = {
    "bound for": "B bound for: no day of arrival is published, asked on the days of departure.",
    "declared destination": "P declared in the papers, asked on the days of departure.",
}


def draw(
    exhibit_id: str,
    title: str,
    spec: Json,
    rows: Sequence[Item] | None = None,
    *,
    legs: bool = True,
    words: bool,
) -> Markup:
    """Return the drawing of some rows, by default all; with ``words`` all below it as well."""
    held = items(spec) if rows is None else rows
    low = _lead(spec)
    body: list[Markup] = []
    if spec["stamp"]:
        body.append(label(LEFT, 16, spec["stamp"], size=14, bold=True, fill=ACCENT))
    if legs:
        drawn, low = upper(spec, days(spec, *EDGES), low)
        body += drawn
    if held:
        body += lower(spec, held, years(spec, *YEARS), low)
        low += height(held)
    below, end = _below(spec, low) if words else (group(), low)
    return document(exhibit_id, title, described(spec), *body, below, width=WIDTH, height=end + 8)


def _lead(spec: Json) -> float:
    """Return the height of the stamp."""
    return 18.0 if spec["stamp"] else 0.0


def described(spec: Json) -> str:
    """Return what the drawing shows, for those who do not see it."""
    asks = [ask for leg in spec["legs"] for ask in leg["asks"]]
    names = [f"{lane['jurisdiction']} {len(lane['measures'])}" for lane in spec["lanes"]]
    turns = "; ".join(text for _, text in turning(spec))
    return (
        f"{len(spec['legs'])} legs with {len(asks)} places, "
        f"{sum(bool(ask['problem']) for ask in asks)} of them not asked. Measures by "
        f"jurisdiction: {', '.join(names) or 'none'}. Within the days of a leg: "
        f"{turns or 'no measure begins or ends'}. The table of the law on each leg says the same."
    )


def pages(spec: Json) -> list[list[Item]]:
    """Return the rows in parts that fit on a page each; a lane cut in two is named again.

    The first part shares its page with the legs, and is empty where they leave no room.
    """
    found: list[list[Item]] = [[]]
    room = PAGE - _lead(spec) - upper_height(spec) - HEAD
    for lane, one in items(spec):
        need = ROW if one or not lane["measures"] else NAME + ROW
        if need > room:
            found.append([(lane, None)] if one else [])
            room = PAGE - _lead(spec) - HEAD - (NAME if one else 0)
        found[-1].append((lane, one))
        room -= ROW if one else NAME
    return found


def sentences(spec: Json) -> list[str]:
    """Return the sentences below the drawing."""
    star = any(one["unsure"] for lane in spec["lanes"] for one in lane["measures"])
    roles = {ask["role"] for leg in spec["legs"] for ask in leg["asks"]}
    scales = " ".join([SCALES, *(text for role, text in FURTHER.items() if role in roles)])
    return [*([scales] if spec["lanes"] else []), *([STAR] if star else []), *spec["words"]]


def key(exhibit_id: str, spec: Json) -> Markup:
    """Return the legend as a drawing of its own, for print."""
    marks, end = _signs(spec, 0)
    title = "What the marks mean"
    said = "; ".join(text for _, text in legend(spec))
    return document(exhibit_id, title, said, *marks, width=WIDTH, height=end)


def _signs(spec: Json, top: float) -> tuple[list[Markup], float]:
    """Return the legend in two columns, and where it ends."""
    signs = legend(spec)
    half = (len(signs) + 1) // 2
    out: list[Markup] = []
    for n, (sign, text) in enumerate(signs):
        x, y = (30.0, 470.0)[n >= half], top + 14 + 21 * (n % half)
        out += [*sign(x, y), label(x + 32, y + 4, text, size=SMALL)]
    return out, top + 8 + 21 * half


def _below(spec: Json, top: float) -> tuple[Markup, float]:
    """Return the legend and the sentences."""
    out, y = _signs(spec, top + 6)
    y += 10
    for text in sentences(spec):
        y += 4
        for line in wrap(text, SMALL, WIDTH - 2 * LEFT):
            out.append(label(LEFT, y, line, size=SMALL, fill=MUTED))
            y += LINE
    return group(*out), y
