"""Check an unpacked bundle against its own manifest, as ``sha256sum -c`` does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.layout import MANIFEST, visible_files
from osint_helpers.evidence.sealed import digests, regular

_ADVICE: Final = "unpack the bundle again; if it is still so, ask its sender for another copy"


def check(folder: Path) -> list[Finding]:
    """Check every file of an unpacked bundle against ``MANIFEST.sha256``.

    The manifest also covers what no seal does: the report, the index, the instructions. It came
    with the bundle, so it shows damage on the way and no more; the seals show the rest.

    Parameters
    ----------
    folder
        What :func:`.bundling.unpack` returned.

    Returns
    -------
    list of Finding
        ``bundle-changed``, ``bundle-missing``, ``bundle-extra``; all of them broken.

    Raises
    ------
    EvidenceError
        When there is no manifest or it cannot be read, and for a link.
    """
    manifest = folder / MANIFEST
    if not regular(folder, MANIFEST):
        raise EvidenceError(
            "holds no MANIFEST.sha256 and so is no bundle", file=folder, advice=_ADVICE
        )
    listed = digests(manifest.read_bytes(), manifest)
    found = []
    for name, sha256 in sorted(listed.items()):
        if not regular(folder, name):
            found.append(_finding("missing", name, "the manifest lists this file, it is not there"))
        elif hashing.of_file(folder / name) != sha256:
            found.append(_finding("changed", name, "is not what the manifest says"))
    extra = set(visible_files(folder)) - listed.keys() - {MANIFEST}
    found += [_finding("extra", name, "the manifest does not list it") for name in sorted(extra)]
    return found


def _finding(code: str, name: str, message: str) -> Finding:
    return Finding(f"bundle-{code}", "broken", name, message, _ADVICE)
