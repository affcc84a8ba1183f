"""What `osint verify` says of stamps and signatures: whose root and whose key they rest on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from osint_helpers.cli import output


def say(case: Path, wrong: Collection[str]) -> None:
    """Say on what each stamp and signature that holds rests: what came with it proves nothing."""
    from osint_helpers.evidence import layout, sealing, signing, stamping

    for one in sealing.seals(case):
        stamp, signature = (
            layout.beside(one.path, end) for end in (layout.STAMP, layout.SIGNATURE)
        )
        if stamp.is_file() and stamp.relative_to(case).as_posix() not in wrong:
            token = stamping.token(one.path)
            roots = " or ".join(stamping.roots(one.path))
            output.line(
                f"seal {one.number:04d}: stamped {token.text if token else ''} under the root "
                f"{roots}: compare it with what the authority publishes"
            )
        if signature.is_file() and signature.relative_to(case).as_posix() not in wrong:
            signer = signing.signer(one.path)
            if signer is not None:
                output.line(
                    f"seal {one.number:04d}: signed as {signer.identity} with the key "
                    f"{signer.fingerprint}: ask the signer whether it is theirs"
                )
