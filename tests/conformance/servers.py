"""Real servers of other people on loopback, each on a free port, ended with the block."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

START_SECONDS = 60  # the machine may be busy with other tests

NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{ application/json json; text/csv csv; }}
  limit_req_zone $binary_remote_addr zone=one:1m rate=1r/s;
  limit_req_status 429;
  server {{
    listen 127.0.0.1:{port};
    root {folder}/files;
    location /limited/ {{
      limit_req zone=one;
      error_page 429 @limited;
    }}
    location @limited {{
      add_header Retry-After 1 always;
      return 429 "SYNTHETIC: slow down";
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def program(name: str) -> str:
    """Return the path of a program of the system; skip, or fail where it is required.

    It is no Python package, so the lock of the conformance environment cannot bring it.
    """
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is not None:
        return found
    reason = f"{name} is not installed (Debian: apt-get install nginx-light microsocks)"
    if os.environ.get("OSINT_REQUIRE_SERVERS") == "1":
        pytest.fail(f"OSINT_REQUIRE_SERVERS=1, but {reason}")
    pytest.skip(reason)


@contextlib.contextmanager
def running(command: Sequence[str | Path], port: int, log: Path) -> Iterator[int]:
    """Run a server until the block ends; yield its port once it answers."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=log.parent, stdout=out, stderr=out)
        try:
            until = time.monotonic() + START_SECONDS
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"{command[0]} does not answer: {_tail(log)}")
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _tail(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-2000:]


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def nginx(folder: Path, files: dict[str, bytes]) -> Iterator[int]:
    """Serve files; those below ``limited/`` once a second, else 429 with ``Retry-After: 1``."""
    port, binary = free_port(), program("nginx")
    for name, data in files.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    user = "user root;" if os.geteuid() == 0 else ""  # or a worker of root could not read here
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    command = [binary, "-p", folder, "-e", folder / "start.log", "-c", folder / "nginx.conf"]
    with running(command, port, folder / "out.log"):
        yield port


@contextlib.contextmanager
def microsocks(folder: Path, *options: str) -> Iterator[int]:
    """Run a SOCKS 5 proxy."""
    port = free_port()
    command = [program("microsocks"), "-i", "127.0.0.1", "-p", str(port), *options]
    with running(command, port, folder / "microsocks.log"):
        yield port
