"""Encounters and loitering by brute force: every pair at every moment, on great circles.

Written apart from the kernels: slerp instead of chords, haversine instead of vectors, loops instead
of joins, and no cells at all.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from statistics import median

R = 6371008.8
KN = 1852 / 3600


def haversine(a, b):
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(x) for x in p) for p in (a, b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * R * math.asin(min(1.0, math.sqrt(h)))


def vector(lat, lon):
    lat, lon = math.radians(lat), math.radians(lon)
    return (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))


def point(v):
    return math.degrees(math.atan2(v[2], math.hypot(v[0], v[1]))), math.degrees(
        math.atan2(v[1], v[0])
    )


def between(a, b, part):
    angle = haversine(a, b) / R
    if angle < 1e-12:
        return a
    u, v = vector(*a), vector(*b)
    f, g = math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle)
    return point(tuple(f * x + g * y for x, y in zip(u, v, strict=True)))


def moments(fixes, rule):
    """{track: {moment: (place, kn)}} of (track, t_us, lat, lon[, sog]) rows."""
    every = round(rule.every_min * 60_000_000)
    tracks = defaultdict(list)
    for track, t, *rest in fixes:
        tracks[track].append((t, *rest))
    found = defaultdict(dict)
    for track, rows in tracks.items():
        rows.sort()
        for (t_1, lat_1, lon_1, *_), (t, lat, lon, *sog) in itertools.pairwise(rows):
            if t - t_1 > rule.across_h * 3_600_000_000:
                continue
            kn = haversine((lat_1, lon_1), (lat, lon)) / ((t - t_1) / 1e6) / KN
            if sog and sog[0] is not None and t - t_1 < rule.sog_under_s * 1e6:
                kn = sog[0]
            for n in range(t_1 // every + 1, t // every + 1):
                part = (n * every - t_1) / (t - t_1)
                found[track][n] = (between((lat_1, lon_1), (lat, lon), part), kn)
    return found


def encounters(fixes, rule):
    """Sorted [(a, b, first, final, bins, closest_m, median_m, median_kn)]; times in us."""
    every = round(rule.every_min * 60_000_000)
    where = moments(fixes, rule)
    events = []
    for a, b in itertools.combinations(sorted(where), 2):
        rows = []
        for n in sorted(set(where[a]) & set(where[b])):
            (p, kn_p), (q, kn_q) = where[a][n], where[b][n]
            d = haversine(p, q)
            if d <= rule.within_m and max(kn_p, kn_q) < rule.slower_kn:
                rows.append((n, d, (kn_p + kn_q) / 2))
        runs = []
        for row in rows:
            if runs and runs[-1][-1][0] == row[0] - 1:
                runs[-1].append(row)
            else:
                runs.append([row])
        runs = [run for run in runs if (run[-1][0] - run[0][0]) * every >= rule.hours * 3.6e9]
        merged = []
        for run in runs:
            if merged and (run[0][0] - merged[-1][-1][0]) * every < rule.merge_h * 3.6e9:
                merged[-1] += run
            else:
                merged.append(list(run))
        events += [
            (a, b, run[0][0] * every, run[-1][0] * every, len(run), min(d for _, d, _ in run),
             median(d for _, d, _ in run), median(kn for *_, kn in run))
            for run in merged
        ]  # fmt: skip
    return sorted(events)


def loitering(fixes, rule):
    """Sorted [(track, first, final, mean_kn, moments, fixes)]."""
    every = round(rule.every_min * 60_000_000)
    hour = 3_600_000_000
    events = []
    heard = defaultdict(int)
    for track, t, *_ in fixes:
        heard[track, t // hour] += 1
    for track, found in moments(fixes, rule).items():
        hours = defaultdict(list)
        for n, (_, kn) in found.items():
            hours[n * every // hour].append((n, kn))
        slow = {
            h: rows
            for h, rows in hours.items()
            if len(rows) >= rule.least_moments
            and sum(kn for _, kn in rows) / len(rows) < rule.slower_kn
        }
        run = []
        for h in [*sorted(slow), None]:
            if run and (h is None or h != run[-1] + 1):
                if len(run) >= rule.hours:
                    rows = [row for one in run for row in slow[one]]
                    events.append((
                        track, min(rows)[0] * every, max(rows)[0] * every,
                        sum(kn for _, kn in rows) / len(rows), len(rows),
                        sum(heard[track, one] for one in run),
                    ))  # fmt: skip
                run = []
            run.append(h)
    return sorted(events)
