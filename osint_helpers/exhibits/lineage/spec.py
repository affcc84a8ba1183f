"""The lineage of a case as plain JSON: publications, those that pass on, those that gathered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._near import did_you_mean
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.lineage.grouping import edge_counts, groups, source_rows

if TYPE_CHECKING:
    from osint_helpers.case import Case

_FORM: Final[Form] = {
    "scope": str, "sources": list, "groups": list, "middle": list, "strands": list,
    "edges": list, "joint": list, "counts": list, "uncited": list,
    "provenance": str,
}  # fmt: skip
_PARTS: Final[dict[str, Form]] = {
    "sources": {"source": str, "publisher": str, "title": str, "published": str, "kind": str,
                "parents": list, "strand": str},
    "groups": {"key": str, "label": str, "own": bool, "parents": list, "strands": list,
               "sources": list},
    "middle": {"origin": str, "name": str, "note": str},
    "strands": {"origin": str, "name": str, "own": list, "resting": int},
    "edges": {"from": str, "to": str, "sources": int, "own": bool},
    "joint": {"from": str, "to": str, "note": str},
    "counts": {"label": str, "leg": str, "articles": int, "lower": int, "upper": int,
               "text": str},
}  # fmt: skip


def build(
    case: Case, *, claims: Iterable[str] | None = None, leg: str | None = None
) -> dict[str, Any]:
    """Return the specification for the whole case, for some claims, or for one leg.

    Raises
    ------
    ExhibitError
        If both ``claims`` and ``leg`` are given, or the case has no such leg.
    """
    chosen, scope = _scope(case, claims, leg)
    claims_drawn = tuple(case.claims["claim"]) if chosen is None else chosen
    cited = {source for claim in claims_drawn for source in case.sources_of(claim)}
    # Package data are no publications: see `osint_helpers.case.strands`.
    said = {s for s in cited if case.source(s)["kind"] != "dataset"}
    sources = source_rows(case, said)
    grouped = groups(sources)
    edges = edge_counts(grouped, sources)
    middle, strands, joint = _origins(case, sources, edges)
    return {
        "scope": scope,
        "sources": sources,
        "groups": grouped,
        "middle": middle,
        "strands": strands,
        "edges": _edges(grouped, edges),
        "joint": joint,
        "counts": _counts(case, chosen, scope),
        "uncited": [s for s in case.sources["source"] if chosen is None and s not in said],
        "provenance": "sources.csv and origins.csv of the case",
    }


def _scope(
    case: Case, claims: Iterable[str] | None, leg: str | None
) -> tuple[tuple[str, ...] | None, str]:
    """Return the claims the figure is limited to (``None``: all) and words for them."""
    if claims is not None and leg is not None:
        raise ExhibitError("a lineage is drawn for claims or for a leg, not for both")
    if leg is not None:
        row = case.legs[case.legs["leg"] == leg]
        if row.empty:
            advice = did_you_mean(leg, case.legs["leg"])
            raise ExhibitError(f"the case has no leg {leg!r}", advice=advice)
        return tuple(row["claims"].iloc[0]), _titled(leg, str(row["label"].iloc[0]))
    if claims is not None:
        chosen = tuple(claims)
        for claim in chosen:
            case.claim(claim)
        return chosen, f"{len(chosen)} claims"
    return None, "Whole case"


def _titled(leg: str, label: str) -> str:
    """Return the label of a leg, with its id before it if the label does not begin with it."""
    return label if label.startswith(leg) else f"{leg} {label}"


def _origins(
    case: Case, sources: Sequence[dict[str, Any]], edges: Counter[tuple[str, str]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return those that pass on, the strands, and joint publications; adds edges of the first."""
    register = {row.origin: row for row in case.origins.itertuples(index=False)}
    middle = _passing(register, edges)
    own: dict[str, list[str]] = {}
    for source in sources:
        if source["strand"]:
            own.setdefault(source["strand"], []).append(source["source"])
    reached = {b for _, b in edges if register[b].own_gathering == "yes"} | set(own)
    resting = Counter(o for source in sources for o in _rests_on(source["parents"], register))
    strands = [
        {"origin": o, "name": r.name, "own": own.get(o, []), "resting": resting[o]}
        for o, r in register.items()
        if o in reached
    ]
    joint = [
        {"from": o, "to": other, "note": register[o].note}
        for o in register
        if o in reached
        for other in register[o].rests_on
        if other in reached
    ]
    return middle, strands, joint


