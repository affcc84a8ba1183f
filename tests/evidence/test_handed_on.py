"""The names the room hands on."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from osint_helpers import evidence
from tests.conftest import REPO


@pytest.mark.parametrize("name", evidence.__all__)
def test_each_name_handed_on_is_there_and_hides_no_module(name: str) -> None:
    assert getattr(evidence, name).__name__ == name
    with pytest.raises(ModuleNotFoundError):
        import_module(f"osint_helpers.evidence.{name}")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        evidence.nothing  # noqa: B018


def test_no_name_loads_a_heavy_library() -> None:
    heavy = "{'pandas', 'bs4', 'pypdf', 'playwright', 'nbformat', 'jupyter_client'}"
    names = ", ".join(evidence.__all__)
    loading = f"import sys; from osint_helpers.evidence import {names}"
    script = f"{loading}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=REPO, check=True, capture_output=True)
    assert done.stdout.strip() == b"set()"
