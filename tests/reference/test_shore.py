"""Distance to the coast: on land, near it, beyond the limit, at the date line."""

from __future__ import annotations

import numpy as np
import pytest

from osint_helpers.reference.shore import shore_nm


def test_land_is_zero_and_the_open_sea_has_no_answer() -> None:
    found = shore_nm([52.5, 0.0], [13.4, -20.0], 50)  # Berlin; the Atlantic
    assert found[0] == 0
    assert np.isnan(found[1])


def test_the_limit_decides_what_is_far() -> None:
    # the Atlantic between Africa and Brazil: the nearest coast is hundreds of miles off
    near, far = shore_nm([0.0], [-20.0], 100), shore_nm([0.0], [-20.0], 2000)
    assert np.isnan(near[0])
    assert 300 < far[0] < 900


def test_a_mile_more_from_a_straight_coast_is_a_mile_more() -> None:
    # south of Long Island the coast runs nearly east and west
    lats = 40.7 - np.array([0.2, 0.3, 0.4])
    found = shore_nm(lats, [-72.9] * 3, 100)
    assert np.diff(found) == pytest.approx([5.5, 5.5], abs=1.0)


def test_the_coast_beyond_the_date_line_counts() -> None:
    # off Taveuni, Fiji, which the date line crosses
    west, east = shore_nm([-16.9, -16.9], [179.99, -179.99], 50)
    assert west < 15
    assert east < 15


def test_no_place_gives_no_answer() -> None:
    assert shore_nm([], [], 10).shape == (0,)
