"""Time to verify a sealed case, and its ratio to ``sha256sum`` over the same files, in one run.

Usage: ``python benchmarks/evidence_verify.py [CAPTURES] [KIB]``: 2,000 captures of a wire and a
body of 100 KiB each (400 MB) by default, the least of three rounds. Bars: 3 s, ratio 1.5.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

BAR_S, BAR_RATIO, ROUNDS = 3.0, 1.5, 3


def filled(case: Path, captures: int, size: int) -> None:
    """Fill a case with synthetic captures and seal it; syncing is left out to save time."""
    from osint_helpers.evidence import Store, seal

    def fetch(url: str, folder: Path, _settings: object) -> dict[str, object]:
        block = hashlib.sha256(url.encode()).digest()
        for name, mark in (("wire.warc", b"w"), ("body.txt", b"b")):
            (folder / name).write_bytes((mark + block * (size // 32 + 1))[:size])
        return {"outcome": "ok", "complete": True, "body": "body.txt", "url_asked": url, "hops": []}

    store = Store(case, "synthetic", fetch=fetch)
    with mock.patch("os.fsync"), mock.patch("osint_helpers.evidence.durable.sync_data"):
        for number in range(captures):
            store.capture(f"https://example.org/{number}", why="SYNTHETIC", settings=object())
        seal(case, "synthetic")


def least_s(call: Callable[[], object]) -> float:
    """Return the least time of a call in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def main(captures: int, kib: int) -> int:
    """Print figure, bar and ratio; return 1 when a bar is missed."""
    from osint_helpers.evidence import verify

    with tempfile.TemporaryDirectory() as home:
        case = Path(home) / "case"
        filled(case, captures, kib << 10)
        files = sorted(str(path) for path in case.glob("*/**/*") if path.is_file())
        names = "\0".join(files).encode()
        verdict = verify(case)
        if verdict.findings or verdict.captures != captures:
            sys.exit(f"the case is not sound: {verdict.findings[:3]}")
        ours = least_s(lambda: verify(case))
        command = ["xargs", "-0", "sha256sum"]
        theirs = least_s(lambda: subprocess.run(command, input=names, capture_output=True))  # noqa: PLW1510
    print(f"{captures} captures, {len(files)} files, {verdict.bytes / 1e6:.0f} MB")
    print(f"verify:    {ours:6.2f} s   (bar {BAR_S:.1f} s)")
    print(f"sha256sum: {theirs:6.2f} s   ratio {ours / theirs:.2f} (bar {BAR_RATIO})")
    return int(ours > BAR_S or ours / theirs > BAR_RATIO)


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*(given + [2000, 100][len(given) :])))
