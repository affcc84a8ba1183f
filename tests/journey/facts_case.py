"""The fact files as the few look-ups that strand counting and checks need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import yaml

OUTER = ("id", "kind", "statement", "claims", "expect", "note")


class FactsCase:
    """A fact file with the look-ups of a case that `case.strands` uses."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._claims = {row["id"]: {"lineage": (), **row} for row in data["claims"]}
        self._sources = {row["id"]: {"strand": "", **row} for row in data["sources"]}
        self.origins = pd.DataFrame(
            {
                "origin": [row["id"] for row in data["parent_register"]],
                "own_gathering": [
                    "yes" if row["own_gathering"] else "no" for row in data["parent_register"]
                ],
                "rests_on": [tuple(row["rests_on"]) for row in data["parent_register"]],
            }
        )

    def claim(self, claim: str) -> dict[str, Any]:
        return self._claims[claim]

    def source(self, source: str) -> dict[str, Any]:
        return self._sources[source]

    def cell(self, table: str, key: str, column: str) -> Any:
        return {"claims": self._claims, "sources": self._sources}[table][key][column]

    def sources_of(self, claim: str) -> tuple[str, ...]:
        return tuple(self._claims[claim]["sources"])

    def has(self, table: str, key: str) -> bool:
        assert table == "sources"
        return key in self._sources


def checks_of(folder: Path) -> list[tuple[str, dict[str, Any], FactsCase]]:
    """Return (file name, check, case) for every check of every case file."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        if isinstance(data, dict) and "parent_register" in data and data.get("checks"):
            case = FactsCase(data)
            found += [(path.name, check, case) for check in data["checks"]]
    return found


def inputs_of(check: dict[str, Any]) -> dict[str, Any]:
    """Return the inputs of a check of a fact file."""
    return {key: value for key, value in check.items() if key not in OUTER}
