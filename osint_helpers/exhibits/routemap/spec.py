"""The form of a map specification, its check, and its rows as CSV."""

from __future__ import annotations

import math
from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.routemap.coast import LEAST, numbers
from osint_helpers.exhibits.routemap.words import LINE_KINDS, LINE_WORDS, STATUSES

Json = dict[str, Any]

VIEWS: Final = ("world", "region")
IN_JUPYTER: Final = ("map", "picture")
_TOP: Final[dict[str, type]] = {
    "view": str, "title": str, "bounds": list, "land": dict, "stops": list, "legs": list,
    "areas": list, "undrawn": list, "steps": list, "legend": list, "boundary": str,
    "tolerance": str, "jupyter": str,
}  # fmt: skip
_ROWS: Final[dict[str, dict[str, type | tuple[type, ...]]]] = {
    "stops": {
        "n": int, "place": str, "name": str, "label": str, "lat": (int, float),
        "lon": (int, float), "status": str, "when": str, "facts": list,
    },
    "legs": {
        "leg": str, "label": str, "status": str, "kind": str, "paths": list, "note": str,
        "claims": list, "between": list, "when": str, "facts": list,
    },
    "areas": {
        "leg": str, "label": str, "status": str, "short": str, "ring": list, "words": str,
        "claims": list, "between": list, "when": str, "facts": list,
    },
    "undrawn": {"leg": str, "label": str, "why": str},
    "steps": {"label": str, "when": str, "stops": int, "legs": int, "areas": int},
    "legend": {"mark": str, "status": str, "text": str},
}  # fmt: skip
# Fields a row may lack: most maps have no end that is assumed or only declared, and no two
# lines on one way.
_MAY_LACK: Final[dict[str, dict[str, type | tuple[type, ...]]]] = {
    "stops": {"doubt": str},
    "legs": {"beside": (int, float)},
}
DOUBTS: Final = ("assumed", "declared")
MARKS: Final = ("line", "pin", "area", "note")
TURN: Final = 360.0
BEYOND: Final = 540.0  # degrees: lines, shadings and the east of a map that crosses 180 degrees
MOST_BESIDE: Final = 20.0  # px a line may stand beside its way


def validate(spec: Json) -> None:
    """Check a map specification.

    Parameters
    ----------
    spec
        See ``docs/maps.md`` for the form.

    Raises
    ------
    ExhibitError
        With the path of the first fault: a missing or unknown field, an unknown status or kind
        of line, a coordinate out of range, a line of a leg that has an area (nothing is drawn
        inside a gap), or a reference to a stop or row that is not there.
    """
    _fields(spec, _TOP, "spec")
    if spec["view"] not in VIEWS:
        raise ExhibitError(f"spec.view: {spec['view']!r} is not one of {', '.join(VIEWS)}")
    _one_of(spec["jupyter"], IN_JUPYTER, "spec.jupyter")
    _bounds(spec["bounds"])
    _land(spec["land"])
    for table, fields in _ROWS.items():
        further = _MAY_LACK.get(table, {})
        for n, row in enumerate(spec[table]):
            held = {key: kind for key, kind in further.items() if key in row}
            _fields(row, {**fields, **held}, f"spec.{table}[{n}]")
    _stops(spec["stops"])
    _legs(spec)
    _areas(spec)
    _steps(spec)
    for n, entry in enumerate(spec["legend"]):
        _one_of(entry["mark"], MARKS, f"spec.legend[{n}].mark")
        _one_of(entry["status"], ("", *STATUSES), f"spec.legend[{n}].status")


def _fields(row: object, fields: dict[str, Any], path: str) -> None:
    if not isinstance(row, dict):
        raise ExhibitError(f"{path}: an object is expected")
    if set(row) != set(fields):
        wrong = ", ".join(sorted(map(str, set(row) ^ set(fields))))
        raise ExhibitError(f"{path}: fields missing or unknown: {wrong}")
    for name, kind in fields.items():
        if not isinstance(row[name], kind) or isinstance(row[name], bool):
            raise ExhibitError(f"{path}.{name}: has the wrong type")


def _one_of(value: str, allowed: tuple[str, ...], path: str) -> None:
    if value not in allowed:
        raise ExhibitError(f"{path}: {value!r} is not one of {', '.join(allowed)}")


def _point(point: object, path: str, most: float = 180.0) -> None:
    fine = (
        isinstance(point, list | tuple)
        and len(point) == 2
        and all(isinstance(v, int | float) and math.isfinite(v) for v in point)
    )
    if not fine or not (-90 <= point[0] <= 90 and abs(point[1]) <= most):  # type: ignore[index]
        raise ExhibitError(
            f"{path}: {point!r} is not a latitude and a longitude in degrees",
            advice=f"latitude first, -90 to 90; longitude -{most:g} to {most:g}",
        )


def _bounds(bounds: list[Any]) -> None:
    if len(bounds) != 4:
        raise ExhibitError("spec.bounds: south, west, north, east are expected")
    _point(bounds[:2], "spec.bounds")
    _point(bounds[2:], "spec.bounds", BEYOND)
    if bounds[0] >= bounds[2] or bounds[1] >= bounds[3]:
        raise ExhibitError("spec.bounds: south and west must be below north and east")
    if bounds[3] - bounds[1] > TURN:
        raise ExhibitError(f"spec.bounds: more than {TURN:g} degrees from west to east")


def _land(land: Json) -> None:
    if land.get("key") == "world":
        _fields(land, {"key": str}, "spec.land")
        return
    _fields(land, {"key": str, "digits": int, "polygons": list}, "spec.land")
    _one_of(land["key"], ("coast",), "spec.land.key")
    for n, rings in enumerate(land["polygons"]):
        for ring in rings:
            _ring(ring, f"spec.land.polygons[{n}]")


