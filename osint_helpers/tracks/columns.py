"""The columns of positions and events: names, types, units, meaning. The one place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.tracks.extras import need

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Column(NamedTuple):
    """One column: ``type`` is text, integer, number or time; ``unit`` is "" where none applies."""

    name: str
    type: str
    unit: str
    about: str


NEEDED: Final = ("track", "t_us", "lat", "lon")
POSITIONS: Final = (
    Column("track", "integer", "", "MMSI * 100 + number of the hull under this MMSI, from 0"),
    Column("mmsi", "integer", "", "MMSI as a number; nine digits with leading zeros in print"),
    Column("t_us", "integer", "us", "microseconds since 1970-01-01, UTC"),
    Column("t", "time", "", "the same moment as a time stamp, UTC"),
    Column("lat", "number", "degree", "WGS 84"),
    Column("lon", "number", "degree", "WGS 84, -180 to 180"),
    Column("sog_kn", "number", "kn", "speed over ground as sent"),
    Column("cog_deg", "number", "degree", "course over ground as sent"),
    Column("heading_deg", "number", "degree", "heading as sent"),
    Column("nav_status", "text", "", "navigational status as the source gives it"),
    Column("transceiver", "text", "", "AIS class, A or B"),
    Column("receiver", "text", "", "terrestrial, satellite or dynamic, where the source says it"),
    Column("source", "text", "", "name of the file or source"),
    Column("member", "text", "", "member of an archive"),
    Column("line", "integer", "", "line or row of the file"),
)
EVENT: Final = Column(
    "event", "text", "", "id: 16 hex digits of SHA-256 over kind, rule, inputs and key"
)
MMSI: Final = Column("mmsi", "text", "", "nine digits")
TRACK: Final = Column("track", "integer", "", "track of the positions")
TEXT: Final = Column("text", "text", "", "one sentence: what the positions show")
GAPS: Final = (
    EVENT,
    Column("kind", "text", "", "gap"),
    MMSI,
    TRACK,
    Column("off_t", "time", "", "last position received before the gap, UTC"),
    Column("on_t", "time", "", "first position received after it, UTC"),
    Column("hours", "number", "h", "length; of an open gap: within the window"),
    Column("off_lat", "number", "degree", "last position before"),
    Column("off_lon", "number", "degree", "last position before"),
    Column("on_lat", "number", "degree", "first position after"),
    Column("on_lon", "number", "degree", "first position after"),
    Column("distance_nm", "number", "nm", "great circle between the two positions, sphere"),
    Column("implied_kn", "number", "kn", "distance over length: the least speed made good"),
    Column("open", "text", "", '"" closed; start or end: the window begins or ends in it'),
    Column("off_receiver", "text", "", "receiver of the last position before"),
    Column("on_receiver", "text", "", "receiver of the first position after"),
    Column("fixes_before", "integer", "", "positions in the hours before (rule.before_h)"),
    Column("terrestrial_before", "integer", "", "of these by terrestrial receivers"),
    Column("satellite_before", "integer", "", "of these by satellites"),
    Column("text", "text", "", "not received from .. to .."),
)
PORT_CALLS: Final = (
    EVENT,
    Column("kind", "text", "", "port_call"),
    MMSI,
    TRACK,
    Column("arrived_t", "time", "", "first position received of the stop, UTC"),
    Column("left_t", "time", "", "last position received of the stop, UTC"),
    Column("hours", "number", "h", "between the two"),
    Column("lat", "number", "degree", "first position of the stop"),
    Column("lon", "number", "degree", "first position of the stop"),
    Column("port", "text", "", "nearest port within rule.port_km"),
    Column("port_name", "text", "", "its name"),
    Column("port_country", "text", "", "its country as the list of ports says it"),
    Column("port_km", "number", "km", "from the first position of the stop, sphere"),
    Column("fixes", "integer", "", "positions received during the stop"),
    Column(
        "open",
        "text",
        "",
        '"" arrival and departure received; start, end, both: the track (or a break in it) '
        "begins or ends in the stop",
    ),
    Column("text", "text", "", "stopped from .. to .., x km from .."),
)
COVERAGE: Final = (
    EVENT,
    Column("others_received", "integer", "", "other tracks received near the OFF point in the gap"),
    Column("others_fixes", "integer", "", "positions of these"),
    Column("radius_nm", "number", "nm", "how near"),
    Column("text", "text", "", "what this says of reception, and what not"),
)
ENCOUNTERS: Final = (
    EVENT,
    Column("kind", "text", "", "encounter"),
    Column("mmsi_a", "text", "", "nine digits, of track_a"),
    Column("track_a", "integer", "", "the lesser of the two tracks"),
    Column("mmsi_b", "text", "", "nine digits, of track_b; two hulls can share an MMSI"),
    Column("track_b", "integer", "", "the greater of the two tracks"),
    Column("start_t", "time", "", "first moment of the encounter, UTC"),
    Column("end_t", "time", "", "last moment of it, UTC"),
    Column("hours", "number", "h", "between the two"),
    Column("lat", "number", "degree", "mean place of both over the moments"),
    Column("lon", "number", "degree", "mean place of both over the moments"),
    Column("closest_m", "number", "m", "least distance at a moment, sphere"),
    Column("median_m", "number", "m", "median distance over the moments"),
    Column("median_kn", "number", "kn", "median over the moments of the mean of both speeds"),
    Column("bins", "integer", "", "moments, rule.every_min apart, at which the rule held"),
    Column("port", "text", "", "nearest port of the list"),
    Column("port_km", "number", "km", "from the mean place to it, sphere"),
    Column("text", "text", "", "within .. m of each other and slower than .. from .. to .."),
)
LOITERING: Final = (
    EVENT,
    Column("kind", "text", "", "loitering"),
    MMSI,
    TRACK,
    Column("start_t", "time", "", "first moment of the first slow hour, UTC"),
    Column("end_t", "time", "", "last moment of the last slow hour, UTC"),
    Column("hours", "number", "h", "between the two"),
    Column("lat", "number", "degree", "mean place over the moments"),
    Column("lon", "number", "degree", "mean place over the moments"),
    Column("mean_kn", "number", "kn", "mean speed over the moments"),
    Column(
        "shore_nm",
        "number",
        "nm",
        "from the mean place to the coast; empty: farther than "
        "rule.shore_within_nm, or not asked for",
    ),
    Column("port", "text", "", "nearest port of the list"),
    Column("port_km", "number", "km", "from the mean place to it, sphere"),
    Column("fixes", "integer", "", "positions received in the slow hours"),
    Column("text", "text", "", "hourly mean speed below .. from .. to .."),
)
IDENTITY: Final = (
    EVENT,
    Column("kind", "text", "", "identity_conflict"),
    Column("conflict", "text", "", "which; docs/tracks-meetings.md lists them"),
    Column("mmsi", "text", "", "nine digits"),
    TRACK,
    Column("other", "text", "", "the other track, MMSI, IMO number or register it stands against"),
    Column("first_t", "time", "", "first time of what is in conflict, UTC"),
    Column("last_t", "time", "", "last time of it, UTC"),
    Column("value", "text", "", "what this one says, with its times"),
    Column("other_value", "text", "", "what the other says, with its times"),
    Column("text", "text", "", "the two side by side"),
)
EVENTS: Final[dict[str, tuple[Column, ...]]] = {
    "gap": GAPS,
    "port_call": PORT_CALLS,
    "encounter": ENCOUNTERS,
    "loitering": LOITERING,
    "identity_conflict": IDENTITY,
}


def mmsi_text(track: int) -> str:
    """Return the nine digits of the MMSI of a track."""
    return f"{track // 100:09d}"


def mmsi_texts(track: NDArray[np.int64]) -> list[str]:
    """Return the nine digits of the MMSI of every track of an array."""
    pa, pc = need("pyarrow"), need("pyarrow.compute")
    # the billion keeps the leading zeros
    numbers = pa.array(track // 100 + 1_000_000_000).cast(pa.string())
    found: list[str] = pc.utf8_slice_codeunits(numbers, 1).to_pylist()
    return found
