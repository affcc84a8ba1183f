"""Dated readings become marks; marks of one event become an entry with one label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers.dates import DateInterval
from osint_helpers.exhibits.timeline.lanes import ENDS, HOLLOW, words

if TYPE_CHECKING:
    from osint_helpers.case import Case

Reading = dict[str, Any]
Entry = dict[str, Any]


def interval(row: Reading) -> DateInterval:
    """Return the interval of a reading, a claim or a source row."""
    return DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"] or "day", row.get("time_basis", "")
    )


def dated(rows: Iterable[Reading]) -> list[tuple[Reading, DateInterval]]:
    """Return the readings that have a date, with their interval."""
    found = [(row, interval(row)) for row in rows]
    return [(row, when) for row, when in found if when.latest is not None]


def shape(when: DateInterval) -> str:
    """Return how an interval is drawn: ``day``, ``bar`` (its width counts) or ``soft``."""
    if when.precision == "approx":
        return "soft"
    return "day" if when.earliest == when.latest else "bar"


def entries(
    case: Case, rows: Sequence[Reading], disputes: set[frozenset[str]], detail: str = ""
) -> list[Entry]:
    """Return one entry for each predicate and subject, its versions as marks.

    Parameters
    ----------
    rows
        Readings of one row of the figure; those without a date are passed over.
    disputes
        Pairs of claims that contradict each other.
    detail
        ``value`` or ``place``: what is added to the words. Readings that differ in it are
        separate entries.
    """
    grouped: dict[tuple[str, ...], list[tuple[Reading, DateInterval]]] = {}
    for row, when in dated(rows):
        extra = _detail(case, row, detail)
        key = (row["predicate"], row["subject"], extra, row["claim"] if detail else "")
        grouped.setdefault(key, []).append((row, when))
    return [
        _entry(case, key, part, disputes)
        for key, found in grouped.items()
        for part in _side_by_side(found)
    ]


def _side_by_side(
    found: list[tuple[Reading, DateInterval]],
) -> list[list[tuple[Reading, DateInterval]]]:
    """Return the readings as one part, or one part an interval if two intervals overlap."""
    spans = sorted({when for _, when in found}, key=lambda when: when.sort_key())
    for n, one in enumerate(spans):
        if any(one.overlaps(other) for other in spans[n + 1 :]):
            return [[pair for pair in found if pair[1] == when] for when in spans]
    return [found]


def _detail(case: Case, row: Reading, detail: str) -> str:
    """Return the added words of a reading."""
    if detail == "place":
        return str(case.claim(row["claim"])["place"]).split(",")[0]
    return str(row["value"]) if detail == "value" else ""


def _entry(
    case: Case,
    key: tuple[str, ...],
    found: list[tuple[Reading, DateInterval]],
    disputes: set[frozenset[str]],
) -> Entry:
    """Return one entry; versions of the same days are one mark with several claims."""
    by_days: dict[DateInterval, list[Reading]] = {}
    for row, when in sorted(found, key=lambda pair: pair[1].sort_key()):
        by_days.setdefault(when, []).append(row)
    marks = [_mark(case, when, rows) for when, rows in by_days.items()]
    claims = [claim for mark in marks for claim in mark["claims"]]
    for mark in marks:
        mark["disputed"] = any(
            frozenset((one, other)) in disputes for one in mark["claims"] for other in claims
        )
    joiner = " or " if any(mark["disputed"] for mark in marks) else ", "
    dates = joiner.join(_without_year([mark["when"] for mark in marks]))
    label = ": ".join(part for part in (words(key[0]), key[2]) if part)
    kept = _chosen(case, key[1], key[0])
    if kept and kept not in claims:
        label, dates = f"said: {label}", f"{dates} (contradicted)"
    return {
        "predicate": key[0],
        "label": f"{label}{', ' if key[2] else ' '}{dates}",
        "side": "right" if key[0] in ENDS else "left",
        "hollow": key[0] in HOLLOW or bool(kept and kept not in claims),
        "marks": marks,
    }


def _chosen(case: Case, subject: str, predicate: str) -> str:
    """Return the claim the case prefers for a cell, or nothing."""
    for row in case.resolutions.itertuples(index=False):
        if (row.subject, row.predicate) == (subject, predicate):
            return str(row.chosen_claim)
    return ""


def _without_year(dates: list[str]) -> list[str]:
    """Return the dates with a year that all share only at the last."""
    years = {date[-5:] for date in dates}
    if len(years) > 1 or not all(len(date) > 5 for date in dates):
        return dates
    return [date[:-5] for date in dates[:-1]] + dates[-1:]


def _mark(case: Case, when: DateInterval, rows: list[Reading]) -> dict[str, Any]:
    """Return one mark: where it lies, what it stands on, what a screen reader says."""
    claims = list(dict.fromkeys(row["claim"] for row in rows))
    latest = when.latest or when.earliest
    assert latest is not None  # noqa: S101  (dated() left the others out)
    return {
        "from": (when.earliest or latest).isoformat(),
        "to": latest.isoformat(),
        "shape": shape(when),
        "when": when.text(),
        "certainty": rows[0]["certainty"],
        "claims": claims,
        "text": " ".join(f"{str(case.claim(c)['statement']).rstrip('.')}." for c in claims),
        "disputed": False,
    }
