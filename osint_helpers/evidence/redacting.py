"""An address as it may stand in a log: without login, without the values of secrets."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from osint_helpers.evidence.net.urls import looks_like_key
from osint_helpers.evidence.plain import plain

REDACTED: Final = "REDACTED"


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
    except ValueError:
        return plain(re.sub(r"//[^/?#]*@", "//", url.partition("?")[0]), 2000)
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(_pair(one, names) for one in parts.query.split("&")) if parts.query else ""
    fragment = REDACTED if "=" in parts.fragment else parts.fragment
    text = urlunsplit((parts.scheme, host, parts.path, query, fragment))
    for value in values:
        if value:
            text = text.replace(value, REDACTED)
    return plain(text, 2000)


def _pair(pair: str, names: Container[str]) -> str:
    name, equals, _ = pair.partition("=")
    known = unquote_plus(name)
    secret = known in names or looks_like_key(known)
    return f"{name}={REDACTED}" if equals and secret else pair
