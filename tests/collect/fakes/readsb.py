"""A server of readsb traces, and the archive of a day. SYNTHETIC aircraft and positions.

Built from the description of traces in readsb (README-json.md) and of the releases of the archive:
files are gzip although they are named ``.json``; the tar of a day is cut into parts.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import Any

from tests.collect.fakes.server import Reply, Request

# The first block of addresses is not given to any state: nobody flies under them.
AIRCRAFT = ("000001", "000002", "000003")
START = 1767312000.25  # 2026-01-02 00:00:00.25 UTC
DAY = "globe_history/2026/01/02/traces"


def position(at: float, lat: float, lon: float, altitude: Any = 31000, **how: Any) -> list[Any]:
    """Return a position as the newer readsb writes it: fourteen values."""
    return [
        at, lat, lon, altitude, how.get("gs", 450.0), how.get("track", 90.0), how.get("flags", 0),
        how.get("rate", 64), how.get("details"), "adsb_icao", how.get("geometric", 31500),
        how.get("geometric_rate"), how.get("ias"), how.get("roll"),
    ]  # fmt: skip


def flight(icao: str) -> dict[str, Any]:
    """Return the trace of a day: out, on the ground, back."""
    said = {"type": "adsb_icao", "flight": "SYNTH1  ", "squawk": "1000"}
    out = [position(60.0 * n, 10.0, 100.0 + n / 10, 1000 * n, rate=1024) for n in range(1, 6)]
    ground = [position(400.0 + n, 10.0, 100.6, "ground", gs=10.0, rate=None) for n in range(3)]
    back = [position(4000.0 + 60 * n, 10.0, 100.5 - n / 10, 5000 - 1000 * n) for n in range(5)]
    out[0][8], back[0][6] = said, 3
    return {
        "icao": icao, "r": "SYNTHETIC", "t": "TEST", "dbFlags": 0, "desc": "SYNTHETIC AIRCRAFT",
        "timestamp": START, "trace": out + ground + back,
    }  # fmt: skip


def packed(trace: dict[str, Any]) -> bytes:
    """Return the bytes of a trace file."""
    return gzip.compress(json.dumps(trace).encode(), mtime=0)


def archive(*extra: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return the tar of a day, with further members at its end."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for icao in AIRCRAFT:
            data = packed(flight(icao))
            head = tarfile.TarInfo(f"./traces/{icao[-2:]}/trace_full_{icao}.json")
            head.size = len(data)
            tar.addfile(head, io.BytesIO(data))
        for head, data in extra:
            tar.addfile(head, io.BytesIO(data))
    return held.getvalue()


def answer(request: Request) -> Reply:
    """Answer as a file server does."""
    for icao in AIRCRAFT:
        if request.path == f"{DAY}/{icao[-2:]}/trace_full_{icao}.json":
            return Reply(packed(flight(icao)), "application/json")
    return Reply(b"<html><body>404 Not Found</body></html>", "text/html", 404)
