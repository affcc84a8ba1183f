"""The slow tracks at common moments as one pass; ``meeting_kernels.slow`` defines it."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks.engines.streams import Arrays, passed_by
from osint_helpers.tracks.meeting_kernels import Sliced, every, slow
from osint_helpers.tracks.moments import DEGREE, KN_M_S, MINUTE_US
from osint_helpers.tracks.sphere import RADIUS_M

Floats = NDArray[np.float64]


class _Held(NamedTuple):
    """Steps that enclose a moment: index of the position they end at, and what is asked of them."""

    at: NDArray[np.int64]
    dt: Floats
    sent: NDArray[np.bool_]
    sog: Floats

    def only(self, kept: NDArray[np.bool_]) -> _Held:
        """Return some of them."""
        return _Held(self.at[kept], self.dt[kept], self.sent[kept], self.sog[kept])


@passed_by(slow, "sog_kn")
def slow_pass(tracks: Arrays, rule: Any) -> Arrays:  # noqa: ANN401  (an EncounterRule, or Sliced)
    """Return the columns of ``slow``."""
    sliced, rule = (rule, rule.rule) if isinstance(rule, Sliced) else (None, rule)
    step_us = every(rule)
    number = tracks["t_us"] // step_us
    held = _slow(tracks, _crossing(tracks, number, rule), rule)
    first, chord = _vectors(tracks, held.at)
    implied = _length(chord) * (RADIUS_M * 1e6 / KN_M_S) / held.dt
    kn = np.where(held.sent, held.sog, implied)
    kept = np.flatnonzero(kn < rule.slower_kn)
    at = held.at[kept]
    count = number[at] - number[at - 1]
    turn = np.repeat(np.arange(len(at)), count)
    # moments of a step rise by one from that after its first end
    moment = np.arange(len(turn)) + (number[at] + 1 - np.cumsum(count))[turn]
    kept, at = kept[turn], at[turn]
    part = (moment * step_us - tracks["t_us"][at - 1]).astype("float64") / held.dt[kept]
    place = [begin[kept] + way[kept] * part for begin, way in zip(first, chord, strict=True)]
    size = _length(place)
    found: Arrays = {"track": tracks["track"][at], "moment": moment, "kn": kn[kept]}
    found |= {name: one / size for name, one in zip("xyz", place, strict=True)}
    if sliced is not None:
        found["slice"] = moment * step_us // sliced.slice_us
    return found


def _crossing(tracks: Arrays, number: NDArray[np.int64], rule: Any) -> _Held:  # noqa: ANN401
    """Return the steps that enclose a moment and are short enough (``moments._crossing``)."""
    track, t_us = tracks["track"], tracks["t_us"]
    at = np.flatnonzero((number[1:] != number[:-1]) & (track[1:] == track[:-1])) + 1
    span = t_us[at] - t_us[at - 1]
    short = span <= round(rule.across_h * 60 * MINUTE_US)
    at, dt = at[short], span[short].astype("float64")
    if "sog_kn" not in tracks:
        return _Held(at, dt, np.zeros(len(at), bool), np.zeros(len(at)))
    sent = tracks["sog_kn_known"][at] & (dt < rule.sog_under_s * 1e6)
    return _Held(at, dt, sent, tracks["sog_kn"][at])


def _slow(tracks: Arrays, held: _Held, rule: Any) -> _Held:  # noqa: ANN401
    """Drop steps that cannot be slow, by the bounds of ``moments._slow``."""
    lat, lon = tracks["lat"], tracks["lon"]
    # a comparison with NaN is false: not slow, as in the kernel
    held = held.only(~held.sent | (held.sog < rule.slower_kn))
    per_us = 1.001 * rule.slower_kn * KN_M_S / RADIUS_M / DEGREE * 1e-6
    near = np.abs(lat[held.at] - lat[held.at - 1]) <= held.dt * per_us
    held = held.only(held.sent | near)
    turn = np.abs(lon[held.at] - lon[held.at - 1])
    turn = np.minimum(turn, 360.0 - turn)
    far = np.maximum(np.abs(lat[held.at]), np.abs(lat[held.at - 1])) * DEGREE
    near = turn * (2 / math.pi) * (1.0 - far * far / 2.0) <= held.dt * per_us
    return held.only(held.sent | near)


def _vectors(tracks: Arrays, at: NDArray[np.int64]) -> tuple[list[Floats], list[Floats]]:
    """Return the first end of each step as unit vectors, and the chords to the second."""
    ends = []
    for one in (at - 1, at):
        north, east = tracks["lat"][one] * DEGREE, tracks["lon"][one] * DEGREE
        level = np.cos(north)
        ends.append([level * np.cos(east), level * np.sin(east), np.sin(north)])
    return ends[0], [b - a for a, b in zip(*ends, strict=True)]


def _length(vector: list[Floats]) -> Floats:
    x, y, z = vector
    found: Floats = np.sqrt(x * x + y * y + z * z)
    return found
