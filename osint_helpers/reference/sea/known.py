"""Seaports joined to the graph when it was built: what else takes a second in each process.

Only what cannot be worked out at once is shipped: where a port meets the water, its nodes, and
lengths where the way leads around a corner. It counts for the graph it was made with, no other.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea.data import arrays, manifest
from osint_helpers.reference.sea.geometry import Floats, earth, short_nm
from osint_helpers.reference.sea.graph import net
from osint_helpers.reference.sea.passages import PASSAGES

FILE: Final = "joints.xz"
Ints = NDArray[np.int64]
_STRAIGHT: Final = -1.0  # in place of a length: that of the straight line


def made_for() -> str:
    """Return the hash of what the joints depend on: water, graph and fairways."""
    files = manifest()["files"]
    parts = [one["sha256"] for name in ("graph.xz", "water.xz") for one in files[name]["arrays"]]
    parts += [repr((name, passage.line)) for name, passage in PASSAGES.items()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def packed(points: Floats, joined: Any) -> dict[str, NDArray[Any]]:  # noqa: ANN401  (Joints)
    """Return the arrays to ship for points and their :class:`joints.Joints`, sorted by place."""
    points, first = np.unique(points, axis=0, return_index=True)
    water, _, nodes, nm, low, _ = (one[first] for one in joined)
    moved = (water != points).any(axis=1)
    flat = _straight(water, nodes)
    return {
        "points": points.astype("<f8"), "moved": moved.astype(np.uint8),
        "water": water[moved].astype("<f8"), "nodes": nodes.astype("<u4"),
        "low_nodes": low.astype("<u4"),
        "way": np.where(nm == flat, _STRAIGHT, nm).astype("<f8"),
    }  # fmt: skip


def rows(points: Floats) -> Ints:
    """Return the row of each point among the shipped ones, -1 where it is none of them."""
    keys = _keys()
    if not len(keys):
        return np.full(len(points), -1)
    asked = _as_keys(points)
    row = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[row] == asked, row, -1)


def joined(row: Ints) -> tuple[NDArray[Any], ...]:
    """Return the fields of :class:`joints.Joints` for shipped rows."""
    return tuple(one[row] for one in _unpacked())


@cache
def _keys() -> NDArray[np.complex128]:
    entry = manifest()["files"].get(FILE)
    if entry is None or entry["made_for"] != made_for():
        return np.zeros(0, np.complex128)
    return _as_keys(arrays(FILE)["points"])


def _as_keys(points: Floats) -> NDArray[np.complex128]:
    """Return points as numbers that sort by latitude, then longitude."""
    return np.asarray(points[:, 0] + 1j * points[:, 1])


@cache
def _unpacked() -> tuple[NDArray[Any], ...]:
    raw = arrays(FILE)
    points, water = raw["points"], raw["points"].copy()
    water[raw["moved"] > 0] = raw["water"]
    nodes, low = raw["nodes"].astype(np.int64), raw["low_nodes"].astype(np.int64)
    nm = np.where(raw["way"] == _STRAIGHT, _straight(water, nodes), raw["way"])
    it = net()
    at, middle = earth(*points.T), earth(*it.middle.T)[low]
    metres = np.sqrt(((middle - at[:, None]) ** 2).sum(axis=-1))
    snap = short_nm(at, earth(*water.T)) * 1.852
    return water, snap, nodes, nm, low, metres / 1852 / it.stretch[low]


def _straight(water: Floats, nodes: Ints) -> Floats:
    """Return the lengths of the straight lines to the anchors of nodes."""
    return short_nm(earth(*water.T)[:, None], earth(*net().anchor[nodes.ravel()].T).reshape(
        *nodes.shape, 3))  # fmt: skip
