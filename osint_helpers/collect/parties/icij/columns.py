"""Columns of candidates, nodes and relations, and the headers of the bulk files."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.parties.party import PARTY

CANDIDATES: Final = (
    *PARTY,
    Column("query", "text", about="the name that was looked for"),
    Column("rank", "integer", about="place among the candidates of this name, from 1"),
    Column("score", "number", about="of the source, on its own scale; no probability"),
    Column("match", "flag", about="the source's own mark; no identification"),
    Column("types", "list", about="kinds of node, as printed"),
    Column("description", "text", about="as printed: data set, place"),
    Column("page", "text", about="address of the node on the site"),
)

NODES: Final = (
    *PARTY,
    Column("node_type", "text", about="entity, officer, intermediary, address, other"),
    Column("countries", "list", about="ISO 3166 three letters, as printed"),
    Column("company_type", "text", about="as printed; of the kind other its type"),
    Column("service_provider", "text", about="the firm whose files were leaked, where given"),
    Column("register_number", "text", about="as printed", source="ibcRUC"),
    Column("struck_off", "day", about="struck off the register", source="struck_off_date"),
    Column("inactive", "day", about="became inactive", source="inactivation_date"),
    Column("leak", "text", about="data set", source="sourceID"),
    Column("valid_until", "text", about="how far the data of the leak reach, as printed"),
    Column("note", "text", about="as printed"),
    Column("dates_unread", "list", about="dates in a form that is not known, as printed"),
    Column("page", "text", about="address of the node on the site"),
    Column("file", "text", about="member of the archive"),
    Column("line", "integer", about="row of that file, its header being 1"),
)

LINKS: Final = (
    Column("start", "text", about="node id", source="node_id_start"),
    Column("end", "text", about="node id", source="node_id_end"),
    Column("kind", "text", about="officer_of, intermediary_of, registered_address …",
           source="rel_type"),
    Column("link", "text", about="in words: shareholder of, director of …"),
    Column("status", "text", about="as printed"),
    Column("valid_from", "day", about="begin of the relation, by the source", source="start_date"),
    Column("valid_to", "day", about="end of the relation, by the source", source="end_date"),
    Column("leak", "text", about="data set", source="sourceID"),
    Column("dates_unread", "list", about="dates in a form that is not known, as printed"),
    Column("line", "integer", about="row of the file, its header being 1"),
)  # fmt: skip
COLUMNS: Final[ByCall] = {"reconcile": CANDIDATES}

_ALL: Final = ("countries", "country_codes", "valid_until", "note")

# member of the archive -> kind of node, columns that must and that may be there
FILES: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "nodes-entities.csv": (
        "entity", ("node_id", "name", "sourceID"),
        (*_ALL, "original_name", "former_name", "jurisdiction", "jurisdiction_description",
         "company_type", "address", "internal_id", "incorporation_date", "inactivation_date",
         "struck_off_date", "dorm_date", "status", "service_provider", "ibcRUC"),
    ),
    "nodes-officers.csv": ("officer", ("node_id", "name", "sourceID"), _ALL),
    "nodes-intermediaries.csv": (
        "intermediary", ("node_id", "name", "sourceID"),
        (*_ALL, "status", "internal_id", "address"),
    ),
    "nodes-addresses.csv": ("address", ("node_id", "address", "sourceID"), (*_ALL, "name")),
    "nodes-others.csv": (
        "other", ("node_id", "name", "sourceID"),
        (*_ALL, "type", "incorporation_date", "struck_off_date", "closed_date", "jurisdiction",
         "jurisdiction_description"),
    ),
}  # fmt: skip
RELATIONS: Final = "relationships.csv"
LINK: Final = ("node_id_start", "node_id_end", "rel_type", "link", "sourceID")
LINK_MORE: Final = ("status", "start_date", "end_date")
