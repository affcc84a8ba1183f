"""The stops behind port calls as one pass over whole tracks; ``stop_kernels.stops`` defines it."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from osint_helpers.tracks.engines.streams import Arrays, passed_by
from osint_helpers.tracks.sphere import US_PER_H
from osint_helpers.tracks.stop_kernels import BREAK, MOVING, STILL, speeds, stops

_HALF: Final = 180.0


@passed_by(stops)
def stops_pass(tracks: Arrays, rule: Any) -> Arrays:  # noqa: ANN401  (a PortCallRule)
    """Return the columns of ``stops``.

    The first position of a track is a break, so a stop is a run of steps told still that begins
    after one told otherwise on its track, and ends before the next one told otherwise: the end of
    the track is the position before the break that begins the next.
    """
    track, t_us = tracks["track"], tracks["t_us"]
    state = states(tracks, rule)
    told = np.flatnonzero(state)  # other steps change nothing
    code = np.append(state[told], BREAK)
    told = np.append(told, len(track))
    still = code == STILL
    turns = np.flatnonzero(still[1:] != still[:-1]) + 1
    begun, ended = turns[::2], turns[1::2]
    first, last = told[begun] - 1, told[ended] - 1
    long = t_us[last] - t_us[first] >= round(rule.at_least_h * US_PER_H)
    begun, ended, first, last = begun[long], ended[long], first[long], last[long]
    return {
        "track": track[first],
        "arrived_us": t_us[first],
        "left_us": t_us[last],
        "lat": tracks["lat"][first],
        "lon": tracks["lon"][first],
        "fixes": last - first + 1,
        "open_start": (code[begun - 1] == BREAK).astype("int64"),
        "open_end": (code[ended] == BREAK).astype("int64"),
    }


def states(tracks: Arrays, rule: Any) -> NDArray[np.int8]:  # noqa: ANN401
    """Return the state of ``stop_kernels.states`` of every position."""
    track, t_us, lat, lon = (tracks[name] for name in ("track", "t_us", "lat", "lon"))
    found = np.full(len(track), BREAK, np.int8)
    if len(track) < 2:
        return found
    took = t_us[1:] - t_us[:-1]
    square = took.astype("float64")
    square *= square
    slow, fast = (speed * speed for speed in speeds(rule))
    far = _far(lat, lon)
    state = (far > square * fast).view(np.int8) * np.int8(MOVING)
    state += (far <= square * slow).view(np.int8) * np.int8(STILL)
    state[took < round(rule.least_s * 1_000_000)] = 0
    state[(took >= round(rule.break_h * US_PER_H)) | (track[1:] != track[:-1])] = BREAK
    found[1:] = state
    return found


def _far(lat: NDArray[Any], lon: NDArray[Any]) -> NDArray[Any]:
    """Return the square of each step on the local plane, square degrees."""
    north = lat[1:] - lat[:-1]
    east = _HALF - np.abs(_HALF - np.abs(lon[1:] - lon[:-1]))
    shrink = np.cos((lat[1:] + lat[:-1]) * (math.pi / 180)) * 0.5 + 0.5
    found: NDArray[Any] = north * north + east * east * shrink
    return found
