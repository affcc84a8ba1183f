"""What a check of consignments found: everything a report, a spreadsheet or an exhibit shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Card, Carded
from osint_helpers.diligence import flagging, lawful
from osint_helpers.diligence.grouping import LISTED_STATES
from osint_helpers.diligence.lanes import Lane, LaneRule
from osint_helpers.diligence.reading import Consignments
from osint_helpers.diligence.screened import Asked, distinct
from osint_helpers.screening import MatchRule, Screening, Snapshot

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.law.flags.result import FlagResult

LIMITS: Final = (
    "Lists, measures and rules were asked as they stand in the files named here; nothing else was.",
    "A candidate is an entry to be looked at by a person, not an identity.",
    "“Not found” names the list, its date and its hash, and says no more.",
    "Owners and controllers of the parties stand in no list file and were not asked.",
    "The law is a finding aid: what is not “in force, verified” is to be checked by counsel.",
    "A red flag is a question. Results stand side by side and are never added up.",
    "Lengths by sea are modelled; no track of a ship was looked at.",
    "Nothing here says that a party acted unlawfully, knew, or intended anything.",
)


@dataclass(frozen=True)
class DiligenceRule(Carded):
    """Parameters of a check.

    Attributes
    ----------
    match
        Of the comparison with list entries.
    lane
        Of lane plausibility.
    listed_states
        States whose missions count for RF12 (alpha-2); the table of measures is about one.
    flags
        Rule -> parameter -> value, in place of a default of the red-flag rules.
    """

    match: MatchRule = field(default_factory=MatchRule)
    lane: LaneRule = field(default_factory=LaneRule)
    listed_states: tuple[str, ...] = LISTED_STATES
    flags: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, repr=False)
class Diligence(Carded):
    """What was found of every row.

    Attributes
    ----------
    consignments
        The file as read, with its messages.
    snapshots
        The lists that were at hand.
    as_of
        The day all lists were asked for; None: each row's own day.
    rule
        Parameters.
    asked
        Line -> every question of the row with its answer.
    law
        `law.timeline` of every row, with ``row`` and ``consignment``.
    flags
        Line -> the result of every red-flag rule, in their order.
    lanes
        Line -> lane plausibility.
    """

    consignments: Consignments
    snapshots: tuple[Snapshot, ...]
    as_of: date | None
    rule: DiligenceRule
    asked: Mapping[int, tuple[Asked, ...]]
    law: pd.DataFrame
    flags: Mapping[int, tuple[FlagResult, ...]]
    lanes: Mapping[int, Lane]

    @cached_property
    def screenings(self) -> tuple[Screening, ...]:
        """Every record of screening once, in the order it was asked."""
        return distinct(one for some in self.asked.values() for one in some)

    @cached_property
    def law_rows(self) -> dict[int, list[dict[str, Any]]]:
        """Line -> the rows of `law` of that consignment, as dictionaries."""
        found: dict[int, list[dict[str, Any]]] = {}
        for row in self.law.to_dict("records"):
            found.setdefault(int(row["row"]), []).append({str(k): v for k, v in row.items()})
        return found

    def legs(self, most: int = 60) -> tuple[pd.DataFrame, int]:
        """Return the law of each distinct leg once, for a table, and how many were left out."""
        return lawful.legs(self.consignments.rows, self.law, most)

    def rules(self, most: int = 10) -> tuple[FlagResult, ...]:
        """Return one result a rule over all rows, with so many findings of each outcome."""
        return flagging.by_rule(self.flags.values(), most)

    @cached_property
    def counts(self) -> dict[str, int]:
        """What was asked, and what was not, by kind of check; counts of rows and questions."""
        asked = [one for some in self.asked.values() for one in some]
        results = [one.result for one in asked]
        kinds = ("candidates", "not found", "no list for this date", "no list given", "not asked")
        outcomes = [one.outcome for one in self.lanes.values()]
        return {
            **self.consignments.counts,
            "questions to lists": len(asked), "distinct questions": len(self.screenings),
            **{f"questions: {kind}": results.count(kind) for kind in kinds},
            "lanes tested": sum(one != "not testable" for one in outcomes),
            "lanes not testable": outcomes.count("not testable"),
            "places of law not asked": int((self.law["standing"] == "not asked").sum()),
        }  # fmt: skip

    def _card_(self) -> Card:
        from osint_helpers.diligence import cards

        return cards.diligence(self)
