"""The specification of a map of scenes: made from the facts of a result, and checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.footprints.framing import framed, land_of, near
from osint_helpers.exhibits.routemap.coast import unpack

Json = dict[str, Any]

SAME: Final = 0.8  # share of the common area (intersection over union) from which two are one view
_SPEC: Final[Form] = {
    "bounds": list, "land": dict, "scenes": list, "groups": list, "place": (dict, type(None)),
    "boxes": list, "stamp": str, "words": list,
}  # fmt: skip
_SCENE: Final[Form] = {
    "n": int, "group": str, "id": str, "collection": str, "platform": str, "when": str,
    "look": str, "radar": bool, "cloud": (int, float, type(None)), "covers": str,
    "versions": list, "rings": list,
}  # fmt: skip
_GROUP: Final[Form] = {"letter": str, "collection": str, "look": str, "radar": bool,
                       "scenes": list}  # fmt: skip
_PLACE: Final[Form] = {"label": str, "lat": (int, float), "lon": (int, float)}


def build(facts: Json) -> Json:
    """Return the specification from what `picture` of the imagery collectors returns.

    Raises
    ------
    ExhibitError
        When no scene has an outline.
    """
    drawn = [one for one in facts["scenes"] if one["rings"]]
    if not drawn:
        raise ExhibitError(
            "no scene has an outline to draw", advice="exhibits.scenes_table shows the result"
        )
    middle = _middle(facts, drawn)
    scenes = [{**one, "rings": _joined(one["rings"], middle)} for one in facts["scenes"]]
    place = _near_place(facts["place"], middle)
    boxes = _joined([_corners(box) for box in facts["boxes"]], middle)
    points = [point for one in scenes for ring in one["rings"] for point in ring]
    points += [point for ring in boxes for point in ring]
    frame = framed(points + ([[place["lon"], place["lat"]]] if place else []))
    groups = grouped(scenes)
    letter = {n: one["letter"] for one in groups for n in one["scenes"]}
    return {
        "bounds": frame.bounds, "land": land_of(frame), "place": place, "boxes": boxes,
        "scenes": [{"group": letter.get(one["n"], ""), **one} for one in scenes],
        "groups": groups, "stamp": facts["stamp"], "words": _words(facts),
    }  # fmt: skip


def _near_place(place: Json | None, middle: float) -> Json | None:
    return place and {**place, "lon": near([[place["lon"], 0]], middle)[0][0]}


def _middle(facts: Json, drawn: list[Json]) -> float:
    if facts["place"]:
        return float(facts["place"]["lon"])
    return float(facts["boxes"][0][0] if facts["boxes"] else drawn[0]["rings"][0][0][0])


def _corners(box: list[float]) -> list[list[float]]:
    west, south, east, north = box
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _joined(rings: list[Any], middle: float) -> list[list[list[float]]]:
    """Return rings near a longitude; what was cut at the antimeridian is one again."""
    if not rings:
        return []
    import shapely

    moved = [shapely.make_valid(shapely.Polygon(near(ring, middle))) for ring in rings]
    whole = shapely.union_all(moved)
    parts = [one for one in getattr(whole, "geoms", [whole]) if one.geom_type == "Polygon"]
    return [[[round(x, 4), round(y, 4)] for x, y in one.exterior.coords] for one in parts]


def _words(facts: Json) -> list[str]:
    from osint_helpers.reference.coast import BOUNDARIES

    hidden = [one for one in facts["scenes"] if not one["rings"]]
    also = f"{len(hidden)} more without an outline stand in the table only." if hidden else ""
    said = [facts["lacking"], facts["covers"], also, facts["origin"], facts["attribution"],
            BOUNDARIES]  # fmt: skip
    return [str(one) for one in said if one]


def grouped(scenes: Iterable[Json]) -> list[Json]:
    """Return groups of scenes that show nearly the same: collection, look, and most of the area."""
    import shapely

    groups: list[tuple[Json, Any]] = []
    for one in scenes:
        if not one["rings"]:
            continue
        shape = shapely.union_all([shapely.make_valid(shapely.Polygon(r)) for r in one["rings"]])
        for group, first in groups:
            alike = (group["collection"], group["look"]) == (one["collection"], one["look"])
            if alike and _share(first, shape) >= SAME:
                group["scenes"].append(one["n"])
                break
        else:
            made = {key: one[key] for key in ("collection", "look", "radar")}
            groups.append(({"letter": _letter(len(groups)), **made, "scenes": [one["n"]]}, shape))
    return [group for group, _ in groups]


def _share(a: Any, b: Any) -> float:  # noqa: ANN401
    whole = a.union(b).area
    return float(a.intersection(b).area / whole) if whole else 0.0


def _letter(number: int) -> str:
    """Return A … Z, AA, AB …."""
    lead = "" if number < 26 else _letter(number // 26 - 1)
    return lead + chr(ord("A") + number % 26)


def validate(spec: Json) -> None:
    """Refuse a specification that is no map of scenes.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    south, west, north, east = _numbers(spec["bounds"], 4, "spec.bounds")
    if not (south < north and west < east):
        raise ExhibitError("spec.bounds: south, west, north, east are expected")
    _land(spec["land"])
    texts(spec["words"], "spec.words")
    if spec["place"] is not None:
        need(spec["place"], _PLACE, "spec.place")
    for n, ring in enumerate(spec["boxes"]):
        _ring(ring, f"spec.boxes[{n}]")
    numbers = set()
    for n, one in enumerate(spec["scenes"]):
        path = f"spec.scenes[{n}]"
        need(one, _SCENE, path)
        texts(one["versions"], f"{path}.versions")
        for m, ring in enumerate(one["rings"]):
            _ring(ring, f"{path}.rings[{m}]")
        numbers.add(one["n"])
    for n, group in enumerate(spec["groups"]):
        need(group, _GROUP, f"spec.groups[{n}]")
        if not group["scenes"] or not set(group["scenes"]) <= numbers:
            raise ExhibitError(f"spec.groups[{n}].scenes: numbers of scenes are expected")


def _ring(ring: object, path: str) -> None:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ExhibitError(f"{path}: a closed ring is expected")
    for point in ring:
        _numbers(point, 2, path)


def _land(land: Json) -> None:
    need(land, {"digits": int, "polygons": list}, "spec.land")
    try:
        unpack(land["polygons"], land["digits"])
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        raise ExhibitError("spec.land.polygons: packed rings are expected") from error


def _numbers(value: object, count: int, path: str) -> list[float]:
    good = isinstance(value, list) and len(value) == count
    if not good or not all(
        isinstance(one, int | float) and not isinstance(one, bool)
        for one in value  # type: ignore[attr-defined]
    ):
        raise ExhibitError(f"{path}: {count} numbers are expected")
    return list(value)  # type: ignore[call-overload,no-any-return]
