"""Runs of slow hours as one pass over whole tracks; ``loitering.kernel`` defines them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from osint_helpers.errors import TracksError
from osint_helpers.tracks import moment_pass as moments
from osint_helpers.tracks.engines.pieces import Arrays
from osint_helpers.tracks.moment_pass import Flags, Ints, whole
from osint_helpers.tracks.moments import MINUTE_US, UNIT
from osint_helpers.tracks.positions import IMPORT
from osint_helpers.tracks.sphere import US_PER_H


class _Hours(NamedTuple):
    """Slow hours of runs that are long enough, sorted by (track, hour)."""

    track: Ints
    hour: Ints
    run: Ints
    moments: Ints
    mkn: Ints
    inside: Flags  # of every moment: whether it lies in one of them


def runs(tracks: Arrays, rule: Any) -> Arrays:  # noqa: ANN401  (a LoiteringRule)
    """Return the columns of ``loitering.kernel``, for ``streams.passed_by``."""
    held = moments.crossing(tracks, rule)
    ends = moments.vectors(tracks, held)
    kn = moments.speeds(held, ends)
    if not np.isfinite(kn).all():
        raise TracksError("a speed sent is no number", advice=IMPORT, column="sog_kn")
    moment, step = moments.spread(held)
    every_us = round(rule.every_min * MINUTE_US)
    hour = moment // round(US_PER_H / every_us)
    slow = _slow(tracks["track"][held.at][step], hour, whole(kn * 1000.0)[step], rule)
    moment, step = moment[slow.inside], step[slow.inside]
    first = _starts(slow.track, slow.run)
    edges = (np.cumsum(slow.moments) - slow.moments)[first]
    out: Arrays = {
        "track": slow.track[first],
        "run": slow.run[first],
        "slow_hours": _counts(first, len(slow.run)),
        "first": moment[edges],
        "final": moment[edges + _counts(edges, len(moment)) - 1],
        "fixes": _sums(_heard(tracks, slow.track, slow.hour), first),
        "moments": _sums(slow.moments, first),
        "mkn": _sums(slow.mkn, first),
    }
    place = moments.places(tracks, held, ends, moment * every_us, step)
    sums = (_sums(whole(one * UNIT), edges) for one in place)
    return out | dict(zip("xyz", sums, strict=True))


def _slow(track: Ints, hour: Ints, mkn: Ints, rule: Any) -> _Hours:  # noqa: ANN401
    """Return the slow hours of moments sorted by track."""
    starts = _starts(track, hour)
    many, total = _counts(starts, len(hour)), _sums(mkn, starts)
    slow = (many >= rule.least_moments) & (total < many * round(rule.slower_kn * 1000))
    at = np.flatnonzero(slow)
    run = hour[starts[at]] - _numbers(track[starts[at]])
    size = _counts(_starts(track[starts[at]], run), len(run))
    long = np.repeat(size >= rule.hours, size)
    slow[at] = long
    at, run = at[long], run[long]
    one = starts[at]
    return _Hours(track[one], hour[one], run, many[at], total[at], np.repeat(slow, many))


def _heard(tracks: Arrays, track: Ints, hour: Ints) -> Ints:
    """Return how many positions some tracks have in some hours, sorted by both; none is 0."""
    of_fix = tracks["t_us"] // US_PER_H
    starts = _starts(tracks["track"], of_fix)
    many, where = _counts(starts, len(of_fix)), (tracks["track"][starts], of_fix[starts])
    # one number for each track and hour, rising like both
    low = min(int(one.min(initial=0)) for one in (where[1], hour))
    span = max(int(one.max(initial=0)) for one in (where[1], hour)) - low + 1
    begun = where[0][_starts(where[0])]
    known, asked = (
        np.searchsorted(begun, one) * span + (at - low) for one, at in (where, (track, hour))
    )
    if not len(known):
        return np.zeros(len(asked), "int64")
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    found: Ints = np.where(known[at] == asked, many[at], 0)
    return found


def _starts(*columns: Ints) -> Ints:
    """Return where rows differ from the one before, and the first."""
    new = np.ones(len(columns[0]), bool)
    new[1:] = False
    for values in columns:
        new[1:] |= values[1:] != values[:-1]
    return np.flatnonzero(new)


def _counts(starts: Ints, end: int) -> Ints:
    found: Ints = np.diff(np.append(starts, end))
    return found


def _sums(values: Ints, starts: Ints) -> Ints:
    """Return the sum of each group of rows, one at least."""
    if not len(starts):
        return np.zeros(0, "int64")
    found: Ints = np.add.reduceat(values, starts)
    return found


def _numbers(track: Ints) -> Ints:
    """Return the number of each row on its track, from 0."""
    starts = _starts(track)
    return np.arange(len(track)) - np.repeat(starts, _counts(starts, len(track)))
