"""The nodes nearest to places: a plain search for a few places, a tree for many."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.reference.sea.geometry import Floats, earth

Ints = NDArray[np.int64]
_FEW: Final = 32  # up to here a tree costs more to load and build than it saves
_MORE: Final = 4  # neighbours a tree is asked for beyond those wanted: equal distances


class Nodes:
    """Some nodes on the earth, numbered as in ``spots`` (n, 2) of ``(lat, lon)``."""

    def __init__(self, spots: Floats, kept: NDArray[np.bool_] | None = None) -> None:
        self._number = np.arange(len(spots)) if kept is None else np.flatnonzero(kept)
        self._xyz = np.ascontiguousarray(earth(*spots[self._number].T).T)

    def around(self, xyz: Floats, k: int) -> tuple[Ints, Floats]:
        """Return the ``k`` nearest nodes of places (m, 3) and how far, metres: both (m, k).

        Nearest first; of two as near the one with the lower number.
        """
        if len(xyz) > _FEW:
            near = np.sort(self._tree.query(xyz, k=min(k + _MORE, len(self._number)))[1], axis=1)
            square = self._squares(xyz.T[:, :, None], near)
            order = np.argsort(square, axis=1, kind="stable")[:, :k]
            near, square = (np.take_along_axis(one, order, 1) for one in (near, square))
            return self._number[near], np.sqrt(square)
        out = np.empty((len(xyz), k), np.int64), np.empty((len(xyz), k))
        for i, at in enumerate(xyz):
            square = self._squares(at, slice(None))
            near = np.flatnonzero(square <= np.partition(square, k - 1)[k - 1])
            near = near[np.argsort(square[near], kind="stable")[:k]]
            out[0][i], out[1][i] = self._number[near], np.sqrt(square[near])
        return out

    def _squares(self, at: Floats, nodes: Any) -> Floats:  # noqa: ANN401  (an index, or all)
        x, y, z = self._xyz
        return np.asarray((x[nodes] - at[0]) ** 2 + (y[nodes] - at[1]) ** 2
                          + (z[nodes] - at[2]) ** 2)  # fmt: skip

    @cached_property
    def _tree(self) -> Any:  # noqa: ANN401  (untyped library)
        from scipy.spatial import cKDTree

        return cKDTree(self._xyz.T)
