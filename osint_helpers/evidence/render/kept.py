"""What is kept of the resources of a page: one entry each, and their bytes as they came."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from osint_helpers import _json

SCHEMA: Final = "osint-resources/1"
LIST: Final = "resources.json"
WIRE: Final = "resources.warc"


@dataclass
class Resource:
    """One address a page asked for, and what became of it.

    Attributes
    ----------
    url, kind
        The address without login and secret values; what it was asked for (image, script …).
    outcome
        A key of :data:`.outcomes.OUTCOMES`, or ``blocked``: nothing was asked of anyone.
    reason
        Why it is blocked or not whole.
    requests
        How often the page asked.
    headers, data
        What the browser is given; None when it is given nothing.
    wire
        The exchange as it went over the wire, when there was one.
    """

    url: str
    kind: str
    outcome: str = "blocked"
    reason: str = ""
    requests: int = 1
    status: int | None = None
    sha256: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    wire: Path | None = None

    def facts(self) -> dict[str, Any]:
        """Return the entry of ``resources.json``."""
        return {
            "url": self.url,
            "kind": self.kind,
            "outcome": self.outcome,
            "reason": self.reason,
            "requests": self.requests,
            "status": self.status,
            "sha256": self.sha256,
            "bytes": None if self.data is None else len(self.data),
        }


def counts(resources: Sequence[Resource], unlisted: int) -> dict[str, int]:
    """Return how many were loaded, failed (asked, not whole) and blocked, and the bytes.

    Loaded and failed count addresses; blocked counts requests, with the `unlisted` ones.
    """
    loaded = [one for one in resources if one.data is not None]
    asked = sum(one.outcome != "blocked" for one in resources)
    blocked = sum(one.requests for one in resources if one.outcome == "blocked")
    return {
        "loaded": len(loaded),
        "failed": asked - len(loaded),
        "blocked": blocked + unlisted,
        "bytes": sum(len(one.data or b"") for one in loaded),
    }


def write(resources: Sequence[Resource], unlisted: int, folder: Path) -> dict[str, Path]:
    """Write ``resources.json`` and, if anything was asked, ``resources.warc``; return the paths."""
    files = {LIST: folder / LIST}
    rows = [one.facts() for one in resources]
    listing = {"schema": SCHEMA, "resources": rows, "not_listed": unlisted}
    files[LIST].write_text(_json.readable(listing), encoding="utf-8", errors="backslashreplace")
    wires = [one.wire for one in resources if one.wire is not None]
    if wires:
        files[WIRE] = folder / WIRE
        with files[WIRE].open("wb") as target:
            for wire in wires:
                with wire.open("rb") as source:
                    shutil.copyfileobj(source, target)
    return files
