"""Write hops into the WARC file of a capture."""

from __future__ import annotations

from typing import IO

from osint_helpers import __version__
from osint_helpers.evidence import clock
from osint_helpers.evidence.net import warc
from osint_helpers.evidence.net.hops import Hop

_SPEC = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def write_info(out: IO[bytes]) -> str:
    """Write the first record, which says what made the file; return its id."""
    block = (
        f"software: osint-helpers/{__version__}\r\nformat: WARC File Format 1.1\r\n"
        f"conformsTo: {_SPEC}\r\n"
    )
    record = warc.Record("warcinfo", clock.utc(), "application/warc-fields")
    return warc.write_bytes(out, record, block.encode())


def write_hop(out: IO[bytes], hop: Hop, info: str) -> None:
    """Write answer and request of one hop: nothing, when nothing was sent."""
    fields = {
        "WARC-Target-URI": hop.shown.text,
        "WARC-IP-Address": hop.peer.address,
        "WARC-Warcinfo-ID": info,
    }
    answer = None
    with hop.wire.file as block:
        if hop.wire.count:
            outcome = "" if hop.problem is None else hop.problem.outcome
            told = {
                **fields,
                "WARC-Payload-Digest": None if hop.payload is None else f"sha256:{hop.payload}",
                "WARC-Truncated": None if hop.whole else warc.TRUNCATED.get(outcome, "unspecified"),
            }
            record = warc.Record("response", hop.started, "application/http;msgtype=response", told)
            block.seek(0)
            answer = warc.write(out, record, block, hop.wire.count, hop.wire.sha256)
    if hop.sent:
        told = {**fields, "WARC-Concurrent-To": answer}
        record = warc.Record("request", hop.started, "application/http;msgtype=request", told)
        warc.write_bytes(out, record, hop.sent)
