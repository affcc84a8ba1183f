"""The network of a case as nodes and edges: parties, items, legs and places, and what ties them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.export.account import Account, rows, text_of
from osint_helpers.export.plain import plain
from osint_helpers.export.things import (
    Reading,
    Thing,
    Things,
    all_readings,
    by_role,
    label,
    replies,
)

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.dates import DateInterval
    from osint_helpers.journey.legs import Leg

NO_END: Final = "an end is a topic or a word, no node an edge could lead to"
DISTORTION: Final = "a known wrong statement: an edge cannot be marked as contradicted"
PERSON: Final = "a person stands by role: the case does not say why it may be named"
IN_WORDS: Final = "in words only: a start and an end need one undisputed day each"
NO_NETWORK: Final = "no part of a network of parties, items, legs and places"
# Cells of a leg that tie something to it.
TIES: Final = ("from", "to", "declared_from", "declared_to", "vessel", "carrier", "consignor",
               "consignee", "forwarder", "agent")  # fmt: skip
_PLANNED: Final = {"declared_from": "declared from", "declared_to": "declared to"}
_NODES: Final = {"entities": "entity", "items": "item", "legs": "leg", "places": "place"}
# Column -> attribute of a node.
_CELLS: Final = {
    "entities": {"schema": "schema", "role": "role", "country": "country", "note": "note"},
    "items": {"make_model": "role", "note": "note"},
    "legs": {"status": "status", "status_note": "role", "note": "note"},
    "places": {"country": "country", "lat": "lat", "lon": "lon", "note": "note"},
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A party, item, leg or place; ``start`` and ``end`` are days, ``""`` where not known."""

    id: str
    label: str
    values: dict[str, Any]
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Edge:
    """What ties two nodes, with the claim that says so."""

    id: str
    source: str
    target: str
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    start: str = ""
    end: str = ""


def graph(case: Case) -> tuple[list[Node], list[Edge], pd.DataFrame]:
    """Return nodes and edges in the order of the tables, and what of the case is in neither."""
    from osint_helpers import journey

    account = Account(case)
    spans = {leg.id: _span(leg) for leg in journey.legs(case, apart=True)}
    nodes = [
        _node(account, table, key, row, spans) for table in _NODES for key, row in rows(case, table)
    ]
    things = Things(case)
    ends = _Ends(spans, case)
    edges = [*_relations(case, account, things, ends), *_cells(case, account, things, ends)]
    return nodes, edges, account.losses(dict.fromkeys(_BESIDE, NO_NETWORK), {})


_BESIDE: Final = (
    "sources", "origins", "claims", "readings", "contradictions", "checks", "support", "judgements",
    "questions", "hypotheses", "consistency", "resolutions", "replies", "searches", "unknowns",
    "to_obtain", "corrections", "pulls", "exhibits", "reach", "versions",
)  # fmt: skip


def _span(leg: Leg) -> tuple[str, str]:
    """Return the first and last day of a leg, each only if it is one undisputed day."""
    found = []
    for predicate in ("departed", "arrived"):
        cell = leg.cell(predicate)
        days = {one_day(version.interval) for version in cell.sound}
        sure = len(cell.sound) == len(days) == 1 and not cell.disputed
        found.append(days.pop() if sure else "")
    return (found[0], found[1])


def one_day(interval: DateInterval | None) -> str:
    """Return the day of an interval that is exactly one; ``""`` for any other."""
    if interval is None or interval.precision != "day" or interval.earliest != interval.latest:
        return ""
    return interval.latest.isoformat() if interval.latest is not None else ""


def safe_id(text: str) -> str:
    """Return an id that any file can hold; one that cannot stand as it is keeps apart by a hash."""
    shown = plain(text)
    if shown == text:
        return text
    return f"{shown} #{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def node_id(thing: Thing) -> str:
    """Return the id of a node: its kind and the id of the case."""
    return safe_id(f"{thing.kind}:{thing.key}")


