"""The environment of other people's tools: found, or the reason why a test cannot run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO

HERE = Path(__file__).resolve().parent
SECONDS = 180  # the machine may be busy with other tests


def _missing(folder: Path) -> str:
    """Return why the tools in a folder cannot be used; empty when they can."""
    how = "scripts/conformance.py --prepare makes it"
    mark = folder / ".ready"
    if not (folder / "bin" / "python").exists() or not mark.is_file():
        return f"the conformance environment is not there ({how})"
    lock = hashlib.sha256((HERE / "requirements.lock").read_bytes()).hexdigest()
    if not mark.read_text("ascii").startswith(lock):
        return f"the conformance environment is of another lock ({how} anew)"
    return ""


def home() -> Path:
    """Return the environment's folder; skip with the reason, or fail where it is required."""
    folder = Path(os.environ.get("OSINT_CONFORMANCE") or REPO / ".venv-conformance")
    reason = _missing(folder)
    if reason and os.environ.get("OSINT_REQUIRE_CONFORMANCE") == "1":
        pytest.fail(f"OSINT_REQUIRE_CONFORMANCE=1, but {reason}")
    if reason:
        pytest.skip(reason)
    return folder


def command(tool: str, *arguments: str | Path) -> list[str]:
    """Return the command line of a tool; warnings of other people's code are not ours to mend."""
    return [str(home() / "bin" / "python"), "-W", "ignore", str(home() / "bin" / tool),
            *map(str, arguments)]  # fmt: skip


def run(
    tool: str, *arguments: str | Path, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end; the caller judges the exit code."""
    return subprocess.run(
        command(tool, *arguments),
        cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


def ask(peer: str, question: Any) -> Any:
    """Run ``peers/<peer>.py`` with the tools' Python: JSON in, JSON out."""
    done = subprocess.run(
        [str(home() / "bin" / "python"), "-W", "ignore", str(HERE / "peers" / f"{peer}.py")],
        input=json.dumps(question), capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
