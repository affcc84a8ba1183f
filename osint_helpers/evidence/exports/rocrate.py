"""RO-Crate 1.1: what a case folder holds, in words that research archives read.

The text belongs into ``ro-crate-metadata.json`` at the root of the case folder or of a copy of it:
its paths are those of the folder. It lists captures, seals and the log under them, which are never
edited. Tables and texts of the case are not described, nor is the log since the newest seal.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import ledger
from osint_helpers.evidence.exports import holding
from osint_helpers.evidence.history import Removal
from osint_helpers.evidence.layout import CAPTURES, LOG, SEALS, SEGMENT, visible_files
from osint_helpers.evidence.record import Capture, captures

# The 1.1 context has no term for SHA-256, so it is given here.
CONTEXT: Final = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "http://schema.org/sha256"}]
_STATUS: Final = "http://schema.org/"

Entity = dict[str, Any]


def metadata(case: Path, *, name: str, description: str, licence: str, date: str) -> str:
    """Return the text of ``ro-crate-metadata.json`` for a case; the same case, the same text.

    Parameters
    ----------
    case
        The case folder.
    name, description
        Of the whole; RO-Crate demands both.
    licence
        A sentence or the name of a licence; captured pages remain with their owners.
    date
        ``YYYY-MM-DD``: the date of publication the crate states.

    Raises
    ------
    EvidenceError
        When one of them is empty or no date, or a file is not what its record says.
    """
    for word, value in (("name", name), ("description", description), ("licence", licence)):
        if not value.strip():
            raise EvidenceError(f"a crate needs a {word}", advice=f"give a {word}")
    every, gone = captures(case), holding.removed(case)
    lost = {one.capture for one in gone}
    actions = [_action(capture, lost) for capture in every] + [_removal(one) for one in gone]
    files = [_file(one) for capture in every for one in holding.files_of(capture)]
    files += [_file(holding.file(case, case / path)) for path in _sealed(case)]
    people = sorted({str(one.record["who"]) for one in every} | {one.who for one in gone})
    root = _root(name, description, _day(date), people)
    root["hasPart"] = _refs([one["@id"] for one in files])
    root["mentions"] = _refs([one["@id"] for one in actions])
    graph = [_descriptor(), root, _licence(licence), *(_person(who) for who in people)]
    graph += _distinct([_tool(one) for one in every])
    graph += _distinct([address for one in every for address in _addresses(one)])
    graph += [_tombstone(one) for one in gone]
    crate = {"@context": CONTEXT, "@graph": [*graph, *actions, *files]}
    return json.dumps(crate, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _sealed(case: Path) -> list[str]:
    """Return seals and the log under them; the rest of the log grows, by this export even."""
    newest = ledger.newest_seal(case)
    paths = list(visible_files(case, SEALS))
    for path in visible_files(case, LOG):
        segment = SEGMENT.fullmatch(path.removeprefix(f"{LOG}/"))
        if segment and int(segment[1]) <= newest:
            paths.append(path)
    return sorted(paths)


def _day(date: str) -> str:
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError as error:
        raise EvidenceError(f"{date!r} is no date", advice="write it as YYYY-MM-DD") from error


def _ref(key: str) -> Entity:
    return {"@id": key}


def _refs(keys: list[str]) -> Entity | list[Entity]:
    """Return references; a single one stands alone, as the specification recommends."""
    return _ref(keys[0]) if len(keys) == 1 else [_ref(key) for key in keys]


def _distinct(entities: list[Entity]) -> list[Entity]:
    by_id = {one["@id"]: one for one in entities}
    return [by_id[key] for key in sorted(by_id)]


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": _ref("https://w3id.org/ro/crate/1.1"),
        "about": _ref("./"),
    }


def _root(name: str, description: str, date: str, people: list[str]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": name,
        "description": description,
        "datePublished": date,
        "license": _ref("#licence"),
        "author": _refs([f"#analyst-{who}" for who in people]),
    }


def _licence(licence: str) -> Entity:
    return {
        "@id": "#licence", "@type": "CreativeWork", "name": licence, "description": licence
    }  # fmt: skip


def _person(who: str) -> Entity:
    return {"@id": f"#analyst-{who}", "@type": "Person", "name": who}


def _tool_id(capture: Capture) -> str:
    tool = capture.record["tool"]
    return f"#tool-{tool['name']}-{tool['version']}".replace(" ", "-")


def _tool(capture: Capture) -> Entity:
    tool = capture.record["tool"]
    return {
        "@id": _tool_id(capture),
        "@type": "SoftwareApplication",
        "name": str(tool["name"]),
        "softwareVersion": str(tool["version"]),
    }


def _address_id(url: str) -> str:
    # An address may hold what no identifier may, so it is named by its hash.
    return f"#address-{hashlib.sha256(url.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _addresses(capture: Capture) -> list[Entity]:
    return [
        {"@id": _address_id(url), "@type": "WebPage", "name": url, "url": url}
        for url in capture.addresses
    ]


def _action(capture: Capture, lost: set[str]) -> Entity:
    """Return the act of capturing: who, with what, why, from what, to which files."""
    record = capture.record
    action = {
        "@id": f"#capture-{capture.id}",
        "@type": "CreateAction",
        "name": str(record["title"]) or f"capture {capture.id}",
        "description": str(record["why"]),
        "agent": _ref(f"#analyst-{record['who']}"),
        "instrument": _ref(_tool_id(capture)),
        "startTime": str(record["started_utc"]),
        "endTime": str(record["finished_utc"]),
        "result": _refs([one.path for one in holding.files_of(capture)]),
        "actionStatus": _ref(
            _STATUS + ("CompletedActionStatus" if capture.sound else "FailedActionStatus")
        ),
    }
    if not capture.sound:
        action["error"] = ": ".join(filter(None, (capture.outcome, str(record["reason"]))))
    if source := _objects(capture, lost):
        action["object"] = _refs(source)
    return action


def _objects(capture: Capture, lost: set[str]) -> list[str]:
    if capture.kind == "derived":
        origin = capture.record["derived_from"]
        if origin["capture"] in lost:
            return [f"#removed-{origin['capture']}"]
        return [f"{CAPTURES}/{origin['capture']}/{origin['file']}"]
    return [_address_id(url) for url in capture.addresses]


def _file(held: holding.Held) -> Entity:
    return {
        "@id": held.path,
        "@type": "File",
        "name": held.path,
        "encodingFormat": held.media,
        "contentSize": str(held.size),
        "sha256": held.sha256,
    }


def _removal(gone: Removal) -> Entity:
    return {
        "@id": f"#removal-{gone.capture}",
        "@type": "DeleteAction",
        "name": f"removal of capture {gone.capture}",
        "description": gone.reason,
        "agent": _ref(f"#analyst-{gone.who}"),
        "endTime": gone.at,
        "object": _ref(f"#removed-{gone.capture}"),
    }


def _tombstone(gone: Removal) -> Entity:
    hashes = "; ".join(f"{name} sha256 {sha256}" for name, sha256 in sorted(gone.files.items()))
    return {
        "@id": f"#removed-{gone.capture}",
        "@type": "CreativeWork",
        "name": f"capture {gone.capture}, removed",
        "description": f"No longer in the folder. It held: {hashes}",
    }