def _node(
    account: Account, table: str, key: str, row: dict[str, Any], spans: dict[str, tuple[str, str]]
) -> Node:
    columns = _CELLS[table]
    unnamed = table == "entities" and by_role(row)
    account.carry(table, key, *columns, "label" if table == "legs" else "name")
    if unnamed:
        for column in ("name", "name_original"):
            if row[column] and row[column] != row["role"]:
                account.lose(table, key, column, PERSON)
    values = {"kind": _NODES[table], **{to: text_of(row[at]) for at, to in columns.items()}}
    start, end = spans.get(key, ("", "")) if table == "legs" else ("", "")
    return Node(safe_id(f"{_NODES[table]}:{key}"), label(table, row), values, start, end)


class _Ends:
    """What an edge takes from its claim and from the leg it touches."""

    def __init__(self, spans: dict[str, tuple[str, str]], case: Case) -> None:
        self._spans = spans
        self._case = case
        self._claims = dict(rows(case, "claims"))
        self._statements = {key: str(row["statement"]) for key, row in self._claims.items()}

    def edge(self, made: str, ends: tuple[Thing, Thing], words: str, claim: str,
             **values: str) -> Edge:  # fmt: skip
        from osint_helpers.journey.pivot import interval_of

        row = self._claims[claim]
        interval = interval_of(row)
        date = interval.text() if interval.latest is not None else ""
        legs = [end.key for end in ends if end.kind == "leg"]
        start, end = self._spans[legs[0]] if len(legs) == 1 else ("", "")
        told = {
            "claims": claim, "claim_certainty": str(row["certainty"]), "claim_date": date,
            "contradicted_by": ", ".join(self._case.contradicting(claim)),
            "replies": " ".join(replies(row, self._statements)),
        }  # fmt: skip
        return Edge(
            safe_id(made), node_id(ends[0]), node_id(ends[1]), words, {**values, **told}, start, end
        )


def _relations(case: Case, account: Account, things: Things, ends: _Ends) -> list[Edge]:
    made = []
    for key, row in rows(case, "relations"):
        subject, other = (things.get(str(row[column])) for column in ("subject", "object"))
        if subject is None or other is None:
            account.lose("relations", key, "subject" if subject is None else "object", NO_END)
            continue
        words = str(row["relation"]).replace("_", " ")
        claim = str(row["claim"])
        account.carry("relations", key, *row)
        _claimed(account, claim)
        made.append(ends.edge(f"relation:{key}", (subject, other), words, claim,
                              kind="relation", note=str(row["note"])))  # fmt: skip
    return made


def _cells(case: Case, account: Account, things: Things, ends: _Ends) -> list[Edge]:
    """Return an edge a cell of a leg that names a place or a party, every sound version."""
    made = []
    for one in all_readings(case):
        if one.predicate not in TIES or one.distortion:
            if one.predicate in TIES:
                account.lose(one.table, one.key, "value", DISTORTION)
            continue
        edge = _cell(account, one, things, ends)
        made += [edge] if edge is not None else []
    return made


def _cell(account: Account, one: Reading, things: Things, ends: _Ends) -> Edge | None:
    leg, other = things.get(one.subject), things.meant(one.value)
    if leg is None or leg.kind != "leg" or other is None:
        if one.value:
            account.lose(one.table, one.key, "value", NO_END)
        return None
    words = _PLANNED.get(one.predicate, one.predicate)
    account.carry(one.table, one.key, "subject", "predicate", "value", "claim")
    _claimed(account, one.claim)
    return ends.edge(f"cell:{one.key}", (leg, other), words, one.claim, kind="cell of a leg")


def _claimed(account: Account, claim: str) -> None:
    """Account for what an edge holds of its claim."""
    account.carry("claims", claim, "certainty", "responses")
    for column in ("date_from", "date_to", "precision"):
        account.lose("claims", claim, column, IN_WORDS)
