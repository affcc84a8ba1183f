"""From a ship to the reports that name it, along edges and properties."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from typing import Any, Final

from osint_helpers.collect.vessels.dprk_reports.records import imo_of, split

# What tells where a statement stands. The walk goes on through an event and a documentation, and
# ends at a document or source: beyond it lies everything else that document mentions.
THROUGH: Final = frozenset({"Event", "Documentation", "Sanction", "Note", "Mention"})
ENDS: Final = frozenset({"Document", "Source", "Pages", "PlainText", "HyperText"})
MOST_STEPS: Final = 4
_IMO: Final = ("imoNumber", "fraudImoNumber", "idNumber")
_Links = dict[str, list[tuple[str, str]]]


def walk(
    entities: Collection[dict[str, Any]], edges: Collection[dict[str, Any]], imo: str
) -> Iterator[dict[str, Any]]:
    """Give what is reached from each ship with an IMO number, nearest first.

    Parameters
    ----------
    entities, edges
        Rows of `records.Records`.
    imo
        IMO number in any form. Fields the publisher calls fraudulent are searched too; the
        column ``matched`` says which field it was.

    Yields
    ------
    dict
        As `manifest.MENTIONS`.
    """
    # of records that differ under one id, each is looked at; links are those of the id
    held: dict[str, list[dict[str, Any]]] = {}
    for one in entities:
        held.setdefault(one["entity"], []).append(one)
    links = _links(held, edges)
    done: set[str] = set()
    for ship, matched in ships(entities, imo):
        if ship["entity"] in done:
            continue
        done.add(ship["entity"])
        for steps, path, names in _reached(held, links, ship["entity"]):
            for one in held[path[-1]]:
                yield {
                    "vessel": ship["entity"], "vessel_name": ship["name"], "matched": matched,
                    "entity": one["entity"], "schema": one["schema"], "title": one["name"],
                    "record": one["record"], "summary": one["properties"].get("summary", ()),
                    "dates": one["dates"], "urls": one["urls"], "steps": steps, "path": path,
                    "links": names, "properties": one["properties"],
                }  # fmt: skip


def ships(entities: Collection[dict[str, Any]], imo: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Give each ship with an IMO number, and the field and value it was found in."""
    wanted = imo_of(imo)
    for one in entities:
        found = _matched(one, wanted) if one["schema"] == "Vessel" and wanted else ""
        if found:
            yield one, found


def _matched(ship: dict[str, Any], wanted: str) -> str:
    for name in _IMO:
        for raw in ship["properties"].get(name, ()):
            scheme, value = split(raw) if name == "idNumber" else ("IMO", raw)
            if (scheme or "").upper().startswith("IMO") and imo_of(value) == wanted:
                return f"{name}: {raw}"
    return ""


def _links(held: dict[str, list[dict[str, Any]]], edges: Collection[dict[str, Any]]) -> _Links:
    """Return neighbours both ways: by edge, and by a property whose value is the id of another."""
    links: _Links = {}

    def join(one: str, other: str, name: str) -> None:
        if one in held and other in held and one != other:
            links.setdefault(one, []).append((other, name))
            links.setdefault(other, []).append((one, name))

    for edge in edges:
        join(edge["source"], edge["target"], edge["schema"])
    for same in held.values():
        for one in same:
            for name, values in one["properties"].items():
                for value in values:
                    join(one["entity"], value, name)
    return links


def _reached(
    held: dict[str, list[dict[str, Any]]], links: _Links, ship: str
) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    seen = {ship}
    waiting = deque([((ship,), ())]) if ship in held else deque[Any]()
    while waiting:
        path, names = waiting.popleft()
        for other, name in links.get(path[-1], ()):
            kinds = {one["schema"] for one in held[other]}
            if other in seen or not kinds & (THROUGH | ENDS):
                continue
            seen.add(other)
            further = ((*path, other), (*names, name))
            yield len(path), *further
            if kinds & THROUGH and len(path) < MOST_STEPS:
                waiting.append(further)
