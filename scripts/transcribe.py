"""Transcribe the fact file of a case into the tables that are pure transcription.

Usage: ``python scripts/transcribe.py FACTS_FOLDER [CASE ...]`` (every case when none is named)

Rewritten each time: sources, origins, places, claims, contradictions, checks, support, unknowns,
to_obtain. All other tables of the folder (readings, relations, judgements and the like) are the
analyst's own and are edited by hand; this script never touches them. Three
tables a case, in ``transcription/<case>/``, say which cell a claim fills (``claims.csv``), which
cell a gap concerns (``unknowns.csv``) and how words to the compiler are put for a reader
(``wording.csv``). The rules for grades and for ``known_since`` are in ``docs/grading.md``.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))

from osint_helpers.case.tables import TABLES  # noqa: E402
from scripts.transcription import rows  # noqa: E402
from scripts.transcription.facts import Row, Wording, cases, read_facts, read_mapping  # noqa: E402


def to_csv(table: str, rows: Iterable[Row]) -> str:
    """Return a table as CSV text with the columns of the schema and LF line ends."""
    out = io.StringIO()
    writer = csv.DictWriter(out, TABLES[table].columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def transcribe(folder: Path, case: str) -> dict[str, str]:
    """Return the CSV text of every transcribed table of a case, by table name."""
    facts = read_facts(folder, case)
    cells = {row["claim"]: row for row in read_mapping(case, "claims")}
    wording = Wording.read(case)
    found: dict[str, Iterable[Row]] = {
        "sources": rows.source_rows(facts, wording),
        "origins": rows.origin_rows(facts, wording),
        "places": rows.place_rows(facts, read_facts(folder, "ports"), wording),
        "claims": rows.claim_rows(facts, cells, wording),
        "contradictions": rows.contradiction_rows(facts),
        "checks": rows.check_rows(facts, wording),
        "support": rows.support_rows(facts),
        "unknowns": rows.unknown_rows(facts, read_mapping(case, "unknowns")),
        "to_obtain": rows.to_obtain_rows(facts, wording),
    }
    tables = {table: to_csv(table, one) for table, one in found.items()}
    wording.finish()
    return tables


def main(arguments: Sequence[str]) -> int:
    """Write the transcribed tables; return the exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for case in arguments[1:] or cases():
        target = REPO / "data" / "cases" / case
        target.mkdir(parents=True, exist_ok=True)
        for table, text in transcribe(Path(arguments[0]), case).items():
            (target / f"{table}.csv").write_text(text, encoding="utf-8", newline="\n")
            print(f"{case}/{table}.csv: {len(list(csv.reader(io.StringIO(text)))) - 1} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
