"""The shipped arrays: read once, checked against the manifest, loaded when first needed."""

from __future__ import annotations

import hashlib
import json
import lzma
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from osint_helpers._paths import reference_folder
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.provenance import Provenance

SCHEMA: Final = "osint-sea/1"
_ADVICE: Final = "restore data/reference/sea, or build it with scripts/make_sea.py"


class Water(NamedTuple):
    """Fine cells, eight to a byte; row 0 at 90 S, column 0 at 180 W."""

    bits: NDArray[np.uint8]
    step: float
    rows: int
    columns: int

    def at(self, row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say for each cell whether its centre is water; columns wrap."""
        column = column % self.columns
        byte = self.bits[np.clip(row, 0, self.rows - 1), column >> 3]
        return np.asarray(byte >> (7 - (column & 7)).astype(np.uint8) & 1, dtype=bool)

    def cell(
        self, lat: NDArray[np.float64], lon: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return row and column of points."""
        row = np.floor((lat + 90) / self.step).astype(np.int64)
        column = np.floor((lon + 180) / self.step).astype(np.int64) % self.columns
        return np.clip(row, 0, self.rows - 1), column


def folder() -> Path:
    """Return the folder of the shipped files."""
    return reference_folder() / "sea"


@cache
def manifest() -> dict[str, Any]:
    """Return the manifest.

    Raises
    ------
    ReferenceDataError
        When it is missing or of another schema.
    """
    path = folder() / "manifest.json"
    if not path.is_file():
        raise ReferenceDataError("the sea graph is missing", advice=_ADVICE, file=path)
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise ReferenceDataError("the manifest is no JSON", advice=_ADVICE, file=path) from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ReferenceDataError(f"the schema is not {SCHEMA}", advice=_ADVICE, file=path)
    return found


@cache
def arrays(name: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of one file.

    Raises
    ------
    ReferenceDataError
        When the file is missing or its bytes are not those of the manifest.
    """
    entry = manifest()["files"][name]
    path = folder() / name
    if not path.is_file():
        raise ReferenceDataError("the sea graph is missing", advice=_ADVICE, file=path)
    packed = path.read_bytes()
    if hashlib.sha256(packed).hexdigest() != entry["sha256"]:
        raise ReferenceDataError(
            "the bytes are not those of the manifest", advice=_ADVICE, file=path
        )
    raw, out, start = lzma.decompress(packed), {}, 0
    for one in entry["arrays"]:
        dtype = np.dtype(one["dtype"])
        size = int(np.prod(one["shape"]))
        out[one["name"]] = np.frombuffer(raw, dtype, size, start).reshape(one["shape"])
        start += size * dtype.itemsize
    return out


@cache
def fine() -> Water:
    """Return the fine cells."""
    step = float(manifest()["grid"]["fine_degrees"])
    return Water(arrays("water.xz")["water"], step, round(180 / step), round(360 / step))


@cache
def provenance() -> Provenance:
    """Return what the graph is built from, by what, and the hash of its files."""
    coast, files = manifest()["coast"], manifest()["files"]
    # joints.xz follows from these two
    both = "".join(files[name]["sha256"] for name in ("graph.xz", "water.xz"))
    digest = hashlib.sha256(both.encode()).hexdigest()
    return Provenance(
        "derived",
        "data/reference/sea",
        f"{manifest()['schema']} {digest[:16]}",
        "Natural Earth data in the public domain",
        f"built by {manifest()['built_by']} from {coast['edition']} (sha256 {coast['sha256'][:16]})",  # noqa: E501
    )
