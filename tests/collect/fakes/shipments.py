"""Rows as an analyst types them from a captured view: SYNTHETIC, from `shipments.template`."""

from __future__ import annotations

import csv
import io

HEADER = (
    "document", "number", "bill_kind", "shipper", "consignee", "notify_party", "vessel", "imo",
    "voyage", "containers", "port_of_loading", "port_of_discharge", "issued", "loaded",
    "arrival_estimated", "arrived", "goods", "weight", "weight_unit", "packages", "package_unit",
    "evidence_locator", "capture", "typed_by", "typed_on", "note",
)  # fmt: skip


def text(capture: str, rows: int = 5) -> str:
    """Return a file of `rows` entries of one voyage, typed from a capture."""
    made = io.StringIO()
    writer = csv.DictWriter(made, HEADER, restval="")
    writer.writeheader()
    for n in range(1, rows + 1):
        writer.writerow({
            "document": "database entry",
            "number": f"SYNTH-{n}",
            "bill_kind": "house",
            "shipper": "SYNTHETIC EXPORTER",
            "consignee": "SYNTHETIC TRADER",
            "vessel": "TEST VESSEL",
            "imo": "0000000",
            "voyage": "001E",
            "containers": "TSTU0000009",
            "port_of_loading": "SYNTHETIC PORT",
            "port_of_discharge": "SYNTHETIC HARBOR",
            "loaded": "2099-01",
            "arrived": f"2099-01-{n:02}",
            "goods": "SYNTHETIC CARS",
            "weight": n * 1000,
            "weight_unit": "kg",
            "packages": n,
            "package_unit": "PCS",
            "evidence_locator": f"row {n} of the view",
            "capture": capture,
            "typed_by": "tester",
            "typed_on": "2099-02-01",
        })  # fmt: skip
    return made.getvalue()
