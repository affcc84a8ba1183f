"""Tracks at common moments: where each was, and how fast, at every whole step of a clock.

Positions of two ships are never received at one time. So each track is interpolated to the same
moments, as Global Fishing Watch's pipe-encounters does
(github.com/GlobalFishingWatch/pipe-encounters: every 10 minutes, never across more than an hour).
The interpolation runs along the chord between the two fixes: neither the date line nor the poles
are special, and for steps of an hour it differs from the great circle by nothing that matters.
"""

from __future__ import annotations

import math
from typing import Any, Final

from osint_helpers.tracks.extras import need
from osint_helpers.tracks.sphere import RADIUS_M

DEGREE: Final = math.pi / 180.0
KN_M_S: Final = 1852.0 / 3600.0
MINUTE_US: Final = 60_000_000
# Vectors of unit length are summed as whole numbers of this: a float sum depends on its order.
UNIT: Final = 1e9


def number(value: float) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return a literal for DOUBLE columns only: beside integers DuckDB reads it as DECIMAL."""
    return need("ibis").literal(float(value), "float64")


def at_moments(
    steps: Any,  # noqa: ANN401  (ibis is untyped)
    *,
    every_us: int,
    across_us: int,
    sog_under_s: float,
    slower_kn: float | None = None,
    start_us: int | None = None,
    end_us: int | None = None,
) -> Any:  # noqa: ANN401
    """Return each track at the moments ``moment * every_us`` that its fixes enclose.

    Parameters
    ----------
    steps
        Ibis table of ``tracks.steps`` (``sog_kn`` is used where it is there).
    every_us
        Microseconds from one moment to the next.
    across_us
        Never interpolate between two fixes farther apart than this, microseconds.
    sog_under_s
        Between fixes less than this apart, seconds, the speed over ground as sent replaces the
        speed from positions, whose error grows as the time shrinks.
    slower_kn
        Keep only moments with less than this speed.
    start_us, end_us
        Keep moments from ``start_us`` on and before ``end_us``. A slice of the positions must reach
        ``across_us`` beyond both for the same moments as of the whole.

    Returns
    -------
    ibis table
        ``track, moment`` (number of the moment since 1970), ``kn`` (speed at it) and ``x, y, z``
        (unit vector). A moment belongs to the step that ends at or after it.
    """
    ibis = need("ibis")
    held = _crossing(steps, every_us, across_us)
    if slower_kn is not None:
        held = _slow(held, sog_under_s, slower_kn)
    held = _vectors(held)
    implied = _length(held.dx, held.dy, held.dz) * number(RADIUS_M * 1e6 / KN_M_S) / held.dt
    sent = held.sog_kn.notnull() & (held.dt < number(sog_under_s * 1e6))
    held = held.mutate(kn=ibis.ifelse(sent, held.sog_kn, implied))
    if slower_kn is not None:
        held = held.filter(held.kn < number(slower_kn))
    held = held.mutate(moment=ibis.range(held.k_1 + 1, held.k + 1).unnest())
    at = held.moment * every_us
    if start_us is not None:
        held = held.filter(at >= start_us)
    if end_us is not None:
        held = held.filter(at < end_us)
    part = (held.moment * every_us - held.t_us_1).cast("float64") / held.dt
    return held.select(
        "track", "moment", "kn",
        **{one: held[f"{one}_1"] + held[f"d{one}"] * part for one in "xyz"},
    )  # fmt: skip


def unit(found: Any) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return moments with ``x, y, z`` brought to length one, for steps far from antipodal."""
    found = found.mutate(size=_length(found.x, found.y, found.z))
    return found.mutate(**{one: found[one] / found.size for one in "xyz"}).drop("size")


def whole(value: Any, scale: float) -> Any:  # noqa: ANN401  (ibis is untyped)
    """Return a number times a scale as the nearest integer: sums and medians are then exact."""
    return (value * number(scale)).round().cast("int64")


def place(x: Any, y: Any, z: Any) -> tuple[Any, Any]:  # noqa: ANN401  (numpy arrays)
    """Return latitude and longitude of the direction of summed vectors, rounded to 1e-6 degree."""
    import numpy as np

    x, y, z = (np.asarray(one, dtype="float64") for one in (x, y, z))
    lat = np.degrees(np.arctan2(z, np.hypot(x, y)))
    return lat.round(6), np.degrees(np.arctan2(y, x)).round(6)


def _crossing(steps: Any, every_us: int, across_us: int) -> Any:  # noqa: ANN401
    """Return the steps that enclose a moment and are short enough."""
    ibis = need("ibis")
    sog = steps.sog_kn if "sog_kn" in steps.columns else ibis.null("float64")
    names = ("track", "t_us", "lat", "lon", "t_us_1", "lat_1", "lon_1")
    held = steps.select(*names, sog_kn=sog)
    span = held.t_us - held.t_us_1
    # the remainder lets most steps go before anything else is computed of them
    held = held.filter(held.t_us % every_us < span, span <= across_us)
    held = held.mutate(
        k=held.t_us // every_us,
        k_1=held.t_us_1 // every_us,
        dt=(held.t_us - held.t_us_1).cast("float64"),
    )
    return held.filter(held.k > held.k_1)


def _slow(held: Any, sog_under_s: float, slower_kn: float) -> Any:  # noqa: ANN401
    """Drop steps that cannot be slow, by bounds that need no trigonometry.

    The distance is at least the difference of latitude, and at least (2 / pi) cos(lat) times that
    of longitude, where cos(a) >= 1 - a * a / 2.
    """
    ibis = need("ibis")
    most = held.dt * number(1.001 * slower_kn * KN_M_S / RADIUS_M / DEGREE * 1e-6)
    turn = (held.lon - held.lon_1).abs()
    turn = ibis.least(turn, number(360.0) - turn)
    far = ibis.greatest(held.lat.abs(), held.lat_1.abs()) * number(DEGREE)
    sent = held.sog_kn.notnull() & (held.dt < number(sog_under_s * 1e6))
    # one condition each: the engine begins with what drops most
    return held.filter(
        sent | ((held.lat - held.lat_1).abs() <= most),
        sent | (turn * number(2 / math.pi) * (number(1.0) - far * far / number(2.0)) <= most),
        ~sent | (held.sog_kn < number(slower_kn)),
    )


def _vectors(held: Any) -> Any:  # noqa: ANN401
    """Return the first end of each step as a unit vector, and the chord to the second."""
    keep = ("track", "t_us_1", "dt", "k", "k_1", "sog_kn")
    ends: dict[str, Any] = {}
    for lat, lon, tail in ((held.lat, held.lon, ""), (held.lat_1, held.lon_1, "_1")):
        north, east = lat * number(DEGREE), lon * number(DEGREE)
        ends |= {
            f"x{tail}": north.cos() * east.cos(),
            f"y{tail}": north.cos() * east.sin(),
            f"z{tail}": north.sin(),
        }
    found = held.select(*keep, **ends)
    chord = {f"d{one}": found[one] - found[f"{one}_1"] for one in "xyz"}
    return found.select(*keep, "x_1", "y_1", "z_1", **chord)


def _length(x: Any, y: Any, z: Any) -> Any:  # noqa: ANN401
    return (x * x + y * y + z * z).sqrt()
