"""Capture the SYNTHETIC demonstration pages into the demonstration case, seal it twice.

Run once: evidence is never made again. The folder it fills is committed, so that anyone can try
`osint verify`, `osint bundle` and the report on real captures without asking any server::

    python scripts/make_demonstration.py data/cases/demonstration
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from osint_helpers.evidence import deriving, rendering, sealing, signing
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store

PAGES: Final = Path(__file__).resolve().parent / "demonstration"
PORT: Final = 8808  # fixed, because the addresses of the case name it
BASE: Final = f"http://127.0.0.1:{PORT}"
SETTINGS: Final = Settings(allow=frozenset({"127.0.0.1"}), seconds=10.0)
WHO: Final = "demo"
WHY: Final = "SYNTHETIC demonstration of a capture"


class Pages(BaseHTTPRequestHandler):
    """The demonstration site: pages, a redirect, a page that is gone, a page for members."""

    def do_GET(self) -> None:
        """Answer one request."""
        name = self.path.strip("/")
        if name == "news":
            self.answer(301, b"", "text/html", ("Location", "/news/1"))
            return
        name = "news" if name == "news/1" else name
        ending = name if "." in name else f"{name}.html"
        status = 404 if name == "gone" else 200
        kinds = {"css": "text/css", "svg": "image/svg+xml", "html": "text/html; charset=utf-8"}
        file = PAGES / ending
        if file.parent == PAGES and file.is_file():
            self.answer(status, file.read_bytes(), kinds[file.suffix[1:]])
        else:
            self.answer(404, b"", "text/html")

    def answer(self, status: int, body: bytes, kind: str, *headers: tuple[str, str]) -> None:
        """Send one answer."""
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[None]:
    """Serve the pages on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def notice(folder: Path) -> Path:
    """Write the two-page PDF that is handed over by hand."""
    import weasyprint

    target = folder / "arrival-notice.pdf"
    html = (PAGES / "notice.html").read_text("utf-8").replace("/style.css", "style.css")
    weasyprint.HTML(string=html, base_url=str(PAGES / "x")).write_pdf(target)
    return target


def first_seal(store: Store) -> dict[str, Capture]:
    """Capture the pages, keep the file, take one mistake away, seal."""
    taken = {}
    for source in ("carrier", "register", "news", "members", "gone"):
        taken[source] = store.capture(f"{BASE}/{source}", why=WHY, settings=SETTINGS)
    mistake = store.capture(f"{BASE}/wrong", why=WHY, settings=SETTINGS)
    with tempfile.TemporaryDirectory() as home:
        taken["notice"] = store.add_file(
            notice(Path(home)),
            obtained="written by the project for this demonstration",
            why=WHY,
            title="Arrival notice (SYNTHETIC)",
        )
    deriving.text_layer(store, taken["notice"])
    store.remove(mistake.id, reason="SYNTHETIC: shows how a capture is taken away")
    return taken


def exhibits(case: Path, taken: dict[str, Capture]) -> None:
    """Give the captures their exhibit numbers."""
    with (case / "exhibits.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("exhibit", "capture", "source", "title", "note"))
        for number, (name, capture) in enumerate(taken.items(), start=1):
            title = f"{name} (SYNTHETIC)"
            writer.writerow((f"DEMO-{number}", capture.id, f"s_{name}", title, ""))


def sign(seal: Path) -> None:
    """Sign a seal with a key that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        key = Path(home) / "key"
        subprocess.run(  # noqa: S603
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "demonstration", "-f", str(key)],  # noqa: S607
            check=True,
        )
        signing.sign(seal, key, "demonstration@example.org")


def main(folder: str) -> int:
    """Fill the folder; refuse one that holds captures."""
    case = Path(folder)
    if (case / "captures").exists():
        print(f"{case} holds captures; evidence is never made again", file=sys.stderr)
        return 2
    with site():
        store = Store(case, WHO)
        taken = first_seal(store)
        exhibits(case, taken)
        sealing.seal(case, WHO)
        rendering.screenshot(store, taken["news"], SETTINGS)
        sign(sealing.seal(case, WHO).path)
    print(f"{len(taken)} captures, 2 seals in {case}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["data/cases/demonstration"]))
