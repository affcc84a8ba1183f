"""Captures and log as frames, for a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import _json
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing, layout, ledger, record

if TYPE_CHECKING:
    import pandas as pd

CAPTURES: Final = ("capture", "kind", "title", "at", "who", "why", "url", "outcome", "complete",
             "reason", "body", "bytes", "sha256", "record_sha256")  # fmt: skip
_LOG: Final = ("file", "row", "n", "at", "who", "event", "facts", "sha256", "problem")


def captures_frame(case: Path) -> pd.DataFrame:
    """Return one row a capture, sorted by id.

    Columns: capture, kind, title, at, who, why, url, outcome, complete, reason, body, bytes,
    sha256, record_sha256. ``url`` is the address asked, or stated by who handed the file over;
    ``bytes`` is 0 and ``sha256`` empty where nothing arrived.

    Raises
    ------
    EvidenceError
        When a record cannot be read, lacks a field or holds a wrong one.
    """
    import pandas as pd

    rows = [row(one) for one in record.captures(Path(case))]
    return pd.DataFrame(rows, columns=list(CAPTURES))


def row(one: record.Capture) -> dict[str, Any]:
    """Return one row of :func:`captures_frame`; the tables of a case are built on it as well.

    Raises
    ------
    EvidenceError
        When the record lacks a field or holds a wrong one.
    """
    kept = one.record
    try:
        body = str(kept["body"] or "")
        return {
            "capture": one.id,
            "kind": one.kind,
            "title": str(kept["title"]),
            "at": one.at,
            "who": str(kept["who"]),
            "why": str(kept["why"]),
            "url": str(kept.get("url_asked") or kept.get("url_stated") or ""),
            "outcome": one.outcome,
            "complete": one.complete,
            "reason": str(kept["reason"]),
            "body": body,
            "bytes": int(kept["files"][body]["bytes"]) if body else 0,
            "sha256": one.sha256,
            "record_sha256": hashing.of_file(one.folder / layout.RECORD),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise EvidenceError(
            f"the record of capture {one.id} lacks a field or holds a wrong one: {error}",
            file=one.folder / layout.RECORD,
            advice="osint verify says what was changed",
        ) from error


def log_frame(case: Path) -> pd.DataFrame:
    """Return one row a log line, sorted by time, then analyst and number.

    Columns: file, row, n, at, who, event, facts (canonical JSON), sha256, problem.
    """
    import pandas as pd

    lines = sorted(ledger.lines(Path(case)), key=lambda one: (one.at, one.who, one.n))
    rows = [
        (one.file, one.row, one.n, one.at, one.who, one.event, _json.canonical(one.facts),
         one.sha256, one.problem)
        for one in lines
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(_LOG))
