"""Words that say more than is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case import strands
from osint_helpers.case.rules.passages import Passage, passages, printed
from osint_helpers.case.rules.registry import Spot, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_CONFIRMED: Final = re.compile(r"\bconfirm(?:ed|s)\b", re.IGNORECASE)
# "not confirmed", "none was confirmed", "yet to be confirmed": the same clause, before the word.
_NEGATED: Final = re.compile(
    r"\b(?:not|never|no|none|nor|neither|nobody|nothing|without|unless|until|cannot|yet to)\b"
    r"[^.;:]*$",
    re.IGNORECASE,
)
_AIS: Final = r"\b(?:AIS|transponder|signal)"
_SWITCHED: Final = (
    r"(?:dark|disabl\w+|hid|hidden|hiding|switch\w*\s+(?:\w+\s+)?off|turn\w*\s+(?:\w+\s+)?off)\b"
)
# What no gap shows. The tests hold the project's own code, documentation and notebooks against it.
AIS_AS_ACT: Final = re.compile(
    r"\b(?:go|goes|going|gone|went|ran|sail\w*|stay\w*|days?|weeks?|hours?|months?) dark\b"
    r"|\bdark (?:periods?|activity|voyages?|vessels?|ships?|fleets?|gaps?)\b"
    rf"|{_AIS}\w*\b[^.;]{{0,60}}\b{_SWITCHED}|\b{_SWITCHED}[^.;]{{0,60}}{_AIS}",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


def _unproven(case: Case, one: Passage) -> str:
    """Return what is wrong when a passage says "confirmed" below two strands, else ``""``."""
    said = [m for m in _CONFIRMED.finditer(one.text) if not _NEGATED.search(one.text[: m.start()])]
    if not said:
        return ""
    known = [claim for claim in one.claims if case.has("claims", claim)]
    found = strands.count(case, known)
    if found.confirmed:
        return ""
    return f"says {said[0][0]!r}, but there are {found.text}"


def _put(one: Passage, message: str, advice: str) -> Spot:
    return one.spot._replace(message=message, advice=advice)


@rule("E180", "'confirmed' below two strands, in the project's own words")
def confirmed(case: Case) -> Iterator[Spot]:
    """Require a lower bound of two strands behind the word, except where it is denied."""
    for one in passages(case):
        what = "" if one.reported else _unproven(case, one)
        if what:
            advice = "two independent strands at least: say reported, and cite the claims"
            yield _put(one, what, advice)


@rule("E181", "a gap in AIS is told as an act, in the project's own words")
def dark(case: Case) -> Iterator[Spot]:
    """Refuse "went dark", "disabled", "hidden" of AIS: a gap shows that nothing was received."""
    for one in [*passages(case), *printed(case)]:
        found = None if one.reported else AIS_AS_ACT.search(_QUOTED.sub("", one.text))
        if found:
            advice = "say when AIS was last and next received; a gap is no act"
            yield _put(one, f"says {found[0]!r}", advice)


@rule("W217", "a source's 'confirmed' is repeated below two strands")
def confirmed_reported(case: Case) -> Iterator[Spot]:
    """Point at reported claims that repeat the word."""
    for one in passages(case):
        what = _unproven(case, one) if one.reported else ""
        if what:
            yield _put(one, what, "make plain who confirmed what, or say said or stated")


@rule("W218", "a source's words for a gap in AIS are repeated")
def dark_reported(case: Case) -> Iterator[Spot]:
    """Point at reported claims, and quotations in prose, that tell a gap as an act."""
    for one in [*passages(case), *printed(case)]:
        text = one.text if one.reported else " ".join(_QUOTED.findall(one.text))
        found = AIS_AS_ACT.search(text)
        if found:
            advice = "keep it only as the words of the source, between quotation marks"
            yield _put(one, f"repeats {found[0]!r}", advice)
