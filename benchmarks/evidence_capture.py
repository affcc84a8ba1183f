"""Captures a second, and memory, beside a plain download of the same pages.

Usage: ``python benchmarks/evidence_capture.py``. A server in another process gives 200 pages of
200 kB over loopback; eight threads capture them into a new case folder, with every record synced
and logged. The peer is ``requests.get`` with eight threads, which keeps nothing. Then one body of
200 MB is captured in a process of its own and the greatest memory of that process is printed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES, SIZE, WORKERS, LARGE = 200, 200_000, 8, 200 << 20
BAR_RATE, BAR_MEMORY = 40.0, 150.0


class Pages(BaseHTTPRequestHandler):
    """``/N`` gives N bytes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request."""
        size = int(self.path.strip("/").partition("?")[0])
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(size))
        self.end_headers()
        block = b"SYNTHETIC" * 7282
        for at in range(0, size, len(block)):
            self.wfile.write(block[: size - at])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve() -> None:
    """Serve until killed; print the port first."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    server.serve_forever()


def capture(base: str, folder: str, sizes: list[int]) -> tuple[float, int]:
    """Capture pages of these sizes with eight threads; return seconds and how many are sound."""
    from osint_helpers.evidence.net.settings import Settings
    from osint_helpers.evidence.storing import Store

    store = Store(Path(folder), "bench")
    settings = Settings(allow=frozenset({"127.0.0.1"}), max_wire=LARGE * 2, max_body=LARGE * 2)
    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        taken = list(
            pool.map(
                lambda n: store.capture(f"{base}/{n[1]}?n={n[0]}", why="bench", settings=settings),
                enumerate(sizes),
            )
        )
    return time.perf_counter() - started, sum(one.sound for one in taken)


def peer(base: str) -> float:
    """Return the seconds of downloading the same pages and keeping nothing."""
    import requests

    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda n: requests.get(f"{base}/{SIZE}?n={n}", timeout=60), range(PAGES)))
    return time.perf_counter() - started


def large(base: str, size: int) -> None:
    """Capture one body and print the greatest memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        _, sound = capture(base, folder, [size])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f} {sound}")


def in_own_process(base: str, size: int) -> float:
    """Return the greatest memory, in MB, of a process that captures one body of this size."""
    done = subprocess.run(
        [sys.executable, __file__, "--large", base, str(size)],
        capture_output=True,
        text=True,
        check=True,
    )
    peak, sound = done.stdout.split()
    if sound != "1":
        raise SystemExit("the large body was not captured")
    return float(peak)


def main() -> None:
    """Print the figures."""
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None  # noqa: S101
        base = f"http://127.0.0.1:{int(server.stdout.readline())}"
        with tempfile.TemporaryDirectory() as folder:
            seconds, sound = capture(base, folder, [SIZE] * PAGES)
        theirs = peer(base)
        small, great = in_own_process(base, SIZE), in_own_process(base, LARGE)
    finally:
        server.kill()
    rate = PAGES / seconds
    print(f"{sound} of {PAGES} captures of {SIZE // 1000} kB sound, {WORKERS} threads")
    print(f"captures a second   {rate:8.1f}   bar >= {BAR_RATE:.0f}")
    print(f"requests.get alone  {PAGES / theirs:8.1f}   ratio of times {seconds / theirs:.2f}")
    print(f"memory, 200 kB body {small:8.0f} MB")
    print(f"memory, 200 MB body {great:8.0f} MB bar <= {BAR_MEMORY:.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve()
    elif sys.argv[1:2] == ["--large"]:
        large(sys.argv[2], int(sys.argv[3]))
    else:
        main()
