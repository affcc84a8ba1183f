"""The searches behind identity conflicts as Ibis expressions that DuckDB and Spark both run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osint_helpers.tracks.extras import need
from osint_helpers.tracks.moments import KN_M_S, number, whole
from osint_helpers.tracks.sphere import haversine_m

Tables = Mapping[str, Any]


def spans(tables: Tables, _: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return of each track ``first_us, last_us`` and its number of positions, ``fixes``."""
    fixes = tables["positions"]
    return fixes.group_by("track").agg(
        first_us=fixes.t_us.min(), last_us=fixes.t_us.max(), fixes=fixes.count()
    )


def two_places(tables: Tables, _: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return pairs of tracks of one MMSI that overlap in time, with the fixes that show it best.

    Returns
    -------
    ibis table
        ``track_a < track_b, start_us, end_us`` (the overlap), ``changes`` (consecutive positions of
        the two, one of each track) and of the change with the greatest implied speed
        ``t_1, lat_1, lon_1, track_1`` and ``t_2, lat_2, lon_2, track_2``.
    """
    ibis = need("ibis")
    fixes = tables["positions"]
    held = spans(tables, None).mutate(mmsi=lambda row: row.track // 100)
    other = held.select(mmsi="mmsi", track_b="track", first_b="first_us", last_b="last_us")
    pairs = held.join(other, "mmsi")
    pairs = pairs.filter(
        pairs.track < pairs.track_b, pairs.first_us <= pairs.last_b, pairs.first_b <= pairs.last_us
    )
    pairs = pairs.select(
        track_a="track",
        track_b="track_b",
        start_us=ibis.greatest(pairs.first_us, pairs.first_b),
        end_us=ibis.least(pairs.last_us, pairs.last_b),
    )
    both = pairs.mutate(side=ibis.array([0, 1]).unnest())
    both = both.mutate(track=ibis.ifelse(both.side == 0, both.track_a, both.track_b))
    rows = both.join(fixes.select("track", "t_us", "lat", "lon"), "track")
    pair = ["track_a", "track_b"]
    window = ibis.window(group_by=pair, order_by=["t_us", "track"])
    rows = rows.mutate(
        **{f"{name}_1": rows[name].lag(1).over(window) for name in ("track", "t_us", "lat", "lon")}
    )
    # of the pair that overlaps in one moment only, that moment lies between two changes
    rows = rows.filter(
        rows.track != rows.track_1, rows.t_us >= rows.start_us, rows.t_us_1 <= rows.end_us
    )
    seconds = ibis.greatest(rows.t_us - rows.t_us_1, 1_000_000).cast("float64") / number(1e6)
    far = haversine_m(rows.lat_1, rows.lon_1, rows.lat, rows.lon)
    rows = rows.mutate(mm=whole(far, 1000.0), mkn=whole(far / seconds, 1000 / KN_M_S))
    best = ibis.window(group_by=pair, order_by=[ibis.desc("mkn"), "t_us", "track"])
    rows = rows.mutate(n=ibis.row_number().over(best), all=rows.count().over(group_by=pair))
    rows = rows.filter(rows.n == 0)
    return rows.select(
        *pair, "start_us", "end_us", "mm", "track_1", "lat_1", "lon_1", changes="all",
        t_1="t_us_1", track_2="track", t_2="t_us", lat_2="lat", lon_2="lon",
    )  # fmt: skip
