"""Zips have the same bytes wherever they are made, and hold what was promised."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from osint_helpers.evidence import zipping
from osint_helpers.evidence.zipping import ChangedError, Member, write

DATA = b"SYNTHETIC\n"


def members(*names: str) -> list[Member]:
    return [Member.of_bytes(name, DATA + name.encode()) for name in names]


def test_the_bytes_are_fixed_for_good(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", members("top/b", "top/a", "top/sub/ü c"))
    found = hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()
    assert found == "d83844a0a768178ddec18e5aed029bf358ed00e7dbd903dc9e99bf235bbdfd76"


def test_names_are_sorted_dates_and_modes_fixed_nothing_packed(tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(DATA)
    path.chmod(0o600)
    one = Member("top/c", path, hashlib.sha256(DATA).hexdigest())
    write(tmp_path / "a.zip", [one, *members("top/b", "top/a")])
    infos = zipfile.ZipFile(tmp_path / "a.zip").infolist()
    assert [info.filename for info in infos] == ["top/a", "top/b", "top/c"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o100444}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("damage", ["changed", "longer", "gone", "link", "pipe"])
def test_a_file_that_is_not_as_promised_is_named_and_nothing_is_left(
    tmp_path: Path, damage: str
) -> None:
    path, target = tmp_path / "source", tmp_path / "out" / "a.zip"
    target.parent.mkdir()
    target.write_bytes(b"earlier")
    path.write_bytes(DATA)
    one = Member("top/c", path, hashlib.sha256(DATA).hexdigest())
    if damage in ("gone", "link", "pipe"):
        path.rename(tmp_path / "elsewhere")
    if damage == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif damage == "pipe":
        os.mkfifo(path)
    elif damage != "gone":
        path.write_bytes(b"synthetic\n" if damage == "changed" else DATA + b"more")
    with pytest.raises(ChangedError) as caught:
        write(target, [one, *members("top/a")])
    assert caught.value.names == ["top/c"]
    assert [found.name for found in target.parent.iterdir()] == ["a.zip"]
    assert target.read_bytes() == b"earlier"


def test_a_pipe_is_not_taken_for_an_empty_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ChangedError):
        write(
            tmp_path / "a.zip", [Member("top/c", tmp_path / "pipe", hashlib.sha256().hexdigest())]
        )


def test_the_zip_can_be_read_by_others(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", members("top/a"))
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o644


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "source"
    path.write_bytes(DATA)
    real = os.fstat

    def smaller(handle: int) -> os.stat_result:
        state = real(handle)
        with path.open("ab") as file:
            file.write(b"added after its size was taken")
        return state

    monkeypatch.setattr(zipping.os, "fstat", smaller)
    with pytest.raises(ChangedError):
        write(tmp_path / "a.zip", [Member("top/c", path, hashlib.sha256(DATA).hexdigest())])


def test_a_large_file_does_not_enter_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tracemalloc.start()
    try:
        write(tmp_path / "a.zip", [Member("top/large", path, digest)])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20
    assert (tmp_path / "a.zip").stat().st_size > 200 << 20
    (tmp_path / "a.zip").unlink()


def test_the_long_form_is_read_by_other_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipping, "ZIP64_ABOVE", 1)
    write(tmp_path / "a.zip", members("top/a", "top/b"))
    short = tmp_path / "b.zip"
    monkeypatch.undo()
    write(short, members("top/a", "top/b"))
    assert (tmp_path / "a.zip").stat().st_size > short.stat().st_size
    assert zipfile.ZipFile(tmp_path / "a.zip").read("top/a") == DATA + b"top/a"
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tq", "a.zip"], cwd=tmp_path, check=True, capture_output=True)


def test_a_failure_leaves_no_temporary_file(tmp_path: Path, monkeypatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipping, "_add", fail)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "a.zip", members("top/a"))
    assert list(tmp_path.iterdir()) == []
