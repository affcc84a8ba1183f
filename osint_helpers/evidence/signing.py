"""Signatures of a seal with an SSH key (``ssh-keygen -Y``, the format of PROTOCOL.sshsig).

``NNNN.sha256.sig`` is the signature, ``NNNN.sha256.signers`` the line ``ssh-keygen`` checks it
with: identity, namespace and public key, taken from the signature itself. The private key is
used where it lies and never enters the case.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import anchors, commands, durable
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.layout import SIGNATURE, SIGNERS, beside
from osint_helpers.evidence.names import shown

NAMESPACE: Final = "osint-seal"
_TOOL: Final = "ssh-keygen"
_SECONDS: Final = 180.0  # a person may have to type the words that guard the key
_IDENTITY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")  # no pattern of ssh-keygen
_SIGNER: Final = re.compile(
    rf'({_IDENTITY.pattern}) namespaces="{NAMESPACE}" ([a-z0-9@.-]+) ([A-Za-z0-9+/=]+)\n'
)
_KEYS: Final = (b"-----BEGIN ", b"ssh-", b"ecdsa-", b"sk-")  # private ones; public, for an agent
_ARMOUR: Final = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n?"
)
_ANCHOR: Final = anchors.Anchor(
    code="signature", name="signature", ending=SIGNATURE, needs=SIGNERS,
    lacks="no public key", put="the line of the signer", again="take both from a safe copy",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Signer(Carded):
    """Who a signature is said to be by.

    Attributes
    ----------
    identity
        As given when it was made; no one has checked it.
    fingerprint
        Of the public key, ``SHA256:…`` as ``ssh-keygen -l`` prints it.
    """

    identity: str
    fingerprint: str


def sign(seal: Path, key: Path, identity: str) -> Path:
    """Sign a seal, check the signature at once, and keep it beside the seal.

    Parameters
    ----------
    seal
        ``seals/NNNN.sha256``.
    key
        Private SSH key, or the public one of a key an agent holds. ``ssh-keygen`` asks on
        the terminal for the words that guard it.
    identity
        Whom the signature is to name, such as ``analyst@example.org``.

    Returns
    -------
    Path
        ``NNNN.sha256.sig``.

    Raises
    ------
    EvidenceError
        When there is a signature already, ``ssh-keygen`` is missing or fails, the identity is not
        fit, or the key lies in the case folder. Nothing is stored then.
    """
    target = beside(seal, SIGNATURE)
    seal, key = seal.resolve(), key.resolve()
    if target.exists():
        raise EvidenceError(
            "this seal has a signature already", file=target, advice="sign the next seal"
        )
    check_request(seal.parent.parent, key, identity)
    words = ("-Y", "sign", "-f", key, "-n", NAMESPACE)
    data = seal.read_bytes()
    done = commands.run(_TOOL, *words, data=data, seconds=_SECONDS, folder=seal.parent)
    if done.code:
        raise EvidenceError(
            f"ssh-keygen did not sign: {done.problem}", file=key, advice="check the key"
        )
    kind, blob = _public_key(done.out)
    line = f'{identity} namespaces="{NAMESPACE}" {kind} {base64.b64encode(blob).decode()}\n'
    problem = _problem(data, done.out, line.encode(), identity)
    if problem:
        raise EvidenceError(
            f"the new signature does not hold: {problem}", file=key, advice="check the key"
        )
    durable.keep(beside(seal, SIGNERS), line.encode())
    return durable.keep(beside(seal, SIGNATURE), done.out)


def check_request(case: Path, key: Path, identity: str) -> None:
    """Refuse what no signature can come of, before there is a seal to sign.

    Raises
    ------
    EvidenceError
        When the identity is not fit, or the key is no file or lies in the case folder.
    """
    key = key.resolve()
    if _IDENTITY.fullmatch(identity) is None:
        raise EvidenceError(
            f"{identity!r} cannot name a signer",
            advice="use 1 to 64 letters, digits and . _ @ + -, such as an e-mail address",
        )
    if key.is_relative_to(case.resolve()):
        raise EvidenceError(
            "the key lies in the case folder and would be handed over with it", file=key,
            advice="move it out, best to where your SSH keys are",
        )  # fmt: skip
    if not key.is_file():
        raise EvidenceError("there is no such key", file=key, advice="check its path")
    with key.open("rb") as file:
        if not file.read(64).startswith(_KEYS):
            raise EvidenceError(
                "is no SSH key", file=key, advice="give the private key ssh-keygen made"
            )


def check(seal: Path) -> list[Finding]:
    """Check the signature of a seal with the key beside it.

    Returns
    -------
    list of Finding
        Empty when the signature holds or there is none. ``signature-broken``: it is not one of
        this seal by that key. ``signature-unchecked``: ``ssh-keygen`` or the key is missing.
    """
    return anchors.check(seal, _ANCHOR, _check)


def signer(seal: Path) -> Signer | None:
    """Return whom the signature of a seal names; None when the seal has none.

    Raises
    ------
    EvidenceError
        When the line beside the seal is not as :func:`sign` writes it.
    """
    path = beside(seal, SIGNERS)
    if not beside(seal, SIGNATURE).exists():
        return None
    try:
        match = _SIGNER.fullmatch(path.read_text(encoding="ascii"))
        blob = b"" if match is None else base64.b64decode(match[3], validate=True)
    except (OSError, ValueError) as error:
        raise EvidenceError("cannot be read", file=path, advice="run osint verify") from error
    if match is None:
        raise EvidenceError("is not one line of a signer", file=path, advice="run osint verify")
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return Signer(match[1], f"SHA256:{digest}")


def _check(seal: Path) -> str:
    """Return why the signature of a seal does not hold; ``""`` when it does."""
    named = signer(seal)
    if named is None:
        raise EvidenceError("the signature is gone", file=beside(seal, SIGNATURE))
    signature, line = beside(seal, SIGNATURE).read_bytes(), beside(seal, SIGNERS).read_bytes()
    return _problem(seal.read_bytes(), signature, line, named.identity)


def _problem(data: bytes, signature: bytes, line: bytes, identity: str) -> str:
    """Have ssh-keygen verify a signature; return what it says against it."""
    with tempfile.TemporaryDirectory(prefix="osint-sign-") as name:
        work = Path(name)
        (work / "sig").write_bytes(signature)
        (work / "signers").write_bytes(line)
        words = ("-f", "signers", "-I", identity, "-n", NAMESPACE, "-s", "sig")
        done = commands.run(_TOOL, "-Y", "verify", *words, data=data, folder=work)
    if done.code == 0:
        return ""
    return done.problem or shown(done.out.decode("utf-8", "replace")) or "it is refused"


def _public_key(signature: bytes) -> tuple[str, bytes]:
    """Return type and blob of the public key in a signature.

    The armoured bytes are ``SSHSIG``, a version of four bytes, then the blob with its length before
    it; the blob begins with the name of its type, again with its length.
    """
    try:
        match = _ARMOUR.fullmatch(signature)
        raw = base64.b64decode(b"" if match is None else match[1])
        blob = _string(raw.removeprefix(b"SSHSIG\0\0\0\1"))
        return _string(blob).decode("ascii"), blob
    except (ValueError, binascii.Error) as error:
        raise EvidenceError(
            "ssh-keygen wrote no signature that can be read", advice="OpenSSH 8.0 or later"
        ) from error


def _string(data: bytes) -> bytes:
    length = int.from_bytes(data[:4], "big")
    if len(data) < 4 + length:
        raise ValueError
    return data[4 : 4 + length]
