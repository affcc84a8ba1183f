"""What an analyst may set for a fetch: limits, headers, secrets, exceptions."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from osint_helpers import __version__
from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.net.proxying import Proxy
from osint_helpers.evidence.net.proxying import parse as parsed_proxy

USER_AGENT: Final = f"osint-helpers/{__version__} (public records research)"
SHORTEST_SECRET: Final = 4  # a shorter one cannot be told from ordinary text
# Set by the connection itself, or would make the answer a part of the whole.
_OWN: Final = frozenset(
    {"host", "connection", "content-length", "content-type", "transfer-encoding", "te", "trailer",
     "upgrade", "expect", "range", "if-range", "accept-encoding", "keep-alive"}
)  # fmt: skip
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"[\x20-\x7e\xa0-\xff]*")
_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+(?:; ?charset=utf-8)?", re.IGNORECASE)
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Settings(Carded):
    """Limits and permissions of a fetch. Keys never show in its ``repr``.

    Attributes
    ----------
    seconds
        Time limit of the whole fetch: every hop, handshake, header and byte.
    connect_seconds
        Time limit of one attempt to connect.
    max_wire
        Bytes that all servers together may send, headers included.
    max_body
        Bytes the decoded body may have.
    max_hops
        Requests at most, the first one included.
    user_agent
        The name this tool gives itself.
    headers
        Further request headers. Those that look like a key are redacted wherever they are stored
        and never follow a redirect to another origin.
    secrets
        Query parameters with a key, name to value: put into the first request, stored as
        ``REDACTED``, never sent anywhere else.
    allow
        Exact addresses that may be asked although they are not public. Never a network.
    ca_file
        Certificates (PEM) of a private authority, trusted beside those of the system.
    accept_leaf
        SHA-256 of one certificate that is accepted although it does not verify, and why.
    signed
        A redirect may lead to an address with a signature of the server in it, as storage services
        give to anybody who asks; it is stored as ``REDACTED`` but in the answer that gave it.
    data, data_type
        What is sent, and its media type: the fetch is a POST then, and follows no redirect.
    span
        First and last byte of the resource, both included, when only a part is wanted (RFC 9110,
        section 14): the answer must be exactly that part, without content coding.
    proxy
        ``socks5h://[user:password@]host:port`` or ``http://…``; empty for none. Names are looked
        up there, so the address of a name cannot be checked here. Never gone around.

    Raises
    ------
    EvidenceError
        When a value cannot be used; values of headers and secrets are not repeated.
    """

    seconds: float = 60.0
    connect_seconds: float = 10.0
    max_wire: int = 50 << 20
    max_body: int = 200 << 20
    max_hops: int = 8
    user_agent: str = USER_AGENT
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    allow: frozenset[str] = frozenset()
    ca_file: str | Path | None = None
    accept_leaf: tuple[str, str] | None = None
    signed: bool = False
    data: bytes | None = field(default=None, repr=False)
    data_type: str = ""
    proxy: str = field(default="", repr=False)
    span: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for name in ("seconds", "connect_seconds", "max_wire", "max_body", "max_hops"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise EvidenceError(f"{name} must be a positive number", column=name)
        for name, value in {"User-Agent": self.user_agent, **self.headers}.items():
            _check_header(name, value)
        for name, value in self.secrets.items():
            if not name or len(value) < SHORTEST_SECRET:
                raise EvidenceError(
                    f"the secret {name!r} has no name or fewer than {SHORTEST_SECRET} characters",
                    column="secrets",
                )
        if (self.data is None) != (not self.data_type) or not _TYPE.fullmatch(
            self.data_type or "a/b"
        ):
            raise EvidenceError("what is to be sent needs a media type", column="data_type")
        if self.span is not None and (
            self.data is not None or not 0 <= self.span[0] <= self.span[1]
        ):
            raise EvidenceError(
                "a part of a resource is a first and a last byte, and is asked for by GET",
                column="span",
            )
        object.__setattr__(self, "headers", dict(self.headers))
        object.__setattr__(self, "secrets", dict(self.secrets))
        object.__setattr__(self, "allow", frozenset(_address(one) for one in self.allow))
        if self.proxy:
            parsed_proxy(self.proxy)
        if self.accept_leaf is not None:
            object.__setattr__(self, "accept_leaf", _leaf(*self.accept_leaf))

    @property
    def via(self) -> Proxy | None:
        """The proxy, read; None for none."""
        return parsed_proxy(self.proxy) if self.proxy else None


def _check_header(name: str, value: str) -> None:
    if _TOKEN.fullmatch(name) is None or _VALUE.fullmatch(value) is None:
        raise EvidenceError(
            f"the request header {name!r} has a name or value that cannot be sent",
            advice="use one line of Latin-1 characters", column="headers",
        )  # fmt: skip
    if name.lower() in _OWN:
        raise EvidenceError(f"the request header {name!r} cannot be set", column="headers")


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise EvidenceError(
            f"{text!r} is not one address", advice="list exact addresses", column="allow"
        ) from None


def _leaf(sha256: str, why: str) -> tuple[str, str]:
    plain = sha256.replace(":", "").strip().lower()
    if _SHA256.fullmatch(plain) is None or not why.strip():
        raise EvidenceError(
            "an accepted certificate needs its SHA-256 (64 hexadecimal digits) and a reason",
            column="accept_leaf",
        )
    return plain, why.strip()
