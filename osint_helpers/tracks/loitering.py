"""Loitering: a track slow hour after hour, away from ports.

Global Fishing Watch takes an hourly mean speed of less than 2 kn; papers built on it keep what
lasts at least 4 h and is more than 20 nautical miles from shore on average
(globalfishingwatch.org, data on loitering; Miller et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns as names
from osint_helpers.tracks import loitering_pass, near
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.engines.buckets import by_track
from osint_helpers.tracks.engines.streams import passed_by
from osint_helpers.tracks.events import Events, asked, identify, minutes, typed
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.moments import MINUTE_US, UNIT, at_moments, place, whole
from osint_helpers.tracks.positions import Input, Steps, of
from osint_helpers.tracks.sphere import US_PER_H

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Input, Positions

KEY: Final = ("track", "start_t")
LIMITS: Final = (
    (
        "Loitering says that a track was slow for hours, and not why: ships also anchor, wait for "
        "a berth, orders, tide or weather, drift to save fuel, repair, survey and fish."
    ),
    (
        "Speeds are those at common moments, between positions at most rule.across_h apart; hours "
        "with too few of them are no slow hours, so a poorly received ship shows no loitering."
    ),
    "Port distances are to the points of the list of ports, which are not their limits.",
)


@dataclass(frozen=True)
class LoiteringRule(Carded):
    """Thresholds of loitering.

    Attributes
    ----------
    slower_kn
        The mean speed over a clock hour is less than this, knots. 2 (Global Fishing Watch).
    hours
        Least number of such hours in a row. 4 (GFW's published filter).
    least_moments
        Moments an hour needs for a mean. 4 of the 6 of an hour: a choice of this project.
    away_from_port_km
        Leave out what is nearer to a port than this, kilometres; 0 keeps all. 10 as GFW's distance
        of encounters from anchorages, since every ship at a berth is slow.
    shore_within_nm
        Say the distance to the coast up to this, nautical miles; 0 does not look. GFW's published
        filter is 20.
    away_from_shore_nm
        Leave out what is nearer to the coast than this, nautical miles; 0 keeps all.
    every_min, across_h, sog_under_s
        As in ``EncounterRule``; ``every_min`` divides an hour.
    """

    slower_kn: float = 2.0
    hours: int = 4
    least_moments: int = 4
    away_from_port_km: float = 10.0
    shore_within_nm: float = 0.0
    away_from_shore_nm: float = 0.0
    every_min: float = 10.0
    across_h: float = 1.0
    sog_under_s: float = 60.0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("slower_kn", 0, 100), ("hours", 0, 10_000), ("least_moments", 0, 60),
            ("every_min", 0, 60), ("across_h", 0, 24), ("away_from_port_km", None, 20_100),
            ("shore_within_nm", None, 5_000), ("away_from_shore_nm", None, 5_000),
            ("sog_under_s", None, 1e6),
        ):  # fmt: skip
            value = getattr(self, name)
            if not (0 <= value <= high if low is None else low < value <= high):
                advice = f"{'0 or more' if low is None else 'more than 0'}, at most {high:g}"
                raise TracksError(f"{name} is {value}", advice=advice, column=name)
        if 60 % self.every_min or self.every_min % 1:
            raise TracksError(f"every_min is {self.every_min}", column="every_min",
                              advice="whole minutes that divide an hour")  # fmt: skip
        if self.least_moments > 60 / self.every_min:
            raise TracksError(f"least_moments is {self.least_moments}", column="least_moments",
                              advice="no more than an hour has")  # fmt: skip


@by_track("slow hours")
def kernel(tables: Mapping[str, Any], rule: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return runs of slow hours: one row a track and run, integers.

    Parameters
    ----------
    tables
        ``steps``, and ``positions`` of the same source.
    rule
        ``LoiteringRule``.
    """
    ibis = need("ibis")
    every = round(rule.every_min * MINUTE_US)
    found = at_moments(
        tables["steps"], every_us=every, across_us=round(rule.across_h * 60 * MINUTE_US),
        sog_under_s=rule.sog_under_s,
    )  # fmt: skip
    found = found.mutate(
        hour=found.moment // round(US_PER_H / every),
        mkn=whole(found.kn, 1000.0),
        **{one: whole(found[one], UNIT) for one in "xyz"},
    )
    hours = found.group_by(["track", "hour"]).agg(
        moments=found.count(),
        first=found.moment.min(),
        final=found.moment.max(),
        **{one: found[one].sum().cast("int64") for one in ("mkn", *"xyz")},
    )
    most = round(rule.slower_kn * 1000)
    hours = hours.filter(hours.moments >= rule.least_moments, hours.mkn < hours.moments * most)
    hours = hours.mutate(n=ibis.row_number().over(ibis.window(group_by="track", order_by="hour")))
    hours = hours.mutate(run=hours.hour - hours.n)
    fixes = tables["positions"]
    heard = fixes.mutate(hour=fixes.t_us // US_PER_H).group_by(["track", "hour"]).agg(
        fixes=lambda rows: rows.count()
    )  # fmt: skip
    hours = hours.left_join(heard, ["track", "hour"])
    runs = hours.group_by(["track", "run"]).agg(
        slow_hours=hours.count(),
        first=hours["first"].min(),
        final=hours.final.max(),
        fixes=hours.fixes.fill_null(0).sum().cast("int64"),
        **{one: hours[one].sum().cast("int64") for one in ("moments", "mkn", *"xyz")},
    )
    return runs.filter(runs.slow_hours >= rule.hours)


passed_by(kernel, "sog_kn")(loitering_pass.runs)


def loitering(
    positions: Positions,
    rule: LoiteringRule | None = None,
    *,
    ports: pd.DataFrame | None = None,
    engine: str | Engine = "duckdb",
) -> Events:
    """Return where tracks were slow hour after hour.

    Parameters
    ----------
    positions
        ``Store``, DataFrame or Parquet (``tracks.positions.of``).
    rule
        Thresholds; ``LoiteringRule()`` when not given.
    ports
        ``port, lat, lon`` to say the nearest of; ``reference.seaports()`` when not given.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.

    Returns
    -------
    Events
        Columns of ``tracks.columns.LOITERING``. How many were left out near a port or the coast
        stands in ``limits``.

    Raises
    ------
    TracksError
        When positions or ports cannot be used.
    """
    rule = asked(rule, LoiteringRule)
    source, known = of(positions), near.ports_of(ports)
    with chosen(engine) as running:
        tables: dict[str, Input] = {"steps": Steps(source), "positions": source}
        rows = running.run(kernel, tables, rule).to_pandas()
        name = running.name
    inputs = (source.digest, near.digest(known))
    found = _placed(rows, rule, known)
    close = found["port_km"] < rule.away_from_port_km
    ashore = ~close & (found["shore_nm"] < rule.away_from_shore_nm)
    kept = typed(found[~close & ~ashore], "loitering")
    frame = identify(kept, "loitering", rule, inputs, KEY)
    left = near.left_out(int(close.sum()), "runs of slow hours", rule.away_from_port_km)
    if rule.away_from_shore_nm:
        said = "Left out by the rule: {} runs of slow hours less than {:g} nm from the coast."
        left += (said.format(int(ashore.sum()), rule.away_from_shore_nm),)
    return Events("loitering", frame, rule, inputs, name, (*LIMITS, *left))


def _placed(rows: pd.DataFrame, rule: LoiteringRule, ports: pd.DataFrame) -> pd.DataFrame:
    """Add place, port, coast, times and the sentence."""
    lat, lon = place(rows["x"], rows["y"], rows["z"])
    port, km = near.nearest(lat, lon, ports)
    step = round(rule.every_min * MINUTE_US)
    first, final = (rows[one].to_numpy("int64") * step for one in ("first", "final"))
    spans = zip(rows["slow_hours"].tolist(), minutes(first), minutes(final), strict=True)
    return rows.assign(
        mmsi=[names.mmsi_text(track) for track in rows["track"].tolist()],
        start_t=first, end_t=final, hours=(final - first) / US_PER_H, lat=lat, lon=lon,
        mean_kn=(rows["mkn"] / rows["moments"] / 1000).round(6), port=port, port_km=km,
        shore_nm=_shore(lat, lon, rule),
        text=[
            f"mean speed below {rule.slower_kn:g} kn in each of {count} clock hours, "
            f"from {start} to {end}"
            for count, start, end in spans
        ],
    )  # fmt: skip


def _shore(lat: Any, lon: Any, rule: LoiteringRule) -> Any:  # noqa: ANN401  (numpy arrays)
    import numpy as np

    within = max(rule.shore_within_nm, rule.away_from_shore_nm)
    if not within:
        return np.full(len(lat), np.nan)
    from osint_helpers.reference.shore import shore_nm

    return shore_nm(lat, lon, within)
