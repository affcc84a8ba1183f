"""Seconds for 1,000 consignments x all lists: screening, law, red flags, lanes. Bar: 30 s, 2 cores.

Usage: ``python benchmarks/diligence.py [consignments]``. The consignments are SYNTHETIC. The lists
are the real files of ``data/sanctions`` below ``OSINT_SHARED``, or below ``../shared``, when they
are there; else a SYNTHETIC list of as many entries, and the script says so. Reading the lists and
building their index is timed apart. The peer is ``rapidfuzz.process.cdist`` with ``WRatio`` on all
cores: names asked against every primary name listed, without aliases, numbers, law, flags, lanes
or dates. It takes so long that only 400 names are asked; the ratio is scaled.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
BAR_S = 30.0
PEER_NAMES = 400
LISTED = 10_488  # entries of the three real lists, for the SYNTHETIC stand-in
PLACES = (
    "NLRTM", "DEHAM", "CNDAL", "CNSGH", "KRPUS", "JPYOK", "SGSIN", "THLCH", "USLGB", "BDCGP"
)  # fmt: skip
WORDS = (
    "Harbour", "Northern", "Pacific", "Golden", "Union", "Marine", "General", "Eastern", "Star",
    "Bright", "Ocean", "River", "Mountain", "Silver", "Prime", "First", "Global", "Atlas",
)  # fmt: skip
TRADES = ("Trading", "Shipping", "Logistics", "Machinery", "Electronics", "Foods", "Textiles")
FORMS = ("Ltd", "GmbH", "B.V.", "Co., Ltd.", "Pte Ltd", "LLC", "S.p.A.")
HS = ("8703.23", "9101", "2204", "2208", "3303", "8528", "6203", "2701")


def name(dice: random.Random) -> str:
    """Return a SYNTHETIC firm."""
    number = dice.randrange(400)
    return (f"SYNTHETIC {dice.choice(WORDS)} {dice.choice(WORDS)} {dice.choice(TRADES)} {number} "
            f"{dice.choice(FORMS)}")  # fmt: skip


def consignments(path: Path, count: int) -> None:
    """Write SYNTHETIC consignments: parties, ship, places and days differ from row to row."""
    from osint_helpers._cells import rows_csv

    dice = random.Random(1)  # noqa: S311
    header = ("consignment", "shipper", "consignee", "notify", "forwarder", "hs", "value",
              "currency", "port_of_loading", "port_of_discharge", "departed_on", "arrived_on",
              "vessel", "imo", "vessel_flag")  # fmt: skip
    rows = [header]
    for number in range(count):
        start, end = dice.sample(PLACES, 2)
        month, day = dice.randrange(1, 12), dice.randrange(1, 29)
        rows.append((
            f"SYNTHETIC-{number}", *(name(dice) for _ in range(4)), dice.choice(HS), "10000", "EUR",
            start, end, f"2018-{month:02d}-{day:02d}", f"2018-{month + 1:02d}-{day:02d}",
            f"SYNTHETIC SHIP {dice.randrange(300)}", "9999993", dice.choice(("PA", "LR", "MH")),
        ))  # fmt: skip
    path.write_text(rows_csv(rows), encoding="utf-8")


def lists(folder: Path) -> tuple[list[object], str]:
    """Return the lists, and which they are."""
    from osint_helpers.screening import read_list

    shared = Path(os.environ.get("OSINT_SHARED", REPO.parent / "shared")) / "data" / "sanctions"
    main = shared / "ofac_2018-12_sdn.csv.gz"
    if main.is_file():
        other = [shared / f"ofac_2018-12_{n}.csv.gz" for n in ("alt", "add", "sdn_comments")]
        return [
            read_list(main, list_date="2018-12", beside=other),
            read_list(shared / "uk_conlist_2018-04-13.csv.gz"),
            read_list(shared / "un_consolidated_2026-02-27.xml.gz"),
        ], "three real lists"
    dice = random.Random(2)  # noqa: S311
    lines = [{"id": f"SYNTHETIC-{n}", "caption": "SYNTHETIC", "schema": "Company", "target": True,
              "datasets": ["synthetic"], "properties": {"name": [name(dice)]}}
             for n in range(LISTED)]  # fmt: skip
    path = folder / "list.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    why = f"a SYNTHETIC list, since {shared} is not on this machine"
    return [read_list(path, list_date="2018-01-01")], why


def main() -> int:
    """Print seconds and ratio; 1 when the bar is missed."""
    import numpy as np
    from rapidfuzz import fuzz, process

    from osint_helpers import diligence
    from osint_helpers.screening import MatchRule

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory(prefix="osint-bench-") as work:
        file = Path(work) / "consignments.csv"
        consignments(file, count)
        start = time.perf_counter()
        snapshots, which = lists(Path(work))
        for one in snapshots:
            one.index(MatchRule())  # type: ignore[attr-defined]
        ready = time.perf_counter()
        held = diligence.read(file)
        result = diligence.check(held, snapshots)  # type: ignore[arg-type]
        checked = time.perf_counter()
        sheet = diligence.annotate(result)
        written = time.perf_counter()
        asked = sorted({q.text for some in result.asked.values() for q in some})
        listed = [str(text) for one in snapshots for text in one.listings["name"]]  # type: ignore[attr-defined]
        some = asked[:: max(len(asked) // PEER_NAMES, 1)][:PEER_NAMES]
        before = time.perf_counter()
        scores = process.cdist(some, listed, scorer=fuzz.WRatio, workers=-1, dtype=np.uint8)
        peer = (time.perf_counter() - before) * len(asked) / len(some)
    seconds = checked - ready
    print(f"{count:,} consignments, {which}, {os.cpu_count()} cores")
    print(f"lists read and indexed          {ready - start:6.1f} s")
    print(f"read and checked                {seconds:6.1f} s (bar {BAR_S:g} s per 1,000)")
    print(f"annotated spreadsheet           {written - checked:6.1f} s, {len(sheet) / 1e6:.1f} MB")
    print(f"peer, names alone (cdist WRatio) {peer:5.1f} s for {len(asked):,} names, scaled "
          f"from {len(some):,} ({scores.size:,} pairs); ratio "
          f"{seconds / peer:.2f}")  # fmt: skip
    print({key: value for key, value in result.counts.items() if value})
    return 0 if seconds <= BAR_S * max(count / 1_000, 1) else 1


if __name__ == "__main__":
    raise SystemExit(main())
