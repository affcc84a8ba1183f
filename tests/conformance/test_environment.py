"""Without the tools' environment a test skips with the reason, or fails where it is required."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conformance import environment


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OSINT_CONFORMANCE", str(tmp_path))
    monkeypatch.delenv("OSINT_REQUIRE_CONFORMANCE", raising=False)
    return tmp_path


def filled(folder: Path, lock: str) -> None:
    (folder / "bin").mkdir()
    (folder / "bin" / "python").touch()
    (folder / ".ready").write_text(f"{lock} any\n", "ascii")


def test_an_absent_environment_skips_and_says_what_makes_it(folder: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"scripts/conformance\.py --prepare"):
        environment.home()


def test_an_environment_of_another_lock_skips(folder: Path) -> None:
    filled(folder, "0" * 64)
    with pytest.raises(pytest.skip.Exception, match="another lock"):
        environment.home()


def test_where_it_is_required_the_skip_is_a_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSINT_REQUIRE_CONFORMANCE", "1")
    with pytest.raises(pytest.fail.Exception, match="is not there"):
        environment.home()


def test_an_environment_of_this_lock_is_used(folder: Path) -> None:
    lock = environment.HERE / "requirements.lock"
    filled(folder, hashlib.sha256(lock.read_bytes()).hexdigest())
    assert environment.home() == folder