def _ring(ring: Any, path: str) -> None:  # noqa: ANN401  (from a notebook)
    try:
        held = numbers(ring) if isinstance(ring, str) else ring
    except ValueError as error:
        raise ExhibitError(f"{path}: not a packed ring: {error}") from error
    whole = isinstance(held, list) and all(type(value) is int for value in held)
    if not whole or len(held) < LEAST or len(held) % 2:
        raise ExhibitError(f"{path}: not a packed ring of at least four points")


def _facts(facts: list[Any], path: str) -> None:
    for n, fact in enumerate(facts):
        here = f"{path}.facts[{n}]"
        if not (isinstance(fact, list) and len(fact) == 3 and isinstance(fact[2], list)):
            raise ExhibitError(f"{here}: label, text and references are expected")
        for ref in fact[2]:
            if not (isinstance(ref, list) and len(ref) == 2 and all(type(v) is str for v in ref)):
                raise ExhibitError(f"{here}: a reference is a kind and an id")
        if not all(isinstance(text, str) for text in fact[:2]):
            raise ExhibitError(f"{here}: label and text must be text")


def _stops(stops: list[Json]) -> None:
    for n, stop in enumerate(stops):
        path = f"spec.stops[{n}]"
        _point([stop["lat"], stop["lon"]], path)
        _one_of(stop["status"], STATUSES, f"{path}.status")
        _one_of(stop.get("doubt", DOUBTS[0]), DOUBTS, f"{path}.doubt")
        _facts(stop["facts"], path)
    numbers = [stop["n"] for stop in stops]
    if len(set(numbers)) != len(numbers):
        raise ExhibitError("spec.stops: two stops have the same number")


def _between(row: Json, numbers: set[int], path: str) -> None:
    if len(row["between"]) != 2 or not set(row["between"]) <= numbers:
        raise ExhibitError(f"{path}.between: two numbers of stops are expected")


def _legs(spec: Json) -> None:
    numbers = {stop["n"] for stop in spec["stops"]}
    shaded = {area["leg"] for area in spec["areas"]}
    most = BEYOND if spec["bounds"][3] > 180.0 else 180.0
    for n, leg in enumerate(spec["legs"]):
        path = f"spec.legs[{n}]"
        _one_of(leg["status"], STATUSES[:-1], f"{path}.status")
        _one_of(leg["kind"], LINE_KINDS, f"{path}.kind")
        _between(leg, numbers, path)
        _facts(leg["facts"], path)
        if not abs(leg.get("beside", 0)) <= MOST_BESIDE:  # also no NaN
            raise ExhibitError(f"{path}.beside: more than {MOST_BESIDE:g} px is another way")
        if leg["leg"] in shaded:
            raise ExhibitError(
                f"{path}: leg {leg['leg']} has a line inside its gap",
                advice="no position is published there; draw the area only",
            )
        for m, part in enumerate(leg["paths"]):
            if not isinstance(part, list) or len(part) < 2:
                raise ExhibitError(f"{path}.paths[{m}]: at least two points are expected")
            for point in part:
                _point(point, f"{path}.paths[{m}]", most)


def _areas(spec: Json) -> None:
    numbers = {stop["n"] for stop in spec["stops"]}
    for n, area in enumerate(spec["areas"]):
        path = f"spec.areas[{n}]"
        _one_of(area["status"], STATUSES, f"{path}.status")
        _between(area, numbers, path)
        _facts(area["facts"], path)
        if len(area["ring"]) < 4 or area["ring"][0] != area["ring"][-1]:
            raise ExhibitError(f"{path}.ring: a closed ring is expected")
        for point in area["ring"]:
            _point(point, f"{path}.ring", BEYOND)


def _steps(spec: Json) -> None:
    for n, step in enumerate(spec["steps"]):
        for table in ("stops", "legs", "areas"):
            if not 0 <= step[table] <= len(spec[table]):
                raise ExhibitError(f"spec.steps[{n}].{table}: there are not so many")


COLUMNS: Final = (
    "row", "id", "name", "status", "when", "lat", "lon", "between", "drawn_as", "claims", "note",
)  # fmt: skip


def rows(spec: Json) -> list[list[str]]:
    """Return stops, legs, areas and undrawn legs as rows of text under :data:`COLUMNS`."""
    out: list[list[str]] = []
    for stop in spec["stops"]:
        refs = [ref[1] for fact in stop["facts"] for ref in fact[2] if ref[0] == "claim"]
        cells = [stop["status"], stop["when"], f"{stop['lat']}", f"{stop['lon']}", "", "pin"]
        claims = " ".join(dict.fromkeys(refs))
        out.append(["stop", str(stop["n"]), stop["name"], *cells, claims, stop["place"]])
    for leg in spec["legs"]:
        joined = "-".join(map(str, leg["between"]))
        cells = [leg["status"], leg["when"], "", "", joined, LINE_WORDS[leg["kind"]]]
        out.append(["leg", leg["leg"], leg["label"], *cells, " ".join(leg["claims"]), leg["note"]])
    for area in spec["areas"]:
        joined = "-".join(map(str, area["between"]))
        cells = [area["status"], area["when"], "", "", joined, "shaded area, no line"]
        claims = " ".join(area["claims"])
        out.append(["area", area["leg"], area["label"], *cells, claims, area["words"]])
    blank = [""] * 5
    return out + [
        ["leg", leg["leg"], leg["label"], *blank, "not drawn", "", leg["why"]]
        for leg in spec["undrawn"]
    ]
