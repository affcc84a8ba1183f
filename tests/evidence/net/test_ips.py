"""Only public addresses may be asked, whatever form they are written or wrapped in."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.net.ips import is_allowed, is_public

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
PRIVATE = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "233.252.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:7f00:1::1",
    "100::1",
    "2606:4700::1%1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_public_address(address: str) -> None:
    assert not is_public(address)


def test_teredo_client_is_looked_at_too() -> None:
    hidden = int(ipaddress.IPv4Address("10.0.0.1")) ^ 0xFFFFFFFF  # RFC 4380: inverted bits
    address = (0x20010000 << 96) | (int(ipaddress.IPv4Address("8.8.8.8")) << 64) | hidden
    assert not is_public(str(ipaddress.IPv6Address(address)))


def test_list_allows_exactly_what_it_names() -> None:
    allow = frozenset({"127.0.0.1"})
    assert is_allowed("127.0.0.1", allow)
    assert not is_allowed("127.0.0.2", allow)
    assert not is_allowed("::ffff:127.0.0.1", allow)
    assert is_allowed("8.8.8.8", allow)


@given(st.ip_addresses(v=4))
def test_wrapping_never_makes_an_address_public(address: ipaddress.IPv4Address) -> None:
    wrapped = [f"::ffff:{address}", f"64:ff9b::{address}"]
    packed = int(address)
    wrapped.append(str(ipaddress.IPv6Address((0x2002 << 112) | (packed << 80))))
    assert all(is_public(str(address)) or not is_public(one) for one in wrapped)
