"""What is to be said of a bundle: the facts VERIFY.txt is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from osint_helpers.evidence.history import Removal
from osint_helpers.evidence.layout import MANIFEST


@dataclass(frozen=True)
class Stamped:
    """A time stamp: its time as text and in seconds since 1970, fingerprints of its roots."""

    at: str
    epoch: int
    roots: tuple[str, ...]


@dataclass(frozen=True)
class Signed:
    """A signature: whom it names, and the fingerprint of the key."""

    identity: str
    fingerprint: str


@dataclass(frozen=True)
class Facts:
    """What the text speaks of.

    Attributes
    ----------
    name, edition
        The folder at the top, ``counsel`` or ``production``.
    seal, sha256, sealed_at
        Name of the newest seal in the bundle, its SHA-256, and when it was made as far as the log
        says.
    listed
        Lists to check, in order, with their number of lines: the manifest, the seal, for counsel
        the working list.
    working
        Name of the working list.
    report
        Whether there is a folder ``report/``.
    stamped, signed, removed
        What there is of these.
    incomplete_seals
        Earlier seals that list files of removed captures.
    terms
        Whether there is a text about data of others.
    """

    name: str
    edition: str
    seal: str
    sha256: str
    sealed_at: str
    listed: Mapping[str, int]
    working: str
    report: bool
    stamped: Stamped | None = None
    signed: Signed | None = None
    removed: tuple[Removal, ...] = ()
    incomplete_seals: tuple[str, ...] = ()
    terms: bool = False

    @property
    def files(self) -> int:
        """Files of the bundle: those of the manifest, and the manifest."""
        return self.listed[MANIFEST] + 1
