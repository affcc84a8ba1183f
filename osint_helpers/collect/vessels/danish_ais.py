"""AIS of the Danish Maritime Authority: every message its shore stations heard, a file a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from osint_helpers.collect import dates
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais import reading
from osint_helpers.collect.vessels.ais.archives import MOST
from osint_helpers.collect.vessels.ais.cleaning import imo
from osint_helpers.collect.vessels.ais.days import day_of
from osint_helpers.collect.vessels.ais.layouts import Layout, Placed, header_of, place
from osint_helpers.collect.vessels.ais.lines import cells_of
from osint_helpers.collect.vessels.ais.parquet import Written, write
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
FIELDS: Final = {
    "t": "Timestamp", "transceiver": "Type of mobile", "mmsi": "MMSI", "lat": "Latitude",
    "lon": "Longitude", "nav_status": "Navigational status", "sog_kn": "SOG", "cog_deg": "COG",
    "heading_deg": "Heading", "imo": "IMO", "callsign": "Callsign", "name": "Name",
    "ship_type": "Ship type", "draught_m": "Draught", "destination": "Destination",
}  # fmt: skip
_UNREAD: Final = (
    "ROT", "Cargo type", "Width", "Length", "Type of position fixing device", "ETA",
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


def read(
    source: Given,
    *,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] | None = None,
    start: When | None = None,
    end: When | None = None,
    columns: tuple[str, ...] | None = None,
    tolerate: tuple[str, ...] = (),
    tally: Tally | None = None,
) -> Collected:
    """Return the positions of a file as a frame.

    Parameters
    ----------
    source
        Path of a csv or zip, a capture of the case, or an answer.
    mmsi
        Ships; empty for all.
    box
        ``(west, south, east, north)`` in degrees; west greater than east crosses the antimeridian.
    start, end
        Time or ISO 8601 text, UTC when no zone is given; `start` included, `end` not.
    columns
        Canonical columns to return; by default all.
    tolerate
        New fields of the header to pass over.
    tally
        Filled with the counts; they are in ``meta.notes`` as sentences anyway.

    Returns
    -------
    Collected
        Columns as :data:`.ais.COLUMNS`, one row a position, in the order of the file.

    Raises
    ------
    SchemaChanged
        When the header is not the documented one.
    CollectError
        When nothing of the file can be read.
    """
    question = Question.of(mmsi, box, start, end, columns)
    return reading.frame_of(
        source, lambda one, counts: _stream(one, question, counts, tolerate), question, MANIFEST,
        call="read", tally=tally,
    )  # fmt: skip


def batches(
    source: Given,
    *,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] | None = None,
    start: When | None = None,
    end: When | None = None,
    columns: tuple[str, ...] | None = None,
    tolerate: tuple[str, ...] = (),
    tally: Tally | None = None,
    most: int = MOST,
) -> Iterator[Any]:
    """Yield Arrow record batches of the canonical columns, for what is larger than memory.

    Parameters as :func:`read`; `most` is how many bytes the file may have unpacked. `tally` is
    whole after the last batch. A file that breaks off raises CollectError after what came.
    """
    question = Question.of(mmsi, box, start, end, columns)
    counts = Tally() if tally is None else tally
    yield from _stream(file_of(source, hashed=False), question, counts, tolerate, most=most)


def to_parquet(
    source: Given,
    target: Path | str,
    *,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] | None = None,
    start: When | None = None,
    end: When | None = None,
    columns: tuple[str, ...] | None = None,
    tolerate: tuple[str, ...] = (),
    again: bool = False,
    quiet: bool | None = None,
) -> Written:
    """Write the canonical columns of a file as Parquet, in one step and with bounded memory.

    Parameters as :func:`read`; `again` replaces a target made from something else; `quiet` None
    shows progress on a terminal only. A target made from the same bytes, with the same question, is
    left as it is.
    """
    return write(
        file_of(source), Path(target), Question.of(mmsi, box, start, end, columns), MANIFEST,
        lambda one, question, counts, moved: _stream(one, question, counts, tolerate, moved=moved),
        again=again, quiet=quiet,
    )  # fmt: skip


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
