"""The specification of a map of reach: made from facts, and checked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.footprints.framing import framed, near
from osint_helpers.exhibits.reachmap.facts import NAMES, Facts, basis_lines, port_rows, verdict
from osint_helpers.exhibits.routemap.coast import cut, pack, unpack
from osint_helpers.journey.reach.shading import HIGH, LOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osint_helpers.exhibits.routemap.geometry import Frame
    from osint_helpers.journey.reach.shading import Shade

Json = dict[str, Any]
CELLS: Final = 90  # cells of shading across the picture: one is 10 px wide
DIGITS: Final = 2
COARSE: Final = 1.2  # px: the coast may lie so far off
SMALL: Final = 6.0  # px: shorter islands and lakes are left out
WIDE: Final = 60.0  # degrees from which the coarse coast is fine enough
LEAST: Final = 4  # cells: a smaller spot of the inner band is shown as the outer one
_SPEC: Final[Form] = {
    "bounds": list, "land": dict, "low": dict, "high": dict, "ends": list, "ports": list,
    "speeds": list, "budgets": list, "basis": list, "words": list, "stamp": str,
}  # fmt: skip
_NUMBER: Final = (int, float)
_MAYBE: Final = (int, float, type(None))
_END: Final[Form] = {"label": str, "lat": _NUMBER, "lon": _NUMBER, "radius_nm": _NUMBER}
_PORT: Final[Form] = {
    "code": str, "name": str, "country": str, "lat": _NUMBER, "lon": _NUMBER, "answer": str,
    "least": _MAYBE, "most": _MAYBE, "worst": _MAYBE, "best": _MAYBE, "below": _MAYBE,
    "above": _MAYBE, "at": str, "why": str,
}  # fmt: skip


def build(facts: Facts, stamp: str) -> Json:
    """Return the specification."""
    given, rows = facts.reach.given, port_rows(facts)
    first = given.last or given.next
    assert first is not None  # noqa: S101  (`ends.assumed` has refused a reach without an end)
    ends = _ends(facts, first.lon)
    for row in rows:
        row["lon"] = near([[row["lon"], 0]], first.lon)[0][0]
    rim = [[one["lon"] + x * _degrees(one), one["lat"] + y * one["radius_nm"] / 60]
           for one in ends for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1))]  # fmt: skip
    frame = framed([*rim, *([row["lon"], row["lat"]] for row in rows)])
    step = round((frame.east - frame.west) / CELLS, 4)
    shade = facts.reach.shade((frame.west, frame.south, frame.east, frame.north), step)
    return {
        "bounds": frame.bounds, "land": _land(frame), "low": _band(shade, frame, LOW),
        "high": _band(shade, frame, HIGH), "ends": ends, "ports": rows,
        "speeds": [round(kn, 2) for kn in facts.speeds],
        "budgets": [round(nm) for nm in shade.budgets_nm], "basis": basis_lines(facts),
        "words": _words(facts, rows), "stamp": stamp,
    }  # fmt: skip


def _degrees(end: Json) -> float:
    """Return the radius of an end in degrees of longitude."""
    return float(end["radius_nm"]) / 60 / max(math.cos(math.radians(end["lat"])), 0.05)


def _ends(facts: Facts, middle: float) -> list[Json]:
    """Return the end discs; two of one point and radius are one mark."""
    out: list[Json] = []
    for which, end in (("last", facts.reach.given.last), ("next", facts.reach.given.next)):
        if end is None:
            continue
        lon = near([[end.lon, 0]], middle)[0][0]
        name = f"{which} position" + (f": {end.name}" if end.name else "")
        one = {"lat": round(end.lat, 3), "lon": round(lon, 3), "radius_nm": end.radius_nm}
        if out and {key: out[0][key] for key in one} == one:
            out[0]["label"] += f"; {name}"
        else:
            out.append({"label": name, **one})
    return out


def _words(facts: Facts, rows: list[Json]) -> list[str]:
    from osint_helpers.reference.coast import BOUNDARIES

    also = f"{facts.left_out:,} more ports were worked out and are not shown."
    bound = "The shading is that of the whole time; the deadline bears on the ports alone."
    said = [verdict(facts, rows), bound if facts.reach.given.by_h else "",
            also if facts.left_out else "", facts.note,
            f"Worked out by journey.reach; distances {facts.reach.provenance}.", BOUNDARIES]  # fmt: skip
    return [one for one in said if one]


def _land(frame: Frame) -> Json:
    """Return the coast of a frame, thinner than on other maps: shading and names matter here."""
    from shapely import LinearRing

    from osint_helpers import reference
    from osint_helpers.exhibits.footprints.framing import land_of

    span = frame.east - frame.west
    if span > WIDE or not (-180 <= frame.west and frame.east <= 180):
        land = land_of(frame)
        rings = unpack(land["polygons"], land["digits"])
    else:
        box = (frame.west, frame.south, frame.east, frame.north)
        rings = reference.land("region", box).polygons
    slim = []
    for polygon in rings:
        thin = [list(LinearRing(ring).simplify(COARSE / frame.scale).coords)
                for ring in polygon if len(ring) > 3]  # fmt: skip
        if thin and _size(thin[0]) * frame.scale > SMALL:
            slim.append(
                [thin[0], *(ring for ring in thin[1:] if _size(ring) * frame.scale > SMALL)]
            )
    return {"digits": DIGITS, "polygons": cut(slim, frame, DIGITS)}


def _size(ring: Sequence[Sequence[float]]) -> float:
    """Return the longer side of the box around a ring, in degrees."""
    xs, ys = zip(*((point[0], point[1]) for point in ring), strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _band(shade: Shade, frame: Frame, least: int) -> Json:
    """Return the water of at least one band as packed rings, spread one cell under the coast."""
    import shapely

    from osint_helpers.journey.reach.shading import Shade as Bands

    band = _spread(shade.band)
    whole = Bands(shade.lats, shade.lons, (band >= least).astype("int8"), shade.step,
                  shade.budgets_nm)  # fmt: skip
    tolerance = 0.7 * (frame.east - frame.west) / CELLS
    out = []
    for rings in whole.rings(1):
        shape = shapely.Polygon(rings[0], rings[1:])
        if least == LOW and shape.area < LEAST * shade.step**2:
            continue
        slim = shape.simplify(tolerance)
        if slim.geom_type == "Polygon" and not slim.is_empty:
            parts = [slim.exterior, *slim.interiors]
            out.append([[[x, y] for x, y in part.coords[:-1]] for part in parts])
    return {"digits": DIGITS, "polygons": pack(out, DIGITS)}


def _spread(band: Any) -> Any:  # noqa: ANN401  (numpy arrays)
    """Give each cell without water the highest band beside it, twice; land is drawn over it."""
    import numpy as np

    for _ in range(2):
        wide = np.pad(band, 1)
        rows, columns = band.shape
        beside = [wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
        band = np.where(band == 0, np.maximum.reduce(beside), band)
    return band


def validate(spec: Json) -> None:
    """Refuse a specification that is no map of reach.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    south, west, north, east = _numbers(spec["bounds"], 4, "spec.bounds")
    if not (south < north and west < east):
        raise ExhibitError("spec.bounds: south, west, north, east are expected")
    for name in ("land", "low", "high"):
        _packed(spec[name], f"spec.{name}")
    for name in ("basis", "words"):
        texts(spec[name], f"spec.{name}")
    _numbers(spec["budgets"], 2, "spec.budgets")
    _numbers(spec["speeds"], len(spec["speeds"]), "spec.speeds")
    for n, one in enumerate(spec["ends"]):
        need(one, _END, f"spec.ends[{n}]")
    for n, one in enumerate(spec["ports"]):
        need(one, _PORT, f"spec.ports[{n}]")
        if one["answer"] not in NAMES.values():
            raise ExhibitError(f"spec.ports[{n}].answer: {', '.join(NAMES.values())} are expected")
        if len(one["at"]) != len(spec["speeds"]) or not set(one["at"]) <= set(NAMES):
            raise ExhibitError(f"spec.ports[{n}].at: one sign a speed is expected")
    if not spec["ports"] or not spec["ends"]:
        raise ExhibitError("spec: at least one port and one end are expected")


def _packed(land: Json, path: str) -> None:
    need(land, {"digits": int, "polygons": list}, path)
    try:
        unpack(land["polygons"], land["digits"])
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        raise ExhibitError(f"{path}.polygons: packed rings are expected") from error


def _numbers(value: object, count: int, path: str) -> list[float]:
    good = isinstance(value, list) and len(value) == count
    if not good or not all(
        isinstance(one, int | float) and not isinstance(one, bool)
        for one in value  # type: ignore[attr-defined]
    ):
        raise ExhibitError(f"{path}: {count} numbers are expected")
    return list(value)  # type: ignore[call-overload,no-any-return]
