"""Historic tracks of aircraft as readsb writes them: traces of one aircraft and UTC day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.flights.readsb import tars, traces
from osint_helpers.collect.flights.readsb.columns import POSITIONS
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import Given
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.reading import Reading
from osint_helpers.errors import CollectError

MANIFEST: Final = Manifest(
    name="readsb",
    kind="flights",
    title="ADS-B traces of the adsb.lol network (readsb format)",
    publisher="adsb.lol and its volunteer receivers",
    terms="Open Database License 1.0: passed on with attribution, and data derived from it under "
    "the same licence.",
    licence="attribution",
    attribution="Contains information from adsb.lol, made available under the ODbL.",
    calls=("trace",),
    schema="readsb/1",
    basis="recorded",
    servers={"": "https://adsb.lol"},
    terms_url="https://opendatacommons.org/licenses/odbl/1-0/",
    rate=Rate(1, 2.0),
    limits=(
        "The archive begins in 2023: no earlier flight is in it, such as one of 7 October 2018.",
        (
            "An aircraft is seen only while its transponder sends and a volunteer receives it: no "
            "position says nothing about where it was. Receivers are spread unevenly."
        ),
        (
            "Positions are what the aircraft sent; they can be wrong or made up, above all where "
            "satellite navigation is disturbed."
        ),
        "Altitudes are pressure altitudes at standard pressure unless marked as geometric.",
        (
            "Registration and type come from a database of the network, not from the aircraft, "
            "as of the day the file was written; names of owners are not read."
        ),
        "Where a new leg begins is a guess of the network.",
        (
            "A day is published in several releases (prod, staging, mlatonly): one may hold "
            "positions another lacks."
        ),
        "The addresses of single traces on the server were not confirmed by a call.",
    ),
)
COLUMNS: Final[ByCall] = {"trace": POSITIONS}

MOST_ROWS: Final = 2_000_000
_MEMBER: Final = re.compile(r"(?:.*/)?trace_full_(?P<icao>~?[0-9a-f]{6})\.json(?:\.gz)?", re.S)
_ICAO: Final = re.compile(r"~?[0-9a-f]{6}")


def trace(client: Client, *, address: str) -> Collected:
    """Return the positions of one trace on a server.

    Parameters
    ----------
    address
        Of the file ``trace_full_<icao24>.json``: whole, or below the server of the manifest.
        A status 404 is an error: the server says neither that the aircraft flew nor that it did
        not.

    Returns
    -------
    Collected
        One row a position, in order of time; columns as :data:`.columns.POSITIONS`.

    Raises
    ------
    SchemaChanged
        When the file is not as documented.
    CollectError
        When it does not come, or is broken.
    """
    got = Gathering(client, MANIFEST, "trace", {"address": address})
    name = address.rsplit("/", 1)[-1]
    rows: list[dict[str, Any]] = []
    answer = got.ask(address, part=name)
    if answer is not None:
        tolerated = client.tolerated(MANIFEST)
        found = traces.parse(answer.data, file=name, tolerated=tolerated)
        rows = found.rows
        _say(got, found)
        got.count(answer, len(rows))
    return got.collected(rows, POSITIONS)


def read(given: Given, *, tolerated: tuple[str, ...] = ()) -> Collected:
    """Return the positions of one trace file.

    Parameters
    ----------
    given
        Path, answer, or capture of a case.
    tolerated
        New fields to pass over.

    Returns
    -------
    Collected
        As `trace`; ``meta.mode`` is ``file``.

    Raises
    ------
    SchemaChanged, CollectError
        As `trace`.
    """
    got = Reading(MANIFEST, "read", {})
    file = got.take(given)
    got.parameters["file"] = file.name
    found = traces.parse(file.path.read_bytes(), file=file.name, tolerated=tolerated)
    _say(got, found)
    got.counted(len(found.rows))
    return got.collected(found.rows, POSITIONS)


def day(
    paths: Sequence[Given] | Given, *, icao: tuple[str, ...] = (), tolerated: tuple[str, ...] = ()
) -> Collected:
    """Return the positions of aircraft in the archive of a day, without unpacking it.

    Parameters
    ----------
    paths
        Every part of the archive, ``….tar.aa``, ``….tar.ab`` …, in any order; or one whole tar.
    icao
        24-bit addresses, six hexadecimal digits. Empty: every aircraft, up to
        :data:`MOST_ROWS` rows.
    tolerated
        New fields to pass over.

    Returns
    -------
    Collected
        As `trace`, aircraft in the order of the archive. A trace that cannot be read is a missing
        part; an aircraft that has none in the archive is named in the notes.

    Raises
    ------
    CollectError
        When a part is lacking, or the archive is damaged or cut off anywhere.
    SchemaChanged
        When a trace is not as documented.
    """
    wanted = _addresses(icao)
    got = Reading(MANIFEST, "day", {"icao": tuple(sorted(wanted))})
    given = [paths] if not isinstance(paths, Sequence) or isinstance(paths, str) else list(paths)
    parts = tars.in_order([got.take(one).path for one in given])
    got.parameters["files"] = tuple(path.name for path in parts)
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    with tars.Archive(parts) as archive:
        for member in archive.members():
            match = _MEMBER.fullmatch(member.name)
            if match is None or (wanted and match["icao"] not in wanted):
                continue
            if not member.plain:
                got.miss(match["icao"], "the archive holds a link instead of its trace")
                continue
            seen.add(match["icao"])
            rows += _member(got, archive.read(member), match["icao"], tolerated)
            if len(rows) > MOST_ROWS:
                raise CollectError(
                    f"more than {MOST_ROWS:,} positions", advice="name the aircraft with icao="
                )
    for address in sorted(wanted - seen - {one.name for one in got.missing}):
        got.note(f"{address}: no trace in this archive")
    return got.collected(rows, POSITIONS)


def _member(
    got: Reading, data: bytes, icao: str, tolerated: tuple[str, ...]
) -> list[dict[str, Any]]:
    # the name is built anew: what a member calls itself is text from outside
    name = f"trace_full_{icao}.json"
    try:
        found = traces.parse(data, file=name, tolerated=tolerated)
    except CollectError as error:
        if type(error) is not CollectError:
            raise
        got.miss(icao, error.what)
        return []
    if found.icao24 != icao:
        got.note(f"{name} names the aircraft {found.icao24[:12]!r}")
    _say(got, found)
    got.counted(len(found.rows))
    return found.rows


def _addresses(icao: tuple[str, ...]) -> frozenset[str]:
    plain = frozenset(one.strip().lower() for one in icao)
    wrong = sorted(one for one in plain if _ICAO.fullmatch(one) is None)
    if wrong:
        raise CollectError(
            f"{wrong[0]!r:.40} is no 24-bit address", advice="six hexadecimal digits, as 4b1815"
        )
    return plain


def _say(got: Gathering, found: traces.Trace) -> None:
    for text in found.notes:
        got.note(text)
    if found.passed_over:
        got.note(f"{found.icao24}: fields not read: {', '.join(found.passed_over)}")
