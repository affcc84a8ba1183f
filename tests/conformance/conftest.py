"""A case of real captures, taken once from a real server on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store
from tests.evidence.lab import Lab

# page of the lab -> outcome of its capture
SHAPES = {
    "page": "ok",
    "page?b=2&A=%41": "ok",
    "gz": "ok",
    "deflate": "ok",
    "chunked": "ok",
    "chunkedgz": "ok",
    "close": "ok",
    "redir": "ok",
    "pdf": "ok",
    "early": "ok",
    "403": "http-status",
    "login": "login-wall",
    "short": "truncated",
    "chunkedcut": "truncated",
    "brotli": "unknown-coding",
    "brokengz": "bad-response",
}
CUT = ("short", "chunkedcut")
# Begins with interim answers (100, 103 Early Hints), which are kept in a record of their own.
INTERIM = "early"


@dataclass(frozen=True)
class Taken:
    """A case, and its fetched captures by the page of the lab."""

    case: Path
    captures: dict[str, Capture]


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    case = tmp_path_factory.mktemp("conformance") / "synthetic-case"
    store = Store(case, "ana")
    with Lab() as lab:
        settings = Settings(allow=frozenset({lab.host}))
        captures = {
            shape: store.capture(lab.url(f"/{shape}"), why="test", settings=settings)
            for shape in SHAPES
        }
    store.add_derived(
        captures["page"], b"SYNTHETIC text", ending="txt", method={"name": "test"}, why="test"
    )
    return Taken(case, captures)
