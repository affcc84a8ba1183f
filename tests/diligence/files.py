"""SYNTHETIC files of consignments, written where a test wants them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osint_helpers._cells import rows_csv
from osint_helpers.diligence import Consignments, Diligence, check, read
from osint_helpers.screening import Snapshot, read_list
from tests.screening.lists import SHIP, entity, ftm, sanction

GOOD = {
    "consignment": "SYNTHETIC-1", "shipper": "SYNTHETIC Werke GmbH", "consignee": "SYNTHETIC Buyer",
    "hs": "8703.23", "port_of_loading": "NLRTM", "port_of_discharge": "KRPUS",
    "departed_on": "2026-02-01", "arrived_on": "2026-03-20",
}  # fmt: skip


def csv_file(folder: Path, *rows: dict[str, str], name: str = "c.csv") -> Path:
    """Write rows; a row that says nothing of a column of `GOOD` has its value."""
    filled = [{**GOOD, **row} for row in rows]
    header = list(dict.fromkeys(key for row in filled for key in row))
    path = folder / name
    lines = [header, *([row.get(key, "") for key in header] for row in filled)]
    path.write_text(rows_csv(lines), encoding="utf-8")
    return path


def raw(folder: Path, data: bytes | str, name: str = "c.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def xlsx(folder: Path, *rows: Sequence[Any], merge: str = "", epoch: int = 1900) -> Path:
    """Write a sheet below the header of `GOOD`."""
    from openpyxl import Workbook
    from openpyxl.utils.datetime import MAC_EPOCH

    book = Workbook()
    if epoch == 1904:
        book.epoch = MAC_EPOCH
    sheet = book.active
    assert sheet is not None
    sheet.append(list(GOOD))
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    path = folder / "c.xlsx"
    book.save(path)
    return path


def replaced(path: Path, part: str, data: bytes) -> Path:
    """Write a zip anew with one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    path.write_bytes(made.getvalue())
    return path


def held(folder: Path, *rows: dict[str, str]) -> Consignments:
    return read(csv_file(folder, *rows))


def snapshot(folder: Path, day: str = "2026-01-01") -> Snapshot:
    """Return a list of one firm, one ship with a number, and one firm listed later."""
    lines = [
        entity("S-1", "SYNTHETIC ZUMBRAK TRADING COMPANY LIMITED", "Company"),
        sanction("s1", "S-1", listingDate=["2020-01-01"]),
        entity("S-2", "SYNTHETIC ORVELIN", imoNumber=[SHIP]),
        sanction("s2", "S-2", listingDate=["2020-01-01"]),
        entity("S-3", "SYNTHETIC KUMZU TRADING COMPANY LIMITED", "Company"),
        sanction("s3", "S-3", listingDate=["2026-02-15"]),
    ]
    return read_list(ftm(folder, f"{day}.json", *lines), list_date=day)


def checked(folder: Path, *rows: dict[str, str], lists: Sequence[Snapshot] = ()) -> Diligence:
    return check(held(folder, *rows), lists)
