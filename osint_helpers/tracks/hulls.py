"""Several ships on one MMSI told apart: a sequential matcher of fixes to open tracks."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.tracks import quality
from osint_helpers.tracks.quality import QualityRule

MOST: Final = 100
_RADIUS_NM: Final = 6_371.0088 / 1.852
_HOUR_US: Final = 3_600_000_000
_TAKEN: Final = 1e9  # a track that has its fix of this moment comes after all others
_PLANES: Final = range(111_000_000, 112_000_000)


@dataclass(frozen=True)
class Verdict:
    """What became of the fixes of one MMSI.

    Attributes
    ----------
    hull
        Number of the hull of each fix, 0 also where it is removed.
    reason
        Why each is removed, ``""`` where it stays.
    hulls
        Hulls found.
    """

    hull: list[int]
    reason: list[str]
    hulls: int


@dataclass
class _Track:
    """A hull in the making: its fixes, and where it is going."""

    fixes: list[int] = field(default_factory=list)
    t: int = 0
    lat: float = 0.0
    lon: float = 0.0
    north: float = 0.0  # degrees an hour
    east: float = 0.0


class _Fixes:
    """Fixes of one MMSI in order of time."""

    def __init__(self, mmsi: int, t_us: Any, lat: Any, lon: Any, rule: QualityRule) -> None:  # noqa: ANN401
        self.t: list[int] = [int(one) for one in t_us]
        self.lat: list[float] = [float(one) for one in lat]
        self.lon: list[float] = [float(one) for one in lon]
        self.rule = rule
        self.limit = rule.aircraft_kn if mmsi in _PLANES else rule.speed_kn

    def reaches(self, i: int, j: int) -> bool:
        """Say whether one hull can have sent both fixes."""
        return self.within(i, self.t[j], self.lat[j], self.lon[j])

    def within(self, i: int, t: int, lat: float, lon: float, most_h: float = math.inf) -> bool:
        """Say whether the hull of a fix can have been at a place, given at most so many hours."""
        hours = min(abs(t - self.t[i]) / _HOUR_US, most_h)
        reach = self.rule.jitter_nm + self.limit * hours
        if abs(self.lat[i] - lat) * 60.0 > reach * 1.001:
            return False
        return miles(self.lat[i], self.lon[i], lat, lon) <= reach


def split(mmsi: int, t_us: Any, lat: Any, lon: Any, rule: QualityRule) -> Verdict:  # noqa: ANN401
    """Tell the hulls on one MMSI apart.

    Parameters
    ----------
    mmsi
        The number; search and rescue aircraft may fly.
    t_us, lat, lon
        Fixes in order of time, (n,): microseconds, degrees. Equal times may have several places.
    rule
        Thresholds.

    Returns
    -------
    Verdict
        Hulls are numbered by their first fix.

    Notes
    -----
    After gpsdio-segment of Global Fishing Watch: open tracks compete for each fix, and the one
    whose reckoned place lies nearest, for the time since it was heard, gets it; a fix none can
    have reached opens another. Different from there, a track is never closed by silence: a gap
    must stay within a hull. Tracks that only continue one another are joined afterwards, and
    those with fewer than ``rule.hull_fixes`` fixes are removed.
    """
    fixes = _Fixes(mmsi, t_us, lat, lon, rule)
    reason = [""] * len(fixes.t)
    tracks = _joined(fixes, _matched(fixes, reason))
    return _named(fixes, tracks, reason)


def miles(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> float:
    """Return the great circle on the sphere, nautical miles."""
    a, b = math.radians(lat_1), math.radians(lat_2)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon_2 - lon_1) / 2) ** 2
    return 2 * _RADIUS_NM * math.asin(min(1.0, math.sqrt(half)))


def _matched(fixes: _Fixes, reason: list[str]) -> list[_Track]:
    tracks: list[_Track] = []
    opened: list[_Track] = []
    at, count = 0, len(fixes.t)
    while at < count:
        end = at + 1
        while end < count and fixes.t[end] == fixes.t[at]:
            end += 1
        left = list(range(at, end))
        while left:
            i, track = _best(fixes, left, opened)
            left.remove(i)
            if track is None:
                track = _Track()
                tracks.append(track)
                _open(track, opened, fixes.rule)
            elif track.t == fixes.t[i]:
                reason[i] = quality.SAME_TIME
                continue
            _extend(fixes, track, i)
        at = end
    return tracks


def _best(fixes: _Fixes, left: list[int], opened: list[_Track]) -> tuple[int, _Track | None]:
    """Return the fix and the track that fit best; of what fits none, the first fix."""
    best: tuple[float, int, int] | None = None
    rule, limit = fixes.rule, fixes.limit
    for i in left:
        t, lat, lon = fixes.t[i], fixes.lat[i], fixes.lon[i]
        for n, track in enumerate(opened):
            hours = (t - track.t) / _HOUR_US
            reach = rule.jitter_nm + limit * hours
            aside = abs(track.lat - lat)
            if aside * 60.0 > reach * 1.001:
                continue
            alone = len(left) == 1 and len(opened) == 1
            # a degree is at most 60.04 nm: most fixes of a single track need no sines
            if alone and 60.1 * (aside + abs(track.lon - lon)) <= reach:
                return i, track
            far = miles(track.lat, track.lon, lat, lon)
            if far > reach:
                continue
            if alone:
                return i, track
            score = (_missed(track, lat, lon, min(hours, rule.reckon_h), far)) / (
                hours + rule.buffer_h
            )
            if hours == 0:
                score += _TAKEN
            if best is None or (score, i, n) < best:
                best = (score, i, n)
    return (left[0], None) if best is None else (best[1], opened[best[2]])


def _missed(track: _Track, lat: float, lon: float, hours: float, far: float) -> float:
    """Return the distance from the reckoned place or the last one, whichever is nearer."""
    if not (track.north or track.east):
        return far
    there = max(-90.0, min(90.0, track.lat + track.north * hours))
    return min(far, miles(there, track.lon + track.east * hours, lat, lon))


def _open(track: _Track, opened: list[_Track], rule: QualityRule) -> None:
    if len(opened) >= rule.open_hulls:
        # the least established, of these the one unheard for longest
        opened.remove(min(opened, key=lambda one: (min(len(one.fixes), rule.hull_fixes), one.t)))
    opened.append(track)


def _extend(fixes: _Fixes, track: _Track, i: int) -> None:
    hours = (fixes.t[i] - track.t) / _HOUR_US
    track.north = track.east = 0.0
    if track.fixes and 0 < hours <= fixes.rule.reckon_h:
        track.north = (fixes.lat[i] - track.lat) / hours
        turn = (fixes.lon[i] - track.lon + 180.0) % 360.0 - 180.0
        track.east = turn / hours
    track.fixes.append(i)
    track.t, track.lat, track.lon = fixes.t[i], fixes.lat[i], fixes.lon[i]


def _joined(fixes: _Fixes, tracks: list[_Track]) -> list[list[int]]:
    """Join a track to one it continues once a short wrong end of that is cut off."""
    least = fixes.rule.hull_fixes
    made: list[list[int]] = []
    cut: list[list[int]] = []
    for track in tracks:
        mine = track.fixes
        if len(mine) < least:
            cut.append(mine)
            continue
        for other in reversed(made):
            keep = _keeps(fixes, other, mine[0])
            if keep:
                if other[keep:]:
                    cut.append(other[keep:])
                other[keep:] = mine
                break
        else:
            made.append(list(mine))
    return sorted([*made, *cut])


def _keeps(fixes: _Fixes, other: list[int], first: int) -> int:
    """Return how many fixes of a track stay when another continues it; 0 when it does not."""
    for tail in range(fixes.rule.hull_fixes):
        keep = len(other) - tail
        if keep < 1:
            return 0
        last = other[keep - 1]
        if fixes.t[last] < fixes.t[first] and fixes.reaches(last, first):
            return keep
    return 0


def _named(fixes: _Fixes, tracks: list[list[int]], reason: list[str]) -> Verdict:
    least = fixes.rule.hull_fixes
    lasting = [track for track in tracks if len(track) >= least]
    if not lasting and tracks:
        # none is long enough to be told from a fault: the longest stays, the first of equals
        lasting = [max(tracks, key=len)]
    # judged by the longest: a whole track may have its coordinates exchanged
    lasting.sort(key=lambda track: (-len(track), track[0]))
    hulls: list[list[int]] = []
    for track in lasting:
        if any(_fits_swapped(fixes, track, other) for other in hulls):
            _remove(track, quality.SWAPPED, reason)
        else:
            hulls.append(track)
    hulls.sort(key=lambda track: track[0])
    for track in hulls[MOST:]:
        _remove(track, quality.TOO_MANY, reason)
    hulls = hulls[:MOST]
    hull = [0] * len(fixes.t)
    for n, track in enumerate(hulls):
        for i in track:
            hull[i] = n
    known = {i for track in lasting for i in track}
    for track in tracks:
        if track[0] not in known:
            name = quality.SPIKE if len(track) == 1 else quality.IMPOSSIBLE
            swapped = any(_fits_swapped(fixes, track, other) for other in hulls)
            _remove(track, quality.SWAPPED if swapped else name, reason)
    return Verdict(hull, reason, len(hulls))


def _remove(track: list[int], why: str, reason: list[str]) -> None:
    for i in track:
        reason[i] = why


def _fits_swapped(fixes: _Fixes, track: list[int], other: list[int]) -> bool:
    """Say whether every fix, latitude and longitude exchanged, lies between its neighbours."""
    for i in track:
        lat, lon, t = fixes.lon[i], fixes.lat[i], fixes.t[i]
        if abs(lat) > 90:
            return False
        at = bisect_left(other, i)
        near = other[max(at - 1, 0) : at + 1]
        if not near or not all(fixes.within(j, t, lat, lon, fixes.rule.reckon_h) for j in near):
            return False
    return True
