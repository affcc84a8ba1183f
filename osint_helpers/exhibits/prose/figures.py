"""The figures a text may name: each is computed from the case when the exhibit is built.

A number typed into a sentence goes stale when a table changes. ``{{legs_documented}}`` does not.
A name is fixed (``claims``) or a family with an id (``strands.L1``); ``docs/exhibits.md`` has all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import journey
from osint_helpers._near import did_you_mean
from osint_helpers.case import strands
from osint_helpers.case.tables import LIKELIHOOD, STATUS, TABLES
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError, OsintError
from osint_helpers.exhibits.palette import STATUS_STYLE
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.gaps import day_range
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.journey import Gap, Leg


@dataclass(frozen=True)
class Figure:
    """One figure or family of figures.

    Attributes
    ----------
    form
        Name as written in a text; parts in ``<>`` stand for an id.
    meaning
        What it prints.
    value
        Case and the parts after the first dot -> text.
    """

    form: str
    meaning: str
    value: Callable[[Case, tuple[str, ...]], str]

    @property
    def head(self) -> str:
        """Name without its variable parts."""
        return self.form.partition(".<")[0]

    @property
    def parts(self) -> int:
        """How many variable parts the name has."""
        return self.form.count("<")


def figure_names() -> tuple[str, ...]:
    """Return the forms of all figures, sorted."""
    return tuple(sorted(figure.form for figure in _ALL))


def figures() -> tuple[Figure, ...]:
    """Return all figures, by form."""
    return tuple(sorted(_ALL, key=lambda figure: figure.form))


def figure_value(case: Case, name: str) -> str:
    """Return the text of one figure.

    Parameters
    ----------
    case
        An open case.
    name
        Such as ``"legs_total"``, ``"cell.L1.departed"``.

    Raises
    ------
    ExhibitError
        For a name that is no figure, or whose id the case does not have.
    """
    for figure in _ALL:
        rest = name.removeprefix(f"{figure.head}.")
        parts = tuple(rest.split(".")) if figure.parts else ()
        fits = rest != name and len(parts) == figure.parts and all(parts)
        if name == figure.form if not figure.parts else fits:
            try:
                return figure.value(case, parts)
            except OsintError as error:
                raise ExhibitError(f"{{{{{name}}}}}: {error.what}", advice=error.advice) from error
    raise ExhibitError(
        f"there is no figure {{{{{name}}}}}",
        advice=did_you_mean(name, figure_names(), "docs/exhibits.md lists them"),
    )


def _leg(case: Case, key: str) -> Leg:
    case.leg(key)
    return next(leg for leg in journey.legs(case, apart=True) if leg.id == key)


def _gap(case: Case) -> Gap:
    found = journey.gaps(case)
    if len(found) != 1:
        raise ExhibitError(f"the case has {len(found)} gaps, not one")
    return found[0]


def _all_strands(case: Case) -> strands.StrandCount:
    return strands.count(case, list(case.claims["claim"]))


def _status_count(status: str) -> Callable[[Case, tuple[str, ...]], str]:
    return lambda case, _: str(sum(leg.status == status for leg in journey.legs(case)))


def _table_count(table: str) -> Callable[[Case, tuple[str, ...]], str]:
    return lambda case, _: str(len(case.table(table)))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _cell(case: Case, leg: str, predicate: str) -> str:
    cells = _leg(case, leg).cells
    if predicate not in cells:
        raise ExhibitError(
            f"leg {leg} has no cell {predicate!r}", advice=did_you_mean(predicate, sorted(cells))
        )
    return cells[predicate].qualified


def _check_row(case: Case, key: str) -> dict[str, Any]:
    found = [row for row in common.rows_of(journey.checks(case)) if row["check"] == key]
    if not found:
        raise ExhibitError(f"there is no check {key!r}", advice="see checks.csv")
    return found[0]


def _check(case: Case, key: str) -> str:
    return str(_check_row(case, key)["computed"])


def _speed(case: Case, leg: str) -> str:
    case.leg(leg)
    rows = common.rows_of(journey.feasibility(case))
    found = [
        row
        for row in rows
        if row["leg"] == leg and row["test"] == "average speed" and row["result"]
    ]
    if not found:
        raise ExhibitError(f"no speed can be computed for leg {leg}")
    shown = dict.fromkeys(f"{row['result']} {row['unit']}" for row in found)
    return "an average of " + " or ".join(text.replace(" kn", " knots") for text in shown)


def _dwell(case: Case, place: str) -> str:
    """Return the days between an arrival at a place and the next departure, over all versions."""
    name = case.place(place)["name"]
    legs = journey.legs(case)
    for into, out in pairwise(legs):
        ends = {version.value for version in into.cell("to").sound}
        starts = {version.value for version in out.cell("from").sound}
        days = day_range(into.cell("arrived").intervals(), out.cell("departed").intervals())
        if place in ends & starts and days is not None:
            return days.text()
    raise ExhibitError(f"no arrival at and departure from {name} are published")


def _judgement(case: Case, key: str) -> dict[str, Any]:
    for row in common.rows_of(case.judgements):
        if row["judgement"] == key:
            return row
    raise ExhibitError(f"there is no judgement {key!r}", advice="see judgements.csv")


def _band(case: Case, key: str) -> str:
    word = _judgement(case, key)["likelihood"]
    return f"{word} ({LIKELIHOOD[word]})"


def _known(case: Case, key: str) -> str:
    text = common.subject_text(case, key)
    if not any(case.has(table, key) for table in ("items", "entities", "places", "legs")):
        raise ExhibitError(f"nothing in the case has the id {key!r}")
    return text


_ALL: Final = (
    Figure("title", "title of the case", lambda case, _: case.meta.title),
    Figure("question", "the question put", lambda case, _: case.meta.question),
    Figure("item_line", "the line that names the item", lambda case, _: case.meta.item_line),
    Figure(
        "as_of",
        "last day of knowledge",
        lambda case, _: DateInterval.parse(case.meta.as_of).text(),
    ),
    Figure("claims", "number of claims", _table_count("claims")),
    Figure("sources", "number of sources", _table_count("sources")),
    Figure(
        "bodies",
        "number of bodies with own gathering in the register of origins",
        lambda case, _: str(int((case.origins["own_gathering"] == "yes").sum())),
    ),
    Figure(
        "strands_upper",
        "strands behind all claims together, at most",
        lambda case, _: str(_all_strands(case).upper),
    ),
    Figure(
        "strands_lower",
        "strands behind all claims together, at least",
        lambda case, _: str(_all_strands(case).lower),
    ),
    Figure("legs_total", "number of legs", lambda case, _: str(len(journey.legs(case)))),
    *(
        Figure(f"legs_{status}", f"number of legs with the status {status}", _status_count(status))
        for status in STATUS
    ),
    *(
        Figure(f"count.{name}", f"number of rows of {name}.csv", _table_count(name))
        for name in TABLES
        if name != "contradictions"
    ),
    Figure(
        "count.contradictions",
        "number of pairs of contradicting claims, each once",
        lambda case, _: str(len(journey.contradictions(case))),
    ),
    Figure(
        "count.distortions",
        "number of statements held to be wrong or raised",
        lambda case, _: str(sum(is_distortion(claim) for claim in case.claims["claim"])),
    ),
    Figure(
        "count.checks_hold",
        "number of checks whose statement holds",
        lambda case, _: str(int((journey.checks(case)["outcome"] == "holds").sum())),
    ),
    Figure(
        "count.checks_fail",
        "number of checks whose statement does not hold",
        lambda case, _: str(int((journey.checks(case)["outcome"] == "fails").sum())),
    ),
    Figure("gap.text", "wording of the only gap", lambda case, _: _gap(case).text),
    Figure(
        "days.gap",
        "elapsed days of the only gap",
        lambda case, _: _days_text(_gap(case)),
    ),
    Figure(
        "strands.<leg>",
        '"at most 3 strands" behind a leg',
        lambda case, p: f"at most {_counted(_leg(case, p[0]).strands.upper, 'strand')}",
    ),
    Figure(
        "strands_lower.<leg>",
        '"at least 1 strand" behind a leg',
        lambda case, p: f"at least {_counted(_leg(case, p[0]).strands.lower, 'strand')}",
    ),
    Figure(
        "articles.<leg>",
        '"5 articles" behind a leg',
        lambda case, p: _counted(_leg(case, p[0]).strands.articles, "article"),
    ),
    Figure(
        "support.<claim>",
        '"2 articles, at most 1 strand (at least 1)" behind a claim',
        lambda case, p: strands.count(case, [p[0]]).text,
    ),
    Figure(
        "support_of.<check>",
        "articles and strands behind the claims of a check, taken together",
        lambda case, p: strands.count(case, _check_row(case, p[0])["claims"]).text,
    ),
    Figure(
        "status.<leg>",
        "status of a leg in words",
        lambda case, p: STATUS_STYLE[_leg(case, p[0]).status].words,
    ),
    Figure(
        "cell.<leg>.<predicate>",
        "a cell of the journey, every version",
        lambda case, p: _cell(case, p[0], p[1]),
    ),
    Figure("check.<check>", "computed figure of a check", lambda case, p: _check(case, p[0])),
    Figure("speed.<leg>", "average speed over a leg", lambda case, p: _speed(case, p[0])),
    Figure("dwell.<place>", "days between arrival and departure", lambda c, p: _dwell(c, p[0])),
    Figure(
        "value.<claim>",
        "value of a claim, as printed where that is recorded",
        lambda case, p: common.value_text(case.claim(p[0]).to_dict()) or "not published",
    ),
    Figure(
        "date.<claim>",
        "date of a claim",
        lambda case, p: common.when(case.claim(p[0]).to_dict()) or "no date published",
    ),
    Figure("name.<id>", "name of an item, entity, place or leg", lambda c, p: _known(c, p[0])),
    Figure("band.<judgement>", "likelihood with its range", lambda c, p: _band(c, p[0])),
    Figure(
        "confidence.<judgement>",
        "confidence in a judgement",
        lambda case, p: str(_judgement(case, p[0])["confidence"]),
    ),
)


def _days_text(gap: Gap) -> str:
    if gap.days is None:
        raise ExhibitError("one side of the gap is not published")
    return gap.days.text()
