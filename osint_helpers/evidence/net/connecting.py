"""Open a socket to a host: every address is checked, and the peer of that very socket again."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Set
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.evidence.net.ips import is_allowed
from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.proxying import Proxy, refuse_inward
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.net.tunnels import through
from osint_helpers.evidence.net.urls import Url

Info = tuple[Any, ...]  # one answer of getaddrinfo
_FOUND_MOST: Final = 16  # addresses tried


@dataclass
class Peer:
    """Who is at the other end.

    Attributes
    ----------
    address, port
        As the socket says it, after it was connected.
    tls
        ``version``, ``cipher``, ``leaf_sha256``; None without TLS.
    proxy
        True when it is a proxy: whom that asked is not known here.
    """

    address: str | None = None
    port: int | None = None
    tls: dict[str, str | None] | None = None
    proxy: bool = False


def lookup(url: Url, settings: Settings, budget: Budget) -> list[Info]:
    """Resolve the host once, and refuse it when one of its addresses may not be asked.

    With a proxy its own host is resolved, and never the one of the URL.

    Raises
    ------
    ExchangeError
        ``dns``, ``blocked-address``, ``proxy`` or ``timeout``.
    """
    proxy = settings.via
    if proxy is not None:
        refuse_inward(url.host, settings.allow)
        return _lookup_proxy(proxy, budget)
    if url.host.endswith(".onion"):
        # RFC 7686: such a name must not be told to the resolvers of the public internet
        raise ExchangeError("dns", f"{url.host} can be asked through a Tor proxy only")
    found = _resolve(url, budget)
    for info in found:
        _check(url.host, str(info[4][0]), settings.allow)
    return found[:_FOUND_MOST]


def _lookup_proxy(proxy: Proxy, budget: Budget) -> list[Info]:
    try:
        return _resolve(Url("http", proxy.host, proxy.port, "/"), budget)[:_FOUND_MOST]
    except ExchangeError as error:
        if error.outcome == "timeout":
            raise
        raise ExchangeError("proxy", f"no address was found for the proxy {proxy.text}") from None


def _check(host: str, address: str, allow: Set[str]) -> None:
    if not is_allowed(address, allow):
        raise ExchangeError(
            "blocked-address", f"{host} leads to {address}, which is not a public address"
        )


def _resolve(url: Url, budget: Budget) -> list[Info]:
    if _is_address(url.host):
        return list(_ask(url))
    answer: list[list[Info] | OSError] = []

    def work() -> None:
        try:
            answer.append(list(_ask(url)))
        except (OSError, UnicodeError) as error:
            answer.append(error if isinstance(error, OSError) else OSError())

    # The resolver of the system knows no time limit: it is left behind when it takes too long.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(budget.left())
    if not answer:
        raise budget.over()
    if isinstance(answer[0], OSError) or not answer[0]:
        raise ExchangeError("dns", f"no address was found for {url.host}")
    return answer[0]


def _ask(url: Url) -> list[Any]:
    return socket.getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def connect(
    url: Url, found: list[Info], settings: Settings, budget: Budget, peer: Peer
) -> socket.socket:
    """Connect to the first address that answers, and check who it is; through a proxy if set.

    Parameters
    ----------
    found
        From :func:`lookup`: no name is resolved again.
    peer
        Filled with address and port.

    Raises
    ------
    ExchangeError
        ``timeout``, ``refused``, ``blocked-address`` or ``proxy``.
    """
    proxy, slow = settings.via, False
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(min(settings.connect_seconds, budget.left()))
            sock.connect(address)
            _identify(sock, url, settings, peer)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            sock.close()
            if not isinstance(error, OSError):
                raise
            slow = slow or isinstance(error, TimeoutError)
            continue
        return _passed(sock, proxy, url, budget)
    if proxy is not None:
        raise ExchangeError("proxy", f"no connection to the proxy {proxy.text}")
    tried = f"{len(found)} address{'es' if len(found) != 1 else ''} of {url.host}, port {url.port}"
    if slow:
        limit = min(settings.connect_seconds, budget.seconds)
        raise ExchangeError("timeout", f"no answer from {tried}, within {limit:g} s each")
    raise ExchangeError("refused", f"no connection to {tried}")


def _identify(sock: socket.socket, url: Url, settings: Settings, peer: Peer) -> None:
    name = sock.getpeername()
    peer.address, peer.port = str(name[0]), int(name[1])
    peer.proxy = bool(settings.proxy)
    if not peer.proxy:
        _check(url.host, peer.address, settings.allow)


def _passed(sock: socket.socket, proxy: Proxy | None, url: Url, budget: Budget) -> socket.socket:
    """Return the socket, its way through the proxy laid."""
    if proxy is not None:
        try:
            through(sock, proxy, url, budget)
        except BaseException:
            sock.close()
            raise
    return sock
