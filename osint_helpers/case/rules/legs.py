"""Legs: never stronger than their claims, in an order, drawn only where there is a point."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING, Final

from osint_helpers.case.grading import cells_of, exceeds, is_distortion, status_ceiling
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_RECORDS: Final = ("documented_record", "official_statement", "court_finding")


@rule("E150", "the status of a leg is stronger than its claims allow")
def too_strong(case: Case) -> Iterator[Spot]:
    """Compare ``legs.status`` with `grading.status_ceiling`."""
    for index, row in rows(case, "legs"):
        ceiling = status_ceiling(case, row["leg"])
        if exceeds(row["status"], ceiling):
            what = f"{row['status']!r} is stronger than {ceiling!r}, which its claims allow"
            advice = "lower the status, or name the claim that fills a movement cell"
            yield cell(case, "legs", index, "status", what, advice)


@rule("E151", "two legs have one position, or a position is no whole number")
def positions(case: Case) -> Iterator[Spot]:
    """Hold the order of the legs."""
    seen: dict[float, str] = {}
    for index, row in rows(case, "legs"):
        place = row["position"]
        if place in seen:
            what = f"{place:g} is the position of {seen[place]!r}"
            yield cell(case, "legs", index, "position", what, "number the legs from 1")
        elif place != int(place) or place < 0:
            yield cell(case, "legs", index, "position", f"{place:g}", "number the legs from 1")
        seen.setdefault(place, row["leg"])


@rule("E152", "a leg is drawn to a place without coordinates")
def no_point(case: Case) -> Iterator[Spot]:
    """Find place cells of drawn legs whose place has no point."""
    blank = {
        row["place"] for _, row in rows(case, "places") if isnan(row["lat"]) or isnan(row["lon"])
    }
    for index, row in rows(case, "legs"):
        if row["status"] == "not_drawn":
            continue
        ends = {
            value
            for claim, _, predicate, value in cells_of(case, row["leg"])
            if predicate in ("from", "to") and not is_distortion(claim)
        }
        for place in sorted(ends & blank):
            advice = "set not_drawn, or give the point with its source"
            what = f"{place!r} has no coordinates"
            yield cell(case, "legs", index, "status", what, advice)


@rule("E153", "coordinates are out of range, or one of the two is missing")
def coordinates(case: Case) -> Iterator[Spot]:
    """Check latitude (-90 to 90) and longitude (-180 to 180) in degrees."""
    for index, row in rows(case, "places"):
        for column, limit in (("lat", 90.0), ("lon", 180.0)):
            value = row[column]
            if abs(value) > limit:
                what, advice = f"{value:g} is out of range", f"must lie within ±{limit:g} degrees"
                yield cell(case, "places", index, column, what, advice)
            if isnan(value) and not (isnan(row["lat"]) and isnan(row["lon"])):
                yield cell(case, "places", index, column, "is empty", "give both or neither")


@rule("E154", "coordinates have no source")
def unsourced_point(case: Case) -> Iterator[Spot]:
    """Require coordinate_source with every point."""
    for index, row in rows(case, "places"):
        if not isnan(row["lat"]) and not row["coordinate_source"]:
            advice = "name the source of the point"
            yield cell(case, "places", index, "coordinate_source", "is empty", advice)


@rule("E155", "the UN/LOCODE of a place lies in another country")
def other_country(case: Case) -> Iterator[Spot]:
    """Compare the first two letters of ``unlocode`` with ``country`` (ISO 3166 alpha-2)."""
    for index, row in rows(case, "places"):
        code = row["unlocode"]
        if code and code[:2] != row["country"]:
            what = f"{code!r} does not begin with {row['country']!r}"
            yield cell(case, "places", index, "unlocode", what, "correct the code or the country")


@rule("E156", "a leg is kept apart under no topic")
def kept_apart(case: Case) -> Iterator[Spot]:
    """Hold ``legs.apart`` against ``[topics]`` of ``case.toml``."""
    for index, row in rows(case, "legs"):
        if row["apart"] and row["apart"] not in case.meta.topics:
            what = f"{row['apart']!r} is no topic"
            yield cell(case, "legs", index, "apart", what, "add it to [topics] of case.toml")


@rule("E157", "a place is assumed where a claim names one, or it has no point")
def assumed(case: Case) -> Iterator[Spot]:
    """Compare ``assumed_from`` and ``assumed_to`` with the places that sound claims name."""
    places = {row["place"]: row["lat"] for _, row in rows(case, "places")}
    for index, row in rows(case, "legs"):
        for end in ("from", "to"):
            column = f"assumed_{end}"
            if not row[column]:
                continue
            named = sorted(
                value
                for claim, _, predicate, value in cells_of(case, row["leg"])
                if predicate == end and value in places and not is_distortion(claim)
            )
            if named:
                what = f"a claim names {', '.join(dict.fromkeys(named))}"
                yield cell(case, "legs", index, column, what, "clear it: nothing need be assumed")
            elif isnan(places.get(row[column], 0.0)):
                what = f"{row[column]!r} has no coordinates"
                yield cell(case, "legs", index, column, what, "clear it, or give the point")


@rule("W208", "a documented leg rests on sources read only as excerpts")
def excerpts_only(case: Case) -> Iterator[Spot]:
    """Look at the access notes of all sources behind the recorded claims of a leg."""
    excerpt = {row["source"] for _, row in rows(case, "sources") if "excerpt" in row["access"]}
    for index, row in rows(case, "legs"):
        known = [claim for claim in row["claims"] if case.has("claims", claim)]
        records = [claim for claim in known if case.cell("claims", claim, "certainty") in _RECORDS]
        behind = {source for claim in records for source in case.sources_of(claim)}
        if row["status"] == "documented" and behind and behind <= excerpt:
            advice = "read the original before the report is handed over"
            what = "every source of its records was read as an excerpt only"
            yield cell(case, "legs", index, "status", what, advice)


@rule("W209", "a documented leg has no recorded arrival")
def no_arrival(case: Case) -> Iterator[Spot]:
    """Find documented legs of which a record shows the start only."""
    for index, row in rows(case, "legs"):
        arrived = any(
            predicate in ("arrived", "discharged")
            and not is_distortion(claim)
            and case.has("claims", claim)
            and case.cell("claims", claim, "certainty") in _RECORDS
            for claim, _, predicate, _ in cells_of(case, row["leg"])
        )
        if row["status"] == "documented" and not arrived:
            advice = "a recorded departure is no arrival: consider scheduled"
            yield cell(case, "legs", index, "status", "no record shows the arrival", advice)
