"""Results: fired, not fired, not testable, with evidence, parameters and a sentence. No sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from osint_helpers._card import Card, Carded
from osint_helpers.law.flags.rules import Parameter

if TYPE_CHECKING:
    import pandas as pd

Outcome = Literal["fired", "not_fired", "not_testable"]
Basis = Literal["computed", "observed", "stated", "reference"]
COMPUTED: Final = "computed"
OBSERVED: Final = "observed"
STATED: Final = "stated"
REFERENCE: Final = "reference"
FIRED: Final = "fired"
NOT_FIRED: Final = "not_fired"
NOT_TESTABLE: Final = "not_testable"
COLUMNS: Final = ("rule", "name", "result", "evidence", "parameters", "sources", "text")


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Carded):
    """What a rule finds in one fact.

    Attributes
    ----------
    result, evidence, text
        Outcome, ids of the evidence, a clause.
    basis
        ``computed`` by the rule, ``observed`` and signed by an analyst, ``stated`` by a source and
        not computed, ``reference``: an event kept to check a detector by. The last two never fire.
    """

    result: Outcome
    evidence: tuple[str, ...]
    text: str
    basis: Basis = COMPUTED


@dataclass(frozen=True, slots=True, repr=False)
class FlagResult(Carded):
    """What a rule finds in all facts given to it: an observation, never a conclusion.

    Attributes
    ----------
    rule, name
        ``RF01`` and its name.
    result
        ``fired`` when it fired on a fact, else ``not_testable`` when one could not be tested,
        else ``not_fired``.
    evidence
        Ids of the facts with that result, each once, in the order given.
    parameters
        Every number used, with unit and basis.
    text
        One sentence a finding, and the parameters.
    findings
        One a fact, in the order given.
    sources
        Sources of the rule.
    """

    rule: str
    name: str
    result: Outcome
    evidence: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    findings: tuple[Finding, ...]
    sources: tuple[str, ...]

    @property
    def stated(self) -> tuple[Finding, ...]:
        """Conditions that a source states and no rule could compute."""
        return tuple(one for one in self.findings if one.basis == STATED)

    @property
    def references(self) -> tuple[Finding, ...]:
        """Documented events to check a detector by; none of them counts as fired."""
        return tuple(one for one in self.findings if one.basis == REFERENCE)

    def _card_(self) -> Card:
        from osint_helpers.law import cards

        return cards.flag_result(self)


@dataclass(frozen=True, slots=True)
class Given:
    """The parameters of one run, by name."""

    values: Mapping[str, Parameter]

    def number(self, name: str) -> float:
        """Return a number."""
        value = self.values[name].value
        if isinstance(value, tuple):
            raise TypeError(name)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words."""
        value = self.values[name].value
        if not isinstance(value, tuple):
            raise TypeError(name)
        return value


def overall(findings: Iterable[Finding]) -> Outcome:
    """Return the result over several findings; none at all cannot be tested."""
    found = {one.result for one in findings}
    if FIRED in found:
        return FIRED
    return NOT_TESTABLE if NOT_TESTABLE in found or not found else NOT_FIRED


def table(results: Iterable[FlagResult]) -> pd.DataFrame:
    """Return results as rows of the columns ``COLUMNS``, side by side.

    Nothing is counted or added up.
    """
    import pandas as pd

    found = [
        (one.rule, one.name, one.result, one.evidence, tuple(p.text for p in one.parameters),
         one.sources, one.text)
        for one in results
    ]  # fmt: skip
    return pd.DataFrame(found, columns=list(COLUMNS))


Limb = tuple[bool | None, str]


def limbs(fact: tuple[str, ...], tested: Iterable[Limb], *, every: bool = False) -> Finding:
    """Join the parts of a test: any one met fires, or with ``every`` all of them.

    A part is met, not met or, as ``None``, not testable. With "any", what could be tested and is
    not met gives ``not_fired``, and the text names what could not be tested.
    """
    parts = list(tested)
    said = {state: [text for met, text in parts if met is state] for state in (True, False, None)}
    open_text = f"not tested: {'; '.join(said[None])}" if said[None] else ""
    met, unmet = "; ".join(said[True]), "; ".join(said[False])
    if every:
        if said[False]:
            return Finding(NOT_FIRED, fact, unmet)
        result: Outcome = NOT_TESTABLE if said[None] or not said[True] else FIRED
        return Finding(result, fact, _joined(met, open_text))
    if said[True]:
        return Finding(FIRED, fact, _joined(met, open_text))
    return Finding(NOT_FIRED if said[False] else NOT_TESTABLE, fact, _joined(unmet, open_text))


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
