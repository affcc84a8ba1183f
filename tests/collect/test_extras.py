"""A library that is not installed is named together with the extra that brings it."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect import extras, listing, registry
from osint_helpers.errors import CollectError
from tests.collect import questions, without_extras
from tests.collect.fakes import nmea
from tests.conftest import REPO


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


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a process says that has no library of the extra."""
    log = tmp_path_factory.mktemp("extras") / "receiver.nmea"
    log.write_bytes(nmea.log())
    with questions.sources() as fakes:
        done = subprocess.run(
            [sys.executable, "-m", "tests.collect.without_extras", fakes.url, str(log)],
            cwd=REPO, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def test_without_the_extra_every_manifest_lists(told: Any) -> None:
    assert tuple(told["listed"]) == registry.collectors()
    assert told["page"] == listing.page()
    assert told["loaded"] == []


@pytest.mark.parametrize(("call", "library"), without_extras.NEEDS.items())
def test_without_the_extra_a_call_that_needs_it_names_it(
    told: Any, call: str, library: str
) -> None:
    error, what, advice = told["tried"][call]
    assert error == "ExtraMissingError"
    assert f"the library {library} is needed" in what
    assert advice == "pip install osint-helpers[collect]"


@pytest.mark.parametrize("call", without_extras.NEEDS_NONE)
def test_without_the_extra_other_calls_work(told: Any, call: str) -> None:
    assert isinstance(told["tried"][call], int), told["tried"][call]
    assert told["tried"][call] > 0


def test_every_library_that_is_needed_so_is_in_the_extra() -> None:
    named = tomllib.loads((REPO / "pyproject.toml").read_text("utf8"))
    extra = {one.partition(">")[0] for one in named["project"]["optional-dependencies"]["collect"]}
    packages = {"PIL": "pillow", "socks": "pysocks"}
    assert {packages.get(one, one) for one in without_extras.EXTRAS} == extra
    code = "\n".join(p.read_text("utf8") for p in Path(REPO / "osint_helpers").rglob("*.py"))
    for one in set(without_extras.EXTRAS) - {"socks"}:  # urllib3 imports that one
        assert f'need("{one}' in code
