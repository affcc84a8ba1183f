"""The question put to a catalogue of scenes, checked before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from osint_helpers.collect import dates
from osint_helpers.collect.imagery.areas import Area, Box, area
from osint_helpers.errors import CollectError

Json = dict[str, Any]

COLLECTIONS: Final = ("sentinel-1-grd", "sentinel-2-l2a")
RADIUS_KM: Final = 25.0
PAGE: Final = 100  # items a page; both servers take more, and a page of 100 is about 2 MB
AT_MOST: Final = 5000  # scenes of one box: a question with more is too wide to be read


@dataclass(frozen=True)
class Question:
    """What is asked of a server.

    Attributes
    ----------
    area
        Where.
    start, end
        First and last day, both inclusive, UTC.
    collections
        Ids of collections of the server.
    max_cloud
        Per cent of cloud a scene may have, or None.
    limit, at_most
        Items a page; scenes of one box after which no more is asked.
    """

    area: Area
    start: date
    end: date
    collections: tuple[str, ...]
    max_cloud: float | None
    limit: int
    at_most: int

    def body(self, box: Box) -> Json:
        """Return what is posted for one box. The last day is asked to its last microsecond."""
        last = f"{self.end.isoformat()}T23:59:59.999999Z"
        return {
            "collections": list(self.collections), "bbox": list(box),
            "datetime": f"{self.start.isoformat()}T00:00:00Z/{last}", "limit": self.limit,
        }  # fmt: skip

    def span(self) -> tuple[datetime, datetime]:
        """Return the begin of the first day and the end of the last."""
        first = datetime.combine(self.start, time(), UTC)
        return first, datetime.combine(self.end, time(), UTC) + timedelta(days=1)

    def parameters(self) -> Json:
        """Return the question as plain JSON."""
        return {
            **self.area.question(), "start": self.start.isoformat(), "end": self.end.isoformat(),
            "collections": list(self.collections), "max_cloud": self.max_cloud,
            "limit": self.limit, "at_most": self.at_most,
        }  # fmt: skip


def question(
    *,
    place: str,
    bbox: Sequence[float] | None,
    start: date | str,
    end: date | str,
    collections: Sequence[str],
    max_cloud: float | None,
    radius_km: float,
    limit: int,
    at_most: int,
) -> Question:
    """Return the question, checked.

    Raises
    ------
    CollectError
        For days that are none or out of order, no collection, or a number out of its range.
    """
    first, last = dates.day(start, "start"), dates.day(end, "end")
    if first > last:
        raise CollectError(f"the days {first} to {last} are out of order", column="end")
    named = (collections,) if isinstance(collections, str) else tuple(collections)
    if not named or not all(isinstance(one, str) and one.strip() for one in named):
        raise CollectError(
            "no collection is named", advice=f"such as {', '.join(COLLECTIONS)}",
            column="collections",
        )  # fmt: skip
    if max_cloud is not None and not 0 <= max_cloud <= 100:
        raise CollectError(f"{max_cloud} is no percentage of cloud", column="max_cloud")
    if not 1 <= limit <= 1000 or at_most < 1:
        raise CollectError("a page has 1 to 1000 items, a search at least one scene",
                           column="limit")  # fmt: skip
    where = area(place, bbox, radius_km)
    return Question(where, first, last, tuple(dict.fromkeys(named)), max_cloud, limit, at_most)
