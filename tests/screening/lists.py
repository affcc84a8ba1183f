"""SYNTHETIC list files of every form, written where a test wants them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from osint_helpers.screening import Snapshot, read_list
from tests.collect.fakes import eu_annexes, eu_list, ofac, uk_list, un_list

SHIP = "9999993"  # a right check digit on a number of nines, which no ship has
MAKERS: dict[str, Callable[[], bytes]] = {
    "ofac-advanced": ofac.advanced_xml,
    "ofac-xml": ofac.plain_xml,
    "un-xml": lambda: un_list.LIST,
    "eu-xml": lambda: eu_list.LIST,
    "uk-xml": uk_list.xml_file,
    "uk-csv": uk_list.csv_file,
    "eu-annex": eu_annexes.page,
}


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def ofac_csv(folder: Path) -> list[Path]:
    """Write the four files of the legacy CSV under names that tell nothing."""
    return [put(folder, f"{n}.bin", data) for n, data in enumerate(ofac.csv_files().values())]


def entity(ref: str, name: str, schema: str = "Vessel", **properties: list[Any]) -> dict[str, Any]:
    return {"id": ref, "caption": name, "schema": schema, "datasets": ["synthetic"],
            "properties": {"name": [name], **properties}, "target": True,
            "first_seen": "2022-01-01T00:00:00"}  # fmt: skip


def sanction(ref: str, of: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": ref, "schema": "Sanction", "properties": {"entity": [of], **properties}}


def ftm(folder: Path, name: str, *lines: dict[str, Any] | bytes, packed: bool = False) -> Path:
    data = b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n"
                    for one in lines)  # fmt: skip
    return put(folder, name, gzip.compress(data) if packed else data)


def dated(folder: Path, day: str, *entries: tuple[str, str, str], end: str = "") -> Snapshot:
    """Return a snapshot of SYNTHETIC ships: reference, name, date of listing ("" for none)."""
    lines: list[dict[str, Any] | bytes] = []
    for ref, name, since in entries:
        lines.append(entity(ref, name))
        told = {"listingDate": [since]} if since else {}
        if end:
            told["endDate"] = [end]
        lines.append(sanction(f"s-{ref}", ref, **told))
    return read_list(ftm(folder, f"{day}.json", *lines), list_date=day)
