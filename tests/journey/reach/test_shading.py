from __future__ import annotations

import numpy as np
import pytest

from osint_helpers import journey
from osint_helpers.errors import JourneyError
from osint_helpers.journey.reach.shading import BEYOND, HIGH, LAND, LOW
from osint_helpers.reference import sea
from tests.journey.reach.test_reach import DEGREE, HOME


@pytest.fixture
def open_water(equator, monkeypatch):
    """Water everywhere but north of 4 N."""

    def water(bounds, step):
        west, south, east, north = bounds
        lats = np.arange(south + step / 2, north, step)
        width = (east - west) % 360 or 360
        lons = (west + np.arange(step / 2, width, step) + 180) % 360 - 180
        return lats, lons, np.repeat((lats < 4)[:, None], len(lons), 1)

    monkeypatch.setattr(sea, "water", water, raising=False)


def at(shade, lat, lon):
    return shade.band[np.abs(shade.lats - lat).argmin(), np.abs(shade.lons - lon).argmin()]


def test_bands_follow_the_sum_of_both_distances(open_water):
    # Low: 5 x 40 = 200 nm along lines of 1.3; high: 10 x 48 = 480 nm along the circle.
    reach = journey.reach(HOME, HOME, hours=(40, 48), speeds_kn=(5, 10))
    shade = reach.shade((-1.0, -5.0, 11.0, 5.0), 0.25)
    assert shade.budgets_nm == (200, 480)
    assert at(shade, 0, 5 + 1.1) == LOW  # 66 nm: 172 nm there and back
    assert at(shade, 0, 5 + 1.5) == HIGH
    assert at(shade, 0, 5 + 3.9) == HIGH
    assert at(shade, 0, 5 + 4.4) == BEYOND
    assert at(shade, 4.5, 5) == LAND


def test_a_cell_is_beyond_only_when_all_of_it_is(open_water):
    reach = journey.reach(HOME, HOME, hours=10, speeds_kn=12 * DEGREE / 60.1)
    shade = reach.shade((3.0, -2.0, 7.0, 2.0), 0.5)
    # 1 degree there and back is the budget; the cell from 1.0 to 1.5 degrees touches it.
    assert at(shade, 0.25, 6.25) == HIGH
    assert at(shade, 0.25, 6.75) == BEYOND


def test_rings_hold_the_area_of_their_cells(open_water):
    import shapely

    shade = journey.reach(HOME, HOME, hours=(40, 48), speeds_kn=(5, 10)).shade(
        (-1, -5, 11, 5), 0.25
    )
    for band in (HIGH, LOW):
        area = sum(shapely.Polygon(p[0], p[1:]).area for p in shade.rings(band))
        assert area == pytest.approx((shade.band == band).sum() * 0.25**2, rel=1e-6)
        assert sum(many for _, _, many in shade.runs(band)) == (shade.band == band).sum()


def test_an_empty_band_has_no_ring(open_water):
    shade = journey.reach(HOME, HOME, hours=400, speeds_kn=10).shade((4, -1, 6, 1), 0.25)
    assert shade.rings(BEYOND) == []


def test_the_box_spans_the_ports_that_fit(open_water):
    shade = journey.reach(HOME, HOME, hours=40, speeds_kn=10).shade()
    assert shade.lons[0] < 3
    assert shade.lons[-1] > 7


def test_a_box_across_the_antimeridian_keeps_ascending_longitudes(open_water):
    end = journey.End(0.0, 179.5)
    shade = journey.reach(end, end, hours=20, speeds_kn=10).shade((177.0, -2.0, 183.0, 2.0), 0.25)
    assert shade.lons[-1] > 182
    assert at(shade, 0, 180.5) == LOW


@pytest.mark.parametrize("bounds", [(5, 0, 5, 1), (0, 5, 1, 5), (0, 0, 1, 1)])
def test_bounds_that_draw_nothing_are_refused(open_water, bounds):
    with pytest.raises(JourneyError):
        journey.reach(HOME, HOME, hours=20, speeds_kn=10).shade(bounds, 1.0)
