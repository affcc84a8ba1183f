"""The driver of JupyterLab: what it copies is enough, and nothing leaves this machine unseen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import jupyterlab


def test_the_guard_refuses_what_leads_away_and_writes_it_down(tmp_path: Path) -> None:
    root, home, data = jupyterlab.copied(tmp_path, [jupyterlab.MAYBACH])
    code = (
        "import socket\n"
        "try:\n    socket.create_connection(('192.0.2.1', 80), 5)\n"
        "except ConnectionRefusedError as error:\n    print(error)\n"
    )
    env = jupyterlab.environment(home, data)
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "a test tried to reach 192.0.2.1\n"
    lab = jupyterlab.Lab(0, "http://127.0.0.1:1/", "", root, home)
    assert lab.refused() == ["192.0.2.1:80"]


def test_the_copy_holds_the_notebooks_named_and_is_no_part_of_the_checkout(tmp_path: Path) -> None:
    names = [jupyterlab.MAYBACH, "05-lexus-2023"]
    root, _, data = jupyterlab.copied(tmp_path, names)
    held = sorted(one.name for one in root.iterdir())
    assert held == [f"{name}.{ending}" for name in names for ending in ("ipynb", "py")]
    assert {one.name for one in (data / "cases").iterdir()} >= {"maybach-2018", "lexus-2023"}
    assert not [one for one in (*root.rglob("*"), *data.rglob("*")) if one.is_symlink()]


def test_requests_of_the_browser_are_told_apart_by_their_server(tmp_path: Path) -> None:
    lab = jupyterlab.Lab(0, "http://127.0.0.1:8888/", "", tmp_path, tmp_path)
    asked = [
        "http://127.0.0.1:8888/lab", "ws://127.0.0.1:8888/api", "data:,x", "about:srcdoc",
        "http://127.0.0.1:9/x", "https://far.example/x",
    ]  # fmt: skip
    page = jupyterlab.Page(lab, None, asked)
    assert page.abroad() == ["http://127.0.0.1:9/x", "https://far.example/x"]
