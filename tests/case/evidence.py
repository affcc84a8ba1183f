"""A SYNTHETIC case with evidence of every sort, taken, removed and sealed by the store itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osint_helpers.evidence import sealing
from osint_helpers.evidence.storing import Store
from tests.case.builder import to_csv, write_case
from tests.case.captures import hop

HOSTILE_TITLE = "SYNTHETIC <img src=x onerror=alert(1)> \u202egnp.exe </script><script>x"
_NONE = object()  # the site above has no settings
LONG_URL = "https://long.example/" + "a-very-long-segment/" * 12 + "end?q=" + "0123456789abcdef" * 8


class Site:
    """Answers instead of the network: address -> what becomes of it."""

    def __init__(self, **answers: dict[str, Any]) -> None:
        self.answers = answers

    def fetch(self, url: str, folder: Path, settings: object) -> dict[str, Any]:
        """Write the body and return this site's part of the record, as the network room does."""
        answer = {"outcome": "ok", "complete": True, "data": b"SYNTHETIC page of " + url.encode()}
        answer |= self.answers.get(url.rpartition("/")[2], {})
        data = answer.pop("data")
        if data is not None:
            (folder / "body.html.txt").write_bytes(data)
        tls = {"version": "TLSv1.3", "cipher": "SYNTHETIC", "leaf_sha256": "0" * 64}
        hops = [hop(one, server_minus_local_s=-0.4, tls=tls) for one in answer.pop("via", [url])]
        return {
            "url_asked": url, "url_final": hops[-1]["url"], "status": 200, "hops": hops,
            "request_headers": {}, "redacted": [], "limits": {"max_hops": 8, "seconds": 60.0},
            "allowed_addresses": [], "certificate_exception": None, "title": "SYNTHETIC title",
            "body": None if data is None else "body.html.txt", "content_type": "text/html",
            **answer,
        }  # fmt: skip


def write_evidence(folder: Path, *, seals: int = 2) -> dict[str, str]:
    """Write the synthetic case with twelve captures, a removal, notes and seals.

    Returns
    -------
    dict
        A short name -> id of the capture.
    """
    write_case(folder)
    failed = {"data": None, "complete": False}
    site = Site(
        s_report={"title": HOSTILE_TITLE},
        s_paper={"outcome": "truncated", "complete": False, "reason": "12 of 900 bytes"},
        s_relay={"outcome": "login-wall", "title": "SYNTHETIC log in"},
        old={"via": ["https://example.org/old", "https://example.org/s_daily"]},
        gone={"outcome": "http-status", "complete": True},
        dns={"outcome": "dns", **failed},
        tls={"outcome": "tls", **failed},
    )
    store = Store(folder, "ana", fetch=site.fetch)
    made = {
        name: store.capture(url, why="SYNTHETIC why", settings=_NONE).id
        for name, url in {
            "report": "https://example.org/s_report",
            "daily": "https://example.org/s_daily/",
            "moved": "https://example.org/old",
            "paper": "https://example.org/s_paper",
            "relay": "https://example.org/s_relay",
            "gone": "https://example.org/gone",
            "dns": "https://nowhere.example/dns",
            "tls": "https://broken.example/tls",
            "long": LONG_URL,
            "private": "https://example.org/private",
        }.items()
    }
    page = folder.parent / "SYNTHETIC letter.pdf"
    page.write_bytes(b"%PDF-1.4 SYNTHETIC")
    hostile = "javascript:alert(1)"
    other = Store(folder, "bo", fetch=site.fetch)
    letter = other.add_file(page, obtained="by post from SYNTHETIC counsel", why="SYNTHETIC",
                            title="SYNTHETIC letter", url=hostile)  # fmt: skip
    made["letter"] = letter.id
    made["text"] = other.add_derived(
        letter, b"SYNTHETIC text of the letter", ending="txt",
        method={"name": "SYNTHETIC reader", "version": "1"}, why="SYNTHETIC",
    ).id  # fmt: skip
    if seals:
        sealing.seal(folder, "ana")
    store.note("search.nothing", where="SYNTHETIC register", question="SYNTHETIC ship")
    store.note("capture.skipped", url="https://example.org/robots", why="robots.txt forbids it")
    store.remove(made["private"], reason="SYNTHETIC order of a court")
    exhibits = [
        {"exhibit": "X-1", "capture": made["daily"], "note": "SYNTHETIC note"},
        {"exhibit": "X-2", "capture": made["report"]},
        {"exhibit": "X-3", "capture": made["private"], "title": "SYNTHETIC, removed"},
        {"exhibit": "X-4", "capture": made["letter"], "source": "s_points"},
    ]
    (folder / "exhibits.csv").write_text(to_csv("exhibits", exhibits), encoding="utf-8")
    if seals > 1:
        sealing.seal(folder, "bo")
    return made
