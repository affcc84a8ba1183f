"""Which ids an argument takes: by its name, out of the open case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from osint_helpers.case import Case
from osint_helpers.case.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_KEYS: Final = {
    "claim": "claims",
    "claims": "claims",
    "source": "sources",
    "entity": "entities",
    "place": "places",
    "leg": "legs",
    "item": "items",
    "reach": "reach",
}


@dataclass(frozen=True)
class Offer:
    """Ids and what they are; whether names of files fit as well."""

    kind: str
    values: tuple[str, ...]
    also_files: bool = False


def of_argument(function: Any, name: str, given: dict[str, Any]) -> Offer | None:  # noqa: ANN401
    """Return the ids an argument takes.

    Parameters
    ----------
    function
        What is called.
    name
        The argument.
    given
        The arguments before it, where they are known; ``case`` holds the case of a method.
    """
    where = f"{function.__module__}.{function.__qualname__}"
    if where == "osint_helpers.case.opening.open_case":
        from osint_helpers.case import case_names

        return Offer("case", tuple(case_names()), also_files=True)
    case = given.get("case")
    if isinstance(case, Case):
        found = _of_case(case, name, where, given)
        if found is not None:
            return found
    named = function.__annotations__.get(name)
    choices = get_args(function.__globals__.get(named)) if isinstance(named, str) else ()
    words = tuple(one for one in choices if isinstance(one, str))
    return Offer("choice", words) if words else None


def of_table(case: object, table: str) -> Offer | None:
    """Return the columns of a table of a case, for ``case.claims["…``."""
    return _column(case, "", {"table": table}) if isinstance(case, Case) else None


def _of_case(case: Case, name: str, where: str, given: dict[str, Any]) -> Offer | None:
    if name in _KEYS:
        table = _KEYS[name]
        return Offer(TABLES[table].key[0], _texts(case.table(table)[TABLES[table].key[0]]))
    if name == "table" or where.endswith("Case.table"):
        return Offer("table", tuple(TABLES))
    found = _OTHERS.get(name)
    return None if found is None else found(case, where, given)


def _name(case: Case, where: str, _: dict[str, Any]) -> Offer | None:
    if where.endswith(("Case.text", ".prose")):
        return Offer("text", tuple(sorted(case.texts)))
    return None


def _key(case: Case, _: str, given: dict[str, Any]) -> Offer | None:
    table = given.get("table")
    if table not in TABLES or len(TABLES[table].key) != 1:
        return None
    return Offer(TABLES[table].key[0], _texts(case.table(table)[TABLES[table].key[0]]))


def _column(_: Case, __: str, given: dict[str, Any]) -> Offer | None:
    table = given.get("table")
    return Offer("column", tuple(TABLES[table].columns)) if table in TABLES else None


def _question(case: Case, _: str, __: dict[str, Any]) -> Offer:
    from osint_helpers.journey import questions

    return Offer("question", tuple(one.id for one in questions(case)))


def _topic(case: Case, where: str, _: dict[str, Any]) -> Offer:
    from osint_helpers.exhibits.tables.topics import GROUPS

    topics = sorted(set(_texts(case.claims["topic"])))
    if where.endswith(".chronology"):
        return Offer("topic", tuple(topics))
    return Offer("topic", (*GROUPS, *(() if where.endswith(".claims_register") else topics)))


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))


_OTHERS: Final[dict[str, Callable[[Case, str, dict[str, Any]], Offer | None]]] = {
    "name": _name,
    "key": _key,
    "column": _column,
    "question": _question,
    "topic": _topic,
    "without": _topic,
}
