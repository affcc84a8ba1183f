"""Seconds, rows and memory of the sanctions lists, beside a plain parse of the same bytes.

Usage: ``python benchmarks/sanctions_lists.py [megabytes]``. Reads the real files of
``data/sanctions`` below ``OSINT_SHARED``, or below ``../shared``, when they are there, and an
advanced XML of OFAC's structure with SYNTHETIC parties (100 MB unless said otherwise). Each
figure comes from a process of its own; seconds are those of its processor, so that a busy machine
does not tell in them; memory is its greatest resident size. The peers are
``lxml.etree.parse`` and ``xml.etree.ElementTree.parse``, which build the whole tree and read no
entry out of it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
REAL = {
    "ofac_2018-12_sdn.csv.gz": "ofac",
    "un_consolidated_2026-02-27.xml.gz": "un_list",
    "uk_conlist_2018-04-13.csv.gz": "uk_list",
}


def write(path: Path, size: int) -> int:
    """Write an advanced XML of about `size` bytes; return the number of its parties."""
    sys.path.insert(0, str(REPO))
    from tests.collect.fakes import ofac as fake

    one = len(fake.advanced_xml()) - len(fake.advanced_xml([]))
    rounds = max(1, (size - len(fake.advanced_xml([]))) // one)
    records = [
        {**record, "ref": str(1_000_000 + at * len(fake.RECORDS) + number)}
        for at in range(rounds)
        for number, record in enumerate(fake.RECORDS)
    ]
    path.write_bytes(fake.advanced_xml(records))
    return len(records)


def work(what: str, path: str) -> None:
    """Do one thing in this process and print what it took, as JSON."""
    before = time.process_time()
    if what == "lxml":
        from lxml import etree

        rows = len(etree.parse(path).getroot())
    elif what == "ElementTree":
        from xml.etree import ElementTree

        rows = len(ElementTree.parse(path).getroot())  # noqa: S314
    else:
        rows = _read(what, Path(path))
    seconds = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": seconds, "memory": memory}))


def _read(what: str, path: Path) -> int:
    from importlib import import_module

    module = import_module(f"osint_helpers.collect.sanctions.{what}")
    if path.name.startswith("ofac_2018"):
        other = {name: path.with_name(path.name.replace("_sdn.", f"_{name}."))
                 for name in ("alt", "add")}  # fmt: skip
        other["comments"] = path.with_name(path.name.replace("_sdn.", "_sdn_comments."))
        return len(module.read(path, **other))
    return len(module.read(path))


def run(what: str, path: Path) -> dict[str, float]:
    """Do one thing in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", what, str(path)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    return json.loads(done.stdout)


def real_folder() -> Path | None:
    """Return the folder with the real files, if this machine has it."""
    for one in (os.environ.get("OSINT_SHARED"), REPO.parent / "shared"):
        if one and (Path(one) / "data" / "sanctions").is_dir():
            return Path(one) / "data" / "sanctions"
    return None


def main() -> None:
    """Print the figures."""
    folder = real_folder()
    if folder is None:
        print("real files: not on this machine (set OSINT_SHARED)")
    for name, what in REAL.items() if folder is not None else ():
        found = run(what, folder / name)
        print(f"{name}: {found['rows']} entries, {found['seconds']:.2f} s, "
              f"{found['memory']:.0f} MB")  # fmt: skip
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "SDN_ADVANCED.XML"
        parties = write(path, size << 20)
        print(f"generated advanced XML: {path.stat().st_size / 2**20:.0f} MB, {parties} parties")
        ours = run("ofac", path)
        print(f"  read to listings: {ours['rows']} entries, {ours['seconds']:.1f} s, "
              f"{ours['memory']:.0f} MB")  # fmt: skip
        for peer in ("lxml", "ElementTree"):
            found = run(peer, path)
            print(
                f"  {peer}, tree only: {found['seconds']:.1f} s, {found['memory']:.0f} MB; ours "
                f"takes {ours['seconds'] / found['seconds']:.1f} times the time and "
                f"{ours['memory'] / found['memory']:.2f} times the memory"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:4])
    else:
        main()
