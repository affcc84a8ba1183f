"""What stands below the bands: the notes, and articles against strands leg by leg."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL, WIDTH
from osint_helpers.exhibits.palette import ACCENT, MUTED
from osint_helpers.exhibits.svg import Markup, clip, el, label, link, wrap
from osint_helpers.exhibits.table.html import anchor_id

ROW: Final = 24.0


def notes(
    spec: dict[str, Any], alone: list[dict[str, Any]], low: float
) -> tuple[list[Markup], float]:
    """Return the notes under the bands and where they end."""
    names = {entry["origin"]: entry["name"] for entry in spec["strands"]}
    found = [
        f"[{n}] Dashed arc: {names[p['from']]} rests on {names[p['to']]}"
        f"{': ' if p['note'] else '.'}{p['note']}"
        for n, p in enumerate(spec["joint"], start=1)
    ]
    if spec["uncited"]:
        number = len(spec["uncited"])
        some = "source of the register that supports no claim or is"
        many = "sources of the register that support no claim or are"
        found.append(f"Not drawn: {number} {some if number == 1 else many} package data.")
    if any(edge["own"] for edge in spec["edges"]):
        found.append("Dashed bands: what a publication that rests on others gathered itself.")
    if alone:
        listed = ", ".join(f"{entry['name']} ({len(entry['own'])})" for entry in alone)
        found.append(
            f"{len(alone)} further strand{'s' if len(alone) > 1 else ''}, each with its own "
            f"publications only, on which none of these rests: {listed}."
        )
    drawn = []
    for note in found:
        for line in wrap(note, SMALL, WIDTH - 24):
            low += 16
            drawn.append(label(10, low, line, size=SMALL, fill=MUTED))
        low += 4
    return drawn, low


def counts(spec: dict[str, Any], low: float) -> tuple[list[Markup], float]:
    """Return the rows of articles against strands and where the drawing ends."""
    legs = spec["counts"][1:]
    if not legs:
        return [], low + 8
    # an article may rest on several bodies, so that there can be more strands than articles
    most = max(max(entry["articles"], entry["upper"]) for entry in legs) or 1
    scale = 200.0 / most
    low += 22
    drawn = [label(10, low, "By leg: publications (light) and, at most, strands (dark)", bold=True)]
    for entry in legs:
        low += ROW
        words = label(10, low, clip(entry["label"], 12.5, 370))
        named = f"Leg {entry['label']}: {entry['text']}"
        drawn += [
            link(anchor_id("leg", entry["leg"]), named, words) if entry["leg"] else words,
            el("rect", {"x": 400, "y": low - 11, "width": entry["articles"] * scale,
                        "height": 13, "fill": "#cfd8e3"}),
            el("rect", {"x": 400, "y": low - 7, "width": entry["upper"] * scale, "height": 5,
                        "fill": ACCENT}),
            label(400 + max(entry["articles"], entry["upper"]) * scale + 8, low, entry["text"],
                  size=SMALL),
        ]  # fmt: skip
    return drawn, low + 16
