"""AIS of US waters by MarineCadastre: a file a day, one position a ship and minute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.collect import dates
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.given import File
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais import frame as canonical
from osint_helpers.collect.vessels.ais import geoparquet, reading
from osint_helpers.collect.vessels.ais.archives import MOST
from osint_helpers.collect.vessels.ais.cleaning import imo
from osint_helpers.collect.vessels.ais.day_files import DayFiles
from osint_helpers.collect.vessels.ais.days import day_of
from osint_helpers.collect.vessels.ais.layouts import (
    Layout,
    Placed,
    header_of,
    nav_status,
    place,
    ship_type,
)
from osint_helpers.collect.vessels.ais.question import Question, When
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError

MANIFEST: Final = Manifest(
    name="marinecadastre",
    kind="vessels",
    title="MarineCadastre AIS (vessel traffic data of the United States)",
    publisher="NOAA Office for Coastal Management and Bureau of Ocean Energy Management; data of "
    "the US Coast Guard",
    terms="CC0 1.0; published as it is, without warranty, not for navigation.",
    terms_url="https://hub.marinecadastre.gov/pages/vesseltraffic",
    licence="open",
    attribution="AIS data: MarineCadastre (NOAA, BOEM, US Coast Guard)",
    calls=("day",),
    schema="marinecadastre/1",
    basis="documented",
    servers={
        "": "https://noaaocm.blob.core.windows.net/ais",  # csv2: csv in zst
        "legacy": "https://coast.noaa.gov/htdata/CMSP/AISDataHandler",  # zip, to 2023
        "geoparquet": "https://ocmgeodatastor1.blob.core.windows.net/marinecadastre",  # 2024
    },
    limits=(
        (
            "Thinned to one position a ship and minute: what happened within a minute, and "
            "messages that were dropped, cannot be seen; a gap in the file need not be a gap in "
            "sending."
        ),
        (
            "Receivers on US coasts and the Great Lakes only: a ship that is not in the file was "
            "not heard there."
        ),
        "Times are UTC by the documentation; the files carry no zone.",
        (
            "Name, IMO number, draught and destination are what the crew entered; nothing of it is "
            "verified, and positions can be falsified."
        ),
        (
            "The files to 2023 store a course from 204.8 degrees as a negative number (measured on "
            "a file of 2020: -49.6, which is 360, is its commonest negative value); 409.6 is added."
        ),
        (
            "The file servers by year rest on third-party notes of 2026: zip 2015 to 2023, those "
            "of 2024 are listed but answer 404; csv2 is named for 2015 to 2026; GeoParquet for "
            "2024, whose columns are unconfirmed."
        ),
        "Before 2015 the source published other formats, which are not read.",
    ),
)
COLUMNS: Final[ByCall] = {"day": canonical.COLUMNS}
_WORDS: Final = {"nav_status": nav_status, "ship_type": ship_type, "imo": imo}
LEGACY: Final = Layout(
    source="marinecadastre", title="MarineCadastre to 2023", order="ymd",
    fields={
        "mmsi": "MMSI", "t": "BaseDateTime", "lat": "LAT", "lon": "LON", "sog_kn": "SOG",
        "cog_deg": "COG", "heading_deg": "Heading", "name": "VesselName", "imo": "IMO",
        "callsign": "CallSign", "ship_type": "VesselType", "nav_status": "Status",
        "draught_m": "Draft",
        "length_m": "Length", "width_m": "Width", "transceiver": "TransceiverClass",
    },
    # the class came in 2018 (unconfirmed), first misspelt
    required=("MMSI", "BaseDateTime", "LAT", "LON", "SOG", "COG", "Heading", "VesselName", "IMO",
              "CallSign", "VesselType", "Status", "Length", "Width", "Draft", "Cargo"),
    words=_WORDS, signed_course=True,
)  # fmt: skip
CSV2: Final = Layout(
    source="marinecadastre", title="MarineCadastre csv2", order="ymd",
    fields={
        "mmsi": "mmsi", "t": "base_date_time", "lat": "latitude", "lon": "longitude",
        "sog_kn": "sog", "cog_deg": "cog", "heading_deg": "heading", "name": "vessel_name",
        "imo": "imo", "callsign": "call_sign", "ship_type": "vessel_type", "nav_status": "status",
        "draught_m": "draft",
        "length_m": "length", "width_m": "width", "transceiver": "transceiver",
    },
    required=("mmsi", "base_date_time", "longitude", "latitude", "sog", "cog", "heading",
              "vessel_name", "imo", "call_sign", "vessel_type", "status", "length", "width",
              "draft", "cargo", "transceiver"),
    words=_WORDS,
)  # fmt: skip
_MISSPELT: Final = "TranscieverClass"
DAY_BYTES: Final = 1 << 30  # a day has about 330 MB in a zip
LAST_ZIP: Final = 2023


def day(
    client: Client,
    *,
    date: dt.date | str,
    form: str = "",
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] = (),
    start: When = "",
    end: When = "",
) -> Collected:
    """Return the positions of one day; the file is kept as a capture.

    Parameters
    ----------
    date
        Day, UTC: ``2018-10-01`` or a date, from 2015.
    form
        ``zip``, ``csv2`` or ``geoparquet``; by default zip to 2023, csv2 after.
    mmsi, box, start, end
        As :func:`read`. Ask for something: a whole day has about 8 million rows.

    Returns
    -------
    Collected
        Columns as :data:`.ais.COLUMNS`.

    Raises
    ------
    CollectError
        When the day did not come: say ``Client(max_body=1 << 30, policy=Policy(seconds=3600))``.
    """
    when = dates.day(date, "date")
    server, path = address(when, form)
    return day_of(
        client, MANIFEST, path, date=when,
        stream=lambda source, question, tally: _stream(source, question, tally, ()),
        question=Question.of(mmsi, box, start, end), least=DAY_BYTES, server=server,
    )  # fmt: skip


def address(date: dt.date, form: str = "") -> tuple[str, str]:
    """Return the server (a name in the manifest) and the address of a day below it.

    Raises
    ------
    CollectError
        For a form that is not published, or a day before 2015.
    """
    year = date.year
    chosen = form or ("zip" if year <= LAST_ZIP else "csv2")
    if year < 2015:
        raise CollectError("before 2015 no file of one day is published", column="date",
                           advice="the older monthly files are not read")  # fmt: skip
    if chosen == "zip":
        return "legacy", f"{year}/AIS_{date:%Y_%m_%d}.zip"
    if chosen == "csv2":
        return "", f"csv2/csv{year}/ais-{date.isoformat()}.csv.zst"
    if chosen == "geoparquet":
        return "geoparquet", f"ais{year}/ais-{date.isoformat()}.parquet"
    raise CollectError(f"{form!r} is no form", advice="zip, csv2 or geoparquet", column="form")


def recognise(header: bytes, first: bytes, tolerated: tuple[str, ...] = ()) -> Placed:  # noqa: ARG001
    """Return where the columns stand in one of the two headers, told apart by the letter case.

    Raises
    ------
    SchemaChanged
        Names the first field that is missing or new.
    """
    names = header_of(header, title=MANIFEST.title)
    return placed_of(names, tolerated)


def placed_of(names: list[str], tolerated: tuple[str, ...] = ()) -> Placed:
    """Return where the columns stand among names."""
    right = [LEGACY.fields["transceiver"] if one == _MISSPELT else one for one in names]
    layout = LEGACY if "MMSI" in right or "BaseDateTime" in right else CSV2
    return place(layout, right, tolerated=tolerated)


def _stream(
    source: File,
    question: Question,
    tally: Tally,
    tolerated: tuple[str, ...],
    *,
    most: int = MOST,
    moved: reading.Moved | None = None,
) -> Iterator[Any]:
    return reading.stream(
        source, lambda header, first: recognise(header, first, tolerated), question, tally,
        most=most, moved=moved,
        columnar=lambda archive, ask, counts: geoparquet.batches(
            archive, CSV2, ask, counts, tolerated
        ),
    )  # fmt: skip


_FILES: Final = DayFiles(MANIFEST, _stream)
read, batches, to_parquet = _FILES.read, _FILES.batches, _FILES.to_parquet
