"""Sight by clearance against all samples, and what clearance says against the cells themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.reference.sea import clearance, data, passages, sight


def all_samples(a, b):
    """The judge: every sample of every line, half a cell apart, one line after the other."""
    water, out = data.fine(), []
    u, v = sight._unit(a), sight._unit(b)
    angle, high = sight._angle(u, v), sight.highest(a, b)
    for i in range(len(a)):
        squeeze = max(np.cos(np.radians(high[i])), 0.02)
        steps = int(np.ceil(np.degrees(angle[i]) / squeeze / (16 * water.step))) + 1
        share = np.arange(32 * steps + 1) / (32 * steps)
        bent = max(np.sin(angle[i]), 1e-12)
        p, q = np.sin((1 - share) * angle[i]) / bent, np.sin(share * angle[i]) / bent
        x, y, z = (p * u[i, k] + q * v[i, k] for k in range(3))
        lat, lon = np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
        out.append(bool(water.at(*water.cell(lat, lon)).all()))
    return np.array(out)


def lines(number, degrees, seed, near=None):
    """Lines between places on the water, up to so many degrees long."""
    rng, water = np.random.default_rng(seed), data.fine()
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, 6 * number)))
    lon = rng.uniform(-180, 180, 6 * number)
    if near is not None:
        lat, lon = near[0] + lat / 90 * degrees, near[1] + lon / 180 * degrees
        lon = (lon + 180) % 360 - 180
    wet = np.flatnonzero(water.at(*water.cell(lat, lon)))[:number]
    a = np.stack([lat[wet], lon[wet]], 1)
    turn, far = rng.uniform(0, 2 * np.pi, len(a)), np.radians(rng.uniform(0, degrees, len(a)))
    phi = np.radians(a[:, 0])
    end = np.arcsin(np.sin(phi) * np.cos(far) + np.cos(phi) * np.sin(far) * np.cos(turn))
    aside = np.arctan2(
        np.sin(turn) * np.sin(far) * np.cos(phi), np.cos(far) - np.sin(phi) * np.sin(end)
    )
    east = (a[:, 1] + np.degrees(aside) + 180) % 360 - 180
    return a, np.stack([np.degrees(end), east], 1)


@pytest.mark.parametrize("degrees", [0.1, 1, 8, 60, 175])
def test_sight_is_that_of_all_samples_over_the_earth(degrees) -> None:
    a, b = lines(400, degrees, seed=int(degrees * 10))
    found = sight.clear_arc(data.fine(), a, b)
    assert np.array_equal(found, all_samples(a, b))
    assert found.any()


@pytest.mark.parametrize(
    ("near", "degrees"),
    [((34.5, 128.5), 2), ((62.0, 5.5), 1.5), ((-17.5, 179.9), 2), ((78.0, 15.0), 3),
     ((1.2, 104.0), 1), ((-52.0, -74.0), 2), ((36.5, 26.0), 3)],
)  # fmt: skip
def test_sight_is_that_of_all_samples_among_islands(near, degrees) -> None:
    a, b = lines(500, degrees, seed=3, near=near)
    found = sight.clear_arc(data.fine(), a, b)
    assert np.array_equal(found, all_samples(a, b))
    assert found.any()
    assert not found.all()


def test_a_line_from_land_or_to_land_is_not_open() -> None:
    sea, land = np.array([[39.0, 132.5]]), np.array([[37.0, 128.0]])
    assert sight.clear_arc(data.fine(), sea, sea).all()
    assert not sight.clear_arc(data.fine(), sea, land).any()
    assert not sight.clear_arc(data.fine(), land, sea).any()


def test_a_blocked_line_beside_open_ones_blocks_none_of_them() -> None:
    a, b = lines(300, 20, seed=8)
    together = sight.clear_arc(data.fine(), a, b)
    alone = [sight.clear_arc(data.fine(), a[i : i + 1], b[i : i + 1])[0] for i in range(len(a))]
    assert np.array_equal(together, alone)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1799), st.integers(0, 3599))
def test_rings_of_a_block_hold_water_only(row, column) -> None:
    rings = int(clearance.blocks()[row, column])
    if rings == 0:
        return
    water, side = data.fine(), clearance.BLOCK
    y = np.arange((row - rings) * side, (row + rings + 1) * side).clip(0, water.rows - 1)
    x = np.arange((column - rings) * side, (column + rings + 1) * side)
    assert water.at(y[:, None], np.broadcast_to(x, (len(y), len(x)))).all()


def test_near_a_coast_rings_are_as_many_as_there_are() -> None:
    """Up to two rings exactly: one more holds land."""
    water, side = data.fine(), clearance.BLOCK
    rings = clearance.blocks()
    rng = np.random.default_rng(5)
    some = np.argwhere((rings > 0) & (rings < 3))
    for row, column in some[rng.choice(len(some), 200)]:
        n = int(rings[row, column]) + 1
        y = np.arange((row - n) * side, (row + n + 1) * side).clip(0, water.rows - 1)
        x = np.arange((column - n) * side, (column + n + 1) * side)
        assert not water.at(y[:, None], np.broadcast_to(x, (len(y), len(x)))).all()


def test_sight_from_the_points_of_fairways_is_that_of_all_samples() -> None:
    """They lie on the edges of cells: which side counts must not depend on the method."""
    points = np.array([p for one in passages.PASSAGES.values() for p in one.line])
    rng = np.random.default_rng(4)
    a = np.repeat(points, 30, axis=0)
    b = a + rng.uniform(-0.6, 0.6, a.shape)
    for start, end in ((a, b), (b, a), (points[:-1], points[1:])):
        found = sight.clear_arc(data.fine(), start, end)
        assert np.array_equal(found, all_samples(start, end))


def test_sight_from_the_pole_is_that_of_all_samples() -> None:
    a = np.array([(90.0, 0.0), (90.0, 180.0), (86.0, 180.0), (-60.0, -180.0)])
    b = np.array([(80.0, 30.0), (82.0, -30.0), (90.0, -180.0), (-60.0, 179.0)])
    assert np.array_equal(sight.clear_arc(data.fine(), a, b), all_samples(a, b))


def test_lines_between_numbered_points_are_seen_as_lines_between_their_ends() -> None:
    a, b = lines(60, 8, seed=11)
    points = np.concatenate([a, b])
    rng = np.random.default_rng(2)
    i, j = rng.integers(0, len(points), (2, 500))
    found = sight.clear_between(data.fine(), points, i, j)
    assert np.array_equal(found, all_samples(points[i], points[j]))
