"""Precision, recall and F1 of the name matcher by slice, beside its peers, and its speed.

Usage: ``python benchmarks/names.py [--freeze] [--quick]``. The pairs are our own
(``benchmarks/data/name_pairs.csv``: invented ships and firms, plain given and family names);
thresholds are chosen on the split `tune` and reported on the split `test`. A public set nobody of
us has seen is not part of this project, so the bar of the F1 there is not measured here.
``--freeze`` writes the baseline (``name_baseline.csv``: verdict and score of every pair); each run
prints what differs from it. Speed is CPU time of one core on SYNTHETIC names that are new in every
pair, both sides prepared anew. Bars: precision of `strong` 0.97, every same name with another IMO,
MMSI or VIN an `id_conflict`, 20,000 fresh pairs a second, 100,000 subjects indexed in 5 s and a
query in 20 ms; the exit status is 1 below one. ``--quick`` leaves the index out.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from osint_helpers.screening import Identifier, Index, Match, Name, Subject, compare

DATA = Path(__file__).parent / "data"
PAIRS, BASELINE = DATA / "name_pairs.csv", DATA / "name_baseline.csv"
BAR_PRECISION, BAR_PAIRS, BAR_BUILD_S, BAR_QUERY_MS = 0.97, 20_000, 5.0, 20.0
ROUNDS = 5


class Pair(NamedTuple):
    """One labelled pair."""

    pair: str
    slice: str
    a: Subject
    b: Subject
    same: bool
    test: bool


def read() -> list[Pair]:
    """Return the labelled pairs."""
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return [
            Pair(row["pair"], row["slice"], _subject(row, "a"), _subject(row, "b"),
                 row["same"] == "yes", row["split"] == "test")
            for row in csv.DictReader(stream)
        ]  # fmt: skip


def _subject(row: dict[str, str], side: str) -> Subject:
    parts = (one.partition(":") for one in row[f"{side}_identifiers"].split(";") if one.strip())
    numbers = tuple(Identifier(kind.strip(), value.strip()) for kind, _, value in parts)
    return Subject(row["kind"], (Name(row[side]),), numbers)


def certainty(match: Match) -> float:
    """Return one number for a threshold: what numbers decide stands above and below all names."""
    return {"same_by_id": 2.0, "id_conflict": -1.0}.get(match.verdict, match.score)


def measures(said: Sequence[bool], same: Sequence[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1; 1 where nothing could be wrong."""
    right = sum(a and b for a, b in zip(said, same, strict=True))
    precision = right / sum(said) if any(said) else 1.0
    recall = right / sum(same) if any(same) else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def threshold(scores: Sequence[float], same: Sequence[bool]) -> float:
    """Return the threshold of the best F1; the greatest among equals."""
    return max(
        sorted(set(scores)), key=lambda at: (measures([s >= at for s in scores], same)[2], at)
    )


def peers() -> dict[str, Callable[[Pair], float]]:
    """Return the peers that are installed."""
    from rapidfuzz.fuzz import WRatio

    found: dict[str, Callable[[Pair], float]] = {
        "rapidfuzz WRatio, lower case": lambda one: WRatio(
            one.a.names[0].text.lower(), one.b.names[0].text.lower()
        )
    }
    try:
        from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]
    except ImportError:
        print("nomenklatura is not installed: logic-v1 and logic-v2 are left out")
        return found
    from followthemoney import model  # type: ignore[import-not-found]

    kinds = {"vessel": "Vessel", "person": "Person", "organisation": "Company",
             "vehicle": "Vehicle"}  # fmt: skip
    fields = {"imo": "imoNumber", "mmsi": "mmsi", "call_sign": "callSign", "lei": "leiCode",
              "vin": "registrationNumber"}  # fmt: skip

    def entity(of: Subject, name: str) -> object:
        made = model.make_entity(kinds[of.kind])
        made.id = name  # fresh in every pair: scores are kept by this id
        made.add("name", of.names[0].text)
        for number in of.identifiers:
            made.add(fields[number.type], number.value, quiet=True)
        return made

    for name in ("logic-v1", "logic-v2"):
        algorithm = get_algorithm(name)

        def score(one: Pair, algorithm: object = algorithm, name: str = name) -> float:
            sides = [
                entity(side, f"{name}-{one.pair}-{k}") for k, side in enumerate((one.a, one.b))
            ]
            return float(algorithm.compare(*sides, algorithm.default_config()).score)  # type: ignore[attr-defined]

        found[f"nomenklatura {name}"] = score
    return found


