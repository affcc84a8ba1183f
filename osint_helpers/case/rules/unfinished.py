"""What is still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from osint_helpers.case.rules.registry import Spot, cell, rule, texts_of
from osint_helpers.case.tables import TABLES, TODO

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_MARK: Final = re.compile(rf"\b{TODO}\b")
_ADVICE: Final = "write it, or empty the cell; the report prints it as it stands"


@rule("W250", "the case holds no claim yet")
def no_claim(case: Case) -> Iterator[Spot]:
    """Say of a case just begun that nothing is stated in it."""
    if case.claims.empty:
        advice = "write the first claim; TABLES.md of a new case says what a column holds"
        yield Spot("claims.csv", 1, "", "the case holds no claim yet", advice)


@rule("W251", "a text is still marked TODO")
def todo(case: Case) -> Iterator[Spot]:
    """Find the word ``TODO`` in ``case.toml``, in prose and in cells."""
    for one in fields(case.meta):
        value = getattr(case.meta, one.name)
        if isinstance(value, str) and _MARK.search(value):
            yield Spot("case.toml", None, one.name, f"says {_shown(value)}", "write it")
    for name in sorted(case.texts):
        for number, line in enumerate(case.texts[name].splitlines(), start=1):
            if _MARK.search(line):
                yield Spot(f"text/{name}.md", number, "", f"says {_shown(line)}", "write it")
    yield from _in_cells(case)


def _in_cells(case: Case) -> Iterator[Spot]:
    for name, table in TABLES.items():
        for column in (one for one in table.columns if one not in table.numbers):
            cells = texts_of(case, name, column)
            if TODO not in "\n".join(cells):
                continue
            for index, text in enumerate(cells):
                if TODO in text and _MARK.search(text):
                    yield cell(case, name, index, column, f"says {_shown(text)}", _ADVICE)


def _shown(text: str) -> str:
    at = text.index(TODO)
    return repr(text[at : at + 60] + ("…" if len(text) > at + 60 else ""))
