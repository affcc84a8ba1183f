"""What commands print: plain lines, one fact each, that read the same piped or on a terminal."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from osint_helpers.evidence.plain import plain

# Control, surrogate (a file name that is no UTF-8), line and paragraph separator; and the marks
# that turn the reading direction. Joiners stay: names in many scripts need them.
_OBEYED: Final = ("Cc", "Cs", "Zl", "Zp")
_TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line(text: str) -> None:
    """Print one line."""
    print(clean(text), flush=True)


def clean(text: str) -> str:
    """Return text with everything written out that a terminal would obey instead of show.

    Names of files and cells of tables come from outside. Line breaks and tabs stay.
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\n\t":
        return char
    obeyed = char in _TURNING or unicodedata.category(char) in _OBEYED
    return ascii(char)[1:-1] if obeyed else char


def findings(rows: Iterable[Any]) -> None:
    """Print lint findings, one line each."""
    for row in rows:
        finding(row, row.row, [])


def finding(one: Any, row: int | None, excerpt: Iterable[str]) -> None:  # noqa: ANN401
    """Print a finding as ``file:row:column: severity CODE: what; what to do``, and its cell."""
    where = ":".join(
        part for part in (one.file, "" if row is None else str(row), one.column) if part
    )
    advice = f"; {one.advice}" if one.advice else ""
    line(f"{where}: {one.severity} {one.code}: {one.message}{advice}")
    for text in excerpt:
        line(text)


def report(files: Any) -> None:  # noqa: ANN401  (typed in the report room)
    """Print where the files are and how large."""
    for label, path in (("report", files.html), ("pdf", files.pdf)):
        line(f"{label:10s} {path}  ({path.stat().st_size / 1000:,.0f} kB)")


def summary(figures: Mapping[str, Any]) -> None:
    """Print what the report contains, one figure a line."""
    line("contents")
    for name, value in figures.items():
        if isinstance(value, Mapping):
            value = ", ".join(f"{count} {word}" for word, count in value.items())  # noqa: PLW2901
        line(f"  {name.replace('_', ' '):22s} {value}")


def legs(rows: Iterable[Any]) -> None:
    """Print each leg with its cells and the claims behind each version."""
    for leg in rows:
        line(f"{leg.label}  [{leg.status}: {leg.status_note}]")
        for predicate, cell in leg.cells.items():
            for version in cell.versions:
                mark = " (distortion)" if version.distortion else ""
                line(f"  {predicate:20s} {version.text}{mark}  <- {', '.join(version.claims)}")
        line(f"  {'evidence':20s} {leg.strands.text}")


def place(row: Any) -> None:  # noqa: ANN401  (typed in the reference room)
    """Print one place with its codes and provenance."""
    line(f"{row.id}  {row.name}  ({row.kind}, {row.country})")
    if row.lat is not None:
        line(f"  point       {row.lat:.4f}, {row.lon:.4f}  (within {row.precision_km:g} km)")
    line(f"  basis       {row.coordinate_basis}")
    line(f"  provenance  {row.provenance.text()}")


def capture(taken: Any) -> None:  # noqa: ANN401  (typed in the evidence room)
    """Print what was stored of one capture."""
    line(f"capture    {taken.id}")
    reason = f": {taken.record['reason']}" if taken.record["reason"] else ""
    line(f"  outcome  {taken.outcome}{reason}")
    if taken.body is not None:
        size = taken.record["files"][taken.record["body"]]["bytes"]
        line(f"  body     {taken.body.name}, {size:,} bytes, SHA-256 {taken.sha256}")
    line(f"  folder   {taken.folder}")


def verdict(found: Any) -> None:  # noqa: ANN401  (typed in the evidence room)
    """Print every finding of a check of evidence, and what was checked."""
    for finding in found.findings:
        line(finding.line())
    line(
        f"{len(found.broken)} broken, {len(found.notices)} notices: {found.captures} captures, "
        f"{found.lines} log lines, {found.seals} seals, {found.files} files, "
        f"{found.bytes / 1e6:,.1f} MB"
    )
    if not (found.captures or found.lines or found.seals):
        line("nothing is captured, logged or sealed here: this says nothing of any evidence")


def event(row: Any) -> None:  # noqa: ANN401  (typed in the evidence room)
    """Print one line of the evidence log; text from outside cannot move the cursor."""
    facts = " ".join(f"{key}={value}" for key, value in sorted(row.facts.items()))
    text = f"{row.at}  {row.who:12s} {row.event:18s} {facts}"
    line(plain(text, sys.maxsize))
