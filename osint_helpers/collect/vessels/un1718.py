"""Vessels designated under resolution 1718 (2006): the Committee's list, read from a transcript.

The list is a PDF on a page that turns scripts away; what can be read by a program is a transcript
of it as CSV. The PDF itself is compared by hash only (`pdf`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import ByCall, Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import Given, file_of
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.vessels import transcripts
from osint_helpers.errors import CollectError, SourceRefusedError

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

MANIFEST: Final = Manifest(
    name="un1718",
    kind="vessels",
    title="1718 Designated Vessels List",
    publisher="United Nations Security Council Committee established pursuant to resolution 1718 "
    "(2006); transcript kept by OpenSanctions",
    terms="The list is a publication of the United Nations. The transcript that is known belongs "
    "to OpenSanctions, whose data are CC BY-NC 4.0: non-commercial use, with attribution.",
    terms_url="https://main.un.org/securitycouncil/en/sanctions/1718/materials/"
    "1718-Designated-Vessels-List",
    licence="non-commercial",
    attribution="1718 Designated Vessels List, United Nations Security Council; transcript by "
    "OpenSanctions (opensanctions.org), CC BY-NC 4.0",
    calls=("designated",),
    schema="un1718/1",
    basis="documented",
    servers={
        "": "https://docs.google.com/spreadsheets/d/e/2PACX-1vTRPL95PD7IXkZZ0XOiwlPvTawFD6k-"
        "LAHCmOYLdkqYn01QBsBan8QlDhF56gKKAiMicg7RPZnRe2Xb"
    },
    rate=Rate(1, 10.0),
    limits=(
        (
            "Read from a transcript, not from the list: what counts is the PDF of the Committee, "
            "and a row has to be compared with it before it is cited."
        ),
        (
            "The page of the list turns scripts away (field notes): page and PDF are captured by "
            "hand; a PDF is compared by its hash, its text is not read."
        ),
        (
            "The list was last changed on 2020-06-04 according to the transcript's keeper; later "
            "listings by States are in other lists."
        ),
        "Not found here means not found in this transcript, and nothing more.",
        (
            "Dates are printed with two digits for the year; they are read as 20yy. The measures "
            "of a row are the resolution paragraphs marked for it, not the same for all."
        ),
    ),
)
# SHA-1 of the PDF which the keeper of the transcript compares with, read in its public source
# code; nobody here has seen the PDF.
PDF_SHA1: Final = "739524554d940a60f462b8a20fdda9dc6e4f274c"
LARGEST: Final = 32 << 20

VESSELS: Final = (
    Column("number", "integer", "", "number of the row in the list", "#"),
    Column("name", "text", "", "first name printed", "vessel_name"),
    Column("names", "list", "", "all names printed in the cell", "vessel_name"),
    Column("imo", "text", "", "IMO number as printed", "imo_number"),
    Column("imo_number", "text", "", "the same without prefix and blanks"),
    Column("imo_valid", "flag", "", "whether form and check digit are right; it stays either way"),
    Column("imo_check", "text", "", "what the check found"),
    Column("mmsi", "list", "", "MMSI as printed", "mmsi"),
    Column("mmsi_faults", "list", "", "MMSI whose form is wrong, with the reason"),
    Column("flags", "list", "", "flags as printed", "flag"),
    Column("callsigns", "list", "", "call signs", "call_sign"),
    Column("type", "text", "", "type of ship", "type"),
    Column("owner", "text", "", "designated owner", "designated_owner"),
    Column("designated", "day", "", "earliest date of designation", "date_of_designation"),
    Column("designations", "list", "", "all dates of designation", "date_of_designation"),
    Column("date_precision", "text", "", "day, month or year; none when it cannot be read"),
    Column("date_printed", "text", "", "the dates as printed", "date_of_designation"),
    Column("paragraphs", "list", "", "resolution paragraphs marked for the ship"),
    Column("other_information", "text", "", "as printed", "other_information"),
    Column("line", "integer", "", "line of the file"),
    Column("row", "json", "", "the row as it stands in the file"),
)
COLUMNS: Final[ByCall] = {"designated": VESSELS}
PDF: Final = (
    Column("file", "text", "", "name or address"),
    Column("bytes", "integer", "bytes", "size"),
    Column("sha1", "text", "", "SHA-1 of the file"),
    Column("sha256", "text", "", "SHA-256 of the file"),
    Column("expected", "text", "", "the hash it was compared with"),
    Column("agrees", "flag", "", "whether they are the same"),
)


def designated(client: Client) -> Collected:
    """Return the vessels of the transcript, one row each.

    Returns
    -------
    Collected
        Columns `VESSELS`. An IMO number that fails its check stays, with the reason; dates are ISO,
        as precise as printed.

    Raises
    ------
    SourceRefusedError
        When a page of markup comes instead of a table.
    SchemaChanged
        When a column is new or missing.
    """
    got = Gathering(client, MANIFEST, "designated", {})
    answer = got.ask("pub", params={"output": "csv"}, part="transcript")
    rows: list[dict[str, Any]] = []
    if answer is not None:
        tolerated = client.tolerated(MANIFEST)
        rows = got.read(answer, lambda one: _rows(got, one.data, tolerated), part="transcript")
    return got.collected(rows, VESSELS)


def read(source: Given, *, tolerate: Collection[str] = ()) -> Collected:
    """Return the vessels of a transcript that lies in a file, a capture or an answer.

    Parameters
    ----------
    source
        Path of a CSV file, a capture of the case, or an answer.
    tolerate
        New columns to pass over.

    Returns
    -------
    Collected
        As `designated`.
    """
    one = file_of(source)
    got = Reading(MANIFEST, "read", {"file": one.name})
    got.take(one)
    rows = _rows(got, one.data(most=LARGEST), tolerate)
    got.counted(len(rows))
    return got.collected(rows, VESSELS)


def pdf(source: Given, *, expected: str = PDF_SHA1) -> Collected:
    """Return whether a PDF of the list is the one with a known hash; its text is not read.

    Parameters
    ----------
    source
        Path, capture or answer; page and PDF have to be captured by hand.
    expected
        SHA-1 or SHA-256 in hexadecimal.

    Returns
    -------
    Collected
        Columns `PDF`, one row. That hashes agree says that the bytes are the same, and no more.

    Raises
    ------
    CollectError
        When the file is no PDF, or `expected` no hash.
    """
    wanted = expected.strip().lower()
    kind = {40: "sha1", 64: "sha256"}.get(len(wanted))
    if kind is None or set(wanted) - set("0123456789abcdef"):
        raise CollectError(f"{expected!r} is neither SHA-1 nor SHA-256", column="expected")
    one = file_of(source)
    data = one.data(most=LARGEST)
    if not data.startswith(b"%PDF-"):
        raise SourceRefusedError(
            f"{one.name} is no PDF",
            advice="the page of the list turns scripts away: save the PDF by hand",
        )
    hashes = {"sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
              "sha256": hashlib.sha256(data).hexdigest()}  # fmt: skip
    got = Reading(MANIFEST, "pdf", {"file": one.name, "expected": wanted})
    got.take(one)
    got.counted(1)
    got.note("compared by hash only; the text of the PDF was not read")
    row = {"file": one.name, "bytes": len(data), **hashes, "expected": wanted,
           "agrees": hashes[kind] == wanted}  # fmt: skip
    return got.collected([row], PDF)


def _rows(got: Gathering, data: bytes, tolerate: Collection[str]) -> Sequence[dict[str, Any]]:
    table = transcripts.parse(data, tolerate=tolerate)
    for line, why in table.faults:
        got.miss(f"line {line}", why)
    for reason in table.lacking:
        got.cut(reason)
    for text in table.notes:
        got.note(text)
    return table.rows
