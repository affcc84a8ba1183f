"""Earth Search v1 as it answers: POST search with `numberMatched` and `context`, next link by POST.

Built from recorded answers of 2025: which fields an item has, that radar has no cloud cover, that
the thumbnail of radar is an s3 address, that the next link has `merge: false` and a whole body.
SYNTHETIC content.
"""

from __future__ import annotations

import hashlib
from urllib.parse import unquote

from tests.collect.fakes.server import Reply, Request, as_json
from tests.collect.fakes.stac_scenes import Scene, found, picture

DEFAULT_LIMIT = 10
_KNOWN = ("collections", "bbox", "datetime", "ids", "intersects", "limit", "query", "sortby")


def item(scene: Scene, base: str) -> dict:
    home = f"{base}/collections/{scene.collection}/items/{scene.id}"
    rel = [("self", home), ("parent", home.rpartition("/items")[0]), ("root", base)]
    if not scene.radar:
        rel.append(("license", "https://example.org/SYNTHETIC-legal-notice"))
    return {
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": ["https://stac-extensions.github.io/projection/v1.1.0/schema.json"],
        "id": scene.id,
        "collection": scene.collection,
        "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in scene.ring]]},
        "bbox": list(scene.box),
        "properties": _radar(scene) if scene.radar else _optical(scene),
        "links": [{"rel": name, "href": href} for name, href in rel],
        "assets": _assets(scene, base),
    }


def _common(scene: Scene) -> dict:
    return {
        "datetime": scene.text, "platform": scene.platform, "created": "2019-01-01T00:00:00.000Z",
        "updated": "2019-01-01T00:00:00.000Z", "storage:requester_pays": scene.radar,
        "note": "SYNTHETIC",
    }  # fmt: skip


def _radar(scene: Scene) -> dict:
    return {
        **_common(scene), "constellation": "sentinel-1", "sar:instrument_mode": "IW",
        "sar:polarizations": ["VV", "VH"], "sar:product_type": "GRD",
        "sat:orbit_state": scene.orbit_state, "sat:relative_orbit": scene.track,
        "proj:epsg": 4326, "start_datetime": scene.text, "end_datetime": scene.text,
    }  # fmt: skip


def _optical(scene: Scene) -> dict:
    return {
        **_common(scene), "constellation": "sentinel-2", "instruments": ["msi"],
        "eo:cloud_cover": scene.cloud, "proj:epsg": 32652, "grid:code": scene.tile,
        "s2:processing_baseline": scene.baseline,
    }  # fmt: skip


def _assets(scene: Scene, base: str) -> dict:
    if scene.radar:
        return {
            "vv": {"href": f"s3://synthetic/{scene.id}/vv.tiff", "type": "image/tiff",
                   "roles": ["data"]},
            "thumbnail": {"href": f"s3://synthetic/{scene.id}/quick-look.png",
                          "type": "image/png", "roles": ["thumbnail"]},
        }  # fmt: skip
    digest = hashlib.sha256(picture()).hexdigest()
    return {
        "visual": {"href": f"{base}/files/{scene.id}/TCI.tif", "type": "image/tiff",
                   "roles": ["visual"], "gsd": 10},
        "thumbnail": {"href": f"{base}/files/{scene.id}/preview.png", "type": "image/png",
                      "roles": ["thumbnail"], "file:size": len(picture()),
                      "file:checksum": f"1220{digest}"},
    }  # fmt: skip


def answer(request: Request) -> Reply:
    if request.path == "search" and request.method == "POST":
        return _search(request)
    if request.path.startswith("collections/"):
        _, collection, _, name = request.path.split("/", 3)
        for scene in found({"ids": [unquote(name)], "collections": [unquote(collection)]}):
            return as_json(item(scene, request.base))
        return as_json({"code": 404, "description": "Item not found"}, 404)
    if request.path.startswith("files/") and request.path.endswith(".png"):
        return Reply(picture(), "image/png")
    return as_json({"code": 404, "description": "Not Found"}, 404)


def _search(request: Request) -> Reply:
    asked = request.json()
    body = {key: value for key, value in asked.items() if key in _KNOWN}
    limit = int(body.get("limit", DEFAULT_LIMIT))
    hits = found(body)
    after = asked.get("next")
    start = 0
    if after:
        start = next(n for n, one in enumerate(hits, 1) if _mark(one) == after)
    page = hits[start : start + limit]
    links = [{"rel": "root", "href": request.base}]
    if start + limit < len(hits):
        links.insert(0, {
            "rel": "next", "title": "Next page of Items", "method": "POST",
            "type": "application/geo+json", "merge": False, "href": f"{request.base}/search",
            "body": {**body, "next": _mark(page[-1])},
        })  # fmt: skip
    return as_json({
        "type": "FeatureCollection", "stac_version": "1.0.0", "stac_extensions": [],
        "context": {"limit": limit, "matched": len(hits), "returned": len(page)},
        "numberMatched": len(hits), "numberReturned": len(page),
        "features": [item(one, request.base) for one in page], "links": links,
    })  # fmt: skip


def _mark(scene: Scene) -> str:
    return f"{scene.text},{scene.id},{scene.collection}"
