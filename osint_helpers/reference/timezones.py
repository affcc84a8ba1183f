"""Time zones: which one holds at a point, and what its clocks showed on a day."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

from osint_helpers.dates import DateInterval, zone
from osint_helpers.errors import DateError, ReferenceDataError
from osint_helpers.reference.provenance import Provenance, package


def zone_at(lat: float, lon: float) -> str:
    """Return the IANA zone at a point (at sea the nautical zone, ``Etc/GMT-9``).

    Raises
    ------
    ReferenceDataError
        For coordinates that are not on earth, or a point without a zone.
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ReferenceDataError(f"no point has latitude {lat} and longitude {lon}")
    import tzfpy

    name = str(tzfpy.get_tz(lon, lat))
    if not name:
        raise ReferenceDataError(f"no time zone at latitude {lat}, longitude {lon}")
    return name


def to_utc(local: datetime, zone_name: str) -> datetime:
    """Convert a wall-clock time to UTC.

    Parameters
    ----------
    local
        Without time zone; ``fold=1`` names the second pass of a repeated hour.
    zone_name
        IANA name; Asia/Pyongyang was UTC+08:30 until 4 May 2018 and UTC+09:00 after.

    Raises
    ------
    DateError
        For a time with a zone already, or one the clocks skipped.
    """
    if local.tzinfo is not None:
        raise DateError(f"{local.isoformat()} has a time zone already", advice="use astimezone")
    moment = local.replace(tzinfo=zone(zone_name)).astimezone(UTC)
    if moment.astimezone(zone(zone_name)).replace(tzinfo=None) != local:
        raise DateError(
            f"{local.isoformat()} did not occur in {zone_name}", advice="the clocks skipped it"
        )
    return moment


def to_local(moment: datetime, zone_name: str) -> datetime:
    """Convert a moment with a time zone to the wall clock of another.

    Raises
    ------
    DateError
        For a time without a zone.
    """
    if moment.tzinfo is None:
        raise DateError(f"{moment.isoformat()} has no time zone", advice="say which one it is in")
    return moment.astimezone(zone(zone_name))


def local_day(moment: datetime, zone_name: str) -> DateInterval:
    """Return the calendar day of a moment on the clocks of a place."""
    return DateInterval.of_day(to_local(moment, zone_name).date(), "local port time")


def provenance() -> Provenance:
    """Return version and data release of the zone rules in use."""
    release = import_module("tzdata").IANA_VERSION
    return package("tzdata", f"IANA release {release}")
