"""What all tests share: where the shared facts are, and a block on real sockets."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from osint_helpers.tracks.engines import Spark

REPO = Path(__file__).resolve().parent.parent

# The same examples each time, on machines of any speed.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Send a file's tests to one worker, and all tests of Spark to one: it starts once a run."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        spark = "spark" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("spark" if spark else item.nodeid.split("::")[0]))


def shared_folder() -> Path | None:
    """Return the folder with the fact files and public data, if this machine has it."""
    for candidate in (os.environ.get("OSINT_SHARED"), REPO.parent / "shared"):
        if candidate and (Path(candidate) / "facts").is_dir():
            return Path(candidate)
    return None


@pytest.fixture(scope="session")
def facts() -> Path:
    """Folder of the fact files; the test skips, saying so, where it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the fact files are not on this machine (set OSINT_SHARED)")
    return folder / "facts"


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    """Give the one Spark of the run; the test skips, or fails where it is required, without it."""
    from osint_helpers.tracks.engines import Spark

    missing = "" if find_spec("pyspark") else "pyspark"
    if not missing and not os.environ.get("JAVA_HOME") and not shutil.which("java"):
        missing = "Java"
    if missing and os.environ.get("OSINT_REQUIRE_SPARK") == "1":
        pytest.fail(f"OSINT_REQUIRE_SPARK=1, but {missing} is not on this machine")
    if missing:
        pytest.skip(f"{missing} is not on this machine (scripts/spark.py; Java 17 or newer)")
    with Spark() as engine:
        yield engine


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy of this machine's environment change what a test sees."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OSINT_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test reach this machine only: the default mode of the suite touches no network."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
            host = str(address[0])
            try:
                local = ipaddress.ip_address(host).is_loopback
            except ValueError:
                local = host == "localhost"
            if not local:
                raise AssertionError(f"a test tried to reach {host}")
        return real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
