"""Gather what VERIFY.txt of a bundle says, from the sealed files alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import history, ledger, stamping
from osint_helpers.evidence.bundlefacts import Facts, Signed, Stamped
from osint_helpers.evidence.layout import CHAIN, SEAL, SEALS, beside
from osint_helpers.evidence.sealed import Sealed, digests
from osint_helpers.evidence.signing import signer

_SAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


def facts(
    case: Path,
    seal: Sealed,
    edition: str,
    lines: Mapping[str, int],
    *,
    report: bool,
    terms: bool = False,
) -> Facts:
    """Return what is to be said of a bundle.

    Parameters
    ----------
    case, seal, edition
        The case folder, its newest seal, the edition.
    lines
        Lists to be checked, with their number of lines.
    report
        Whether the bundle holds a report.
    terms
        Whether it holds a text about data of others.

    Raises
    ------
    EvidenceError
        When the stamp or the signature beside the seal cannot be read, or ``case.toml``.
    """
    logged = [line for line in ledger.lines(case) if line.file in seal.evidence]
    at = [line.at for line in logged
          if line.event == "seal.begin" and line.facts.get("number") == seal.number]  # fmt: skip
    return Facts(
        name=f"{case_name(case, seal)}-{edition}", edition=edition, seal=seal.name,
        sha256=seal.sha256, sealed_at=at[-1] if at else "", listed=lines,
        working=seal.working_name, report=report, stamped=_stamped(seal.path),
        signed=_signed(seal.path), removed=tuple(history.removals(logged)),
        incomplete_seals=_incomplete(case, seal), terms=terms,
    )  # fmt: skip


def _stamped(seal: Path) -> Stamped | None:
    token, chain = stamping.token(seal), beside(seal, CHAIN)
    if token is None:
        return None
    if not chain.is_file():
        raise EvidenceError(
            "the time stamp has no chain of certificates beside it", file=chain,
            advice="put the certificates of the authority there",
        )  # fmt: skip
    return Stamped(token.text, token.epoch, stamping.roots(seal))


def _signed(seal: Path) -> Signed | None:
    named = signer(seal)
    return None if named is None else Signed(named.identity, named.fingerprint)


def _incomplete(case: Path, seal: Sealed) -> tuple[str, ...]:
    """Return the earlier seals that list evidence which is no longer there."""
    names = sorted(n for n in seal.evidence if SEAL.fullmatch(n.removeprefix(f"{SEALS}/")))
    lists = {name: digests((case / name).read_bytes(), case / name) for name in names}
    return tuple(n for n, listed in lists.items() if not listed.keys() <= seal.evidence.keys())


def case_name(case: Path, seal: Sealed) -> str:
    """Return the id of the case, so that the folder of a copy may bear any name."""
    given = ""
    if "case.toml" in seal.working:
        try:
            given = tomllib.loads((case / "case.toml").read_text("utf-8")).get("id", "")
        except ValueError as error:
            raise EvidenceError(
                "is no TOML", file=case / "case.toml", advice="run osint check"
            ) from error
    return _SAFE.sub("-", str(given or case.name)).strip("-.") or "case"
