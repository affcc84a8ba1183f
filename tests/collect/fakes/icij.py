"""The reconciliation service of the ICIJ, and its bulk archive. SYNTHETIC nodes.

Built from the specification of the reconciliation API 0.2 (a form field ``queries`` with JSON; a
``result`` list for each key) and the headers of the bulk files.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any
from urllib.parse import parse_qs

from tests.collect.fakes.server import Reply, Request, as_json

ENTITY = (
    "node_id,name,original_name,former_name,jurisdiction,jurisdiction_description,company_type,"
    "address,internal_id,incorporation_date,inactivation_date,struck_off_date,dorm_date,status,"
    "service_provider,ibcRUC,country_codes,countries,sourceID,valid_until,note"
)
SHORT = "node_id,name,countries,country_codes,sourceID,valid_until,note"
MIDDLE = "node_id,name,status,internal_id,address,countries,country_codes,sourceID,valid_until,note"
ADDRESS = "node_id,address,name,countries,country_codes,sourceID,valid_until,note"
OTHER = (
    "node_id,name,type,incorporation_date,struck_off_date,closed_date,jurisdiction,"
    "jurisdiction_description,countries,country_codes,sourceID,valid_until,note"
)
LINK = "node_id_start,node_id_end,rel_type,link,status,start_date,end_date,sourceID"

LEAK = {"sourceID": "SYNTHETIC Papers", "valid_until": "SYNTHETIC data are current to 2015"}
FILES: dict[str, tuple[str, list[dict[str, str]]]] = {
    "nodes-entities.csv": (ENTITY, [
        {"node_id": "9000001", "name": "SYNTHETIC TRÁDER, S.A.", "former_name": "OLD TEST LTD",
         "jurisdiction": "XXA", "jurisdiction_description": "Synthetic Islands",
         "address": "1 Synthetic Quay\nExample Town", "incorporation_date": "06-JAN-2006",
         "struck_off_date": "Sep 25, 2012", "inactivation_date": "03/04/2011",
         "status": "Defaulted", "service_provider": "SYNTHETIC PROVIDER", "ibcRUC": "000-1",
         "country_codes": "XXA;XXB", **LEAK},
        {"node_id": "9000002", "name": "TEST HOLDING LTD", "original_name": "Synthetic \"Trader\"",
         "incorporation_date": "2001", **LEAK},
        {"node_id": "9000003", "name": "ANOTHER TEST LTD", **LEAK},
    ]),
    "nodes-officers.csv": (SHORT, [
        {"node_id": "9100001", "name": "Synthetic Trader Nominees", "country_codes": "XXA", **LEAK},
    ]),
    "nodes-intermediaries.csv": (MIDDLE, [
        {"node_id": "9200001", "name": "SYNTHETIC AGENTS", "status": "ACTIVE", **LEAK},
    ]),
    "nodes-addresses.csv": (ADDRESS, [
        {"node_id": "9300001", "address": "Trader House, 2 Synthetic Street", **LEAK},
    ]),
    "nodes-others.csv": (OTHER, [
        {"node_id": "9400001", "name": "SYNTHETIC TRADER TRUST", "type": "TRUST",
         "closed_date": "31-DEC-2009", **LEAK},
    ]),
    "relationships.csv": (LINK, [
        {"node_id_start": "9100001", "node_id_end": "9000001", "rel_type": "officer_of",
         "link": "shareholder of", "start_date": "10-FEB-2007", "sourceID": "SYNTHETIC Papers"},
        {"node_id_start": "9000001", "node_id_end": "9300001", "rel_type": "registered_address",
         "link": "registered address", "end_date": "soon", "sourceID": "SYNTHETIC Papers"},
        {"node_id_start": "9200001", "node_id_end": "9000003", "rel_type": "intermediary_of",
         "link": "intermediary of", "sourceID": "SYNTHETIC Papers"},
    ]),
}  # fmt: skip


def table(name: str, *, header: str = "") -> str:
    """Return a file of the archive."""
    fields, rows = FILES[name]
    held = io.StringIO()
    writer = csv.DictWriter(
        held, (header or fields).split(","), quoting=csv.QUOTE_ALL, extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def archive(**changed: str | None) -> bytes:
    """Return the bulk archive; ``nodes_officers="…"`` changes a file, None leaves it out."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("README.txt", "SYNTHETIC")
        for name in FILES:
            text = changed.get(name.replace("-", "_").removesuffix(".csv"), table(name))
            if text is not None:
                out.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def hit(node: str, name: str, score: float) -> dict[str, Any]:
    """Return a candidate."""
    return {
        "id": node, "name": name, "score": score, "match": score >= 90,
        "type": [{"id": "https://offshoreleaks.icij.org/schema/oldb/entity", "name": "Entity"}],
        "description": "SYNTHETIC Papers · Synthetic Islands",
    }  # fmt: skip


def answer(request: Request) -> Reply:
    """Answer as the service does."""
    if request.path != "reconcile" or request.method != "POST":
        return Reply(b"<html>not found</html>", "text/html", 404)
    queries = json.loads(parse_qs(request.body.decode())["queries"][0])
    found = {}
    for key, one in queries.items():
        words = set(one["query"].casefold().split())
        hits = []
        for name, (_, rows) in FILES.items():
            for row in rows if name.startswith("nodes-ent") else []:
                common = len(words & set(row["name"].casefold().replace(",", "").split()))
                if common:
                    hits.append(hit(row["node_id"], row["name"], 100 * common / len(words)))
        hits.sort(key=lambda one: (-one["score"], one["id"]))
        found[key] = {"result": hits[: one.get("limit", 10)]}
    return as_json(found)
