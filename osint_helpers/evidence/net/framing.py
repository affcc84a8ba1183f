"""Where an answer ends: its head, and the framing of its body (RFC 9112).

Lengths are read strictly: where two readers could differ, the answer is not relied on. A header
line that is merely badly written takes nothing away from the body and becomes a note.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from osint_helpers.evidence.net.limits import ExchangeError
from osint_helpers.evidence.net.wire import BLOCK, WireReader

_STATUS: Final = re.compile(rb"HTTP/1\.\d (\d{3})(?: [^\r\n]*)?\r?\n")
_NAME: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_LONGEST_LINE: Final = 1 << 16
_LONGEST_HEAD: Final = 1 << 18
_MOST_LINES: Final = 1000
_MOST_INTERIM: Final = 20
_MOST_TRAILERS: Final = 100
_BLANK: Final = " \t\r\n"

Ending = Literal["none", "length", "chunked", "close"]


@dataclass(frozen=True)
class Head:
    """Status and headers of the final answer.

    Attributes
    ----------
    status
        Three digits.
    fields
        Name in lower case and value of every header, in order, their bytes read as Latin-1.
    interim
        Bytes of the answers with a status below 200 that came before.
    malformed
        Header lines that are not written as the standard says.
    """

    status: int
    fields: tuple[tuple[str, str], ...]
    interim: int = 0
    malformed: int = 0

    def all(self, name: str) -> list[str]:
        """Return the values of a header, in order."""
        return [value for one, value in self.fields if one == name.lower()]

    def one(self, name: str) -> str:
        """Return a header in one line, its first one; empty when there is none."""
        return (*self.all(name), "")[0]


def read_head(stream: io.BufferedReader[WireReader]) -> Head:
    """Read up to the empty line; interim answers (100, 103) are passed over.

    Raises
    ------
    ExchangeError
        ``bad-response`` when it is no HTTP, ``truncated`` when it ends within the head.
    """
    before = 0
    for _ in range(_MOST_INTERIM):
        status, size = _status(stream)
        lines = list(_header_lines(stream))
        if status >= 200 or status == 101:
            fields, malformed = _fields(lines)
            return Head(status, fields, before, malformed)
        before += size + sum(map(len, lines))
    raise ExchangeError("bad-response", f"more than {_MOST_INTERIM} interim answers came")


def _status(stream: io.BufferedReader[WireReader]) -> tuple[int, int]:
    """Return the status, and the length of its line."""
    line = stream.readline(_LONGEST_LINE)
    if not line:
        raise ExchangeError("bad-response", "the server closed the connection without an answer")
    found = _STATUS.fullmatch(line)
    if found is None:
        raise ExchangeError("bad-response", "the first line of the answer is no HTTP/1 status line")
    return int(found[1]), len(line)


def _header_lines(stream: io.BufferedReader[WireReader]) -> Iterator[bytes]:
    """Yield lines as they came, up to and including the empty one."""
    left = _LONGEST_HEAD
    for _ in range(_MOST_LINES):
        line = stream.readline(min(_LONGEST_LINE, left))
        left -= len(line)
        if not line.endswith(b"\n"):
            if left and len(line) < _LONGEST_LINE:
                raise ExchangeError("truncated", "the connection ended within the headers")
            break
        yield line
        if line in {b"\r\n", b"\n"}:
            return
    raise ExchangeError("bad-response", "the headers are too long or too many")


def _fields(lines: list[bytes]) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the headers, and how many lines are not written as they should be.

    A line without a name is passed over. Blanks between name and colon are taken off, as RFC
    9112, 5.1, tells a proxy to. A line that begins with a blank goes on from the one before.
    """
    fields: list[tuple[str, str]] = []
    malformed = 0
    for line in lines[:-1]:
        name, colon, value = line.partition(b":")
        if line[:1] in {b" ", b"\t"}:
            malformed += not fields
            if fields:
                fields[-1] = (fields[-1][0], f"{fields[-1][1]} {_text(line)}")
            continue
        malformed += not colon or _NAME.fullmatch(name) is None or b"\r" in line[:-2]
        if colon:
            fields.append((_text(name).lower(), _text(value)))
    return tuple(fields), malformed


def _text(data: bytes) -> str:
    """Read as Latin-1; of its blanks 0x85 and 0xa0 stay, which are parts of letters in UTF-8."""
    return data.decode("latin-1").strip(_BLANK)


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
    note
        What is unusual about it, although all readers agree where the body ends.
    """

    ending: Ending
    length: int | None = None
    problem: str = ""
    note: str = ""


def framing(head: Head) -> Framing:
    """Return how the body of an answer ends (RFC 9112, section 6.3)."""
    if head.status in {101, 204, 304}:
        return Framing("none")
    lengths = head.all("Content-Length")
    codings = [one.strip().lower() for one in ",".join(head.all("Transfer-Encoding")).split(",")]
    real = [one for one in codings if one not in {"", "identity"}]
    if not real:
        return _by_length(lengths)
    if set(real) != {"chunked"}:
        return Framing("close", problem="the transfer coding is one this tool does not read")
    if codings != ["chunked"]:
        return Framing("chunked", note="the chunked transfer coding is announced more than once")
    return Framing("chunked", note="a length is announced beside the chunks" if lengths else "")


def _by_length(said: list[str]) -> Framing:
    if not said:
        return Framing("close")
    texts = [one.strip(_BLANK) for one in ",".join(said).split(",")]
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in texts):
        return Framing("close", problem="the announced length is no number")
    if len({int(one) for one in texts}) > 1:
        return Framing("close", problem="the announced length contradicts itself")
    return Framing("length", int(texts[0]))


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
