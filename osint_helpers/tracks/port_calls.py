"""Port calls: stops near a port, by a speed with hysteresis, derived from the positions.

The states are those of Global Fishing Watch's anchorages_pipeline
(github.com/GlobalFishingWatch/anchorages_pipeline): stopped below one speed, moving above another,
as before in between. What is sent as speed over ground or navigational status plays no part.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers._json import canonical
from osint_helpers.errors import TracksError
from osint_helpers.tracks import (
    cells,
    stop_pass,  # noqa: F401  (makes itself known)
)
from osint_helpers.tracks import columns as names
from osint_helpers.tracks import stop_kernels as kernels
from osint_helpers.tracks.engines import DuckDB, Engine, chosen
from osint_helpers.tracks.events import Events, asked, identify, minutes, typed
from osint_helpers.tracks.positions import Source, Steps, of, of_arrow
from osint_helpers.tracks.sphere import RADIUS_M, US_PER_H

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Positions

KEY: Final = ("track", "arrived_t")
LIMITS: Final = (
    (
        "A port call says that a track stayed below a speed near a point of a list of ports. It "
        "does not say that the ship berthed, worked cargo, or was cleared: waiting at anchor off "
        "the port looks the same."
    ),
    (
        "The port is the nearest of the list; the points are port points, not berths, and of "
        "neighbouring ports the nearer point need not be the port called at."
    ),
    (
        "Stops farther from every port of the list than the radius, and shorter ones than the "
        "least length, are not listed. A port the list lacks is never found."
    ),
    (
        "Arrival and departure are the first and last position received of the stop; where a call "
        "is open, the stop may have begun earlier or ended later."
    ),
    (
        "Speed comes from the positions. Where they come every few seconds, their noise reads as "
        "movement and can split a stop."
    ),
)


@dataclass(frozen=True)
class PortCallRule(Carded):
    """Thresholds of port calls.

    Attributes
    ----------
    stop_kn, move_kn
        A stop begins with a step at or below the first speed and ends before one at or above the
        second, knots, over ground, derived from two consecutive positions. 0.2 and 0.5 kn in GFW's
        anchorages_pipeline.
    break_h
        Two positions so far apart end a stop; the next stop is another one. 4 h is the least gap in
        port of anchorages_pipeline, which keeps one visit across it and marks the gap.
    at_least_h
        Least time between first and last position of a stop, hours. Ours: 1 h.
    port_km
        Farthest a port may be from the first position of the stop, kilometres. Ours: 5 km, between
        the 3 km (enter) and the lists' precision of some kilometres; GFW leaves a port at 4 km.
    least_s
        Steps shorter than this change nothing, seconds: rounding of time and place would make any
        speed of them. Ours: 1 s.
    """

    stop_kn: float = 0.2
    move_kn: float = 0.5
    break_h: float = 4.0
    at_least_h: float = 1.0
    port_km: float = 5.0
    least_s: float = 1.0

    def __post_init__(self) -> None:
        for name in ("move_kn", "break_h", "port_km"):
            if not 0 < getattr(self, name) < 1e4:
                raise TracksError(f"{name} is {getattr(self, name)}", advice="more than 0")
        if not 0 <= self.stop_kn < self.move_kn:
            raise TracksError("stop_kn is not below move_kn", advice="0.2 and 0.5 kn, for example")
        if not 0 <= self.at_least_h < 1e6 or not 0 <= self.least_s < 3600:
            raise TracksError("at_least_h or least_s is out of range", advice="hours; seconds")

    @property
    def cell_deg(self) -> float:
        """Side of the cells in which stops meet ports: twice the radius, degrees."""
        return 2 * math.degrees(self.port_km * 1000 / RADIUS_M)


def port_calls(
    positions: Positions,
    rule: PortCallRule | None = None,
    *,
    ports: pd.DataFrame | None = None,
    engine: str | Engine = "duckdb",
) -> Events:
    """Return the port calls of every track.

    Parameters
    ----------
    positions
        ``Store``, DataFrame or Parquet (``tracks.positions.of``).
    rule
        Thresholds; ``PortCallRule()`` when not given.
    ports
        Columns ``port, name, country, lat, lon``, one row a port; `reference.seaports` when not
        given, `reference.read_wpi` reads another list.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.

    Returns
    -------
    Events
        Columns of ``tracks.columns.PORT_CALLS``. The place of a call is its first position.

    Raises
    ------
    TracksError
        When positions or ports cannot be used.
    """
    rule = asked(rule, PortCallRule)
    source = of(positions)
    table = port_table(ports)
    inputs = (source.digest, table.digest)
    places = _cells(table, rule.port_km, rule.cell_deg)
    with chosen(engine) as running:
        found = _rows(source, places, rule, running).to_pandas()
        name = running.name
    frame = typed(_told(found, table), "port_call")
    frame = identify(frame, "port_call", rule, inputs, KEY)
    return Events("port_call", frame, rule, inputs, name, LIMITS)


def _rows(source: Source, places: Source, rule: PortCallRule, engine: Engine) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return the rows of ``stop_kernels.calls``."""
    steps = Steps(source, state=kernels.states)
    if isinstance(engine, DuckDB) and source.sorted:
        found = of_arrow(engine.run(kernels.stops, {"steps": steps}, rule))
        return engine.run(kernels.called, {"stops": found, "ports": places}, rule)
    return engine.run(kernels.calls, {"steps": steps, "ports": places}, rule)


