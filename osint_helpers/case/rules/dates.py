"""Dates: possible, in the form of their precision, and inside the knowledge of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_SHAPES: Final = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),
    "month": re.compile(r"\d{4}-\d{2}", re.ASCII),
    "year": re.compile(r"\d{4}", re.ASCII),
}
_ALLOWED: Final[dict[str, tuple[str, ...]]] = {
    "day": ("day",), "month": ("month",), "month_year_inferred": ("month",), "year": ("year",),
    "approx": ("day", "month", "year"), "none": (),
}  # fmt: skip
_DAY_PRINTED: Final = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


class Dated(NamedTuple):
    """One date of the case: where it stands, its two columns and its precision."""

    table: str
    row: int
    columns: tuple[str, str]
    start: str
    end: str
    precision: str


def _dated(case: Case) -> Iterator[Dated]:
    """Yield every interval of the case that has a precision."""
    for table in ("claims", "readings"):
        for index, row in rows(case, table):
            precision = row["precision"]
            if table == "readings" and not precision:
                precision = "day" if row["date_from"] or row["date_to"] else "none"
            columns = ("date_from", "date_to")
            yield Dated(table, index, columns, row["date_from"], row["date_to"], precision)
    for index, row in rows(case, "sources"):
        columns = ("published", "published")
        yield Dated("sources", index, columns, row["published"], "", row["precision"])


def _days(case: Case) -> Iterator[tuple[str, int, str, str]]:
    """Yield every single date that has no precision column: any of the three forms fits."""
    for table, column in (
        ("claims", "known_since"), ("resolutions", "on"), ("searches", "on"),
        ("corrections", "on"),
    ):  # fmt: skip
        for index, value in enumerate(case.table(table)[column]):
            if value:
                yield table, index, column, value


def _shape(text: str) -> str:
    return next((name for name, shape in _SHAPES.items() if shape.fullmatch(text)), "")


def interval(start: str, end: str, precision: str) -> DateInterval | None:
    """Return the interval, or None when the rules of this module object to it."""
    try:
        return DateInterval.parse(start, end, precision)
    except DateError:
        return None


def of_row(row: dict[str, Any]) -> DateInterval | None:
    """Return the interval of a claim or reading, None when it has none or a wrong one."""
    if not (row["date_from"] or row["date_to"]):
        return None
    return interval(row["date_from"], row["date_to"], row["precision"] or "day")


@rule("E130", "a date has not the form of its precision")
def form(case: Case) -> Iterator[Spot]:
    """Compare the written form with the precision; also a date with none, and none without."""
    for at in _dated(case):
        allowed = _ALLOWED[at.precision]
        parts = [(c, t) for c, t in zip(at.columns, (at.start, at.end), strict=True) if t]
        if not parts and allowed:
            what, advice = f"no date, but precision {at.precision}", "write precision none"
            yield cell(case, at.table, at.row, at.columns[0], what, advice)
        for column, text in parts:
            if _shape(text) not in allowed:
                what = f"{text!r} does not fit precision {at.precision}"
                advice = "write YYYY, YYYY-MM or YYYY-MM-DD, as printed by the source"
                yield cell(case, at.table, at.row, column, what, advice)
    for table, index, column, text in _days(case):
        if not _shape(text):
            advice = "write YYYY-MM-DD, YYYY-MM or YYYY"
            yield cell(case, table, index, column, f"{text!r} is no date", advice)


@rule("E131", "a date does not exist")
def impossible(case: Case) -> Iterator[Spot]:
    """Find days and months the calendar does not have."""
    for at in _dated(case):
        for column, text in zip(at.columns, (at.start, at.end), strict=True):
            if _shape(text) and interval(text, "", _shape(text)) is None:
                what = f"{text!r} does not exist"
                yield cell(case, at.table, at.row, column, what, "read the source again")
    for table, index, column, text in _days(case):
        if _shape(text) and interval(text, "", _shape(text)) is None:
            what = f"{text!r} does not exist"
            yield cell(case, table, index, column, what, "read the source again")


@rule("E132", "an interval runs backwards")
def backwards(case: Case) -> Iterator[Spot]:
    """Find an end that lies before its start."""
    for at in _dated(case):
        start = interval(at.start, "", _shape(at.start)) if _shape(at.start) else None
        end = interval(at.end, "", _shape(at.end)) if _shape(at.end) else None
        if start and end and end.is_before(start):
            what = f"{at.end} lies before {at.start}"
            yield cell(case, at.table, at.row, at.columns[1], what, "swap them")


@rule("E133", "a coarse date is shown as a day")
def coarse_as_day(case: Case) -> Iterator[Spot]:
    """Find a day in the value of a claim or reading whose precision is a month or a year."""
    for table in ("claims", "readings"):
        for index, row in rows(case, table):
            coarse = row["precision"] in ("month", "month_year_inferred", "year")
            if coarse and _DAY_PRINTED.search(row["value"]):
                what = f"{row['value']!r} names a day, the precision is {row['precision']}"
                yield cell(case, table, index, "value", what, "print the month or year only")


@rule("E134", "something is dated after the day of knowledge")
def after_as_of(case: Case) -> Iterator[Spot]:
    """Compare known_since, published and the analyst's own dates with as_of."""
    limit = DateInterval.parse(case.meta.as_of)
    dated = list(_days(case))
    dated += [("sources", i, "published", r["published"]) for i, r in rows(case, "sources")]
    for table, index, column, text in dated:
        day = interval(text, "", _shape(text)) if _shape(text) else None
        if day and limit.is_before(day):
            what = f"{text} lies after as_of {case.meta.as_of}"
            yield cell(case, table, index, column, what, "move as_of, or correct the date")


