"""The form of a specification of small maps, and its rows as CSV."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need
from osint_helpers.exhibits.routemap.spec import BEYOND
from osint_helpers.exhibits.routemap.words import LINE_WORDS, STATUSES

Json = dict[str, Any]

_SPEC: Final[Form] = {"panels": list, "legend": list, "boundary": str}
_NUMBER: Final = (int, float)
_PANEL: Final[Form] = {
    "case": str, "label": str, "title": str, "bounds": list, "land": dict, "stops": list,
    "legs": list, "areas": list, "undrawn": list, "boundary": str,
}  # fmt: skip
_ROWS: Final[dict[str, Form]] = {
    "stops": {
        "n": int, "label": str, "lat": _NUMBER, "lon": _NUMBER, "status": str, "when": str,
        "doubt": str,
    },
    "legs": {
        "leg": str, "row": str, "label": str, "status": str, "kind": str, "paths": list,
        "when": str, "beside": _NUMBER,
    },
    "areas": {"leg": str, "label": str, "status": str, "ring": list, "short": str},
    "undrawn": {"leg": str, "label": str, "why": str},
}  # fmt: skip
COLUMNS: Final = ("case", "row", "id", "name", "status", "when", "lat", "lon", "drawn_as", "note")


def validate(spec: Json) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault: a missing key, an unknown status, a point out of
        range, or a line of a leg that also has a shaded gap.
    """
    need(spec, _SPEC, "spec")
    if not spec["panels"]:
        raise ExhibitError("spec.panels: must not be empty")
    for n, entry in enumerate(spec["legend"]):
        need(entry, {"mark": str, "status": str, "text": str}, f"spec.legend[{n}]")
    for n, panel in enumerate(spec["panels"]):
        need(panel, _PANEL, f"spec.panels[{n}]")
        _panel(panel, f"spec.panels[{n}]")


def _panel(panel: Json, path: str) -> None:
    for table, form in _ROWS.items():
        for n, row in enumerate(panel[table]):
            here = f"{path}.{table}[{n}]"
            need(row, form, here)
            if "status" in row and row["status"] not in STATUSES:
                raise ExhibitError(f"{here}.status: must be one of {', '.join(STATUSES)}")
    drawn = [*panel["stops"], *panel["legs"], *panel["areas"]]
    if drawn and (len(panel["bounds"]) != 4 or not panel["land"].get("key")):
        raise ExhibitError(f"{path}: a map that draws something has bounds and land")
    shaded = {area["leg"] for area in panel["areas"]}
    for n, leg in enumerate(panel["legs"]):
        if leg["leg"] in shaded:
            raise ExhibitError(f"{path}.legs[{n}]: a line inside the gap of the same leg")
        if leg["kind"] not in LINE_WORDS:
            raise ExhibitError(f"{path}.legs[{n}].kind: must be one of {', '.join(LINE_WORDS)}")
    rings = [area["ring"] for area in panel["areas"]]
    lines = [part for leg in panel["legs"] for part in leg["paths"]]
    _points([[stop["lat"], stop["lon"]] for stop in panel["stops"]], 180.0, path)
    wide = bool(panel["bounds"]) and panel["bounds"][3] > 180.0
    _points([point for part in lines for point in part], BEYOND if wide else 180.0, path)
    _points([point for ring in rings for point in ring], BEYOND, path)


def _points(points: list[list[float]], most: float, path: str) -> None:
    for lat, lon in points:
        if not (abs(lat) <= 90 and abs(lon) <= most):
            raise ExhibitError(f"{path}: {[lat, lon]} is no latitude and longitude in degrees")


def rows(spec: Json) -> list[list[str]]:
    """Return stops, legs, areas and what is not drawn of every case, under :data:`COLUMNS`."""
    out: list[list[str]] = []
    for panel in spec["panels"]:
        case = panel["case"]
        out += [[case, "stop", str(s["n"]), s["label"], s["status"], s["when"], f"{s['lat']}",
                 f"{s['lon']}", "pin", ""] for s in panel["stops"]]  # fmt: skip
        out += [[case, "leg", leg["leg"], leg["label"], leg["status"], leg["when"], "", "",
                 LINE_WORDS[leg["kind"]], ""] for leg in panel["legs"]]  # fmt: skip
        out += [[case, "area", a["leg"], a["label"], a["status"], "", "", "",
                 "shaded area, no line", a["short"]] for a in panel["areas"]]  # fmt: skip
        out += [[case, "leg", u["leg"], u["label"], "", "", "", "", "not drawn", u["why"]]
                for u in panel["undrawn"]]  # fmt: skip
    return out
