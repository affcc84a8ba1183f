"""AIS of the Danish Maritime Authority: every message its shore stations heard, a file a day."""

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
from osint_helpers.collect.vessels.ais import reading
from osint_helpers.collect.vessels.ais.archives import MOST
from osint_helpers.collect.vessels.ais.cleaning import imo
from osint_helpers.collect.vessels.ais.day_files import DayFiles
from osint_helpers.collect.vessels.ais.days import day_of
from osint_helpers.collect.vessels.ais.layouts import Layout, Placed, header_of, place
from osint_helpers.collect.vessels.ais.lines import cells_of
from osint_helpers.collect.vessels.ais.question import Question, When
from osint_helpers.collect.vessels.ais.tally import Tally

MANIFEST: Final = Manifest(
    name="danish_ais",
    kind="vessels",
    title="AIS data of the Danish Maritime Authority",
    publisher="Danish Maritime Authority (Søfartsstyrelsen)",
    terms="Published free of charge as public-sector information; no licence is named in what was "
    "read, so the terms are to be confirmed at the source before bulk data are passed on.",
    terms_url="https://www.dma.dk/safety-at-sea/navigational-information/ais-data",
    licence="attribution",
    attribution="AIS data: Danish Maritime Authority",
    calls=("day",),
    schema="danish_ais/1",
    basis="documented",
    # path-style: the name of the bucket has dots, which breaks its TLS name when it is the host
    servers={"": "https://s3.eu-central-1.amazonaws.com/aisdata.ais.dk"},
    limits=(
        (
            "Danish shore stations hear the Danish waters and what passes near them: a ship that "
            "is not in the file was not heard there; that is not where it was, nor "
            "that it was silent."
        ),
        (
            "Several stations hear the same message and all are kept: rows are not transmissions, "
            "and repeated rows are normal."
        ),
        (
            "Name, IMO number, draught and destination are what the crew entered; nothing of it is "
            "verified, and positions can be falsified."
        ),
        "Static values stand in each row as last heard by the network, not as sent with it.",
        "Times are taken as UTC, to the second; the file states no zone (unconfirmed).",
        (
            "The address pattern rests on third-party notes of 2026; before 2024 days may lie in "
            "monthly files under another name (unconfirmed)."
        ),
        "That IMO 'Unknown' and latitude 91 stand for nothing rests on memory (unconfirmed).",
    ),
)
COLUMNS: Final[ByCall] = {"day": canonical.COLUMNS}
FIELDS: Final = {
    "t": "Timestamp", "transceiver": "Type of mobile", "mmsi": "MMSI", "lat": "Latitude",
    "lon": "Longitude", "nav_status": "Navigational status", "sog_kn": "SOG", "cog_deg": "COG",
    "heading_deg": "Heading", "imo": "IMO", "callsign": "Callsign", "name": "Name",
    "ship_type": "Ship type", "draught_m": "Draught", "length_m": "Length",
    "width_m": "Width", "destination": "Destination",
}  # fmt: skip
_UNREAD: Final = (
    "ROT", "Cargo type", "Type of position fixing device", "ETA",
    "Data source type",
)  # fmt: skip
_ANTENNA: Final = ("A", "B", "C", "D")  # metres from the antenna to bow, stern, port, starboard
_CLASSES: Final = {"Class A": "A", "Class B": "B"}


def _transceiver(text: str) -> str | None:
    return _CLASSES.get(text, text)


LAYOUT: Final = Layout(
    source="danish_ais", title="the Danish Maritime Authority", fields=FIELDS, order="dmy",
    required=(*FIELDS.values(), *_UNREAD), also=_ANTENNA,
    absent=frozenset({"Unknown", "Unknown value", "Undefined"}),
    words={"transceiver": _transceiver, "imo": imo},
)  # fmt: skip
# A day has about 610 MB in a zip; the limit of a client must lie above it.
DAY_BYTES: Final = 1 << 30


def day(
    client: Client,
    *,
    date: dt.date | str,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] = (),
    start: When = "",
    end: When = "",
) -> Collected:
    """Return the positions of one day; the zip is kept as a capture.

    Parameters
    ----------
    date
        Day, UTC: ``2018-10-01`` or a date.
    mmsi, box, start, end
        As :func:`read`. Ask for something: a whole day has about 17 million rows.

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
    return day_of(
        client, MANIFEST, path(when), date=when,
        stream=lambda source, question, tally: _stream(source, question, tally, ()),
        question=Question.of(mmsi, box, start, end), least=DAY_BYTES,
    )  # fmt: skip


def path(date: dt.date) -> str:
    """Return the address of a day below the server."""
    return f"{date.year}/aisdk-{date.isoformat()}.zip"


def recognise(header: bytes, first: bytes, tolerated: tuple[str, ...] = ()) -> Placed:
    """Return where the columns stand: A to D may be named, left empty, or not be in the header.

    Raises
    ------
    SchemaChanged
        Names the first field that is missing or new.
    """
    names = header_of(header, title=MANIFEST.title)
    cells = cells_of(first.decode("latin-1")) or []
    extra = len(_ANTENNA) if len(cells) == len(names) + len(_ANTENNA) else 0
    return place(LAYOUT, names, extra=extra, tolerated=tolerated)


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
    )  # fmt: skip


_FILES: Final = DayFiles(MANIFEST, _stream)
read, batches, to_parquet = _FILES.read, _FILES.batches, _FILES.to_parquet
