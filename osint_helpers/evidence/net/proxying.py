"""Proxies: which one was chosen, and what may not be asked through it."""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.ips import is_public
from osint_helpers.evidence.net.limits import ExchangeError
from osint_helpers.evidence.net.urls import Url

VARIABLE: Final = "OSINT_PROXY"
DIRECT: Final = "direct"
ENVIRONMENT: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")  # in either case
_PORTS: Final = {"socks5h": 1080, "http": 8080}
_SHORTEST: Final = 4  # of a login an HTTP proxy is sent: a shorter one cannot be redacted
# Names that lead into a network of one's own: RFC 6761, 6762, 8375, and .internal.
_INWARD: Final = ("localhost", "local", "internal", "home.arpa", "localdomain")


@dataclass(frozen=True)
class Proxy(Carded):
    """A proxy. Its login never shows.

    Attributes
    ----------
    scheme
        ``socks5h`` or ``http``.
    host, port
        Where it listens.
    """

    scheme: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """Scheme, host and port, as a record may tell it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def login(self) -> str:
        """The value of ``Proxy-Authorization``; empty without a login."""
        if not self.user:
            return ""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def tunnels(self, url: Url) -> bool:
        """Say whether the way to a URL is a tunnel; else the whole request goes to the proxy."""
        return self.scheme == "socks5h" or url.scheme == "https"


def parse(text: str) -> Proxy:
    """Read the address of a proxy.

    Raises
    ------
    EvidenceError
        When it is none; the text, which may hold a login, is not repeated.
    """
    try:
        split = urlsplit(text)
        port, host = split.port, split.hostname or ""
    except ValueError:
        raise _bad("cannot be read") from None
    if split.scheme in {"socks5", "socks", "socks4", "socks4a"}:
        raise _bad(f"has the scheme {split.scheme}, which may look names up on this machine")
    if split.scheme not in _PORTS:
        raise _bad("has another scheme than socks5h and http")
    if not host or port == 0 or split.path.strip("/") or split.query or split.fragment:
        raise _bad("is not of the form scheme://host:port")
    user, password = unquote(split.username or ""), unquote(split.password or "")
    if max(len(user.encode()), len(password.encode())) > 255 or (password and not user):
        raise _bad("has a login that cannot be sent")
    if split.scheme == "http" and user and (len(password) < _SHORTEST or ":" in user):
        raise _bad(f"has a login without a password of {_SHORTEST} characters at least")
    return Proxy(split.scheme, host, port or _PORTS[split.scheme], user, password)


def _bad(what: str) -> EvidenceError:
    return EvidenceError(
        f"the address of the proxy {what}", column="proxy",
        advice="write socks5h://host:port (names are looked up at the proxy) or http://host:port",
    )  # fmt: skip


def chosen(environment: Mapping[str, str], given: str | None = None) -> str:
    """Return the proxy an analyst chose; ``""`` for none.

    Parameters
    ----------
    given
        An address or ``direct``; else ``OSINT_PROXY`` of the environment.

    Raises
    ------
    EvidenceError
        When nothing was chosen and the environment names a proxy for other programs: whether
        sources may see this machine is for the analyst to say. Also for an unusable address.
    """
    choice = (given or environment.get(VARIABLE, "")).strip()
    if choice:
        return "" if choice == DIRECT else _usable(choice)
    named = [one for one in environment if one.upper() in ENVIRONMENT and environment[one].strip()]
    if named:
        raise EvidenceError(
            f"the environment names a proxy ({min(named)}), and it is not said whether to use it",
            advice=f"set {VARIABLE}=<url of the proxy>, or {VARIABLE}=direct to ask without one",
        )
    return ""


def _usable(text: str) -> str:
    parse(text)
    return text


def relay(url: Url, proxy: Proxy | None) -> tuple[Url, dict[str, str]]:
    """Return the URL as it is asked of the next machine, and what is said to a proxy beside it.

    An HTTP proxy is asked for the whole address (RFC 9112, section 3.2.2), unless there is a
    tunnel through it.
    """
    if proxy is None or proxy.tunnels(url):
        return url, {}
    said = {"Proxy-Authorization": proxy.login} if proxy.user else {}
    return Url(url.scheme, url.host, url.port, url.text), said


def refuse_login(status: int) -> None:
    """Tell an answer of the proxy itself from one of the source.

    Raises
    ------
    ExchangeError
        ``proxy``, when it wants a login (status 407).
    """
    if status == 407:
        raise ExchangeError("proxy", "the proxy wants a login, or refuses the one given")


def refuse_inward(host: str, allow: Set[str]) -> None:
    """Refuse what would lead into a network of one's own, as far as its writing tells.

    A name is looked up at the proxy: what address it leads to cannot be checked here.

    Raises
    ------
    ExchangeError
        ``blocked-address``.
    """
    if inward(host) and host not in allow and not (_loops(host) and allow & {"127.0.0.1", "::1"}):
        raise ExchangeError("blocked-address", f"{host} is not a public address or name")


def inward(host: str) -> bool:
    """Say whether a host is an address that is not public, or a name of a local network."""
    name = host.lower().rstrip(".")
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(tuple(f".{one}" for one in _INWARD))
    return not is_public(name)


def _loops(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")
