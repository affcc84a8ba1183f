"""The bucket of the Danish Maritime Authority: a zip with one csv a day. SYNTHETIC ships.

From the description of the format: header that starts ``# Timestamp``, 22 named columns and A to D,
times day first, latitude 91 and IMO ``Unknown`` for nothing known.
"""

from __future__ import annotations

import io
import re
import zipfile

from tests.collect.fakes.server import Reply, Request

NAMES = (
    "# Timestamp", "Type of mobile", "MMSI", "Latitude", "Longitude", "Navigational status", "ROT",
    "SOG", "COG", "Heading", "IMO", "Callsign", "Name", "Ship type", "Cargo type", "Width",
    "Length", "Type of position fixing device", "Draught", "Destination", "ETA",
    "Data source type", "A", "B", "C", "D",
)  # fmt: skip
HEADER = ",".join(NAMES)
DAYS = ("2015-12-31", "2018-02-01", "2026-07-17")


def row(**cells: str) -> str:
    """Return one row; what is not given is as in an ordinary row of a SYNTHETIC ship."""
    usual = {
        "# Timestamp": "31/12/2015 23:59:59", "Type of mobile": "Class A", "MMSI": "219999001",
        "Latitude": "55.700000", "Longitude": "12.600000",
        "Navigational status": "Under way using engine", "ROT": "0.0", "SOG": "12.3",
        "COG": "89.9", "Heading": "90", "IMO": "9999993", "Callsign": "TEST1",
        "Name": "SYNTHETIC TRADER", "Ship type": "Cargo", "Cargo type": "", "Width": "20",
        "Length": "150", "Type of position fixing device": "GPS", "Draught": "7.4",
        "Destination": "EXAMPLE PORT", "ETA": "02/01/2016 06:00:00", "Data source type": "AIS",
        "A": "100", "B": "50", "C": "10", "D": "10",
    }  # fmt: skip
    unknown = set(cells) - set(usual)
    assert not unknown, unknown
    return ",".join({**usual, **cells}[name] for name in NAMES)


def csv_of(day: str) -> bytes:
    """Return a day: two SYNTHETIC ships, a base station, and rows without a position."""
    year, month, date = day.split("-")
    stamp = f"{date}/{month}/{year}"
    rows = [HEADER]
    for minute in range(8):
        when = f"{stamp} 12:{minute:02d}:00"
        rows.append(row(**{"# Timestamp": when, "Latitude": f"{55.7 + minute / 100:.6f}"}))
        rows.append(row(**{
            "# Timestamp": when, "MMSI": "219999002", "Name": "TEST VESSEL", "IMO": "Unknown",
            "Callsign": "Unknown", "Ship type": "Undefined", "Type of mobile": "Class B",
            "Navigational status": "Unknown value", "Heading": "", "Draught": "",
            "Longitude": f"{11.0 + minute / 100:.6f}", "Destination": "",
        }))  # fmt: skip
    rows.append(row(**{"# Timestamp": f"{stamp} 12:08:00", "MMSI": "2199990",
                       "Type of mobile": "Base Station"}))  # fmt: skip
    rows.append(row(**{"# Timestamp": f"{stamp} 12:08:01", "Latitude": "91.000000",
                       "Longitude": "0.000000"}))  # fmt: skip
    return ("\n".join(rows) + "\n").encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip, the same bytes every time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data,
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    return held.getvalue()


def answer(request: Request) -> Reply:
    """Answer for a day of :data:`DAYS`; else as the bucket does, in XML with 404."""
    found = re.fullmatch(r"(\d{4})/aisdk-((\d{4})-\d{2}-\d{2})\.zip", request.path)
    if found is None or found[1] != found[3] or found[2] not in DAYS:
        return Reply(b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>",
                     "application/xml", 404)  # fmt: skip
    day = found[2]
    return Reply(zipped({f"aisdk-{day}.csv": csv_of(day)}), "application/zip")
