"""What a claim must rest on, and who must be heard beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from osint_helpers.case.grading import is_distortion
from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.case.tables import NONE_FOUND

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_DERIVED = ("premises", "computed_from")


@rule("E101", "a claim rests on no source and on no other claim")
def ungrounded(case: Case) -> Iterator[Spot]:
    """Require a supporting source, premises or computed_from."""
    for index, row in rows(case, "claims"):
        if not any((case.sources_of(row["claim"]), row["premises"], row["computed_from"])):
            advice = "add a row to support.csv, or the claims it is derived from"
            yield cell(case, "claims", index, "claim", "rests on nothing", advice)


@rule("E102", "a computed claim does not say from what")
def computed_from_nothing(case: Case) -> Iterator[Spot]:
    """Require computed_from wherever kind or certainty is computed."""
    for index, row in rows(case, "claims"):
        if "computed" in (row["kind"], row["certainty"]) and not row["computed_from"]:
            advice = "name the claims that hold the inputs"
            yield cell(case, "claims", index, "computed_from", "is empty", advice)


@rule("E103", "an inferred claim has no likelihood or no confidence")
def inferred_without_band(case: Case) -> Iterator[Spot]:
    """Require both bands for a conclusion; "not assessed" is a likelihood."""
    for index, row in rows(case, "claims"):
        if row["kind"] != "inferred":
            continue
        for column in ("likelihood", "confidence"):
            if not row[column]:
                advice = "give both, in their own columns (ICD 203)"
                yield cell(case, "claims", index, column, "is empty for an inference", advice)


@rule("E104", "an allegation about a party stands without its response")
def accused_unheard(case: Case) -> Iterator[Spot]:
    """Require responses, or "none found", where a party of the case is accused."""
    for index, row in rows(case, "claims"):
        if row["certainty"] == "alleged" and _party(case, row) and not row["responses"]:
            advice = f"list the claims that answer it, or write {NONE_FOUND!r}"
            yield cell(case, "claims", index, "responses", "no response is given", advice)


@rule("E105", "a claim is derived from itself")
def circular(case: Case) -> Iterator[Spot]:
    """Find circles over premises and computed_from."""
    down = {
        row["claim"]: tuple(one for column in _DERIVED for one in row[column])
        for _, row in rows(case, "claims")
    }
    circles = _in_circles(down)
    for index, claim in enumerate(case.claims["claim"]):
        if claim in circles:
            advice = "a claim cannot be its own premise, even by way of others"
            yield cell(case, "claims", index, "premises", "rests on itself", advice)


def _in_circles(down: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the claims that are reached from themselves, in time linear in the derivations."""
    import networkx

    graph = networkx.DiGraph((claim, one) for claim, some in down.items() for one in some)
    loops = set(networkx.nodes_with_selfloops(graph))
    rings = (ring for ring in networkx.strongly_connected_components(graph) if len(ring) > 1)
    return loops.union(*rings)


@rule("E106", "a known distortion is used as a basis")
def distortion_as_basis(case: Case) -> Iterator[Spot]:
    """Refuse ``d_`` claims among premises and inputs of other claims."""
    for index, row in rows(case, "claims"):
        for column in _DERIVED:
            for one in row[column]:
                if is_distortion(one) and not is_distortion(row["claim"]):
                    advice = "a distortion may only be shown as contradicted"
                    yield cell(case, "claims", index, column, f"{one!r} is a distortion", advice)


@rule("E107", "'none found' stands beside a response")
def none_and_some(case: Case) -> Iterator[Spot]:
    """Refuse a list of responses that says both."""
    for index, found in enumerate(case.claims["responses"]):
        if NONE_FOUND in found and len(found) > 1:
            what = f"{NONE_FOUND!r} stands beside other responses"
            yield cell(case, "claims", index, "responses", what, "keep one of the two")


@rule("W201", "a denial of the accused party is not listed as a response")
def denial_not_listed(case: Case) -> Iterator[Spot]:
    """Compare allegations about a party with the denials about the same party."""
    denials: dict[str, list[str]] = {}
    for _, row in rows(case, "claims"):
        if row["certainty"] == "denied":
            for party in _party(case, row):
                denials.setdefault(party, []).append(row["claim"])
    for index, row in rows(case, "claims"):
        if row["certainty"] != "alleged" or not row["responses"]:
            continue
        for party in _party(case, row):
            for denial in denials.get(party, []):
                if denial not in row["responses"] and denial != row["claim"]:
                    what = f"the denial {denial!r} is not listed"
                    advice = "list it if it answers this claim"
                    yield cell(case, "claims", index, "responses", what, advice)


@rule("W236", "a denial stands neither among the responses of a claim nor in replies.csv")
def denial_answers_nothing(case: Case) -> Iterator[Spot]:
    """Look for each claim of certainty `denied` where a report prints what the accused said."""
    answers = {one for some in case.claims["responses"] for one in some}
    answers |= set(case.replies["claim"])
    for index, row in rows(case, "claims"):
        if row["certainty"] == "denied" and row["claim"] not in answers:
            what = f"the denial {row['claim']!r} answers nothing"
            advice = "name it in responses of the claim it answers, or write its row in replies.csv"
            yield cell(case, "claims", index, "claim", what, advice)


def _party(case: Case, row: dict[str, Any]) -> list[str]:
    """Return the entities a claim is about."""
    return [name for name in (row["subject"], row["about"]) if case.has("entities", name)]
