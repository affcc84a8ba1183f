"""A log to positions and static data, with one fate for every line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers.collect.extras import ExtraMissingError
from osint_helpers.collect.vessels.ais import tally as reasons
from osint_helpers.collect.vessels.ais.archives import Member
from osint_helpers.collect.vessels.ais.lines import blocks
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.collect.vessels.nmea import messages, sentences
from osint_helpers.collect.vessels.nmea.assembling import Assembler
from osint_helpers.collect.vessels.nmea.messages import Position
from osint_helpers.collect.vessels.nmea.sentences import Sentence, sentence_of
from osint_helpers.errors import CollectError

PART: Final = "part of a message, joined"
LOST: Final = "part of a message whose other parts did not come"
STATIC: Final = "static message, joined to positions"
SHORT: Final = "payload too short or not to be decoded"
UNREAD: Final = "message of type {}, which holds no position of a ship, or is not read"


@dataclass
class Log:
    """What was read of a log so far.

    Attributes
    ----------
    rows
        ``(mmsi, micros, lat, lon, sog, cog, heading, status, transceiver, member, line)``.
    statics
        One mapping a static message.
    """

    question: Question
    tally: Tally
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    statics: list[dict[str, Any]] = field(default_factory=list)

    def member(self, member: Member) -> None:
        """Read one log file."""
        name, waiting = member.name, Assembler()
        self.tally.members[name] = 0
        try:
            for block in blocks(member.stream):
                self.tally.rows += block.count
                self.tally.members[name] += block.count
                for at, text in enumerate(block.lines()):
                    self._line(text, block.first + at, name, waiting)
        finally:  # also of a file that breaks off every line is counted
            waiting.end()
            self.tally.drop(LOST, name, sorted(waiting.lost))

    def _line(self, text: bytes, line: int, member: str, waiting: Assembler) -> None:
        one = sentence_of(text.rstrip(b"\r"), line)
        if isinstance(one, str):
            empty = one == sentences.OTHER and not text.strip()
            self.tally.drop(reasons.EMPTY if empty else one, member, [line])
            return
        if one.tag:
            self.tally.notice(one.tag, member, [line])
        parts = waiting.add(one)
        if parts is not None:
            self._message(parts, member)

    def _message(self, parts: list[Sentence], member: str) -> None:
        if len(parts) > 1:
            self.tally.use(PART, len(parts) - 1)
        last = max(one.line for one in parts)
        timed = next((one for one in parts if one.t is not None), parts[0])
        payload = b"".join(one.payload for one in parts)
        fate = self._read(payload, parts[-1].fill, timed, member, last)
        if fate:
            self.tally.drop(fate, member, [last])

    def _read(self, payload: bytes, fill: int, timed: Sentence, member: str, line: int) -> str:
        """Read one message; return why its last line is dropped, or ``""``."""
        kind = messages.type_of(payload)
        if kind not in messages.POSITIONS and kind not in messages.STATICS:
            return SHORT if kind < 0 else UNREAD.format(kind)
        if timed.t is None:
            return reasons.NO_TIME
        if timed.naive:
            self.tally.notice(sentences.NAIVE, member, [line])
        static = None
        if kind in messages.STATICS:
            try:
                static = messages.static_of(kind, payload, fill)
            except ExtraMissingError:
                raise
            except CollectError:
                static = None
            if static is None:
                return SHORT
            if not 0 < static["mmsi"] < 10**9:
                return reasons.BAD_MMSI if static["mmsi"] else reasons.NO_MMSI
            self.statics.append({**static, "mmsi": f"{static['mmsi']:09d}", "t": timed.t})
        if kind not in messages.POSITIONS:
            self.tally.use(STATIC, 1)
            return ""
        found = messages.position_of(kind, payload, fill)
        return self._position(found, timed.t, member, line)

    def _position(self, found: Position | None, t: int, member: str, line: int) -> str:
        if found is None:
            return SHORT
        if not 0 < found.mmsi < 10**9:
            return reasons.BAD_MMSI if found.mmsi else reasons.NO_MMSI
        if found.lat == 91 or found.lon == 181:
            return reasons.NO_POSITION
        if not (-90 <= found.lat <= 90 and -180 <= found.lon <= 180):
            return reasons.OUT_OF_RANGE
        mmsi = f"{found.mmsi:09d}"
        if not self._asked(mmsi, t, found.lat, found.lon):
            self.tally.outside += 1
            return ""
        self.tally.kept += 1
        self.rows.append((mmsi, t, *found[1:], member, line))
        return ""

    def _asked(self, mmsi: str, t: int, lat: float, lon: float) -> bool:
        ask = self.question
        if ask.mmsi and mmsi not in ask.mmsi:
            return False
        if (ask.start is not None and t < ask.start) or (ask.end is not None and t >= ask.end):
            return False
        if ask.box is None:
            return True
        west, south, east, north = ask.box
        within = west <= lon <= east if west <= east else lon >= west or lon <= east
        return within and south <= lat <= north
