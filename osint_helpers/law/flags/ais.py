"""RF01 AIS gap, RF05 ship-to-ship transfer: facts as dates, or as frames of gaps and meetings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.errors import LawError
from osint_helpers.law.flags.facts import Explanation, Fact
from osint_helpers.law.flags.night import at_night
from osint_helpers.law.flags.result import FIRED, Finding, Given, Limb, limbs
from osint_helpers.law.standing import TO_CHECK, VERIFIED
from osint_helpers.law.tables import measures

if TYPE_CHECKING:
    import pandas as pd

KM_A_NM: Final = 1.852
# The measure that dates the ban on transfers to and from DPRK ships.
STS_MEASURE: Final = "UN-2375-11"


@dataclass(frozen=True, kw_only=True)
class Gap(Fact):
    """A time without a received position.

    Attributes
    ----------
    ship
        Name or number.
    when
        From when to when, in words.
    hours
        Least and greatest length; equal when both moments are known.
    at_sea
        ``False``: in port; ``None``: not known.
    in_hole
        Whether it lies in a known coverage hole; ``None``: no mask of holes was given.
    points
        Entry and exit point with implied speed, in words; ``""``: positions not published.
    """

    ship: str
    when: str
    hours: tuple[float, float]
    at_sea: bool | None = None
    in_hole: bool | None = None
    points: str = ""

    def __post_init__(self) -> None:
        """Refuse a length that is none."""
        super().__post_init__()
        low, high = self.hours
        if math.isnan(low) or math.isnan(high) or low < 0 or low > high:
            raise LawError(
                f"a gap of {low} to {high} hours", advice="compare the two ends of the gap"
            )

    @classmethod
    def between(
        cls, off: DateInterval, on: DateInterval, *, ship: str, evidence: tuple[str, ...],
        at_sea: bool | None = None, in_hole: bool | None = None,
        explained: Explanation | None = None,
    ) -> Gap:  # fmt: skip
        """Return the gap between two published dates: days, not moments, so a range of hours."""
        low, high, _ = days_between(off, on)
        hours = (max(0.0, (low - 1) * 24.0), (high + 1) * 24.0)
        when = f"from {off.text()} to {on.text()}"
        return cls(
            ship=ship, when=when, hours=hours, evidence=evidence, at_sea=at_sea,
            in_hole=in_hole, explained=explained,
        )  # fmt: skip


def gaps(frame: pd.DataFrame) -> list[Gap]:
    """Return the gaps of a frame with the columns of the tracks room (``docs/tracks.md``).

    Needs ``event, mmsi, off_t, on_t, hours, off_lat, off_lon, on_lat, on_lon, implied_kn, open``.
    An open gap has no upper length. Port areas and coverage holes are not in the frame: set
    ``at_sea`` and ``in_hole`` with ``dataclasses.replace``.
    """
    found = []
    for row in _records(frame, ("event", "mmsi", "off_t", "on_t", "hours", "implied_kn", "open")):
        low = float(row["hours"])
        points = (
            f"last position {_point(row, 'off')}, next {_point(row, 'on')}, "
            f"implied speed {_number(row['implied_kn'])} kn"
        )
        found.append(
            Gap(
                ship=f"MMSI {row['mmsi']}",
                when=f"from {_moment(row['off_t'])} to {_moment(row['on_t'])}",
                hours=(low, math.inf if row["open"] else low),
                points=points,
                evidence=(str(row["event"]),),
            )
        )
    return found


def rf01(fact: Gap, given: Given) -> Finding:
    """Test the length of one gap, at sea and outside known coverage holes."""
    limit, (low, high) = given.number("gap_hours"), fact.hours
    span = f"{low:g} h" if low == high else f"{low:g} to {high:g} h"
    longer = True if low > limit else False if high <= limit else None
    said = f"{fact.ship}: no position received {fact.when} ({span})"
    sea = "in port" if fact.at_sea is False else "at sea"
    open_points = [
        text
        for text, unknown in (
            ("whether the ship was at sea is not stated", fact.at_sea is None),
            ("no mask of coverage holes was given", fact.in_hole is None),
            ("positions not published", not fact.points),
        )
        if unknown
    ]
    detail = "; ".join([said, *([fact.points] if fact.points else []), *open_points])
    parts: list[Limb] = [
        (longer, detail),
        (fact.at_sea is not False, sea if fact.at_sea is not None else ""),
        (not fact.in_hole, "the gap lies in a known coverage hole" if fact.in_hole else ""),
    ]
    return limbs(fact.evidence, [(met, text) for met, text in parts if text], every=True)


@dataclass(frozen=True, kw_only=True)
class Encounter(Fact):
    """Two ships near each other.

    Attributes
    ----------
    ships
        The two.
    when
        Days it can have happened; the legal label rests on them.
    distance_m, speed_kn
        Least and greatest distance and speed over the whole time; ``None``: not published.
    hours, port_nm
        Length; distance to the nearest port. ``None``: not published.
    start, lat, lon
        Moment (UTC) and place, to mark night; ``None``: not published.
    """

    ships: tuple[str, str]
    when: DateInterval
    distance_m: tuple[float, float] | None = None
    speed_kn: tuple[float, float] | None = None
    hours: float | None = None
    port_nm: float | None = None
    start: datetime | None = None
    lat: float | None = None
    lon: float | None = None


def encounters(frame: pd.DataFrame, *, within_m: float, slower_kn: float) -> list[Encounter]:
    """Return the encounters of a frame with the columns of the tracks room.

    Parameters
    ----------
    frame
        Needs ``event, mmsi_a, mmsi_b, start_t, hours, lat, lon, closest_m, median_kn, port_km``.
    within_m, slower_kn
        The limits the encounters were searched with: they held at every moment, so they are the
        greatest distance and speed.
    """
    needed = (
        "event", "mmsi_a", "mmsi_b", "start_t", "hours", "lat", "lon", "closest_m", "port_km",
    )  # fmt: skip
    return [
        Encounter(
            ships=(f"MMSI {row['mmsi_a']}", f"MMSI {row['mmsi_b']}"),
            when=DateInterval.of_day(row["start_t"].date(), "UTC"),
            distance_m=(float(row["closest_m"]), within_m),
            speed_kn=(0.0, slower_kn),
            hours=float(row["hours"]),
            port_nm=None if math.isnan(row["port_km"]) else float(row["port_km"]) / KM_A_NM,
            start=row["start_t"].to_pydatetime(),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            evidence=(str(row["event"]),),
        )
        for row in _records(frame, needed)
    ]


def rf05(fact: Encounter, given: Given) -> Finding:
    """Test distance, speed, length and distance to port of one meeting; mark night and law."""
    parts = [
        _below("distance", fact.distance_m, given.number("distance_m"), "m"),
        _below("speed", fact.speed_kn, given.number("speed_kn"), "kn"),
        _above("length", fact.hours, given.number("duration_h"), "h"),
        _above("distance to the nearest port", fact.port_nm, given.number("port_nm"), "nm"),
    ]
    found = limbs(fact.evidence, parts, every=True)
    label = f"; {_law(fact.when)}" if found.result == FIRED else ""
    night = ""
    if fact.start is not None and fact.lat is not None and fact.lon is not None:
        dark = at_night(fact.start, fact.lat, fact.lon)
        night = f"; began {'at night' if dark else 'by day'}"
    text = f"{' and '.join(fact.ships)}, {fact.when.text()}: {found.text}{night}{label}"
    return Finding(found.result, found.evidence, text)


def _law(when: DateInterval) -> str:
    """Say whether the ban on transfers was in force; before it there is no legal label."""
    frame = measures()
    row = frame[frame["measure"] == STS_MEASURE].iloc[0]
    first = DateInterval.of_day(datetime.fromisoformat(row["effective_from"]).date())
    standing = VERIFIED if row["verified"] else TO_CHECK
    before = when.is_before(first)
    if before is True:
        return f"before {first.text()} ({STS_MEASURE}), so without a legal label"
    if before is None:
        return f"whether {STS_MEASURE} ({standing}) was in force is open"
    return f"{STS_MEASURE} dates from {first.text()} ({standing})"


def _below(what: str, span: tuple[float, float] | None, limit: float, unit: str) -> Limb:
    if span is None:
        return None, f"{what} not published"
    low, high = span
    text = f"{what} {low:g} to {high:g} {unit}"
    if high <= limit:
        return True, text
    return (False, f"{text}, above {limit:g} {unit}") if low > limit else (None, text)


def _above(what: str, value: float | None, limit: float, unit: str) -> Limb:
    if value is None:
        return None, f"{what} not published"
    text = f"{what} {round(value, 1):g} {unit}"
    return (True, text) if value > limit else (False, f"{text}, not above {limit:g} {unit}")


def _records(frame: pd.DataFrame, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise LawError(
            f"the frame has no column {', '.join(missing)}",
            advice="give the frame as the tracks room makes it",
        )
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _moment(value: Any) -> str:  # noqa: ANN401  (a time stamp or NaT)
    known = isinstance(value, datetime) and not math.isnan(value.year)
    return f"{value:%Y-%m-%d %H:%M} UTC" if known else "no position received"


def _number(value: float) -> str:
    return "not known" if math.isnan(value) else f"{value:.1f}"


def _point(row: dict[str, Any], end: str) -> str:
    lat, lon = row.get(f"{end}_lat", math.nan), row.get(f"{end}_lon", math.nan)
    return "none" if math.isnan(lat) or math.isnan(lon) else f"{lat:.3f}, {lon:.3f}"
