"""How far a party stands from the journey: on it, behind those on it, or further behind."""

from __future__ import annotations

from collections.abc import Sequence, Set


def layers(
    order: Sequence[str],
    edges: Sequence[tuple[str, str]],
    direct: Set[str],
    most: int,
) -> dict[str, int]:
    """Return the layer of each party.

    Layer 0 holds the parties with a part in a leg or a hold on the item; every other party
    stands one behind the nearest of these it is linked to. Where a link would join two of one
    layer, its subject moves one back, as long as there is a layer left.

    Parameters
    ----------
    order
        Parties in the order of the case.
    edges
        Links (subject, object) between parties.
    direct
        Parties of layer 0.
    most
        Number of layers.
    """
    linked: dict[str, list[str]] = {party: [] for party in order}
    for a, b in edges:
        linked[a].append(b)
        linked[b].append(a)
    depth = {party: 0 for party in order if party in direct}
    for party in order:
        _reach(depth, linked)
        depth.setdefault(party, 0)
    for _ in range(most):
        for a, b in edges:
            if a != b and depth[a] == depth[b] and depth[a] + 1 < most:
                depth[a] += 1
    return {party: min(depth[party], most - 1) for party in order}


def _reach(depth: dict[str, int], linked: dict[str, list[str]]) -> None:
    """Give every party that is linked to a placed one its distance, breadth first."""
    front = sorted(depth, key=lambda party: depth[party])
    while front:
        party = front.pop(0)
        for other in linked[party]:
            if other not in depth:
                depth[other] = depth[party] + 1
                front.append(other)
