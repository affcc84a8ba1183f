"""Reading the fact files and the hand-written tables that say how a case takes them up."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

MAPPINGS: Final = Path(__file__).resolve().parent

Fact = Mapping[str, Any]
Row = dict[str, str]


class TextDates(yaml.SafeLoader):
    """A YAML loader that leaves dates as text, so that ``2018-08`` stays a month."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def cases() -> list[str]:
    """Return every case that is transcribed: those with a folder of mappings here."""
    return sorted(path.name for path in MAPPINGS.iterdir() if (path / "claims.csv").is_file())


def read_facts(folder: Path, name: str) -> dict[str, Any]:
    """Return one fact file, with every date as text."""
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    facts: dict[str, Any] = yaml.load(text, Loader=TextDates)  # noqa: S506 - a SafeLoader
    return facts


def read_mapping(case: str, name: str) -> list[Row]:
    """Return the rows of one hand-written mapping table of a case."""
    with (MAPPINGS / case / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Wording:
    """Cells of the facts that a reader is given in other words.

    A fact file speaks to its compiler in places ("print none"); the report speaks to its reader.
    ``wording.csv`` names each such cell, what stands in the facts and what stands in the case. A
    row whose words are no longer those of the facts stops the transcription.
    """

    rows: dict[tuple[str, str, str], tuple[str, str]]
    unused: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def read(cls, case: str) -> Wording:
        """Return the wording of a case."""
        rows = {
            (row["table"], row["id"], row["column"]): (row["in_facts"], row["here"])
            for row in read_mapping(case, "wording")
        }
        return cls(rows, set(rows))

    def of(self, table: str, name: str, column: str, said: str) -> str:
        """Return what the case says in a cell; ``said`` is what the facts say."""
        key = (table, name, column)
        if key not in self.rows:
            return said
        self.unused.discard(key)
        in_facts, here = self.rows[key]
        if in_facts != said:
            raise SystemExit(f"wording.csv, {'/'.join(key)}: the facts say other words: {said!r}")
        return here

    def finish(self) -> None:
        """Stop when a row concerns no cell of the facts."""
        if self.unused:
            raise SystemExit(f"wording.csv has rows for no cell: {sorted(self.unused)}")
