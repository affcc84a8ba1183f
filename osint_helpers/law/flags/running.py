"""Run a rule over facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from osint_helpers._near import did_you_mean
from osint_helpers.errors import LawError
from osint_helpers.law.flags import (
    ais,
    cargo,
    cover,
    identities,
    manual,
    papers,
    parties,
    voyages,
)
from osint_helpers.law.flags.facts import Fact, Observation, ReferenceEvent, Stated
from osint_helpers.law.flags.result import (
    FIRED,
    NOT_FIRED,
    NOT_TESTABLE,
    OBSERVED,
    REFERENCE,
    STATED,
    Finding,
    FlagResult,
    Given,
    overall,
)
from osint_helpers.law.flags.rules import FlagRule, rules

Test = Callable[[Any, Given], Finding]
# What each automatic rule tests, and its function.
TESTS: Final[Mapping[str, tuple[type[Fact], Test]]] = {
    "RF01": (ais.Gap, ais.rf01),
    "RF02": (identities.ShipIdentity, identities.rf02),
    "RF04": (papers.Papers, papers.rf04),
    "RF05": (ais.Encounter, ais.rf05),
    "RF06": (voyages.Voyage, voyages.rf06),
    "RF07": (voyages.DeclaredCall, voyages.rf07),
    "RF08": (identities.FlagHistory, identities.rf08),
    "RF09": (parties.Ownership, parties.rf09),
    "RF10": (voyages.AreaVisit, voyages.rf10),
    "RF11": (parties.Consignee, parties.rf11),
    "RF12": (papers.ConsigneeVersions, papers.rf12),
    "RF13": (cargo.ReExport, cargo.rf13),
    "RF14": (cargo.Valued, cargo.rf14),
    "RF15": (cargo.Load, cargo.rf15),
    "RF16": (cargo.Transit, cargo.rf16),
    "RF18": (cover.Lapse, cover.rf18),
    "RF19": (parties.ListAnswer, parties.rf19),
}
# Rules an analyst's row decides; of RF06 the second part of the test.
SIGNED: Final[Mapping[str, Callable[[Observation], Finding]]] = {
    "RF03": manual.rf03,
    "RF06": manual.observed,
    "RF17": manual.observed,
    "RF20": manual.observed,
}


def run(rule: str | FlagRule, facts: Fact | Iterable[Fact], **parameters: object) -> FlagResult:
    """Run one rule over facts.

    Parameters
    ----------
    rule
        ``"RF01"`` to ``"RF20"``, or the rule.
    facts
        What the rule tests (``flags.input_of(rule)``), rows of an analyst for the rules that take
        them, :class:`Stated` for what a source states without data, and :class:`ReferenceEvent`
        for what is documented to check a detector by. None at all gives ``not_testable``.
    parameters
        Values in place of the defaults; they are printed as given.

    Returns
    -------
    FlagResult
        One finding a fact, in the order given. Nothing is added up.

    Raises
    ------
    LawError
        For an unknown rule or parameter, or a fact of another kind.
    """
    found = rule if isinstance(rule, FlagRule) else _rule(rule)
    given = _given(found, parameters)
    each = (facts,) if isinstance(facts, Fact) else tuple(facts)
    findings = tuple(_finding(found, fact, given) for fact in each)
    result = overall(findings)
    ids = (e for one in findings if one.result == result for e in one.evidence)
    used = tuple(given.values.values())
    texts = [f"{one.result}: {one.text} [{', '.join(one.evidence)}]" for one in findings]
    texts = texts or [f"{NOT_TESTABLE}: nothing was given; needs {', '.join(found.data_needed)}"]
    numbers = f" Parameters: {'; '.join(one.text for one in used)}." if used else ""
    text = f"{found.id} {found.name}. {'. '.join(texts)}.{numbers}"
    return FlagResult(
        found.id, found.name, result, tuple(dict.fromkeys(ids)), used, text, findings, found.sources
    )


def input_of(rule: str) -> tuple[type[Fact], ...]:
    """Return the kinds of fact a rule takes."""
    known = _rule(rule).id
    kinds: list[type[Fact]] = [TESTS[known][0]] if known in TESTS else []
    return (*kinds, *((Observation,) if known in SIGNED else ()), Stated, ReferenceEvent)


def _rule(name: str) -> FlagRule:
    try:
        return rules()[name]
    except KeyError:
        raise LawError(f"{name!r} is no rule", advice=did_you_mean(name, rules())) from None


def _given(rule: FlagRule, parameters: Mapping[str, object]) -> Given:
    """Return the parameters of a run."""
    strange = sorted(set(parameters) - set(rule.parameters))
    if strange:
        names = ", ".join(rule.parameters) or "none"
        raise LawError(f"{rule.id} has no parameter {strange[0]!r}", advice=f"it has: {names}")
    return Given(
        {
            name: one.given(parameters[name]) if name in parameters else one
            for name, one in rule.parameters.items()
        }
    )


def _finding(rule: FlagRule, fact: Fact, given: Given) -> Finding:
    """Test one fact; add an explanation on record and the responses."""
    found = _tested(rule, fact, given)
    reason = fact.explained
    if reason is not None:
        why = f"explained: {reason.text} ({', '.join(reason.evidence)})"
        result = NOT_FIRED if found.result == FIRED else found.result
        found = replace(found, result=result, text=f"{found.text}; {why}")
    if fact.responses is None:
        return found
    said = ", ".join(fact.responses) or "none found"
    return replace(found, text=f"{found.text}; responses: {said}")


def _tested(rule: FlagRule, fact: Fact, given: Given) -> Finding:
    needed = ", ".join(rule.data_needed)
    if isinstance(fact, Stated):
        text = f"stated by the source, not computed: {fact.text}; needs {needed}"
        return Finding(NOT_TESTABLE, fact.evidence, text, STATED)
    if isinstance(fact, ReferenceEvent):
        text = f"documented event to check a detector by, not computed: {fact.text}"
        when = "" if fact.when is None else f"; dated {fact.when.text()}"
        return Finding(NOT_TESTABLE, fact.evidence, f"{text}{when}; needs {needed}", REFERENCE)
    if isinstance(fact, Observation) and rule.id in SIGNED:
        return replace(SIGNED[rule.id](fact), basis=OBSERVED)
    kind, test = TESTS.get(rule.id, (None, None))
    if test is None or kind is None or not isinstance(fact, kind):
        wanted = ", ".join(one.__name__ for one in input_of(rule.id))
        raise LawError(
            f"{rule.id} cannot test a {type(fact).__name__}", advice=f"it takes: {wanted}"
        )
    return test(fact, given)
