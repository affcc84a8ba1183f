"""Time stamps of a seal (RFC 3161), made and checked by the ``openssl`` command.

The whole response is kept as ``NNNN.sha256.tsr`` and the certificates of the authority as
``NNNN.sha256.chain.pem``, so that anyone can repeat the check for years. A certificate expires; a
stamp made while it was valid does not. Therefore the check asks ``openssl`` about the time in
the token (``-attime``), whatever today is.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import anchors, commands, durable, hashing, tokens
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.layout import CHAIN, STAMP, beside

if TYPE_CHECKING:
    from osint_helpers.evidence.net.settings import Settings

    # url, data, content type, settings -> body of the answer
    Post = Callable[[str, bytes, str, Settings | None], bytes]

_OPENSSL: Final = "openssl"
_QUERY_TYPE: Final = "application/timestamp-query"
_ANCHOR: Final = anchors.Anchor(
    code="stamp", name="time stamp", ending=STAMP, needs=CHAIN,
    lacks="no chain of certificates", put="the certificates of the authority",
    again="take both files from a safe copy",
)  # fmt: skip


def stamp(
    seal: Path, url: str, chain: Path, settings: Settings | None, *, post: Post | None = None
) -> Path:
    """Have an authority stamp a seal, check the answer at once, and keep it beside the seal.

    Parameters
    ----------
    seal
        ``seals/NNNN.sha256``.
    url
        Address of the authority.
    chain
        PEM file with its root and intermediate certificates, as the authority publishes them.
    settings
        Of :mod:`osint_helpers.evidence.net`.
    post
        Sends the query; :func:`osint_helpers.evidence.net.posting.post` when left out.

    Returns
    -------
    Path
        ``NNNN.sha256.tsr``.

    Raises
    ------
    EvidenceError
        When there is a stamp already, ``openssl`` is missing, or the answer is anything else than
        a granted stamp of this seal that the chain vouches for. Nothing is stored then.
    """
    target = beside(seal, STAMP)
    if target.exists():
        raise EvidenceError(
            "this seal has a time stamp already", file=target, advice="stamp the next seal"
        )
    certificates = check_request(chain)
    seal = seal.resolve()
    with tempfile.TemporaryDirectory(prefix="osint-stamp-") as name:
        work = Path(name)
        query = _query(seal, work)
        response = (post or _post())(url, query, _QUERY_TYPE, settings)
        token = tokens.read(response)
        (work / "response.tsr").write_bytes(response)
        (work / "chain.pem").write_bytes(certificates)
        words = ("-queryfile", "query.tsq", "-in", "response.tsr")
        problem = _problem(token, certificates, words, work)
    if token.sha256 != hashing.of_file(seal):
        raise EvidenceError(
            "the authority stamped something else than this seal", advice="ask another authority"
        )
    if problem:
        raise EvidenceError(
            f"the answer of the authority does not hold: {problem}",
            advice="check that the chain file belongs to this authority",
        )
    durable.keep(beside(seal, CHAIN), certificates)
    return durable.keep(beside(seal, STAMP), response)


def check_request(chain: Path) -> bytes:
    """Return the chain file; refuse what no stamp can come of, before there is a seal to stamp.

    Raises
    ------
    EvidenceError
        When the chain file cannot be read, or holds no root or a private key.
    """
    certificates = _bytes(chain)
    tokens.certificates(certificates)
    return certificates


def check(seal: Path) -> list[Finding]:
    """Check the stamp of a seal against the certificates beside it.

    Returns
    -------
    list of Finding
        Empty when the stamp holds or there is none. ``stamp-broken``: it does not vouch for this
        seal. ``stamp-unchecked``: ``openssl`` or the chain is missing.
    """
    return anchors.check(seal, _ANCHOR, _check)


def token(seal: Path) -> tokens.Token | None:
    """Return what the stamp of a seal says; None when the seal has no stamp.

    Raises
    ------
    EvidenceError
        When the stamp cannot be read, or is that of another seal. The signature of the authority
        is not checked here, see :func:`check`.
    """
    path = beside(seal, STAMP)
    if not path.exists():
        return None
    found = tokens.read(_bytes(path))
    if found.sha256 != hashing.of_file(seal):
        raise EvidenceError(
            "the time stamp is that of another seal", file=path, advice="run osint verify"
        )
    return found


def roots(seal: Path) -> tuple[str, ...]:
    """Return the fingerprints of the roots beside a seal: all that its stamp can rest on.

    Whoever holds the folder can put roots of their own there. Only a reader who has the
    fingerprint from the authority itself can tell.

    Raises
    ------
    EvidenceError
        When there is no file of certificates, or it cannot be read.
    """
    found, _ = tokens.certificates(_bytes(beside(seal, CHAIN)))
    return tuple(map(tokens.fingerprint, found))


def _check(seal: Path) -> str:
    """Return why the stamp of a seal does not hold; ``""`` when it does."""
    found = token(seal)
    if found is None:
        raise EvidenceError("the time stamp is gone", file=beside(seal, STAMP))
    words = ("-data", seal, "-in", beside(seal, STAMP))
    with tempfile.TemporaryDirectory(prefix="osint-stamp-") as name:
        return _problem(found, _bytes(beside(seal, CHAIN)), words, Path(name))


def _query(seal: Path, work: Path) -> bytes:
    """Make a query with a nonce that asks for the certificate of the authority."""
    words = ("ts", "-query", "-data", seal, "-sha256", "-cert", "-out", "query.tsq")
    done = commands.run(_OPENSSL, *words, folder=work)
    if done.code:
        raise EvidenceError(f"openssl made no time-stamp query: {done.problem}", file=seal)
    return (work / "query.tsq").read_bytes()


def _problem(found: tokens.Token, chain: bytes, words: tuple[str | Path, ...], work: Path) -> str:
    """Have openssl verify a response at the time in its token; return what it says against it.

    Only roots are trusted (``-CAfile``). What else is in the chain helps to reach them
    (``-untrusted``), and is worth nothing by itself.
    """
    roots, others = tokens.certificates(chain)
    (work / "roots.pem").write_text(_pem(roots), encoding="ascii")
    trust = ["-CAfile", "roots.pem"]
    if others:
        (work / "others.pem").write_text(_pem(others), encoding="ascii")
        trust += ["-untrusted", "others.pem"]
    at = ("-attime", str(found.epoch))
    done = commands.run(_OPENSSL, "ts", "-verify", *words, *trust, *at, folder=work)
    if done.code == 0 and b"Verification: OK" in done.out:
        return ""
    return done.problem or f"openssl ended with status {done.code}"


def _pem(certificates: list[bytes]) -> str:
    head, foot = "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n"
    return "".join(f"{head}{base64.encodebytes(der).decode()}{foot}" for der in certificates)


def _post() -> Post:
    """Return the guarded sender; it loads when a stamp is asked for, never for a check."""
    from osint_helpers.evidence.net.posting import post

    return post


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvidenceError("cannot be read", file=path, advice="check its path") from error
