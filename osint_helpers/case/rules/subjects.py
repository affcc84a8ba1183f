"""Persons by role; parties with a reason to be named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case


@rule("E170", "a person is named without a reason")
def named_person(case: Case) -> Iterator[Spot]:
    """Require that a person's name is the role, unless ``named_because`` says why not.

    A person is named only when convicted, designated by name, or speaking in a statement
    that the person or the person's own company published.
    """
    for index, row in rows(case, "entities"):
        if row["schema"] == "Person" and not row["named_because"] and row["name"] != row["role"]:
            advice = "write the role as the name, or say why the name may be printed"
            what = "a person's name differs from the role"
            yield cell(case, "entities", index, "name", what, advice)


@rule("E171", "a person's original name is given without a reason")
def original_name(case: Case) -> Iterator[Spot]:
    """Refuse the name in its own script where the name itself may not be printed."""
    for index, row in rows(case, "entities"):
        if row["schema"] == "Person" and not row["named_because"] and row["name_original"]:
            advice = "clear it, or say in named_because why the name may be printed"
            what = "a person's original name is given"
            yield cell(case, "entities", index, "name_original", what, advice)


@rule("W215", "an original name has no script, or a script no original name")
def script(case: Case) -> Iterator[Spot]:
    """Pair ``name_original`` with ``script``, so that a reader can tell how it was romanised."""
    for index, row in rows(case, "entities"):
        if bool(row["name_original"]) != bool(row["script"]):
            column = "name_original" if row["script"] else "script"
            yield cell(case, "entities", index, column, "is empty", "fill both or neither")
