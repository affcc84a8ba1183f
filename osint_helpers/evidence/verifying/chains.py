"""Check the log itself: chain, numbers, analysts, clocks, and pairs of begin and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.history import History
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.verifying.codes import found
from osint_helpers.evidence.verifying.inventory import Inventory

_CLOSE_S: Final = 60.0
BACKWARD_S: Final = 1.0  # a log whose clock was set back by more is named
_MESSAGES: Final = {
    "log-torn": "line {row} is torn: its writer was stopped in the middle",
    "log-line": "line {row} cannot be read as a line of the log",
    "log-chain": "line {row} does not follow from the line before it: "
    "a line was edited, deleted, inserted or moved here, or line ends were changed",
    "log-number": "line {row} has the number {n}, which is not its place in the chain",
}


def check(lines: Sequence[Line], inventory: Inventory) -> Iterator[Finding]:
    """Yield what is wrong with the lines of the log one by one."""
    for line in lines:
        if line.problem:
            message = _MESSAGES[line.problem].format(row=line.row, n=line.n)
            yield found(line.problem, line.file, message)
        elif line.who != _analyst(line.file):
            yield found("log-who", line.file, f"line {line.row} says it is by {line.who}")
        yield from _after_seal(line, inventory)
    for before, after in pairwise(lines):
        if _analyst(before.file) == _analyst(after.file):
            yield from _clock(before, after)


def pairs(past: History) -> Iterator[Finding]:
    """Yield captures that ended without a beginning, or more than once."""
    for work, ends in past.ended.items():
        first = ends[0]
        # A process killed before it could log the beginning is closed as abandoned.
        if work not in past.begun and first.event != "capture.abandoned":
            message = f"line {first.row} ends work {work}, which no line begins"
            yield found("log-pairing", first.file, message)
        done = [one for one in ends if one.event == "capture.done"]
        if len(done) > 1:
            where = ", ".join(f"{one.file} line {one.row}" for one in done)
            yield found("log-pairing", done[1].file, f"work {work} is done twice: {where}")
        elif len(ends) > 1:
            where = ", ".join(f"{one.event} in {one.file} line {one.row}" for one in ends)
            yield found("closed-twice", ends[1].file, f"work {work} is ended twice: {where}")
    yield from _names(past)


def _names(past: History) -> Iterator[Finding]:
    """Yield names given to two captures: after a removal, the second would stand for the first.

    Only the same second and the same bytes give a name again, so both lines are close together.
    """
    first: dict[str, Line] = {}
    for line in past.done:
        name = str(line.facts.get("capture"))
        before = first.setdefault(name, line)
        if before.facts.get("work") != line.facts.get("work") and not _close(before, line):
            message = (f"line {line.row} gives the name {name} to another capture than "
                       f"{before.file} line {before.row}")  # fmt: skip
            yield found("log-pairing", line.file, message)


def _analyst(file: str) -> str:
    match = layout.SEGMENT.fullmatch(file.removeprefix(f"{layout.LOG}/"))
    return match[2] if match else ""


def _after_seal(line: Line, inventory: Inventory) -> Iterator[Finding]:
    """Check that the first line of a file names the seal before it, and no other line does."""
    stated = line.facts.get("after_seal")
    if line.row != 1 or line.problem in {"log-torn", "log-line"}:
        if stated is not None:
            message = f"line {line.row} names a seal, which only a first line does"
            yield found("log-after-seal", line.file, message)
        return
    number = int(line.file.removeprefix(f"{layout.LOG}/")[:4]) - 1
    seal = inventory.files.get(layout.seal_path(number))
    wanted = hashing.ZERO if number == 0 else (seal.sha256 if seal else None)
    if stated != wanted:
        message = f"line 1 was written after a seal {number} that is not the one here"
        yield found("log-after-seal", line.file, message)


def _clock(before: Line, after: Line) -> Iterator[Finding]:
    first, second = _moment(before.at), _moment(after.at)
    if first is not None and second is not None and first - second > BACKWARD_S:
        message = f"line {after.row}: the clock was set back by {first - second:.0f} s"
        yield found("log-clock", after.file, message)


def _close(before: Line, after: Line) -> bool:
    first, second = _moment(before.at), _moment(after.at)
    if first is None or second is None or before.file != after.file:
        return False
    return abs(second - first) <= _CLOSE_S


def _moment(text: str) -> float | None:
    try:
        return dt.datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None
