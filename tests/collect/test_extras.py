"""A library that is not installed is named together with the extra that brings it."""

from __future__ import annotations

import sys

import pytest

from osint_helpers.collect import extras
from osint_helpers.errors import CollectError


def test_a_module_that_is_there_is_returned() -> None:
    assert extras.need("json.decoder") is sys.modules["json.decoder"]


@pytest.mark.parametrize("module", ["no_such_library", "no_such_library.part"])
def test_a_missing_library_names_the_extra(module: str) -> None:
    with pytest.raises(CollectError) as caught:
        extras.need(module)
    assert "no_such_library" in caught.value.what
    assert caught.value.advice == "pip install osint-helpers[collect]"


def test_a_library_that_was_blocked_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CollectError, match="pyarrow"):
        extras.need("pyarrow")
