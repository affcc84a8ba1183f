"""Tracks at common moments as arrays of whole tracks; ``moments.at_moments`` defines them."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks.engines.pieces import Arrays
from osint_helpers.tracks.moments import DEGREE, KN_M_S, MINUTE_US
from osint_helpers.tracks.sphere import RADIUS_M

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Crossing(NamedTuple):
    """Steps that enclose a moment and are short enough to interpolate across.

    Attributes
    ----------
    at
        Index of the position a step ends at.
    dt
        Microseconds.
    sent, sog
        Where the speed sent (knots) takes the place of that from positions.
    first, many
        First moment and how many: from after the first position up to and with the second.
    """

    at: Ints
    dt: Floats
    sent: Flags
    sog: Floats
    first: Ints
    many: Ints

    def only(self, kept: Flags | Ints) -> Crossing:
        """Return some of them."""
        at, dt, sent, sog, first, many = self
        return Crossing(at[kept], dt[kept], sent[kept], sog[kept], first[kept], many[kept])


class Vectors(NamedTuple):
    """The first end of each step as a unit vector, and the chord to the second."""

    first: tuple[Floats, Floats, Floats]
    chord: tuple[Floats, Floats, Floats]


def crossing(tracks: Arrays, rule: Any) -> Crossing:  # noqa: ANN401
    """Return the steps that enclose a moment, by ``every_min, across_h, sog_under_s`` of a rule."""
    track, t_us = tracks["track"], tracks["t_us"]
    number = t_us // round(rule.every_min * MINUTE_US)
    at = np.flatnonzero((number[1:] != number[:-1]) & (track[1:] == track[:-1])) + 1
    span = t_us[at] - t_us[at - 1]
    short = span <= round(rule.across_h * 60 * MINUTE_US)
    at, dt = at[short], span[short].astype("float64")
    first, many = number[at - 1] + 1, number[at] - number[at - 1]
    if "sog_kn" not in tracks:
        return Crossing(at, dt, np.zeros(len(at), bool), np.zeros(len(at)), first, many)
    sent = tracks["sog_kn_known"][at] & (dt < rule.sog_under_s * 1e6)
    return Crossing(at, dt, sent, tracks["sog_kn"][at], first, many)


def maybe_slow(tracks: Arrays, held: Crossing, slower_kn: float) -> Crossing:
    """Drop steps that cannot be slow, by the bounds of ``moments._slow``."""
    lat, lon = tracks["lat"], tracks["lon"]
    # a comparison with NaN is false: not slow, as in the kernel
    held = held.only(~held.sent | (held.sog < slower_kn))
    per_us = 1.001 * slower_kn * KN_M_S / RADIUS_M / DEGREE * 1e-6
    near = np.abs(lat[held.at] - lat[held.at - 1]) <= held.dt * per_us
    held = held.only(held.sent | near)
    turn = np.abs(lon[held.at] - lon[held.at - 1])
    turn = np.minimum(turn, 360.0 - turn)
    far = np.maximum(np.abs(lat[held.at]), np.abs(lat[held.at - 1])) * DEGREE
    near = turn * (2 / math.pi) * (1.0 - far * far / 2.0) <= held.dt * per_us
    return held.only(held.sent | near)


def vectors(tracks: Arrays, held: Crossing) -> Vectors:
    """Return the ends of steps."""
    ends = []
    for at in (held.at - 1, held.at):
        north, east = tracks["lat"][at] * DEGREE, tracks["lon"][at] * DEGREE
        level = np.cos(north)
        ends.append((level * np.cos(east), level * np.sin(east), np.sin(north)))
    (x_1, y_1, z_1), (x, y, z) = ends
    return Vectors((x_1, y_1, z_1), (x - x_1, y - y_1, z - z_1))


def speeds(held: Crossing, ends: Vectors) -> Floats:
    """Return the speed of each step, knots."""
    implied = length(*ends.chord) * (RADIUS_M * 1e6 / KN_M_S) / held.dt
    return np.where(held.sent, held.sog, implied)


def spread(held: Crossing) -> tuple[Ints, Ints]:
    """Return the moments of steps and the number of the step of each, both rising on a track."""
    step = np.repeat(np.arange(len(held.at)), held.many)
    begun = np.cumsum(held.many) - held.many
    return np.arange(len(step)) + (held.first - begun)[step], step


def places(
    tracks: Arrays, held: Crossing, ends: Vectors, moment_us: Ints, step: Ints
) -> tuple[Floats, Floats, Floats]:
    """Return the points on the chords at moments, ``moment_us`` microseconds since 1970."""
    part = (moment_us - tracks["t_us"][held.at - 1][step]).astype("float64") / held.dt[step]
    x, y, z = (
        begin[step] + way[step] * part for begin, way in zip(ends.first, ends.chord, strict=True)
    )
    return x, y, z


def length(x: Floats, y: Floats, z: Floats) -> Floats:
    """Return the length of vectors."""
    return np.sqrt(x * x + y * y + z * z)


def whole(value: Floats) -> Ints:
    """Return the nearest integers, halves away from zero as in SQL."""
    cut = np.trunc(value)
    up = np.where(np.abs(value - cut) >= 0.5, np.copysign(1.0, value), 0.0)
    return (cut + up).astype("int64")
