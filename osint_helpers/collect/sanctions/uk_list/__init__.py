"""The British sanctions lists: the UK Sanctions List, and the closed OFSI consolidated list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File, Given, file_of
from osint_helpers.collect.manifests import Manifest, Rate
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.sanctions.files import Parsed, result
from osint_helpers.collect.sanctions.listing import LISTINGS
from osint_helpers.collect.sanctions.uk_list import csv_form, xml_form
from osint_helpers.errors import CollectError

MANIFEST: Final = Manifest(
    name="uk_list",
    kind="sanctions",
    title="UK sanctions lists (UK Sanctions List, OFSI Consolidated List)",
    publisher="Foreign, Commonwealth and Development Office, United Kingdom",
    terms="Open Government Licence v3.0.",
    terms_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    licence="open",
    attribution="Contains public sector information licensed under the Open Government Licence "
    "v3.0 (UK Sanctions List)",
    calls=("sanctions_list",),
    schema="uk_list/1",
    basis="recorded",
    servers={"": "https://sanctionslist.fcdo.gov.uk"},
    rate=Rate(1, 10.0),
    limits=(
        (
            "Since 28 January 2026 the UK Sanctions List is the only list; the consolidated "
            "list of OFSI is closed, and its files are read for earlier days."
        ),
        (
            "Entries that were removed are gone from the file; it gives no date of delisting. "
            "Missing is not 'still listed'."
        ),
        (
            "The files do not state their number of entries; an early end at the end of a row "
            "of the CSV cannot be seen, one of the XML can."
        ),
        (
            "The older layout has no kind for ships: an entity whose text begins with the IMO "
            "number of a vessel is read as a vessel, and the notes say how many."
        ),
        "Not found in this file means not found in this file of this date, and nothing more.",
        (
            "The layout of 2026 was read from published headers and extracts, not from a whole "
            "file. The address of the file is linked on the page of the list on gov.uk and may "
            "change."
        ),
    ),
)
COLUMNS: Final[ByCall] = {"sanctions_list": LISTINGS}
FORMS: Final = {"csv": "docs/UK-Sanctions-List.csv", "xml": "docs/UK-Sanctions-List.xml"}


def sanctions_list(client: Client, *, form: str = "csv", path: str = "") -> Collected:
    """Return the current UK Sanctions List.

    Parameters
    ----------
    form
        ``csv`` or ``xml``; they give the same entries.
    path
        Where the file lies, when it has moved.

    Returns
    -------
    Collected
        One row an entry, columns `listing.LISTINGS`.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As the parsers and `Client.ask`.
    """
    if form not in FORMS:
        raise CollectError(f"{form!r} is no form of the UK Sanctions List", advice="csv or xml")
    got = Gathering(client, MANIFEST, "sanctions_list", {"form": form, "path": path})
    answer = got.ask(path or FORMS[form], part=FORMS[form].rpartition("/")[2])
    if answer is None:
        return got.collected([], LISTINGS)
    return _gathered(got, file_of(answer), client.tolerated(MANIFEST))


def read(source: Given, *, tolerate: Collection[str] = ()) -> Collected:
    """Return a list from a file, a capture or an answer; the bytes say which form it is.

    Parameters
    ----------
    source
        CSV or XML of the UK Sanctions List, or CSV of the OFSI consolidated list; also packed
        with gzip.
    tolerate
        New columns or elements to pass over.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As the parsers.
    """
    held = file_of(source)
    return _gathered(Reading(MANIFEST, "sanctions_list", {"file": held.name}), held, tolerate)


def _gathered(got: Gathering, held: File, tolerated: Collection[str]) -> Collected:
    with held.open() as stream:
        start = stream.read(256)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        with held.open() as stream:
            parsed: Parsed = xml_form.parse(stream, tolerated=tolerated)
    else:
        parsed = csv_form.parse(held.unpacked(), tolerated=tolerated)
    return result(got, parsed, [held])


__all__ = ["MANIFEST", "read", "sanctions_list"]
