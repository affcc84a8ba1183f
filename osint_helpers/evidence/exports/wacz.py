"""WACZ 1.1.1: the fetched pages of a case in one file that replay tools open.

Every ``wire.warc`` goes in byte for byte, so its hash in the package is the one in the capture's
record. A file whose bytes are not what the record says stops the export: no tool that validates a
WACZ could tell a repacked, changed WARC from a true one.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osint_helpers import __version__
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.exports import cdxj, holding
from osint_helpers.evidence.exports.placing import new_file
from osint_helpers.evidence.layout import WIRE, media_type
from osint_helpers.evidence.record import Capture, captures

VERSION: Final = "1.1.1"
_FIXED: Final = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP can hold
_HTML: Final = ("text/html", "application/xhtml+xml")
_BLOCK: Final = 1 << 20


@dataclass(frozen=True)
class _Resource:
    """One file of the package, as ``datapackage.json`` lists it."""

    path: str
    sha256: str
    size: int

    def listed(self) -> dict[str, Any]:
        name = self.path.rpartition("/")[2].lower()
        digest = f"sha256:{self.sha256}"
        return {"name": name, "path": self.path, "hash": digest, "bytes": self.size}


def write(case: Path, target: Path, *, title: str = "Captured pages") -> Path:
    """Write the fetched captures of a case as WACZ; the same case gives the same bytes.

    Parameters
    ----------
    case
        The case folder.
    target
        The file to make; its name should end in ``.wacz``.
    title
        Title of the collection.

    Returns
    -------
    Path
        `target`.

    Raises
    ------
    EvidenceError
        When nothing was fetched, the target is there already, or a ``wire.warc`` is not what its
        record says. Then no file is left.
    """
    every = captures(case)
    chosen = [one for one in every if one.kind == "fetched" and WIRE in one.record["files"]]
    if not chosen:
        raise EvidenceError(
            "holds no fetched capture, so there is nothing to replay", file=case,
            advice="files and derived captures leave the case in a bundle",
        )  # fmt: skip
    left_out = [one for one in every if one not in chosen]
    with new_file(target, case) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        listed = [_wire(archive, capture) for capture in chosen]
        found = {one.id: _indexed(one) for one in chosen}
        pages = [_page(one, found[one.id][-1]) for one in chosen if _is_page(one, found[one.id])]
        index = cdxj.index([entry for entries in found.values() for entry in entries])
        listed.append(_put(archive, "indexes/index.cdx", index))
        head = {"format": "json-pages-1.0", "id": "pages", "title": title}
        listed.append(_put(archive, "pages/pages.jsonl", _lines([head, *pages])))
        unseen = [one for one in chosen if not found[one.id]]
        words = _description(chosen, unseen, left_out)
        package = _package(title, words, chosen, pages, listed)
        stated = _put(archive, "datapackage.json", _text(package))
        digest = {"path": stated.path, "hash": f"sha256:{stated.sha256}"}
        _put(archive, "datapackage-digest.json", _text(digest))
    return target


def _warc_name(capture: Capture) -> str:
    return f"{capture.id}.warc"


def _wire(archive: zipfile.ZipFile, capture: Capture) -> _Resource:
    """Copy a WARC as it is stored, hashing the bytes that are copied."""
    path = f"archive/{_warc_name(capture)}"
    stated = capture.record["files"][WIRE]
    entry = _entry(path, int(stated["bytes"]))
    digest, size = hashlib.sha256(), 0
    with (capture.folder / WIRE).open("rb") as source, archive.open(entry, "w") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            if size > stated["bytes"]:
                break
            copy.write(block)
    if (size, digest.hexdigest()) != (stated["bytes"], stated["sha256"]):
        raise holding.changed(capture, WIRE)
    return _Resource(path, stated["sha256"], size)


def _put(archive: zipfile.ZipFile, path: str, text: str) -> _Resource:
    data = text.encode()
    archive.writestr(_entry(path, len(data)), data)
    return _Resource(path, hashing.of_bytes(data), len(data))


def _entry(path: str, size: int) -> zipfile.ZipInfo:
    """Return the head of a ZIP member with nothing of this day or machine in it."""
    entry = zipfile.ZipInfo(path, _FIXED)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    entry.file_size = size  # known beforehand, so that a long one gets the form it needs
    return entry


def _is_page(capture: Capture, entries: list[cdxj.Entry]) -> bool:
    return (
        bool(entries) and capture.sound and media_type(str(capture.record["content_type"])) in _HTML
    )


def _page(capture: Capture, entry: cdxj.Entry) -> dict[str, str]:
    """Return the page whose moment is the second of its index line: else no tool opens it."""
    at = entry.second
    moment = f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:]}Z"
    url = entry.fields["url"]
    title = str(capture.record["title"]) or url
    return {"id": capture.id, "url": url, "ts": moment, "title": title}


def _package(
    title: str,
    description: str,
    chosen: list[Capture],
    pages: list[dict[str, str]],
    listed: list[_Resource],
) -> dict[str, Any]:
    last = max(str(capture.record["finished_utc"]) for capture in chosen)
    package = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "description": description,
        "created": f"{last[:19]}Z",
        "software": f"osint-helpers {__version__}",
        "resources": [resource.listed() for resource in listed],
    }
    if pages:
        package |= {"mainPageUrl": pages[0]["url"], "mainPageDate": pages[0]["ts"]}
    return package


def _description(chosen: list[Capture], unseen: list[Capture], left_out: list[Capture]) -> str:
    """Say what the file is, which captures are unsound or not replayed, which are not in it."""
    unsound = [f"{one.id} ({one.outcome})" for one in chosen if not one.sound]
    absent = [f"{one.id} ({one.kind}, {one.outcome})" for one in left_out]
    sentences = [
        f"{len(chosen)} fetched captures, exported for replay.",
        "The case folder with its seals is the master; this file proves nothing by itself.",
        "The date of creation is that of the newest capture.",
    ]
    if unsound:
        sentences.append(f"Not complete, or not what the address holds: {', '.join(unsound)}.")
    if unseen:
        names = ", ".join(one.id for one in unseen)
        sentences.append(f"Stored, but without an answer that can be replayed: {names}.")
    if absent:
        sentences.append(f"In the case, not in this file: {', '.join(absent)}.")
    return " ".join(sentences)


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _lines(rows: Iterable[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def _indexed(one: Capture) -> list[cdxj.Entry]:
    """Return the index entries of a capture; of a POST none: it would be replayed as the page."""
    return [] if one.not_the_page else cdxj.entries(one.folder / WIRE, _warc_name(one))
