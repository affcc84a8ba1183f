"""The searches behind gaps, as Ibis expressions that DuckDB and Spark both run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from osint_helpers.tracks import cells
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.sphere import NM_M, US_PER_H, haversine_m

Tables = Mapping[str, Any]


def microseconds(hours: float) -> int:
    """Return hours as whole microseconds."""
    return round(hours * US_PER_H)


def edges(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return each position that ends a gap, and the first and last of every track.

    Columns: ``track, on_us, on_lat, on_lon`` (the position itself), ``off_us, off_lat, off_lon``
    (the one before; NULL for the first), ``last``; with receivers where the positions have them.
    """
    steps = tables["steps"]
    long = steps.t_us - steps.t_us_1 >= microseconds(rule.longer_than_h)
    found = steps.filter(long | steps.t_us_1.isnull() | steps.t_us_next.isnull())
    wanted = {
        "track": found.track,
        "off_us": found.t_us_1,
        "on_us": found.t_us,
        "off_lat": found.lat_1,
        "off_lon": found.lon_1,
        "on_lat": found.lat,
        "on_lon": found.lon,
        "last": found.t_us_next.isnull(),
    }
    if "receiver" in steps.columns:
        wanted |= {"off_receiver": found.receiver_1, "on_receiver": found.receiver}
    return found.select(**wanted)


def before(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return how many positions each gap has in the hours before, by class of receiver.

    ``gaps`` holds two rows a gap, one a time bin: ``gap, track, bin, off_us``. The join on (track,
    bin) is an equality; a window by range would sort everything again.
    """
    gaps, fixes = tables["gaps"], tables["positions"]
    size = microseconds(rule.before_h)
    receiver = "receiver" in fixes.columns
    kept = {"p_track": fixes.track, "p_us": fixes.t_us, "p_bin": fixes.t_us // size}
    if receiver:
        kept["p_receiver"] = fixes.receiver.fill_null("")
    few = fixes.select(**kept)
    pairs = gaps.join(few, [gaps.track == few.p_track, gaps.bin == few.p_bin])
    pairs = pairs.filter(pairs.p_us <= pairs.off_us, pairs.p_us > pairs.off_us - size)
    wanted = {"fixes": pairs.count()}
    if receiver:
        for kind in ("terrestrial", "satellite"):
            wanted[kind] = (pairs.p_receiver == kind).cast("int64").sum()
    return pairs.group_by("gap").agg(**wanted)


def others(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return how many other tracks were received near the OFF position of each gap during it.

    ``gaps`` holds a row for every cell and time bin a gap touches: ``gap, track, off_us, on_us,
    lat, lon, cell_lat, cell_lon, bin``.
    """
    ibis = need("ibis")
    gaps, fixes = tables["gaps"], tables["positions"]
    cell_lat, cell_lon = cells.numbers(fixes.lat, fixes.lon, rule.cell_deg)
    few = fixes.select(
        p_track=fixes.track,
        p_us=fixes.t_us,
        p_lat=fixes.lat,
        p_lon=fixes.lon,
        p_cell_lat=cell_lat,
        p_cell_lon=cell_lon,
        p_bin=fixes.t_us // microseconds(rule.bin_h),
    )
    pairs = gaps.join(
        few,
        [
            gaps.cell_lat == few.p_cell_lat,
            gaps.cell_lon == few.p_cell_lon,
            gaps.bin == few.p_bin,
        ],
    )
    metres = haversine_m(pairs.lat, pairs.lon, pairs.p_lat, pairs.p_lon)
    pairs = pairs.filter(
        ibis.and_(
            pairs.p_track != pairs.track,
            pairs.p_us > pairs.off_us,
            pairs.p_us < pairs.on_us,
            metres <= rule.radius_nm * NM_M,
        )
    )
    return pairs.group_by("gap").agg(others=pairs.p_track.nunique(), fixes=pairs.count())
