"""Lists of checksums: what sha256sum writes is read, what is written sha256sum checks."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence import checksums

SHA = hashlib.sha256(b"SYNTHETIC").hexdigest()
NAMES = st.binary(min_size=1, max_size=40).filter(lambda one: b"\0" not in one).map(os.fsdecode)


@given(st.dictionaries(NAMES, st.binary().map(lambda one: hashlib.sha256(one).hexdigest())))
def test_what_is_written_is_read_back(files: dict[str, str]) -> None:
    assert checksums.read(checksums.write(files)) == (files, [])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    files, bad = checksums.read(data)
    assert all(len(one) == 64 for one in files.values())
    assert len(files) + len(bad) == (len(data.removesuffix(b"\n").split(b"\n")) if data else 0)


@pytest.mark.parametrize("name", ["plain", "a b", "back\\slash", "new\nline", "\\n", "caf\udce9"])
def test_list_is_byte_for_byte_that_of_sha256sum(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"SYNTHETIC")
    done = subprocess.run(
        ["sha256sum", os.fsencode(name)], cwd=tmp_path, capture_output=True, check=True
    )
    assert checksums.write({name: SHA}) == done.stdout


@pytest.mark.parametrize(
    "line",
    [f"{SHA} x", f"{SHA.upper()}  x", f"{SHA}  ", f"{SHA[1:]}  x", f"\\{SHA}  a\\x", "", "x",
     f"\\{SHA}  a\\", f" {SHA}  x", f"{SHA}\tx"],
)  # fmt: skip
def test_line_that_is_no_checksum_is_numbered(line: str) -> None:
    data = f"{SHA}  first\n{line}\n{SHA}  third\n".encode()
    assert checksums.read(data) == ({"first": SHA, "third": SHA}, [2])


def test_name_that_comes_twice_is_a_fault() -> None:
    assert checksums.read(f"{SHA}  x\n{'0' * 64}  x\n".encode()) == ({"x": SHA}, [2])


def test_binary_mark_is_read() -> None:
    assert checksums.read(f"{SHA} *x".encode()) == ({"x": SHA}, [])
