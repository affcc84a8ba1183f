"""Write hops into the WARC file of a capture."""

from __future__ import annotations

import hashlib
from typing import IO, Final

from osint_helpers import __version__
from osint_helpers.evidence import clock
from osint_helpers.evidence.net import warc
from osint_helpers.evidence.net.hops import Hop

_ANSWER: Final = "application/http;msgtype=response"
_SPEC: Final = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def write_info(out: IO[bytes]) -> str:
    """Write the first record, which says what made the file; return its id."""
    block = (
        f"software: osint-helpers/{__version__}\r\nformat: WARC File Format 1.1\r\n"
        f"conformsTo: {_SPEC}\r\n"
    )
    record = warc.Record("warcinfo", clock.utc(), "application/warc-fields")
    return warc.write_bytes(out, record, block.encode())


def write_hop(out: IO[bytes], hop: Hop, info: str) -> None:
    """Write answer and request of one hop: nothing, when nothing was sent.

    Interim answers (100, 103) go into a record of their own, without an address: a reader takes
    the first head of a response record for the whole answer, and finds no such record by address.
    """
    fields = {
        "WARC-Target-URI": hop.shown.text,
        # of the source, as readers take it: not known behind a proxy
        "WARC-IP-Address": None if hop.peer.proxy else hop.peer.address,
        "WARC-Warcinfo-ID": info,
    }
    answer = None
    with hop.wire.file as block:
        if hop.wire.count:
            interim = 0 if hop.head is None else hop.head.interim
            answer = _write_answer(out, hop, fields, block, interim)
            if interim:
                told = {**fields, "WARC-Target-URI": None, "WARC-Concurrent-To": answer}
                record = warc.Record("metadata", hop.started, _ANSWER, told)
                block.seek(0)
                warc.write_bytes(out, record, block.read(interim))
    if hop.sent:
        told = {**fields, "WARC-Concurrent-To": answer}
        record = warc.Record("request", hop.started, "application/http;msgtype=request", told)
        warc.write_bytes(out, record, hop.sent)


def _write_answer(
    out: IO[bytes], hop: Hop, fields: dict[str, str | None], block: IO[bytes], start: int
) -> str:
    """Write the answer from its byte `start` on; return the id of the record."""
    outcome = "" if hop.problem is None else hop.problem.outcome
    told = {
        **fields,
        "WARC-Payload-Digest": None if hop.payload is None else f"sha256:{hop.payload}",
        "WARC-Truncated": None if hop.whole else warc.TRUNCATED.get(outcome, "unspecified"),
    }
    sha256 = hop.wire.sha256
    if start:
        block.seek(start)
        sha256 = hashlib.file_digest(block, "sha256").hexdigest()  # type: ignore[arg-type]
    block.seek(start)
    record = warc.Record("response", hop.started, _ANSWER, told)
    return warc.write(out, record, block, hop.wire.count - start, sha256)
