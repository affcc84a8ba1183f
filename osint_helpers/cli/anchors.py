"""What `osint verify` says of stamps and signatures: whose root and whose key they rest on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from osint_helpers.cli import output


def say(case: Path, wrong: Collection[str]) -> None:
    """Say on what each stamp and signature that holds rests: what came with it proves nothing."""
    from osint_helpers.evidence import layout, signing, stamping

    # by name and not through the log, which may be unreadable
    for path in sorted((case / layout.SEALS).glob("*.sha256")):
        match = layout.SEAL.fullmatch(path.name)
        if match is None:
            continue
        stamp, signature = (layout.beside(path, end) for end in (layout.STAMP, layout.SIGNATURE))
        if stamp.is_file() and stamp.relative_to(case).as_posix() not in wrong:
            token = stamping.token(path)
            roots = " or ".join(stamping.roots(path))
            output.line(
                f"seal {match[1]}: stamped {token.text if token else ''} under the root "
                f"{roots}: compare it with what the authority publishes"
            )
        if signature.is_file() and signature.relative_to(case).as_posix() not in wrong:
            signer = signing.signer(path)
            if signer is not None:
                output.line(
                    f"seal {match[1]}: signed as {signer.identity} with the key "
                    f"{signer.fingerprint}: ask the signer whether it is theirs"
                )
