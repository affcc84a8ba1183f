"""Finish or close what a stopped process left behind; nothing that was captured is lost by it."""

from __future__ import annotations

import datetime as dt
import math
import shutil
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing, history, layout, ledger, locking, record, removal
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.net import urls
from osint_helpers.evidence.working import done_facts, hashes

_DAY_S: Final = 86_400.0  # a record may be begun long before a busy log takes its line


def settle(case: Path, who: str) -> list[str]:
    """Settle a case folder; works of living processes are left alone.

    Parameters
    ----------
    case, who
        The case folder, and the analyst in whose log it is written.

    Returns
    -------
    list of str
        What was done, a line each; empty when there was nothing to do.

    Raises
    ------
    EvidenceError
        For a bad handle, and where the system has no POSIX locks.
    OSError
        When the disk does not take it.
    """
    layout.analyst(who)
    with locking.exclusive(case):
        return settle_locked(case, who)


def settle_locked(case: Path, who: str) -> list[str]:
    """Settle; the caller holds the lock of the case."""
    past = history.of_lines(ledger.lines(case))
    recovered = _named(case, who, past)
    said = [*_removals(case, past)]
    said += [f"{name} (work {work}): complete; logged as done" for work, name in recovered.items()]
    works = sorted((case / layout.CAPTURES).glob(f"{layout.WORK}*"))
    left = {path.name.removeprefix(layout.WORK) for path in works}
    for path in works:
        said += _left(case, who, path, past)
    # A begin without folder is closed by its own analyst only: the log of another may have come
    # from another machine, on which the capture still runs.
    for work in past.open:
        if past.begun[work].who == who and work not in left and work not in recovered:
            facts: dict[str, Any] = {"work": work, "files": {}}
            ledger.append_locked(case, who, "capture.abandoned", facts)
            said.append(f"work {work}: nothing is left of it; closed as abandoned")
    return said


def fitting(folder: Path, past: history.History) -> tuple[dict[str, Any], str] | None:
    """Return record and record hash of a named folder that was begun, fits and is not logged yet.

    None for every other folder: nobody says where it comes from.
    """
    path = folder / layout.RECORD
    if path.is_symlink() or not path.is_file():
        return None
    try:
        content = record.load(folder).record
        names = set(layout.visible_files(folder)) - {layout.RECORD}
        listed = {name: (one["bytes"], one["sha256"]) for name, one in content["files"].items()}
        digests = hashes(folder)
        sha256 = digests.pop(layout.RECORD)
        found = {name: ((folder / name).stat().st_size, one) for name, one in digests.items()}
        named = layout.capture_id(content["started_utc"], layout.capture_key(content, sha256))
        work = str(content["work"])
        outcome = isinstance(content["outcome"], str) and isinstance(content["complete"], bool)
    except (EvidenceError, OSError, KeyError, TypeError, AttributeError):
        return None
    begun = past.begun.get(work)
    fits = (
        found == listed
        and names == found.keys()
        and outcome
        and (folder.name + "-").startswith(named + "-")
    )
    if not fits or begun is None or work in past.ended or not _begun_as(content, begun):
        return None
    return content, sha256


def _begun_as(content: dict[str, Any], begun: Line) -> bool:
    """Compare a record with the line that began it; nothing else is known of it yet."""
    same = all(content.get(key) == begun.facts.get(key) for key in ("kind", "why"))
    kind = content.get("kind")
    if kind == "file":
        same = same and content.get("original_name") == begun.facts.get("name")
    elif kind == "fetched":  # the record has the normal form, with names of keys added
        same = same and _host(content.get("url_asked")) == _host(begun.facts.get("url"))
    return (
        same
        and content.get("who") == begun.who
        and abs(_moment(content.get("started_utc")) - _moment(begun.at)) <= _DAY_S
    )


def _host(url: object) -> str:
    try:
        return urls.parse(str(url).partition("?")[0]).host
    except EvidenceError:
        return ""


def _moment(text: object) -> float:
    try:
        return dt.datetime.fromisoformat(str(text)).timestamp()
    except (ValueError, OverflowError, OSError):
        return math.inf


def _named(case: Path, who: str, past: history.History) -> dict[str, str]:
    """Log what got its name when its process ended before it could say so: work -> capture."""
    recovered: dict[str, str] = {}
    logged = {str(line.facts.get("capture")) for line in past.done}
    for folder in sorted((case / layout.CAPTURES).iterdir()):
        if folder.name in logged or not layout.CAPTURE_ID.fullmatch(folder.name):
            continue
        fits = fitting(folder, past)
        if fits is not None and fits[0]["work"] not in recovered:
            facts = done_facts(fits[0], folder.name, fits[1])
            ledger.append_locked(case, who, "capture.done", {**facts, "recovered": True})
            recovered[facts["work"]] = folder.name
    return recovered


def _left(case: Path, who: str, folder: Path, past: history.History) -> list[str]:
    """Close a hidden folder whose process is gone."""
    work = folder.name.removeprefix(layout.WORK)
    if folder.is_symlink() or not folder.is_dir() or locking.held(folder / locking.FILE):
        return []
    if work not in past.ended:
        facts = {"work": work, "files": hashes(folder)}
        ledger.append_locked(case, who, "capture.abandoned", facts)
    shutil.rmtree(folder)
    return [f"work {work}: stopped before its end; closed as abandoned"]


def _removals(case: Path, past: history.History) -> list[str]:
    """Finish removals that were logged and not carried out."""
    said = []
    for capture in sorted(past.removed):
        folder = case / layout.CAPTURES / capture
        if layout.CAPTURE_ID.fullmatch(capture) and folder.is_dir() and not folder.is_symlink():
            path = folder / layout.RECORD
            if not any(folder.iterdir()) or (
                path.is_file() and past.tombstone(capture, hashing.of_file(path))
            ):
                removal.clear(folder)
                said.append(f"{capture}: removal finished")
    return said
