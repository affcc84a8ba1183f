"""What the evidence folders of a case hold, read so that one broken capture hides no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path

    from osint_helpers.case.model import Case
    from osint_helpers.evidence.record import Capture


@dataclass(frozen=True, repr=False)
class Holdings(Carded):
    """Captures that can be read, and (id, what is wrong) of those that cannot."""

    captures: tuple[Capture, ...]
    broken: tuple[tuple[str, str], ...]
    state: tuple[Any, ...]  # of the folders: names, times and sizes of their files


_KEPT: WeakKeyDictionary[Case, Holdings] = WeakKeyDictionary()


def holdings(case: Case) -> Holdings:
    """Return the captures of a case; read again only when a file in ``captures/`` has changed."""
    state = _state(case.folder)
    kept = _KEPT.get(case)
    if kept is None or kept.state != state:
        kept = _KEPT[case] = _read(case.folder, state)
    return kept


def _state(folder: Path) -> tuple[Any, ...]:
    from osint_helpers.evidence import layout

    home = folder / layout.CAPTURES
    if not home.is_dir():
        return ()
    return tuple(
        (one.name, *(_stamp(path) for path in _files(one)))
        for one in sorted(home.iterdir())
        if layout.CAPTURE_ID.fullmatch(one.name)
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _stamp(path: Path) -> tuple[str, int, int]:
    found = path.lstat()
    return path.name, found.st_mtime_ns, found.st_size


def _read(folder: Path, state: tuple[Any, ...]) -> Holdings:
    from osint_helpers.evidence import layout, record

    captures: list[Capture] = []
    broken: list[tuple[str, str]] = []
    for name, *_ in state:
        home = folder / layout.CAPTURES / name
        try:
            if home.is_symlink() or not home.is_dir():
                broken.append((name, "is no folder"))
                continue
            one = record.load(home)
            fault = _fault(one)
        except EvidenceError as error:
            broken.append((name, error.what))
            continue
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            broken.append((name, f"its record lacks a field or holds a wrong one: {error}"))
            continue
        if fault:
            broken.append((name, fault))
        else:
            captures.append(one)
    return Holdings(tuple(captures), tuple(broken), state)


def _fault(one: Capture) -> str:
    """Return what of a capture is not there as its record says; its hashes are for ``verify``."""
    fields = one.kind, one.outcome, one.complete, one.at, one.sha256, one.addresses
    if not all(field is not None for field in fields):  # each read once, so that a fault shows now
        return "its record is incomplete"
    for name, facts in sorted(one.record["files"].items()):
        path = one.folder / name
        if path.name != name or path.is_symlink() or not path.is_file():
            return f"its file {name!r} is missing"
        if path.stat().st_size != facts["bytes"]:
            return f"its file {name!r} has {path.stat().st_size} bytes, not {facts['bytes']}"
    return ""
