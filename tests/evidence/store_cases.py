"""Synthetic cases for the tests of the store. Nothing in them is about anything real."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from osint_helpers.evidence import Capture, Store, verify

REPO = Path(__file__).resolve().parents[2]
URL = "https://example.org/SYNTHETIC"


class NoSettings:
    """Settings without secrets."""

    secrets: ClassVar[dict[str, str]] = {}


def fetcher(
    page: bytes = b"SYNTHETIC page", **facts: Any
) -> Callable[[str, Path, Any], dict[str, Any]]:
    """Return a fetch that writes a wire and a body and touches no network."""

    def fetch(url: str, folder: Path, settings: Any) -> dict[str, Any]:
        (folder / "wire.warc").write_bytes(b"WARC/1.1 SYNTHETIC " + url.encode() + page)
        (folder / "body.txt").write_bytes(page)
        part = {"outcome": "ok", "complete": True, "reason": "", "content_type": "text/plain",
                "body": "body.txt", "url_asked": url, "url_final": url, "status": 200,
                "hops": []}  # fmt: skip
        return {**part, **facts}

    return fetch


def store(case: Path, who: str = "ana", **facts: Any) -> Store:
    return Store(case, who, fetch=fetcher(**facts))


def take(to: Store, url: str = URL, why: str = "SYNTHETIC test") -> Capture:
    return to.capture(url, why=why, settings=NoSettings())


def case_with(folder: Path, count: int = 2) -> Path:
    """Return a case of `count` captures, a table and a text, not sealed."""
    case = folder / "case"
    one = store(case)
    (case / "case.toml").write_text('title = "SYNTHETIC"\n')
    (case / "claims.csv").write_text("claim\nSYNTHETIC\n")
    for number in range(count):
        one._fetch = fetcher(b"SYNTHETIC %d" % number)
        take(one, f"{URL}/{number}")
    return case


def codes(case: Path, severity: str = "") -> list[str]:
    """Return the codes a check finds, sorted, each once."""
    return sorted({f.code for f in verify(case).findings if severity in ("", f.severity)})


def broken(case: Path) -> list[str]:
    return codes(case, "broken")


def paths(case: Path, code: str) -> list[str]:
    return [one.path for one in verify(case).findings if one.code == code]


def captures(case: Path) -> list[Path]:
    return sorted(path for path in (case / "captures").iterdir() if path.name[0] != ".")


def log(case: Path, name: str = "0001-ana.jsonl") -> Path:
    return case / "log" / name


def events(case: Path, who: str = "ana") -> list[dict[str, Any]]:
    """Return the lines of an analyst as they were written."""
    names = sorted((case / "log").glob(f"*-{who}.jsonl"))
    return [json.loads(line) for name in names for line in name.read_bytes().splitlines()]


def overwrite(path: Path, data: bytes) -> None:
    """Change a read-only file, as somebody with the rights to do so would."""
    path.chmod(0o644)
    path.write_bytes(data)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def sha256sum(case: Path, name: str) -> tuple[int, str]:
    """Check a list with the coreutils program."""
    done = subprocess.run(["sha256sum", "-c", name], cwd=case, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def killed_at(step: str, case: Path, code: str) -> int:
    """Run `code` in another process that kills itself at `step`; return its exit status."""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from osint_helpers.evidence import seal, steps\n"
        "from tests.evidence.store_cases import *\n"
        "case, step = Path(sys.argv[1]), sys.argv[2]\n"
        "steps.hook = lambda s: os.kill(os.getpid(), signal.SIGKILL) if s == step else None\n"
        f"{code}\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    command = [sys.executable, "-c", script, str(case), step]
    return subprocess.run(command, env=environment, check=False).returncode
