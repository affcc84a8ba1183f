"""A source for tests of what stands above the collectors: SYNTHETIC, with every way to fail."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect import registry
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.manifests import Auth, Manifest
from tests.collect.fakes.server import Reply, Request, as_json

if TYPE_CHECKING:
    import pytest

    from osint_helpers.collect.client import Client

MANIFEST: Final = Manifest(
    name="practice",
    kind="shipping",
    title="SYNTHETIC practice source",
    publisher="SYNTHETIC publisher",
    servers={"": "https://practice.example"},
    terms="SYNTHETIC terms.",
    licence="open",
    attribution="SYNTHETIC attribution",
    auth=Auth("header", "X-Practice-Key", ("PRACTICE_KEY",), optional=True),
    limits=("It shows nothing of the world.",),
    calls=("rows", "locked"),
    schema="practice/1",
    basis="documented",
)
COLUMNS: Final = (
    Column("n", "integer", "", "a number"),
    Column("word", "text", "", "a word"),
    Column("weight", "number", "kg", "a weight"),
    Column("at", "instant", "UTC", "a time"),
    Column("tags", "list", "", "words"),
)


def rows(client: Client, *, parts: tuple[str, ...], fail: str = "") -> Collected:
    """Return one row a part."""
    got = Gathering(client, MANIFEST, "rows", {"parts": parts})
    found: list[dict[str, Any]] = []
    for part in parts:
        answer = got.ask("rows", part=part, params={"part": part, "fail": fail})
        if answer is not None:
            found += got.read(answer, lambda one: one.json()["rows"], part=part)
    return got.collected(found, COLUMNS)


def locked(client: Client, *, number: int) -> Collected:
    """Return nothing: it is never answered."""
    got = Gathering(client, MANIFEST, "locked", {"number": number})
    got.ask("locked", part=str(number))
    return got.collected([], COLUMNS)


def answer(request: Request) -> Reply:
    """Answer as the source would."""
    part = request.one("part")
    if request.path == "locked" or part == request.one("fail"):
        return Reply(b"SYNTHETIC refusal", "text/plain", 403)
    row = {"n": len(part), "word": f"SYNTHETIC {part}", "weight": 1.5,
           "at": "2018-10-07T03:04:05Z", "tags": [part]}  # fmt: skip
    return as_json({"rows": [row]})


def install(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Make it a source of the registry for one test; `changes` change its manifest."""
    import dataclasses

    from osint_helpers.collect import shipping

    name = "osint_helpers.collect.shipping.practice"
    module = ModuleType(name)
    made = dataclasses.replace(MANIFEST, **changes)

    module.MANIFEST = made  # type: ignore[attr-defined]
    module.rows = rows  # type: ignore[attr-defined]
    module.locked = locked  # type: ignore[attr-defined]
    monkeypatch.setattr(sys.modules[__name__], "MANIFEST", made)
    monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(shipping, "practice", module, raising=False)
    monkeypatch.setitem(registry.MODULES, "practice", "shipping.practice")
