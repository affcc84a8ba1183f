"""The nearest port of a few events, in a total order: many ports share their coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers._json import canonical
from osint_helpers.errors import TracksError, shown
from osint_helpers.tracks.positions import sha256
from osint_helpers.tracks.sphere import RADIUS_M, metres

if TYPE_CHECKING:
    import pandas as pd

NEEDED: Final = ("port", "lat", "lon")
_SAME_M: Final = 0.001  # ports at one place, but for rounding


def ports_of(ports: pd.DataFrame | None) -> pd.DataFrame:
    """Return the ports given, else those of ``reference.seaports()``.

    Raises
    ------
    TracksError
        When a column is missing, a coordinate is not on earth, or a port stands twice.
    """
    import pandas as pd

    if ports is None:
        from osint_helpers import reference

        found: pd.DataFrame = reference.seaports()
        return found
    for name in NEEDED:
        if name not in ports:
            raise TracksError(f"the ports have no column {name}", column=name,
                              advice="ports need port (an id), lat and lon")  # fmt: skip
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        bad = ~(pd.to_numeric(ports[name], errors="coerce").abs() <= most)
        if bad.any():
            row = int(bad.to_numpy().argmax())
            raise TracksError(f"{shown(ports[name].iloc[row])} is no coordinate on earth", row=row,
                              column=name, advice="mend the table of ports")  # fmt: skip
    twice = ports["port"].duplicated()
    if twice.any():
        row = int(twice.to_numpy().argmax())
        raise TracksError(f"the port {shown(ports['port'].iloc[row])} stands twice", row=row,
                          column="port", advice="mend the table of ports")  # fmt: skip
    return ports


def digest(ports: pd.DataFrame) -> str:
    """Return the SHA-256 of the ports' ids and coordinates, in any order."""
    rows = sorted(zip(*(ports[name].tolist() for name in NEEDED), strict=True), key=str)
    return sha256([canonical(rows).encode()])


def nearest(lat: Any, lon: Any, ports: pd.DataFrame) -> tuple[list[str], Any]:  # noqa: ANN401
    """Return the id of the nearest port of each place and its distance.

    Parameters
    ----------
    lat, lon
        Arrays, degrees.
    ports
        ``port, lat, lon``.

    Returns
    -------
    ids, km
        Of ports equally near, to a millimetre, the one whose id sorts first; "" and NaN where
        there is no port at all. Kilometres on the sphere, rounded to a metre.
    """
    import numpy as np
    from scipy.spatial import cKDTree

    lat, lon = np.asarray(lat, dtype="float64"), np.asarray(lon, dtype="float64")
    if not len(ports) or not len(lat):
        return [""] * len(lat), np.full(len(lat), np.nan)
    names = ports["port"].astype("str").to_numpy(dtype=object)
    north, east = (ports[one].to_numpy(dtype="float64") for one in ("lat", "lon"))
    tree = cKDTree(_unit(np, north, east))
    points = _unit(np, lat, lon)
    chord, first = tree.query(points)
    ids, km = [], []
    for at, among in enumerate(tree.query_ball_point(points, chord + _SAME_M / RADIUS_M)):
        chosen = min([*among, first[at]], key=lambda one: names[one])
        ids.append(str(names[chosen]))
        km.append(float(metres(lat[at], lon[at], north[chosen], east[chosen])) / 1000)
    return ids, np.array(km).round(3)


def _unit(np: Any, lat: Any, lon: Any) -> Any:  # noqa: ANN401  (numpy arrays)
    north, east = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east),
                            np.sin(north)])  # fmt: skip


def left_out(count: int, what: str, km: float) -> tuple[str, ...]:
    """Return the sentence on events that a rule left out near ports; nothing for a rule of 0 km."""
    if not km:
        return ()
    return (f"Left out by the rule: {count} {what} less than {km:g} km from a port.",)
