"""Reading the tables of the cases as text, for the tests about cases."""

from __future__ import annotations

import csv
from typing import Any

from scripts.transcription.facts import cases, read_mapping
from tests.conftest import REPO

CASES = cases()


def rows(case: str, table: str) -> list[dict[str, str]]:
    """Return the rows of a table of a case; an optional table that is absent has none."""
    path = REPO / "data" / "cases" / case / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(case: str) -> list[tuple[str, str, str, str, str]]:
    """Return (subject, predicate, value, date_from, claim) of every cell a claim fills."""
    return [
        (row["subject"], row["predicate"], row["value"], row["date_from"], row["claim"])
        for table in ("claims", "readings")
        for row in rows(case, table)
    ]


def plain(value: object) -> str:
    """Return a fact as the text of a cell."""
    return "" if value is None else str(value)


def worded(case: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return (table, id, column) -> (words of the facts, words of the case)."""
    return {
        (row["table"], row["id"], row["column"]): (row["in_facts"], row["here"])
        for row in read_mapping(case, "wording")
    }


class Told:
    """What a cell of a case must say, given what the facts say."""

    def __init__(self, case: str) -> None:
        self.words = worded(case)

    def __call__(self, table: str, name: str, column: str, fact: Any) -> str:
        said = plain(fact)
        return self.words.get((table, name, column), (said, said))[1]
