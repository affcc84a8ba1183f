"""The rules RF01 to RF20 as data: name, test, parameters with unit and basis, sources."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from osint_helpers._card import Carded
from osint_helpers.errors import LawError
from osint_helpers.law.tables import split
from osint_helpers.reference.provenance import rows

Value = float | tuple[str, ...]
Automation = Literal["automatic", "manual", "not_testable"]
DEFAULT: Final = "project default"


@dataclass(frozen=True, slots=True)
class Parameter(Carded):
    """One number or list of a rule.

    Attributes
    ----------
    name, unit
        Name; unit (``list`` for a list of words).
    value
        The default, or what was given.
    basis
        Where the value comes from: no advisory read states a number, so the project's own.
    note
        Cautions.
    """

    name: str
    value: Value
    unit: str
    basis: str
    note: str = ""

    @property
    def text(self) -> str:
        """Name, value, unit and basis: ``"gap_hours = 12 h (project default)"``."""
        if isinstance(self.value, tuple):
            return f"{self.name} = {', '.join(self.value)} ({self.basis})"
        unit = "" if self.unit in {"fraction", "ratio"} else f" {self.unit}"
        return f"{self.name} = {self.value:g}{unit} ({self.basis})"

    def given(self, value: object) -> Parameter:
        """Return the parameter with a value the caller gives; its basis then says so.

        Raises
        ------
        LawError
            For a number that is none, or below 0, or a list that is none.
        """
        was = ", ".join(self.value) if isinstance(self.value, tuple) else f"{self.value:g}"
        basis = f"given for this run; {DEFAULT} {was}"
        return Parameter(self.name, _checked(self, value), self.unit, basis, self.note)


@dataclass(frozen=True, slots=True, repr=False)
class FlagRule(Carded):
    """One rule.

    Attributes
    ----------
    id, name, test
        ``RF01``, name, the test in words.
    parameters
        Name -> parameter with its default.
    sources
        Ids of ``red_flag_sources.csv``.
    data_needed
        What the test needs.
    automation
        ``automatic``, ``manual`` (an analyst's row) or ``not_testable`` (no public data decide).
    note
        Cautions.
    """

    id: str
    name: str
    test: str
    parameters: Mapping[str, Parameter]
    sources: tuple[str, ...]
    data_needed: tuple[str, ...]
    automation: str
    note: str


@cache
def rules() -> Mapping[str, FlagRule]:
    """Return the rules by id, in order of ``red_flags.csv``."""
    return {
        row["rule"]: FlagRule(
            row["rule"],
            row["name"],
            row["test"],
            _parameters(row["rule"]),
            split(row["sources"]),
            split(row["data_needed"]),
            row["automation"],
            row["note"],
        )
        for row in rows("red_flags.csv")
    }


def _parameters(rule: str) -> Mapping[str, Parameter]:
    found = {}
    for row in rows("red_flag_parameters.csv"):
        if row["rule"] == rule:
            text = row["default"]
            value: Value = split(text) if row["unit"] == "list" else float(text)
            name = row["parameter"]
            found[name] = Parameter(name, value, row["unit"], row["basis"], row["note"])
    return found


def _checked(parameter: Parameter, value: object) -> Value:
    """Return a value of the kind of the default."""
    if isinstance(parameter.value, tuple):
        if isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise LawError(f"{parameter.name} is a list of words", advice="give at least one word")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value < 0:  # type: ignore[arg-type,operator]
        raise LawError(
            f"{parameter.name} {value!r} is no number from 0 up", advice=f"give {parameter.unit}"
        )
    return float(value)  # type: ignore[arg-type]
