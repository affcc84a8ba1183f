"""What a rule is, where it reports, and the run over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from osint_helpers._card import Card, Carded, listed
from osint_helpers.case.model import FOREIGN
from osint_helpers.case.tables import LIST_SEPARATOR, TABLES

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

Severity = Literal["error", "warning"]
# One module a theme; importing it registers its rules.
THEMES: Final = (
    "references", "claims", "contradictions", "dates", "events", "legs", "sources", "subjects",
    "identifiers", "wording", "judgements", "explanations", "prose", "checks", "evidence", "pulls",
    "reach", "law", "screening", "versions", "gathered", "breaks", "unfinished",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Finding(Carded):
    """One breach of a rule.

    Attributes
    ----------
    code
        A key of `RULES`; those with E are errors, those with W warnings.
    severity
        ``"error"`` or ``"warning"``. A case with an error is not fit to be printed.
    file
        Path inside the case folder, such as ``claims.csv`` or ``text/summary.md``.
    row
        Line of the file, None for the file as a whole.
    column
        Column of the table, ``""`` in a text.
    message, advice
        What is wrong, and what to do.
    """

    code: str
    severity: Severity
    file: str
    row: int | None
    column: str
    message: str
    advice: str

    def line(self) -> str:
        """Return the finding in one line."""
        row = "" if self.row is None else f":{self.row}"
        column = f"{self.column}: " if self.column else ""
        return f"{self.code} {self.file}{row}: {column}{self.message} ({self.advice})"

    def _card_(self) -> Card:
        from osint_helpers.case import cards

        return cards.finding(self)


class Spot(NamedTuple):
    """What a rule yields: a place, what is wrong there, and what to do."""

    file: str
    row: int | None
    column: str
    message: str
    advice: str


Check = Callable[["Case"], Iterator[Spot]]


class Rule(NamedTuple):
    """A registered rule: its code, its title for the documentation, and its function."""

    code: str
    title: str
    check: Check

    @property
    def severity(self) -> Severity:
        """Return what its code says."""
        return "error" if self.code.startswith("E") else "warning"


_RULES: dict[str, Rule] = {}


def rule(code: str, title: str) -> Callable[[Check], Check]:
    """Register the function below as the rule `code`.

    Raises
    ------
    ValueError
        When the code is taken or is neither ``E1xx`` nor ``W2xx``.
    """

    def register(check: Check) -> Check:
        if code in _RULES or code[:2] not in ("E1", "W2") or len(code) != 4:
            raise ValueError(f"rule code {code} is taken or malformed")
        _RULES[code] = Rule(code, title, check)
        return check

    return register


def rules() -> dict[str, Rule]:
    """Return every rule by its code, sorted."""
    for theme in THEMES:
        import_module(f"osint_helpers.case.rules.{theme}")
    return dict(sorted(_RULES.items()))


@listed
def lint(case: Case) -> list[Finding]:
    """Hold a case against every rule.

    Returns
    -------
    list of Finding
        Sorted by severity (errors first), file, row, column and code; no finding twice. Rows
        that a gathering took from another case are reported by the check of that case.
    """
    found = {
        Finding(entry.code, entry.severity, *spot)
        for entry in rules().values()
        for spot in entry.check(case)
        if spot.row != FOREIGN
    }
    return sorted(
        found,
        key=lambda one: (
            one.severity,
            one.file,
            one.row or 0,
            one.column,
            one.code,
            one.message,
            one.advice,
        ),
    )


def rows(case: Case, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (row of the frame, cells by column) of a table."""
    yield from enumerate(case.records(table))


def texts_of(case: Case, table: str, column: str) -> list[str]:
    """Return the cells of a column that holds no numbers, a list with ``"; "`` in it, as text."""
    values = case.table(table)[column].tolist()
    if column in TABLES[table].lists:
        return [LIST_SEPARATOR.join(value) for value in values]
    return values


def cell(  # noqa: PLR0917  (called with literals everywhere)
    case: Case, table: str, index: int, column: str, message: str, advice: str
) -> Spot:
    """Return the spot of one cell of a table."""
    return Spot(f"{table}.csv", case.line_of(table, index), column, message, advice)
