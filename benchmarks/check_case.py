"""Time and memory of `osint check` on a case of 50,000 claims, open and lint apart.

Every row is SYNTHETIC and made anew in a temporary folder: 500 legs with 50 claims each, chains of
inferences, computed claims, contradictions, and faults of three kinds, so that findings are made.
Give another number of claims as the argument; the last line is the growth from a tenth of it, 10
when the time is linear.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from osint_helpers.case import lint, open_case
from osint_helpers.case.rules import rules
from tests.case import builder

Row = dict[str, str]
PER_LEG = 50


def claim(number: int) -> Row:
    """Return one claim of the large case."""
    leg = f"far-{number // PER_LEG % (1 + number // PER_LEG)}" if number else "far-0"
    row = {
        "claim": f"x_{number}", "topic": "item", "subject": "crate", "predicate": "model",
        "statement": f"SYNTHETIC statement number {number}", "value": f"value {number}",
        "kind": "reported", "certainty": "reported", "precision": "none", "language": "en",
    }  # fmt: skip
    if number % 5 == 0:
        row |= {
            "subject": f"far-{number // PER_LEG}", "topic": f"far-{number // PER_LEG}",
            "predicate": "departed", "date_from": "2001-03-14", "precision": "day",
            "time_basis": "not stated", "value": "2001-03-14",
        }  # fmt: skip
    if number % 10 == 7 and number > 10:
        row |= {
            "kind": "inferred", "certainty": "inferred", "likelihood": "likely",
            "confidence": "low", "premises": f"x_{number - 10}; x_{number - 1}",
        }  # fmt: skip
    if number % 500 == 3:
        row |= {"statement": f"It was confirmed, SYNTHETIC {number}", "topic": leg + "?"}
    return row


def write(folder: Path, claims: int) -> Path:
    """Write a case with so many claims beside those of the tests' builder."""
    made = [claim(number) for number in range(claims)]
    sources = ("s_report", "s_daily", "s_paper")
    support = [
        {"claim": f"x_{n}", "source": s, "relation": "supports", "credibility": "3"}
        for n in range(claims)
        for s in sources[: 1 + n % 3]
    ]
    legs = [
        {
            "leg": f"far-{n}", "position": str(10 + n), "label": f"SYNTHETIC leg {n}",
            "status": "reported", "claims": "; ".join(
                f"x_{k}" for k in range(n * PER_LEG, min((n + 1) * PER_LEG, claims), 5)),
        }
        for n in range(-(-claims // PER_LEG))
    ]  # fmt: skip
    pairs = [
        {"claim": f"x_{n}", "other": f"x_{n + 2}", "note": "SYNTHETIC"}
        for n in range(1, claims - 2, 50)
    ]
    return builder.write_case(
        folder,
        claims=lambda rows: [*rows, *made],
        support=lambda rows: [*rows, *support],
        legs=lambda rows: [*rows, *legs],
        contradictions=lambda rows: [*rows, *pairs],
    )


def measure(claims: int, *, each: bool) -> tuple[float, float, int]:
    """Return seconds to open and to lint, and the number of findings."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "large-case", claims)
        started = time.process_time()
        case = open_case(path)
        opened = time.process_time()
        found = lint(case)
        ended = time.process_time()
        for entry in rules().values() if each else ():
            before = time.process_time()
            list(entry.check(case))
            spent = time.process_time() - before
            if spent > 0.2:
                print(f"  {entry.code}  {spent:5.2f} s  {entry.title}")
    return opened - started, ended - opened, len(found)


def main() -> None:
    """Print the figures."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    measure(100, each=False)  # libraries are loaded, schemas are built
    small = measure(claims // 10, each=False)
    large = measure(claims, each=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"check of {claims:,} claims: open {large[0]:.1f} s, lint {large[1]:.1f} s of processor "
          f"time, {large[2]:,} findings, peak {peak:,.0f} MB")  # fmt: skip
    ratio = sum(large[:2]) / sum(small[:2])
    print(f"growth from {claims // 10:,} claims: {ratio:.1f} x (10 is linear)")


if __name__ == "__main__":
    main()
