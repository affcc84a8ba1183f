"""Which IP addresses may be asked: public ones, and those that are listed one by one.

An address that carries another one (IPv4-mapped, 6to4, Teredo, NAT64) is judged by both, because
the operating system or a gateway may deliver to the inner one.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Set
from typing import Final

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
# Special by RFC, yet `is_global` of some Python versions says otherwise.
_SPECIAL: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.88.99.0/24",  # RFC 7526: relays of 6to4
        "192.0.0.0/24",  # RFC 6890
        "100.64.0.0/10",  # RFC 6598
        "64:ff9b:1::/48",  # RFC 8215: local NAT64
        "3fff::/20",  # RFC 9637: documentation
        "5f00::/16",  # RFC 9602
        "fec0::/10",  # RFC 3879: site-local
    )
)


def is_public(address: str) -> bool:
    """Say whether an address text belongs to the public internet, whatever it wraps.

    Text that is no address, or has a zone (``fe80::1%eth0``), is not public.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return "%" not in address and _public(parsed)


def is_allowed(address: str, allow: Set[str]) -> bool:
    """Say whether an address may be asked: public, or itself in the exact list `allow`."""
    return address in allow or is_public(address)


def _public(address: IPAddress) -> bool:
    inner = list(_inside(address))
    if inner and not _is_teredo_or_6to4(address):
        return all(map(_public, inner))  # only a way to write the inner address
    return _ordinary(address) and all(map(_public, inner))


def _ordinary(address: IPAddress) -> bool:
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def _is_teredo_or_6to4(address: IPAddress) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and (
        address.teredo is not None or address.sixtofour is not None
    )


def _inside(address: IPAddress) -> Iterator[IPAddress]:
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
