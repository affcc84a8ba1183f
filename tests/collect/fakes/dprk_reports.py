"""One JSON file of entities and edges in the words of FollowTheMoney. All names SYNTHETIC.

All values of properties are lists of texts; an ``idNumber`` looks like ``SCHEME:value``; edges have
schema, source, target, role and relationship. The real file has some flaws, which are here too: an
edge that ends at an id that is not there, a record twice, two records under one id.
"""

from __future__ import annotations

from typing import Any

from tests.collect.fakes.server import Reply, Request, as_json


def entity(id_: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    """Return an entity."""
    return {"id": id_, "schema": schema, "properties": properties}


def edge(schema: str, source: str, target: str, role: str = "", relationship: str = "") -> Any:
    """Return an edge."""
    return {"schema": schema, "source": source, "target": target, "role": role,
            "relationship": relationship}  # fmt: skip


SHIP, OTHER, COMPANY = "synthetic-ship", "synthetic-other-ship", "synthetic-company"
ENTITIES = [
    entity(SHIP, "Vessel", name=["SYNTHETIC TRADER", "TEST VESSEL"], imoNumber=["IMO9999993"],
           mmsi=["999000001"], flag=["zz"], alias=["SYN TRADER"], type=["General cargo"]),
    entity(OTHER, "Vessel", name=["SYNTHETIC OTHER"], imoNumber=["0000001"],
           fraudImoNumber=["9999993"], idNumber=["Register: No. 5: SYNTHETIC"]),
    entity("synthetic-third-ship", "Vessel", name=["SYNTHETIC THIRD"],
           idNumber=["IMO number: 9999981", "no colon"]),
    entity(COMPANY, "Company", name=["SYNTHETIC SHIPPING LTD"], country=["zz"],
           idNumber=["BIC:SYNTZZ00"], registrationNumber=["SYN-1"]),
    entity("synthetic-person", "Person", name=["SYNTHETIC PERSON"], nationality=["zz"]),
    entity("synthetic-event", "Event", name=["SYNTHETIC transfer"], date=["2018-08"],
           involved=[SHIP, OTHER]),
    entity("synthetic-doc-1", "Documentation", recordId=["SYNTHETIC-0001"],
           summary=["SYNTHETIC report, paragraph 12"], document=["synthetic-report"]),
    entity("synthetic-doc-2", "Documentation", recordId=["SYNTHETIC-0002"],
           summary=["SYNTHETIC report, annex 3"]),
    entity("synthetic-doc-3", "Documentation", recordId=["SYNTHETIC-0003"], entity=[COMPANY]),
    entity("synthetic-report", "Document", title=["SYNTHETIC report"], date=["2019-03-05"],
           sourceUrl=["https://example.org/report"]),
    entity("synthetic-source", "Source", name=["SYNTHETIC Panel"]),
    entity("synthetic-sanction", "Sanction", program=["SYNTHETIC"], entity=[SHIP]),
    entity("synthetic-sanction", "Sanction", program=["SYNTHETIC, changed"], entity=[SHIP]),
    entity("synthetic-source", "Source", name=["SYNTHETIC Panel"]),
]  # fmt: skip
EDGES = [
    edge("Documentation", "synthetic-doc-1", SHIP),
    edge("Documentation", "synthetic-doc-2", "synthetic-event"),
    edge("Documentation", "synthetic-doc-2", "synthetic-report"),
    edge("Documentation", "synthetic-doc-3", "synthetic-report"),
    edge("UnknownLink", SHIP, COMPANY, "operator ", "SYNTHETIC"),
    edge("Employment", "synthetic-person", COMPANY, "director"),
    edge("Employment", "synthetic-person", COMPANY, "director"),
    edge("Ownership", "synthetic-nobody", SHIP),
    edge("Mentions", "synthetic-source", "synthetic-report"),
]
FILE = {"entities": ENTITIES, "edges": EDGES}


def answer(request: Request) -> Reply:
    """Answer as the site."""
    if request.path == "data.json":
        return as_json(FILE)
    return Reply(b"<html>not found</html>", "text/html", 404)
