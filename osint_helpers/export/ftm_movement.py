"""Legs, events and gaps as FollowTheMoney trips and events; every version of every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.case.tables import TIME_PREDICATES
from osint_helpers.export.account import rows
from osint_helpers.export.ftm_builder import Builder, Cell
from osint_helpers.export.ftm_parties import edge_of, named, words
from osint_helpers.identifiers import check_imo, check_mmsi, check_vin
from osint_helpers.journey.legs import legs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osint_helpers.case.model import Case
    from osint_helpers.export.things import Reading, Thing, Things
    from osint_helpers.journey.gaps import Gap

DISTORTION: Final = "a known wrong statement: the model cannot mark a value as contradicted"
UNRESOLVED: Final = "words that name no party of the case: the property takes an entity"
DISPUTED: Final = "sources contradict each other: the model shows the versions as equally sound"
NO_DATE: Final = "no date the model could keep stands with it"
IN_GAP: Final = "the gap stands as one event; which claim gives which end stands in no property"
NO_CARRIAGE: Final = (
    "that the vessel carried the item on this leg: an edge “carried” is made of a relation alone"
)
STATUS: Final = "the model has no property for the status of a leg; it stands in words"
# Cells of a leg that tie a party to it.
_LINKS: Final = ("carrier", "forwarder", "agent")
_TRADE: Final = {"consignor": "sender", "consignee": "receiver"}
_ENDS: Final = {"from": "startLocation", "to": "endLocation"}
_TIMES: Final = {"departed": "startDate", "arrived": "endDate"}
_GAP: Final = ("ais_last_received", "ais_next_received", "ais_gap_counted_to")
# Words that must not read as if it had happened.
_NOT_SEEN: Final = {
    "scheduled_departure": "scheduled departure (planned, not observed)",
    "scheduled_arrival": "scheduled arrival (planned, not observed)",
    "estimated_arrival": "estimated arrival (an estimate, not observed)",
}
_PLACED: Final = ("called_at",)  # no date is asked of it
# Cells of a thing -> property that holds the value (or the date) and the schema that has it.
_VALUES: Final = {
    "flag": ("flag", "Vessel"), "type": ("type", "Vehicle"), "model": ("model", "Vehicle"),
    "name_before": ("previousName", "Vessel"), "call_sign": ("callSign", "Vessel"),
    "imo": ("imoNumber", "Vessel"), "mmsi": ("mmsi", "Vessel"),
    "vin": ("registrationNumber", "Vehicle"), "vin_number": ("registrationNumber", "Vehicle"),
    "registration": ("registrationNumber", "Vehicle"),
}  # fmt: skip
_DATES: Final = {"built": ("buildDate", "Vehicle"), "renamed": ("nameChangeDate", "Vessel")}
_CHECKS: Final = {"imo": check_imo, "mmsi": check_mmsi, "vin": check_vin, "vin_number": check_vin}
BAD_NUMBER: Final = "the number fails its check: the library would drop it without a word"


def add_legs(case: Case, out: Builder) -> None:
    """Add a trip a leg; its status, and which cells are disputed, stand in words in its summary."""
    disputed = {leg.id: {p: cell for p, cell in leg.cells.items() if cell.disputed}
                for leg in legs(case, apart=True)}  # fmt: skip
    for key, row in rows(case, "legs"):
        made = out.add("leg", key, "Trip", f"legs.csv:{key}")
        named(out, made, str(row["label"]), Cell("legs", key, "label"))
        why = f" ({row['status_note']})" if row["status_note"] else ""
        status = f"Status: {row['status']}{why}"
        out.put(made, "summary", status, Cell("legs", key, "status_note"), silent=True)
        out.account.carry("legs", key, "status_note")
        out.account.lose("legs", key, "status", STATUS, "Trip.summary")
        for predicate, cell in disputed.get(key, {}).items():
            words_of = f"Disputed, {words(predicate)}: {cell.qualified}"
            out.put(made, "summary", words_of, Cell("legs", key, "status"), silent=True)
        if row["mode"]:
            out.put(made, "keywords", str(row["mode"]), Cell("legs", key, "mode"))
        if row["note"]:
            out.put(made, "notes", str(row["note"]), Cell("legs", key, "note"))


def add_readings(
    case: Case, out: Builder, readings: Sequence[Reading], things: Things, gaps: Sequence[Gap]
) -> None:
    """Add every sound cell a claim fills; known wrong ones and those without a place are lost."""
    every = legs(case, apart=True)
    disputed = {(leg.id, p) for leg in every for p, cell in leg.cells.items() if cell.disputed}
    in_gaps = {claim for gap in gaps if things.get(gap.subject) for claim in gap.claims}
    for one in readings:
        thing = things.get(one.subject)
        if one.distortion:
            out.account.lose(one.table, one.key, "value", DISTORTION)
            continue
        if (one.subject, one.predicate) in disputed:
            out.account.lose(one.table, one.key, "value" if one.value else "date_from", DISPUTED)
        if thing is None:
            continue
        if one.predicate in _GAP and one.claim in in_gaps:
            out.account.lose(one.table, one.key, "predicate", IN_GAP, "Event")
        elif thing.kind == "leg" and _leg_cell(out, one, thing, things):
            continue
        elif one.predicate in TIME_PREDICATES + _PLACED and one.predicate not in _DATES:
            _event(out, one, thing)
        else:
            _own_value(out, one, thing, things)


def close_legs(case: Case, out: Builder) -> None:
    """Give each trip the ends its schema asks for: an address of its own that says it has none."""
    for key, _ in rows(case, "legs"):
        made = out.id("leg", key)
        for end, prop in _ENDS.items():
            if not out.has(made, prop):
                cell = Cell("legs", key, "label")
                text = f"not published ({end} of leg {key})"
                place = out.add("no place", f"{key}/{end}", "Address", cell.origin)
                named(out, place, text, cell)
                out.put(place, "full", text, cell, silent=True)
                out.put(made, prop, place, cell, silent=True)


def add_gaps(out: Builder, gaps: Sequence[Gap], things: Things) -> None:
    """Add an event a gap: what was not received, from when to when, never why."""
    for n, gap in enumerate(gaps):
        thing = things.get(gap.subject)
        if thing is None:
            continue
        claim = gap.claims[0]
        cell = Cell("claims", claim, "date_from", claim)
        made = out.add("gap", f"{gap.subject}/{n}", "Event", cell.origin)
        out.put(made, "name", f"gap in AIS reception: {thing.name}", cell, silent=True)
        out.put(made, "summary", gap.text, cell, silent=True)
        for side, prop in ((gap.last, "startDate"), (gap.next, "endDate")):
            for version in side.sound:
                when = version.interval
                if when is not None and when.precision == "day" and when.earliest == when.latest:
                    at = Cell("claims", version.claims[0], "date_from", version.claims[0])
                    out.put(made, prop, str(when.latest), at)
        _tie(out, thing, made, "gap in AIS reception", cell)


def _leg_cell(out: Builder, one: Reading, leg: Thing, things: Things) -> bool:
    """Write a cell of a leg; say whether it is one a trip has a place for."""
    made = out.id("leg", leg.key)
    cell = Cell(one.table, one.key, "value", one.claim, one.printed)
    if one.predicate in _ENDS:
        if one.value:
            out.put(made, _ENDS[one.predicate], _address(out, one, cell, things), cell)
    elif one.predicate in _TIMES:
        dated(out, made, _TIMES[one.predicate], one)
    elif one.predicate == "mode":
        out.put(made, "keywords", one.value, cell)
    elif one.predicate in (*_LINKS, *_TRADE, "vessel"):
        _tied(out, one, leg, cell, things)
    else:
        return False
    _carry_names(out, one)
    return True


def _tied(out: Builder, one: Reading, leg: Thing, cell: Cell, things: Things) -> None:
    """Tie the party or vessel a cell of a leg names to the trip."""
    made, party = out.id("leg", leg.key), things.meant(one.value)
    if party is None or party.kind != "entity":
        out.account.lose(one.table, one.key, "value", UNRESOLVED, f"Trip, {one.predicate}")
        return
    other = out.id("entity", party.key)
    if one.predicate == "vessel":
        if out.put(made, "vehicle", other, cell):
            out.account.lose(one.table, one.key, "value", NO_CARRIAGE, "UnknownLink")
    elif one.predicate in _TRADE:
        trade = out.add("trade", leg.key, "EconomicActivity", f"legs.csv:{leg.key}")
        summary = f"consignor and consignee, as sources give them: {leg.name}"
        out.put(trade, "summary", summary, Cell("legs", leg.key, "label"), silent=True)
        out.put(trade, _TRADE[one.predicate], other, cell)
    else:
        edge_of(out, "UnknownLink", {"subject": other, "object": made}, one.predicate, cell)


def _address(out: Builder, one: Reading, cell: Cell, things: Things) -> str:
    """Return the address a cell names: a place of the case, or the words of the source."""
    place = things.get(one.value)
    if place is not None and place.kind == "place":
        return out.id("place", place.key)
    made = out.add("words for a place", one.value, "Address", cell.origin)
    named(out, made, one.value, cell)
    out.put(made, "full", one.value, cell, silent=True)
    return made


def dated(out: Builder, made: str, prop: str, one: Reading) -> bool:
    """Write the date of a reading; say whether the model could keep it."""
    if one.date:
        kept = out.put(made, prop, one.date,
                       Cell(one.table, one.key, "date_from", one.claim, one.printed))  # fmt: skip
        if kept:
            out.account.carry(one.table, one.key, "precision", "date_to")
            if one.printed:
                out.account.carry("claims", one.claim, "value_as_printed")
        return kept
    out.account.lose(one.table, one.key, "date_from", one.rough or NO_DATE, prop)
    return False


def _carry_names(out: Builder, one: Reading) -> None:
    """Account for subject and predicate of a cell that stands in the export."""
    if any(out.account.holds(one.table, one.key, column) for column in ("value", "date_from")):
        out.account.carry(one.table, one.key, "subject", "predicate", "claim")


def _event(out: Builder, one: Reading, thing: Thing) -> None:
    """Write what happened to a thing, or was planned to, as an event of its own."""
    said = _NOT_SEEN.get(one.predicate, words(one.predicate))
    cell = Cell(one.table, one.key, "predicate", one.claim, one.printed)
    made = out.add("event", f"{one.subject}/{one.predicate}/{one.claim}/{one.value}", "Event",
                   cell.origin)  # fmt: skip
    out.put(made, "name", f"{said}: {thing.name}", cell)
    out.account.carry(one.table, one.key, "subject")
    dated(out, made, "date", one)
    tail = f", {one.interval.text()}" if one.interval.latest is not None else ""
    summary = f"{said}{': ' if one.value else ''}{one.value}{tail}"
    column = "value" if one.value else "predicate"
    out.put(made, "summary", summary, Cell(one.table, one.key, column, one.claim))
    _tie(out, thing, made, said, cell)


def _tie(out: Builder, thing: Thing, event: str, role: str, cell: Cell) -> None:
    other = out.id(thing.kind, thing.key)
    if out.is_a(other, "LegalEntity"):
        out.put(event, "involved", other, cell, silent=True)
    else:
        edge_of(out, "UnknownLink", {"subject": other, "object": event}, role, cell)


def _own_value(out: Builder, one: Reading, thing: Thing, things: Things) -> None:
    """Write what a claim says of a thing itself where the model has a property for it."""
    made = out.id(thing.kind, thing.key)
    cell = Cell(one.table, one.key, "value", one.claim, one.printed)
    if one.predicate in _DATES and out.is_a(made, _DATES[one.predicate][1]):
        dated(out, made, _DATES[one.predicate][0], one)
    elif one.predicate == "owner" and one.value:
        owner = things.meant(one.value)
        if owner is None or owner.kind != "entity":
            out.account.lose(one.table, one.key, "value", UNRESOLVED, "Ownership.owner")
            return
        ends = {"owner": out.id("entity", owner.key), "asset": made}
        if out.is_a(ends["owner"], "LegalEntity") and out.is_a(made, "Asset"):
            edge_of(out, "Ownership", ends, "owner", cell)
    elif one.predicate in _VALUES and one.value and out.is_a(made, _VALUES[one.predicate][1]):
        check = _CHECKS.get(one.predicate)
        if check is not None and check(one.value).valid is False:
            out.account.lose(one.table, one.key, "value", BAD_NUMBER, _VALUES[one.predicate][0])
            return
        out.put(made, _VALUES[one.predicate][0], one.value, cell)
    _carry_names(out, one)
