"""Open a file of positions, however it is packed, without trusting its names or its sizes."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from osint_helpers.collect.extras import need
from osint_helpers.errors import CollectError

MOST: Final = 64 << 30  # bytes unpacked of one file; a Danish day has about 3
_RATIO: Final = 200  # a table of positions shrinks about 3- to 10-fold, zeros 1000-fold
_SMALL: Final = 64 << 20
_ENDINGS: Final = (".csv", ".txt", ".nmea", ".log")
_MAGIC: Final = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x28\xb5\x2f\xfd": "zst",
                 b"\x1f\x8b": "gz", b"PAR1": "parquet"}  # fmt: skip
_PATH: Final = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


class Readable(Protocol):
    """What gives bytes, piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True)
class Member:
    """One table of a file: its name, and its bytes as a stream."""

    name: str
    stream: Readable


class Archive:
    """A file of positions; a context manager.

    Parameters
    ----------
    path
        csv or text, or that in zip, zst or gz; what it is, its first bytes say.
    name
        The name shown for it.
    most
        Bytes it may have when unpacked.

    Attributes
    ----------
    kind
        ``text``, ``zip``, ``zst``, ``gz`` or ``parquet``.
    size
        Bytes on disk.
    passed
        Members of a zip that are not read: no csv or text.
    """

    def __init__(self, path: Path, *, name: str = "", most: int = MOST) -> None:
        self.path, self.name, self.most = path, name or path.name, most
        self.passed: list[str] = []
        self.left = most

    def __enter__(self) -> Archive:
        try:
            self._raw = self.path.open("rb")
        except OSError as error:
            raise CollectError(f"cannot be read: {error.strerror}", file=self.path) from None
        begin = self._raw.read(4)
        self._raw.seek(0)
        self.size = self.path.stat().st_size
        self.kind = next((kind for magic, kind in _MAGIC.items() if begin.startswith(magic)),
                         "text")  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()

    def at(self) -> int:
        """Return how many bytes of the file on disk have been passed."""
        return self._raw.tell()

    def members(self) -> Iterator[Member]:
        """Yield each table; its stream ends with the next one.

        Raises
        ------
        CollectError
            For an encrypted, broken or suspicious zip, and while reading, for one that ends early
            or is larger than allowed.
        """
        if self.kind == "zip":
            yield from self._zipped()
        elif self.kind == "zst":
            yield Member(_bare(self.name, ".zst"), _Guarded(self, _Zst(self._raw)))
        elif self.kind == "gz":
            yield Member(_bare(self.name, ".gz"), _Guarded(self, gzip.GzipFile(fileobj=self._raw)))
        else:
            yield Member(self.name, _Guarded(self, self._raw))

    def _zipped(self) -> Iterator[Member]:
        with self._faults(self.name):
            found = zipfile.ZipFile(self._raw)
        with found:
            infos = [one for one in found.infolist() if not one.is_dir()]
            tables = [one for one in infos if self._table(one)]
            if not tables:
                raise CollectError("the zip holds no csv", file=self.name,
                                   advice="look what it is with unzip -l")  # fmt: skip
            for info in tables:
                self._check(info)
            for info in tables:
                with self._faults(info.filename), found.open(info) as stream:
                    yield Member(shown(info.filename), _Guarded(self, stream))

    def _table(self, info: zipfile.ZipInfo) -> bool:
        name = info.filename
        if name.lower().endswith(_ENDINGS) and not name.startswith("__MACOSX/"):
            return True
        self.passed.append(shown(name))
        return False

    def _check(self, info: zipfile.ZipInfo) -> None:
        if _PATH.search(info.filename):
            why, advice = "has a path that leads out of the zip", "this is not how the source packs"
        elif info.flag_bits & 1:
            why, advice = "is encrypted", "unpack it with its password, then read the csv"
        elif info.file_size > max(_SMALL, _RATIO * max(1, info.compress_size)):
            why, advice = f"would unpack more than {_RATIO}-fold", "this is no table of positions"
        elif info.file_size > self.most:
            why, advice = f"has {info.file_size} bytes, more than allowed", "raise most="
        else:
            return
        raise CollectError(f"the member {shown(info.filename)} {why}", file=self.name,
                           advice=advice)  # fmt: skip

    def spend(self, count: int) -> None:
        """Count unpacked bytes against the limit."""
        self.left -= count
        if self.left < 0:
            raise CollectError(
                f"unpacks to more than the {self.most} bytes allowed", file=self.name,
                advice="if that is right, raise most=",
            )  # fmt: skip

    @contextmanager
    def _faults(self, name: str) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                OSError) as error:  # fmt: skip
            raise CollectError(
                f"{shown(name)} is truncated or broken: {error or type(error).__name__}",
                file=self.name, advice="what was read before it is not the whole; ask again",
            ) from None  # fmt: skip


def shown(name: str) -> str:
    """Return the name of a member without what could disturb a line of text."""
    return "".join(one if one.isprintable() else "?" for one in name)[:200]


def _bare(name: str, ending: str) -> str:
    return name[: -len(ending)] if name.lower().endswith(ending) else name


class _Guarded:
    """A stream that counts what it gives, and names what is wrong with it."""

    def __init__(self, archive: Archive, stream: Any) -> None:  # noqa: ANN401
        self._archive, self._stream = archive, stream

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes."""
        with self._archive._faults(self._archive.name):
            data: bytes = self._stream.read(size)
        self._archive.spend(len(data))
        return data


class _Zst:
    """A zst stream that notices when the last frame has no end (the library's reader does not)."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self._new = raw, need("zstandard").ZstdDecompressor(max_window_size=1 << 27)
        self._frame: Any = None
        self._held = b""
        self._error = need("zstandard").ZstdError

    def read(self, size: int) -> bytes:
        found: list[bytes] = []
        have = 0
        while have < size:
            data = self._held or self._raw.read(1 << 18)
            self._held = b""
            if not data:
                if self._frame is not None:
                    raise EOFError("the last frame has no end")
                break
            if self._frame is None:
                self._frame = self._new.decompressobj()
            try:
                out = self._frame.decompress(data)
            except self._error as error:
                raise EOFError(str(error)) from None
            if self._frame.eof:
                self._held, self._frame = self._frame.unused_data, None
            found.append(out)
            have += len(out)
        return b"".join(found)
