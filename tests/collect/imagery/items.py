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


def result(place: str = "RUNJK"):
    """Return a result of the fake Earth Search without asking it: SYNTHETIC, at a port."""
    from datetime import date

    from osint_helpers.collect.collected import Collected, Meta, Part
    from osint_helpers.collect.columns import frame
    from osint_helpers.collect.imagery import earth_search, question, scenes
    from tests.collect.fakes import earth_search as fake
    from tests.collect.fakes.stac_scenes import SCENES

    asked = question.question(
        place=place, bbox=None, start=date(2018, 9, 1), end=date(2018, 10, 31),
        collections=question.COLLECTIONS, max_cloud=None, radius_km=25.0, limit=100, at_most=100,
    )  # fmt: skip
    near = [one for one in SCENES if one.track in {1, 2, 3}]
    rows = [{**scenes.row(fake.item(one, "https://example.org"), where="a test"),
             "repeated": False} for one in near]  # fmt: skip
    one = earth_search.MANIFEST
    part = Part("page 1", "http://127.0.0.1/", "2026-01-01T00:00:00Z", "", "00", len(rows), True)
    meta = Meta(
        "earth_search.scenes", one.title, one.publisher, "", asked.parameters(), (part,), (), "",
        one.licence, one.attribution, one.terms, one.schema, one.limits,
    )  # fmt: skip
    return Collected(frame(rows, scenes.SCENES), meta, scenes.SCENES)
