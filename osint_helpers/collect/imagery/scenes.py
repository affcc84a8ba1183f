"""One scene: what is read of a STAC item, and the columns it becomes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from osint_helpers._json import canonical
from osint_helpers.collect.columns import Column, check_fields
from osint_helpers.collect.imagery import footprints
from osint_helpers.errors import SchemaChanged

Json = dict[str, Any]

SCENES: Final = (
    Column("id", "text", about="of the item in its collection"),
    Column("collection", "text", about="sentinel-1-grd (radar), sentinel-2-l2a (optical) …"),
    Column("platform", "text", about="satellite, as written by the source"),
    Column("datetime", "instant", about="UTC of the acquisition; missing where only a span is"),
    Column("start", "instant", about="UTC, begin of the acquisition", source="start_datetime"),
    Column("end", "instant", about="UTC, end of the acquisition", source="end_datetime"),
    Column("orbit_state", "text", about="ascending or descending", source="sat:orbit_state"),
    Column("relative_orbit", "integer", about="track; same track, same view",
           source="sat:relative_orbit"),
    Column("mode", "text", about="radar mode: IW, EW, SM", source="sar:instrument_mode"),
    Column("polarizations", "list", about="of the radar", source="sar:polarizations"),
    Column("cloud_cover", "number", "percent", "of the whole scene; radar has none",
           "eo:cloud_cover"),
    Column("epsg", "integer", about="code of the map projection", source="proj:epsg"),
    Column("footprint", "json", about="GeoJSON in WGS 84 degrees, as it came", source="geometry"),
    Column("covers_point", "flag", about="whether the footprint contains the place itself"),
    Column("assets", "json", about="name -> href (unsigned), type, roles, size in bytes, checksum"),
    Column("licence", "text", about="of the item, where it says one", source="license"),
    Column("processing_version", "text", about="baseline of the processing"),
    Column("acquisition", "text", about="same text, same acquisition; how it was found precedes"),
    Column("other_versions", "list", about="collection/id of the same acquisition in this result"),
    Column("repeated", "flag", about="True when the same item stands further up"),
    Column("created", "instant", about="UTC, when the catalogue took it up"),
    Column("updated", "instant", about="UTC, when the catalogue last changed it"),
    Column("sha256", "text", about="of the canonical JSON of the item; the capture holds it whole"),
    Column("href", "text", about="address of the item, without query", source="links self"),
)  # fmt: skip
_NEEDED: Final = ("type", "stac_version", "id", "geometry", "properties", "links", "assets")
_MAY: Final = ("bbox", "collection", "stac_extensions")
_TEXTS: Final = {"platform": "platform", "sat:orbit_state": "orbit_state",
                 "sar:instrument_mode": "mode"}  # fmt: skip
# Names of products as ESA writes them: the part that says which acquisition, without the part
# that says which processing. Sentinel-2: user guide, naming convention after 6 December 2016.
_S1: Final = re.compile(r"(S1[A-D]_(?:IW|EW|SM|WV|S[1-6]|EN|N[1-6])_\w{4}_\w{4}_\d{8}T\d{6}"
                        r"_\d{8}T\d{6}_\d{6}_[0-9A-F]{6})(?:_[0-9A-F]{4})?(?:_COG)?")  # fmt: skip
_S2: Final = re.compile(
    r"(S2[A-D])_(MSIL[12][AC])_(\d{8}T\d{6})_N\d{4}_(R\d{3})_(T\w{5})_\d{8}T\d{6}"
)


def row(item: object, *, where: str, tolerated: Collection[str] = ()) -> Json:
    """Return one item as a row of :data:`SCENES`, without what needs the question.

    Properties are open by the STAC standard: those that are not read are no change. The fields of
    the item itself are not, and what is read has its type checked.

    Raises
    ------
    SchemaChanged
        For a field of the item that is new or missing, or a value of another type.
    """
    if not isinstance(item, dict):
        raise SchemaChanged(f"is no object in {where}", column="features")
    check_fields(item, _NEEDED, _MAY, where=where, tolerated=tolerated)
    if item["type"] != "Feature":
        raise SchemaChanged(f"is {item['type']!r:.40} in {where}, not 'Feature'", column="type")
    if item["geometry"] is not None:
        footprints.rings(item["geometry"], where=where)
    facts = _of(item["properties"], dict, "properties", where)
    links = [one for one in _of(item["links"], list, "links", where) if isinstance(one, dict)]
    made = {
        "id": _named(item["id"], "id", where),
        "collection": _text(item.get("collection"), "collection", where),
        **{name: _text(facts.get(key), key, where) for key, name in _TEXTS.items()},
        **_times(facts, where),
        "relative_orbit": _whole(facts.get("sat:relative_orbit"), "sat:relative_orbit", where),
        "polarizations": _words(facts.get("sar:polarizations"), "sar:polarizations", where),
        "cloud_cover": _percent(facts.get("eo:cloud_cover"), where),
        "epsg": _epsg(facts, where),
        "footprint": item["geometry"],
        "assets": _assets(item["assets"], where),
        "licence": _licence(facts, links),
        "processing_version": _version(facts, where),
        "sha256": _digest(item, where),
        "href": next(
            (unsigned(one.get("href")) for one in links if one.get("rel") == "self"), None
        ),
    }
    return {**made, "acquisition": acquisition(made, facts)}


def signed(item: object) -> int:
    """Return how many asset addresses of an item carried a query or login."""
    assets = item.get("assets") if isinstance(item, dict) else None
    listed = assets.values() if isinstance(assets, dict) else ()
    hrefs = [one.get("href") for one in listed if isinstance(one, dict)]
    return sum(1 for href in hrefs if isinstance(href, str) and unsigned(href) != href)


def unsigned(href: object) -> str | None:
    """Return an address without query, fragment and login: a signature can stand in any of them."""
    if not isinstance(href, str):
        return None
    try:
        split = urlsplit(href)
    except ValueError:
        return None
    return urlunsplit((split.scheme, split.netloc.rpartition("@")[2], split.path, "", ""))


def acquisition(made: Mapping[str, Any], facts: Mapping[str, Any]) -> str | None:
    """Return what two processings of one acquisition have in common, or None.

    The name of the product where it follows the convention of its mission; else satellite, time to
    the second, tile or track, and product type, said to be such.
    """
    names = [str(facts.get(key) or "") for key in ("s2:product_uri", "s1:product_identifier")]
    for name in [*names, str(made["id"])]:
        radar, optical = _S1.match(name), _S2.match(name)
        if radar is not None:
            return f"name: {radar[1]}"
        if optical is not None:
            return f"name: {'_'.join(optical.groups())}"
    when = made["datetime"] or made["start"]
    tile = facts.get("grid:code") or facts.get("s2:mgrs_tile") or made["relative_orbit"]
    if not (made["platform"] and when and tile):
        return None
    kind = facts.get("product:type") or facts.get("sar:product_type") or made["collection"]
    return f"facts: {made['platform'].lower()} {str(when)[:19]} {tile} {kind}"


def _digest(item: Json, where: str) -> str:
    try:
        return hashlib.sha256(canonical(item).encode("ascii")).hexdigest()
    except (ValueError, RecursionError):
        raise SchemaChanged(
            f"has a number no computer holds, or is nested too deep, in {where}", column="features"
        ) from None


def _times(facts: Json, where: str) -> Json:
    found = {
        key: _text(facts.get(key), key, where)
        for key in ("datetime", "start_datetime", "end_datetime", "created", "updated")
    }
    if "datetime" not in facts or not (
        found["datetime"] or (found["start_datetime"] and found["end_datetime"])
    ):
        raise SchemaChanged(
            f"is missing in {where}, and so are start and end", column="datetime",
            advice="STAC asks for one or the other: keep the capture, and report it",
        )  # fmt: skip
    names = {"start_datetime": "start", "end_datetime": "end"}
    return {names.get(key, key): value for key, value in found.items()}


def _assets(assets: object, where: str) -> Json:
    out = {}
    for name, one in _of(assets, dict, "assets", where).items():
        asset = _of(one, dict, f"assets.{name}", where)
        size = _whole(asset.get("file:size"), f"assets.{name}.file:size", where)
        out[str(name)] = {
            key: value
            for key, value in {
                "href": unsigned(asset.get("href")),
                "type": _text(asset.get("type"), f"assets.{name}.type", where),
                "roles": list(_words(asset.get("roles"), f"assets.{name}.roles", where)),
                "size": size,
                "checksum": _text(asset.get("file:checksum"), f"assets.{name}.checksum", where),
            }.items()
            if value not in (None, [])
        }
    return out


def _licence(facts: Json, links: list[Any]) -> str | None:
    said = facts.get("license")
    linked = [unsigned(one.get("href")) for one in links if one.get("rel") == "license"]
    found = [one for one in (said, *linked) if isinstance(one, str) and one]
    return "; ".join(found) or None


def _version(facts: Json, where: str) -> str | None:
    for key in ("s2:processing_baseline", "processing:version"):
        if facts.get(key) is not None:
            return _text(facts[key], key, where)
    return None


def _epsg(facts: Json, where: str) -> int | None:
    code = facts.get("proj:code")  # version 2 of the projection extension: "EPSG:32652"
    if isinstance(code, str) and re.fullmatch(r"EPSG:\d{1,6}", code, re.ASCII):
        return int(code[5:])
    return _whole(facts.get("proj:epsg"), "proj:epsg", where)


def _percent(value: object, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise SchemaChanged(
            f"holds {value!r:.40} in {where}, which is no percentage", column="eo:cloud_cover"
        )
    return float(value)


def _of(value: object, kind: type, name: str, where: str) -> Any:  # noqa: ANN401
    if not isinstance(value, kind):
        raise SchemaChanged(f"is no {kind.__name__} in {where}", column=name)
    return value


def _named(value: object, name: str, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise SchemaChanged(f"is empty or no text in {where}", column=name)
    return value


def _text(value: object, name: str, where: str) -> str | None:
    if value is None:
        return None
    return str(_of(value, str, name, where)) or None


def _words(value: object, name: str, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SchemaChanged(f"is no list of texts in {where}", column=name)
    return tuple(value)


def _whole(value: object, name: str, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise SchemaChanged(f"holds {value!r:.40} in {where}, no whole number", column=name)
    return int(value)
