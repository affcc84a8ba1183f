"""A map specification whose every name, date and place is SYNTHETIC."""

import copy

from osint_helpers.exhibits.routemap.coast import pack
from osint_helpers.exhibits.routemap.words import GREAT_CIRCLE, LANE, legend

ISLAND = [[[1.0, 1.0], [4.0, 1.0], [4.0, 3.0], [1.0, 3.0], [1.0, 1.0]]]


def _stop(n, lat, lon, status):
    return {
        "n": n,
        "place": f"XX{n}",
        "name": f"SYNTHETIC Port {n}",
        "label": f"Port {n}",
        "lat": lat,
        "lon": lon,
        "status": status,
        "when": f"{n} May 2001",
        "facts": [
            ["When", f"{n} May 2001", [["claim", f"c_{n}"]]],
            ["Status", status, []],
        ],
    }


def _leg(leg, between, paths, status="documented", kind=LANE):
    return {
        "leg": leg,
        "label": f"{leg} SYNTHETIC leg",
        "status": status,
        "kind": kind,
        "paths": paths,
        "note": "SYNTHETIC note",
        "claims": ["c_1", "c_2"],
        "between": between,
        "when": "1 May 2001",
        "facts": [["Status", status, [["claim", "c_1"]]]],
    }


def sample(**changes):
    """Return a valid specification; ``changes`` replace top-level fields."""
    spec = {
        "view": "region",
        "title": "SYNTHETIC route",
        "bounds": [-1, -2, 6, 10],
        "land": {"key": "coast", "digits": 2, "polygons": pack([ISLAND], 2)},
        "stops": [
            _stop(1, 0.5, 0.5, "documented"),
            _stop(2, 0.5, 6, "reported"),
            _stop(3, 4.5, 6.5, "scheduled"),
            _stop(4, 4.6, 6.6, "inferred"),
        ],
        "legs": [
            _leg("L1", [1, 2], [[[0.5, 0.5], [0, 3], [0.5, 6]]]),
            _leg("L3", [3, 4], [[[4.5, 6.5], [4.6, 6.6]]], "inferred", GREAT_CIRCLE),
        ],
        "areas": [
            {
                "leg": "L2",
                "label": "L2 SYNTHETIC crossing",
                "status": "scheduled",
                "short": "not received 2-5 May 2001",
                "ring": [[0.4, 6], [2.5, 5], [4.6, 6.5], [2.5, 7.5], [0.4, 6]],
                "words": "SYNTHETIC words of the shading.",
                "claims": ["c_gap"],
                "between": [2, 3],
                "when": "dep. 2 May 2001",
                "facts": [["Positions", "not received", [["claim", "c_gap"]]]],
            }
        ],
        "undrawn": [{"leg": "L0", "label": "L0 SYNTHETIC start", "why": "its start is unknown"}],
        "steps": [
            {"label": "Port 1", "when": "1 May 2001", "stops": 1, "legs": 0, "areas": 0},
            {"label": "L1", "when": "2 May 2001", "stops": 2, "legs": 1, "areas": 0},
            {"label": "L2", "when": "", "stops": 3, "legs": 1, "areas": 1},
            {"label": "L3", "when": "", "stops": 4, "legs": 2, "areas": 1},
        ],
        "legend": [],
        "jupyter": "map",
        "boundary": "SYNTHETIC boundaries; not a statement of the authors.",
        "tolerance": "0.01 degrees",
    }
    spec["legend"] = legend(spec)
    return copy.deepcopy({**spec, **changes})


def changed(path, value):
    """Return the sample with the value at a path such as ``stops.0.lat`` replaced."""
    spec = sample()
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    here = spec
    for part in way:
        here = here[part]
    here[last] = value
    return spec
