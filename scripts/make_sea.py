"""Build ``data/reference/sea`` from the Natural Earth 1:10m coast: same coast, same bytes.

Usage: ``python -m scripts.make_sea [FOLDER]``. Takes one to two minutes; no network. Writes
``water.xz`` (bits of the fine cells), ``graph.xz`` (leaves, anchors, pairs), ``joints.xz`` (the
table of seaports joined to the graph: it needs the package searoute) and
``manifest.json`` (parameters, the coast's edition and hash, and the hash of every array, which is
what a rebuild is compared with: a compressor may change, the content may not).
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from osint_helpers import reference
from osint_helpers.reference import coast
from osint_helpers.reference.sea import data, graph, joints, known
from scripts.sea.channels import bends
from scripts.sea.edges import MOVES, anchors, pairs, sailable
from scripts.sea.leaves import POLAR, STRIP, Leaves, leaves
from scripts.sea.raster import BASE, FINE, Bits, dissolved, seas, touching, water_at_centres

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference" / "sea"


def digest(array: NDArray[Any]) -> str:
    """Return the SHA-256 of an array's bytes."""
    return hashlib.sha256(array.tobytes()).hexdigest()


def surfaces() -> tuple[Bits, Leaves]:
    """Return the fine cells and the leaves: a few seconds."""
    land = dissolved()
    water = water_at_centres(land)
    cells = leaves(*touching(land, water), BASE)
    return seas(water), cells


def arrays() -> dict[str, NDArray[Any]]:
    """Return every array that is shipped, little-endian."""
    water, cells = surfaces()
    anchor = anchors(cells, water)
    pair = pairs(cells)
    straight = sailable(pair, anchor, water)
    joined = bends(cells, anchor, pair[straight], water)
    # one sorted list of edges: bit 0 says a ship can sail it, bit 1 says the floor has it
    every = np.concatenate([pair, joined.edges])
    kind = np.concatenate([np.full(len(pair), 2, np.uint8), np.ones(len(joined.edges), np.uint8)])
    unique, where = np.unique(every, axis=0, return_inverse=True)
    kinds = np.zeros(len(unique), np.uint8)
    np.bitwise_or.at(kinds, where.ravel(), kind)
    nodes = len(cells.row) + len(joined.anchors)
    return {
        "water": np.packbits(water, axis=1),
        "leaves": np.stack([cells.row, cells.column, cells.height, cells.width], 0).astype("<u2"),
        "anchors": np.concatenate([anchor, joined.anchors]).T.astype("<i2"),
        "starts": np.searchsorted(unique[:, 0], np.arange(nodes + 1)).astype("<u4"),
        "ends": unique[:, 1].astype("<u4"),
        "kinds": kinds,
    }


def write(folder: Path = FOLDER) -> dict[str, Any]:
    """Write the files and return the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    made = arrays()
    manifest: dict[str, Any] = {
        "schema": "osint-sea/1",
        "built_by": "scripts/make_sea.py",
        "coast": {"edition": coast.EDITION, "file": coast._ZIP, "sha256": coast._SHA256},
        "grid": {"fine_degrees": FINE, "base_degrees": BASE, "largest_leaf_cells": STRIP,
                 "polar_latitude": POLAR, "moves": len(MOVES)},
        "files": {},
    }  # fmt: skip
    _add(folder, manifest, "water.xz", {"water": made.pop("water")})
    _add(folder, manifest, "graph.xz", made)
    with reading(folder):
        ports = joined_ports()
        _add(folder, manifest, known.FILE, ports)
        manifest["files"][known.FILE]["made_for"] = known.made_for()
    _save(folder, manifest)
    return manifest


def joined_ports() -> dict[str, NDArray[Any]]:
    """Return the seaports joined to the graph, as shipped."""
    table = reference.seaports()
    points = table[["lat", "lon"]].to_numpy(float)
    return known.packed(points, joints.computed(points))


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let the package read the files of ``folder``, fresh: the joints are those of its graph."""
    before = data.folder
    caches = (data.manifest, data.arrays, data.fine, graph.net, graph.near)

    def use(one: Callable[[], Path]) -> None:
        data.folder = one
        for cached in caches:
            cached.cache_clear()

    use(lambda: folder)
    try:
        yield
    finally:
        use(before)


def _add(folder: Path, manifest: dict[str, Any], name: str, made: dict[str, NDArray[Any]]) -> None:
    """Write one file of arrays and enter it, with all before it, in the manifest."""
    raw = b"".join(array.tobytes() for array in made.values())
    packed = lzma.compress(raw, preset=9)
    (folder / name).write_bytes(packed)
    manifest["files"][name] = {
        "sha256": hashlib.sha256(packed).hexdigest(),
        "bytes": len(packed),
        "arrays": [
            {"name": key, "dtype": array.dtype.str, "shape": list(array.shape),
             "sha256": digest(array)}
            for key, array in made.items()
        ],
    }  # fmt: skip
    _save(folder, manifest)


def _save(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    done = write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    for name, entry in done["files"].items():
        print(name, entry["bytes"], entry["sha256"])
