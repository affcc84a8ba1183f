"""Where a decoded body goes: a file in the folder of a capture, or a few bytes in memory."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.secrets import Watch
from osint_helpers.evidence.net.smells import PREFIX


class Body:
    """A decoded body within its limits; what it holds is in ``data``.

    Parameters
    ----------
    most
        Bytes it may have.
    watch
        Looks for secrets; its error passes through.
    """

    def __init__(self, most: int, budget: Budget, watch: Watch) -> None:
        self.count = 0
        self.data = bytearray()
        self._most = most
        self._budget = budget
        self._watch = watch

    def write(self, data: bytes) -> None:
        """Keep the next bytes.

        Raises
        ------
        ExchangeError
            ``timeout`` or ``too-large``; the bytes within the limit are kept.
        """
        self._budget.left()
        kept = data[: self._most - self.count]
        self._watch.feed(kept)
        self._keep(kept)
        self.count += len(kept)
        if len(kept) < len(data):
            raise ExchangeError("too-large", f"the limit of {self._most} body bytes was reached")

    def _keep(self, data: bytes) -> None:
        self.data += data


class BodyFile(Body):
    """A body on disk; ``data`` holds its beginning only. No byte, no file."""

    def __init__(self, path: Path, most: int, budget: Budget, watch: Watch) -> None:
        super().__init__(most, budget, watch)
        self.path = path
        self._file: IO[bytes] | None = None

    def _keep(self, data: bytes) -> None:
        if not data:
            return
        if self._file is None:
            self._file = self.path.open("wb", buffering=1 << 16)
        self._file.write(data)
        if len(self.data) < PREFIX:
            self.data += data[: PREFIX - len(self.data)]

    def close(self) -> None:
        """Bring what was kept to the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def discard(self) -> None:
        """Delete the file: the answer of a redirect is kept in the WARC file only."""
        self.close()
        self.path.unlink(missing_ok=True)
