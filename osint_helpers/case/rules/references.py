"""Ids must lead to a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._near import did_you_mean
from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.case.strands import OWN
from osint_helpers.case.tables import LEG_PREDICATES, LIST_SEPARATOR, NONE_FOUND, TABLES

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

# Words that stand in a reference column and are no id.
_WORDS: Final = {("sources", "parents"): OWN, ("claims", "responses"): NONE_FOUND}
_PLACE_CELLS: Final = ("from", "to", "declared_from", "declared_to")
_ENTITY_CELLS: Final = ("vessel", "carrier", "consignor", "consignee", "forwarder", "agent")
# Shapes that only an id has: UN/LOCODE or ICAO code with optional suffix; words_joined_so.
_PLACE_ID: Final = re.compile(r"[A-Z]{2}[A-Z0-9_]{3,}|[A-Z]{4}")
_ENTITY_ID: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def _values(value: Any) -> tuple[str, ...]:  # noqa: ANN401  (text or list)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _advice(value: str, known: Collection[str], table: str) -> str:
    return did_you_mean(value, sorted(known), f"add it to {table}.csv")


# What a subject may be, in the order in which an analyst meets them.
_ANYWHERE: Final = "write its row: a leg in legs.csv, an item, an entity or a place in its table, "
_TOPIC: Final = "a topic in [topics] of case.toml"


@rule("E110", "an id in a reference column leads to no row")
def unresolved(case: Case) -> Iterator[Spot]:
    """Follow every reference of `TABLES`, also those inside lists."""
    for name, table in TABLES.items():
        for column, target in table.refs.items():
            known = set(case.table(target)[TABLES[target].key[0]])
            word = _WORDS.get((name, column))
            values = case.table(name)[column].tolist()
            allowed = known if word is None else known | {word}
            if {one for value in values for one in _values(value)} <= allowed:
                continue  # nearly always, and much quicker
            for index, value in enumerate(values):
                for one in _values(value):
                    if one not in allowed:
                        what = f"{one!r} is no row of {target}.csv"
                        yield cell(case, name, index, column, what, _advice(one, known, target))


@rule("E111", "a subject or object is no item, entity, place, leg or topic")
def unknown_subject(case: Case) -> Iterator[Spot]:
    """Look for the subject of each claim, reading, relation, resolution, gap and reach."""
    known = _subjects(case)
    columns = (
        ("claims", "subject"), ("readings", "subject"), ("resolutions", "subject"),
        ("unknowns", "subject"), ("relations", "subject"), ("relations", "object"),
        ("reach", "subject"),
    )  # fmt: skip
    for name, column in columns:
        for index, value in enumerate(case.table(name)[column]):
            # One gap may concern several legs.
            for one in value.split(LIST_SEPARATOR) if value else ():
                if one not in known:
                    what = f"{one!r} is no item, entity, place, leg or topic"
                    advice = did_you_mean(one, sorted(known), _ANYWHERE + _TOPIC)
                    yield cell(case, name, index, column, what, advice)


def _subjects(case: Case) -> set[str]:
    tables = ("items", "entities", "places", "legs")
    return {key for name in tables for key in case.table(name).iloc[:, 0]} | set(case.meta.topics)


def _cells(case: Case) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for name in ("claims", "readings"):
        for index, row in rows(case, name):
            yield name, index, row


@rule("E112", "a place cell looks like a place id and is none")
def place_cells(case: Case) -> Iterator[Spot]:
    """Let from, to and their declared forms be a place id or words, never a mistyped id."""
    known = set(case.places["place"])
    for name, index, row in _cells(case):
        value = row["value"]
        if row["predicate"] in _PLACE_CELLS and value not in known and _PLACE_ID.fullmatch(value):
            what = f"{value!r} looks like a place id and is none"
            yield cell(case, name, index, "value", what, _advice(value, known, "places"))


@rule("E113", "a party or vessel cell looks like an entity id and is none")
def entity_cells(case: Case) -> Iterator[Spot]:
    """Let vessel, carrier and parties be an entity id or words, never a mistyped id."""
    known = set(case.entities["entity"])
    for name, index, row in _cells(case):
        value = row["value"]
        if row["predicate"] in _ENTITY_CELLS and value not in known and _ENTITY_ID.fullmatch(value):
            what = f"{value!r} looks like an entity id and is none"
            yield cell(case, name, index, "value", what, _advice(value, known, "entities"))


@rule("E114", "a leg has a cell that the journey does not know")
def leg_predicates(case: Case) -> Iterator[Spot]:
    """Refuse predicates of a reading of a leg outside `LEG_PREDICATES`: the cell would vanish."""
    legs = set(case.legs["leg"])
    for index, row in rows(case, "readings"):
        if row["subject"] in legs and row["predicate"] not in LEG_PREDICATES:
            what = f"{row['predicate']!r} is no cell of a leg"
            advice = _advice(row["predicate"], LEG_PREDICATES, "readings")
            if advice.startswith("add"):
                advice = "use one of: " + ", ".join(LEG_PREDICATES)
            yield cell(case, "readings", index, "predicate", what, advice)


@rule("E115", "the topic of a claim is neither a leg nor a topic of case.toml")
def topics(case: Case) -> Iterator[Spot]:
    """Hold the topic of each claim against the legs and ``[topics]``."""
    known = set(case.legs["leg"]) | set(case.meta.topics)
    for index, topic in enumerate(case.claims["topic"]):
        if topic not in known:
            what = f"{topic!r} is neither a leg nor a topic"
            advice = did_you_mean(topic, sorted(known), f"write its row in legs.csv, or {_TOPIC}")
            yield cell(case, "claims", index, "topic", what, advice)
