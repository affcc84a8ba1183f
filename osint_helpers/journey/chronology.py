"""Chronology: dated events in order; what was published when stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from osint_helpers.dates import DateInterval
from osint_helpers.journey.pivot import interval_of
from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

COLUMNS: Final = (
    "date_from", "date_to", "precision", "when", "topic", "statement", "certainty", "claim",
    "place", "sources", "distortion",
)  # fmt: skip
PUBLICATION_COLUMNS: Final = (
    "date", "precision", "when", "source", "publisher", "title", "kind", "claims",
)  # fmt: skip


def chronology(case: Case) -> pd.DataFrame:
    """Return the dated claims by the date of the event.

    Parameters
    ----------
    case
        An open case; a claim without a date of its event has no row.

    Returns
    -------
    DataFrame
        ``date_from, date_to, precision`` as recorded, ``when``: the date in print, ``topic,
        statement, certainty, claim, place``, ``sources`` as a tuple, ``distortion``: a known
        wrong statement, to be shown only as contradicted. Sorted by earliest day, then by the
        narrower date, then by the order of the claims. The order of two rows says nothing
        about which came first where their dates overlap.
    """
    rows = []
    for n, claim in enumerate(records(case.claims)):
        when = interval_of(claim)
        if when.latest is None:
            continue
        row = {
            **{c: claim[c] for c in COLUMNS if c in claim},
            "when": when.text(),
            "sources": case.sources_of(claim["claim"]),
            "distortion": is_distortion(claim["claim"]),
        }
        rows.append((when.sort_key(), n, row))
    rows.sort(key=lambda entry: entry[:2])
    frame = pd.DataFrame([row for *_, row in rows], columns=list(COLUMNS))
    return frame.astype({"distortion": bool})


def publications(case: Case) -> pd.DataFrame:
    """Return the sources by day of publication: when something was said, not when it happened.

    Returns
    -------
    DataFrame
        ``date`` and ``precision`` as recorded, ``when`` in print, ``source, publisher, title,
        kind`` and ``claims``: the claims it supports. Sources without a day come last.
    """
    carried: dict[str, list[str]] = {}
    for claim in case.claims["claim"]:
        for source in case.sources_of(claim):
            carried.setdefault(source, []).append(claim)
    rows = []
    for n, text in enumerate(records(case.sources)):
        when = DateInterval.parse(text["published"], "", text["precision"])
        row = {
            "date": text["published"],
            "when": when.text(),
            "claims": tuple(carried.get(text["source"], ())),
            **{c: text[c] for c in ("precision", "source", "publisher", "title", "kind")},
        }
        rows.append((when.sort_key(), n, row))
    rows.sort(key=lambda entry: entry[:2])
    return pd.DataFrame([row for *_, row in rows], columns=list(PUBLICATION_COLUMNS))
