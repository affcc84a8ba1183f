"""The three servers of MarineCadastre: zip to 2023, csv2 in zst, GeoParquet. SYNTHETIC ships.

From the description of the formats: two headers, a T or a space in the time, sentinels kept or
left empty, longitude before latitude in the newer one.
"""

from __future__ import annotations

import io
import re
import struct

from tests.collect.fakes.danish_ais import zipped
from tests.collect.fakes.server import Reply, Request

LEGACY = ("MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,"
          "Length,Width,Draft,Cargo,TransceiverClass")  # fmt: skip
CSV2 = ("mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,"
        "vessel_type,status,length,width,draft,cargo,transceiver")  # fmt: skip


def legacy_row(**cells: str) -> str:
    usual = {
        "MMSI": "366999001", "BaseDateTime": "2020-06-30T00:00:01", "LAT": "40.66995",
        "LON": "-74.14127", "SOG": "0.1", "COG": "28.0", "Heading": "28.0",
        "VesselName": "SYNTHETIC TRADER", "IMO": "IMO9999993", "CallSign": "TEST1",
        "VesselType": "70", "Status": "5", "Length": "150", "Width": "20", "Draft": "7.4",
        "Cargo": "79", "TransceiverClass": "A",
    }  # fmt: skip
    assert not set(cells) - set(usual)
    return ",".join({**usual, **cells}[name] for name in LEGACY.split(","))


def csv2_row(**cells: str) -> str:
    usual = {
        "mmsi": "366999001", "base_date_time": "2025-06-26 00:00:01", "longitude": "-74.14127",
        "latitude": "40.66995", "sog": "0.1", "cog": "28.0", "heading": "28",
        "vessel_name": "SYNTHETIC TRADER", "imo": "9999993", "call_sign": "TEST1",
        "vessel_type": "70", "status": "5", "length": "150", "width": "20", "draft": "7.4",
        "cargo": "79", "transceiver": "A",
    }  # fmt: skip
    assert not set(cells) - set(usual)
    return ",".join({**usual, **cells}[name] for name in CSV2.split(","))


def legacy_csv(day: str) -> bytes:
    rows = [LEGACY]
    for minute in range(10):
        rows.append(legacy_row(BaseDateTime=f"{day}T00:{minute:02d}:01"))
        rows.append(legacy_row(
            BaseDateTime=f"{day}T00:{minute:02d}:30", MMSI="366999002", VesselName="TEST VESSEL",
            IMO="IMO0000000", COG="-49.6", Heading="511.0", SOG="102.3", TransceiverClass="B",
            Status="", VesselType="", Draft="",
        ))  # fmt: skip
    return ("\n".join(rows) + "\n").encode()


def csv2_csv(day: str) -> bytes:
    rows = [CSV2]
    for minute in range(10):
        rows.append(csv2_row(base_date_time=f"{day} 00:{minute:02d}:01"))
        rows.append(csv2_row(
            base_date_time=f"{day} 00:{minute:02d}:30", mmsi="366999002", vessel_name="TEST VESSEL",
            imo="", cog="", heading="", sog="", transceiver="B", status="", vessel_type="",
            draft="",
        ))  # fmt: skip
    return ("\n".join(rows) + "\n").encode()


def parquet(day: str) -> bytes:
    """Return a day as GeoParquet: the columns of csv2, the point as little-endian WKB."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pd.read_csv(io.BytesIO(csv2_csv(day)))
    points = [struct.pack("<BIdd", 1, 1, x, y)
              for x, y in zip(table["longitude"], table["latitude"], strict=True)]  # fmt: skip
    table["base_date_time"] = pd.to_datetime(table["base_date_time"])
    held = table.drop(columns=["longitude", "latitude"])
    made = pa.Table.from_pandas(held, preserve_index=False)
    made = made.append_column("geometry", pa.array(points, pa.binary()))
    out = io.BytesIO()
    pq.write_table(made, out)
    return out.getvalue()


def answer(request: Request) -> Reply:
    """Answer for csv2 at ``csv2/``, for zip and GeoParquet as their own servers do."""
    import zstandard

    found = re.fullmatch(r"(?:legacy/)?(\d{4})/AIS_(\d{4})_(\d{2})_(\d{2})\.zip", request.path)
    if found and found[1] == found[2] and int(found[1]) <= 2023:
        stem = f"AIS_{found[2]}_{found[3]}_{found[4]}"
        data = legacy_csv(f"{found[2]}-{found[3]}-{found[4]}")
        return Reply(zipped({f"{stem}.csv": data}), "application/zip")
    found = re.fullmatch(r"csv2/csv(\d{4})/ais-((\d{4})-\d{2}-\d{2})\.csv\.zst", request.path)
    if found and found[1] == found[3]:
        data = zstandard.ZstdCompressor().compress(csv2_csv(found[2]))
        return Reply(data, "application/zstd")
    found = re.fullmatch(r"geo/ais2024/ais-(2024-\d{2}-\d{2})\.parquet", request.path)
    if found:
        return Reply(parquet(found[1]), "application/octet-stream")
    return Reply(b"<?xml version='1.0'?><Error><Code>BlobNotFound</Code></Error>",
                 "application/xml", 404)  # fmt: skip
