"""What is taken out of positions before anything is concluded from them, and how it is counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError

if TYPE_CHECKING:
    import pandas as pd


@dataclasses.dataclass(frozen=True)
class QualityRule(Carded):
    """Thresholds of the quality step and of the splitting of hulls.

    Attributes
    ----------
    earliest, latest
        First day and the day after the last that a position may have, ISO dates, UTC. AIS was
        first specified in November 1998 (ITU-R M.1371-0). The upper one only catches misread
        times; give the day after the download to catch clocks that run ahead.
    speed_kn
        Speed no ship exceeds, knots. Pairs of fixes above 60 kn are faults or two ships on one
        number (docs/tracks-store.md); the fastest ferries in service reach about 58 kn.
    aircraft_kn
        The same for search and rescue aircraft (MMSI 111...): what message 9 of ITU-R M.1371 can
        hold, knots.
    jitter_nm
        Distance that is no evidence of speed, nautical miles: time stamps of receivers are off
        by seconds to a minute, and 30 kn for a minute are 0.5 nm. Own choice.
    hull_fixes
        Fixes another hull on the same MMSI needs to be one; fewer are spikes. Global Fishing
        Watch (gpsdio-segment) calls segments below a small count noise likewise; 5 is own choice.
    reckon_h
        Longest time over which speed and course of the last fix are carried on to find the hull
        a fix belongs to, hours. Own choice.
    buffer_h
        Hours added to the time since the last fix of a hull when hulls compete for a fix, so
        that a hull heard a moment ago is not at a disadvantage (gpsdio-segment does the same).
    open_hulls
        Hulls and strays on one MMSI that are held open at once; gpsdio-segment holds 20.
    null_island
        Whether a position of exactly 0, 0 is taken out: it is what many units send without one.
    """

    earliest: str = "1998-11-01"
    latest: str = "2100-01-01"
    speed_kn: float = 60.0
    aircraft_kn: float = 1022.0
    jitter_nm: float = 0.5
    hull_fixes: int = 5
    reckon_h: float = 1.0
    buffer_h: float = 0.25
    open_hulls: int = 40
    null_island: bool = True

    def __post_init__(self) -> None:
        """Refuse thresholds that mean nothing."""
        for name in ("speed_kn", "aircraft_kn", "jitter_nm", "buffer_h"):
            if not 0 < getattr(self, name) < float("inf"):
                raise TracksError(f"{name} must be above 0", advice="see QualityRule")
        if self.hull_fixes < 2 or self.open_hulls < 2 or not 0 <= self.reckon_h < float("inf"):
            raise TracksError(
                "hull_fixes and open_hulls must be 2 or more, reckon_h 0 or more",
                advice="see QualityRule",
            )
        if self.span()[0] >= self.span()[1]:
            raise TracksError("earliest must lie before latest", advice="see QualityRule")

    def span(self) -> tuple[int, int]:
        """Return ``earliest`` and ``latest`` as microseconds since 1970, UTC."""
        return _day(self.earliest), _day(self.latest)


NO_MMSI: Final = "no MMSI"
BAD_MMSI: Final = "bad MMSI"
NO_TIME: Final = "no time"
BAD_TIME: Final = "bad time"
NO_SUCH_TIME: Final = "local time that does not exist"
TWO_TIMES: Final = "local time that is ambiguous"
TIME_RANGE: Final = "time out of range"
NO_POSITION: Final = "no position"
NOT_A_NUMBER: Final = "position that is no number"
SWAPPED_RANGE: Final = "position out of range, in range if swapped"
OUT_OF_RANGE: Final = "position out of range"
ZERO: Final = "position exactly 0, 0"
MALFORMED: Final = "malformed row"
DUPLICATE: Final = "duplicate"
SAME_TIME: Final = "same time, other position"
SPIKE: Final = "spike"
IMPOSSIBLE: Final = "impossible speed"
SWAPPED: Final = "latitude and longitude swapped"
TOO_MANY: Final = "more than 100 hulls on the MMSI"
KEPT: Final = "kept"
DISORDER: Final = "time disorder, sorted"
LATIN_1: Final = "text that is not UTF-8, read as Latin-1"

# Each row has the first of these that fits; those after NO_MMSI .. MALFORMED need the whole track.
REMOVED: Final[dict[str, str]] = {
    MALFORMED: "not as many cells as the header",
    NO_MMSI: "empty or 0",
    BAD_MMSI: "not one to nine digits; what was sent is in `sent`",
    NO_TIME: "empty",
    BAD_TIME: "no ISO 8601 date and time and no epoch number, or no date there is",
    NO_SUCH_TIME: "skipped when clocks were put forward in the zone given",
    TWO_TIMES: "happened twice when clocks were put back in the zone given",
    TIME_RANGE: "before rule.earliest, or not before rule.latest",
    NO_POSITION: "empty, latitude 91 or longitude 181 (ITU-R M.1371: not available)",
    NOT_A_NUMBER: "latitude or longitude cannot be read as a number",
    SWAPPED_RANGE: "latitude beyond 90, and both in range the other way round",
    OUT_OF_RANGE: "beyond 90 degrees of latitude or 180 of longitude",
    ZERO: "what many units send without a position (rule.null_island)",
    DUPLICATE: "MMSI, time and position equal an earlier row; the first stays",
    SAME_TIME: "a second position of the same hull at the same moment; the first stays",
    SPIKE: "one fix the hull could not have reached",
    IMPOSSIBLE: "a few fixes (fewer than rule.hull_fixes) the hull could not have reached",
    SWAPPED: "fixes that join the track only with latitude and longitude exchanged",
    TOO_MANY: "numbers shared so widely that hulls cannot be told apart",
}
NOTICED: Final[dict[str, str]] = {
    DISORDER: "stood after a later fix of its MMSI in the file; sorted, not taken out",
    LATIN_1: "rows of a CSV with bytes that are no UTF-8",
}
# bit of `blanks` -> what was set to missing
BLANKED: Final[dict[str, str]] = {
    "sog_kn 102.3, not available": "ITU-R M.1371",
    "sog_kn out of range": "below 0 or above 102.2 kn (aircraft: 1022)",
    "cog_deg 360, not available": "ITU-R M.1371",
    "cog_deg out of range": "below 0 or above 360 degrees",
    "heading_deg 511, not available": "ITU-R M.1371",
    "heading_deg out of range": "below 0 or above 359 degrees",
    "sog_kn that is no number": "text",
    "cog_deg that is no number": "text",
    "heading_deg that is no number": "text",
}


def table(counts: Mapping[str, int], rows: int) -> pd.DataFrame:
    """Return counts by reason as a frame.

    Parameters
    ----------
    counts
        Rows by reason; ``kept`` among them.
    rows
        Rows of all inputs.

    Returns
    -------
    pandas.DataFrame
        ``reason, rows, share`` (of the rows of all inputs), ``removed`` (bool), ``about``: first
        the rows kept, then what was removed, then what was kept and noticed or set to missing. The
        rows kept and removed add up to the rows of all inputs.
    """
    import pandas as pd

    about = {KEPT: "in positions/", **REMOVED, **NOTICED, **BLANKED}
    made = [
        {
            "reason": reason,
            "rows": counts.get(reason, 0),
            "share": round(counts.get(reason, 0) / rows, 6) if rows else 0.0,
            "removed": reason in REMOVED,
            "about": text,
        }
        for reason, text in about.items()
        if counts.get(reason) or reason == KEPT
    ]
    return pd.DataFrame(made, columns=["reason", "rows", "share", "removed", "about"])


def check(counts: Mapping[str, int], rows: int) -> None:
    """Compare kept and removed with the rows of the inputs.

    Raises
    ------
    TracksError
        When they differ: rows would have vanished uncounted.
    """
    seen = counts.get(KEPT, 0) + sum(counts.get(reason, 0) for reason in REMOVED)
    if seen != rows:
        raise TracksError(
            f"{rows} rows went in and {seen} were accounted for",
            advice="this is a fault of the import: keep the files and report it",
        )


def plain(rule: QualityRule) -> dict[str, Any]:
    """Return a rule as plain values, for JSON."""
    return dataclasses.asdict(rule)


def _day(text: str) -> int:
    import datetime as dt

    try:
        day = dt.date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise TracksError(f"{text!r} is no ISO date", advice="as in 2020-06-30") from error
    return (day - dt.date(1970, 1, 1)).days * 86_400_000_000
