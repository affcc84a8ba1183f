"""Published totals, how each is bounded, what it rests on, and which sums hold with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from osint_helpers import journey
from osint_helpers.case import strands
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

COLUMNS: Final = {
    "figure": "Figure",
    "stated": "As stated",
    "bound": "What kind of figure",
    "period": "Period",
    "rests": "Rests on",
    "holds": "Sums that hold with it",
    "fails": "Sums that cannot hold with it",
    "against": "Against",
    "evidence": "Claim and sources",
}
UPPER: Final = "upper bound: never the bare number"
LOWER: Final = "lower bound: never the bare number"
COMPUTED: Final = "worked out by the project from other figures"
COUNT: Final = "a figure, without bound words"
WORDS: Final = "no number"


def totals(
    case: Case,
    exhibit_id: str,
    *,
    topics: Sequence[str] = ("aggregate",),
    title: str = "What each number rests on",
    caption: str = "",
) -> Exhibit:
    """Return one entry a claim of some topics: the figure, its bound, its strands, its sums.

    A figure stated as ``<=`` or ``>=`` is a bound. The sums are the checks of the case that name
    the claim, computed again when the exhibit is built: one that does not hold shows that two
    figures cannot both be right, not which of them is wrong. Known wrong statements stand here
    as contradicted.
    """
    held: dict[str, list[str]] = {}
    failed: dict[str, list[str]] = {}
    for check in common.rows_of(journey.checks(case)):
        into = held if check["outcome"] == "holds" else failed
        for claim in check["claims"]:
            into.setdefault(claim, []).append(str(check["statement"]))
    wanted = set(topics)
    claims = [claim for claim in common.rows_of(case.claims)
              if claim["topic"] in wanted or _wrong_total(case, claim, wanted)]  # fmt: skip
    return common.build(
        exhibit_id,
        title,
        caption,
        COLUMNS,
        [_row(case, claim, held, failed) for claim in claims],
        provenance="Cited fact: the claims. Derived: case.strands of the bodies that gathered the "
        "facts, journey.checks of the sums. Articles are not evidence: those that rest on one body "
        "count once.",
        main=("figure", "stated"),
        parts=("rests", "holds", "fails"),
    )


def _wrong_total(case: Case, claim: common.Row, topics: set[str]) -> bool:
    """Tell whether a known wrong statement contradicts a claim of the topics."""
    others = case.contradicting(claim["claim"]) if is_distortion(claim["claim"]) else ()
    return any(case.claim(other)["topic"] in topics for other in others)


def _row(
    case: Case, claim: common.Row, held: dict[str, list[str]], failed: dict[str, list[str]]
) -> list[Cell | str]:
    name = claim["claim"]
    about = str(claim["about"])
    return [
        about[:1].upper() + about[1:],
        common.statement_cell(case, claim),
        bound(claim),
        common.when(claim) or "not stated",
        rests(case, claim),
        cell("\n".join(held.get(name, [])), mark="agrees" if name in held else ""),
        cell("\n".join(failed.get(name, [])), mark="disagrees" if name in failed else ""),
        common.contradicted_cell(case, name),
        cell("", [("claim", name), *(("source", one) for one in case.sources_of(name))]),
    ]


def bound(claim: common.Row) -> str:
    """Return what kind of figure a claim gives, from how its value is written."""
    value = str(claim["value"])
    if claim["kind"] == "computed":
        return COMPUTED
    if value.startswith("<"):
        return UPPER
    if value.startswith(">"):
        return LOWER
    return COUNT if any(char.isdigit() for char in value) else WORDS


def rests(case: Case, claim: common.Row) -> str:
    """Return articles and bodies behind a claim; of a computed one the claims it is made from."""
    if claim["computed_from"] and not case.sources_of(claim["claim"]):
        return f"worked out from {', '.join(claim['computed_from'])}"
    found = strands.count(case, claim["claim"])
    names = [str(case.cell("origins", one, "name")) for one in found.strands]
    return f"{found.text}: {'; '.join(names)}" if names else found.text
