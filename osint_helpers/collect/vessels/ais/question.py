"""Which positions are asked for: ships, a box, a span of time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.collect.vessels.ais.frame import NAMES
from osint_helpers.errors import CollectError, shown

When = dt.date | str  # a datetime is a date, too
_MMSI: Final = re.compile(r"[0-9]{1,9}")
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Question:
    """A filter that is applied while the file streams by.

    Attributes
    ----------
    mmsi
        Nine digits each; empty for every ship.
    box
        ``(west, south, east, north)`` in degrees, borders included; west greater than east crosses
        the antimeridian.
    start, end
        Microseconds since 1970 UTC; `start` included, `end` not.
    columns
        Canonical columns to return, in this order.
    """

    mmsi: frozenset[str] = frozenset()
    box: tuple[float, float, float, float] | None = None
    start: int | None = None
    end: int | None = None
    columns: tuple[str, ...] = NAMES

    @classmethod
    def of(
        cls,
        mmsi: Any = (),  # noqa: ANN401  (text, number, or a sequence of them)
        box: Any = None,  # noqa: ANN401
        start: When | None = None,
        end: When | None = None,
        columns: Any = None,  # noqa: ANN401
    ) -> Question:
        """Check and normalise what an analyst asks.

        Raises
        ------
        CollectError
            For an MMSI, box, time or column that is none.
        """
        ships = (mmsi,) if isinstance(mmsi, str | int) else tuple(mmsi or ())
        names = NAMES if columns is None else tuple(columns)
        unknown = [name for name in names if name not in NAMES]
        if unknown or not names:
            raise CollectError(
                f"{unknown[0] if unknown else 'nothing'!r} is no column of an AIS position",
                advice=f"choose among {', '.join(NAMES)}", column="columns",
            )  # fmt: skip
        first, last = _micros(start, "start"), _micros(end, "end")
        if first is not None and last is not None and first >= last:
            raise CollectError("the span ends before it starts", column="end",
                               advice="end is the first moment not asked for")  # fmt: skip
        return cls(frozenset(_ship(one) for one in ships), _box(box), first, last, names)

    def plain(self) -> dict[str, Any]:
        """Return the question as plain values, for a report or for JSON."""
        return {"mmsi": sorted(self.mmsi), "box": None if self.box is None else list(self.box),
                "start": _iso(self.start), "end": _iso(self.end),
                "columns": list(self.columns)}  # fmt: skip


def _ship(one: object) -> str:
    text = str(one).strip()
    if not _MMSI.fullmatch(text) or not int(text):
        raise CollectError(f"{text!r} is no MMSI", advice="nine digits", column="mmsi")
    return text.zfill(9)


def _box(box: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    if box is None or box == ():
        return None
    try:
        west, south, east, north = (float(one) for one in box)
    except (TypeError, ValueError):
        west = south = east = north = float("nan")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise CollectError(f"{shown(box)} is no box", column="box",
                           advice="(west, south, east, north) in degrees")  # fmt: skip
    return west, south, east, north


def _micros(when: When | None, column: str) -> int | None:
    if when is None or when == "":
        return None
    try:
        read = dt.datetime.fromisoformat(when) if isinstance(when, str) else when
    except ValueError:
        read = None
    if not isinstance(read, dt.date):
        raise CollectError(f"{when!r:.40} is no time", advice="2015-12-31T23:59:59, UTC",
                           column=column) from None  # fmt: skip
    if not isinstance(read, dt.datetime):
        read = dt.datetime(read.year, read.month, read.day, tzinfo=dt.UTC)
    known = read if read.tzinfo else read.replace(tzinfo=dt.UTC)
    return (known - _EPOCH) // dt.timedelta(microseconds=1)


def _iso(micros: int | None) -> str | None:
    return None if micros is None else (_EPOCH + dt.timedelta(microseconds=micros)).isoformat()
