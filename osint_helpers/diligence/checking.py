"""The check itself: pure functions over the rows, in one pass, with progress for long files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType
from typing import Final

from osint_helpers.diligence import answers, flagging, grouping, lawful
from osint_helpers.diligence.lanes import lanes
from osint_helpers.diligence.reading import Consignments
from osint_helpers.diligence.result import Diligence, DiligenceRule
from osint_helpers.diligence.screened import Desk
from osint_helpers.screening import Snapshot

_RULE: Final = DiligenceRule()
#: Steps told of each row while a file is checked: screened, flags tested, law and lane asked.
STEPS: Final = 3
Progress = Callable[[int], object]


def check(
    consignments: Consignments,
    snapshots: Iterable[Snapshot] = (),
    *,
    rule: DiligenceRule = _RULE,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Diligence:
    """Screen the consignments, ask law, red flags and lanes.

    Parameters
    ----------
    snapshots
        List files as `screening.read_list` gives them. Without any, everything else is still
        checked and the answers say "no list given".
    rule
        Parameters.
    as_of
        One day for which all lists are asked; by default the day of each row.
    progress
        Called with the number of steps done since the last call, `STEPS` a row in all.
    """
    held = tuple(snapshots)
    told = progress or (lambda _: None)
    rows = consignments.rows
    desk = Desk(held, rule.match, as_of)
    asked = {}
    for one in rows:
        asked[one.row] = desk.ask(one)
        told(1)
    law = lawful.timeline(rows)
    ways = {one.row: one for one in lanes(rows, rule.lane)}
    told(len(rows))
    dated = answers.listings(held)
    flags = {}
    for group in grouping.groups(rows, asked, rule.listed_states, dated):
        flags[group.one.row] = flagging.results(group, rule.flags)
        told(1)
    return Diligence(consignments, held, as_of, rule, MappingProxyType(asked), law,
                     MappingProxyType(flags), MappingProxyType(ways))  # fmt: skip
