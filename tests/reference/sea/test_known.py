"""Shipped joints: those worked out anew, only for the graph they were made with."""

from __future__ import annotations

import numpy as np
import pytest

from osint_helpers import reference
from osint_helpers.reference import sea
from osint_helpers.reference.sea import data, joints, known


@pytest.fixture
def ports():
    return reference.seaports()[["lat", "lon"]].to_numpy(float)


def test_every_seaport_is_shipped(ports) -> None:
    assert (known.rows(ports) >= 0).all()


def test_shipped_joints_are_those_worked_out_anew(ports) -> None:
    some = ports[::7]
    for shipped, made in zip(known.joined(known.rows(some)), joints.computed(some), strict=True):
        assert np.array_equal(shipped, made)


def test_known_and_new_places_mix_in_their_order(ports) -> None:
    mixed = np.concatenate([ports[:3], [(39.0, 132.5)], ports[5:7], [(0.0, -30.0)]])
    for found, made in zip(joints.joints(mixed), joints.computed(mixed), strict=True):
        assert np.array_equal(found, made)


def test_joints_of_another_graph_are_not_used(ports, monkeypatch) -> None:
    expected = sea.distances((35.1, 129.05), ports[:40]).at_most_nm
    entry = data.manifest()["files"][known.FILE]
    monkeypatch.setitem(entry, "made_for", "0" * 64)
    known._keys.cache_clear()
    joints._joints.cache_clear()
    try:
        assert (known.rows(ports) == -1).all()
        assert np.array_equal(sea.distances((35.1, 129.05), ports[:40]).at_most_nm, expected)
    finally:
        known._keys.cache_clear()
        joints._joints.cache_clear()


def test_a_fairway_that_moves_makes_the_joints_old(monkeypatch) -> None:
    before = known.made_for()
    monkeypatch.delitem(known.PASSAGES, "kiel")
    assert known.made_for() != before


def test_joints_built_again_are_the_shipped_ones() -> None:
    from scripts.make_sea import digest, joined_ports

    shipped = {one["name"]: one["sha256"] for one in data.manifest()["files"][known.FILE]["arrays"]}
    assert {name: digest(array) for name, array in joined_ports().items()} == shipped
