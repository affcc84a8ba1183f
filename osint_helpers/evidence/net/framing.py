"""Where an answer ends: its head, and the framing of its body (RFC 9112), read strictly."""

from __future__ import annotations

import http.client
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from typing import Final, Literal

from osint_helpers.evidence.net.limits import ExchangeError
from osint_helpers.evidence.net.wire import BLOCK, WireReader

_STATUS: Final = re.compile(rb"HTTP/1\.\d (\d{3})(?: [^\r\n]*)?\r?\n")
_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_LONGEST_LINE: Final = 1 << 16
_MOST_INTERIM: Final = 20
_MOST_TRAILERS: Final = 100
_DEFECTS: Final = (FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect)

Ending = Literal["none", "length", "chunked", "close"]


@dataclass(frozen=True)
class Head:
    """Status and headers of the final answer.

    Attributes
    ----------
    status
        Three digits.
    headers
        As parsed; use :meth:`one`.
    interim
        Answers with a status below 200 that came before.
    """

    status: int
    headers: http.client.HTTPMessage
    interim: int = 0

    def one(self, name: str) -> str:
        """Return a header in one line, its first one; empty when there is none."""
        return " ".join(str(self.headers.get(name, "")).split())


def read_head(stream: io.BufferedReader[WireReader], wire: WireReader) -> Head:
    """Read up to the empty line; interim answers (100, 103) are passed over.

    Raises
    ------
    ExchangeError
        ``bad-response`` when it is no HTTP, ``truncated`` when it ends within the head.
    """
    for interim in range(_MOST_INTERIM):
        status = _status(stream)
        try:
            headers = http.client.parse_headers(stream)
        except http.client.HTTPException:
            raise ExchangeError("bad-response", "the headers are too long or too many") from None
        if wire.ended:
            raise ExchangeError("truncated", "the connection ended within the headers")
        if status >= 200 or status == 101:
            return Head(status, headers, interim)
    raise ExchangeError("bad-response", f"more than {_MOST_INTERIM} interim answers came")


def _status(stream: io.BufferedReader[WireReader]) -> int:
    line = stream.readline(_LONGEST_LINE)
    if not line:
        raise ExchangeError("bad-response", "the server closed the connection without an answer")
    found = _STATUS.fullmatch(line)
    if found is None:
        raise ExchangeError("bad-response", "the first line of the answer is no HTTP/1 status line")
    return int(found[1])


@dataclass(frozen=True)
class Framing:
    """How the end of the body is known.

    Attributes
    ----------
    ending
        ``none``: there is no body; ``length``: announced; ``chunked``; ``close``: it ends with
        the connection.
    length
        Announced bytes, with ``length`` only.
    problem
        What makes the framing unfit to be relied on; empty, when nothing does.
    """

    ending: Ending
    length: int | None = None
    problem: str = ""


def framing(head: Head) -> Framing:
    """Return how the body of an answer ends (RFC 9112, section 6.3)."""
    if any(isinstance(one, _DEFECTS) for one in head.headers.defects):
        return Framing("close", problem="a header line is malformed, so others may be lost")
    if head.status in {101, 204, 304}:
        return Framing("none")
    transfer = ",".join(head.headers.get_all("Transfer-Encoding", [])).strip().lower()
    if transfer == "chunked":
        return Framing("chunked")
    if transfer not in {"", "identity"}:
        return Framing("close", problem="the transfer coding is one this tool does not read")
    return _by_length(head.headers.get_all("Content-Length", []))


def _by_length(said: list[str]) -> Framing:
    if not said:
        return Framing("close")
    only, *others = {one.strip() for one in ",".join(said).split(",")}
    if others or not (only.isascii() and only.isdigit() and len(only) < 19):
        return Framing("close", problem="the announced length is no number, or contradicts itself")
    return Framing("length", int(only))


def pieces(stream: io.BufferedReader[WireReader], frame: Framing) -> Iterator[bytes]:
    """Yield the body as it arrives, without its transfer coding.

    Raises
    ------
    ExchangeError
        ``truncated`` or ``bad-response``; what was yielded before stands.
    """
    if frame.ending == "length":
        yield from _length(stream, frame.length or 0)
    elif frame.ending == "chunked":
        yield from _chunked(stream)
    elif frame.ending == "close":
        while data := stream.read1(BLOCK):
            yield data


def _length(stream: io.BufferedReader[WireReader], length: int) -> Iterator[bytes]:
    left = length
    while left:
        data = stream.read1(min(left, BLOCK))
        if not data:
            raise ExchangeError(
                "truncated", f"the server announced {length} bytes and sent {length - left}"
            )
        left -= len(data)
        yield data


def _chunked(stream: io.BufferedReader[WireReader]) -> Iterator[bytes]:
    while left := _chunk_size(stream):
        while left:
            data = stream.read1(min(left, BLOCK))
            if not data:
                raise _no_last_chunk()
            left -= len(data)
            yield data
        end = stream.readline(2)
        if end not in {b"\r\n", b"\n"}:
            raise _bad_chunk() if end else _no_last_chunk()
    for _ in range(_MOST_TRAILERS):
        line = stream.readline(_LONGEST_LINE)
        if line in {b"\r\n", b"\n", b""}:  # a missing last line break takes nothing away
            return
    raise _bad_chunk()


def _chunk_size(stream: io.BufferedReader[WireReader]) -> int:
    line = stream.readline(4096)
    found = _SIZE.fullmatch(line)
    if found is None:
        raise _bad_chunk() if line.endswith(b"\n") or len(line) == 4096 else _no_last_chunk()
    return int(found[1], 16)


def _no_last_chunk() -> ExchangeError:
    return ExchangeError("truncated", "the server closed the connection before the last chunk")


def _bad_chunk() -> ExchangeError:
    return ExchangeError("bad-response", "the chunked transfer coding is broken")


def surplus(stream: io.BufferedReader[WireReader], wire: WireReader) -> int:
    """Return how many bytes have arrived behind the end of the body; nothing is waited for."""
    wire.stop_waiting()
    return len(stream.read1(BLOCK).strip(b"\r\n"))
