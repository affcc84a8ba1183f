"""Placing boxes and nodes without overlap, the same way on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def spread(
    wanted: Sequence[float], sizes: Sequence[float], gap: float, top: float = 0.0
) -> list[float]:
    """Return centres close to those wanted, in the given order, that keep ``gap`` apart.

    Boxes that would overlap are merged into a block which is centred on the mean of what its
    members want (the pool-adjacent-violators method of isotonic regression). No box starts
    above ``top``.
    """
    blocks: list[tuple[list[int], float, float]] = []  # members, sum of wanted tops, height
    for n, (centre, size) in enumerate(zip(wanted, sizes, strict=True)):
        block: tuple[list[int], float, float] = ([n], centre - size / 2, size + gap)
        while blocks and _top(blocks[-1], top) + blocks[-1][2] > _top(block, top):
            members, total, height = blocks.pop()
            block = ([*members, *block[0]], total + block[1] - height * len(block[0]),
                     height + block[2])  # fmt: skip
        blocks.append(block)
    centres = [0.0] * len(wanted)
    for block in blocks:
        at = _top(block, top)
        for n in block[0]:
            centres[n] = at + sizes[n] / 2
            at += sizes[n] + gap
    return centres


def _top(block: tuple[list[int], float, float], top: float) -> float:
    """Return where a block starts."""
    return max(top, block[1] / len(block[0]))


def barycentre(
    columns: Sequence[Sequence[str]],
    edges: Mapping[tuple[str, str], float],
    sweeps: int = 8,
) -> list[list[str]]:
    """Return the columns reordered so that fewer edges cross.

    The barycentre method of Sugiyama, Tagawa and Toda (1981): each node moves to the weighted
    mean of its neighbours' relative places, sweeping over the columns there and back. Ties keep
    the order they had, so the result depends on nothing but the input.

    Parameters
    ----------
    columns
        Node names, column by column, in their first order.
    edges
        (node, node) to weight; direction does not matter.
    """
    order = [list(column) for column in columns]
    neighbours: dict[str, list[tuple[str, float]]] = {name: [] for col in order for name in col}
    for (a, b), weight in sorted(edges.items()):
        neighbours[a].append((b, weight))
        neighbours[b].append((a, weight))
    for sweep in range(sweeps):
        numbers = range(len(order)) if sweep % 2 == 0 else range(len(order) - 1, -1, -1)
        for number in numbers:
            place = {
                name: (row + 0.5) / len(column)
                for column in order
                for row, name in enumerate(column)
            }
            column = order[number]
            order[number] = sorted(column, key=lambda name: _mean(name, neighbours, place))
    return order


def _mean(
    name: str, neighbours: Mapping[str, list[tuple[str, float]]], place: Mapping[str, float]
) -> float:
    """Return the weighted mean place of a node's neighbours, or its own if it has none."""
    weight = sum(w for _, w in neighbours[name])
    if not weight:
        return place[name]
    return round(sum(place[other] * w for other, w in neighbours[name]) / weight, 9)
