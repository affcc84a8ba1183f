"""The strongest leg status that the claims behind a leg allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.case.asked import only_open

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# Cells that say the item moved, and cells that say it was meant to. Event types stay apart.
MOVEMENT: Final = ("from", "to", "gate_in", "loaded", "departed", "arrived", "discharged")
PLANNED: Final = (
    "declared_from", "declared_to", "scheduled_departure", "scheduled_arrival",
    "estimated_arrival",
)  # fmt: skip
DISTORTION: Final = "d_"  # prefix of claims that are known to be wrong or raised
# What a movement cell of each certainty allows at most. An allegation is a statement without a
# record; a denial states no movement.
_ALLOWS: Final = {
    "documented_record": "documented",
    "official_statement": "documented",
    "court_finding": "documented",
    "reported": "reported",
    "self_reported": "reported",
    "alleged": "reported",
    "inferred": "inferred",
    "computed": "inferred",
}
# Weakest first. "disputed" shows every version and "not_drawn" shows none: neither claims more.
LADDER: Final = ("not_drawn", "inferred", "scheduled", "reported", "documented")


def is_distortion(claim: str) -> bool:
    """Say whether a claim is kept only as a known wrong statement (its id starts ``d_``).

    Where cases are gathered the id stands behind the name of its case.
    """
    return claim.rpartition(".")[2].startswith(DISTORTION)


Cell = tuple[str, str, str, str]


def cells(case: Case) -> list[Cell]:
    """Return (claim, subject, predicate, value) of every cell: main reading, then readings."""
    return case.kept("cells", _cells)


def cells_of(case: Case, subject: str) -> list[Cell]:
    """Return the cells of one subject, in the order of `cells`."""
    return case.kept("cells by subject", _by_subject).get(subject, [])


def _cells(case: Case) -> list[Cell]:
    return [
        (row["claim"], row["subject"], row["predicate"], row["value"])
        for table in ("claims", "readings")
        for row in case.records(table)
    ]


def _by_subject(case: Case) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for one in cells(case):
        found.setdefault(one[1], []).append(one)
    return found


def status_ceiling(case: Case, leg: str) -> str:
    """Return the strongest status the claims named in ``legs.claims`` allow for a leg.

    Only cells of this leg count, as the main reading of a claim or as one of its further
    readings, and never those of a distortion. A cell of `MOVEMENT` allows

    * ``documented`` when its claim is a documented record, official statement or court finding,
    * ``reported`` when it is reported, self-reported or alleged,
    * ``inferred`` when it is inferred or computed, by the source or (``kind``) by the project.

    A cell of `PLANNED` allows ``scheduled``, whoever states it. Without any such cell nothing
    may be drawn: ``not_drawn``.

    Returns
    -------
    str
        A word of `LADDER`.

    Raises
    ------
    CaseError
        For an id that is no leg.
    """
    behind = set(case.cell("legs", leg, "claims"))
    best = "not_drawn"
    for claim, _, predicate, _ in cells_of(case, leg):
        if claim in behind and case.has("claims", claim):
            best = max(best, allowed(case, claim, predicate), key=LADDER.index)
    return best


def exceeds(status: str, ceiling: str) -> bool:
    """Say whether a leg status claims more than `ceiling`.

    ``disputed`` draws its versions as a line, so it needs at least a claimed movement or plan.
    """
    if status == "disputed":
        return ceiling == "not_drawn"
    return LADDER.index(status) > LADDER.index(ceiling)


def allowed(case: Case, claim: str, predicate: str) -> str:
    """Return the strongest status that one cell of one claim allows; see `status_ceiling`."""
    if is_distortion(claim):
        return "not_drawn"
    if predicate in PLANNED:
        return "scheduled"
    if predicate not in MOVEMENT:
        return "not_drawn"
    kind, certainty = (case.cell("claims", claim, name) for name in ("kind", "certainty"))
    if kind in ("inferred", "computed"):
        return "inferred" if certainty != "denied" else "not_drawn"
    return _ALLOWS.get(certainty, "not_drawn")


only_open(globals())
