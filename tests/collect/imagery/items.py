"""Items and pages in the documented format, as bytes. SYNTHETIC."""

import json


def item(**changes) -> dict:
    facts = {
        "datetime": "2018-10-03T09:21:07.250000Z", "platform": "synthetic-1a",
        "sat:orbit_state": "ascending", "sat:relative_orbit": 1, "sar:instrument_mode": "IW",
        "sar:polarizations": ["VV", "VH"], "proj:epsg": 4326, "note": "SYNTHETIC",
    }  # fmt: skip
    facts |= changes.pop("facts", {})
    made = {
        "type": "Feature", "stac_version": "1.0.0", "id": "SYNTHETIC-1",
        "collection": "sentinel-1-grd", "bbox": [129, 35, 130, 36],
        "geometry": {"type": "Polygon",
                     "coordinates": [[[129, 35], [130, 35], [130, 36], [129, 36], [129, 35]]]},
        "properties": {key: value for key, value in facts.items() if value != "absent"},
        "links": [{"rel": "self", "href": "https://example.org/v1/items/SYNTHETIC-1"}],
        "assets": {"thumbnail": {"href": "https://example.org/q.png", "type": "image/png",
                                 "roles": ["thumbnail"]}},
    }  # fmt: skip
    made |= changes
    return {key: value for key, value in made.items() if value != "absent"}


def page(*items, **more) -> bytes:
    made = {"type": "FeatureCollection", "features": list(items), "links": [],
            "numberMatched": len(items), "numberReturned": len(items), **more}  # fmt: skip
    return json.dumps({k: v for k, v in made.items() if v != "absent"}).encode()
