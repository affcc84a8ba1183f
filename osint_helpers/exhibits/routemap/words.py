"""Fixed words of the maps: what a line is and is not, and the entries of the legend."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.reference.line_kinds import GREAT_CIRCLE, LANE, LINE_KINDS, LINE_WORDS, STRAIGHT

__all__ = [
    "AREA_LEGEND", "FILLED", "GREAT_CIRCLE", "LANE", "LEADER_LEGEND", "LINE_KINDS", "LINE_WORDS",
    "SHADING", "STATUSES", "STRAIGHT", "area_line", "key_line", "leader_used", "legend", "named",
    "undrawn_line",
]  # fmt: skip

STATUSES: Final = tuple(STATUS_STYLE)
FILLED: Final = ("documented", "reported")  # pins of these are filled, the others hollow
AREA_LEGEND: Final = "no position received: shaded, no line is drawn"
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
    legs = {leg["status"] for leg in spec["legs"]}
    stops = {stop["status"] for stop in spec["stops"]}
    out: list[Json] = []
    for status, style in STATUS_STYLE.items():
        if status in legs:
            out.append({"mark": "line", "status": status, "text": style.words})
    kinds = {leg["kind"] for leg in spec["legs"]}
    lines = "; ".join(LINE_WORDS[kind] for kind in LINE_KINDS if kind in kinds)
    if lines:
        out.append({"mark": "note", "status": "", "text": f"Lines are of these kinds: {lines}."})
    if stops & set(FILLED):
        text = "stop that is documented or reported"
        status = "documented" if "documented" in stops else "reported"
        out.append({"mark": "pin", "status": status, "text": text})
    for status in STATUSES:
        if status in stops and status not in FILLED:
            text = f"stop that is {status.replace('_', ' ')} only"
            out.append({"mark": "pin", "status": status, "text": text})
    if spec["areas"]:
        out.append({"mark": "area", "status": "", "text": AREA_LEGEND})
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
