"""Unpack gzip with a limit: an early end, broken bytes and a bomb are errors with a name."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC: Final = b"\x1f\x8b"
MOST: Final = 2 << 30  # bytes a file may unpack to; the largest list of sanctions has 0.13 GB


def opened(path: Path, *, most: int = 0) -> IO[bytes]:
    """Open a file for streaming, unpacked when its first bytes are those of gzip; 0 is `MOST`.

    Raises
    ------
    CollectError
        While reading: when the packed bytes are broken, cut off, or more than `most` unpacked.
    """
    plain = path.open("rb")
    packed = plain.read(len(MAGIC)) == MAGIC
    plain.seek(0)
    return io.BufferedReader(cast("Any", _Unpacked(plain, most or MOST))) if packed else plain


def unpacked(data: bytes, *, most: int) -> bytes:
    """Return bytes without the gzip around them; other bytes as they are.

    Raises
    ------
    CollectError
        When they are broken, cut off, or more than `most` unpacked.
    """
    if not data.startswith(MAGIC):
        return data
    with io.BufferedReader(cast("Any", _Unpacked(io.BytesIO(data), most))) as stream:
        return stream.read()


class _Unpacked(io.RawIOBase):
    """The content of a gzip file, every member of it."""

    def __init__(self, plain: IO[bytes], most: int) -> None:
        self._plain, self._file = plain, gzip.GzipFile(fileobj=plain)
        self._given, self._most = 0, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            data = self._file.read(len(memoryview(buffer)))
        except (OSError, EOFError, zlib.error):
            raise CollectError(
                "the packed file is broken or ends early", advice="fetch it again"
            ) from None
        self._given += len(data)
        if self._given > self._most:
            raise CollectError(
                f"the packed file holds more than {self._most} bytes",
                advice="it may be no file of this source",
            )
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._plain.close()
        super().close()