def _rests_on(parents: Iterable[str], register: dict[str, Any]) -> set[str]:
    """Return the bodies with own gathering that the parents lead to."""
    found: set[str] = set()
    waiting, seen = list(parents), set()
    while waiting:
        origin = waiting.pop()
        if register[origin].own_gathering == "yes":
            found.add(origin)
        elif origin not in seen:
            seen.add(origin)
            waiting.extend(register[origin].rests_on)
    return found


def _edges(
    grouped: Sequence[dict[str, Any]], edges: Counter[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Return the edges as rows; ``own`` marks those from a publication to its own gathering."""
    parents = {group["key"]: group["parents"] for group in grouped}
    return [
        {"from": a, "to": b, "sources": n, "own": a in parents and b not in parents[a]}
        for (a, b), n in sorted(edges.items())
    ]


def _passing(register: dict[str, Any], edges: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return origins without own gathering that are reached; each hands on to what it rests on."""
    waiting = sorted({b for _, b in edges if register[b].own_gathering != "yes"})
    found: list[str] = []
    while waiting:
        origin = waiting.pop(0)
        if origin in found:
            continue
        found.append(origin)
        number = sum(n for (_, b), n in edges.items() if b == origin)
        for other in register[origin].rests_on:
            edges[origin, other] += number
            if register[other].own_gathering != "yes":
                waiting.append(other)
    return [
        {"origin": o, "name": register[o].name, "note": register[o].note} for o in sorted(found)
    ]


def _counts(case: Case, chosen: tuple[str, ...] | None, scope: str) -> list[dict[str, Any]]:
    """Return articles and strands of the scope and, for a whole case, of every leg.

    The claims of a leg are those of `osint_helpers.journey.legs`, as in the table of strands.
    """
    from osint_helpers import journey
    from osint_helpers.case import strands

    asked: list[tuple[str, str, tuple[str, ...]]]
    if chosen is not None:
        asked = [(scope, "", chosen)]
    else:
        asked = [(scope, "", tuple(case.claims["claim"]))]
        asked += [(_titled(leg.id, leg.label), leg.id, leg.claims) for leg in journey.legs(case)]
    rows = []
    for label, leg, claims in asked:
        count = strands.count(case, claims)
        rows.append(
            {"label": label, "leg": leg, "articles": int(count.articles),
             "lower": int(count.lower), "upper": int(count.upper), "text": str(count.text)}
        )  # fmt: skip
    return rows


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a lineage specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _FORM, "spec")
    texts(spec["uncited"], "spec.uncited")
    for part, form in _PARTS.items():
        for n, entry in enumerate(spec[part]):
            need(entry, form, f"spec.{part}[{n}]")
            for key in (key for key, kind in form.items() if kind is list):
                texts(entry[key], f"spec.{part}[{n}].{key}")
    nodes = [group["key"] for group in spec["groups"]]
    nodes += [entry["origin"] for entry in (*spec["middle"], *spec["strands"])]
    if len(set(nodes)) != len(nodes):
        raise ExhibitError("spec: two nodes have the same name")
    for part in ("edges", "joint"):
        for n, edge in enumerate(spec[part]):
            if edge["from"] not in nodes or edge["to"] not in nodes:
                raise ExhibitError(f"spec.{part}[{n}]: joins a node that does not exist")
    if any(edge["sources"] < 1 for edge in spec["edges"]):
        raise ExhibitError("spec.edges: an edge stands for no publication")
