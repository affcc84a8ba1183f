"""Trade statistics at a million rows, beside a plain pandas groupby of the same rows in one run.

Usage: ``python benchmarks/trade.py [--rows N]``. SYNTHETIC statements of the recorded form: 200
reporters, 10 partners, 10 years, products at three levels, months beside years, totals beside
parts, two editions. The plain groupby adds up every row by year, reporter, partner and product; it
counts parts and totals twice and is here for its speed alone. Bars, in CPU time: the flows to one
partner, sorted out and added up, take at most 10 times as long; nothing does fewer than 200,000
rows a second. The exit status is 1 outside them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from osint_helpers import trade
from osint_helpers.trade.statements import NAMES

BAR, BAR_ROWS = 10.0, 200_000
ROUNDS = 3
CODES = ("8703", "870323", "870332", "9101", "910111", "8704", "6201")
GOODS = ("8703", "9101")


def made(rows: int) -> pd.DataFrame:
    """Return SYNTHETIC statements, the same every time."""
    rng = np.random.default_rng(7)

    def pick(values: list[str]) -> np.ndarray:
        return np.asarray(values, dtype=object)[rng.integers(0, len(values), rows)]

    year = rng.integers(2010, 2020, rows)
    month = rng.integers(1, 13, rows)
    yearly = rng.random(rows) < 0.5
    period = np.where(yearly, year.astype(str), np.char.add(
        np.char.add(year.astype(str), "-"), np.char.zfill(month.astype(str), 2)))  # fmt: skip
    reporter = pick([f"S{n:03d}" for n in range(200)])
    partner = pick(["408", *(f"P{n}" for n in range(9))])
    frame = {
        "frequency": np.where(yearly, "A", "M"), "year": year, "period": period,
        "reporter": reporter, "reporter_name": reporter, "flow": pick(["X", "X", "RX", "M"]),
        "partner": partner, "partner_name": partner, "commodity": pick(list(CODES)),
        "classification": pick(["H4", "H5"]), "original": rng.random(rows) < 0.7,
        "value": rng.integers(0, 10**8, rows).astype(float), "currency": "USD", "basis": "fob",
        "kg": rng.integers(1, 10**6, rows).astype(float), "kg_estimated": rng.random(rows) < 0.1,
        "quantity": rng.integers(1, 100, rows).astype(float), "quantity_unit": "u",
        "quantity_estimated": False, "added_up": rng.random(rows) < 0.1, "group": "",
        "part": pick(["", "", "", "mode of transport"]),
    }  # fmt: skip
    held = pd.DataFrame(frame)[list(NAMES)]
    texts = [name for name in held.columns if held[name].dtype == object]
    return held.astype(dict.fromkeys(texts, "str"))


def best(call: Callable[[], Any]) -> float:
    """Return the CPU seconds of the fastest of some runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def main() -> int:
    """Print seconds and ratios; return 1 above the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    held = made(rows)
    goods = trade.goods_of_codes(GOODS)
    grouped = ["year", "reporter", "partner", "commodity"]
    plain = best(lambda: held.groupby(grouped).agg({"value": "sum"}))
    timed = {
        "choose, every partner": best(lambda: trade.choose(held, goods)),
        "flows to one partner": best(lambda: trade.flows(held, goods, partner="408")),
        "unit values, every partner": best(lambda: trade.unit_values(held, goods)),
        "mirror gaps, every pair": best(lambda: trade.mirror_gaps(held, goods)),
    }
    print(f"{rows:,} rows; plain groupby and sum {plain:.2f} s (CPU, best of {ROUNDS})")
    for name, seconds in timed.items():
        print(f"  {name:<28} {seconds:6.2f} s  {seconds / plain:5.1f} x  {rows / seconds:12,.0f}/s")
    ratio = timed["flows to one partner"] / plain
    slowest = rows / max(timed.values())
    kept = ratio <= BAR and slowest >= BAR_ROWS
    print(f"bars {BAR:g} x and {BAR_ROWS:,} rows/s: {'kept' if kept else 'MISSED'} "
          f"({ratio:.1f} x, {slowest:,.0f}/s)")  # fmt: skip
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
