"""The how-tos do what they say: their ``sh`` blocks run as written, one after the other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO


@pytest.mark.parametrize("page", ["verify-a-bundle", "record-sources"])
def test_every_command_of_a_howto_runs_as_written(page: str, tmp_path: Path):
    if not shutil.which("ssh-keygen") or not shutil.which("unzip"):
        pytest.skip("ssh-keygen or unzip is not on this machine")
    blocks = re.findall(r"^```sh\n(.*?)^```", (REPO / f"docs/{page}.md").read_text("utf8"),
                        re.MULTILINE | re.DOTALL)  # fmt: skip
    assert blocks
    cases = tmp_path / "data" / "cases"
    shutil.copytree(REPO / "data" / "cases" / "demonstration", cases / "demonstration")
    osint = f'osint() {{ "{sys.executable}" -m osint_helpers "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", osint + "\n".join(blocks)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    if page == "verify-a-bundle":
        assert 'Good "osint-seal" signature' in done.stdout
        first, second = re.findall(r"\b[0-9a-f]{64}\b", done.stdout)[-2:]
        assert first == second
        assert "body.html.txt: FAILED" in done.stdout
