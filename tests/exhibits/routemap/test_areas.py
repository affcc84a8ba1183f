import pytest
from pyproj import Geod

from osint_helpers.exhibits.routemap.areas import FACTOR, ellipse

GEOD = Geod(ellps="WGS84")
A, B = (35.0, 129.0), (43.0, 133.0)


def metres(a, b):
    return GEOD.inv(a[1], a[0], b[1], b[0])[2]


@pytest.mark.parametrize("factor", [FACTOR, 1.3])
def test_the_distances_of_every_edge_point_add_up_to_the_factor(factor):
    for point in ellipse(A, B, factor):
        ratio = (metres(point, A) + metres(point, B)) / metres(A, B)
        assert ratio == pytest.approx(factor, abs=0.001)


def test_the_ring_is_closed_and_has_72_points():
    ring = ellipse(A, B)
    assert ring[0] == ring[-1]
    assert len(ring) == 73


def test_the_order_of_the_ports_does_not_change_the_area():
    there = {tuple(point) for point in ellipse(A, B)}
    back = ellipse(B, A)
    nearest = [min(metres(point, other) for other in there) for point in back]
    assert max(nearest) < 40_000  # same curve, other points of it


def test_the_bytes_repeat():
    assert ellipse(A, B) == ellipse(A, B)
