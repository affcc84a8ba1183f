"""The network of a case as GEXF 1.3, for Gephi and other graph programs.

Written with the standard library. networkx 3.6.1 can write 1.3 too, but puts the day it runs into
the file, a wrong address of the namespace ``xsi``, and an attribute ``name`` the schema of 1.3
does not know; it reads this file back whole, which a test holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from osint_helpers._card import Carded
from osint_helpers.export.account import by_reason
from osint_helpers.export.graph import Edge, Node, graph
from osint_helpers.export.plain import plain
from osint_helpers.export.things import as_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from osint_helpers.case.model import Case

NAMESPACE: Final = "http://gexf.net/1.3"
_NODE: Final = ("kind", "schema", "role", "country", "status", "note", "lat", "lon")
_EDGE: Final = (
    "kind",
    "claims",
    "claim_certainty",
    "claim_date",
    "contradicted_by",
    "replies",
    "note",
)
_NUMBERS: Final = ("lat", "lon")


@dataclass(frozen=True, repr=False)
class GexfExport(Carded):
    """The network of a case as GEXF, and what it does not hold.

    Attributes
    ----------
    text
        The file.
    nodes, edges
        How many it holds.
    losses
        As of :class:`osint_helpers.export.FtmExport`.
    """

    text: str
    nodes: int
    edges: int
    losses: pd.DataFrame

    @property
    def reasons(self) -> dict[str, int]:
        """Return reason -> number of losses."""
        return by_reason(self.losses)


def gexf(case: Case) -> GexfExport:
    """Return the network of a case: parties, items, legs and places, and what ties them.

    An edge or a leg has a start and an end only where each is one undisputed day of a claim;
    every other date stands in words. The file bears the day of ``case.toml``, not today.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    GexfExport
        The same text for the same case, whatever the day and the machine.

    Raises
    ------
    ExportError
        When ``as_of`` of the case is no day.
    """
    nodes, edges, losses = graph(case)
    root = ET.Element("gexf", {
        "xmlns": NAMESPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}/gexf.xsd", "version": "1.3",
    })  # fmt: skip
    meta = ET.SubElement(root, "meta", lastmodifieddate=as_of(case))
    ET.SubElement(meta, "creator").text = "osint-helpers"
    told = f"{case.meta.title}. {case.meta.label}. {case.meta.caution}"
    ET.SubElement(meta, "description").text = plain(told)
    body = ET.SubElement(root, "graph", mode="dynamic", defaultedgetype="directed",
                         timeformat="date", timerepresentation="interval")  # fmt: skip
    _attributes(body, "node", _NODE)
    _attributes(body, "edge", _EDGE)
    _nodes(body, nodes)
    _edges(body, edges)
    ET.indent(root)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
    return GexfExport(text, len(nodes), len(edges), losses)


def _attributes(body: ET.Element, kind: str, names: Sequence[str]) -> None:
    block = ET.SubElement(body, "attributes", {"class": kind, "mode": "static"})
    for name in names:
        typed = "double" if name in _NUMBERS else "string"
        ET.SubElement(block, "attribute", id=f"{kind}-{name}", title=name, type=typed)


def _nodes(body: ET.Element, nodes: Sequence[Node]) -> None:
    block = ET.SubElement(body, "nodes", count=str(len(nodes)))
    for node in nodes:
        given = {"id": node.id, "label": plain(node.label) or node.id, **_span(node)}
        _values(ET.SubElement(block, "node", given), "node", node.values)


def _edges(body: ET.Element, edges: Sequence[Edge]) -> None:
    block = ET.SubElement(body, "edges", count=str(len(edges)))
    for edge in edges:
        given = {"id": edge.id, "source": edge.source, "target": edge.target,
                 "label": plain(edge.label), **_span(edge)}  # fmt: skip
        _values(ET.SubElement(block, "edge", given), "edge", edge.values)


def _span(thing: Node | Edge) -> dict[str, str]:
    return {name: day for name, day in (("start", thing.start), ("end", thing.end)) if day}


def _values(element: ET.Element, kind: str, values: dict[str, Any]) -> None:
    texts = {name: plain(str(value)) for name, value in values.items()}
    filled = {name: text for name, text in texts.items() if text}
    if filled:
        block = ET.SubElement(element, "attvalues")
        for name, text in filled.items():
            ET.SubElement(block, "attvalue", {"for": f"{kind}-{name}", "value": text})
