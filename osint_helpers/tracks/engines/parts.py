"""Finished parts of a search on disk: found again by a digest, never half written."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.positions import Steps

if TYPE_CHECKING:
    from osint_helpers.tracks.positions import Input

_SCHEMA: Final = "osint-part/1"


def table(path: Path, make: Callable[[], Any]) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    """Return the Arrow table kept in a file; make and keep it where it is not there.

    Raises
    ------
    TracksError
        When the disk is full or the folder cannot be written.
    """
    parquet, pa = need("pyarrow.parquet"), need("pyarrow")
    # a part that cannot be read is made again
    with suppress(OSError, pa.ArrowException):
        return parquet.read_table(path)
    made = make()
    _keep(path, lambda target: parquet.write_table(made, target, compression="zstd"))
    return made


def folder(path: Path, make: Callable[[Path], object]) -> Path:
    """Return a folder of files; make it where it is not there, under another name until whole.

    Raises
    ------
    TracksError
        When the disk is full or the folder cannot be written.
    """
    if not path.is_dir():

        def fill(target: Path) -> None:
            target.unlink()
            target.mkdir()
            make(target)

        _keep(path, fill)
    return path


def _keep(path: Path, writer: Callable[[Path], object]) -> None:
    target = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
        os.close(handle)
        target = Path(name)
        writer(target)
        target.replace(path)
    except OSError as error:
        full = error.errno == errno.ENOSPC or "No space left" in str(error)
        why = "the disk is full" if full else f"{error.strerror or error}"
        raise TracksError(
            f"a part of the search cannot be kept: {why}",
            advice="free space or name another folder; finished parts are found again",
            file=path.parent,
        ) from error
    finally:
        if target is not None and target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        elif target is not None:
            target.unlink(missing_ok=True)


def digest(key: str, inputs: Mapping[str, Input]) -> str:
    """Return what a part is found again by: SHA-256 over query and content of inputs."""
    whole = hashlib.sha256(f"{_SCHEMA}\n{key}\n".encode())
    for name, given in sorted(inputs.items()):
        source = given.source if isinstance(given, Steps) else given
        carry = given.carry if isinstance(given, Steps) else ()
        whole.update(f"{name} {source.columns} {carry} {source.sorted} {source.digest}\n".encode())
        if source.table is not None:
            whole.update(_bytes(source.table))
    return whole.hexdigest()[:32]


def _bytes(held: Any) -> bytes:  # noqa: ANN401  (pyarrow is untyped)
    pa = need("pyarrow")
    sink = pa.BufferOutputStream()
    whole = held.combine_chunks()
    with need("pyarrow.ipc").new_stream(sink, whole.schema) as stream:
        stream.write_table(whole)
    return bytes(sink.getvalue())
