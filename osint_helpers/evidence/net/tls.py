"""TLS: who the server says it is, and the one recorded exception an analyst may make."""

from __future__ import annotations

import functools
import hashlib
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.hashing import of_file
from osint_helpers.evidence.net.connecting import Info, Peer, connect
from osint_helpers.evidence.net.limits import Budget, ExchangeError
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.net.urls import Url


@dataclass
class Exceptions:
    """What was trusted beside the authorities of the system.

    Attributes
    ----------
    problem
        Why the accepted certificate does not verify; empty until it was needed.
    authority
        SHA-256 of ``settings.ca_file``.
    """

    settings: Settings
    problem: str = ""
    authority: str | None = None

    def prepare(self) -> None:
        """Read the file of the private authority, so that a fault in it shows before any request.

        Raises
        ------
        EvidenceError
            When it cannot be read.
        """
        if self.settings.ca_file is not None:
            context(self.settings.ca_file)
            self.authority = of_file(Path(self.settings.ca_file))

    def record(self) -> dict[str, Any] | None:
        """Return what the record of a capture says about it; None without any exception."""
        if self.settings.accept_leaf is None and self.settings.ca_file is None:
            return None
        leaf, why = self.settings.accept_leaf or (None, None)
        authority = self.settings.ca_file
        return {
            "leaf_sha256": leaf,
            "why": why,
            "used": bool(self.problem),
            "problem": self.problem,
            "ca_file": None if authority is None else Path(authority).name,
            "ca_file_sha256": self.authority,
        }


def context(ca_file: str | Path | None) -> ssl.SSLContext:
    """Return the verifying context; made once for each authority file and each state of it.

    Raises
    ------
    EvidenceError
        When the file cannot be read or holds no certificate.
    """
    if ca_file is None:
        return _context(None, 0)
    path = Path(ca_file)
    try:
        return _context(path, path.stat().st_mtime_ns)
    except (OSError, ssl.SSLError):
        raise EvidenceError(
            "the certificates of the authority cannot be read", file=path, column="ca_file",
            advice="name a PEM file",
        ) from None  # fmt: skip


@functools.lru_cache(maxsize=8)
def _context(ca_file: Path | None, _changed: int) -> ssl.SSLContext:
    made = ssl.create_default_context()
    if ca_file is not None:
        made.load_verify_locations(ca_file)
    return _strict(made)


@functools.lru_cache(maxsize=1)
def _unverified() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE  # only to read a certificate, or to compare it with a pin
    return _strict(made)


def _strict(made: ssl.SSLContext) -> ssl.SSLContext:
    """Have a ragged end reported (some releases of Python hide it) and HTTP/1.1 agreed on."""
    made.options &= ~getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    made.set_alpn_protocols(["http/1.1"])
    return made


def open_socket(
    url: Url, found: list[Info], budget: Budget, peer: Peer, exceptions: Exceptions
) -> socket.socket:
    """Connect and, for ``https``, shake hands; nothing of the request is sent here.

    When the certificate does not verify, a second handshake reads it: an analyst may then name
    it in ``Settings.accept_leaf``, and only the very same certificate is accepted.

    Raises
    ------
    ExchangeError
        ``tls``, ``timeout``, ``refused``, ``blocked-address`` or ``proxy``.
    """
    settings = exceptions.settings
    sock = connect(url, found, settings, budget, peer)
    if url.scheme == "http":
        return sock
    try:
        return _shake(sock, url, context(settings.ca_file), budget, peer)[0]
    except ssl.SSLCertVerificationError as error:
        problem = f"{error.verify_message}".rstrip(".")
    refused = f"the certificate of {url.host} was not accepted: {problem}"
    try:
        sock = connect(url, found, settings, budget, peer)
        secured, leaf = _shake(sock, url, _unverified(), budget, peer)
    except (ExchangeError, ssl.SSLCertVerificationError):
        raise ExchangeError("tls", f"{refused}; it could not be read a second time") from None
    if settings.accept_leaf is not None and leaf == settings.accept_leaf[0]:
        exceptions.problem = problem
        return secured
    secured.close()
    raise ExchangeError("tls", f"{refused}; its SHA-256 is {leaf}")


def _shake(
    sock: socket.socket, url: Url, how: ssl.SSLContext, budget: Budget, peer: Peer
) -> tuple[ssl.SSLSocket, str]:
    """Shake hands; return the secured socket and the SHA-256 of the certificate."""
    try:
        sock.settimeout(budget.left())
        # A ragged end must show: it can be the work of someone who cuts answers short.
        secured = how.wrap_socket(sock, server_hostname=url.host, suppress_ragged_eofs=False)
    except ssl.SSLCertVerificationError:
        sock.close()
        raise
    except TimeoutError:
        sock.close()
        raise budget.over() from None
    except (OSError, ValueError) as error:
        sock.close()
        word = getattr(error, "reason", None) or "the connection broke"
        raise ExchangeError("tls", f"the TLS handshake failed: {word}") from None
    cipher = secured.cipher()
    leaf = hashlib.sha256(secured.getpeercert(binary_form=True) or b"").hexdigest()
    peer.tls = {
        "version": secured.version(),
        "cipher": None if cipher is None else cipher[0],
        "leaf_sha256": leaf,
    }
    return secured, leaf
