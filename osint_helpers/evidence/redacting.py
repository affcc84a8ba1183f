"""An address as it may stand in a log: without login, without the values of secrets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from osint_helpers.evidence.net.urls import looks_like_key
from osint_helpers.evidence.plain import plain

REDACTED: Final = "REDACTED"
_LOGIN: Final = re.compile("^([a-z][a-z0-9+.-]*://)?.*[@\ufe6b\uff20]", re.IGNORECASE | re.DOTALL)
_PAIR: Final = re.compile("([^&;?=]*)=[^&;?]*")


def safe(url: str, names: Container[str] = (), values: Iterable[str] = ()) -> str:
    """Return `url` without userinfo, the values of secret parameters replaced.

    Parameters
    ----------
    names
        Parameters known to be secret; names that sound like one are replaced in any case.
    values
        Secret values, which are replaced wherever they stand.
    """
    try:
        parts = urlsplit(url)
        readable = bool(parts.netloc) and parts.port != 0
    except ValueError:
        readable = False
    if not readable:  # where a login ends is a guess then: nothing before the last sign is shown
        return plain(_LOGIN.sub(r"\1", re.split("[?#;]", url, maxsplit=1)[0]), 2000)
    host = parts.netloc.rpartition("@")[2]
    fragment = REDACTED if "=" in parts.fragment else parts.fragment
    path, sign, parameters = parts.path.partition(";")
    path += sign + _pairs(parameters, names)
    text = urlunsplit((parts.scheme, host, path, _pairs(parts.query, names), fragment))
    for value in values:
        if value:
            text = text.replace(value, REDACTED)
    return plain(text, 2000)


def origin(url: str) -> str:
    """Return scheme and host of an address from :func:`safe`, for one that hides a secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{REDACTED}"


def _pairs(text: str, names: Container[str]) -> str:
    """Replace the values of secret parameters; they are parted as the check of a URL does it."""

    def shown(found: re.Match[str]) -> str:
        name = unquote_plus(found[1])
        return f"{found[1]}={REDACTED}" if name in names or looks_like_key(name) else found[0]

    return _PAIR.sub(shown, text)
