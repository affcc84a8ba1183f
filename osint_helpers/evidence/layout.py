"""Names and places in a case folder: what lies where, and which names are allowed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.clock import compact

CAPTURES: Final = "captures"
LOG: Final = "log"
SEALS: Final = "seals"
RECORD: Final = "capture.json"
WIRE: Final = "wire.warc"
WORK: Final = ".work-"  # a capture in the making: captures/.work-<12 hex>/
EVIDENCE: Final = (CAPTURES, LOG, SEALS)  # never edited; everything else is a working file

CAPTURE_ID: Final = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(?:-\d{1,4})?")
ANALYST: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
SEGMENT: Final = re.compile(rf"(\d{{4}})-({ANALYST.pattern})\.jsonl")
SEAL: Final = re.compile(r"(\d{4})\.sha256")
# Made for a bundle, at its top.
MANIFEST: Final = "MANIFEST.sha256"
INDEX: Final = "INDEX.csv"
INSTRUCTIONS: Final = "VERIFY.txt"
# What may be put beside seals/NNNN.sha256 once it is made, named by adding to its name.
STAMP: Final = ".tsr"  # the whole response of a time-stamp authority (RFC 3161)
CHAIN: Final = ".chain.pem"  # the certificates it is checked with
SIGNATURE: Final = ".sig"  # of ssh-keygen -Y sign
SIGNERS: Final = ".signers"  # who may have signed, as ssh-keygen reads it
BESIDE_SEAL: Final = (STAMP, CHAIN, SIGNATURE, SIGNERS)
# Whatever may lie in seals/: both lists of a seal, and what is put beside the first.
SEAL_MEMBER: Final = re.compile(
    rf"(?!0000)(\d{{4}})\.(?:working\.sha256|sha256(?:{'|'.join(map(re.escape, BESIDE_SEAL))})?)"
)

# What a double click must not open as a page is stored as text.
_ENDINGS: Final = {
    "text/html": "html.txt",
    "application/xhtml+xml": "html.txt",
    "text/xml": "xml.txt",
    "application/xml": "xml.txt",
    "application/rss+xml": "xml.txt",
    "application/atom+xml": "xml.txt",
    "image/svg+xml": "svg.txt",
    "application/json": "json.txt",
    "application/ld+json": "json.txt",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_ACTIVE: Final = (
    "html",
    "htm",
    "xhtml",
    "shtml",
    "mhtml",
    "mht",
    "xml",
    "svg",
    "json",
    "js",
    "css",
)
_PLAIN: Final = frozenset({"txt", "csv", "pdf", "png", "jpg", "jpeg", "gif", "webp", "tif", "tiff",
                           "mp4", "zip", "xlsx", "docx", "eml", "parquet"})  # fmt: skip


def media_type(content_type: str) -> str:
    """Return the type of a Content-Type header without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def ending_of_type(content_type: str) -> str:
    """Return the ending a body of this Content-Type is stored under, without the first dot."""
    media = media_type(content_type)
    if media in _ENDINGS:
        return _ENDINGS[media]
    if media.endswith("+xml"):
        return "xml.txt"
    if media.endswith("+json"):
        return "json.txt"
    return "txt" if media.startswith("text/") else "bin"


def ending_of_name(name: str) -> str:
    """Return the ending for a file handed over under `name`; unknown endings become ``bin``."""
    ending = Path(name).suffix.lower().lstrip(".")
    if ending in _ACTIVE:
        return f"{ending}.txt"
    return ending if ending in _PLAIN else "bin"


def ending(wanted: str) -> str:
    """Return `wanted` when it is safe as the ending of a stored file, else a safe one."""
    first, dot, last = wanted.lower().partition(".")
    if dot and last == "txt" and first in _ACTIVE:
        return f"{first}.txt"
    return ending_of_name(f"x.{wanted}")


def capture_id(started_utc: str, sha256: str, attempt: int = 1) -> str:
    """Return ``<utc second>-<first 8 hex of the hash>``, from the second attempt with ``-2``."""
    tail = f"-{attempt}" if attempt > 1 else ""
    return f"{compact(started_utc)}-{sha256[:8]}{tail}"


def capture_key(record: dict[str, Any], record_sha256: str) -> str:
    """Return the hash a capture is named by: of its body, else of its wire, else of its record."""
    name = record["body"] or WIRE
    return str(record["files"].get(name, {"sha256": record_sha256})["sha256"])


def analyst(handle: str) -> str:
    """Return a handle that is fit to name a log file.

    Raises
    ------
    EvidenceError
        When it is anything else than 1 to 32 of ``a-z 0-9 . _ -``.
    """
    if ANALYST.fullmatch(handle) is None:
        raise EvidenceError(
            f"{handle!r} cannot name an analyst",
            advice="use 1 to 32 lower-case letters, digits, dots, dashes, underscores",
        )
    return handle


def seal_path(number: int) -> str:
    """Return the path of a seal inside the case folder."""
    return f"{SEALS}/{number:04d}.sha256"


def working_list(number: int) -> str:
    """Return the path of the list of working files of a seal inside the case folder."""
    return f"{SEALS}/{number:04d}.working.sha256"


def beside(seal: Path, ending: str) -> Path:
    """Return the path of what belongs to a seal: ``0001.sha256`` and ``.tsr`` give its stamp."""
    return seal.with_name(seal.name + ending)


def visible_files(folder: Path, *parts: str) -> Iterator[str]:
    """Yield the POSIX paths below `folder` of its files, sorted, hidden names left out.

    Parameters
    ----------
    parts
        First-level names to stay within; all, when none is given.

    Raises
    ------
    EvidenceError
        For a symbolic link: what it leads to may change without a trace.
    """
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        here = Path(root)
        within = parts if here == folder and parts else None
        folders[:] = _shown(folders, within)
        names = _shown(files, within)
        for name in [*names, *folders]:
            if (here / name).is_symlink():
                raise EvidenceError(
                    "is a symbolic link", file=here / name, advice="put the file itself there"
                )
        found += [(here / name).relative_to(folder).as_posix() for name in names]
    yield from sorted(found)


def _shown(names: list[str], within: tuple[str, ...] | None) -> list[str]:
    return [one for one in names if not one.startswith(".") and (within is None or one in within)]
