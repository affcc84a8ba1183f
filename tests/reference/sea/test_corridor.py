"""The corridor against the search of the whole graph, and what the searches are made of."""

from __future__ import annotations

import numpy as np
import pytest

from osint_helpers import reference
from osint_helpers.errors import NoRouteError
from osint_helpers.reference import sea
from osint_helpers.reference.sea import corridor, graph, joints, nearest, ranges, tiers
from osint_helpers.reference.sea.geometry import earth

ARCTIC = ("northern_sea_route", "northwest")


def shortest(points, shut):
    """Lengths between two places over the graph: in the corridor, and in the whole graph."""
    where = joints.joints(points)
    joined = ranges.joined(where, shut)
    ok, home = np.isfinite(joined[0]), np.isfinite(joined[1])
    if not (ok.any() and home.any()):
        return None
    starts, out, ends = where.nodes[0][ok], joined[0][ok], where.nodes[1]
    tier = graph.sailed(shut)
    whole = float((tier.from_point(starts, out)[0][ends] + joined[1]).min())
    nodes = corridor.nodes(shut, starts, ends[home])
    if not len(nodes):
        return np.inf, whole
    own, there = np.isin(starts, nodes), np.isin(ends, nodes) & home
    nm, _ = tier.among(nodes, starts[own], out[own])
    return float((nm[np.searchsorted(nodes, ends[there])] + joined[1][there]).min()), whole


@pytest.mark.parametrize(
    ("shut", "number"),
    [(ARCTIC, 40), (("bab_el_mandeb", "malacca", *ARCTIC), 12), ((), 12),
     (("northern_sea_route", "northwest", "panama", "suez"), 12)],
)  # fmt: skip
def test_the_way_in_the_corridor_is_the_shortest_of_the_graph(shut, number) -> None:
    spots = reference.seaports()[["lat", "lon"]].to_numpy(float)
    rng, met = np.random.default_rng(len(shut) + number), 0
    for pair in rng.integers(0, len(spots), (number, 2)):
        found = shortest(spots[pair], shut)
        if found is not None and np.isfinite(found[1]):
            assert found[0] <= found[1] * 1.001
            assert found[0] >= found[1] - 1e-6
            met += 1
        elif found is not None:
            assert np.isinf(found[0])
    assert met > number / 2


def test_no_cluster_lies_on_both_sides_of_a_closed_passage() -> None:
    of = corridor.clusters(("northern_sea_route", "northwest", "suez")).of
    it = graph.net()
    suez = list(sea.PASSAGES).index("suez")
    line = np.flatnonzero(it.fairway == suez)
    lats = it.anchor[it.a[line], 0]
    north, south = it.a[line[lats.argmax()]], it.a[line[lats.argmin()]]
    assert of[north] != of[south]


def test_every_edge_lies_within_a_cluster_or_joins_two_that_are_joined() -> None:
    of, nm, _ = corridor.clusters(ARCTIC)
    a, b, length = graph.sailed(ARCTIC).edges()
    apart = of[a] != of[b]
    pairs = nm[of[a[apart]], of[b[apart]]]
    assert (np.asarray(pairs).ravel() > 0).all()
    assert len(length) == len(a)


def test_no_corridor_between_waters_that_are_not_joined() -> None:
    with pytest.raises(NoRouteError, match="no water of the graph joins"):
        sea.route((40.35, 49.9), (35.1, 129.05))


def test_a_few_places_find_the_same_nodes_as_many() -> None:
    rng = np.random.default_rng(1)
    spots = np.stack([rng.uniform(-80, 80, 3000), rng.uniform(-180, 180, 3000)], 1)
    nodes = nearest.Nodes(spots, rng.random(3000) < 0.7)
    places = earth(rng.uniform(-80, 80, 200), rng.uniform(-180, 180, 200))
    many, metres = nodes.around(places, 8)
    for i in range(0, 200, 9):
        few, own = nodes.around(places[i : i + 1], 8)
        assert np.array_equal(few[0], many[i])
        assert np.array_equal(own[0], metres[i])


def test_of_nodes_equally_far_the_lower_number_comes_first() -> None:
    spots = np.array([(0.0, 1.0), (0.0, -1.0), (0.0, 1.0), (0.0, 5.0)])
    found, _ = nearest.Nodes(spots).around(earth(np.array([0.0]), np.array([1.0])), 3)
    assert found.tolist() == [[0, 2, 1]]


def test_the_water_a_place_meets_does_not_depend_on_what_else_is_asked() -> None:
    spots = reference.seaports()[["lat", "lon"]].to_numpy(float)[::11]
    together = joints.nearest_water(spots)
    alone = np.concatenate([joints.nearest_water(spots[i : i + 1]) for i in range(len(spots))])
    assert np.array_equal(together, alone)


def test_a_search_can_start_at_more_nodes_than_room_is_kept_for() -> None:
    n = 3 * tiers._ROOM
    a = np.arange(n - 1)
    line = tiers.Tier(n, a, a + 1, np.ones(n - 1))
    starts = np.arange(0, n, 2)
    nm, _ = line.from_point(starts, np.full(len(starts), 5.0))
    assert nm.tolist() == [5.0 + i % 2 for i in range(n)]
    again, _ = line.from_point(np.array([0]), np.array([0.5]))
    assert again[10] == pytest.approx(10.5)


def test_no_edge_spans_more_latitude_than_edges_near_a_gate_are_looked_for() -> None:
    it = graph.net()
    for at in (it.anchor, it.middle):
        assert np.abs(at[it.a, 0] - at[it.b, 0]).max() < graph._LONGEST
