"""Paths of WARC files in; out, what warcio reads in each: type, address, status, decoded body."""

import hashlib
import json
import sys

from warcio.archiveiterator import ArchiveIterator


def read(path: str) -> list[dict[str, object]]:
    found = []
    with open(path, "rb") as file:  # noqa: PTH123
        for record in ArchiveIterator(file):
            status = record.http_headers.get_statuscode() if record.http_headers else ""
            body = record.content_stream().read()
            found.append(
                {
                    "type": record.rec_type,
                    "url": record.rec_headers.get_header("WARC-Target-URI"),
                    "truncated": record.rec_headers.get_header("WARC-Truncated"),
                    "status": status,
                    "sha256": hashlib.sha256(body).hexdigest(),
                    "bytes": len(body),
                }
            )
    return found


json.dump({path: read(path) for path in json.load(sys.stdin)}, sys.stdout)
