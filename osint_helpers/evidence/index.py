"""The index of a bundle: one row a capture, for counsel's exhibit list."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from osint_helpers._cells import rows_csv
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.layout import CAPTURES, RECORD
from osint_helpers.evidence.record import Capture, load
from osint_helpers.evidence.sealed import Sealed

COLUMNS: Final = (
    "exhibit", "capture", "kind", "url_asked", "started_utc", "who", "outcome", "complete",
    "file", "bytes", "sha256", "record_sha256",
)  # fmt: skip
EXHIBITS: Final = "exhibits.csv"


def index(case: Path, seal: Sealed) -> str:
    """Return the index as CSV that no spreadsheet runs, sorted by capture.

    Columns: the exhibit numbers of ``exhibits.csv`` (several parted by ``"; "``), id and kind of
    the capture, the address asked, its start, the analyst, outcome, whether it is complete, and of
    the body its path, bytes and SHA-256; last the SHA-256 of its record.

    Raises
    ------
    EvidenceError
        When a record, or ``exhibits.csv``, cannot be read.
    """
    numbers = _exhibits(case / EXHIBITS) if EXHIBITS in seal.working else {}
    tail = f"/{RECORD}"
    folders = sorted(
        name.removesuffix(tail) for name in seal.evidence
        if name.startswith(f"{CAPTURES}/") and name.endswith(tail)
    )  # fmt: skip
    rows = [_row(load(case / folder), seal, numbers) for folder in folders]
    return rows_csv([COLUMNS, *rows])


def _row(capture: Capture, seal: Sealed, numbers: dict[str, list[str]]) -> list[str]:
    home = f"{CAPTURES}/{capture.id}"
    try:
        facts = [capture.kind, str(capture.record.get("url_asked", "")), capture.at]
        facts += [str(capture.record["who"]), capture.outcome, "yes" if capture.complete else "no"]
        body = ["", "0", ""]
        if capture.body is not None:
            name = f"{home}/{capture.body.name}"
            body = [name, str(capture.body.stat().st_size), seal.evidence[name]]
    except (KeyError, OSError) as error:
        raise EvidenceError(
            f"the record of capture {capture.id} does not fit its files",
            file=capture.folder / RECORD, advice="osint verify says what was changed",
        ) from error  # fmt: skip
    exhibits = "; ".join(numbers.get(capture.id, []))
    return [exhibits, capture.id, *facts, *body, seal.evidence[f"{home}/{RECORD}"]]


def _exhibits(path: Path) -> dict[str, list[str]]:
    """Return the exhibit numbers of each capture, in the order of the table."""
    found: dict[str, list[str]] = {}
    try:
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""), strict=True):
            if row["capture"]:
                found.setdefault(row["capture"], []).append(row["exhibit"] or "")
    except (KeyError, TypeError, UnicodeDecodeError, csv.Error) as error:
        raise EvidenceError(
            "is no table with the columns exhibit and capture", file=path,
            advice="osint check says what is wrong with it",
        ) from error  # fmt: skip
    return found
