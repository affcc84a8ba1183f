"""Desks that close what they opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.collect.desk import Desk
from tests.collect.fakes.server import Answer, FakeSources

MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make a desk for sources; ``folders`` names further servers below a source."""
    with ExitStack() as stack:

        def make(folders: dict[str, str] | None = None, **sources: Answer) -> Desk:
            fakes = stack.enter_context(FakeSources(**sources))
            further = {
                name: f"{fakes.url}/{name.partition(':')[0]}/{folder}"
                for name, folder in (folders or {}).items()
            }
            return Desk(tmp_path, fakes, **further)

        yield make
