"""From readings to cells: versions are grouped, disputes marked, resolutions applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import LEG_PREDICATES, TIME_PREDICATES
from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError
from osint_helpers.journey.cells import Cell, Version
from osint_helpers.journey.disputes import against, differ
from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from osint_helpers.case.model import Case


# Cells in which a value of two capital letters is an ISO 3166-1 code.
COUNTRY_CELLS: Final = ("from", "to", "declared_from", "declared_to", "flag")
_ALPHA2: Final = re.compile(r"[A-Z]{2}")


def names(case: Case) -> dict[str, str]:
    """Return id -> printed name for places, entities and items of the case."""
    tables = ((case.items, "item"), (case.entities, "entity"), (case.places, "place"))
    return {row[key]: row["name"] for frame, key in tables for row in records(frame)}


def interval_of(row: Mapping[str, Any]) -> DateInterval:
    """Return the date interval of a reading or claim row."""
    return DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"], row["time_basis"] or "not stated"
    )


def cells_of(
    case: Case,
    rows: list[dict[str, Any]],
    known: Mapping[str, str] | None = None,
    *,
    partial: bool = False,
) -> dict[tuple[str, str], Cell]:
    """Pivot readings to cells.

    Parameters
    ----------
    case
        For names, contradictions and resolutions.
    rows
        Rows of `readings` as dictionaries, in their order.
    known
        Claim -> ``"certain"`` or ``"possible"``; other claims are then left out, together
        with contradictions and resolutions that rest on them.
    partial
        `rows` are some readings of a cell only: a resolution may then name a claim outside.

    Returns
    -------
    dict
        ``(subject, predicate)`` -> cell.

    Raises
    ------
    CaseError
        When ``resolutions.csv`` chooses a distortion, or a claim that is not in the cell.
    """
    if known is not None:
        rows = [row for row in rows if row["claim"] in known]
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["subject"], row["predicate"]), []).append(row)
    chosen = {} if known is not None else _resolutions(case, grouped, partial)
    label = names(case)
    cells = {
        key: Cell(key[1], _versions(found, label, known or {}, chosen.get(key, "")))
        for key, found in grouped.items()
    }
    opposed = against(case, rows, cells)
    return {
        key: Cell(cell.predicate, cell.versions, differ(cell) or key in opposed,
                  tuple(sorted(opposed.get(key, set()))))
        for key, cell in cells.items()
    }  # fmt: skip


def leg_cells(cells: Mapping[tuple[str, str], Cell], leg: str) -> dict[str, Cell]:
    """Return the cells of one leg: every leg predicate, empty where nothing is published."""
    own = [predicate for subject, predicate in cells if subject == leg]
    wanted = dict.fromkeys([*LEG_PREDICATES, *own])
    return {p: cells.get((leg, p), Cell(p)) for p in wanted}


def _versions(
    rows: list[dict[str, Any]], label: dict[str, str], known: Mapping[str, str], chosen: str
) -> tuple[Version, ...]:
    """Group the readings of one cell by what they say; distortions stay apart and last."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(_same(row), []).append(row)
    made = [_version(group, label, known, chosen) for group in groups.values()]
    return tuple(sorted(made, key=lambda version: version.distortion))


def _same(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what two readings must share to be one version."""
    if row["predicate"] in TIME_PREDICATES:
        when = interval_of(row)
        if when.latest is not None:
            return (row["distortion"], when.earliest, when.latest, when.precision)
    return (row["distortion"], " ".join(row["value"].casefold().split()))


def _version(
    group: list[dict[str, Any]], label: dict[str, str], known: Mapping[str, str], chosen: str
) -> Version:
    """Make one version of readings that say the same."""
    first = group[0]
    claims = tuple(dict.fromkeys(row["claim"] for row in group))
    timed = first["predicate"] in TIME_PREDICATES
    when = interval_of(first) if timed else None
    dated = when is not None and when.latest is not None
    text = when.text() if when is not None and dated else printed(first, label)
    states = {known[c] for c in claims if c in known}
    return Version(
        value=first["value"],
        text=text or (when.text() if when is not None else "stated without a value"),
        claims=claims,
        certainty=tuple(dict.fromkeys(row["certainty"] for row in group)),
        interval=when if dated else None,
        chosen=chosen in claims if chosen else None,
        distortion=bool(first["distortion"]),
        known="certain" if "certain" in states else "possible" if states else "",
    )


def printed(row: Mapping[str, Any], label: Mapping[str, str]) -> str:
    """Return a value as printed: the name of an id, and of a country given by its ISO code."""
    value = str(row["value"])
    if row["predicate"] in COUNTRY_CELLS and value not in label and _ALPHA2.fullmatch(value):
        from osint_helpers.errors import ReferenceDataError
        from osint_helpers.reference import country

        try:
            return str(country(value).name)
        except ReferenceDataError:
            return value
    return label.get(value, value)


def _resolutions(
    case: Case, grouped: Mapping[tuple[str, str], list[dict[str, Any]]], partial: bool
) -> dict[tuple[str, str], str]:
    """Return ``(subject, predicate)`` -> chosen claim, each held against its cell."""
    chosen: dict[tuple[str, str], str] = {}
    for n, row in enumerate(records(case.resolutions)):
        key, claim = (row["subject"], row["predicate"]), row["chosen_claim"]
        outside = claim not in {r["claim"] for r in grouped.get(key, [])}
        if outside and partial:
            continue
        if outside or is_distortion(claim):
            raise CaseError(
                f"the chosen claim {claim!r} is no sound version of {key[0]} {key[1]}",
                advice="choose a claim with a reading in that cell that is no distortion",
                file="resolutions.csv", row=case.line_of("resolutions", n), column="chosen_claim",
            )  # fmt: skip
        chosen[key] = claim
    return chosen
