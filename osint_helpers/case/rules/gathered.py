"""A gathering is as sound as the cases it takes its rows from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.rules.registry import Spot, lint, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@rule("E116", "a gathered case holds errors")
def gathered_errors(case: Case) -> Iterator[Spot]:
    """Hold each gathered case against every rule; its warnings are told by its own check."""
    for part in case.parts:
        errors = [finding for finding in lint(part) if finding.severity == "error"]
        if errors:
            what = f"{part.id!r} holds {len(errors)} errors, the first: {errors[0].line()}"
            advice = f"osint check {part.id} shows them all; mend them there"
            yield Spot("case.toml", None, "gathers", what, advice)
