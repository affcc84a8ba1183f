"""The parties of a case as plain JSON: who, at which leg, linked to whom, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.errors import ExhibitError, NothingRecorded
from osint_helpers.exhibits.figures import Form, need
from osint_helpers.exhibits.network.layers import layers

if TYPE_CHECKING:
    from osint_helpers.case import Case

ITEM_TOPIC: Final = "item"
UNSURE: Final = ("alleged", "inferred", "denied")
LAYERS: Final = 3
THINGS: Final = ("Vessel", "Airplane")  # what cannot be asked
Relation = dict[str, Any]
_FORM: Final[Form] = {
    "bands": list, "nodes": list, "edges": list, "further": list, "provenance": str,
}  # fmt: skip
_NODE: Final[Form] = {
    "entity": str, "name": str, "role": str, "leg": str, "layer": int, "lines": list,
    "replies": list,
}  # fmt: skip
_LINK: Final[Form] = {"words": str, "claim": str, "certainty": str, "dashed": bool, "text": str}


def build(case: Case) -> dict[str, Any]:
    """Return the specification.

    Raises
    ------
    ExhibitError
        If no relation of the case ties a party to a leg or to the item.
    """
    relations = _relations(case)
    drawn, rest = _split(case, relations)
    if not drawn:
        raise NothingRecorded(
            "no relation ties a party to a leg", advice="fill relations.csv of the case"
        )
    parties = set(case.entities["entity"])
    edges = [r for r in drawn if r["subject"] in parties and r["object"] in parties]
    shown = {end for r in drawn for end in (r["subject"], r["object"]) if end in parties}
    order = [entity for entity in case.entities["entity"] if entity in shown]
    direct = {
        end for r in drawn for end, other in ((r["subject"], r["object"]), (r["object"],
        r["subject"])) if end in parties and other not in parties
    }  # fmt: skip
    depth = layers(order, [(r["subject"], r["object"]) for r in edges], direct, LAYERS)
    place = _places(case, drawn, order)
    nodes = [_node(case, entity, place[entity], depth[entity], drawn) for entity in order]
    used = {node["leg"] for node in nodes}
    legs = case.legs.sort_values("position", kind="stable")
    return {
        "bands": [
            {"leg": row.leg, "label": str(row.label)}
            for row in legs.itertuples(index=False)
            if row.leg in used
        ],
        "nodes": nodes,
        "edges": [{"from": r["subject"], "to": r["object"], **_link(case, r)} for r in edges],
        "further": _further(case, rest, shown),
        "provenance": "entities.csv, relations.csv and claims.csv of the case",
    }


def _relations(case: Case) -> list[Relation]:
    """Return the relations with the legs that their claim touches."""
    legs = set(case.legs["leg"][case.legs["apart"] == ""])
    touched: dict[str, set[str]] = {}
    for row in case.readings.itertuples(index=False):
        touched.setdefault(row.claim, set()).add(row.subject)
    found = []
    for row in case.relations.itertuples(index=False):
        claim = case.claim(row.claim)
        near = {row.object, row.subject, claim["topic"], claim["subject"]}
        named = sorted({row.object, row.subject} & legs)
        at = named or sorted((near | touched.get(row.claim, set())) & legs)
        found.append(
            {"subject": row.subject, "relation": row.relation, "object": row.object,
             "claim": row.claim, "note": row.note, "legs": at, "topic": claim["topic"]}
        )  # fmt: skip
    return found


def _split(case: Case, relations: Sequence[Relation]) -> tuple[list[Relation], list[Relation]]:
    """Return the relations that touch the journey, and the others.

    A relation touches it through a leg, through the item, or through a vessel of a leg.
    """
    schema = dict(zip(case.entities["entity"], case.entities["schema"], strict=True))
    vessels = {
        end
        for r in relations
        if r["legs"]
        for end in (r["subject"], r["object"])
        if schema.get(end) == "Vessel"
    }
    drawn: list[Relation] = []
    rest: list[Relation] = []
    for r in relations:
        near = bool(r["legs"]) or r["topic"] == ITEM_TOPIC
        at_vessel = r["subject"] in vessels or r["object"] in vessels
        (drawn if near or at_vessel else rest).append(r)
    return drawn, rest


def _places(case: Case, drawn: Sequence[Relation], order: Sequence[str]) -> dict[str, str]:
    """Return the leg at which each party stands: the first it touches, else its neighbour's."""
    ordered = case.legs.sort_values("position", kind="stable")
    legs = list(ordered["leg"][ordered["apart"] == ""])
    rank = {leg: n for n, leg in enumerate(legs)}
    first: dict[str, int] = {}
    for r in drawn:
        for end in (r["subject"], r["object"]):
            for leg in r["legs"]:
                first[end] = min(first.get(end, rank[leg]), rank[leg])
    for _ in order:
        for r in drawn:
            for end, other in ((r["subject"], r["object"]), (r["object"], r["subject"])):
                if end not in first and other in first:
                    first[end] = first[other]
    return {entity: legs[first.get(entity, 0)] for entity in order}


