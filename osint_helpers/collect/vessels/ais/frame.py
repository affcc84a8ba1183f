"""The canonical columns of an AIS position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import Column
from osint_helpers.collect.extras import need

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = (
    Column("mmsi", "text", about="nine digits; leading zeros a file left out are put back"),
    Column("t", "instant", about="UTC, as the source gives it"),
    Column("lat", "number", "degrees", "WGS 84, north positive; 91 is no position"),
    Column("lon", "number", "degrees", "WGS 84, east positive; 181 is no position"),
    Column(
        "sog_kn", "number", "kn", "speed over ground; 102.3 is missing, 102.2 means that or more"
    ),
    Column("cog_deg", "number", "degrees", "course over ground, true; 360 is missing"),
    Column("heading_deg", "number", "degrees", "true heading; 511 is missing"),
    Column("nav_status", "text", about="words of the source, or of ITU-R M.1371 for its codes"),
    Column("imo", "text", about="as sent, without the prefix IMO; 0 is missing; not verified"),
    Column("name", "text", about="as sent, up to 20 characters"),
    Column("callsign", "text", about="as sent"),
    Column("ship_type", "text", about="word of the source, or the code of ITU-R M.1371"),
    Column("draught_m", "number", "m", "as entered on board; 0 is missing"),
    Column("length_m", "number", "m", "antenna to bow plus to stern, as entered; 0 is missing"),
    Column("width_m", "number", "m", "antenna to both sides, as entered; 0 is missing"),
    Column("destination", "text", about="as entered on board"),
    Column("transceiver", "text", about="A, B, or the kind of station the source names"),
    Column("source", "text", about="name of the source, as in danish_ais"),
    Column("member", "text", about="file the row stands in, within a zip the member"),
    Column("line", "integer", about="line of the row in it, counted from 1; in Parquet the row"),
)
NAMES: Final = tuple(one.name for one in COLUMNS)
NUMBERS: Final = (
    "lat", "lon", "sog_kn", "cog_deg", "heading_deg", "draught_m", "length_m", "width_m",
)  # fmt: skip
TEXTS: Final = (
    "nav_status", "imo", "name", "callsign", "ship_type", "destination", "transceiver",
)  # fmt: skip


def schema(columns: tuple[str, ...] = NAMES) -> Any:  # noqa: ANN401
    """Return the Arrow schema of the canonical batches, in the order of `columns`."""
    pa = need("pyarrow")
    kinds = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(),
             "instant": pa.timestamp("us", tz="UTC")}  # fmt: skip
    known = {one.name: kinds[one.kind] for one in COLUMNS}
    return pa.schema([(name, known[name]) for name in columns])


def pandas_of(batches: list[Any], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return canonical batches as a typed frame, also for none."""
    pa = need("pyarrow")
    table = pa.Table.from_batches(batches, schema=schema(columns))
    found: pd.DataFrame = table.to_pandas()
    known = {one.name: one.kind for one in COLUMNS}
    dtypes = {name: "str" for name in columns if known[name] == "text"}
    if "line" in columns:
        dtypes["line"] = "Int64"
    return found.astype(dtypes)


def row_locator(frame: pd.DataFrame) -> pd.Series[str]:
    """Return where each row stands: ``aisdk-2015-12-31.csv:17``.

    Parameters
    ----------
    frame
        With the columns ``member`` and ``line``.
    """
    found: pd.Series[str] = frame["member"] + ":" + frame["line"].astype("str")
    return found
