"""What DPRK Reports is, under which terms it is read, and its columns."""

from __future__ import annotations

from typing import Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.manifests import Manifest, Rate

MANIFEST: Final = Manifest(
    name="dprk_reports",
    kind="vessels",
    title="DPRK Reports",
    publisher="Royal United Services Institute and Korea Risk Group",
    terms="No licence was found in what was read, so a short extract with hash and locator may be "
    "cited and nothing passed on, until the publisher says otherwise: ask before sharing.",
    terms_url="https://dprk-reports.org",
    licence="cite-only",
    attribution="DPRK Reports, RUSI and Korea Risk Group (dprk-reports.org), from reports of the "
    "United Nations Panel of Experts",
    calls=("entities", "edges", "identifiers", "mentions"),
    schema="dprk_reports/1",
    basis="documented",
    servers={"": "https://dprk-reports.org"},
    rate=Rate(1, 10.0),
    limits=(
        (
            "A reading of the Panel's reports by others, 2010 to 2023: cite the report and its "
            "paragraph, not this file. That a name stands in it is no finding against anyone."
        ),
        "Words such as fraudulent are the publisher's; they are quoted as names of its fields.",
        (
            "The file has no date of its own and changes without notice: what was read is frozen "
            "by its SHA-256."
        ),
        (
            "Built from public code that reads the file; how documentation hangs on a ship (by "
            "edge or by property) was not seen, so both ways are walked. To be confirmed at the "
            "first live call."
        ),
        "Not found here means that this file names no such ship, not that no report does.",
    ),
)

ENTITIES: Final = (
    Column("entity", "text", "", "id", "id"),
    Column("schema", "text", "", "FollowTheMoney schema: Vessel, Company, Event, Documentation …"),
    Column("name", "text", "", "first name, title or record id"),
    Column("names", "list", "", "all names", "name"),
    Column("aliases", "list", "", "other names", "alias, weakAlias, previousName"),
    Column("imo", "list", "", "IMO numbers as written", "imoNumber"),
    Column("mmsi", "list", "", "MMSI as written", "mmsi"),
    Column("flags", "list", "", "flags", "flag"),
    Column("countries", "list", "", "countries, nationalities, jurisdictions"),
    Column("dates", "list", "", "dates as written", "date, startDate, endDate"),
    Column("record", "list", "", "record ids of the publisher", "recordId"),
    Column("urls", "list", "", "addresses", "sourceUrl"),
    Column("records", "integer", "", "records of the file with this id; more than 1: they differ"),
    Column("properties", "json", "", "every property as it stands"),
)
EDGES: Final = (
    Column("schema", "text", "", "kind of the link, in the publisher's word"),
    Column("source", "text", "", "id"),
    Column("target", "text", "", "id"),
    Column("role", "text", "", "role as written"),
    Column("relationship", "text", "", "relationship as written"),
    Column("source_known", "flag", "", "whether the file has an entity of that id"),
    Column("target_known", "flag", "", "whether the file has an entity of that id"),
    Column("times", "integer", "", "how often the very same edge stands in the file"),
    Column("properties", "json", "", "properties of the edge as they stand"),
)
IDENTIFIERS: Final = (
    Column("entity", "text", "", "id"),
    Column("entity_schema", "text", "", "its schema"),
    Column("name", "text", "", "its name"),
    Column("property", "text", "", "the publisher's field"),
    Column("scheme", "text", "", "before the colon, or what the field itself says"),
    Column("value", "text", "", "after the colon"),
    Column("raw", "text", "", "as it stands"),
    Column("valid", "flag", "", "IMO number and MMSI: whether form and check digit are right"),
    Column("check", "text", "", "what the check found"),
)
MENTIONS: Final = (
    Column("vessel", "text", "", "id of the ship"),
    Column("vessel_name", "text", "", "its name"),
    Column("matched", "text", "", "field and value the IMO number was found in"),
    Column("entity", "text", "", "id of what was reached"),
    Column("schema", "text", "", "Documentation, Document, Event, Source, Sanction …"),
    Column("title", "text", "", "title, name or record id"),
    Column("record", "list", "", "record ids", "recordId"),
    Column("summary", "list", "", "as written, with paragraphs where they are named", "summary"),
    Column("dates", "list", "", "as written"),
    Column("urls", "list", "", "addresses", "sourceUrl"),
    Column("steps", "integer", "", "links from the ship"),
    Column("path", "list", "", "ids on the way, the ship first"),
    Column("links", "list", "", "links on the way: schema of an edge, or name of a property"),
    Column("properties", "json", "", "every property as it stands"),
)
COLUMNS: Final[ByCall] = {
    "entities": ENTITIES,
    "edges": EDGES,
    "identifiers": IDENTIFIERS,
    "mentions": MENTIONS,
}
