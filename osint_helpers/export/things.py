"""What the words of a case mean: its things by id and by name, and every cell a claim fills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExportError
from osint_helpers.export.account import rows
from osint_helpers.journey.readings import readings, records

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

DATE_NONE: Final = ""
DATE_ROUGH: Final = "an approximate date: the target knows no such precision"
DATE_INFERRED: Final = "a date whose year is inferred: the target would show it as stated"
DATE_SPAN: Final = "a span of days within which it happened: the target would read it as duration"
_TABLES: Final = (("entity", "entities"), ("item", "items"), ("leg", "legs"), ("place", "places"))


@dataclass(frozen=True)
class Thing:
    """Something of the case that can be an end of an edge: its kind, id, and name for print."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True)
class Reading:
    """One cell a claim fills, and where it stands in the tables."""

    claim: str
    subject: str
    predicate: str
    value: str
    interval: DateInterval
    date: str
    rough: str
    certainty: str
    distortion: bool
    table: str
    key: str
    printed: str


class Things:
    """The things of a case by id, and parties by name where one alone bears it."""

    def __init__(self, case: Case) -> None:
        self._by_id: dict[str, Thing] = {}
        named: dict[str, list[Thing]] = {}
        for kind, table in _TABLES:
            for key, row in rows(case, table):
                thing = Thing(kind, key, label(table, row))
                self._by_id.setdefault(key, thing)
                if kind == "entity":
                    named.setdefault(str(row["name"]), []).append(thing)
        self._by_name = {name: found[0] for name, found in named.items() if len(found) == 1}

    def get(self, key: str) -> Thing | None:
        """Return the thing with an id; ``None`` for a topic or a word."""
        return self._by_id.get(key)

    def meant(self, value: str) -> Thing | None:
        """Return the thing a value names, by id or by the whole name of a party."""
        return self._by_id.get(value) or self._by_name.get(value)


def label(table: str, row: dict[str, Any]) -> str:
    """Return the name a thing is printed with: of a person the role, unless it may be named."""
    if table == "legs":
        return str(row["label"])
    if table == "entities" and by_role(row):
        return str(row["role"])
    return str(row["name"])


def as_of(case: Case) -> str:
    """Return the day of the case, which files bear in the place of the day they are written.

    Raises
    ------
    ExportError
        When ``as_of`` of ``case.toml`` is no day.
    """
    text = str(case.meta.as_of)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ExportError(
            f"as_of is {text[:40]!r}, no day", file=case.folder / "case.toml",
            advice="give it a day, YYYY-MM-DD",
        ) from None  # fmt: skip


def by_role(row: dict[str, Any]) -> bool:
    """Say whether a party is a person of whom the case does not say why it may be named."""
    return row["schema"] == "Person" and not str(row["named_because"]).strip()


def all_readings(case: Case) -> list[Reading]:
    """Return every cell the claims fill, each claim's own first, in the order of the claims."""
    printed = dict(zip(case.claims["claim"], case.claims["value_as_printed"], strict=True))
    return [_reading(row, printed) for row in records(readings(case))]


def _reading(row: dict[str, Any], printed: dict[str, str]) -> Reading:
    key = f"{row['claim']}/{row['subject']}/{row['predicate']}/{row['value']}"
    main = bool(row["main"])
    day, rough = date_of(row)
    return Reading(
        claim=row["claim"], subject=row["subject"], predicate=row["predicate"],
        value=str(row["value"]), interval=_interval(row), date=day, rough=rough,
        certainty=row["certainty"], distortion=bool(row["distortion"]),
        table="claims" if main else "readings", key=row["claim"] if main else key,
        printed=printed[row["claim"]] if main else "",
    )  # fmt: skip


def _interval(row: dict[str, Any]) -> DateInterval:
    return DateInterval.parse(row["date_from"], row["date_to"], row["precision"], row["time_basis"])


def date_of(row: dict[str, Any]) -> tuple[str, str]:
    """Return the one day, month or year a row gives, or why it gives none that can be written."""
    first, last, precision = str(row["date_from"]), str(row["date_to"]), str(row["precision"])
    if precision == "none" or not (first or last):
        return "", DATE_NONE
    if precision == "approx":
        return "", DATE_ROUGH
    if precision == "month_year_inferred":
        return "", DATE_INFERRED
    if not first or (last and last != first):
        return "", DATE_SPAN
    return first, DATE_NONE


def replies(row: dict[str, Any], statements: dict[str, str]) -> list[str]:
    """Return what is replied to a claim, or that no reply was found, a sentence each."""
    return [
        "No reply was found."
        if reply == NONE_FOUND
        else f"Reply, claim {reply}: {statements[reply].rstrip('.')}."
        for reply in row["responses"]
    ]
