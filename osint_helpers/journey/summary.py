"""The figures of a case that a report or a build prints first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from osint_helpers.case.strands import count
from osint_helpers.case.tables import STATUS
from osint_helpers.journey.checks import checks
from osint_helpers.journey.contradictions import contradictions
from osint_helpers.journey.legs import legs
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


class Summary(TypedDict):
    """Figures of a case.

    ``strands_upper`` and ``strands_lower`` are the bounds of the strands behind all claims taken
    together; ``gathering_bodies`` counts the origins with own gathering in the register.
    ``contradictions`` counts pairs; ``checks_agree`` the checks with the outcome expected. A case
    that gathers others has no figure of bodies and strands: one newsroom would count in each.
    """

    case: str
    as_of: str
    claims: int
    distortions: int
    sources: int
    gathering_bodies: NotRequired[int]
    strands_lower: NotRequired[int]
    strands_upper: NotRequired[int]
    legs: int
    legs_by_status: dict[str, int]
    contradictions: int
    checks: int
    checks_agree: int


def summary(case: Case) -> Summary:
    """Count what a case holds.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    Summary
        ``legs_by_status`` lists every status that occurs, strongest first.
    """
    held = checks(case)
    strands = count(case, list(case.claims["claim"]))
    own = legs(case)
    status = [leg.status for leg in own]
    found = Summary(
        case=case.id,
        as_of=case.meta.as_of,
        claims=len(case.claims),
        distortions=sum(is_distortion(claim) for claim in case.claims["claim"]),
        sources=len(case.sources),
        gathering_bodies=int((case.origins["own_gathering"] == "yes").sum()),
        strands_lower=strands.lower,
        strands_upper=strands.upper,
        legs=len(own),
        legs_by_status={s: status.count(s) for s in STATUS if s in status},
        contradictions=len(contradictions(case)),
        checks=len(held),
        checks_agree=int(held["agrees"].sum()),
    )
    if case.parts:
        del found["gathering_bodies"], found["strands_lower"], found["strands_upper"]
    return found
