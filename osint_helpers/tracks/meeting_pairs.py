"""The pairs behind encounters among slow tracks held in memory: few moments are looked at first.

``meeting_kernels.close`` defines the pairs. What becomes an encounter is a run of at least n
consecutive moments, and every such run holds a moment whose number n divides, its anchor. So pairs
are looked for at these moments only, and each is followed over the moments on either side of it.
That gives every run that counts, whole, and of shorter ones some part:
``meeting_kernels.meetings`` makes the same events of it.
"""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks.extras import need
from osint_helpers.tracks.meeting_kernels import least
from osint_helpers.tracks.moment_pass import whole
from osint_helpers.tracks.moments import UNIT
from osint_helpers.tracks.sphere import RADIUS_M

Ints = NDArray[np.int64]
# To be raised with every change of the rows: parts kept on disk bear it.
VERSION: Final = 1
# Pairs followed at once: what bounds the memory they need.
CHUNK: Final = 100_000
# Rounding must never hide a pair from the tree.
_SLACK: Final = 1.001


class _Rows(NamedTuple):
    """Moments of slow tracks, sorted by (track, moment), and what finds one of them."""

    track: Ints
    moment: Ints
    kn: NDArray[np.float64]
    place: NDArray[np.float64]  # (3, rows): unit vectors
    number: Ints  # of the track, from 0
    key: Ints  # rises: number * span + moment - base
    base: int
    span: int

    def below(self, number: Ints, moment: Ints) -> Ints:
        """Return how many rows lie before a moment of a track."""
        within = np.clip(moment - self.base, 0, self.span)
        return np.searchsorted(self.key, number * self.span + within)


def pairs(moments: Any, rule: Any, ends: tuple[int, int] | None = None) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return the pairs within the distance that may be part of a run that counts.

    Parameters
    ----------
    moments
        ``pyarrow.Table`` of all rows of ``meeting_kernels.slow``, or of those of a slice of time.
    rule
        ``EncounterRule``.
    ends
        First and last moment of the slice: a run may go on beyond, so both are anchors too.

    Returns
    -------
    pyarrow.Table
        Some of the rows of ``meeting_kernels.close``, among them all of each run of at least
        ``least`` + 1 moments.
    """
    rows, size = _sorted(moments), least(rule) + 1
    anchor = rows.moment % size == 0
    for end in ends or ():
        anchor |= rows.moment == end
    one, other = _near(rows, np.flatnonzero(anchor), rule.within_m)
    blocks = _blocks(rows.number[one], rows.number[other], rows.moment[one] // size)
    chunks = [blocks[:, at : at + CHUNK] for at in range(0, max(blocks.shape[1], 1), CHUNK)]
    pa = need("pyarrow")
    return pa.concat_tables([pa.table(_followed(rows, part, size, rule)) for part in chunks])


def _sorted(moments: Any) -> _Rows:  # noqa: ANN401
    held = {name: moments[name].to_numpy() for name in ("track", "moment", "kn", *"xyz")}
    track, moment = held["track"], held["moment"]
    rises = (track[1:] > track[:-1]) | ((track[1:] == track[:-1]) & (moment[1:] > moment[:-1]))
    if not rises.all():
        order = np.lexsort((moment, track))
        held = {name: values[order] for name, values in held.items()}
        track, moment = held["track"], held["moment"]
    number = np.zeros(len(track), "int64")
    np.cumsum(track[1:] != track[:-1], out=number[1:])
    base = int(moment.min(initial=np.iinfo("int64").max)) if len(track) else 0
    span = int(moment.max(initial=base)) - base + 1
    place = np.stack([held[one] for one in "xyz"])
    key = number * span + (moment - base)
    return _Rows(track, moment, held["kn"], place, number, key, base, span)


def _near(rows: _Rows, at: Ints, within_m: float) -> tuple[Ints, Ints]:
    """Return the pairs among some rows that lie within the distance at one moment, or a bit more.

    The moment is a fourth coordinate, moments farther apart than the distance. The first of a pair
    is that of the lesser track.
    """
    if len(at) < 2:
        return at[:0], at[:0]
    tree = need("scipy.spatial").cKDTree
    reach = _chord(within_m) * _SLACK
    _, turn = np.unique(rows.moment[at], return_inverse=True)
    points = np.vstack([rows.place[:, at] / reach, 2.0 * turn]).T
    found = np.sort(tree(points).query_pairs(1.0, output_type="ndarray"), axis=1)
    return at[found[:, 0]], at[found[:, 1]]


def _blocks(one: Ints, other: Ints, block: Ints) -> Ints:
    """Return (track, other track, block of moments) once each: of each anchor and the one before.

    A block begins where n divides the number of its moment.
    """
    all_ = np.stack([np.tile(one, 2), np.tile(other, 2), np.concatenate([block, block - 1])])
    all_ = all_[:, np.lexsort(all_[::-1])]
    new = np.ones(all_.shape[1], bool)
    new[1:] = (all_[:, 1:] != all_[:, :-1]).any(axis=0)
    return all_[:, new]


def _followed(rows: _Rows, blocks: Ints, size: int, rule: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the rows of ``close`` of pairs of tracks in blocks of moments."""
    one, other, block = blocks
    low = rows.below(one, block * size)
    count = rows.below(one, (block + 1) * size) - low
    turn = np.repeat(np.arange(len(one)), count)
    a = np.arange(len(turn)) + (low - (np.cumsum(count) - count))[turn]
    b = np.minimum(rows.below(other[turn], rows.moment[a]), len(rows.key) - 1)
    both = (rows.moment[b] == rows.moment[a]) & (rows.number[b] == other[turn])
    a, b = a[both], b[both]
    apart = rows.place[:, a] - rows.place[:, b]
    square = apart[0] * apart[0] + apart[1] * apart[1] + apart[2] * apart[2]
    close = square <= _chord(rule.within_m) ** 2
    a, b, half = a[close], b[close], np.minimum(np.sqrt(square[close]) / 2.0, 1.0)
    found = {"track_a": rows.track[a], "track_b": rows.track[b], "moment": rows.moment[a]}
    found["mm"] = whole(np.arcsin(half) * (2 * RADIUS_M * 1000))
    found["mkn"] = whole((rows.kn[a] + rows.kn[b]) * 500.0)
    sums = rows.place[:, a] + rows.place[:, b]
    return found | {name: whole(one * UNIT) for name, one in zip("xyz", sums, strict=True)}


def _chord(metres: float) -> float:
    return 2 * math.sin(metres / 2 / RADIUS_M)
