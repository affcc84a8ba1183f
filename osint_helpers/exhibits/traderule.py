"""The rule of groups and of partners that are no country, from the lists a case has recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from osint_helpers.case import pulls as recorded
from osint_helpers.errors import NotRecorded
from osint_helpers.evidence.plain import plain

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.collect.collected import Collected
    from osint_helpers.collect.pulling import Pull
    from osint_helpers.trade.areas import FlowRule

COLLECTOR: Final = "comtrade.reference"
TABLES: Final = ("reporters", "partners")
_LONGEST: Final = 600


def by_default() -> FlowRule:
    """Return the rule of the older list."""
    from osint_helpers.trade.areas import FlowRule

    return FlowRule()


def ruled(case: Case, pulls: Iterable[Pull]) -> tuple[FlowRule, list[Collected]]:
    """Return the rule of the two recorded lists of areas with these lists.

    Without both of them, each complete, it is the rule of the older list, and says why.
    """
    from dataclasses import replace

    from osint_helpers.trade.areas import FlowRule

    named = {str(pull.texts.get("table")): pull.pull for pull in pulls
             if pull.collector == COLLECTOR}  # fmt: skip
    held: dict[str, Collected] = {}
    lacking = []
    for table in TABLES:
        found = _recorded(case, named.get(table, ""))
        if isinstance(found, str):
            lacking.append(f"today's list of {table} is {found}")
        else:
            held[table] = found
    if lacking:
        rule = by_default()
        why = f"{rule.basis}; {', '.join(lacking)}"
        return replace(rule, basis=why), []
    kept = "; ".join(f"{table}: asked {one.meta.retrieved_at}, capture {one.meta.capture}"
                     for table, one in held.items())  # fmt: skip
    basis = f"the lists of {held['reporters'].meta.source} recorded in this case ({kept})"
    frames = (held[table].frame for table in TABLES)
    return FlowRule.of_lists(*frames, basis=plain(basis, _LONGEST)), list(held.values())


def _recorded(case: Case, name: str) -> Collected | str:
    """Return the recorded list, or in words why there is none to go by."""
    if not name:
        return "not asked for"
    try:
        found = recorded.pulled(case, name)
    except NotRecorded:
        return "not recorded"
    return found if found.meta.complete else "not complete"
