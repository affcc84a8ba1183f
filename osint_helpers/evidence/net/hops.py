"""One request and its answer, with every fact the record of a capture tells about it."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import hashlib
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osint_helpers.evidence import clock
from osint_helpers.evidence.net.bodies import Body
from osint_helpers.evidence.net.coding import Decoder, decoder
from osint_helpers.evidence.net.connecting import Peer, lookup
from osint_helpers.evidence.net.framing import (
    Framing,
    Head,
    framing,
    pieces,
    read_head,
    surplus,
)
from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.proxying import refuse_login, relay
from osint_helpers.evidence.net.secrets import Secrets
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.net.tls import Exceptions, open_socket
from osint_helpers.evidence.net.urls import Url
from osint_helpers.evidence.net.wire import WireFile, WireReader, send

_BUFFER = 1 << 16


class Session:
    """What all hops of one fetch share: settings, budget, secrets, exceptions."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.budget = Budget(settings.seconds, settings.max_wire)
        self.secrets = Secrets(settings)
        self.exceptions = Exceptions(settings)


@dataclass
class Hop:
    """One exchange.

    Attributes
    ----------
    url, shown
        As asked, and as it may be stored.
    wire
        The answer as it came.
    sent
        The request as it went out, secrets redacted.
    head
        None when no whole head arrived.
    received
        Bytes of the body without transfer coding.
    whole
        Whether the answer was read to the end its framing announces.
    payload
        SHA-256 of the body as sent, where every reader of WARC files agrees what that is.
    coding
        The content coding that was left on; empty, when none was.
    problem
        What went wrong.
    notes
        What is unusual about the answer, although nothing of it is missing.
    """

    url: Url
    shown: Url
    wire: WireFile
    started: str = field(default_factory=clock.utc)
    peer: Peer = field(default_factory=Peer)
    sent: bytes = b""
    head: Head | None = None
    head_at: float = 0.0
    frame: Framing | None = None
    received: int = 0
    whole: bool = False
    payload: str | None = None
    coding: str = ""
    problem: ExchangeError | None = None
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int | None:
        """HTTP status; None without an answer."""
        return None if self.head is None else self.head.status

    def header(self, name: str) -> str:
        """Return a header of the answer; empty when there is none."""
        return "" if self.head is None else self.head.one(name)

    def record(self) -> dict[str, Any]:
        """Return the facts as ``capture.json`` lists them."""
        date = self.header("Date") or None
        problem = self.problem
        return {
            "url": self.shown.text,
            "status": self.status,
            "peer": self.peer.address,
            "peer_port": self.peer.port,
            "tls": self.peer.tls,
            "started_utc": self.started,
            "wire_bytes": self.wire.count,
            "wire_sha256": self.wire.sha256,
            "server_date": date and printable(date),
            "server_minus_local_s": clock_difference(date, self.head_at),
            "content_type": printable(self.header("Content-Type")),
            "content_encoding": printable(self.header("Content-Encoding")),
            "problem": None if problem is None else f"{problem.outcome}: {problem.what}",
        }


def printable(text: str) -> str:
    """Return text of a server without the characters that could steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def clock_difference(date: str | None, local: float) -> float | None:
    """Return the seconds a Date header is ahead of a local time; it has steps of one second."""
    try:
        at = email.utils.parsedate_to_datetime(date or "")
        seconds = (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return round(seconds - local, 1)


def new_hop(url: Url, shown: Url, session: Session, folder: Path | None) -> Hop:
    """Return a hop that has not been run; a long answer waits in `folder`, under no name."""
    return Hop(url, shown, WireFile(folder, session.secrets.watch()))


def run(
    hop: Hop, session: Session, headers: Mapping[str, str], body: Body, data: bytes | None = None
) -> None:
    """Ask, and receive the answer into `hop` and `body`; what fails becomes ``hop.problem``.

    Parameters
    ----------
    data
        None: GET; else the body of a POST.

    Raises
    ------
    CaptureRefusedError
        ``secret-echoed``.
    OSError
        When the disk cannot take the bytes.
    """
    try:
        found = lookup(hop.url, session.settings, session.budget)
        sock = open_socket(hop.url, found, session.budget, hop.peer, session.exceptions)
        with contextlib.closing(sock):

            def keep(sent: bytes) -> None:
                # a signature of the server is no secret of `session`: the address to show lacks it
                plain = sent.replace(hop.url.target.encode(), hop.shown.target.encode(), 1)
                hop.sent = session.secrets.redact(plain)

            url, said = relay(hop.url, session.settings.via)
            send(url, sock, session.budget, headers={**headers, **said}, data=data, keep=keep)
            reader = WireReader(sock, session.budget, hop.wire)
            with io.BufferedReader(reader, _BUFFER) as stream:
                hop.head = read_head(stream)
                hop.head_at = time.time()
                if url is not hop.url:
                    refuse_login(hop.head.status)
                _receive(hop, hop.head, stream, reader, body)
    except ExchangeError as error:
        hop.problem = _with_counts(hop, error)


def _receive(
    hop: Hop, head: Head, stream: io.BufferedReader[WireReader], reader: WireReader, body: Body
) -> None:
    frame = hop.frame = framing(head)
    named = ", ".join(head.all("Content-Encoding"))
    coding = decoder(named)
    if coding is None:
        coding, hop.coding = Decoder(), named
    digest = hashlib.sha256()
    broken: ExchangeError | None = None
    for data in pieces(stream, frame):
        digest.update(data)
        hop.received += len(data)
        if broken is None:
            broken = _decode(coding, data, body)
    more = surplus(stream, reader) if frame.ending != "close" else 0
    hop.whole = True
    if frame.problem:
        raise ExchangeError("bad-response", frame.problem)
    if more:
        raise ExchangeError(
            "bad-response", f"at least {more} bytes follow behind the announced end of the answer"
        )
    # Readers differ in what they hash when an answer is chunked.
    if frame.ending in {"length", "close"}:
        hop.payload = digest.hexdigest()
    if broken is not None:
        raise broken
    coding.finish()
    odd = f"malformed header lines: {head.malformed}" if head.malformed else ""
    hop.notes = tuple(filter(None, (odd, frame.note, coding.note)))


def _decode(coding: Decoder, data: bytes, body: Body) -> ExchangeError | None:
    """Decode one piece; return how the coding is broken, so that the wire can be read on."""
    try:
        for piece in coding.feed(data):
            body.write(piece)
    except ExchangeError as error:
        if error.outcome != "bad-response":
            raise
        return error
    return None


def _with_counts(hop: Hop, error: ExchangeError) -> ExchangeError:
    if hop.head is None or error.outcome not in {"timeout", "too-large", "truncated"}:
        return error
    length = None if hop.frame is None else hop.frame.length
    announced = "" if length is None else f" of {length} announced"
    return ExchangeError(
        error.outcome, f"{error.what}; {hop.received}{announced} body bytes had been read"
    )
