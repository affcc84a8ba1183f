"""The bytes of one answer: read within the limits, and kept exactly as they came.

The copy is taken below the parser, where bytes leave the socket. So it holds whatever arrived,
also what the parser never reached, and nothing depends on what other libraries were imported.
"""

from __future__ import annotations

import hashlib
import http.client
import io
import ssl
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from socket import socket
from typing import IO, Any, Final

from urllib3.connection import HTTPConnection

from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.secrets import Watch
from osint_helpers.evidence.net.urls import Url

BLOCK: Final = 1 << 17  # bytes asked of a socket at once
_IN_MEMORY: Final = 1 << 20  # a longer answer goes to the disk


class WireFile:
    """What was received, byte for byte: counted, hashed, and on disk when it is long.

    Parameters
    ----------
    folder
        Where a long answer is kept, under no name, until it is copied into the WARC file.
    watch
        Looks for secrets; its error passes through.
    """

    def __init__(self, folder: Path | None, watch: Watch) -> None:
        self.count = 0
        self._watch = watch
        self._digest = hashlib.sha256()
        place = None if folder is None else str(folder)
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=place)  # noqa: SIM115

    def write(self, data: memoryview) -> None:
        """Keep the next bytes."""
        self.count += len(data)
        self._digest.update(data)
        self.file.write(data)
        self._watch.feed(data)

    @property
    def sha256(self) -> str:
        """SHA-256 of all bytes so far."""
        return self._digest.hexdigest()


class WireReader(io.RawIOBase):
    """A socket as a raw stream that keeps to the limits of time and bytes at every read."""

    def __init__(self, sock: socket, budget: Budget, copy: WireFile) -> None:
        self._sock = sock
        self._budget = budget
        self._copy = copy
        self._only_what_is_there = False
        self.ended = False  # the server has closed its side

    def readable(self) -> bool:
        """Return True."""
        return True

    def stop_waiting(self) -> None:
        """From now on give only what has arrived: no byte is waited for."""
        self._only_what_is_there = True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  (a buffer has no name before 3.12)
        """Fill `buffer` with what arrives next; 0 at the end.

        Raises
        ------
        ExchangeError
            ``timeout``, ``too-large`` or ``truncated``.
        """
        left = self._budget.wire_left
        view = memoryview(buffer)[: left or 1]
        size = self._glance(view) if self._only_what_is_there else self._receive(view)
        if size > left:
            raise ExchangeError(
                "too-large", f"the limit of {self._budget.wire} bytes received was reached"
            )
        self._copy.write(view[:size])
        self._budget.wire_left -= size
        return size

    def _receive(self, view: memoryview) -> int:
        self._sock.settimeout(self._budget.left())
        try:
            size = self._sock.recv_into(view)
        except TimeoutError:
            raise self._budget.over() from None
        except OSError as error:
            if _ragged(error):
                raise ExchangeError(
                    "truncated", "the TLS connection ended without its closing message"
                ) from None
            raise ExchangeError("truncated", "the connection broke") from None
        self.ended = size == 0
        return size

    def _glance(self, view: memoryview) -> int:
        try:
            self._sock.settimeout(0)
            return self._sock.recv_into(view)
        except OSError:  # nothing there yet, or nothing more: both are an end here
            return 0


class Connection(HTTPConnection):
    """Writes one request to a socket that was opened and checked before; keeps what it sent."""

    auto_open = 0  # never opens a connection by itself

    def __init__(self, url: Url, sock: socket, budget: Budget) -> None:
        super().__init__(url.host, url.port, timeout=budget.left())
        self.sock = sock
        self.sent = bytearray()

    def send(self, data: Any) -> None:  # noqa: ANN401  (as in the parent)
        """Send bytes and keep a copy."""
        self.sent += data
        super().send(data)


def send(
    url: Url,
    sock: socket,
    budget: Budget,
    *,
    headers: Mapping[str, str],
    data: bytes | None,
    keep: Callable[[bytes], None],
) -> None:
    """Send GET, or POST when there are `data`; hand what went out to `keep`, whatever happens.

    Raises
    ------
    ExchangeError
        ``timeout`` or ``refused``.
    """
    connection = Connection(url, sock, budget)
    try:
        connection.request("GET" if data is None else "POST", url.target, data, headers)
    except TimeoutError:
        raise budget.over() from None
    except (OSError, http.client.HTTPException, ValueError):
        raise ExchangeError("refused", "the connection broke while the request was sent") from None
    finally:
        keep(bytes(connection.sent))
        connection.sock = None  # it belongs to the caller


def _ragged(error: OSError) -> bool:
    """Say whether TLS ended without its closing message; older releases of Python say it so."""
    reason = getattr(error, "reason", None)
    return isinstance(error, ssl.SSLEOFError) or reason == "UNEXPECTED_EOF_WHILE_READING"
