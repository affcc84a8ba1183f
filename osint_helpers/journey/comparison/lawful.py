"""Measures in force at origin and destination on the days of the legs, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.journey.comparison.naming import framed, named
from osint_helpers.journey.lawful import BOUND, DECLARED, law_timeline
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

COLUMNS: Final = ("jurisdiction", "measure", "instrument", "case", "roles", "standing", "goods",
                  "legs", "claims")  # fmt: skip
ROLES: Final = ("origin", "destination", BOUND, DECLARED)
VERIFIED: Final = "in force, verified"
CHECK: Final = "to be checked by counsel"


def measures(cases: Sequence[Case]) -> pd.DataFrame:
    """Return one row a measure and case, for the ends of the legs.

    The same answers as `journey.law_timeline` gives for each case. A measure that is verified for
    one leg and to be checked for another has two rows. A case without a row for a measure was
    not under it on its days, or its places, days or goods could not be asked for: the law
    timeline of the case says which.

    Parameters
    ----------
    cases
        Open cases.

    Returns
    -------
    DataFrame
        ``jurisdiction``, ``measure``, ``instrument``, ``case``, ``roles`` (tuple of ``origin``,
        ``destination``, ``bound for`` a place without a day of arrival, ``declared destination``),
        ``standing`` (``in force, verified`` or ``to be checked by counsel``),
        ``goods`` (families asked for, tuple), ``legs`` and ``claims`` (gathered ids). Order: the
        first day of the measures of each jurisdiction as the table of law lists them.
    """
    found: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for case in cases:
        for row in records(law_timeline(case)):
            if row["role"] not in ROLES or not row["measure"]:
                continue
            key = (row["jurisdiction"], row["measure"], case.id, row["standing"])
            held = found.setdefault(key, {"instrument": row["instrument"], "roles": set(),
                                          "goods": {}, "legs": {}, "claims": {}})  # fmt: skip
            held["roles"].add(row["role"])
            held["goods"][row["goods"]] = None
            held["legs"] |= dict.fromkeys(named(case, [row["leg"]]))
            held["claims"] |= dict.fromkeys(named(case, row["claims"]))
    rows = [_row(key, held) for key, held in found.items()]
    return framed(_ordered(rows, [case.id for case in cases]), COLUMNS)


def _row(key: tuple[str, str, str, str], held: dict[str, Any]) -> dict[str, Any]:
    jurisdiction, measure, case, standing = key
    return {
        "jurisdiction": jurisdiction, "measure": measure, "instrument": held["instrument"],
        "case": case, "roles": tuple(role for role in ROLES if role in held["roles"]),
        "standing": standing, "goods": tuple(held["goods"]), "legs": tuple(held["legs"]),
        "claims": tuple(held["claims"]),
    }  # fmt: skip


def _ordered(rows: list[dict[str, Any]], cases: list[str]) -> list[dict[str, Any]]:
    """Put UN and EU first, then states by code; measures in the order of the table of law."""
    from osint_helpers import law

    place = {name: number for number, name in enumerate(law.measures()["measure"])}
    wide = {"UN": 0, "EU": 1}
    return sorted(rows, key=lambda row: (
        wide.get(row["jurisdiction"], 2), row["jurisdiction"], place[row["measure"]],
        cases.index(row["case"]), row["standing"] != VERIFIED,
    ))  # fmt: skip
