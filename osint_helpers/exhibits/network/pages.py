"""The network cut into parts that fit on a page of the PDF."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.exhibits.network.placing import cards, place

PAGE: Final = 1080.0  # px of bands that fit on one page of the PDF


def pages(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the specification in parts that fit on a page each, band by band.

    A link between two parts becomes a line on the card of its subject.
    """
    parts: list[list[str]] = []
    full = 0.0
    for band in spec["bands"]:
        one = _part(spec, [band["leg"]])
        _, high = place(one, cards(one), 0.0)
        if not parts or full + high > PAGE:
            parts.append([])
            full = 0.0
        parts[-1].append(band["leg"])
        full += high
    found = [_part(spec, legs) for legs in parts]
    for part in found[:-1]:
        part["further"] = []
    return found


def _part(spec: dict[str, Any], legs: list[str]) -> dict[str, Any]:
    """Return the specification of some bands."""
    names = {node["entity"]: node["name"] for node in spec["nodes"]}
    inside = {node["entity"] for node in spec["nodes"] if node["leg"] in legs}
    nodes = []
    for node in spec["nodes"]:
        if node["entity"] in inside:
            away = [
                {key: edge[key] for key in ("claim", "certainty", "dashed", "text")}
                | {"words": f"{edge['words']} {names[edge['to']]}"}
                for edge in spec["edges"]
                if edge["from"] == node["entity"] and edge["to"] not in inside
            ]
            nodes.append({**node, "lines": [*node["lines"], *away]})
    edges = [e for e in spec["edges"] if e["from"] in inside and e["to"] in inside]
    bands = [band for band in spec["bands"] if band["leg"] in legs]
    return {**spec, "bands": bands, "nodes": nodes, "edges": edges}
