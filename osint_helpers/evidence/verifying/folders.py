"""Check the captures against the log: every folder logged, every logged folder as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from osint_helpers.evidence import layout, locking, settling
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.history import History
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.record import SCHEMA
from osint_helpers.evidence.verifying.codes import found
from osint_helpers.evidence.verifying.inventory import Inventory, Seen


@dataclass
class Captures:
    """The captures of a case, checked against its log.

    Attributes
    ----------
    findings
        What is wrong, and what a reader should know.
    records
        Records of captures that are as they were logged, by id.
    """

    findings: list[Finding] = field(default_factory=list)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)


def check(inventory: Inventory, past: History) -> Captures:
    """Check every logged capture, every folder, and every work that did not end."""
    result = Captures()
    files = _by_folder(inventory)
    logged: set[str] = set()
    for line in past.done:
        name, sha256 = str(line.facts.get("capture")), str(line.facts.get("capture_sha256"))
        if past.tombstone(name, sha256) is not None:
            continue
        logged.add(name)
        result.findings += _one(inventory, past, line, files.get(name), result)
    result.findings += _removed(inventory, past, logged)
    result.findings += _strangers(inventory, past, logged)
    result.findings += _unfinished(inventory, past)
    return result


def _by_folder(inventory: Inventory) -> dict[str, dict[str, Seen]]:
    """Return the files of each folder of ``captures/``, by their path inside it."""
    sorted_: dict[str, dict[str, Seen]] = {name: {} for name in inventory.captures}
    head = f"{layout.CAPTURES}/"
    for path, seen in inventory.files.items():
        if path.startswith(head):
            folder, slash, name = path[len(head) :].partition("/")
            if slash:
                sorted_.setdefault(folder, {})[name] = seen
    return sorted_


def _one(
    inventory: Inventory, past: History, line: Line, files: dict[str, Seen] | None, to: Captures
) -> Iterator[Finding]:
    """Check one logged capture."""
    name = str(line.facts.get("capture"))
    here = f"{layout.CAPTURES}/{name}"
    sha256 = str(line.facts.get("capture_sha256"))
    if files is None:
        yield found("missing", here, "the capture is logged and its folder is gone")
        return
    seen = files.get(layout.RECORD)
    if seen is None:
        yield found("missing", f"{here}/{layout.RECORD}", "the record of the capture is gone")
        return
    if seen.sha256 != sha256:
        other = _logged_as(past, seen.sha256)
        if other is None:
            yield found("changed", f"{here}/{layout.RECORD}", "is not the record that was logged")
        else:
            yield found("swapped", here, f"holds the record of {other}")
        return
    record, problem = parse(inventory, f"{here}/{layout.RECORD}")
    if record is None:
        yield found("bad-record", f"{here}/{layout.RECORD}", problem)
        return
    to.records[name] = record
    yield from _against_record(here, record, files)
    named = layout.capture_id(record["started_utc"], layout.capture_key(record, sha256))
    if not f"{name}-".startswith(f"{named}-"):
        yield found("wrong-name", here, f"its time and hash make it {named}")
    if record["work"] != line.facts.get("work"):
        yield found("log-pairing", line.file, f"line {line.row} ends another work than {name}")


def _against_record(here: str, record: dict[str, Any], files: dict[str, Seen]) -> Iterator[Finding]:
    """Compare the files of a folder with its record."""
    listed = record["files"]
    for name in sorted(listed.keys() | (files.keys() - {layout.RECORD})):
        if name not in files:
            yield found("missing", f"{here}/{name}", "is in the record and not in the folder")
        elif name not in listed:
            yield found("extra", f"{here}/{name}", "is in the folder and not in the record")
        elif files[name] != (listed[name]["bytes"], listed[name]["sha256"]):
            yield found("changed", f"{here}/{name}", "is not what was captured")


def parse(inventory: Inventory, path: str) -> tuple[dict[str, Any] | None, str]:
    """Return a record that has all a check needs; else None and what it lacks."""
    data = inventory.kept.get(path)
    if data is None:
        return None, "is too long for a record"
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None, "is not JSON"
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        return None, f"does not have the schema {SCHEMA}"
    files, body, outcome = record.get("files"), record.get("body"), record.get("outcome")
    if not isinstance(files, dict) or not all(_entry(one) for one in files.values()):
        return None, "has no list of files"
    fits = body is None or (isinstance(body, str) and body in files)
    fits = fits and all(isinstance(record.get(key), str) for key in ("started_utc", "work"))
    fits = fits and isinstance(record.get("complete"), bool)
    fits = fits and isinstance(outcome, str)
    return (record, "") if fits else (None, "lacks what a record must hold")


def _entry(one: object) -> bool:
    return (
        isinstance(one, dict)
        and type(one.get("bytes")) is int
        and isinstance(one.get("sha256"), str)
    )


def _logged_as(past: History, sha256: str) -> str | None:
    names = [line.facts.get("capture") for line in past.done
             if line.facts.get("capture_sha256") == sha256]  # fmt: skip
    return str(names[0]) if names else None


def _leftover(inventory: Inventory, past: History, name: str) -> bool:
    """Say whether a folder is what an interrupted removal left: empty, or with its own record."""
    if name not in inventory.captures or name not in past.removed:
        return False
    here = f"{layout.CAPTURES}/{name}"
    seen = inventory.files.get(f"{here}/{layout.RECORD}")
    if seen is None:
        return not any((inventory.case / here).iterdir())
    return past.tombstone(name, seen.sha256) is not None


def _removed(inventory: Inventory, past: History, logged: set[str]) -> Iterator[Finding]:
    for name, lines in sorted(past.removed.items()):
        here = f"{layout.CAPTURES}/{name}"
        if _leftover(inventory, past, name) and name not in logged:
            yield found("removal-unfinished", here, "a removal is logged, yet files are there")
        else:
            reason = lines[0].facts.get("reason")
            yield found("removed", here, f"was removed by {lines[0].who}: {reason}")


def _strangers(inventory: Inventory, past: History, logged: set[str]) -> Iterator[Finding]:
    """Name folders that no line of the log accounts for."""
    for name in inventory.captures:
        here = f"{layout.CAPTURES}/{name}"
        if name in logged or _leftover(inventory, past, name):
            continue
        if settling.fitting(inventory.case / here, past) is not None:
            message = "has its name, yet the log was not told: its process was stopped before"
            yield found("interrupted", here, message)
        else:
            yield found("planted", here, "no line of the log says where it comes from")
    loose = [path for path in inventory.below(layout.CAPTURES) if path.count("/") == 1]
    for path in loose:
        yield found("planted", path, "no line of the log says where it comes from")


def _unfinished(inventory: Inventory, past: History) -> Iterator[Finding]:
    named = {
        str(fits[0]["work"])
        for name in inventory.captures
        if name not in {str(line.facts.get("capture")) for line in past.done}
        and (fits := settling.fitting(inventory.case / layout.CAPTURES / name, past)) is not None
    }
    works = {name.removeprefix(layout.WORK): name for name in inventory.works}
    for work in sorted({*past.open, *works} - named):
        here = f"{layout.CAPTURES}/{works.get(work, layout.WORK + work)}"
        begun = past.begun.get(work)
        what = "a capture" if begun is None else _what(begun)
        if work in works and locking.held(inventory.case / here / locking.FILE):
            yield found("in-progress", here, f"{what} is being taken")
        else:
            yield found("interrupted", here, f"{what} was stopped before its end")


def _what(begun: Line) -> str:
    return str(begun.facts.get("url") or begun.facts.get("name") or "a capture")
