"""The tutorial on collecting, unplugged: no socket, no name, no key, and the same exhibits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from osint_helpers.collect import registry
from tests.conftest import REPO
from tests.notebooks import unplugged

SCRIPT = REPO / "notebooks" / "02-collecting-public-records.py"
MIME = "application/vnd.osint-helpers.exhibit+json"


def run(what: str, path: Path, home: Path) -> Any:
    """What `unplugged` prints, run with an environment that holds nothing but paths."""
    needed = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in needed if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(REPO / "tests" / "notebooks" / "unplugged.py"), what, str(path)],
        cwd=home, capture_output=True, text=True, check=False,
        env={**environment, "PYTHONPATH": str(REPO), "HOME": str(home),
             "OSINT_STATE": str(home / "state"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def stored() -> list[dict[str, Any]]:
    """What each code cell of the notebook shows and prints, as stored."""
    made = []
    for one in json.loads(SCRIPT.with_suffix(".ipynb").read_text("utf8"))["cells"]:
        if one["cell_type"] == "code":
            shown = [out["data"][MIME] for out in one["outputs"] if MIME in out.get("data", {})]
            printed = ["".join(out["text"]) for out in one["outputs"] if "text" in out]
            made.append({
                "exhibits": [[exhibit["id"], exhibit["digest"]] for exhibit in shown],
                "printed": "".join(printed),
            })  # fmt: skip
    return made


def test_every_cell_runs_unplugged_and_shows_the_exhibits_stored(tmp_path: Path):
    wanted = stored()
    assert sum(len(one["exhibits"]) for one in wanted) > 20
    assert run("notebook", SCRIPT, tmp_path) == wanted


def test_every_case_opens_unplugged(tmp_path: Path):
    cases = REPO / "data" / "cases"
    wanted = sorted(path.parent.name for path in cases.glob("*/case.toml"))
    assert len(wanted) > 1
    assert run("cases", cases, tmp_path) == wanted


def test_the_block_blocks():
    code = (
        "import socket; from tests.notebooks import unplugged; unplugged.unplug()\n"
        "for call in (lambda: socket.getaddrinfo('localhost', 80),\n"
        "             lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "             lambda: socket.socket().connect(('127.0.0.1', 9))):\n"
        "    try: call()\n"
        "    except AssertionError: continue\n"
        "    raise SystemExit('not blocked')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=REPO, check=True)


def test_no_key_of_any_source_is_among_what_the_process_is_given():
    keys = {name for one in registry.manifests() for name in one.auth.variables}
    assert keys
    assert not keys & {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPATH", "HOME", "OSINT_STATE"}


def test_a_cell_shows_its_last_line():
    names: dict[str, Any] = {}
    assert unplugged.cell("a = 2\na + 1", names) == 3
    assert unplugged.cell("b = 1", names) is None
