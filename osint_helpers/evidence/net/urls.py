"""Which URLs may be asked, and the one form they are asked and stored in."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, unquote_plus, urljoin, urlsplit

from osint_helpers.errors import CaptureRefusedError

LONGEST: Final = 8192
_PORTS: Final = {"http": 80, "https": 443}
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"})
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_DEVIATING: Final = re.compile("[\u00df\u03c2\u200c\u200d]")  # IDNA 2003 and 2008 differ here
_NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
_KEY_NAME: Final = re.compile(
    r"(?:.*[-_.\[:])?(?:api|app|access|auth|client|private|secret|session|subscription|user)?[-_.]?"
    r"(?:key|apikey|token|secret|password|passwd|passphrase|pwd|auth|authorization|signature|sig"
    r"|hmac|credentials?|jwt|sessid|sessionid|session|sid|phpsessid|jsessionid|otp)(?:\[?\])?"
)
_PAGING: Final = re.compile(r"(?:page|next|prev|continuation|sync)[-_.]?token")


@dataclass(frozen=True)
class Url:
    """A URL that may be asked, in its one form.

    Attributes
    ----------
    scheme, host, port
        ``http`` or ``https``; ASCII host without brackets; port, never absent.
    target
        Path and query as sent in the request line.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as in the Host header: the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole URL."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what a key may not leave."""
        return self.scheme, self.host, self.port


def parse(text: str, secrets: Collection[str] = ()) -> Url:
    """Check a URL and bring it into its one form; the fragment, which is never sent, goes.

    Parameters
    ----------
    secrets
        Names of query parameters that may stand in it, because they are handled as secrets.

    Raises
    ------
    CaptureRefusedError
        ``bad-url``, ``userinfo-in-url`` or ``secret-in-url``. No value of the URL is repeated.
    """
    split, port = _split(text)
    if "@" in split.netloc:
        raise CaptureRefusedError(
            "userinfo-in-url", "the URL holds a login before the host", advice="take it out"
        )
    _refuse_keys(split, secrets)
    host = _host(split.hostname or "")
    path = _encoded(split.path) or "/"
    query = f"?{_encoded(split.query)}" if split.query else ""
    return Url(split.scheme, host, port or _PORTS[split.scheme], path + query)


def keys_in(url: str) -> tuple[str, ...]:
    """Return the query parameters of an address that look like keys, by their names."""
    found = (name for name in _names(url.partition("#")[0].partition("?")[2])
             if looks_like_key(name))  # fmt: skip
    return tuple(dict.fromkeys(found))


def join(base: Url, location: str, *, signed: bool = False) -> Url:
    """Return the target of a redirect, checked like a URL an analyst asks for.

    Parameters
    ----------
    signed
        The target may carry a signature in its query: the server's own, for anybody who asks.
    location
        The Location header, its bytes read as Latin-1. Spaces within become ``%20``, as browsers
        have it.
    """
    raw = quote(location.strip(" \t").encode("latin-1", "replace"), safe=_ASCII)
    try:
        target = urljoin(base.text, raw)
    except ValueError:
        raise _bad("is not a URL") from None
    return parse(target, keys_in(target) if signed else ())


_ASCII: Final = "".join(char for char in map(chr, range(128)) if char != " ")
_AS_IT_IS: Final = "/:?#[]@!$&'()*+,;=%~-._"


def _bad(what: str) -> CaptureRefusedError:
    return CaptureRefusedError("bad-url", f"the URL {what}", advice="copy it anew")


def _split(text: str) -> tuple[SplitResult, int | None]:
    if len(text) > LONGEST:
        raise _bad(f"has {len(text)} characters, more than {LONGEST}")
    if any(unicodedata.category(char) in _UNSEEN for char in text) or "\\" in text:
        raise _bad("holds a space, a control or invisible character, or a backslash")
    try:
        split = urlsplit(text)
        port = split.port
    except ValueError:
        raise _bad("has a host or port that cannot be read") from None
    if split.scheme not in _PORTS:
        raise _bad("does not start with http:// or https://")
    if port == 0:
        raise _bad("names port 0")
    return split, port


def _encoded(text: str) -> str:
    return quote(text, safe=_AS_IT_IS)


def _host(host: str) -> str:
    try:
        if ":" in host:
            return ipaddress.IPv6Address(host.replace("%", "-")).compressed  # no zones
        # Where the two IDNA standards lead to two hosts, the analyst says which.
        name = "" if _DEVIATING.search(host) else host.encode("idna").decode("ascii").lower()
    except ValueError:
        name = ""
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted(".".join(labels))
    if len(name) > 254 or not all(map(_LABEL.fullmatch, labels)):
        raise CaptureRefusedError(
            "bad-url", "the URL has no host that can be asked",
            advice="write an international host in its xn-- form",
        )  # fmt: skip
    return ".".join(labels)


def _dotted(host: str) -> str:
    """Take four decimal numbers; decimal, octal and short forms are read in different ways."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        raise _bad("names its host by a number that is not of the form 203.0.113.7") from None


def looks_like_key(name: str) -> bool:
    """Say whether a parameter of this name usually carries a key, a session or a signature."""
    plain = name.lower()
    return _KEY_NAME.fullmatch(plain) is not None and _PAGING.fullmatch(plain) is None


def _names(text: str) -> Iterator[str]:
    for part in re.split("[&;?]", text):
        name, sign, _ = part.partition("=")
        if sign:
            yield unquote_plus(name)


def _refuse_keys(split: SplitResult, secrets: Collection[str]) -> None:
    for text in (split.path.partition(";")[2], split.query, split.fragment):
        for name in _names(text):
            if looks_like_key(name) and name not in secrets:
                raise CaptureRefusedError(
                    "secret-in-url",
                    f"the URL holds the parameter {name[:40]!r}, which looks like a key",
                    advice="take it out; osint capture --secret NAME=VARIABLE passes a key",
                )  # fmt: skip
