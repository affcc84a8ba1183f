"""What was known when: the claims, legs and cells that were public on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from osint_helpers._card import Card, Carded
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.dates import DateInterval
from osint_helpers.journey.cells import Cell, qualify
from osint_helpers.journey.known import known_since, known_states, public_on
from osint_helpers.journey.legs import Leg, legs
from osint_helpers.journey.pivot import cells_of
from osint_helpers.journey.readings import is_distortion, readings, records

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from osint_helpers.case.model import Case

TABLE_COLUMNS: Final = (
    "day", "when", "certain", "possible", "not_yet", "undated", "legs", "new", "new_by_topic",
    "contradicted",
)  # fmt: skip
CHANGE_COLUMNS: Final = ("claim", "topic", "statement", "since", "known", "contradicts")


@dataclass(frozen=True, repr=False)
class Knowledge(Carded):
    """What was public on a day.

    Attributes
    ----------
    day
        The day asked for; a text of that same day counts as public.
    certain, possible, unknown
        Claims that were public for certain, possibly (a source printed only a month or year
        that holds the day), and not yet. In file order.
    undated
        Claims of which nothing says since when they were public.
    legs
        Legs with at least one claim of `certain` or `possible`, with the cells known then.
    """

    day: date
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    unknown: tuple[str, ...]
    undated: tuple[str, ...]
    legs: tuple[Leg, ...]

    @property
    def known(self) -> frozenset[str]:
        """Return the claims that were certainly or possibly public."""
        return frozenset((*self.certain, *self.possible))

    def _card_(self) -> Card:
        from osint_helpers.journey import cards

        return cards.knowledge(self)


def known_on(case: Case, day: date) -> Knowledge:
    """Return what was public on a day.

    A claim is ``certain`` when the last day its first publication can mean is not later than
    `day`, ``possible`` when the first is not later (see `known.known_since`).

    Parameters
    ----------
    case
        An open case.
    day
        The last day that counts.
    """
    states = known_states(case, day)

    def of(state: str) -> tuple[str, ...]:
        return tuple(claim for claim, found in states.items() if found == state)

    return Knowledge(
        day=day,
        certain=of("certain"),
        possible=of("possible"),
        unknown=of("not yet"),
        undated=of("undated"),
        legs=tuple(legs(case, known_on=day)),
    )


def changes(case: Case, before: date | None, after: date) -> pd.DataFrame:
    """Return the claims that became public after one day and up to another.

    Parameters
    ----------
    case
        An open case.
    before, after
        The two days; ``None`` for `before` means from the start.

    Returns
    -------
    DataFrame
        ``claim, topic, statement``; ``since``: days of publication in print; ``known``:
        ``certain`` or ``possible`` on `after`; ``contradicts``: claims already known before
        that it contradicts. Distortions are left out. In the order of the claims.
    """
    old = {} if before is None else public_on(case, before)
    now = public_on(case, after)
    since = known_since(case)
    rows = [
        {
            **{c: row[c] for c in ("claim", "topic", "statement")},
            "since": since[row["claim"]].text(),
            "known": now[row["claim"]],
            "contradicts": tuple(c for c in case.contradicting(row["claim"]) if c in old),
        }
        for row in records(case.claims)
        if row["claim"] in now and row["claim"] not in old and not is_distortion(row["claim"])
    ]
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def knowledge_table(case: Case, days: Iterable[date]) -> pd.DataFrame:
    """Return one row a day: how much was public, and what was new since the day before it.

    Parameters
    ----------
    case
        An open case.
    days
        Days in any order; they are sorted, and each once.

    Returns
    -------
    DataFrame
        ``day`` (ISO text), ``when`` in print; ``certain, possible, not_yet, undated``: numbers
        of claims; ``legs``: ids of the legs known; ``new``: claims new since the row above
        (without distortions); ``new_by_topic``: ``"L0: 3; vessel: 1"``; ``contradicted``:
        claims known before that a new one contradicts.
    """
    rows = []
    before: date | None = None
    for day in sorted(set(days)):
        state = known_on(case, day)
        fresh = changes(case, before, day)
        by_topic = fresh["topic"].value_counts(sort=False)
        topics = list(dict.fromkeys(fresh["topic"]))
        against = [c for found in fresh["contradicts"] for c in found]
        rows.append(
            {
                "day": day.isoformat(),
                "when": DateInterval.of_day(day).text(),
                "certain": len(state.certain),
                "possible": len(state.possible),
                "not_yet": len(state.unknown),
                "undated": len(state.undated),
                "legs": tuple(leg.id for leg in state.legs),
                "new": tuple(fresh["claim"]),
                "new_by_topic": "; ".join(f"{topic}: {by_topic[topic]}" for topic in topics),
                "contradicted": tuple(sorted(set(against))),
            }
        )
        before = day
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS))


def known_cells(
    case: Case, days: Iterable[date], subjects: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return cells as they were known on each day.

    Parameters
    ----------
    case
        An open case.
    days
        Days in any order; they are sorted, and each once.
    subjects
        Ids of legs, items or entities; by default every leg.

    Returns
    -------
    DataFrame
        ``subject, predicate``, then one text column for each day (ISO): every version known
        then, ``possibly known`` where that is not certain, ``"not published"`` where none was.
        Cells that are empty on every day have no row. Distortions are left out.
    """
    asked = sorted(set(days))
    wanted = [leg.id for leg in legs(case)] if subjects is None else list(subjects)
    rows = records(readings(case))
    then = {day: cells_of(case, rows, public_on(case, day)) for day in asked}
    keys = dict.fromkeys((row["subject"], row["predicate"]) for row in rows)
    found = [
        {
            "subject": subject,
            "predicate": predicate,
            **{day.isoformat(): _text(then[day].get((subject, predicate))) for day in asked},
        }
        for name in wanted
        for subject, predicate in keys
        if subject == name
    ]
    columns = ["subject", "predicate", *(day.isoformat() for day in asked)]
    shown = [row for row in found if any(row[c] != NOT_PUBLISHED for c in columns[2:])]
    return pd.DataFrame(shown, columns=columns)


def _text(cell: Cell | None) -> str:
    """Return the sound versions of one cell on one day."""
    if cell is None or not cell.sound:
        return NOT_PUBLISHED
    return " / ".join(
        qualify(v.text, (*v.doubts, *["possibly known"] * (v.known == "possible")))
        for v in cell.sound
    )
