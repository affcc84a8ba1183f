"""SURT keys: the sort-friendly form of a URL under which web archive indexes file it.

``http://www.Example.org:80/A/?b=2&a=1`` becomes ``org,example)/a?a=1&b=2``. The rules are those
the Wayback tools agree on: the URL is unescaped until nothing changes, its path is normalised,
and everything is escaped once more; then what does not tell documents apart is dropped (scheme,
login, ``www.``, default port, fragment, session numbers, a final slash, the order of parameters).
A key is for look-up only. It is lossy by design: the URL itself stands beside it in the index.
"""

from __future__ import annotations

import re
from contextlib import suppress
from socket import inet_aton, inet_ntoa
from typing import Final

from osint_helpers.errors import EvidenceError

_URL: Final = re.compile(rb"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE | re.DOTALL)
_DEFAULT_PORT: Final = {b"http": b"80", b"https": b"443"}
_ESCAPED: Final = re.compile(rb"%([0-9a-fA-F]{2})")
_TO_ESCAPE: Final = re.compile(rb"[\x00-\x20#%\x7f-\xff]")
_NUMBERS: Final = re.compile(rb"\d+(?:\.\d+){0,3}")
_WWW: Final = re.compile(rb"www\d*\.")
_PATH_SESSIONS: Final = tuple(
    re.compile(rb"^(.*/)\(" + number + rb"\)/(?=[^?]+\.aspx)", re.IGNORECASE)
    for number in (rb"(?:[a-z]\([0-9a-z]{24}\))+", rb"[0-9a-z]{24}")
)
_QUERY_SESSIONS: Final = tuple(
    re.compile(rb"^(.*)" + parameter + rb"(?:&|$)", re.IGNORECASE)
    for parameter in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def key(url: str) -> str:
    """Return the SURT key of an ``http`` or ``https`` URL.

    Parameters
    ----------
    url
        As it stands in ``WARC-Target-URI``; letters outside ASCII are taken as UTF-8.

    Raises
    ------
    EvidenceError
        For any other scheme, no host, or a port that is no number.
    """
    parts = _URL.match(re.sub(rb"[\r\n\t]", b"", url.encode("utf-8", "surrogateescape").strip()))
    if parts is None:
        raise EvidenceError(
            "an address that is not http or https has no place in the index",
            advice="only fetched captures are exported",
        )
    scheme, authority, path, query = parts.groups()
    host, port = _authority(authority, scheme.lower())
    text = b",".join(reversed(host.split(b"."))) + port + b")" + _path(path) + _query(query)
    return text.decode("utf-8")


def _authority(authority: bytes, scheme: bytes) -> tuple[bytes, bytes]:
    """Return host and ``:port``, the latter empty when it is the one of the scheme."""
    place = authority.rpartition(b"@")[2]
    if place.startswith(b"["):
        host, _, rest = place[1:].partition(b"]")
        port = rest.lstrip(b":")
    else:
        host, _, port = place.partition(b":")
    if port and not port.isdigit():
        raise EvidenceError("an address has a port that is no number", advice="capture it again")
    number = port.lstrip(b"0")
    return _host(host), b":" + number if number not in (b"", _DEFAULT_PORT[scheme]) else b""


def _host(host: bytes) -> bytes:
    """Return a host in lower case and ASCII, without the ``www.`` that seldom means anything."""
    name = _unescape(host)
    with suppress(UnicodeError):  # no name the rules allow: escaped as it is
        name = name.decode("utf-8").encode("idna")  # IDNA 2003, as the indexes have it
    name = re.sub(rb"\.+", b".", _escape(name).lower()).strip(b".")
    if not name:
        raise EvidenceError("an address has no host", advice="capture it again")
    if _NUMBERS.fullmatch(name):
        with suppress(OSError):  # not an address: kept as it is
            name = inet_ntoa(inet_aton(name.decode())).encode()
    return _WWW.sub(b"", name, count=1) if _WWW.match(name) else name


def _path(path: bytes) -> bytes:
    """Return a path without ``.``, ``..``, doubled and final slashes, in lower case."""
    text = _escape(_dots(_unescape(path or b"/"))).lower()
    for session in _PATH_SESSIONS:
        text = session.sub(rb"\1", text)
    return text.rstrip(b"/") or b"/"


def _dots(path: bytes) -> bytes:
    """Resolve dots; an empty segment is one, and ``..`` at the root stays, as the indexes do."""
    kept: list[bytes] = []
    for part in path.split(b"/")[1:]:
        if part == b".." and kept:
            kept.pop()
        elif part != b".":
            kept.append(part)
    return b"/" + b"/".join(part for part in kept if part)


def _query(query: bytes | None) -> bytes:
    """Return ``?`` and the parameters in order, without session numbers; nothing for no query."""
    if not query:
        return b""
    text = _escape(_unescape(query))
    for session in _QUERY_SESSIONS:
        text = session.sub(rb"\1", text)
    found = sorted(tuple(one.split(b"=", 1)) for one in text.lower().split(b"&"))
    ordered = b"&".join(b"=".join(one) for one in found)
    return b"?" + ordered if ordered else b""


def _unescape(text: bytes) -> bytes:
    """Undo percent escapes until nothing changes."""
    before = b""
    while before != text:
        before, text = text, _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), text)
    return text


def _escape(text: bytes) -> bytes:
    return _TO_ESCAPE.sub(lambda m: b"%%%02x" % m[0][0], text)