def quality(pairs: list[Pair], found: list[Match]) -> bool:
    """Print the tables; return whether the bars of precision and conflict are met."""
    strong = [one.verdict in {"strong", "same_by_id"} for one in found]
    shown = [one.verdict in {"strong", "same_by_id", "possible"} for one in found]
    print(f"{'slice (split test)':24} pairs same  strong: P     R     F1   possible: P     R")
    for name in [*dict.fromkeys(one.slice for one in pairs), "all of test", "all of tune"]:
        at = [n for n, one in enumerate(pairs)
              if (one.test and name in {one.slice, "all of test"})
              or (not one.test and name == "all of tune")]  # fmt: skip
        same = [pairs[n].same for n in at]
        p, r, f = measures([strong[n] for n in at], same)
        p2, r2, _ = measures([shown[n] for n in at], same)
        print(f"{name:24} {len(at):5} {sum(same):4}        {p:5.2f} {r:5.2f} {f:5.2f}"
              f"         {p2:5.2f} {r2:5.2f}")  # fmt: skip
    scores = {"ours": [certainty(one) for one in found]}
    scores |= {name: [score(one) for one in pairs] for name, score in peers().items()}
    print("every pair, numbers included (rapidfuzz does not see them):")
    _thresholds(pairs, scores)
    print("pairs without numbers:")
    bare = [n for n, one in enumerate(pairs) if not (one.a.identifiers or one.b.identifiers)]
    _thresholds([pairs[n] for n in bare],
                {name: [given[n] for n in bare] for name, given in scores.items()})  # fmt: skip
    test = [n for n, one in enumerate(pairs) if one.test]
    precision = measures([strong[n] for n in test], [pairs[n].same for n in test])[0]
    hidden = [pairs[n].pair for n in range(len(pairs)) if pairs[n].slice == "id conflict"
              and found[n].verdict != "id_conflict"]  # fmt: skip
    print(f"precision of strong on test {precision:.3f} (bar {BAR_PRECISION}); "
          f"conflicts of numbers not told as such: {hidden or 'none'}")  # fmt: skip
    return precision >= BAR_PRECISION and not hidden


def _thresholds(pairs: list[Pair], found: dict[str, list[float]]) -> None:
    for name, scores in found.items():
        tune, test = (
            [(s, one.same) for s, one in zip(scores, pairs, strict=True) if one.test is part]
            for part in (False, True)
        )
        at = threshold([s for s, _ in tune], [same for _, same in tune])
        p, r, f = measures([s >= at for s, _ in test], [same for _, same in test])
        print(f"{name}: threshold {at:.3g} of tune; on test P {p:.3f} R {r:.3f} F1 {f:.3f}")


def baseline(pairs: list[Pair], found: list[Match], *, freeze: bool) -> None:
    """Print what differs from the frozen verdicts, or freeze the present ones."""
    now = {one.pair: (m.verdict, f"{m.score:.4f}") for one, m in zip(pairs, found, strict=True)}
    if freeze:
        with BASELINE.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(("pair", "verdict", "score"))
            out.writerows((pair, *one) for pair, one in now.items())
    with BASELINE.open(encoding="utf-8", newline="") as stream:
        was = {row["pair"]: (row["verdict"], row["score"]) for row in csv.DictReader(stream)}
    changed = sorted(pair for pair in now.keys() | was.keys() if now.get(pair) != was.get(pair))
    print(f"against the frozen baseline: {len(changed)} of {len(now)} pairs differ")
    for pair in changed:
        print(f"  {pair}: {was.get(pair)} -> {now.get(pair)}")


