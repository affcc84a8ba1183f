"""The assumptions of a reach: two ends, and ranges of hours, speed, dwell and deadline."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

from osint_helpers._card import Carded, of_fields
from osint_helpers.errors import JourneyError, shown

Given = float | tuple[float, float]
WIDEST_NM: Final = 600.0  # a disc wider than ten degrees is no position


class Range(NamedTuple):
    """Two bounds of one quantity, the lower first; both bounds are possible."""

    low: float
    high: float

    def text(self, unit: str) -> str:
        """Return ``"6 h"`` or ``"408 to 456 h"``."""
        if self.low == self.high:
            return f"{self.low:g} {unit}"
        return f"{self.low:g} to {self.high:g} {unit}"

    def _repr_html_(self) -> str:
        return of_fields(self).html()


@dataclass(frozen=True)
class End(Carded):
    """A position before or after the time in which none was received.

    Parameters
    ----------
    lat, lon
        Degrees north and east, WGS 84.
    radius_nm
        The vessel was anywhere on the water within so many nautical miles of the point.
    name
        How the report calls it.

    Raises
    ------
    JourneyError
        For a latitude, longitude or radius that is none.
    """

    lat: float
    lon: float
    radius_nm: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        for value in (self.lat, self.lon, self.radius_nm):
            if isinstance(value, bool) or not hasattr(value, "__float__"):
                raise JourneyError(f"{shown(value)} is no number", advice="give degrees and miles")
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            what = f"no point has latitude {self.lat} and longitude {self.lon}"
            raise JourneyError(what, advice="give degrees north and east")
        if not 0 <= self.radius_nm <= WIDEST_NM:
            what = f"{self.radius_nm} nm is no radius of a position"
            raise JourneyError(what, advice=f"give 0 to {WIDEST_NM:g} nm")

    @property
    def point(self) -> tuple[float, float]:
        """``(lat, lon)``."""
        return self.lat, self.lon

    def text(self) -> str:
        """Return the name and, when it is not exact, the radius."""
        name = self.name or f"{self.lat:.3f}, {self.lon:.3f}"
        return f"{name} (within {self.radius_nm:g} nm)" if self.radius_nm else name


@dataclass(frozen=True, repr=False)
class Assumptions(Carded):
    """Everything a reach rests on.

    Attributes
    ----------
    last, next
        Ends; ``None`` for a gap that is open on that side.
    hours, speeds_kn, dwell_h
        Ranges: hours between the ends, average speed under way in knots, hours in port.
    by_h
        The (first) call begins within so many hours of the last position; ``None`` without.
        Below 0: it would have had to begin before that position, as no call can.
    closed
        Passages held closed.
    """

    last: End | None
    next: End | None
    hours: Range
    speeds_kn: Range
    dwell_h: Range
    by_h: Range | None
    closed: tuple[str, ...]

    def window(self, calls: int = 1) -> Range:
        """Return the hours under way that `calls` stays leave; negative when they do not fit."""
        return Range(
            self.hours.low - calls * self.dwell_h.high, self.hours.high - calls * self.dwell_h.low
        )

    def lines(self) -> list[str]:
        """Return the assumptions in words, one a line."""
        out = [
            f"Last position: {self.last.text()}" if self.last else "Last position: none",
            f"Next position: {self.next.text()}" if self.next else "Next position: none",
            f"Time between them: {self.hours.text('h')}",
            f"Average speed under way: {self.speeds_kn.text('kn')}",
            f"Stay in port: {self.dwell_h.text('h')}",
        ]
        if self.by_h is not None:
            out.append(f"The call begins within {self.by_h.text('h')} of the last position")
        shut = ", ".join(name.replace("_", " ") for name in self.closed)
        return [*out, f"Passages held closed: {shut or 'none'}"]


def assumed(
    last: End | None,
    next: End | None,  # noqa: A002  (the word of the whole suite for this end)
    *,
    hours: Given,
    speeds_kn: Given,
    dwell_h: Given,
    by_h: Given | None,
    closed: tuple[str, ...],
) -> Assumptions:
    """Return the checked assumptions.

    Raises
    ------
    JourneyError
        When both ends are missing, a range runs backwards or is negative, the speed is 0, or a
        deadline counts from a last position that is not there.
    """
    for end in (last, next):
        if end is not None and not isinstance(end, End):
            raise JourneyError(
                f"{shown(end)} is no end", advice="give journey.End(lat, lon), or None"
            )
    if last is None and next is None:
        raise JourneyError("a reach needs a last or a next position", advice="give one End")
    if by_h is not None and last is None:
        raise JourneyError(
            "a deadline counts from the last position, and there is none",
            advice="leave by_h out, or give the last position",
        )
    return Assumptions(
        last, next, _range("hours", hours), speed(speeds_kn), _range("dwell_h", dwell_h),
        None if by_h is None else _range("by_h", by_h, -math.inf), tuple(closed),
    )  # fmt: skip


def speed(given: Given) -> Range:
    """Return a range of speeds.

    Raises
    ------
    JourneyError
        When it is no range, or begins at 0 kn.
    """
    found = _range("speeds_kn", given)
    if found.low <= 0:
        raise JourneyError("a speed of 0 kn reaches nothing", advice="give speeds above 0")
    return found


def _range(name: str, given: Given, least: float = 0.0) -> Range:
    pair = given if isinstance(given, tuple | list) else (given, given)
    try:
        low, high = map(float, pair)
    except (TypeError, ValueError) as error:
        raise JourneyError(
            f"{name} {shown(given)} is no range", advice="give a number, or (low, high)"
        ) from error
    found = Range(low, high)
    if not (least <= found.low <= found.high and all(map(math.isfinite, found))):
        more = ", both 0 or more" if least == 0 else ""
        raise JourneyError(
            f"{name} {low:g} to {high:g} is no range", advice=f"give low <= high{more}"
        )
    return found
