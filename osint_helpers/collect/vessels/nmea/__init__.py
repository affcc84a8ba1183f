"""NMEA logs of AIS receivers: positions with the time the tag block or the logger gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected, Meta, Missing
from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.extras import ExtraMissingError
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.vessels.ais import frame as canonical
from osint_helpers.collect.vessels.ais.archives import MOST, Archive
from osint_helpers.collect.vessels.ais.question import Question, When
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

MANIFEST: Final = Manifest(
    name="nmea",
    kind="vessels",
    title="NMEA log of an AIS receiver",
    publisher="whoever kept the log",
    terms="Those of whoever kept the log: ask, and note the answer with the file.",
    licence="restricted",
    attribution="AIS: NMEA log, origin as noted with the file",
    calls=("log",),
    schema="nmea/1",
    basis="documented",
    limits=(
        (
            "The time of a position is that of the tag block or the logger, so when it was heard; "
            "an AIS message itself holds the second of the minute alone. Lines without a time are "
            "counted and give no row."
        ),
        "A time of the logger without a zone is taken as UTC, and counted.",
        "One receiver hears as far as its horizon: silence in the log is not silence of the ship.",
        (
            "Name, IMO number, draught and destination are what the crew entered, as last heard "
            "before the position (static_t says when); nothing of it is verified."
        ),
        "Message types 1, 2, 3, 5, 18, 19, 24 and 27 are read; the lines of others are counted.",
    ),
)
LOG: Final = (
    *canonical.COLUMNS,
    Column("static_t", "instant", about="UTC, when the static data were last heard, up to t"),
)
COLUMNS: Final[ByCall] = {"log": LOG}
_ROW: Final = ("mmsi", "t", "lat", "lon", "sog_kn", "cog_deg", "heading_deg", "nav_status",
               "transceiver", "member", "line")  # fmt: skip


def log(
    client: Client,
    *,
    capture: str,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] = (),
    start: When = "",
    end: When = "",
) -> Collected:
    """Return the positions of a log that the case holds as a capture.

    Parameters
    ----------
    capture
        Its id.
    mmsi, box, start, end
        As :func:`read`.

    Raises
    ------
    CollectError
        When the case has no such capture, or it holds no NMEA log.
    """
    from osint_helpers.evidence.record import captures

    if client.case is None:
        raise CollectError("no case is named", advice="say Client(case)")
    found = next((one for one in captures(client.case) if one.id == capture), None)
    if found is None:
        raise CollectError(
            f"the case {client.case.name} has no capture {capture}",
            advice="osint capture --file takes a file into the case",
            column="capture",
        )
    made = _collected(file_of(found), Question.of(mmsi, box, start, end), Tally(), "log", MOST)
    parameters = {**made.meta.parameters, "capture": capture}
    return replace(made, meta=replace(made.meta, parameters=parameters, mode=client.mode))


def read(
    source: Given,
    *,
    mmsi: tuple[str, ...] = (),
    box: tuple[float, ...] | None = None,
    start: When | None = None,
    end: When | None = None,
    tally: Tally | None = None,
    most: int = MOST,
) -> Collected:
    """Return the positions of a log as a frame.

    Parameters
    ----------
    source
        Path of a log (also in zip, zst, gz), a capture of the case, or an answer. A line may begin
        with a tag block, or with a time (Unix seconds or milliseconds, ISO 8601), or end with one.
    mmsi
        Ships; empty for all.
    box
        ``(west, south, east, north)`` in degrees; west greater than east crosses the antimeridian.
    start, end
        Time or ISO 8601 text, UTC when no zone is given; `start` included, `end` not.
    tally
        Filled with the counts of lines; they are in ``meta.notes`` as sentences anyway.
    most
        Bytes the file may have unpacked.

    Returns
    -------
    Collected
        Columns as :data:`LOG`, one row a position, in the order of the log.

    Raises
    ------
    CollectError
        When the file cannot be read, or holds no AIS sentence at all.
    """
    question = Question.of(mmsi, box, start, end)
    return _collected(file_of(source), question, Tally() if tally is None else tally, "read",
                      most)  # fmt: skip


def _collected(source: File, question: Question, tally: Tally, call: str, most: int) -> Collected:
    from osint_helpers.collect.vessels.nmea.decoding import Log

    held = Log(question, tally)  # Parquet has no line that is a sentence, and is refused below
    why = [source.fault] if source.fault else []
    try:
        with Archive(source.path, name=source.name, most=most) as archive:
            for member in archive.members():
                held.member(member)
            tally.passed += archive.passed
    except CollectError as error:
        if isinstance(error, ExtraMissingError) or not tally.rows:
            raise
        why.append(error.what)
    tally.check()
    _refuse_none(source, tally)
    made = _frame(held.rows, held.statics)
    one = MANIFEST
    asked = {name: value for name, value in question.plain().items() if name != "columns"}
    meta = Meta(
        f"nmea.{call}", one.title, one.publisher, source.part.url, {"file": source.name, **asked},
        (replace(source.part, rows=len(made)),), tuple(Missing(source.name, text) for text in why),
        "; ".join(f"{source.name}: {text}" for text in why), one.licence, one.attribution,
        one.terms, one.schema, one.limits, tally.notes(), "file",
    )  # fmt: skip
    return Collected(made, meta, LOG)


def _refuse_none(source: File, tally: Tally) -> None:
    """Refuse a file without one AIS sentence: it is no log, and no row means nothing."""
    from osint_helpers.collect.vessels.ais.tally import EMPTY
    from osint_helpers.collect.vessels.nmea.sentences import OTHER

    if tally.rows == tally.dropped[EMPTY] + tally.dropped[OTHER]:
        raise CollectError("holds no AIS sentence", file=source.name,
                           advice="look what it is: a log has lines with !AIVDM")  # fmt: skip


def _frame(rows: list[tuple[Any, ...]], statics: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    from osint_helpers.collect.vessels.nmea.joining import joined

    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in _ROW]
    made = pd.DataFrame(dict(zip(_ROW, columns, strict=True)))
    kinds = {"text": "str", "number": "float64", "integer": "Int64",
             "instant": "datetime64[us, UTC]"}  # fmt: skip
    known = {one.name: kinds[one.kind] for one in LOG}
    made["t"] = pd.to_datetime(made["t"].astype("int64"), unit="us", utc=True)
    made = made.astype({name: known[name] for name in _ROW})
    timed = [{**one, "t": pd.Timestamp(one["t"], unit="us", tz="UTC")} for one in statics]
    found = joined(made, timed).assign(source="nmea")
    names = [one.name for one in LOG]
    return found[names].astype({name: known[name] for name in names})
