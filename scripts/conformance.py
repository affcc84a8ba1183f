"""Run the conformance tests: other people's tools read what this suite writes.

``python scripts/conformance.py`` makes their environment where it is missing and runs the tests;
``--prepare`` makes it and prints its path. They live in ``.venv-conformance``, apart from the
product's environment, from a lock with hashes; the tests call them as programs.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tests" / "conformance" / "requirements.lock"
ENVIRONMENT = ROOT / ".venv-conformance"
READY = ".ready"  # written last: holds what the environment was made from


def wanted() -> str:
    """Return what an environment must have been made from to be used again."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{digest} {sys.implementation.cache_tag}\n"


def ready(folder: Path) -> bool:
    """Say whether the environment in a folder is whole and of this lock and Python."""
    mark = folder / READY
    return mark.is_file() and mark.read_text() == wanted()


def prepare(folder: Path = ENVIRONMENT) -> Path:
    """Make the environment where it is missing or of another lock; return its folder."""
    if ready(folder):
        return folder
    print(f"Creating {folder.name} (once, under a minute)", file=sys.stderr)
    if folder.exists():
        shutil.rmtree(folder)
    python = folder / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # Standard output is for the path alone: a caller reads it.
    for command in (
        [sys.executable, "-m", "venv", folder],
        [*pip, "--require-hashes", "--requirement", LOCK],
    ):
        subprocess.run(command, check=True, stdout=sys.stderr)  # noqa: S603
    (folder / READY).write_text(wanted())
    return folder


def main(arguments: list[str]) -> int:
    """Prepare, and run the tests unless ``--prepare`` was given; return the exit code."""
    try:
        folder = prepare()
    except subprocess.CalledProcessError as error:
        print(f"The conformance environment cannot be made: {error}", file=sys.stderr)
        return 1
    if arguments == ["--prepare"]:
        print(folder)
        return 0
    environment = {
        **os.environ,
        "OSINT_CONFORMANCE": str(folder),
        "OSINT_REQUIRE_CONFORMANCE": "1",
    }
    tests = LOCK.parent.relative_to(ROOT)
    command = [sys.executable, "-m", "pytest", "-q", tests, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
