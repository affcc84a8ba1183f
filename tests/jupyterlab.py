"""A real JupyterLab in a real browser, on a copy, with nothing of the person at the machine.

The server and its kernels run with their own home, settings and data. Every socket they connect
beyond this machine is refused and written down; so is every request of the browser.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser import FLAGS, executable, need

REPO = Path(__file__).resolve().parent.parent
MAYBACH = "01-maybach-2018"
START_SECONDS = 120
RUN_SECONDS = 300
# No name but this machine's resolves, whatever the browser has in mind.
ARGUMENTS = [*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
# Python runs this before anything else, in the server and in each kernel.
GUARD = """
import ipaddress, os, socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
        try:
            local = ipaddress.ip_address(str(address[0])).is_loopback
        except ValueError:
            local = address[0] == "localhost"
        if not local:
            with open(os.environ["OSINT_TEST_REFUSED"], "a") as log:
                log.write(f"{address[0]}:{address[1]}\\n")
            raise ConnectionRefusedError(f"a test tried to reach {address[0]}")
    return _connect(self, address)
socket.socket.connect = connect
"""
SETTINGS = {
    # no question to the reader, no question to the network
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}


@dataclass(frozen=True)
class Lab:
    """A running server: where, with which key, on which folder, as which process."""

    pid: int
    url: str
    token: str
    root: Path
    home: Path

    def address(self, notebook: str) -> str:
        """Return the address that opens a notebook, and none that was open before."""
        return f"{self.url}lab/tree/{notebook}?token={self.token}&reset"

    def refused(self) -> list[str]:
        """Return every address server and kernels tried to reach beyond this machine."""
        log = self.home / "refused.txt"
        return log.read_text().split() if log.exists() else []


def environment(home: Path, data: Path) -> dict[str, str]:
    """Return the environment of server and kernels: nothing of the person at the machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON", "XDG"))}
    return {
        **kept,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "OSINT_DATA": str(data),
        "OSINT_TEST_REFUSED": str(home / "refused.txt"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join([str(home / "guard"), str(REPO)]),
        "TZ": "UTC",
    }


def copied(folder: Path, names: Iterable[str]) -> tuple[Path, Path, Path]:
    """Copy notebooks and the data; return the folders of notebooks, home and data."""
    root, home, data = folder / "notebooks", folder / "home", folder / "data"
    for one in (root, home / "guard", home / "runtime"):
        one.mkdir(parents=True)
    for name in names:
        for ending in ("ipynb", "py"):
            shutil.copy(REPO / "notebooks" / f"{name}.{ending}", root)
    shutil.copytree(REPO / "data", data)
    (home / "guard" / "sitecustomize.py").write_text(GUARD)
    for name, values in SETTINGS.items():
        path = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    return root, home, data


@contextmanager
def running(folder: Path, names: Iterable[str] = (MAYBACH,)) -> Iterator[Lab]:
    """Run ``jupyter lab`` on copies of notebooks, on a free port of this machine; end it after."""
    root, home, data = copied(folder, names)
    env = environment(home, data)
    trust = [sys.executable, "-m", "jupyter", "trust", *map(str, root.glob("*.ipynb"))]
    subprocess.run(trust, env=env, check=True, capture_output=True)
    token = secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root",
        "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--ServerApp.root_dir={root}",
        "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, env={**env, "JUPYTER_TOKEN": token}, stdout=log, stderr=log, cwd=root
        )
        try:
            yield Lab(server.pid, _url(server, home), token, root, home)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _url(server: subprocess.Popen[bytes], home: Path) -> str:
    """Wait for the file in which a server says where it listens."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        for file in (home / "runtime").glob("jpserver-*.json"):
            try:
                return str(json.loads(file.read_text())["url"])
            except ValueError:
                break  # it is being written
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start: {(home / 'server.log').read_text()[-3000:]}")


@contextmanager
def browsing(lab: Lab) -> Iterator[Page]:
    """Open a page of Chromium that can reach this machine alone, and writes down what it asks."""
    need()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1400, "height": 1300})
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda one: asked.append(one.url)))
        try:
            yield Page(lab, context.new_page(), asked)
        finally:
            browser.close()


class Page:
    """One notebook in JupyterLab, as a user has it.

    Attributes
    ----------
    page
        The page of Playwright.
    asked
        Every address the browser asked for.
    """

    def __init__(self, lab: Lab, page: Any, asked: list[str]) -> None:
        self.lab, self.page, self.asked = lab, page, asked

    @property
    def panel(self) -> Any:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def abroad(self) -> list[str]:
        """Return the addresses asked for that are not those of the server."""
        home = urlsplit(self.lab.url).netloc
        return [
            url
            for url in self.asked
            if not url.startswith(("data:", "blob:", "about:")) and urlsplit(url).netloc != home
        ]

    def open(self, notebook: str) -> None:
        """Open a notebook and wait until its kernel has started and is idle."""
        self.page.goto(self.lab.address(notebook))
        self.page.wait_for_selector(".jp-Notebook", timeout=START_SECONDS * 1000)
        self.page.wait_for_function(
            "path => { const w = window.jupyterapp?.shell.currentWidget;"
            " return w?.context?.path === path && w.context.isReady &&"
            " w.sessionContext?.session?.kernel?.status === 'idle'; }",
            arg=notebook,
            timeout=START_SECONDS * 1000,
        )

    def run(self, command: str, arguments: dict[str, Any] | None = None) -> None:
        """Execute a command of JupyterLab, as its menu does, and wait for it."""
        self.page.evaluate(
            "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }",
            [command, arguments or {}],
        )

    def run_all(self) -> float:
        """Run every cell; return the seconds until the last output is in the notebook."""
        start = time.perf_counter()
        self.run("notebook:run-all-cells")
        self.page.wait_for_function(
            "() => { const w = window.jupyterapp.shell.currentWidget;"
            " return w.sessionContext?.session?.kernel?.status === 'idle' &&"
            " w.content.widgets.every(c => c.model.type !== 'code' || !c.model.sharedModel"
            ".getSource().trim() || c.model.executionCount !== null); }",
            timeout=RUN_SECONDS * 1000,
        )
        return time.perf_counter() - start

    def save(self) -> None:
        """Save the notebook as a user does, and wait until it is on the disk."""
        self.run("docmanager:save")
        self.page.wait_for_function(
            "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
        )

    def shut(self) -> None:
        """End the kernel of the notebook in front."""
        self.page.evaluate(
            "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.shutdown(); }"
        )

    def show(self, cell: int) -> None:
        """Bring a cell into view, rendered."""
        self.page.evaluate(
            "async n => { const c = window.jupyterapp.shell.currentWidget.content;"
            " c.activeCellIndex = n; c.mode = 'command'; await c.scrollToItem(n, 'start'); }",
            cell,
        )

    def theme(self, name: str) -> None:
        """Choose a theme: ``JupyterLab Light`` or ``JupyterLab Dark``."""
        self.run("apputils:change-theme", {"theme": name})
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)

    def shot(self, path: Path) -> None:
        """Take a picture of the window."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(path))
