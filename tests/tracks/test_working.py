from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pandas as pd
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import importing, judging, staging, working
from osint_helpers.tracks.store import open_store
from tests.tracks.making import MMSI, line, made

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def hidden(folder):
    """Return what lies beside a store, without the lock."""
    return sorted(one.name for one in folder.iterdir()
                  if one.name.startswith(".store.") and one.name != ".store.lock")  # fmt: skip


@pytest.mark.parametrize("at", ["write_positions", "write_identities", "write_removed", "write"])
def test_a_full_disk_leaves_the_old_store_and_no_half_one(tmp_path, monkeypatch, at):
    old = made(tmp_path, line(5))

    def full(*_: object) -> None:
        raise FULL

    with monkeypatch.context() as patched:
        patched.setattr(judging, at, full)
        with pytest.raises(TracksError, match="the disk is full; what was there before is as"):
            made(tmp_path, line(9))
    assert open_store(tmp_path / "store").id == old.id
    old.verify()
    assert made(tmp_path, line(9)).manifest["rows"] == 9
    assert hidden(tmp_path) == []


def test_a_full_disk_while_duckdb_writes_is_the_same(tmp_path, monkeypatch):
    import duckdb

    old = made(tmp_path, line(5))
    text = "IO Error: Could not write to file: No space left on device"

    def full(*_: object) -> None:
        raise duckdb.IOException(text)

    monkeypatch.setattr(judging, "write_positions", full)
    with pytest.raises(TracksError, match="the disk is full"):
        made(tmp_path, line(9))
    assert open_store(tmp_path / "store").id == old.id


def test_a_full_disk_while_an_input_is_staged_is_not_blamed_on_the_input(tmp_path, monkeypatch):
    import duckdb

    line(5).to_parquet(tmp_path / "a.parquet")
    real = staging.copy

    def full(con, one, sql):
        class Con:
            def execute(self, _):
                raise duckdb.IOException("IO Error: write failed: No space left on device")

        real(Con(), one, sql)

    monkeypatch.setattr(staging, "copy", full)
    with pytest.raises(TracksError, match="the disk is full"):
        made(tmp_path, tmp_path / "a.parquet")


def test_a_stopped_run_goes_on_where_it_stopped(tmp_path, monkeypatch):
    frame = pd.concat([line(5, mmsi=MMSI + n) for n in range(40)])
    whole = made(tmp_path / "whole", frame, buckets=4)
    calls = []
    real = judging.write_positions

    def third(con, rows, target):
        calls.append(target.parent.name)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(con, rows, target)

    monkeypatch.setattr(judging, "write_positions", third)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path, frame, buckets=4)
    assert not (tmp_path / "store").exists()
    monkeypatch.setattr(staging, "stage", None)  # what is staged is not staged again
    again = made(tmp_path, frame, buckets=4)
    assert calls == ["bucket=0000", "bucket=0001", "bucket=0002", "bucket=0002", "bucket=0003"]
    assert again.id == whole.id


def test_the_same_inputs_again_are_answered_at_once(tmp_path, monkeypatch):
    first = made(tmp_path, line(5))
    monkeypatch.setattr(importing._Import, "run", None)
    assert made(tmp_path, line(5)).id == first.id


def test_a_store_with_a_missing_file_is_made_anew(tmp_path):
    first = made(tmp_path, line(5))
    first.paths[0].unlink()
    assert made(tmp_path, line(5)).id == first.id
    open_store(tmp_path / "store").verify()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.tracks.making import line, made
from osint_helpers.tracks import {module} as module
def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)
module.{name} = stop
made(Path(sys.argv[1]), line(9))
"""


@pytest.mark.parametrize(
    ("module", "name"),
    [("judging", "judge"), ("judging", "write_removed"), ("importing", "files"),
     ("working.Work", "finish"), ("working", "sync")],
)  # fmt: skip
def test_a_killed_process_leaves_the_old_store_and_the_next_run_ends_it(tmp_path, module, name):
    old = made(tmp_path, line(5))
    first, _, inner = module.partition(".")
    script = KILLED.format(module=first, name=f"{inner}.{name}".lstrip("."))
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    found = open_store(tmp_path / "store")
    found.verify()
    assert found.manifest["rows"] == (9 if name == "sync" else 5)
    assert (found.id == old.id) is (name != "sync")
    assert made(tmp_path, line(9)).manifest["rows"] == 9
    assert hidden(tmp_path) == []


def test_a_process_killed_between_the_two_renames_loses_nothing(tmp_path):
    old = made(tmp_path, line(5))
    (tmp_path / "store").rename(working.aside(tmp_path / "store"))
    assert open_store(tmp_path / "store").id == old.id
    (tmp_path / "store").rename(working.aside(tmp_path / "store"))
    assert made(tmp_path, line(5)).id == old.id


def test_what_other_imports_left_is_cleared_away(tmp_path):
    (tmp_path / ".store.work-0123").mkdir()
    (tmp_path / ".store2.work-0123").mkdir()
    made(tmp_path, line(5))
    assert hidden(tmp_path) == []
    assert (tmp_path / ".store2.work-0123").is_dir()


def test_two_imports_into_one_store_do_not_mix(tmp_path):
    with (
        working.locked(tmp_path / "store"),
        pytest.raises(TracksError, match="another import is writing"),
    ):
        made(tmp_path, line(5))


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TracksError, match="cannot be written"):
        made(tmp_path / "file", line(5))