@rule("E135", "an evidence state of case.toml is no date, or lies after the day of knowledge")
def states(case: Case) -> Iterator[Spot]:
    """Check the dates at which the state of knowledge changed."""
    limit = DateInterval.parse(case.meta.as_of)
    for state in case.meta.evidence_states:
        text = state["date"]
        day = interval(text, "", _shape(text)) if _shape(text) else None
        if day is None or limit.is_before(day):
            what = f"evidence state {text!r} is no date up to {case.meta.as_of}"
            yield Spot("case.toml", None, "evidence_states", what, "write a date up to as_of")


@rule("W204", "an event is dated after the publication of all its sources")
def told_before(case: Case) -> Iterator[Spot]:
    """Compare the event with its sources; a plan may lie ahead, and coarse dates may overlap."""
    published = {
        row["source"]: interval(row["published"], "", row["precision"])
        for _, row in rows(case, "sources")
    }
    for index, row in rows(case, "claims"):
        event = of_row(row)
        days = [published.get(source) for source in case.sources_of(row["claim"])]
        planned = row["predicate"].startswith(("scheduled_", "estimated_"))
        if event is None or not days or planned or is_distortion(row["claim"]):
            continue
        if all(day is not None and day.is_before(event) for day in days):
            advice = "check the date, or whether this is a plan"
            what = "lies after the publication of all its sources"
            yield cell(case, "claims", index, "date_from", what, advice)


@rule("W205", "a whole month is written as an interval of days")
def month_as_days(case: Case) -> Iterator[Spot]:
    """Find day intervals that are exactly a calendar month: most are a month made precise."""
    for at in _dated(case):
        span = interval(at.start, at.end, at.precision) if at.precision == "day" else None
        if not (span and span.earliest and at.end):
            continue
        month = DateInterval.parse(at.start[:7], precision="month")
        if (span.earliest, span.latest) == (month.earliest, month.latest):
            what = f"{at.start} to {at.end} is the whole month"
            advice = "write the month with precision month if the source prints a month"
            yield cell(case, at.table, at.row, at.columns[0], what, advice)
