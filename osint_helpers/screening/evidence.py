"""What is told beside numbers and names: legal forms, dates, countries, odd text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from osint_helpers.dates import DateInterval
from osint_helpers.errors import DateError
from osint_helpers.screening.preparing import PreparedName
from osint_helpers.screening.values import Feature, MatchRule, Subject

NEIGHBOURS: Final = 2  # years below which two dates of birth may be one, misprinted
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


def legal_forms(x: PreparedName, y: PreparedName, rule: MatchRule) -> Feature:
    """Compare the classes of the legal forms of two names, of which one has one."""
    first, second = (", ".join(sorted(set(one.forms))) for one in (x, y))
    if not first or not second:
        return Feature("legal form", "silent", first, second, 0.0,
                       f"legal form {first or second} on one side only")  # fmt: skip
    if {*x.forms} & {*y.forms}:
        return Feature("legal form", "agree", first, second, 0.0, f"legal forms agree: {first}")
    return Feature("legal form", "differ", first, second, -rule.legal_form,
                   f"legal forms differ: {first} and {second}")  # fmt: skip


def scripts(x: PreparedName, y: PreparedName) -> Iterator[Feature]:
    """Tell another script, and what was odd about a text."""
    if x.script != y.script and x.tokens and y.tokens:
        yield Feature("script", "told", x.script, y.script, 0.0,
                      f"written in {x.script} and {y.script}: compared after "
                      "transliteration")  # fmt: skip
    for side, one in (("first", x), ("second", y)):
        for note in one.notes:
            yield Feature("text", "told", x.text, y.text, 0.0, f"{side} name: {note}")


def name_dates(x: PreparedName, y: PreparedName) -> Iterator[Feature]:
    """Tell a name that is not the present one, and names that were not borne at one time."""
    first, second = _borne(x), _borne(y)
    if not first and not second:
        return
    one, other = x.name, y.name
    apart = (one.until and other.since and one.until < other.since) or (
        other.until and one.since and other.until < one.since
    )
    text = "the names were not borne at one time" if apart else "a name of the past, or dated"
    yield Feature("dates of the name", "differ" if apart else "told", first, second, 0.0,
                  f"{text}: {first or 'no date'} and {second or 'no date'}")  # fmt: skip


def _borne(one: PreparedName) -> str:
    parts = [one.name.quality] if one.name.quality == "previous name" else []
    parts += [f"since {one.name.since}"] if one.name.since else []
    parts += [f"until {one.name.until}"] if one.name.until else []
    return ", ".join(parts)


def countries(a: Subject, b: Subject, rule: MatchRule) -> tuple[Feature | None, float]:
    """Compare countries; what they add to the score, and no limit."""
    if not a.countries or not b.countries:
        return None, 1.0
    first, second = (
        {" ".join(one.upper().split()): one for one in side} for side in (a.countries, b.countries)
    )
    shown = (", ".join(sorted(first.values())), ", ".join(sorted(second.values())))
    if first.keys() & second.keys():
        both = ", ".join(sorted(first.keys() & second.keys()))
        return Feature("countries", "agree", *shown, 0.0, f"a country agrees: {both}"), 1.0
    scored = {a.kind, b.kind} <= {"person", "organisation"}
    why = "" if scored else "; a ship changes its flag"
    return Feature("countries", "differ", *shown, -rule.country if scored else 0.0,
                   f"countries differ: {shown[0]} and {shown[1]}{why}"), 1.0  # fmt: skip


def born(a: Subject, b: Subject, rule: MatchRule) -> tuple[Feature | None, float]:
    """Compare dates of birth or building; the limit is below 1 where they leave no day for both.

    One day on both sides adds to the score of a person; it never makes a match of two names that
    are none. Dates apart take from it, less where the years are neighbours.
    """
    if not a.born or not b.born:
        return None, 1.0
    shown = (", ".join(sorted(a.born)), ", ".join(sorted(b.born)))
    pairs = [_meet(one, other) for one in sorted(set(a.born)) for other in sorted(set(b.born))]
    if any(one is True for one in pairs):
        day = {*a.born} & {*b.born} & {*filter(_DAY.fullmatch, a.born)}
        if day and {a.kind, b.kind} == {"person"}:
            text = f"born on one day: {', '.join(sorted(day))}"
            return Feature("born", "agree", *shown, rule.born_agrees, text), 1.0
        return Feature("born", "agree", *shown, 0.0, "dates of birth can be the same"), 1.0
    if any(one is None for one in pairs):
        text = "a date of birth cannot be read: not compared"
        return Feature("born", "silent", *shown, 0.0, text), 1.0
    text = f"dates of birth differ: {shown[0]} and {shown[1]}; possible at most"
    years = [{int(one) for one in _YEAR.findall(" ".join(side))} for side in (a.born, b.born)]
    near = any(abs(one - other) < NEIGHBOURS for one in years[0] for other in years[1])
    taken = rule.born_near if near else rule.born_differs
    return Feature("born", "conflict", *shown, -taken, text), 0.5


def _meet(one: str, other: str) -> bool | None:
    try:
        first, second = (_interval(text) for text in (one, other))
    except DateError:
        return None
    if None in (first.earliest, first.latest, second.earliest, second.latest):
        return None
    assert first.earliest and first.latest and second.earliest and second.latest  # noqa: S101, PT018
    return first.earliest <= second.latest and second.earliest <= first.latest


def _interval(text: str) -> DateInterval:
    start, slash, end = text.partition("/")
    if not slash:
        return DateInterval.of_text(text.strip())
    first, last = DateInterval.of_text(start.strip()), DateInterval.of_text(end.strip())
    return DateInterval(first.earliest, last.latest, "approx", first.time_basis)
