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


def closed(tables: Tables, rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return pairs of consecutive positions at least ``rule.longer_than_h`` apart."""
    steps = tables["steps"]
    long = steps.filter(steps.t_us - steps.t_us_1 >= microseconds(rule.longer_than_h))
    wanted = {
        "track": long.track,
        "off_us": long.t_us_1,
        "on_us": long.t_us,
        "off_lat": long.lat_1,
        "off_lon": long.lon_1,
        "on_lat": long.lat,
        "on_lon": long.lon,
    }
    if "receiver" in steps.columns:
        wanted |= {"off_receiver": long.receiver_1, "on_receiver": long.receiver}
    return long.select(**wanted)


def ends(tables: Tables, _: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return the first and the last position of each track."""
    fixes = tables["positions"]
    wanted = {"first_us": fixes.t_us.min(), "last_us": fixes.t_us.max()}
    for name in ("lat", "lon", "receiver"):
        if name in fixes.columns:
            # engines differ on a NULL that belongs to the least or greatest time
            values = fixes[name].fill_null("") if name == "receiver" else fixes[name]
            wanted |= {f"first_{name}": values.argmin(fixes.t_us)}
            wanted |= {f"last_{name}": values.argmax(fixes.t_us)}
    return fixes.group_by("track").agg(**wanted)


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
