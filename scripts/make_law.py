"""Write the tables of measures, goods and red flags in ``data/reference`` from the fact files.

Usage: ``python scripts/make_law.py FACTS_FOLDER [OUT_FOLDER]``

``FACTS_FOLDER`` holds ``measures.yaml`` and ``red_flags.yaml``. Every row is copied and nothing is
added; a key this script does not know stops it, so that no field is lost. The same facts give
the same bytes. ``memberships.csv`` is kept by hand and left alone.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

OUT = Path(__file__).resolve().parent.parent / "data" / "reference"
MEASURES = (
    "measure", "jurisdiction", "instrument", "kind", "goods_covered", "list_in", "effective_from",
    "effective_to", "date_basis", "scope", "hs_codes", "hs_mapping_ours", "threshold", "citation",
    "url", "url_official_to_fetch", "url_list_seen", "url_renewal_seen", "verified",
    "unverified_fields", "basis", "note",
)  # fmt: skip
GOODS = ("family", "hs", "named_by")
VECTORS = (
    "vector", "case", "case_file", "date", "jurisdiction", "goods", "must_include", "must_exclude",
    "note",
)  # fmt: skip
RULES = ("rule", "name", "sources", "data_needed", "test", "automation", "note")
PARAMETERS = ("rule", "parameter", "default", "unit", "basis", "note")
CASES = ("rule", "must", "case", "refs", "expect", "reason")
SOURCES = (
    "source", "publisher", "title", "author", "date", "date_precision", "url", "language", "kind",
    "parents", "strand", "access_note",
)  # fmt: skip
ORIGINS = ("origin", "name", "own_gathering", "rests_on", "note")
EXAMPLES = ("example", "calls", "end", "path_nm", "direct_nm", "ratio", "expect")
SEPARATOR = ";"

Tables = dict[str, tuple[Sequence[str], list[list[str]]]]


def cell(value: object) -> str:
    """Return one cell: yes and no, lists joined, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        parts = [cell(one) for one in value]
        if any(SEPARATOR in part or not part for part in parts):
            raise SystemExit(f"cannot join {parts!r} with {SEPARATOR!r}")
        return SEPARATOR.join(parts)
    return str(value)


def row(columns: Sequence[str], fact: Mapping[str, Any], **more: object) -> list[str]:
    """Return one row; a key of the fact that has no column stops the script."""
    flat = {**fact, **more}
    if "id" in flat:
        flat = {columns[0]: flat.pop("id"), **flat}
    lost = sorted(set(flat) - set(columns))
    if lost:
        raise SystemExit(f"{flat.get(columns[0])}: no column for {', '.join(lost)}")
    return [cell(flat.get(column)) for column in columns]


def rule_rows(rules: Iterable[Mapping[str, Any]]) -> Tables:
    """Return the four tables of the rules."""
    inner = {"parameters", "fires_on", "must_not_fire_on"}
    heads, parameters, cases = [], [], []
    for rule in rules:
        heads.append(row(RULES, {k: v for k, v in rule.items() if k not in inner}))
        for one in rule["parameters"]:
            rest = {k: v for k, v in one.items() if k != "name"}
            parameters.append(row(PARAMETERS, rest, rule=rule["id"], parameter=one["name"]))
        for must, why in (("fires_on", "why"), ("must_not_fire_on", "condition")):
            for one in rule[must]:
                rest = {k: v for k, v in one.items() if k != why}
                cases.append(row(CASES, rest, rule=rule["id"], must=must, reason=one[why]))
    return {
        "red_flags.csv": (RULES, heads),
        "red_flag_parameters.csv": (PARAMETERS, parameters),
        "red_flag_cases.csv": (CASES, cases),
    }


def tables(measures: Mapping[str, Any], flags: Mapping[str, Any]) -> Tables:
    """Return every table: file name -> columns and rows."""
    return {
        "measures.csv": (MEASURES, [row(MEASURES, one) for one in measures["measures"]]),
        "goods.csv": (GOODS, [row(GOODS, one) for one in measures["luxury_families"]]),
        "measure_vectors.csv": (VECTORS, [row(VECTORS, one) for one in measures["test_vectors"]]),
        **rule_rows(flags["rules"]),
        "red_flag_sources.csv": (SOURCES, [row(SOURCES, one) for one in flags["sources"]]),
        "red_flag_origins.csv": (ORIGINS, [row(ORIGINS, one) for one in flags["parent_register"]]),
        "red_flag_examples.csv": (EXAMPLES, [row(EXAMPLES, o) for o in flags["worked_examples"]]),
    }


def load(facts: Path) -> Tables:
    """Return the tables of a folder of fact files."""
    read = [
        yaml.safe_load((facts / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("measures", "red_flags")
    ]
    return tables(*read)


def main(facts: Path, out: Path = OUT) -> None:
    """Write all tables into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in load(facts).items():
        with (out / name).open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(columns)
            table.writerows(rows)
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        raise SystemExit(__doc__)
    main(*(Path(argument) for argument in sys.argv[1:]))
