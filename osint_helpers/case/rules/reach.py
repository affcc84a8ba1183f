"""Scenarios of reach.csv: ends, ranges, and a written basis for every figure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.rules.dates import of_row
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

TABLE: Final = "reach"
WIDEST_NM: Final = 600.0  # as in journey.reach.ends: a wider disc is no position
_RANGES: Final = ("hours_low", "hours_high"), ("speed_low_kn", "speed_high_kn"), \
    ("dwell_low_h", "dwell_high_h"), ("by_low_h", "by_high_h")  # fmt: skip
_SIDES: Final = ("last", "next")


def _empty(value: float) -> bool:
    return math.isnan(value)


def number_of(text: str) -> float:
    """Return a number written in a list cell, NaN when it is none."""
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


@rule("E174", "an end of a reach is half given, missing or off the globe")
def ends(case: Case) -> Iterator[Spot]:
    """Ask for latitude and longitude together, at least one end, and a radius of 0 to 600 nm."""
    for index, row in rows(case, TABLE):
        if all(_empty(row[f"{side}_lat"]) and _empty(row[f"{side}_lon"]) for side in _SIDES):
            advice = "give last_lat and last_lon, or next_lat and next_lon"
            yield cell(case, TABLE, index, "last_lat", "no end has a position", advice)
        for side in _SIDES:
            lat, lon, radius = (row[f"{side}_{part}"] for part in ("lat", "lon", "radius_nm"))
            if _empty(lat) != _empty(lon) or (_empty(lat) and not _empty(radius)):
                what = f"the {side} end is half given"
                advice = f"fill {side}_lat and {side}_lon, or leave the end empty"
                yield cell(case, TABLE, index, f"{side}_lat", what, advice)
            elif not _empty(lat) and not (-90 <= lat <= 90 and -180 <= lon <= 180):
                what = f"{lat:g}, {lon:g} is no point"
                advice = "give degrees north and degrees east"
                yield cell(case, TABLE, index, f"{side}_lat", what, advice)
            if not _empty(radius) and not 0 <= radius <= WIDEST_NM:
                column = f"{side}_radius_nm"
                advice = f"give 0 to {WIDEST_NM:g}"
                yield cell(case, TABLE, index, column, f"{radius:g} is no radius", advice)


@rule("E175", "a time of a reach cannot be worked out")
def times(case: Case) -> Iterator[Spot]:
    """Ask for hours, or for two dated claims in order; likewise for the deadline."""
    dates = {row["claim"]: of_row(row) for _, row in rows(case, "claims")}
    sharp = {key for key, day in dates.items() if day and day.earliest and not day.soft}
    for index, row in rows(case, TABLE):
        if _empty(row["hours_low"]) and not {row["last_claim"], row["next_claim"]} <= sharp:
            advice = "write hours_low and hours_high, or name two claims with exact dates"
            yield cell(case, TABLE, index, "hours_low", "no hours and no pair of dates", advice)
        if _backwards(dates.get(row["last_claim"]), dates.get(row["next_claim"])):
            what = "next_claim lies before last_claim"
            yield cell(case, TABLE, index, "next_claim", what, "swap them")
        if not row["by_claim"]:
            continue
        if _backwards(dates.get(row["last_claim"]), dates.get(row["by_claim"])):
            what = "the deadline lies before the last position"
            yield cell(case, TABLE, index, "by_claim", what, "name a later claim")
        if _empty(row["by_low_h"]) and not {row["last_claim"], row["by_claim"]} <= sharp:
            advice = "write by_low_h and by_high_h, or name claims with exact dates"
            yield cell(case, TABLE, index, "by_claim", "no hours and no pair of dates", advice)


def _backwards(first: Any, second: Any) -> bool:  # noqa: ANN401  (DateInterval or None)
    return bool(first and second and second.is_before(first))


@rule("E176", "a range of a reach is half given, runs backwards or is negative")
def ranges(case: Case) -> Iterator[Spot]:
    """Compare the bounds of hours, speed, dwell and deadline; a speed is above 0."""
    for index, row in rows(case, TABLE):
        for low, high in _RANGES:
            a, b = row[low], row[high]
            if _empty(a) != _empty(b):
                yield cell(case, TABLE, index, low, f"{low} or {high} is empty", "fill both")
            elif not _empty(a) and not 0 <= a <= b:
                advice = "write the smaller first, 0 or more"
                yield cell(case, TABLE, index, low, f"{a:g} to {b:g} is no range", advice)
        if row["speed_low_kn"] == 0:
            yield cell(case, TABLE, index, "speed_low_kn", "is 0", "give a speed above 0")
        for text in row["assumed_kn"]:
            if not number_of(text) > 0:
                advice = "write speeds in knots, such as 4; 8; 12"
                yield cell(case, TABLE, index, "assumed_kn", f"{text!r} is no speed", advice)
        if row["by_means"] and not row["by_claim"] and _empty(row["by_low_h"]):
            advice = "name by_claim, write by_low_h and by_high_h, or empty by_means"
            yield cell(case, TABLE, index, "by_means", "there is no deadline", advice)


@rule("E177", "a figure of a reach has no basis")
def basis(case: Case) -> Iterator[Spot]:
    """Ask in words where each end, written hours and written deadline come from."""
    for index, row in rows(case, TABLE):
        for figure, column in (
            ("last_lat", "last_basis"), ("next_lat", "next_basis"), ("hours_low", "hours_basis"),
            ("by_low_h", "by_basis"),
        ):  # fmt: skip
            if not _empty(row[figure]) and not row[column].strip():
                advice = "say which source, or that the analyst assumes it, and why"
                yield cell(case, TABLE, index, column, f"{figure} has no basis", advice)


@rule("E178", "a reach names an unknown port or passage")
def names(case: Case) -> Iterator[Spot]:
    """Look up `ports` in the reference table of seaports and `opened` among the passages."""
    if not len(case.reach):
        return
    from osint_helpers import reference
    from osint_helpers.reference import sea

    known = set(reference.seaports()["port"])
    for index, row in rows(case, TABLE):
        for column, wanted, where in (
            ("ports", known, "see reference.seaports()"),
            ("opened", set(sea.PASSAGES), ", ".join(sorted(sea.PASSAGES))),
        ):
            for one in row[column]:
                if one not in wanted:
                    yield cell(case, TABLE, index, column, f"{one!r} is unknown", where)


@rule("W230", "an end of a reach is no position of a gap")
def claims(case: Case) -> Iterator[Spot]:
    """Hold the predicates of last_claim and next_claim against those of a gap."""
    predicates = dict(zip(case.claims["claim"], case.claims["predicate"], strict=True))
    for index, row in rows(case, TABLE):
        for column, wanted in (
            ("last_claim", "ais_last_received"), ("next_claim", "ais_next_received"),
        ):  # fmt: skip
            found = predicates.get(row[column], wanted)
            if found != wanted:
                advice = f"name a claim with {wanted}, or say in the basis why this one"
                yield cell(case, TABLE, index, column, f"is a claim with {found}", advice)