def made_up(count: int, seed: int, *, aliases: bool = False) -> list[Subject]:
    """Return SYNTHETIC subjects: words of made-up syllables, some frequent, most rare.

    With `aliases` they have 2.8 names each, as the entries of public lists have.
    """
    draw = random.Random(seed)  # noqa: S311  (made-up names)
    heads = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "kr", "st")
    parts = [head + vowel for head in heads for vowel in "aeiou"]
    words = ["".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(count)]
    common = ["shipping", "trading", "international", "ocean", "star", "group", *words[:40]]
    ends = {
        "organisation": ("Co Ltd", "LLC", "GmbH", ""),
        "vessel": ("", "2", "7"),
        "person": ("",),
    }
    kinds = ("vessel", "organisation", "person")
    found = []
    for _ in range(count):
        kind = draw.choice(kinds)
        name = [draw.choice(words) for _ in range(draw.randint(1, 2))] + [draw.choice(common)]
        text = " ".join([*name, draw.choice(ends[kind])]).strip().upper()
        names = (Name(text),) if draw.random() < 0.7 else (Name(text), Name(text[::-1], "alias"))
        for _ in range(draw.randint(0, 3) if aliases else 0):
            other = " ".join([draw.choice(words), *text.split()[1:]])
            names += (Name(other, "alias"),)
        number = (Identifier("mmsi", f"2{draw.randrange(10**8):08}"),) if kind == "vessel" else ()
        found.append(Subject(kind, names, number))
    return found


def speed() -> float:
    """Return fresh pairs a second: half of them neighbours by one letter, half of them not."""
    best = 0.0
    for at in range(ROUNDS):
        held = made_up(8000, at)
        near = [Subject(one.kind, (Name(one.names[0].text[:-1]),), one.identifiers)
                for one in held[:4000]]  # fmt: skip
        pairs = [*zip(held[:4000], near, strict=True), *zip(held[4000:], held[:4000], strict=True)]
        start = time.process_time()
        for a, b in pairs:
            compare(a, b)
        best = max(best, len(pairs) / (time.process_time() - start))
    return best


def wratio_speed() -> float:
    """Return pairs of lower-cased names a second of rapidfuzz, which explains nothing."""
    from rapidfuzz.fuzz import WRatio

    held = [one.names[0].text for one in made_up(8000, 99)]
    start = time.process_time()
    for a, b in zip(held, reversed(held), strict=True):
        WRatio(a.lower(), b.lower())
    return len(held) / (time.process_time() - start)


def index_speed(*, aliases: bool) -> tuple[int, float, float, float]:
    """Return names, CPU seconds of building 100,000 subjects, mean and most ms of 300 queries."""
    held = made_up(100_000, 1, aliases=aliases)
    start = time.process_time()
    index = Index(held)
    built = time.process_time() - start
    index.query(held[0])  # the first one loads what a query needs
    taken = []
    for one in held[::500] + made_up(100, 2):
        asked = Subject(one.kind, (Name(one.names[0].text.title()),))
        start = time.process_time()
        index.query(asked)
        taken.append((time.process_time() - start) * 1000)
    return sum(len(one.names) for one in held), built, sum(taken) / len(taken), max(taken)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--freeze", action="store_true")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    pairs = read()
    found = [compare(one.a, one.b) for one in pairs]
    good = quality(pairs, found)
    baseline(pairs, found, freeze=given.freeze)
    rate = speed()
    print(f"fresh pairs a second: {rate:,.0f} (bar {BAR_PAIRS:,}); rapidfuzz WRatio in the same "
          f"run: {wratio_speed():,.0f}")  # fmt: skip
    good = good and rate >= BAR_PAIRS
    if not given.quick:
        for aliases in (False, True):
            names, built, mean, most = index_speed(aliases=aliases)
            print(
                f"100,000 subjects, {names:,} names: built in {built:.1f} s (bar "
                f"{BAR_BUILD_S:.0f}); a query {mean:.1f} ms in the mean, {most:.1f} at most (bar "
                f"{BAR_QUERY_MS:.0f})"
            )
            good = good and built <= BAR_BUILD_S and most <= BAR_QUERY_MS
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
