"""Parties, items, places and what ties them together, as FollowTheMoney entities and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.export import ftm_model as model
from osint_helpers.export.account import rows, text_of
from osint_helpers.export.ftm_builder import Builder, Cell
from osint_helpers.export.things import by_role, date_of, label
from osint_helpers.identifiers import check_vin

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.export.things import Things

PERSON: Final = "a person stands by role: the case does not say why it may be named"
UNPUBLISHED: Final = "that nothing is published: the model has no word for it"
NO_SERIAL: Final = "the model has no property for serials of this kind"
BAD_VIN: Final = "no vehicle identification number: its form is wrong"
AS_NUMBER: Final = "the model has no property for a VIN: it stands as a registration number"
NO_END: Final = "an end is a topic or a word, no thing an edge could lead to"
_CODES: Final = (("unlocode", "UN/LOCODE"), ("icao", "ICAO"), ("iata", "IATA"))


def add_things(case: Case, out: Builder) -> None:
    """Add every party, item and place of the case."""
    for key, row in rows(case, "entities"):
        _party(out, key, row)
    for key, row in rows(case, "items"):
        _item(out, key, row)
    for key, row in rows(case, "places"):
        _place(out, key, row)


def named(out: Builder, made: str, name: str, cell: Cell) -> None:
    """Name an entity; one whose name cannot be kept is named by its row."""
    if not out.put(made, "name", name, cell):
        out.put(made, "name", f"{cell.table} {cell.key}", cell, silent=True)
    if not out.has(made, "name"):
        out.put(made, "name", f"{cell.table}, a row whose key cannot be shown", cell, silent=True)


def _party(out: Builder, key: str, row: dict[str, Any]) -> None:
    made = out.add("entity", key, str(row["schema"]), f"entities.csv:{key}")
    out.account.carry("entities", key, "schema")
    unnamed = by_role(row)
    named(out, made, label("entities", row),
          Cell("entities", key, "role" if unnamed else "name"))  # fmt: skip
    if unnamed:
        for column in ("name", "name_original"):
            if row[column] == row["role"]:
                out.account.carry("entities", key, column)
            elif row[column]:
                out.account.lose("entities", key, column, PERSON, f"{row['schema']}.name")
    else:
        _text(out, made, "entities", key, row, {"name_original": "alias", "role": "summary"})
    _text(out, made, "entities", key, row,
          {"country": "country", "named_because": "notes", "note": "notes"})  # fmt: skip


def _item(out: Builder, key: str, row: dict[str, Any]) -> None:
    vehicle = row["kind"] == "vehicle"
    made = out.add("item", key, "Vehicle" if vehicle else "Asset", f"items.csv:{key}")
    named(out, made, str(row["name"]), Cell("items", key, "name"))
    own = {"kind": "type", "make_model": "model"} if vehicle else {
        "kind": "summary", "make_model": "description"}  # fmt: skip
    _text(out, made, "items", key, row, {**own, "note": "notes"})
    serial, kind = str(row["serial"]), str(row["serial_kind"])
    if serial.casefold() == NOT_PUBLISHED:
        out.account.lose("items", key, "serial", UNPUBLISHED, "Vehicle.registrationNumber")
    elif not vehicle:
        out.account.lose("items", key, "serial", NO_SERIAL)
    elif kind.upper() == "VIN" and check_vin(serial).valid is False:
        out.account.lose("items", key, "serial", BAD_VIN, "Vehicle.registrationNumber")
    else:
        out.put(made, "registrationNumber", serial, Cell("items", key, "serial"))
        out.account.lose("items", key, "serial_kind", AS_NUMBER, "Vehicle.registrationNumber")


def _place(out: Builder, key: str, row: dict[str, Any]) -> None:
    made = out.add("place", key, "Address", f"places.csv:{key}")
    named(out, made, str(row["name"]), Cell("places", key, "name"))
    out.put(made, "full", str(row["name"]), Cell("places", key, "name"))
    _text(out, made, "places", key, row, {
        "country": "country", "lat": "latitude", "lon": "longitude", "kind": "description",
        "note": "notes"})  # fmt: skip
    for column, scheme in _CODES:
        if row[column]:
            out.put(made, "summary", f"{scheme} {row[column]}", Cell("places", key, column))


def _text(  # noqa: PLR0917  (private)
    out: Builder, made: str, table: str, key: str, row: dict[str, Any], where: dict[str, str]
) -> None:
    """Write cells that hold something to the property named for each."""
    for column, prop in where.items():
        if text_of(row[column]):
            out.put(made, prop, text_of(row[column]), Cell(table, key, column))


def words(relation: str) -> str:
    """Return a relation in plain words."""
    return relation.replace("_", " ")


def add_relations(case: Case, out: Builder, things: Things) -> None:
    """Add every row of ``relations.csv`` as an edge; one without an end is lost."""
    claims = dict(rows(case, "claims"))
    for key, row in rows(case, "relations"):
        ends = [things.get(str(row[column])) for column in ("subject", "object")]
        if ends[0] is None or ends[1] is None:
            out.account.lose("relations", key, "subject" if ends[0] is None else "object", NO_END)
            continue
        subject, target = (out.id(end.kind, end.key) for end in ends if end is not None)
        cell = Cell("relations", key, "relation", str(row["claim"]))
        made = link(out, str(row["relation"]), subject, target, cell)
        out.account.carry("relations", key, "subject", "object", "claim")
        out.put(made, "recordId", str(row["claim"]), cell)
        if row["note"]:
            out.put(made, "summary", str(row["note"]), Cell("relations", key, "note", cell.claim))
        _of_claim(out, made, str(row["claim"]), claims[str(row["claim"])])


def link(out: Builder, relation: str, subject: str, target: str, cell: Cell) -> str:
    """Make the edge of a relation; return its id.

    An edge that asks for another schema than an end has becomes an ``UnknownLink``.
    """
    edge = model.edges().get("_".join(relation.split()))
    if edge is not None:
        ends = {edge.subject_is: subject, edge.object_is: target}
        if all(out.is_a(end, model.property_of(edge.schema, prop).range)
               for prop, end in ends.items()):  # fmt: skip
            return edge_of(out, edge.schema, ends, edge.role, cell)
    role = words(relation) if edge is None else edge.role
    return edge_of(out, "UnknownLink", {"subject": subject, "object": target}, role, cell)


def edge_of(out: Builder, schema: str, ends: dict[str, str], role: str, cell: Cell) -> str:
    """Make an edge, one for the same ends, role and claim; return its id."""
    key = "/".join([schema, *(f"{prop}={end}" for prop, end in sorted(ends.items())), role,
                    cell.claim])  # fmt: skip
    made = out.add("edge", key, schema, cell.origin)
    for prop, end in sorted(ends.items()):
        out.put(made, prop, end, cell, silent=True)
    out.put(made, "role", role, cell)
    return made


def _of_claim(out: Builder, made: str, claim: str, row: dict[str, Any]) -> None:
    """Give an edge the certainty and the date of its claim.

    The date is that of the claim, which need not be the day the relation began or ended: it goes
    into ``date``, never into ``startDate`` or ``endDate``.
    """
    # “denied” alone would read as if the relation were denied
    certainty = f"certainty of its claim: {row['certainty']}"
    out.put(made, "status", certainty, Cell("claims", claim, "certainty", claim))
    date, rough = date_of(row)
    cell = Cell("claims", claim, "date_from", claim)
    if date:
        out.put(made, "date", date, cell)
    elif rough:
        out.account.lose("claims", claim, "date_from", rough, "Interest.date")