def _node(
    case: Case, entity: str, leg: str, layer: int, drawn: Sequence[Relation]
) -> dict[str, Any]:
    """Return one party: its name and role, what it is on each leg, what it answers."""
    row = case.entity(entity)
    parties = set(case.entities["entity"])
    lines = [
        {**_link(case, r), "words": f"{_words(case, r['relation'])} {r['object']}"}
        for r in drawn
        if r["subject"] == entity and r["object"] not in parties
    ]
    lines += [
        {**_link(case, r), "words": f"{r['subject']} {_words(case, r['relation'])} it"}
        for r in drawn
        if r["object"] == entity and r["subject"] not in parties
    ]
    name, role = str(row["name"]), str(row["role"])
    return {
        "entity": entity,
        "name": name,
        "role": "" if role == name else role,
        "leg": leg,
        "layer": layer,
        "lines": lines,
        "replies": _replies(case, entity),
    }


def _replies(case: Case, entity: str) -> list[dict[str, str]]:
    """Return the replies to the claims about a party, each with its speaker.

    A reply of somebody else is printed under that name: it is not the party's own. Where claims
    about a party have no reply of the party or of one who speaks for it, that is said too.
    """
    mine = case.claims[case.claims["subject"] == entity]
    given = [reply for responses in mine["responses"] for reply in responses]
    speakers = set(
        case.relations[
            (case.relations["relation"] == "speaks_for") & (case.relations["object"] == entity)
        ]["subject"]
    )
    own = {entity} | speakers
    found, answered = [], False
    for claim in dict.fromkeys(reply for reply in given if reply != NONE_FOUND):
        row = case.claim(claim)
        answered = answered or row["subject"] in own
        denies = row["certainty"] == "denied"
        if row["subject"] == entity:
            words = "denies" if denies else "replied"
        else:
            words = f"{_speaker(case, row)}{' denies' if denies else ''}"
        found.append({"words": f"{words}: {claim}", "claim": claim})
    if not answered and NONE_FOUND in given and case.entity(entity)["schema"] not in THINGS:
        found.append({"words": f"no reply {'of its own ' if found else ''}found", "claim": ""})
    return found


def _speaker(case: Case, row: Any) -> str:  # noqa: ANN401  (a pandas row)
    """Return who makes a claim, in words."""
    if case.has("entities", row["subject"]):
        return str(case.entity(row["subject"])["name"])
    return str(row["about"] or row["subject"])


def _link(case: Case, relation: Relation) -> dict[str, Any]:
    """Return words, claim and certainty of a relation."""
    claim = case.claim(relation["claim"])
    return {
        "words": _words(case, relation["relation"]),
        "claim": relation["claim"],
        "certainty": claim["certainty"],
        "dashed": claim["certainty"] in UNSURE or claim["kind"] == "inferred",
        "text": " ".join(part for part in (str(claim["statement"]), str(relation["note"])) if part),
    }


def _words(case: Case, relation: str) -> str:
    """Return a relation in plain words; a party named in it by its id gets its name."""
    words = relation.split("_")
    return " ".join(
        str(case.entity(word)["name"]) if case.has("entities", word) else word for word in words
    )


def _further(case: Case, rest: Iterable[Relation], shown: set[str]) -> list[dict[str, Any]]:
    """Return what is not drawn: other relations, then parties without any."""
    names = dict(zip(case.entities["entity"], case.entities["name"], strict=True))
    found = [
        {"words": f"{names.get(r['subject'], r['subject'])} {_words(case, r['relation'])} "
                  f"{names.get(r['object'], r['object'])}", "claim": r["claim"]}
        for r in rest
    ]  # fmt: skip
    named = shown | set(case.relations["subject"]) | set(case.relations["object"])
    found += [
        {"words": f"{row.name}: {row.role}" if row.role != row.name else row.name, "claim": ""}
        for row in case.entities.itertuples(index=False)
        if row.entity not in named
    ]
    return found


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a network specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _FORM, "spec")
    for n, band in enumerate(spec["bands"]):
        need(band, {"leg": str, "label": str}, f"spec.bands[{n}]")
    legs = {band["leg"] for band in spec["bands"]}
    for n, node in enumerate(spec["nodes"]):
        path = f"spec.nodes[{n}]"
        need(node, _NODE, path)
        for m, reply in enumerate(node["replies"]):
            need(reply, {"words": str, "claim": str}, f"{path}.replies[{m}]")
        if node["leg"] not in legs or not 0 <= node["layer"] < LAYERS:
            raise ExhibitError(f"{path}: stands at no leg or in no layer of the figure")
        for m, line in enumerate(node["lines"]):
            need(line, _LINK, f"{path}.lines[{m}]")
    entities = [node["entity"] for node in spec["nodes"]]
    if len(set(entities)) != len(entities):
        raise ExhibitError("spec.nodes: a party stands twice")
    for n, edge in enumerate(spec["edges"]):
        need(edge, {"from": str, "to": str, **_LINK}, f"spec.edges[{n}]")
        if edge["from"] not in entities or edge["to"] not in entities:
            raise ExhibitError(f"spec.edges[{n}]: joins a party that does not exist")
    for n, entry in enumerate(spec["further"]):
        need(entry, {"words": str, "claim": str}, f"spec.further[{n}]")
