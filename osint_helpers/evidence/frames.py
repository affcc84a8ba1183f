"""Captures and log as frames, for a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from osint_helpers import _json
from osint_helpers.evidence import hashing, layout, ledger, record

if TYPE_CHECKING:
    import pandas as pd

_CAPTURES = ("capture", "kind", "title", "at", "who", "why", "url", "outcome", "complete",
             "reason", "body", "bytes", "sha256", "record_sha256")  # fmt: skip
_LOG = ("file", "row", "n", "at", "who", "event", "facts", "sha256", "problem")


def captures_frame(case: Path) -> pd.DataFrame:
    """Return one row a capture, sorted by id.

    Columns: capture, kind, title, at, who, why, url, outcome, complete, reason, body, bytes,
    sha256, record_sha256. ``url`` is the address asked, or stated by who handed the file over;
    ``bytes`` is 0 and ``sha256`` empty where nothing arrived.

    Raises
    ------
    EvidenceError
        When a record cannot be read.
    """
    import pandas as pd

    rows = [_row(one) for one in record.captures(Path(case))]
    return pd.DataFrame(rows, columns=list(_CAPTURES))


def _row(one: record.Capture) -> tuple[object, ...]:
    facts, name = one.record, one.record["body"]
    url = str(facts.get("url_asked") or facts.get("url_stated") or "")
    size = 0 if name is None else int(facts["files"][name]["bytes"])
    head = (one.id, one.kind, facts["title"], one.at, facts["who"], facts["why"], url)
    state = (one.outcome, one.complete, facts["reason"], name or "", size, one.sha256)
    return (*head, *state, hashing.of_file(one.folder / layout.RECORD))


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
