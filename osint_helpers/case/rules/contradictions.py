"""Both versions stay; a choice needs a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.grading import MOVEMENT, cells, is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_FILE = "contradictions"


def _pairs(case: Case) -> list[tuple[str, str]]:
    frame = case.contradictions
    return list(zip(frame["claim"], frame["other"], strict=True))


def _leg_cells(case: Case) -> dict[str, set[tuple[str, str]]]:
    """Return the (leg, predicate) cells each claim fills."""
    found: dict[str, set[tuple[str, str]]] = {}
    for claim, subject, predicate, _ in cells(case):
        if case.has("legs", subject):
            found.setdefault(claim, set()).add((subject, predicate))
    return found


@rule("E120", "a claim contradicts itself")
def with_itself(case: Case) -> Iterator[Spot]:
    """Find pairs of one claim."""
    for index, (one, other) in enumerate(_pairs(case)):
        if one == other:
            yield cell(case, _FILE, index, "other", f"{one!r} is paired with itself", "delete it")


@rule("E121", "a contradiction stands twice, the second time reversed")
def reversed_pair(case: Case) -> Iterator[Spot]:
    """Find pairs whose mirror stands above; a pair counts in both directions already."""
    seen: set[tuple[str, str]] = set()
    for index, (one, other) in enumerate(_pairs(case)):
        if (other, one) in seen and one != other:
            what = f"{one!r} and {other!r} are paired above"
            yield cell(case, _FILE, index, "claim", what, "keep one row a pair")
        seen.add((one, other))


@rule("E122", "a leg names one version of a contradicted cell and not the other")
def version_missing(case: Case) -> Iterator[Spot]:
    """Require that ``legs.claims`` holds every version of a cell it holds one of."""
    filled = _leg_cells(case)
    for index, row in rows(case, "legs"):
        missing: dict[str, str] = {}
        for one in row["claims"]:
            for other in case.contradicting(one) if case.has("claims", one) else ():
                shared = filled.get(one, set()) & filled.get(other, set())
                if any(leg == row["leg"] for leg, _ in shared) and other not in row["claims"]:
                    missing.setdefault(other, one)
        for other, one in missing.items():
            if not is_distortion(other):
                what = f"{one!r} is named, but not {other!r}, which contradicts it"
                yield cell(case, "legs", index, "claims", what, "name every version")


@rule("E123", "a distortion contradicts nothing")
def lone_distortion(case: Case) -> Iterator[Spot]:
    """Require what is right beside each ``d_`` claim."""
    for index, claim in enumerate(case.claims["claim"]):
        if is_distortion(claim) and not case.contradicting(claim):
            advice = "pair it in contradictions.csv with the claim it distorts"
            yield cell(case, "claims", index, "claim", "contradicts nothing", advice)


@rule("E124", "a resolution chooses a distortion")
def distortion_chosen(case: Case) -> Iterator[Spot]:
    """Refuse ``d_`` claims as the version to be shown first."""
    for index, claim in enumerate(case.resolutions["chosen_claim"]):
        if is_distortion(claim):
            what = f"{claim!r} is a known wrong statement"
            yield cell(case, "resolutions", index, "chosen_claim", what, "choose another version")


@rule("E125", "a resolution gives no reason")
def unexplained(case: Case) -> Iterator[Spot]:
    """Require a written reason; all versions stay shown."""
    for index, why in enumerate(case.resolutions["why"]):
        if not why.strip():
            yield cell(case, "resolutions", index, "why", "is empty", "write the reason")


@rule("E126", "a resolution chooses a claim that does not fill the cell")
def chosen_elsewhere(case: Case) -> Iterator[Spot]:
    """Require that the chosen claim is a version of the resolved cell."""
    filled = {(claim, subject, predicate) for claim, subject, predicate, _ in cells(case)}
    for index, row in rows(case, "resolutions"):
        wanted = (row["chosen_claim"], row["subject"], row["predicate"])
        if wanted not in filled and case.has("claims", row["chosen_claim"]):
            what = f"{row['chosen_claim']!r} does not fill {row['subject']} / {row['predicate']}"
            advice = "choose a claim with this main reading or a row in readings.csv"
            yield cell(case, "resolutions", index, "chosen_claim", what, advice)


@rule("W202", "two contradicting claims of a leg share no cell")
def no_shared_cell(case: Case) -> Iterator[Spot]:
    """Find pairs that both fill movement cells of one leg, but never the same one."""
    filled = {
        claim: {(leg, predicate) for leg, predicate in found if predicate in MOVEMENT}
        for claim, found in _leg_cells(case).items()
    }
    for index, (one, other) in enumerate(_pairs(case)):
        if is_distortion(one) or is_distortion(other):
            continue
        left, right = filled.get(one, set()), filled.get(other, set())
        if {leg for leg, _ in left} & {leg for leg, _ in right} and not left & right:
            what = f"{one!r} and {other!r} fill no cell in common"
            advice = "add the reading in which they differ, so that both versions are shown"
            yield cell(case, _FILE, index, "claim", what, advice)


@rule("W203", "a disputed leg has no contradiction")
def undisputed(case: Case) -> Iterator[Spot]:
    """Find legs drawn as disputed whose claims nothing contradicts."""
    for index, row in rows(case, "legs"):
        known = [claim for claim in row["claims"] if case.has("claims", claim)]
        if row["status"] == "disputed" and not any(case.contradicting(one) for one in known):
            advice = "pair the versions in contradictions.csv, or choose another status"
            yield cell(case, "legs", index, "status", "nothing contradicts its claims", advice)
