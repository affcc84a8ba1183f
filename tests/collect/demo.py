"""A SYNTHETIC source for tests of the client itself: it answers with what it was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osint_helpers.collect.manifests import Auth, Manifest, Rate
from tests.collect.desk import Desk
from tests.collect.fakes.server import FakeSources, Reply, Request, as_json

HEADER = Auth("header", "X-Api-Key", ("DEMO_KEY", "DEMO_TOKEN"))
QUERY = Auth("query", "uid", ("DEMO_KEY",))
KEY = "SYNTHETIC-KEY-0042"


def manifest(**facts: Any) -> Manifest:
    usual: dict[str, Any] = {
        "name": "demo", "kind": "news", "title": "SYNTHETIC register", "publisher": "SYNTHETIC",
        "terms": "none", "licence": "open", "attribution": "SYNTHETIC", "calls": ("rows",),
        "schema": "demo/1", "basis": "documented", "servers": {"": "https://demo.example/api"},
        "rate": Rate(1000, 1.0), "limits": ("It is made up.",),
    }  # fmt: skip
    return Manifest(**{**usual, **facts})


PLAIN = manifest()


def answer(request: Request) -> Reply:
    """Answer with the question; never with a key."""
    if request.path == "unknown":
        return as_json({"error": "SYNTHETIC: unknown"}, 404)
    query = {name: found for name, found in request.query.items() if name not in {"uid", "key"}}
    return as_json({"path": request.path, "query": query, "posted": request.body.decode()})


def desk(folder: Path, fakes: FakeSources, **servers: str) -> Desk:
    return Desk(folder, fakes, **servers)
