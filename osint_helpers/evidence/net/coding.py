"""Content codings taken off piece by piece, so that a small answer cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from typing import Final

from osint_helpers.evidence.net.limits import ExchangeError

PIECE: Final = 1 << 16  # most bytes handed on at once
_GZIP: Final = zlib.MAX_WBITS | 16
_MAGIC: Final = b"\x1f\x8b"
_BROKEN: Final = "bad-response"


class Decoder:
    """Passes the bytes on as they are: the coding ``identity``."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to, in pieces of at most :data:`PIECE` bytes.

        Raises
        ------
        ExchangeError
            ``bad-response``, when the data are broken.
        """
        yield data

    def finish(self) -> None:
        """Say that no more data come.

        Raises
        ------
        ExchangeError
            ``bad-response``, when the coding says that more belongs to it.
        """


class Inflater(Decoder):
    """Decodes ``gzip`` (also several members) and ``deflate`` (with or without zlib header).

    Parameters
    ----------
    gzip
        False: ``deflate``.
    """

    def __init__(self, *, gzip: bool) -> None:
        self._name = "gzip" if gzip else "deflate"
        self._gzip = gzip
        self._held = b""  # too few bytes to tell what they begin
        self._open = zlib.decompressobj(_GZIP) if gzip else None
        self._begun = self._ended = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to."""
        data = self._held + data
        self._held = b""
        while data:
            if self._ended and not self._next_member(data):
                return
            if self._open is None and not self._choose(data):
                return
            data = yield from self._inflate(data)

    def finish(self) -> None:
        """Say that no more data come."""
        if self._held.strip(b"\0") and self._ended:
            raise self._trailing(self._held)
        if (self._begun and not self._ended) or self._held.strip(b"\0"):
            raise ExchangeError(_BROKEN, f"the {self._name} data end too early")

    def _inflate(self, data: bytes) -> Generator[bytes, None, bytes]:
        """Yield what one member holds; return what is behind it, and nothing when it goes on."""
        self._begun = True
        while True:
            try:
                piece = self._open.decompress(data, PIECE)  # type: ignore[union-attr]
            except zlib.error:
                raise ExchangeError(_BROKEN, f"the {self._name} data are broken") from None
            if piece:
                yield piece
            if self._open.eof:  # type: ignore[union-attr]
                self._ended = True
                return self._open.unused_data  # type: ignore[union-attr]
            data = self._open.unconsumed_tail  # type: ignore[union-attr]
            if not data and len(piece) < PIECE:
                return b""

    def _next_member(self, data: bytes) -> bool:
        """Say whether another gzip member begins; zero bytes may fill up the end (RFC 1952)."""
        if self._gzip and len(data) < 2 and _MAGIC.startswith(data):
            self._held = data
            return False
        if self._gzip and data.startswith(_MAGIC):
            self._open, self._ended = zlib.decompressobj(_GZIP), False
            return True
        if data.strip(b"\0"):
            raise self._trailing(data)
        return False

    def _choose(self, data: bytes) -> bool:
        """Tell zlib (RFC 1950: check bits in the second byte) from bare deflate (RFC 1951)."""
        if len(data) < 2:
            self._held = data
            return False
        wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        self._open = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        return True

    def _trailing(self, data: bytes) -> ExchangeError:
        return ExchangeError(
            _BROKEN, f"behind the end of the {self._name} data at least {len(data)} bytes follow"
        )


def decoder(content_encoding: str) -> Decoder | None:
    """Return the decoder for a Content-Encoding header; None when this tool has none.

    Two codings on top of each other have none: the bytes are then kept as they were sent.
    """
    match content_encoding.strip().lower():
        case "" | "identity":
            return Decoder()
        case "gzip" | "x-gzip":
            return Inflater(gzip=True)
        case "deflate":
            return Inflater(gzip=False)
    return None
