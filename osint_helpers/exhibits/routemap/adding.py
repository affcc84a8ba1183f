"""What is added to a finished specification: ways only declared, and lines set side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osint_helpers.exhibits.routemap.beside import LatLon, offsets
from osint_helpers.exhibits.routemap.rows import declared_leg_row, declared_stop_row

if TYPE_CHECKING:
    from osint_helpers.journey.declared import Declared, DeclaredWay

Json = dict[str, Any]
Paths = list[list[list[float]]]


def add_declared(spec: Json, papers: list[DeclaredWay], paths: list[Paths]) -> None:
    """Add declared ways after the journey: their places, lines, and one step each.

    They stand last, so that the slider first shows what is said to have been travelled and then
    what the papers said.
    """
    for way, path in zip(papers, paths, strict=True):
        between = (_number(spec, way.start, way), _number(spec, way.end, way))
        row = declared_leg_row(way, path, between)
        spec["legs"].append(row)
        spec["steps"].append(
            {
                "label": row["label"],
                "when": "",
                "stops": len(spec["stops"]),
                "legs": len(spec["legs"]),
                "areas": len(spec["areas"]),
            }
        )


def _number(spec: Json, end: Declared, way: DeclaredWay) -> int:
    """Return the number of an end, adding its place where the map has no such pin yet."""
    if end.n:
        return end.n
    sure = [stop for stop in spec["stops"] if stop.get("doubt") != "assumed"]
    same = [int(stop["n"]) for stop in sure if stop["place"] == end.place]
    if same:
        return same[0]
    number = 1 + max(int(stop["n"]) for stop in spec["stops"])
    spec["stops"].append(declared_stop_row(number, end, way.leg, way.claims))
    return number


def set_beside(spec: Json, lines: list[list[list[LatLon]]]) -> None:
    """Set how far each line of a specification is drawn beside its way.

    Parameters
    ----------
    lines
        The unthinned line of each row of ``legs``, in order: what two lines share is lost
        when they are thinned.
    """
    whole = [[point for part in parts for point in part] for parts in lines]
    for leg, px in zip(spec["legs"], offsets(whole), strict=True):
        if px:
            leg["beside"] = px
