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
    """Passes the bytes on as they are: the coding ``identity``.

    Attributes
    ----------
    note
        What is unusual, although nothing is missing; empty, when nothing is.
    """

    note = ""

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

    As browsers do, it leaves out what stands behind the last whole member. Bytes that do not
    begin as gzip data were never packed, whatever the header says: they pass as they are.

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
        self._begun = self._ended = self._plain = False
        self._behind = 0  # bytes behind the last member

    @property
    def note(self) -> str:  # type: ignore[override]
        """What is unusual."""
        if self._plain:
            return f"the coding {self._name} is announced, but the bytes are not packed"
        if self._behind:
            return f"behind the end of the {self._name} data {self._behind} bytes were left out"
        return ""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to."""
        if self._behind:
            self._behind += len(data)
            return
        data = self._held + data
        self._held = b""
        while data:
            if self._gzip and not self._begun and not self._packed(data):
                if self._plain:
                    yield data
                return
            if self._ended:
                data = data.lstrip(b"\0")
                if not self._next_member(data):
                    return
            if self._open is None and not self._choose(data):
                return
            data = yield from self._inflate(data)

    def finish(self) -> None:
        """Say that no more data come."""
        if self._ended:
            self._behind += len(self._held.strip(b"\0"))
        elif self._begun or self._held.strip(b"\0"):
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
        self._behind = len(data)
        return False

    def _packed(self, data: bytes) -> bool:
        """Say whether gzip data begin; when that can be told and they do not, set ``_plain``."""
        if not self._plain and len(data) < 2 and _MAGIC.startswith(data):
            self._held = data
            return False
        self._plain = self._plain or not data.startswith(_MAGIC)
        return not self._plain

    def _choose(self, data: bytes) -> bool:
        """Tell zlib (RFC 1950: check bits in the second byte) from bare deflate (RFC 1951)."""
        if len(data) < 2:
            self._held = data
            return False
        wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        self._open = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        return True


class Chain(Decoder):
    """Takes off two codings, the outer one first."""

    def __init__(self, outer: Decoder, inner: Decoder) -> None:
        self._outer, self._inner = outer, inner

    @property
    def note(self) -> str:  # type: ignore[override]
        """What is unusual."""
        return "; ".join(filter(None, (self._outer.note, self._inner.note)))

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to, and an empty piece now and then.

        Much can come out of the outer coding and nothing out of the inner one: the empty pieces
        let the receiver look at the clock.
        """
        for piece in self._outer.feed(data):
            yield b""
            yield from self._inner.feed(piece)

    def finish(self) -> None:
        """Say that no more data come."""
        self._outer.finish()
        self._inner.finish()


# Words that servers put there by mistake: none of them names a coding.
_NO_CODING: Final = frozenset(
    {"none", "null", "utf-8", "utf8", "iso-8859-1", "us-ascii", "binary", "8bit", "7bit"}
)


class Misnamed(Decoder):
    """Passes the bytes on: the header names something that is no content coding."""

    def __init__(self, word: str) -> None:
        self.note = f"the content coding is given as {word!r}, which is none"


def decoder(content_encoding: str) -> Decoder | None:
    """Return the decoder for the Content-Encoding headers, joined; None when this tool has none.

    The bytes are then kept as they were sent: with an unknown coding, or more than two.
    """
    words = [one.strip(" \t").lower() for one in content_encoding.split(",")]
    found = [_single(one) for one in words if one not in {"", "identity"}]
    match found:
        case []:
            return Decoder()
        case [only]:
            return only
        case [inner, outer] if inner is not None and outer is not None:
            return Chain(outer, inner)
    return None


def _single(word: str) -> Decoder | None:
    if word in {"gzip", "x-gzip"}:
        return Inflater(gzip=True)
    if word in _NO_CODING:
        return Misnamed(word)
    return Inflater(gzip=False) if word == "deflate" else None
