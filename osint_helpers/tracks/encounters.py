"""Encounters: two tracks slow and near each other for hours.

The definition is that of Global Fishing Watch: within 500 m for at least 2 h at a median of less
than 2 kn (globalfishingwatch.org, FAQ on encounters; Miller et al. 2018, "Identifying Global
Patterns of Transshipment Behavior"); here both are slower than that at every moment counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns as names
from osint_helpers.tracks import meeting_kernels as kernels
from osint_helpers.tracks import meeting_parts, near
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.events import Events, asked, identify, minutes, typed
from osint_helpers.tracks.moments import place
from osint_helpers.tracks.positions import of
from osint_helpers.tracks.sphere import US_PER_H

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Positions

KEY: Final = ("track_a", "track_b", "start_t")
LIMITS: Final = (
    (
        "An encounter says that two tracks were near each other and slow. It does not say that "
        "anything or anyone passed between them: ships also wait, anchor, moor, tow, fish in "
        "pairs, are piloted, bunkered and repaired side by side."
    ),
    (
        "Positions between two received ones are interpolated (at most across rule.across_h); a "
        "ship that was not received cannot be in an encounter, and a falsified position can."
    ),
    (
        "Antennas lie tens or hundreds of metres from the rails of their ships, so a distance of "
        "0 m does not mean contact, and ships side by side can be 100 m apart."
    ),
    (
        "Two tracks can be one ship: a second transmitter, a tender on deck, a barge pushed, or "
        "one MMSI whose positions were split."
    ),
    "Port distances are to the points of the list of ports, which are not their limits.",
)


@dataclass(frozen=True)
class EncounterRule(Carded):
    """Thresholds of encounters.

    Attributes
    ----------
    within_m
        Greatest distance, metres. 500 (Global Fishing Watch; Miller et al. 2018).
    slower_kn
        Both are slower than this at every moment that counts, knots. 2 (the same).
    hours
        Least length of a run of consecutive moments, first to last, hours. 2 (the same).
    merge_h
        Runs of a pair less than this apart are one encounter, hours. 4 (GFW pipe-encounters).
    every_min
        From one moment to the next, minutes. 10 (the same).
    across_h
        Never interpolate between fixes farther apart, hours. 1 (the same).
    sog_under_s
        Between fixes less than this apart, seconds, the speed sent (where there is one) replaces
        the speed from positions. 60: a metre's error in each of two positions 2 s apart is a knot,
        60 s apart it is nothing. A choice of this project; 0 never uses the speed sent.
    away_from_port_km
        Leave out encounters nearer to a port than this, kilometres. 0 keeps and shows all; Global
        Fishing Watch leaves out those within 10 km of an anchorage.
    """

    within_m: float = 500.0
    slower_kn: float = 2.0
    hours: float = 2.0
    merge_h: float = 4.0
    every_min: float = 10.0
    across_h: float = 1.0
    sog_under_s: float = 60.0
    away_from_port_km: float = 0.0

    def __post_init__(self) -> None:
        bounds = {
            "within_m": (0, 20_000), "slower_kn": (0, 100), "hours": (0, 1e6), "merge_h": (0, 1e6),
            "every_min": (0, 1440), "across_h": (0, 24), "sog_under_s": (-1, 1e6),
            "away_from_port_km": (-1, 20_100),
        }  # fmt: skip
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if not low < value <= high or (low < 0 and value < 0):
                advice = f"{'0 or more' if low < 0 else 'more than 0'}, at most {high:g}"
                raise TracksError(f"{name} is {value}", advice=advice, column=name)
        if self.every_min * 60 % 1:
            raise TracksError(f"every_min is {self.every_min}", column="every_min",
                              advice="a whole number of seconds")  # fmt: skip


def encounters(
    positions: Positions,
    rule: EncounterRule | None = None,
    *,
    ports: pd.DataFrame | None = None,
    engine: str | Engine = "duckdb",
) -> Events:
    """Return the encounters among all tracks.

    Parameters
    ----------
    positions
        ``Store``, DataFrame or Parquet (``tracks.positions.of``).
    rule
        Thresholds; ``EncounterRule()`` when not given.
    ports
        ``port, lat, lon`` to say the nearest of; ``reference.seaports()`` when not given.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.

    Returns
    -------
    Events
        Columns of ``tracks.columns.ENCOUNTERS``; ``track_a < track_b``, so a pair is one event.
        ``lat, lon`` is the mean place of both. How many were left out near a port stands in
        ``limits``.

    Raises
    ------
    TracksError
        When positions or ports cannot be used.
    """
    rule = asked(rule, EncounterRule)
    source, known = of(positions), near.ports_of(ports)
    with chosen(engine) as running:
        rows = meeting_parts.rows(source, rule, running).to_pandas()
        name = running.name
    return of_rows(rows, rule, known, (source.digest, near.digest(known)), name)


def of_rows(
    rows: pd.DataFrame, rule: EncounterRule, ports: pd.DataFrame, inputs: tuple[str, ...],
    engine: str,
) -> Events:  # fmt: skip
    """Return events of the rows of the kernel (`meeting_kernels.meetings`)."""
    lat, lon = place(rows["x"], rows["y"], rows["z"])
    port, km = near.nearest(lat, lon, ports)
    step = kernels.every(rule)
    first, final = (rows[one].to_numpy("int64") * step for one in ("first", "final"))
    found = rows.assign(
        mmsi_a=[names.mmsi_text(track) for track in rows["track_a"].tolist()],
        mmsi_b=[names.mmsi_text(track) for track in rows["track_b"].tolist()],
        start_t=first, end_t=final, hours=(final - first) / US_PER_H, lat=lat, lon=lon,
        closest_m=rows["closest_mm"] / 1000, median_m=rows["median_mm"] / 1000,
        median_kn=rows["median_mkn"] / 1000, port=port, port_km=km,
    )  # fmt: skip
    found = found.assign(text=_texts(found, rule))
    close = found["port_km"] < rule.away_from_port_km
    frame = identify(typed(found[~close], "encounter"), "encounter", rule, inputs, KEY)
    left = near.left_out(int(close.sum()), "encounters", rule.away_from_port_km)
    return Events("encounter", frame, rule, inputs, engine, (*LIMITS, *left))


def _texts(found: pd.DataFrame, rule: EncounterRule) -> list[str]:
    """Return the sentence of each event."""
    wanted = ("track_a", "track_b", "start_t", "end_t", "closest_m", "median_m", "bins")
    columns = [found[name].tolist() for name in wanted]
    spans = zip(minutes(columns[2]), minutes(columns[3]), strict=True)
    return [
        _text(rule, (a, b), span, (closest, median), bins)
        for a, b, span, closest, median, bins in zip(*columns[:2], spans, *columns[4:], strict=True)
    ]


def _text(
    rule: EncounterRule, tracks: tuple[int, int], span: tuple[str, str],
    distance: tuple[float, float], bins: int,
) -> str:  # fmt: skip
    a, b = (names.mmsi_text(track) for track in tracks)
    text = (
        f"{a} and {b} within {rule.within_m:g} m of each other and slower than "
        f"{rule.slower_kn:g} kn from {span[0]} to {span[1]} at {bins} moments "
        f"{rule.every_min:g} min apart: nearest {distance[0]:.0f} m, median {distance[1]:.0f} m"
    )
    return f"{text}; two tracks under one MMSI" if a == b else text
