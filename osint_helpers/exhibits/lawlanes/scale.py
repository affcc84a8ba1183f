"""The two scales of time of a drawing of the law: years of the measures, days of the journey."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

Json = dict[str, Any]

SLACK: Final = 0.06  # part of a span that is added behind its end, so that an end can be seen
# Steps between ticks, (days, months): the first that gives few enough ticks is taken.
_STEPS: Final = ((1, 0), (2, 0), (7, 0), (14, 0), (0, 1), (0, 2), (0, 3), (0, 6), (0, 12), (0, 24),
                 (0, 60), (0, 120))  # fmt: skip


class Scale(NamedTuple):
    """Days to px."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins, at the edge if it lies outside."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def span(self, start: str, end: str, least: float) -> tuple[float, float]:
        """Return both ends of some days in px, the last day whole, at least ``least`` apart."""
        first, last = date.fromisoformat(start or end), date.fromisoformat(end)
        x1, x2 = self.x(first), self.x(last + timedelta(days=1))
        if x2 - x1 >= least:
            return x1, x2
        x1 = max(self.left, min((x1 + x2 - least) / 2, self.right - least))
        return x1, x1 + least

    def ticks(self, most: int) -> list[date]:
        """Return the days of at most about ``most`` ticks, on round days."""
        for days, months in _STEPS:
            found = list(self._every(days, months))
            if len(found) <= most:
                break
        return found

    def _every(self, days: int, months: int) -> Iterator[date]:
        start = date.fromordinal(self.first)
        if days:
            yield from (date.fromordinal(n) for n in range(self.first, self.last, days))
            return
        number = start.year * 12 + start.month - 1 + (start.day > 1)
        number += -number % months
        while True:
            day = date(number // 12, number % 12 + 1, 1)
            if day.toordinal() >= self.last:
                return
            yield day
            number += months


def journey(spec: Json) -> tuple[str, str] | None:
    """Return the first and last day of anything asked for, or ``None`` where nothing is dated."""
    dated = [ask for leg in spec["legs"] for ask in leg["asks"] if ask["to"]]
    if not dated:
        return None
    return min(ask["from"] or ask["to"] for ask in dated), max(ask["to"] for ask in dated)


def days(spec: Json, left: float, right: float) -> Scale | None:
    """Return the scale of the days of the journey, whole months where it is longer than one."""
    found = journey(spec)
    if found is None:
        return None
    first, last = map(date.fromisoformat, found)
    if (last - first).days > 31:
        first = first.replace(day=1)
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    else:
        first, last = first - timedelta(days=2), last + timedelta(days=2)
    return Scale(first.toordinal(), last.toordinal() + 1, left, right)


def years(spec: Json, left: float, right: float) -> Scale | None:
    """Return the scale from the first day of any measure to a little after the journey."""
    found = journey(spec)
    measures = [one for lane in spec["lanes"] for one in lane["measures"]]
    if found is None or not measures:
        return None
    first = date.fromisoformat(min(found[0], *(one["from"] for one in measures)))
    last = date.fromisoformat(max(found[1], *(one["to"] for one in measures)))
    slack = max(30, round(((last - first).days) * SLACK))
    return Scale(first.toordinal(), last.toordinal() + slack, left, right)
