"""Open a bundle that comes from elsewhere: a zip is hostile until it is shown not to be."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.names import fault, shown, twins

_CODINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000  # plain, strong, hidden headers (APPNOTE 4.4.4)
# What zipfile raises for broken bytes; ValueError among others for a name that is no UTF-8.
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError,
)  # fmt: skip
_BLOCK: Final = 1 << 20
_SMALL: Final = 1 << 20  # bytes; below, no ratio is a bomb


@dataclass(frozen=True)
class Limits:
    """What a bundle may hold.

    Attributes
    ----------
    files
        Members.
    size
        Bytes of all members, unpacked.
    ratio
        Unpacked bytes for one byte of the zip. Bundles are stored, ratio 1; a person may have
        packed one again, and text packs to a tenth.
    """

    files: int = 200_000
    size: int = 64 << 30
    ratio: int = 100


def unpack(archive: Path, folder: Path, *, limits: Limits | None = None) -> Path:
    """Unpack a bundle.

    Parameters
    ----------
    archive
        A zip made by :func:`.bundling.bundle`, perhaps packed again by someone.
    folder
        Where to; absent or empty.
    limits
        How much is taken.

    Returns
    -------
    Path
        The one folder at the top of the bundle, inside `folder`.

    Raises
    ------
    EvidenceError
        For anything a bundle does not have: names that lead out or are hidden, links, twins,
        encryption, more than the limits, more than one folder at the top, broken members. Nothing
        is left then.
    """
    _check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _checked(opened, archive, limits or Limits())
            for member in members:
                _extract(opened, member, part)
        if folder.exists():
            folder.rmdir()
        part.chmod(0o755)
        part.rename(folder)
    except _UNREADABLE as error:
        shutil.rmtree(part, ignore_errors=True)
        raise _refused(archive, f"it cannot be unpacked: {shown(str(error))}") from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return folder / members[0].filename.split("/")[0]


def _checked(opened: zipfile.ZipFile, archive: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the members, when nothing in the directory of the zip speaks against them."""
    members = opened.infolist()
    for member in members:
        if wrong := _fault(member):
            raise _refused(archive, f"{shown(member.orig_filename)!r}: {wrong}")
    names = [member.filename.rstrip("/") for member in members]
    if double := twins(names):
        raise _refused(archive, f"{shown(double[0])!r} is there twice")
    tops = {name.split("/")[0] for name in names}
    if len(tops) != 1 or not any("/" in name for name in names):
        raise _refused(archive, "it does not have one folder at the top")
    packed, size = archive.stat().st_size, sum(member.file_size for member in members)
    if len(members) > limits.files or size > limits.size:
        raise _refused(archive, f"it announces {len(members)} files, {size} bytes: too much")
    if size > _SMALL and size > limits.ratio * packed:
        raise _refused(archive, f"{size} bytes out of {packed} are too many")
    if sum(member.compress_size for member in members) > packed:
        raise _refused(archive, "its members overlap")
    return members


def _fault(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename  # as it stands in the zip: `filename` ends at a NUL
    if wrong := fault(name.removesuffix("/")):
        return wrong
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if member.compress_type not in _CODINGS:
        return f"it is packed by method {member.compress_type}"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
        return "it is a link or a special file"
    return ""


def _extract(opened: zipfile.ZipFile, member: zipfile.ZipInfo, part: Path) -> None:
    target = part / member.filename
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with opened.open(member) as stream, target.open("xb") as file:
        while block := stream.read(_BLOCK):
            left -= len(block)
            if left < 0:
                break
            file.write(block)
    if left:
        raise zipfile.BadZipFile(f"{member.filename} has not the size it announces")


def _check_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(os.scandir(folder))):
        raise EvidenceError("is there already", file=folder, advice="name a new or empty folder")


def _refused(archive: Path, why: str) -> EvidenceError:
    return EvidenceError(
        f"the bundle is refused: {why}", file=archive,
        advice="use the zip exactly as it was made, and ask its sender",
    )  # fmt: skip
