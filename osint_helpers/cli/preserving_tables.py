"""The tables ``osint preserve`` prints and writes."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers.cli import output
from osint_helpers.evidence.plain import plain

if TYPE_CHECKING:
    from osint_helpers.evidence.preserving import Planned, Result
    from osint_helpers.evidence.record import Capture

_SHORTEST: Final = 24  # columns an address keeps on a narrow terminal
_NAMED: Final = 5  # sources named beside a reason; the table above names all
_LOGIN: Final = re.compile(r"//[^/?#]*@")


def results(rows: Sequence[Result]) -> None:
    """Print what became of each address, why some are not captured, and one line of counts."""
    from osint_helpers.evidence.preserving.results import EARLIER, summary

    head = ("source", "outcome", "capture", "bytes", "archived copy", "address")
    cells = [
        (
            ", ".join(one.target.sources),
            one.outcome,
            "" if one.capture is None else one.capture.id,
            _bytes(one.capture),
            one.archived_at,
            shown(one.target.url),
        )
        for one in rows
    ]
    _table(head, cells)
    reasons: dict[str, list[str]] = {}
    for one in rows:
        if not one.captured and one.reason:
            reasons.setdefault(plain(one.reason, sys.maxsize), []).extend(one.target.sources)
    for reason, sources in reasons.items():
        more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
        output.line(f"{', '.join(sources[:_NAMED])}{more}: {reason}")
    output.line(summary(rows))
    asked = [one.outcome for one in rows if one.outcome != EARLIER]
    if len(asked) > 1 and set(asked) == {"dns"}:
        output.line("no host name has an address from here: is this machine on a network?")


def plan(rows: Sequence[Planned], counts: Mapping[str, int], seconds: float) -> None:
    """Print what would be asked, of whom how often, and how long that takes at least."""
    cells = [
        (", ".join(one.target.sources), one.action, one.because, shown(one.target.url))
        for one in rows
    ]
    _table(("source", "action", "because", "address"), cells)
    _table(("host", "requests"), [(host, str(count)) for host, count in counts.items()])
    output.line(
        f"{len(rows)} addresses, {sum(counts.values())} requests to {len(counts)} hosts at least, "
        f"{_duration(seconds)} at least; nothing was asked, nothing was written"
    )


def results_csv(rows: Sequence[Result]) -> str:
    """Return the results as CSV, addresses in full, formula cells neutralised."""
    from osint_helpers.case.export import rows_csv

    head = ["source", "url", "outcome", "reason", "capture", "at", "bytes", "sha256", "archived",
            "archived_at", "archive_note", "archive_capture", "attempts"]  # fmt: skip
    body = [
        [
            "; ".join(one.target.sources), shown(one.target.url), one.outcome, one.reason,
            "" if one.capture is None else one.capture.id,
            "" if one.capture is None else one.capture.at,
            _bytes(one.capture),
            "" if one.capture is None else one.capture.sha256,
            one.archived, one.archived_at, one.archive_note,
            "" if one.copy is None else one.copy.id,
            str(one.attempts),
        ]
        for one in rows
    ]  # fmt: skip
    return rows_csv([head, *body])


def plan_csv(rows: Sequence[Planned]) -> str:
    """Return a plan as CSV."""
    from osint_helpers.case.export import rows_csv

    head = ["source", "url", "host", "action", "because"]
    body = [
        ["; ".join(one.target.sources), shown(one.target.url), one.host, one.action, one.because]
        for one in rows
    ]
    return rows_csv([head, *body])


def sources_without(sources: Sequence[str]) -> str:
    """Return the line that names the sources without an address."""
    noun = "source has" if len(sources) == 1 else "sources have"
    return f"{len(sources)} {noun} no address: {', '.join(sources)}"


def shown(url: str) -> str:
    """Return an address as it may be printed: without a login."""
    return plain(_LOGIN.sub("//REDACTED@", url, count=1), sys.maxsize)


def cut(text: str, width: int) -> str:
    """Cut a text in the middle, so that both ends are seen."""
    if len(text) <= width:
        return text
    head = (width - 1) // 2
    return f"{text[:head]}…{text[len(text) - (width - 1 - head) :]}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns side by side; on a terminal the last is cut to fit."""
    if not rows:
        return
    cells = [[plain(cell, sys.maxsize) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head) - 1)]
    left = sys.maxsize
    if sys.stdout.isatty():
        left = max(_SHORTEST, shutil.get_terminal_size().columns - sum(widths) - 2 * len(widths))
    for row in cells:
        fixed = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        output.line("  ".join([*fixed, cut(row[-1], left)]).rstrip())


def _bytes(capture: Capture | None) -> str:
    if capture is None or capture.record["body"] is None:
        return ""
    return str(capture.record["files"][capture.record["body"]]["bytes"])


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
