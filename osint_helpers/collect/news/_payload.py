"""The payload of an answer as it was sent, and its SHA-1 in base32: what archives file it under."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from pathlib import Path
from typing import Any, Final

from osint_helpers.collect.answers import Answer
from osint_helpers.errors import CollectError
from osint_helpers.evidence import layout
from osint_helpers.evidence.exports import warc
from osint_helpers.evidence.net import framing
from osint_helpers.evidence.net.limits import ExchangeError

_BASE32: Final = re.compile(r"[A-Z2-7]{32}")


def sha1(data: bytes) -> str:
    """Return the SHA-1 of bytes in base32, 32 characters; it names bytes, it protects nothing."""
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def is_sha1(digest: str) -> bool:
    """Say whether a digest has the form of a SHA-1 in base32, as the archives state it."""
    return _BASE32.fullmatch(digest) is not None


def payload_of(block: bytes) -> tuple[framing.Head, bytes]:
    """Return head and payload of an HTTP answer: without transfer coding, with content coding.

    Raises
    ------
    CollectError
        When it is no whole HTTP answer.
    """
    stream: Any = io.BufferedReader(io.BytesIO(block))
    try:
        head = framing.read_head(stream)
        return head, b"".join(framing.pieces(stream, framing.framing(head)))
    except ExchangeError as error:
        raise CollectError(
            f"an archived answer cannot be read: {error.what}", advice="the capture keeps it"
        ) from None


def digests(answer: Answer) -> dict[str, str]:
    """Return SHA-1 digests of an answer, by what they cover: ``as sent`` and ``decoded``.

    They differ when the server packed the bytes; which of the two an archive filed depends on
    what the original server had done.
    """
    found = {"decoded": sha1(answer.data)}
    wire = None if answer.path is None else answer.path.parent / layout.WIRE
    if wire is not None and wire.is_file():
        found["as sent"] = sha1(_sent(wire))
    return found


def _sent(wire: Path) -> bytes:
    last = [one for one in warc.records(wire) if one.kind == "response"][-1]
    size = int(last.headers["content-length"])
    with wire.open("rb") as file:
        file.seek(last.offset + last.length - size)
        return payload_of(file.read(size))[1]
