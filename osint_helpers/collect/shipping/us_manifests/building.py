"""Rows of bills, containers and goods from the tables of a manifest file set."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, Final

from osint_helpers.collect.reading import Reading
from osint_helpers.collect.shipping.us_manifests.tables import Row, Tables
from osint_helpers.identifiers import check_container

# International avoirdupois pound (1959); "Kilograms" and "Pounds" are the words of the files.
KG: Final = {
    **dict.fromkeys(("kilograms", "kilogram", "kg", "k"), 1.0),
    **dict.fromkeys(("pounds", "pound", "lb", "l"), 0.45359237),
}
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_PLAIN: Final = {
    "carrier": "carrier_code", "vessel": "vessel_name", "vessel_country": "vessel_country_code",
    "conveyance": "conveyance_id", "conveyance_kind": "conveyance_id_qualifier",
    "mode": "mode_of_transportation", "place_of_receipt": "place_of_receipt",
    "port_of_lading": "foreign_port_of_lading", "port_of_unlading": "port_of_unlading",
    "port_of_destination": "port_of_destination",
    "foreign_destination": "foreign_port_of_destination", "quantity_unit": "manifest_unit",
    "weight_unit": "weight_unit", "status": "record_status_indicator",
}  # fmt: skip
_AFTER: Final = ("bill", "shipper", "consignee", "notifyparty", "container", "cargodesc", "tariff",
                 "hazmat", "marksnumbers")  # fmt: skip


class _Unread:
    """Counts the cells that are no date or number, and says where the first stands."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, str] = {}

    def day(self, row: Row, name: str) -> str | None:
        text = row[name][:10]
        try:
            return dt.date.fromisoformat(text).isoformat() if text else None
        except ValueError:
            self._miss(row, name)
            return None

    def number(self, row: Row, name: str) -> float | None:
        text = row[name].replace(",", "")
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if math.isfinite(value):
            return value
        if text:
            self._miss(row, name)
        return None

    def _miss(self, row: Row, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.first.setdefault(name, row.locator)

    def say(self, got: Reading) -> None:
        for name, count in self.counts.items():
            got.note(f"{count} cells of {name} cannot be read and are missing here, the first in "
                     f"{self.first[name]}")  # fmt: skip


def bill_rows(tables: Tables, wanted: set[str], got: Reading) -> list[dict[str, Any]]:
    """Return one row for each header row of the wanted identifiers, in the order of the files."""
    headers = tables.held("header", wanted)
    kept = {name: tables.held(name, wanted) for name in _AFTER}
    unread, rows = _Unread(), []
    for identifier, found in headers.items():
        joined = {name: held.get(identifier, []) for name, held in kept.items()}
        rows += [{**_header(one, unread), **_joined(joined), "header_rows": len(found)}
                 for one in found]  # fmt: skip
    unread.say(got)
    twice = sum(len(found) > 1 for found in headers.values())
    if twice:
        got.note(f"{twice} identifiers have several header rows: what is joined to them may be of "
                 "another bill (column header_rows)")  # fmt: skip
    lacking = wanted - set(headers)
    if lacking:
        got.cut(f"{len(lacking)} bills that fit have no header row in these files, such as "
                f"{min(lacking)}")  # fmt: skip
    units = {row["weight_unit"] for row in rows if row["weight"] is not None}
    strange = sorted(str(one) for one in units if kilograms(1.0, one) is None)
    if strange:
        got.note(f"weights in {', '.join(map(repr, strange))} are not converted to kg")
    return rows


def kilograms(weight: float | None, unit: str | None) -> float | None:
    """Return a weight in kg; None for no weight, no unit or one that is not known."""
    scale = KG.get((unit or "").strip().rstrip(".").lower())
    return None if weight is None or scale is None else weight * scale


def _header(row: Row, unread: _Unread) -> dict[str, Any]:
    weight = unread.number(row, "weight")
    return {
        "identifier": row.identifier,
        **{name: row[column] or None for name, column in _PLAIN.items()},
        "estimated_arrival": unread.day(row, "estimated_arrival_date"),
        "actual_arrival": unread.day(row, "actual_arrival_date"),
        "quantity": unread.number(row, "manifest_quantity"), "weight": weight,
        "weight_kg": kilograms(weight, row["weight_unit"]), "locator": row.locator,
    }  # fmt: skip


def _joined(held: dict[str, list[Row]]) -> dict[str, Any]:
    boxes = _once(held["container"] + held["cargodesc"], "container_number")
    marks = [" ".join(filter(None, (row[f"marks_and_numbers_{n}"] for n in range(1, 9))))
             for row in held["marksnumbers"]]  # fmt: skip
    return {
        "master_bols": _once(held["bill"], "master_bol_number"),
        "house_bols": _once(held["bill"], "house_bol_number"),
        "bill_types": _once(held["bill"], "bill_type_code"),
        "voyages": _once(held["bill"], "voyage_number"),
        **_party(held["shipper"], "shipper", "shipper_party_name"),
        **_party(held["consignee"], "consignee", "consignee_name"),
        "notify_parties": _once(held["notifyparty"], "notify_party_name"),
        "containers": boxes,
        "containers_invalid": tuple(one for one in boxes if check_container(one).valid is False),
        "descriptions": tuple(row["description_text"] for row in held["cargodesc"]
                              if row["description_text"]),
        "harmonized": _once(held["tariff"], "harmonized_number"),
        "hazardous": _once(held["hazmat"], "hazmat_code"),
        "marks": tuple(one for one in marks if one),
    }  # fmt: skip


def _once(rows: list[Row], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _party(rows: list[Row], role: str, name: str) -> dict[str, tuple[str, ...]]:
    named = [row for row in rows if row[name]]
    return {f"{role}s": tuple(row[name] for row in named),
            f"{role}_addresses": tuple(_address(row) for row in named)}  # fmt: skip


def _address(row: Row) -> str:
    lines = [text for column, text in row.cells.items() if "_address_" in column]
    lines += [row[one] for one in ("city", "state_province", "zip_code", "country_code")]
    return ", ".join(one for one in lines if one)


def container_rows(tables: Tables, wanted: set[str]) -> list[dict[str, Any]]:
    """Return one row for each row of the table container."""
    unread = _Unread()
    rows = []
    for row in (one for held in tables.held("container", wanted).values() for one in held):
        check = check_container(row["container_number"])
        given = bool(row["container_number"])
        rows.append({
            "identifier": row.identifier, "container": row["container_number"] or None,
            "container_normal": check.normal if given else None,
            "container_valid": check.valid if given else None,
            "container_reason": check.reason if given else "no number is given",
            "seals": tuple(filter(None, (row["seal_number_1"], row["seal_number_2"]))),
            "equipment": row["equipment_description_code"] or None,
            **{name: unread.number(row, f"container_{name}")
               for name in ("length", "height", "width")},
            "type": row["container_type"] or None, "load_status": row["load_status"] or None,
            "service": row["type_of_service"] or None, "locator": row.locator,
        })  # fmt: skip
    unread.say(tables.got)
    return rows


def goods_rows(tables: Tables, wanted: set[str]) -> list[dict[str, Any]]:
    """Return one row for each row of the table cargodesc."""
    unread = _Unread()
    codes = _by_goods(tables, wanted, "tariff", "description_sequence_number", "harmonized_number")
    dangers = _by_goods(tables, wanted, "hazmat", "hazmat_sequence_number", "hazmat_code")
    rows = []
    for row in (one for held in tables.held("cargodesc", wanted).values() for one in held):
        key = (row.identifier, row["container_number"], row["description_sequence_number"])
        rows.append({
            "identifier": row.identifier, "container": row["container_number"] or None,
            "sequence": row["description_sequence_number"] or None,
            "pieces": unread.number(row, "piece_count"),
            "description": row["description_text"] or None,
            "harmonized": codes.get(key, ()), "hazardous": dangers.get(key, ()),
            "locator": row.locator,
        })  # fmt: skip
    unread.say(tables.got)
    return rows


def _by_goods(
    tables: Tables, wanted: set[str], table: str, sequence: str, column: str
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in (one for held in tables.held(table, wanted).values() for one in held):
        found.setdefault((row.identifier, row["container_number"], row[sequence]), []).append(row)
    return {key: _once(rows, column) for key, rows in found.items()}
