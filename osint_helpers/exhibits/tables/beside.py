"""Accounts and identities side by side: what stands in two columns is never merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers import journey
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, Ref, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.pivot import names, printed
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

Columns = Mapping[str, Sequence[str]]


def accounts(
    case: Case,
    exhibit_id: str,
    *,
    columns: Columns,
    title: str = "Accounts side by side",
    caption: str = "",
) -> Exhibit:
    """Return what several accounts say, a column each, a row for every date that one of them gives.

    An empty cell says that this account gives nothing for these days, not that nothing happened.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    columns
        Heading of an account -> the claims it consists of.

    Raises
    ------
    ExhibitError
        For fewer than two columns, a column without claims, or an unknown claim.
    """
    _check(case, exhibit_id, columns)
    chosen = [(claim, at) for at, held in enumerate(columns.values()) for claim in held]
    days = {claim: _interval(case.claim(claim)) for claim, _ in chosen}
    rows: dict[str, list[list[str]]] = {}
    for claim, at in sorted(chosen, key=lambda one: (days[one[0]].sort_key(), one[1], one[0])):
        when = days[claim].text() or "no date published"
        rows.setdefault(when, [[] for _ in columns])[at].append(claim)
    return common.build(
        exhibit_id, title, caption,
        {"when": "Date", **{f"account_{at}": one for at, one in enumerate(columns, start=1)}},
        [[when, *(_said(case, held) for held in cells)] for when, cells in rows.items()],
        provenance="Cited fact: the statements of each account on its own dates. An empty cell "
        "says that the account, as published, gives nothing for that date.",
        widths={"when": "18%"},
    )  # fmt: skip


def identities(
    case: Case,
    exhibit_id: str,
    *,
    columns: Columns,
    title: str = "Identities side by side",
    caption: str = "",
) -> Exhibit:
    """Return what is published of several identities, a column each, a row for every property.

    Nothing is taken from one column into another: what no claim of a column gives is "not
    published" there, also where another column has it.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    columns
        Heading of an identity -> the claims that describe it; every cell they fill is a row.

    Raises
    ------
    ExhibitError
        For fewer than two columns, a column without claims, or an unknown claim.
    """
    _check(case, exhibit_id, columns)
    found = common.rows_of(journey.readings(case))
    rows: dict[str, list[list[tuple[str, str]]]] = {}
    for row in found:
        for at, held in enumerate(columns.values()):
            if row["claim"] in held:
                told = rows.setdefault(row["predicate"], [[] for _ in columns])
                told[at].append((_value(case, row), row["claim"]))
    return common.build(
        exhibit_id, title, caption,
        {"what": "Property", **{f"identity_{at}": one for at, one in enumerate(columns, start=1)}},
        [[common.words(name), *map(_stated, cells)] for name, cells in rows.items()],
        provenance="Cited fact: the cells that the claims of each column fill. What no claim of a "
        f"column gives is {NOT_PUBLISHED}, also where another column has it.",
        widths={"what": "18%"},
    )  # fmt: skip


def _check(case: Case, exhibit_id: str, columns: Columns) -> None:
    if len(columns) < 2 or not all(columns.values()):
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: fewer than two columns, or one without claims",
            advice="give two headings at least, each with the ids of its claims",
        )
    unknown = [one for held in columns.values() for one in held if not case.has("claims", one)]
    if unknown:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: no claim is called {', '.join(unknown)}",
            advice="take the ids from claims.csv",
        )


def _interval(claim: Mapping[str, Any]) -> DateInterval:
    return DateInterval.parse(claim["date_from"], claim["date_to"], claim["precision"])


def _said(case: Case, claims: Sequence[str]) -> Cell:
    """Return the statements of one account on one date; known wrong ones say so."""
    wrong = [one for one in claims if is_distortion(one)]
    told = [
        f"{common.whole_statement(case.claim(one))}"
        f"{' (distortion: held wrong or raised)' if one in wrong else ''}"
        for one in claims
    ]
    refs: list[Ref] = [("claim", one) for one in claims]
    return cell("\n".join(told), refs, "distortion" if wrong else "")


def _value(case: Case, row: Mapping[str, Any]) -> str:
    """Return a cell as printed: its value with its date, where it has both."""
    text, when = printed(row, names(case)), common.when(row)
    return f"{text} ({when})" if text and when else text or when


def _stated(versions: Sequence[tuple[str, str]]) -> Cell:
    if not versions:
        return common.or_not_published("")
    text = " / ".join(dict.fromkeys(text for text, _ in versions))
    return cell(text, [("claim", claim) for _, claim in versions])
