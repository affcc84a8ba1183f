"""What two addresses have in common: host, origin, and the key they are compared by."""

from __future__ import annotations

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.net import urls


def fault(url: str) -> tuple[str, str] | None:
    """Return code and reason why an address must not be asked; None when it may.

    The codes are those of :class:`osint_helpers.errors.CaptureRefusedError`. The reason repeats
    no login and no key.
    """
    try:
        urls.parse(without_fragment(url))
    except CaptureRefusedError as error:
        return error.code, error.what
    return None


def without_fragment(url: str) -> str:
    """Return the address without what is never sent to a server."""
    return url.strip().partition("#")[0]


def asked(url: str) -> str:
    """Return the one form in which a fit address is asked and stored; others as they are."""
    parsed = _parsed(url)
    return url if parsed is None else parsed.text


def host(url: str) -> str:
    """Return the host name in lower case, without port; ``""`` when there is none.

    One machine behind several ports is one host: it is asked one thing at a time.
    """
    parsed = _parsed(url)
    return "" if parsed is None else parsed.host


def origin(url: str) -> str:
    """Return ``scheme://host[:port]`` (RFC 6454) of a fit address, the range of one robots.txt."""
    parsed = urls.parse(without_fragment(url))
    return f"{parsed.scheme}://{parsed.authority}"


def key(url: str) -> str:
    """Return what two spellings of one address share.

    Fragment, final slash, usual port and the case of scheme and host are left out, as in the
    rule by which a capture belongs to a source. A slash at the end of a query stays.
    """
    text = asked(without_fragment(url))
    return text if "?" in text else text.removesuffix("/")


def _parsed(url: str) -> urls.Url | None:
    try:
        return urls.parse(without_fragment(url))
    except CaptureRefusedError:
        return None
