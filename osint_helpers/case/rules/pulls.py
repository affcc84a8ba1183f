"""Pulls: what the case asks of public sources can be asked, and what it says is recorded is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.holdings import holdings
from osint_helpers.case.pulls import pull_of, states
from osint_helpers.case.rules.registry import Spot, cell, rule
from osint_helpers.errors import CaseError, CollectError

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@rule("E198", "a pull cannot be asked as it is written")
def unaskable(case: Case) -> Iterator[Spot]:
    """Look up the collector, and hold the parameters against it; `?` may stand for an unknown."""
    from osint_helpers.collect import parameters, registry

    for index, row in enumerate(case.pulls.to_dict("records")):
        try:
            call = registry.collector(str(row["collector"]))
        except CollectError as error:
            yield cell(case, "pulls", index, "collector", error.what, error.advice)
            continue
        try:
            texts = pull_of(case, index).texts
            known = {name: text for name, text in texts.items() if text != parameters.UNKNOWN}
            missing = dict.fromkeys(parameters.unknown(texts), parameters.UNKNOWN)
            parameters.fits(call, known, missing)
        except (CaseError, CollectError) as error:
            yield cell(case, "pulls", index, "parameters", error.what, error.advice)


def _present(case: Case) -> set[str]:
    held = holdings(case)
    return {one.id for one in held.captures} | {name for name, _ in held.broken}


@rule("E199", "a pull names a capture that is not there")
def absent(case: Case) -> Iterator[Spot]:
    """Follow `pulls.capture`."""
    known = _present(case)
    for index, state in enumerate(states(case)):
        for name in state.captures:
            if name not in known:
                yield cell(
                    case, "pulls", index, "capture", f"there is no capture {name!r}",
                    "record the pull again, or empty the cells recorded, capture and complete",
                )  # fmt: skip


@rule("W228", "pulls.csv and the log differ about a pull")
def unlogged(case: Case) -> Iterator[Spot]:
    """Compare what the table says of a pull with the newest line of the log about it."""
    known = _present(case)
    for index, state in enumerate(states(case)):
        if set(state.captures) - known:
            continue  # the rule above says so
        if not (state.recorded or state.captures or str(state.row["complete"]).strip()):
            continue
        said = {"complete": True, "not complete": False}.get(str(state.facts.get("state", "")))
        if said is None:
            what = "no line of the log says that this was recorded"
        elif said != state.complete or sorted(state.captures) != sorted(
            map(str, state.facts.get("captures", []))
        ):
            what = "the log says otherwise of its captures, or of whether it is complete"
        else:
            continue
        advice = "osint pull writes both; do not fill these cells by hand"
        yield cell(case, "pulls", index, "recorded", what, advice)


@rule("W229", "a recorded pull is not complete")
def incomplete(case: Case) -> Iterator[Spot]:
    """Find pulls with missing parts: nothing can be said to be absent from them."""
    for index, state in enumerate(states(case)):
        if state.complete is False:
            what = str(state.facts.get("problem", "")) or "a part is missing"
            advice = "osint pull asks for what is missing"
            yield cell(case, "pulls", index, "complete", what[:300], advice)
