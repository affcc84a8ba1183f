"""Manifest files of US customs (AMS) as public mirrors lay them out. SYNTHETIC bills.

There is no server: `write` puts a file set into a folder. TSTU0000009 keeps to ISO 6346,
TSTU0000010 does not; both carry
the owner code TST, which no register is known to have issued.
"""

from __future__ import annotations

import csv
from pathlib import Path

STAMP = "209901010000"
HEADER = ("identifier", "carrier_code", "vessel_country_code", "vessel_name", "port_of_unlading",
          "estimated_arrival_date", "foreign_port_of_lading_qualifier", "foreign_port_of_lading",
          "manifest_quantity", "manifest_unit", "weight", "weight_unit", "measurement",
          "measurement_unit", "record_status_indicator", "place_of_receipt", "port_of_destination",
          "foreign_port_of_destination_qualifier", "foreign_port_of_destination",
          "conveyance_id_qualifier", "conveyance_id", "in_bond_entry_type",
          "mode_of_transportation", "secondary_notify_party_1", "actual_arrival_date")  # fmt: skip
COLUMNS = {
    "header": HEADER,
    "billgen": ("identifier", "master_bol_number", "house_bol_number", "sub_house_bol_number",
                "voyage_number", "bill_type_code", "manifest_number", "trade_update_date",
                "run_date"),
    "consignee": ("identifier", "consignee_name", "consignee_address_1", "city", "country_code"),
    "shipper": ("identifier", "shipper_party_name", "shipper_party_address_1", "country_code"),
    "notifyparty": ("identifier", "notify_party_name"),
    "cargodesc": ("identifier", "container_number", "description_sequence_number", "piece_count",
                  "description_text"),
    "container": ("identifier", "container_number", "seal_number_1", "seal_number_2",
                  "equipment_description_code", "container_length", "container_height",
                  "container_width", "container_type", "load_status", "type_of_service"),
    "hazmat": ("identifier", "container_number", "hazmat_sequence_number", "hazmat_code"),
    "tariff": ("identifier", "container_number", "description_sequence_number",
               "harmonized_number", "harmonized_value", "harmonized_weight",
               "harmonized_weight_unit"),
    "marksnumbers": ("identifier", "container_number", "marks_and_numbers_1",
                     "marks_and_numbers_2"),
}  # fmt: skip


def header(identifier: str, **other: str) -> tuple[str, ...]:
    """Return a header row."""
    cells = {"identifier": identifier, "carrier_code": "SYNT", "vessel_country_code": "XX",
             "vessel_name": "TEST VESSEL", "port_of_unlading": "SYNTHETIC HARBOR",
             "estimated_arrival_date": "2099-01-05", "foreign_port_of_lading": "SYNTHETIC PORT",
             "manifest_quantity": "3", "manifest_unit": "PCS", "weight": "1000",
             "weight_unit": "Pounds", "record_status_indicator": "New",
             "mode_of_transportation": "10", "conveyance_id": "0000000",
             "actual_arrival_date": "2099-01-07", **other}  # fmt: skip
    return tuple(cells.get(name, "") for name in HEADER)


def tables() -> dict[str, list[tuple[str, ...]]]:
    """Return the SYNTHETIC bills: 1 with two containers, 2 suppressed, 3 in kilograms, 4 bare."""
    return {
        "header": [
            header("2099010100001"),
            header("2099010100002", vessel_name="TEST VESSEL TWO"),
            header("2099010100003", weight="2500.5", weight_unit="Kilograms"),
            header("2099010100004", weight="7", weight_unit="Bushels", actual_arrival_date=""),
        ],
        "billgen": [
            ("2099010100001", "SYNTMASTER1", "SYNTHOUSE1", "", "001E", "House Bill", "1",
             "2099-01-08", "2099-01-09"),
            ("2099010100001", "SYNTMASTER1", "SYNTHOUSE2", "", "001E", "House Bill", "1",
             "2099-01-08", "2099-01-09"),
            ("2099010100003", "SYNTMASTER3", "", "", "002E", "Regular Bill", "2", "", ""),
        ],
        "consignee": [
            ("2099010100001", "SYNTHETIC TRADER, Ltd.", "1 Example Street", "Nowhere", "XX"),
            ("2099010100002", "", "", "", ""),
            ("2099010100003", "Sociedad SINTÉTICA", "2 Example Street", "Nowhere", "XX"),
        ],
        "shipper": [("2099010100001", "SYNTHETIC EXPORTER", "3 Example Street", "XX"),
                    ("2099010100003", "SYNTHETIC EXPORTER", "3 Example Street", "XX")],
        "notifyparty": [("2099010100001", "SYNTHETIC FORWARDER")],
        "cargodesc": [
            ("2099010100001", "TSTU0000009", "1", "2", "SYNTHETIC CARS, USED\n2 UNITS"),
            ("2099010100001", "TSTU0000010", "2", "1", "SYNTHETIC SPARE PARTS"),
            ("2099010100003", "TSTU0000009", "1", "10", "SYNTHETIC WATCHES"),
        ],
        "container": [
            ("2099010100001", "TSTU0000009", "SEAL1", "SEAL2", "2000", "20", "8", "8", "", "Loaded",
             "House to House"),
            ("2099010100001", "TSTU0000010", "", "", "2000", "20", "8", "8", "", "Loaded", ""),
            ("2099010100003", "LOOSE", "", "", "", "", "", "", "", "", ""),
        ],
        "hazmat": [("2099010100001", "TSTU0000010", "2", "UN0000")],
        "tariff": [
            ("2099010100001", "TSTU0000009", "1", "870323", "1000", "500", "K"),
            ("2099010100001", "TSTU0000009", "1", "870324", "", "", ""),
        ],
        "marksnumbers": [("2099010100001", "TSTU0000009", "NO MARKS", "MADE UP")],
    }  # fmt: skip


def write(folder: Path, held: dict[str, list[tuple[str, ...]]] | None = None) -> tuple[str, ...]:
    """Write a file set; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table, rows in (tables() if held is None else held).items():
        path = folder / f"ams__{table}_2099__{STAMP}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS[table])
            writer.writerows(rows)
        paths.append(str(path))
    return tuple(paths)
