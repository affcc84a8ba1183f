"""Send bytes to a service and take its short answer: for time stamps (RFC 3161)."""

from __future__ import annotations

import contextlib
import re
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net import urls
from osint_helpers.evidence.net.bodies import Body
from osint_helpers.evidence.net.hops import Session, new_hop, run
from osint_helpers.evidence.net.secrets import request_headers, with_secrets
from osint_helpers.evidence.net.settings import Settings

LONGEST: Final = 1 << 20  # bytes of an answer
_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+", re.IGNORECASE)


def post(url: str, data: bytes, content_type: str, settings: Settings | None = None) -> bytes:
    """Send `data` by POST over the same guarded connection as a fetch; return the answer.

    No redirect is followed, nothing is stored.

    Parameters
    ----------
    content_type
        Of `data`, such as ``application/timestamp-query``.

    Raises
    ------
    EvidenceError
        On anything but a whole answer with status 200, of at most :data:`LONGEST` bytes; also,
        as `CaptureRefusedError`, for a URL that must not be asked.
    """
    if _TYPE.fullmatch(content_type) is None:
        raise EvidenceError("the type of what is to be sent is no media type")
    session = Session(settings or Settings())
    session.exceptions.prepare()
    asked = urls.parse(url, session.settings.secrets)
    real, shown = with_secrets(asked, session.settings.secrets)
    headers = request_headers(session.settings, real.authority, "identity", keyed=True)
    body = Body(LONGEST, session.budget, session.secrets.watch())
    hop = new_hop(real, shown, session, None)
    with contextlib.closing(hop.wire.file):
        run(hop, session, {**headers, "Content-Type": content_type}, body, data)
    if hop.problem is not None:
        raise EvidenceError(f"{real.host} gave no usable answer: {hop.problem.what}")
    if hop.status != 200 or hop.coding:
        raise EvidenceError(f"{real.host} answered with the status {hop.status}, not plainly 200")
    return bytes(body.data)
