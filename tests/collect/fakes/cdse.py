"""The catalogue of the Copernicus Data Space: STAC 1.1, paging by token, no number of matches.

Built from the STAC API standard and from what users of the catalogue publish: a search must name a
collection, codes of projections are texts, assets are s3 addresses with an https alternative that
wants a login, thumbnails are open. SYNTHETIC content.
"""

from __future__ import annotations

from urllib.parse import unquote

from tests.collect.fakes.server import Reply, Request, as_json
from tests.collect.fakes.stac_scenes import Scene, found, picture

DEFAULT_LIMIT = 10
MOST = 1000


def item(scene: Scene, base: str) -> dict:
    home = f"{base}/collections/{scene.collection}/items/{scene.id}"
    facts = {
        "datetime": scene.text, "start_datetime": scene.text, "end_datetime": scene.text,
        "platform": scene.platform, "sat:orbit_state": scene.orbit_state,
        "sat:relative_orbit": scene.track, "published": "2024-01-01T00:00:00Z",
        "created": "2024-01-01T00:00:00Z", "updated": "2024-01-01T00:00:00Z",
        "auth:schemes": {"s3": {"type": "s3"}}, "note": "SYNTHETIC",
    }  # fmt: skip
    if scene.radar:
        facts |= {"sar:instrument_mode": "IW", "sar:polarizations": ["VV", "VH"],
                  "product:type": "IW_GRDH_1S", "processing:version": "002.91"}  # fmt: skip
    else:
        facts |= {"eo:cloud_cover": scene.cloud, "grid:code": scene.tile, "proj:code": "EPSG:32652",
                  "product:type": "S2MSI2A", "processing:version": scene.baseline}  # fmt: skip
    data = f"s3://eodata/SYNTHETIC/{scene.id}"
    return {
        "type": "Feature", "stac_version": "1.1.0", "stac_extensions": [], "id": scene.id,
        "collection": scene.collection, "bbox": list(scene.box),
        "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in scene.ring]]},
        "properties": facts,
        "links": [{"rel": "self", "href": home, "type": "application/geo+json"},
                  {"rel": "license", "href": "https://example.org/SYNTHETIC-legal-notice"}],
        "assets": {
            "product": {"href": f"{data}.zip", "type": "application/zip", "roles": ["data"],
                        "file:checksum": "d50110" + "00" * 16, "file:size": 1000000,
                        "auth:refs": ["s3"], "alternate": {"https": {"href": f"{base}/odata"}}},
            "thumbnail": {"href": f"{base}/odata/v1/Assets({scene.id})/$value",
                          "type": "image/png", "roles": ["thumbnail"]},
        },
    }  # fmt: skip


def answer(request: Request) -> Reply:
    if request.path == "search" and request.method == "POST":
        return _search(request)
    if request.path.startswith("collections/"):
        _, collection, _, name = request.path.split("/", 3)
        for scene in found({"ids": [unquote(name)], "collections": [unquote(collection)]}):
            return as_json(item(scene, request.base))
        return as_json({"code": "NotFoundError", "description": "Item does not exist"}, 404)
    if request.path.startswith("odata/v1/Assets("):
        return Reply(picture(), "image/png")
    return as_json({"code": "NotFoundError", "description": "Not found"}, 404)


def _search(request: Request) -> Reply:
    body = request.json()
    limit = int(body.get("limit", DEFAULT_LIMIT))
    if not body.get("collections") or not 1 <= limit <= MOST:
        return as_json({"code": "RequestValidationError", "description": "collections, limit"}, 400)
    hits = found(body)
    start = int(str(body.get("token", "next:0")).removeprefix("next:"))
    page = hits[start : start + limit]
    links = [{"rel": "self", "href": f"{request.base}/search", "type": "application/geo+json"}]
    if start + limit < len(hits):
        links.append({
            "rel": "next", "type": "application/geo+json", "method": "POST",
            "href": f"{request.base}/search",
            "body": {**body, "token": f"next:{start + limit}"},
        })  # fmt: skip
    return as_json({
        "type": "FeatureCollection", "numberReturned": len(page),
        "features": [item(one, request.base) for one in page], "links": links,
    })  # fmt: skip