@dataclass(frozen=True)
class PortTable:
    """Ports, sorted by port, as rows (port, name, country, lat, lon), and their SHA-256."""

    rows: tuple[tuple[str, str, str, float, float], ...]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)


def port_table(ports: pd.DataFrame | None) -> PortTable:
    """Return a checked table of ports.

    Raises
    ------
    TracksError
        When a column is missing, a port has no point on earth, or stands twice.
    """
    if ports is None:
        return _seaports()
    missing = [n for n in ("port", "name", "country", "lat", "lon") if n not in ports]
    if missing:
        raise TracksError(f"the ports have no column {missing[0]}", column=missing[0])
    if ports["port"].duplicated().any():
        twice = ports["port"][ports["port"].duplicated()].iloc[0]
        raise TracksError(f"the port {twice} stands twice", advice="one row a port", column="port")
    rows = sorted(
        (str(port), str(name), str(country), float(lat), float(lon))
        for port, name, country, lat, lon in zip(
            *(ports[n] for n in ("port", "name", "country", "lat", "lon")), strict=True
        )
    )
    for port, *_, lat, lon in rows:
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise TracksError(f"the port {port} has no point on earth", column="lat")
    return PortTable(tuple(rows), hashlib.sha256(canonical(rows).encode()).hexdigest())


@lru_cache(maxsize=1)
def _seaports() -> PortTable:
    from osint_helpers.reference import seaports

    return port_table(seaports())


@lru_cache(maxsize=8)
def _cells(table: PortTable, port_km: float, step: float) -> Source:
    """Return the cells each port's radius touches as an input of the kernel."""
    import pandas as pd
    import pyarrow as pa

    kinds = {"port": "str", "port_lat": "float64", "port_lon": "float64"}
    rows = [(port, lat, lon) for port, _, _, lat, lon in table.rows]
    frame = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    # half a millimetre is rounded up into the radius
    touched = cells.cover(frame["port_lat"], frame["port_lon"], port_km * 1000 + 0.001, step)
    frame = frame.loc[touched["place"]].reset_index(drop=True)
    frame = frame.assign(cell_lat=touched["cell_lat"], cell_lon=touched["cell_lon"])
    return of_arrow(pa.Table.from_pandas(frame, preserve_index=False))


def _told(found: pd.DataFrame, table: PortTable) -> pd.DataFrame:
    """Add names, lengths and the sentence."""
    known = {port: (name, country) for port, name, country, *_ in table.rows}
    hours = (found["left_us"] - found["arrived_us"]).astype("float64") / US_PER_H
    # an open state is a pair of booleans; integers of an empty frame have no type of their own
    states = zip(found["open_start"].astype(bool), found["open_end"].astype(bool), strict=True)
    opened = [("both" if b else "start") if a else ("end" if b else "") for a, b in states]
    far = (found["mm"].astype("float64") / 1e6).round(6)
    port_names = [known[port][0] for port in found["port"]]
    near = zip(far, port_names, found["port"], strict=True)
    where = [f"{km:.1f} km from {name} ({port})" for km, name, port in near]
    sentences = zip(
        minutes(found["arrived_us"]), minutes(found["left_us"]), hours, where, opened, strict=True
    )
    return found.assign(
        mmsi=[names.mmsi_text(track) for track in found["track"].tolist()],
        arrived_t=found["arrived_us"],
        left_t=found["left_us"],
        hours=hours,
        port_name=port_names,
        port_country=[known[port][1] for port in found["port"]],
        port_km=far,
        open=opened,
        text=[_text(*sentence) for sentence in sentences],
    )


_OPEN: Final = {
    "": "",
    "start": "; already stopped when first received",
    "end": "; still stopped when last received",
    "both": "; stopped when first and when last received",
}


def _text(start: str, end: str, hours: float, where: str, state: str) -> str:
    return (
        f"stopped from {start} to {end} ({hours:.1f} h), first position {where}, "
        f"the nearest of the list{_OPEN[state]}"
    )
