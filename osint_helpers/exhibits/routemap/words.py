"""Fixed words of the maps: what a line is and is not, and the entries of the legend."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.reference.line_kinds import (
    DECLARED,
    GREAT_CIRCLE,
    LANE,
    LINE_KINDS,
    LINE_WORDS,
    STRAIGHT,
)

__all__ = [
    "AREA_LEGEND", "DECLARED_LEGEND", "FILLED", "GREAT_CIRCLE", "LANE", "LEADER_LEGEND",
    "LINE_KINDS", "LINE_WORDS", "SHADING", "STATUSES", "STRAIGHT", "area_line", "key_line",
    "leader_used", "legend", "named", "undrawn_line",
]  # fmt: skip

STATUSES: Final = tuple(STATUS_STYLE)
FILLED: Final = ("documented", "reported")  # pins of these are filled, the others hollow
AREA_LEGEND: Final = "no position received: shaded, no line is drawn"
DECLARED_LEGEND: Final = "declared in the papers, not travelled as declared"
DOUBT_LEGEND: Final = {
    "assumed": "place that is assumed: no source names it",
    "declared": "place that the papers declare: no stop of the journey",
}
BESIDE_NOTE: Final = "Lines on one way are drawn side by side so that each is seen."
LEADER_LEGEND: Final = "a pin moved aside for legibility; the dot is the place"
SHADING: Final = (
    "The shading is schematic; it joins the port left and the port declared and does not bound "
    "where the ship was."
)

Json = dict[str, Any]


def legend(spec: Json) -> list[Json]:
    """Return the legend entries a specification uses, in the order of the palette.

    Returns
    -------
    list of {"mark", "status", "text"}
        ``mark`` is ``line``, ``pin``, ``area`` or ``note``.
    """
    out = [*_lines(spec), *_pins(spec)]
    if spec["areas"]:
        out.append({"mark": "area", "status": "", "text": AREA_LEGEND})
    return out


def _lines(spec: Json) -> list[Json]:
    """Return the entries of the lines: travelled ones by status, then what was only declared."""
    travelled = [leg for leg in spec["legs"] if leg["kind"] != DECLARED]
    legs = {leg["status"] for leg in travelled}
    out: list[Json] = [
        {"mark": "line", "status": status, "text": style.words}
        for status, style in STATUS_STYLE.items()
        if status in legs
    ]
    if len(travelled) < len(spec["legs"]):
        out.append({"mark": "line", "status": "scheduled", "text": DECLARED_LEGEND})
    kinds = {leg["kind"] for leg in spec["legs"]}
    lines = "; ".join(LINE_WORDS[kind] for kind in LINE_KINDS if kind in kinds)
    if lines:
        out.append({"mark": "note", "status": "", "text": f"Lines are of these kinds: {lines}."})
    if any(leg.get("beside") for leg in spec["legs"]):
        out.append({"mark": "note", "status": "", "text": BESIDE_NOTE})
    return out


def _pins(spec: Json) -> list[Json]:
    """Return the entries of the pins: stops by status, then places assumed or only declared."""
    out: list[Json] = []
    stops = {stop["status"] for stop in spec["stops"] if not stop.get("doubt")}
    if stops & set(FILLED):
        text = "stop that is documented or reported"
        status = "documented" if "documented" in stops else "reported"
        out.append({"mark": "pin", "status": status, "text": text})
    for status in STATUSES:
        if status in stops and status not in FILLED:
            text = f"stop that is {status.replace('_', ' ')} only"
            out.append({"mark": "pin", "status": status, "text": text})
    for doubt, text in DOUBT_LEGEND.items():
        here = [stop["status"] for stop in spec["stops"] if stop.get("doubt") == doubt]
        if here:
            out.append({"mark": "pin", "status": here[0], "text": text})
    return out


def leader_used(spec: Json) -> bool:
    """Tell whether the map has more than one stop, so that a pin may have moved aside."""
    return len(spec["stops"]) > 1


def named(row: Json) -> str:
    """Return the label of a leg with its id in front, once (labels of a case may carry it)."""
    label: str = row["label"]
    return label if label.startswith(f"{row['leg']} ") else f"{row['leg']} {label}"


def undrawn_line(row: Json) -> str:
    """Return ``Not drawn: L0 …, because …`` for one leg without a line."""
    return f"Not drawn: {named(row)}, because {row['why']}."


def area_line(area: Json) -> str:
    """Return what is said of a shaded gap below the map."""
    return f"{named(area)} ({area['status']}): {area['words']}"


def key_line(spec: Json) -> str:
    """Return the numbers of the stops in words, for small maps where a name found no room."""
    return "Stops: " + "; ".join(f"{s['n']} {s['label']}" for s in spec["stops"]) + "."
