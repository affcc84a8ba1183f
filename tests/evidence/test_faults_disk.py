"""A full disk: the error goes on, the log says why or ends in a torn line, nothing else is lost."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from osint_helpers.evidence import Store, captures, ledger, seal, verify
from tests.evidence.store_cases import (
    REPO,
    broken,
    case_with,
    codes,
    events,
    fetcher,
    log,
    store,
    take,
    tree,
)


class FullDisk:
    """A disk that takes `room` more bytes: ``os.write`` raises ENOSPC from there on."""

    def __init__(self, room: int) -> None:
        self.room, self.write = room, os.write

    def __call__(self, handle: int, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = self.write(handle, bytes(data)[: self.room])
        self.room -= taken
        return taken


def test_full_disk_during_a_fetch_is_logged_and_goes_on(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    before = tree(case / "captures")

    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        (folder / "wire.warc").write_bytes(b"SYNTHETIC half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        take(Store(case, "ana", fetch=fetch))
    last = events(case)[-1]
    assert (last["event"], last["code"]) == ("capture.failed", "os-28")
    assert tree(case / "captures") == before
    assert codes(case) == ["pending"]


@pytest.mark.parametrize("room", [0, 1, 40, 200])
def test_full_disk_during_a_log_line_leaves_at_most_a_torn_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    case = case_with(tmp_path)
    whole = log(case).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", FullDisk(room))
        with pytest.raises(OSError, match="No space left"):
            ledger.append(case, "ana", "search.nothing", where="SYNTHETIC", question="x" * 200)
    assert log(case).read_bytes()[: len(whole)] == whole
    assert len(log(case).read_bytes()) == len(whole) + room
    torn = ["log-torn"] if room else []
    assert codes(case) == [*torn, "pending"]
    ledger.append(case, "ana", "search.nothing", where="SYNTHETIC", question="again")
    assert codes(case) == [*torn, "pending"]
    assert [line.n for line in ledger.lines(case)] == list(range(1, 6 + len(torn)))


def test_full_disk_when_a_file_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_with(tmp_path)
    given = tmp_path / "given.pdf"
    given.write_bytes(b"SYNTHETIC " * 100_000)
    one = store(case)
    with monkeypatch.context() as patch:
        # so much is left that the lines of the log fit once the half body is gone
        full = FullDisk(500_000)
        patch.setattr(os, "write", full)
        patch.setattr("shutil.rmtree", freeing(full))
        with pytest.raises(OSError, match="No space left"):
            one.add_file(given, obtained="SYNTHETIC", why="SYNTHETIC")
    assert events(case)[-1]["code"] == "os-28"
    assert codes(case) == ["pending"]
    one.add_file(given, obtained="SYNTHETIC", why="SYNTHETIC")
    seal(case, "ana")
    assert codes(case) == []


def freeing(full: FullDisk) -> object:
    import shutil

    real = shutil.rmtree

    def rmtree(path: Path, *rest: object, **more: object) -> None:
        full.room += sum(one.stat().st_size for one in Path(path).rglob("*"))
        real(path, *rest, **more)  # type: ignore[arg-type]

    return rmtree


def test_disk_so_full_that_the_failure_cannot_be_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_with(tmp_path)
    one = store(case)

    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        monkeypatch.setattr(os, "write", FullDisk(0))
        raise OSError(errno.ENOSPC, "No space left on device", "first")

    one._fetch = fetch
    with pytest.raises(OSError, match="No space left") as caught:
        take(one)
    assert caught.value.filename == "first"
    assert "log could not take the end" in caught.value.__notes__[0]
    monkeypatch.undo()
    assert codes(case) == ["interrupted", "pending"]
    assert store(case).settle() != []
    assert codes(case) == ["pending"]


def test_full_disk_at_the_last_line_of_a_capture_is_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint_helpers.evidence import steps

    case = case_with(tmp_path)
    monkeypatch.setattr(steps, "hook", lambda step: fill(step, monkeypatch))
    with pytest.raises(OSError, match="No space left"):
        take(store(case, "ben"))
    monkeypatch.undo()
    assert codes(case) == ["interrupted", "pending"]
    store(case).settle()
    assert len(captures(case)) == 3
    assert codes(case) == ["pending"]


def fill(step: str, patch: pytest.MonkeyPatch) -> None:
    if step == "folder-named":
        patch.setattr(os, "write", FullDisk(0))


@pytest.mark.parametrize("step", ["seal-begin-logged", "working-list-written"])
def test_full_disk_while_sealing_leaves_no_half_seal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    from osint_helpers.evidence import steps

    case = case_with(tmp_path)
    hook = lambda one: monkeypatch.setattr(os, "write", FullDisk(30)) if one == step else None  # noqa: E731
    monkeypatch.setattr(steps, "hook", hook)
    with pytest.raises(OSError, match="No space left"):
        seal(case, "ana")
    monkeypatch.undo()
    assert not (case / "seals" / "0001.sha256").exists()
    assert not list((case / "seals").glob(".*"))
    assert seal(case, "ana").number == 1
    assert codes(case) == []


LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.evidence.store_cases import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
case = Path(sys.argv[1])
one = Store(case, "ana")
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
one.add_file(sys.argv[2], obtained="SYNTHETIC", why="SYNTHETIC")
"""


def test_limit_of_the_system_on_file_size_is_a_failure_like_any_other(tmp_path: Path) -> None:
    """The real error of the kernel, without rights: EFBIG in the place of ENOSPC."""
    assert hasattr(resource, "RLIMIT_FSIZE")
    assert hasattr(signal, "SIGXFSZ")
    case = case_with(tmp_path)
    given = tmp_path / "given.pdf"
    given.write_bytes(b"x" * 200_000)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(case), str(given)],
        env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "OSError: [Errno 27]" in done.stderr
    assert events(case)[-1]["code"] == f"os-{errno.EFBIG}"
    assert codes(case) == ["pending"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a real file system of 1 MB; only root may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        why = done.stderr.strip() if done.returncode else ""
    except OSError as error:
        why = str(error)
    if why:
        pytest.skip(f"no small file system can be mounted: {why}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_real_full_disk(small_disk: Path, tmp_path: Path) -> None:
    case = case_with(small_disk)
    given = tmp_path / "given.pdf"
    given.write_bytes(b"x" * 2_000_000)
    one = store(case)
    with pytest.raises(OSError, match="No space left"):
        one.add_file(given, obtained="SYNTHETIC", why="SYNTHETIC")
    assert events(case)[-1]["code"] == "os-28"
    with pytest.raises(OSError, match="No space left"):
        fill_up(small_disk / "ballast")
    with pytest.raises(OSError, match="No space left"):
        note_until_it_fails(one)
    assert broken(case) == []
    (small_disk / "ballast").unlink()
    take(Store(case, "ana", fetch=fetcher(b"SYNTHETIC later")))
    seal(case, "ana")
    assert verify(case).broken == ()
    assert len(captures(case)) == 3


def fill_up(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 512)


def note_until_it_fails(one: Store) -> None:
    for _ in range(1000):
        one.note("search.nothing", where="SYNTHETIC", question="x" * 200)
