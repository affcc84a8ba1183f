"""Whether the sun was below the horizon, from a low-precision solar position."""

from __future__ import annotations

import math
from datetime import UTC, datetime

# Centre of the sun at its apparent rise or set: refraction and half its disc.
HORIZON_DEG = -0.833
_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)


def at_night(moment: datetime, lat: float, lon: float) -> bool:
    """Tell whether the sun stood below the horizon; a moment without a zone is UTC."""
    return sun_altitude_deg(moment, lat, lon) < HORIZON_DEG


def sun_altitude_deg(moment: datetime, lat: float, lon: float) -> float:
    """Return the altitude of the sun in degrees, good to about 0.1 degree from 1950 to 2050.

    Low-precision formulas of the Astronomical Almanac (mean longitude and anomaly of the sun).
    """
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    days = (utc - _EPOCH).total_seconds() / 86400
    anomaly = math.radians((357.529 + 0.98560028 * days) % 360)
    mean = (280.459 + 0.98564736 * days) % 360
    ecliptic = math.radians(mean + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 0.00000036 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal = math.radians((280.46062 + 360.98564737 * days + lon) % 360)
    hour, here = sidereal - ascension, math.radians(lat)
    sine = math.sin(here) * math.sin(declination)
    sine += math.cos(here) * math.cos(declination) * math.cos(hour)
    return math.degrees(math.asin(sine))
