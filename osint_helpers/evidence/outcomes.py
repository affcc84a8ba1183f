"""What can become of a capture: one word each, stored in its record whatever happened."""

from __future__ import annotations

from typing import Final

OUTCOMES: Final[dict[str, str]] = {
    "ok": "the whole body arrived with a success status",
    "http-status": "the server answered with an error status; its answer is kept",
    "login-wall": "the page asks for a login; what was shown is kept",
    "challenge-page": "the page asks for proof of a human reader; what was shown is kept",
    "truncated": "the server ended before the length it had announced",
    "too-large": "a byte limit was reached; what arrived until then is kept",
    "timeout": "the time limit was reached; what arrived until then is kept",
    "too-many-redirects": "the hop limit was reached, or the redirects run in a circle",
    "bad-redirect": "a redirect led to an address that must not be asked",
    "dns": "the host name has no address",
    "refused": "no connection: refused, reset or unreachable",
    "proxy": "the proxy could not be used; nothing was sent to the source",
    "tls": "the certificate or the handshake was not acceptable; nothing was sent",
    "blocked-address": "the host name leads to an address that is not public; nothing was sent",
    "bad-response": "the answer is not HTTP, or its coding is broken",
    "unknown-coding": "the whole body arrived in a content coding that is kept as it was sent",
    "received": "a file handed over by a person",
    "derived": "made from another capture by the method named in the record",
    "no-text": "the document has no text layer, or none could be read",
}
# Bytes that show what the address holds: a quote may rest on them.
SOUND: Final = ("ok", "received", "derived")
