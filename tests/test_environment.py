"""What `make` installs and what `environment.yml` names are the same versions."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest
import yaml

from tests.conftest import REPO

_spec = importlib.util.spec_from_file_location(
    "make_environment", REPO / "scripts" / "make_environment.py"
)
assert _spec is not None
assert _spec.loader is not None
make_environment = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_environment)

GIVEN = (
    "jupyterlab",
    "pandas",
    "geopandas",
    "folium",
    "requests",
    "beautifulsoup4",
    "nbval",
)


def named() -> dict[str, str]:
    """Name -> version of every pin in environment.yml."""
    rows = yaml.safe_load((REPO / "environment.yml").read_text("utf8"))["dependencies"]
    flat = [row for row in rows if isinstance(row, str)]
    flat += [row for part in rows if isinstance(part, dict) for row in part["pip"]]
    pairs = (re.fullmatch(r"([a-z0-9._-]+)==?([^=<>]+)", row) for row in flat)
    return {pair[1]: pair[2] for pair in pairs if pair}


def test_environment_names_the_versions_of_the_lock():
    files = (REPO / "requirements.lock", REPO / "tests" / "spark" / "requirements.lock")
    lock = {
        k: v for one in files for k, v in make_environment.locked(one.read_text("utf8")).items()
    }
    wrong = {name: (pin, lock.get(name)) for name, pin in named().items() if lock.get(name) != pin}
    assert wrong == {}


def test_environment_is_what_the_script_writes():
    assert make_environment.environment() == (REPO / "environment.yml").read_text("utf8")


@pytest.mark.parametrize("name", GIVEN)
def test_environment_names_every_given_package(name):
    assert name in named()


def test_lock_carries_hashes_and_no_address():
    lock = (REPO / "requirements.lock").read_text("utf8")
    pins = re.findall(r"^[a-z0-9._-]+(?:\[[^\]]*\])?==.*$", lock, re.MULTILINE)
    assert len(pins) > 100
    assert all(pin.rstrip().endswith("\\") for pin in pins), "a pin without a hash"
    assert not re.search(r"https?://|index-url|find-links", lock)


def test_import_is_light():
    code = (
        "import sys, osint_helpers; "
        "heavy = ('pandas', 'geopandas', 'folium', 'searoute', 'nbconvert'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_handed_on_names_resolve():
    import osint_helpers

    for name in osint_helpers.__all__:
        assert getattr(osint_helpers, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        osint_helpers.nonsense  # noqa: B018
