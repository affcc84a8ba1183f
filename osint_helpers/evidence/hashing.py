"""SHA-256 of bytes and files (FIPS 180-4), the one digest this package names anything by."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

ZERO: Final = "0" * 64  # stands where there is no line or seal before


def of_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
