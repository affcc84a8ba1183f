"""A sealed SYNTHETIC case folder, written by hand after docs/architecture.md."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ONE, TWO = "20260102T030405Z-11111111", "20260102T030506Z-22222222"
SEALED_AT = "2026-01-03T00:00:00.000000Z"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def capture(case: Path, name: str, data: bytes, **record: object) -> Path:
    """Write one capture folder; `record` changes facts of its record."""
    folder = case / "captures" / name
    folder.mkdir(parents=True)
    (folder / "body.txt").write_bytes(data)
    (folder / "wire.warc").write_bytes(b"SYNTHETIC wire " + data)
    files = {
        one.name: {"bytes": one.stat().st_size, "sha256": sha(one.read_bytes())}
        for one in sorted(folder.iterdir())
    }
    content = {
        "schema": "osint-capture/1", "kind": "fetched", "work": "0" * 12, "who": "ana",
        "why": "SYNTHETIC", "started_utc": "2026-01-02T03:04:05.000000Z", "outcome": "ok",
        "complete": True, "reason": "", "url_asked": "https://example.org/synthetic", "hops": [],
        "files": files, "body": "body.txt", **record,
    }  # fmt: skip
    text = json.dumps(content, sort_keys=True, indent=1)
    (folder / "capture.json").write_text(text + "\n", encoding="utf-8")
    return folder


def log(case: Path, number: int, *events: dict[str, object], who: str = "ana") -> None:
    """Add lines to the log of an analyst, chained over its files."""
    folder = case / "log"
    folder.mkdir(exist_ok=True)
    before = [line for path in sorted(folder.glob(f"*-{who}.jsonl"))
              for line in path.read_bytes().splitlines()]  # fmt: skip
    for event in events:
        prev = sha(before[-1]) if before else "0" * 64
        line = {"n": len(before) + 1, "at": SEALED_AT, "who": who, "prev": prev, **event}
        before.append(json.dumps(line, sort_keys=True, separators=(",", ":")).encode())
        with (folder / f"{number:04d}-{who}.jsonl").open("ab") as file:
            file.write(before[-1] + b"\n")


def sums(case: Path, *tops: str, without: tuple[str, ...] = ()) -> str:
    paths = [path for top in tops for path in (case / top).rglob("*")] if tops else [
        path for path in case.rglob("*")
        if path.relative_to(case).parts[0] not in ("captures", "log", "seals")
    ]  # fmt: skip
    names = sorted(path.relative_to(case).as_posix() for path in paths if path.is_file())
    return "".join(
        f"{sha((case / name).read_bytes())}  {name}\n" for name in names
        if "/." not in f"/{name}" and name not in without
    )  # fmt: skip


def seal(case: Path, number: int = 1, at: str = SEALED_AT) -> Path:
    """Seal what is there: begin in the log, working list, list."""
    log(case, number, {"event": "seal.begin", "number": number, "at": at})
    home = case / "seals"
    home.mkdir(exist_ok=True)
    (home / f"{number:04d}.working.sha256").write_text(sums(case), encoding="utf-8")
    path = home / f"{number:04d}.sha256"
    path.write_text(sums(case, "captures", "log", "seals"), encoding="utf-8")
    return path


def case(folder: Path) -> Path:
    """Write a sealed case: two captures, a table, a text with a space in its name."""
    folder.mkdir(parents=True)
    (folder / ".gitattributes").write_bytes(b"* -text\n")
    (folder / "case.toml").write_text('id = "synthetic-case"\n', encoding="utf-8")
    (folder / "text").mkdir()
    (folder / "text/what is asked.md").write_bytes(b"SYNTHETIC text\nsecond line\n")
    (folder / "exhibits.csv").write_text(
        f"exhibit,capture,source,title,note\nE-1,{ONE},s1,SYNTHETIC,\nE-7,{ONE},s2,SYNTHETIC,\n",
        encoding="utf-8",
    )
    capture(folder, ONE, b"SYNTHETIC one\nline\n")
    capture(folder, TWO, b"", url_asked="=SUM(1)", outcome="timeout", complete=False)
    for name in (ONE, TWO):
        log(folder, 1, {"event": "capture.done", "capture": name})
    seal(folder)
    return folder
