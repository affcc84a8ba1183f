"""The log: one hash-chained file of JSON lines an analyst and seal, only ever added to.

Every line names the SHA-256 of the exact line before it, so an edit, a deletion or an insertion
shows at the next line. What nobody wrote after (the tail) is bound by the next seal.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Final

from osint_helpers import _json
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import clock, durable, hashing, layout, locking
from osint_helpers.evidence.loglines import LONGEST, Line, lines, segments

__all__ = ["Line", "append", "append_locked", "lines", "newest_seal", "segments"]

_BLOCK: Final = 1 << 16
_LAST: Final = 9999
_OWN: Final = frozenset({"n", "at", "who", "event", "prev", "after_seal"})
_EVENT: Final = re.compile(r"[a-z]+\.[a-z-]+")


def append(case: Path, who: str, event: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write one line to the log of an analyst: locked, chained, on the disk when this returns.

    Parameters
    ----------
    case
        The case folder; its ``log/`` must exist.
    who
        Handle of the analyst.
    event
        Such as ``search.nothing``.
    facts
        What happened; anything JSON can hold.

    Returns
    -------
    dict
        The line as written.

    Raises
    ------
    EvidenceError
        For a bad handle or event, facts that JSON cannot hold, a line above 1 MiB, and where the
        system has no POSIX locks.
    OSError
        When the disk does not take the line. At most a torn line is left: the next line is
        chained over it and `verify` names it from then on.
    """
    with locking.exclusive(case):
        return append_locked(case, who, event, facts)


def append_locked(case: Path, who: str, event: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Write one line; the caller holds the lock of the case (`locking.exclusive`)."""
    layout.analyst(who)
    number = newest_seal(case) + 1
    if number > _LAST:
        raise EvidenceError(
            "seal 9999 is there, and names have four digits", advice="osint verify says more"
        )
    path = case / layout.LOG / f"{number:04d}-{who}.jsonl"
    earlier = segments(case).get(who, [])
    n, prev, torn = _tail(case, earlier, path)
    line = {"n": n + 1, "at": clock.utc(), "who": who, "event": event, "prev": prev}
    if not path.exists() or not path.stat().st_size:
        line["after_seal"] = _seal_sha256(case, number - 1)
    data = _encode(line, event, facts)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        durable.write_all(handle, b"\n" + data if torn else data)
        durable.sync_data(handle)
    finally:
        os.close(handle)
    if path.name not in earlier:
        durable.sync_folder(path.parent)
    return {**line, **facts}


def newest_seal(case: Path) -> int:
    """Return the number of the newest seal, 0 before the first."""
    folder = case / layout.SEALS
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return max((int(m[1]) for m in map(layout.SEAL.fullmatch, names) if m), default=0)


def _encode(line: dict[str, Any], event: str, facts: dict[str, Any]) -> bytes:
    if _EVENT.fullmatch(event) is None or _OWN & facts.keys():
        raise EvidenceError(
            f"{event!r} with {', '.join(sorted(facts))} cannot be logged",
            advice="an event is two words with a dot; n, at, who, event, prev are the log's own",
        )
    try:
        data = _json.canonical({**line, **facts}).encode("ascii") + b"\n"
    except (TypeError, ValueError) as error:
        raise EvidenceError(
            f"the facts of {event} cannot be written as JSON", advice="use text, numbers, lists"
        ) from error
    if len(data) > LONGEST:
        raise EvidenceError(
            f"the facts of {event} are longer than a log line may be", advice="shorten them"
        )
    return data


def _seal_sha256(case: Path, number: int) -> str:
    return hashing.of_file(case / layout.seal_path(number)) if number else hashing.ZERO


def _tail(case: Path, names: list[str], path: Path) -> tuple[int, str, bool]:
    """Return the last line's number and hash, and whether `path` ends in the middle of a line."""
    for name in reversed(names):
        last, whole = _last_line(case / layout.LOG / name)
        if last is not None:
            n = _number(last)
            if n is None:  # torn: count, which is slow and happens once
                files = {f"{layout.LOG}/{one}" for one in names}
                n = sum(1 for line in lines(case) if line.file in files)
            return n, hashing.of_bytes(last), not whole and name == path.name
    return 0, hashing.ZERO, False


def _last_line(path: Path) -> tuple[bytes | None, bool]:
    """Return the last line without its line break, and whether it has one; only the tail is read.

    None stands for an empty file.
    """
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        block, start, tail = _BLOCK, end, b""
        while start and b"\n" not in tail[:-1]:
            start = max(0, end - block)
            file.seek(start)
            tail = file.read(end - start)
            block *= 4
    if not tail:
        return None, True
    whole = tail.endswith(b"\n")
    return tail.removesuffix(b"\n").rpartition(b"\n")[2], whole


def _number(line: bytes) -> int | None:
    try:
        n = json.loads(line)["n"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return n if isinstance(n, int) else None
