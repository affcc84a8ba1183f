"""Read a time-stamp response and its certificates: DER by hand, as far as the check needs it.

RFC 3161 (TimeStampResp, TSTInfo), RFC 5652 (SignedData), RFC 5280 (Certificate), X.690 (DER).
Nothing here verifies a signature: :mod:`.stamping` has ``openssl`` do that.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.names import shown

_INTEGER, _OCTETS, _OID, _TIME, _SEQUENCE, _EXPLICIT = 0x02, 0x04, 0x06, 0x18, 0x30, 0xA0
_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
_TST_INFO: Final = bytes.fromhex("2a864886f70d0109100104")  # 1.2.840.113549.1.9.16.1.4
_SHA256: Final = bytes.fromhex("608648016503040201")  # 2.16.840.1.101.3.4.2.1
_STATUS: Final = (
    "granted",
    "granted with changes",
    "rejection",
    "waiting",
    "revocation warning",
    "revocation",
)
_MOMENT: Final = re.compile(rb"(\d{14})(?:\.\d{1,9})?Z")
_PEM: Final = re.compile(
    rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----"
)
_LARGEST: Final = 1 << 20  # bytes; a response has 2 to 10 kB


@dataclass(frozen=True, repr=False)
class Token(Carded):
    """What a granted response says.

    Attributes
    ----------
    at
        The time in the token, UTC, whole seconds.
    sha256
        The digest it vouches for.
    """

    at: dt.datetime
    sha256: str

    @property
    def epoch(self) -> int:
        """Seconds since 1970, as ``openssl -attime`` takes it."""
        return int(self.at.timestamp())

    @property
    def text(self) -> str:
        """``2026-11-21T17:27:45Z``."""
        return self.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def read(response: bytes) -> Token:
    """Read a whole time-stamp response.

    Raises
    ------
    EvidenceError
        When it is no DER, is a bare token, was not granted, or vouches for something else than a
        SHA-256.
    """
    try:
        return _token(response)
    except (ValueError, IndexError, OverflowError) as error:
        raise EvidenceError(
            "the answer is no time-stamp response (RFC 3161)",
            advice="check the address of the authority; the whole response is needed",
        ) from error


def certificates(pem: bytes) -> tuple[list[bytes], list[bytes]]:
    """Split the certificates of a PEM file in roots (issued by themselves) and others, as DER.

    Raises
    ------
    EvidenceError
        When there is no root, a block is no certificate, or the file holds a private key.
    """
    if b"PRIVATE KEY" in pem:
        raise EvidenceError(
            "the chain file holds a private key", advice="keep certificates alone in it"
        )
    # openssl also reads blocks of other names, such as TRUSTED CERTIFICATE: a root in one of
    # them would be trusted by who types the commands and would be named nowhere.
    if pem.count(b"-----BEGIN ") != len(_PEM.findall(pem)):
        raise EvidenceError("the chain file holds what is no certificate", advice=_CHAIN)
    roots: list[bytes] = []
    others: list[bytes] = []
    try:
        for match in _PEM.finditer(pem):
            der = base64.b64decode(b"".join(match[1].split()), validate=True)
            (roots if _own_issuer(der) else others).append(der)
    except (ValueError, IndexError, binascii.Error) as error:
        raise EvidenceError("the chain file holds a broken certificate", advice=_CHAIN) from error
    if not roots:
        raise EvidenceError("the chain file holds no root certificate", advice=_CHAIN)
    return roots, others


def fingerprint(der: bytes) -> str:
    """Return the SHA-256 of a certificate as authorities print it: ``AB:CD:…``."""
    return hashlib.sha256(der).digest().hex(":").upper()


_CHAIN: Final = "give root and intermediate certificates of the authority in one PEM file"


def _token(response: bytes) -> Token:
    if len(response) > _LARGEST:
        raise ValueError("too long")
    status, *rest = _inside(_only(response, _SEQUENCE))
    if status == (_OID, _SIGNED_DATA):
        raise EvidenceError(
            "the answer is a bare token, not the whole response",
            advice="ask the authority for a time-stamp response (RFC 3161, TimeStampResp)",
        )
    _granted(_want(status, _SEQUENCE))
    signed = _only(_signed_data(_want(rest[0], _SEQUENCE)), _SEQUENCE)
    content = _want(_inside(signed)[2], _SEQUENCE)
    kind, wrapped = _inside(content)
    if _want(kind, _OID) != _TST_INFO:
        raise ValueError("no time stamp inside")
    info = _inside(_only(_only(_want(wrapped, _EXPLICIT), _OCTETS), _SEQUENCE))
    return Token(_moment(_want(info[4], _TIME)), _imprint(_want(info[2], _SEQUENCE)))


def _signed_data(content: bytes) -> bytes:
    kind, wrapped = _inside(content)
    if _want(kind, _OID) != _SIGNED_DATA:
        raise ValueError("no signed data")
    return _want(wrapped, _EXPLICIT)


def _granted(info: bytes) -> None:
    code, *words = _inside(info)
    status = int.from_bytes(_want(code, _INTEGER), "big")
    if status <= 1:
        return
    name = _STATUS[status] if status < len(_STATUS) else "unknown"
    said = b" ".join(body for tag, body in words if tag == _SEQUENCE for _, body in _inside(body))
    reason = f": {shown(said.decode('utf-8', 'replace'), 120)}" if said else ""
    raise EvidenceError(
        f"the authority did not grant the stamp, status {status} ({name}){reason}",
        advice="ask the authority, or another one",
    )


def _imprint(imprint: bytes) -> str:
    algorithm, digest = _inside(imprint)
    if _want(_inside(_want(algorithm, _SEQUENCE))[0], _OID) != _SHA256:
        raise ValueError("not SHA-256")
    return _want(digest, _OCTETS).hex()


def _moment(text: bytes) -> dt.datetime:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError("no time")
    return dt.datetime.strptime(match[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


def _own_issuer(der: bytes) -> bool:
    """Say whether issuer and subject of a certificate are the same."""
    parts = _inside(_want(_inside(_only(der, _SEQUENCE))[0], _SEQUENCE))
    start = 1 if parts[0][0] == _EXPLICIT else 0  # the version may be left out
    return parts[start + 2] == parts[start + 4]


def _inside(data: bytes) -> list[tuple[int, bytes]]:
    """Return tag and content of the elements that stand one after the other in `data`."""
    found = []
    at = 0
    while at < len(data):
        tag = data[at]
        length, at = _length(data, at + 1)
        if at + length > len(data):
            raise ValueError("cut short")
        found.append((tag, data[at : at + length]))
        at += length
    return found


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Return the length that is coded at a place, and the place behind it (X.690, 8.1.3)."""
    first = data[at]
    if first < 0x80:
        return first, at + 1
    many = first & 0x7F
    if many == 0 or many > 4:
        raise ValueError("a length DER does not have")
    return int.from_bytes(data[at + 1 : at + 1 + many], "big"), at + 1 + many


def _only(data: bytes, tag: int) -> bytes:
    (element,) = _inside(data)
    return _want(element, tag)


def _want(element: tuple[int, bytes], tag: int) -> bytes:
    if element[0] != tag:
        raise ValueError("another element than the standard has")
    return element[1]
