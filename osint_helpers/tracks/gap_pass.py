"""The search behind gaps as one pass over whole tracks; ``gap_kernels.edges`` defines it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks.engines.pieces import SATELLITE, TERRESTRIAL
from osint_helpers.tracks.engines.streams import Arrays, passed_by
from osint_helpers.tracks.gap_kernels import edges, microseconds

Ints = NDArray[np.int64]


@passed_by(edges, "receiver")
def edges_pass(tracks: Arrays, rule: Any) -> Arrays:  # noqa: ANN401  (a GapRule)
    """Return the columns of ``edges``, and what ``gap_kernels.before`` would count.

    ``off_fixes`` (of the position before a gap) and ``on_fixes`` (of the last of a track, NULL for
    others) are the positions of the track in the ``before_h`` up to it; with receivers also
    ``…_terrestrial`` and ``…_satellite``.
    """
    track, t_us = tracks["track"], tracks["t_us"]
    change = track[1:] != track[:-1]
    first = np.concatenate([np.ones(min(len(track), 1), bool), change])
    last = np.concatenate([change, np.ones(min(len(track), 1), bool)])
    long = np.zeros(len(track), bool)
    long[1:] = t_us[1:] - t_us[:-1] >= microseconds(rule.longer_than_h)
    on = np.flatnonzero(first | last | long)
    off = np.maximum(on - 1, 0)
    alone = first[on]  # no position before
    found: Arrays = {"track": track[on], "on_us": t_us[on], "last": last[on]}
    found["off_us"] = np.ma.masked_array(t_us[off], alone)
    for name in ("lat", "lon"):
        found[f"on_{name}"] = tracks[name][on]
        found[f"off_{name}"] = np.ma.masked_array(tracks[name][off], alone)
    starts = np.flatnonzero(first)
    begun = starts[np.searchsorted(starts, on, "right") - 1] if len(on) else on
    size = microseconds(rule.before_h)
    for end, at, hidden in (("off", off, alone), ("on", on, ~last[on])):
        low = _after(t_us, t_us[at] - size, np.minimum(begun, at), at)
        found[f"{end}_fixes"] = np.ma.masked_array(at - low + 1, hidden)
        if "receiver" in tracks:
            codes = tracks["receiver"]
            found[f"{end}_receiver"] = np.where(alone, 0, codes[at]) if end == "off" else codes[at]
            for name, code in (("terrestrial", TERRESTRIAL), ("satellite", SATELLITE)):
                so_far = np.concatenate([[0], np.cumsum(codes == code)])
                found[f"{end}_{name}"] = np.ma.masked_array(so_far[at + 1] - so_far[low], hidden)
    return found


def _after(t_us: Ints, limit: Ints, low: Ints, high: Ints) -> Ints:
    """Return the first index from ``low`` to ``high`` whose time lies after the limit.

    Times rise from ``low`` to ``high``, and that of ``high`` lies after it.
    """
    while (open_ := low < high).any():
        middle = (low + high) // 2
        later = t_us[middle] > limit
        high = np.where(open_ & later, middle, high)
        low = np.where(open_ & ~later, middle + 1, low)
    return low
