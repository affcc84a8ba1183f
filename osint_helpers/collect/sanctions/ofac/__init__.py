"""The lists of the US Office of Foreign Assets Control: SDN and the Consolidated (non-SDN) list.

Three forms: the advanced XML (dates of listing, legal bases, original scripts), the plain XML and
the legacy CSV of four files. `sdn` and `consolidated` fetch the advanced XML.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
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
from osint_helpers.collect.sanctions.ofac import advanced, csv_form, xml_form
from osint_helpers.errors import CollectError

MANIFEST: Final = Manifest(
    name="ofac",
    kind="sanctions",
    title="OFAC sanctions lists",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    terms="Work of the United States Government, in the public domain in the United States.",
    terms_url="https://ofac.treasury.gov/sanctions-list-service",
    licence="open",
    attribution="US Department of the Treasury, Office of Foreign Assets Control",
    calls=("sdn", "consolidated", "sdn_plain", "consolidated_plain", "sdn_csv", "consolidated_csv"),
    schema="ofac/1",
    basis="recorded",
    servers={"": "https://sanctionslistservice.ofac.treas.gov"},
    rate=Rate(1, 5.0),
    signed=True,
    limits=(
        (
            "Only the advanced XML gives dates of listing; in the CSV and the plain XML they "
            "are missing, which is not 'not listed on that day'."
        ),
        (
            "The lists show the day of the file: entries that were removed are gone from it, "
            "and no form gives a date of delisting. Listing on an earlier day needs a list of "
            "that day."
        ),
        (
            "The CSV does not state its number of entries; an early end at a line break shows "
            "only by the missing end mark."
        ),
        (
            "In the CSV the ship's number stands in the remarks, with and without the word "
            "IMO; the numbers published there are not all seven digits long."
        ),
        (
            "Not found in this file means not found in this file of this date, and nothing "
            "more; the rule on owners of 50 percent and more is in no file."
        ),
        "The advanced XML was read from its documented structure, not from a whole file.",
    ),
)
COLUMNS: Final[ByCall] = dict.fromkeys(MANIFEST.calls, LISTINGS)
_EXPORTS: Final = "api/PublicationPreview/exports"
_NAMES: Final = {"SDN": "OFAC SDN", "CONS": "OFAC Consolidated"}
Parse = Callable[..., Parsed]


def sdn(client: Client) -> Collected:
    """Return the SDN list from the advanced XML: the form that gives most.

    Returns
    -------
    Collected
        One row an entry, columns `listing.LISTINGS`.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As `advanced.parse` and `Client.ask`.
    """
    return _xml(client, "sdn", "SDN_ADVANCED.XML", advanced.parse, "SDN")


def consolidated(client: Client) -> Collected:
    """Return the Consolidated (non-SDN) list from the advanced XML; see `sdn`."""
    return _xml(client, "consolidated", "CONS_ADVANCED.XML", advanced.parse, "CONS")


def sdn_plain(client: Client) -> Collected:
    """Return the SDN list from the plain XML, which has no date of listing; see `sdn`."""
    return _xml(client, "sdn_plain", "SDN.XML", xml_form.parse, "SDN")


def consolidated_plain(client: Client) -> Collected:
    """Return the Consolidated list from the plain XML, without dates of listing; see `sdn`."""
    return _xml(client, "consolidated_plain", "CONSOLIDATED.XML", xml_form.parse, "CONS")


def sdn_csv(client: Client) -> Collected:
    """Return the SDN list from the four CSV files, without dates of listing.

    A file of the four that does not come makes the result incomplete.

    Raises
    ------
    SchemaChanged, SourceRefusedError, CollectError
        As `csv_form.parse` and `Client.ask`.
    """
    return _csv(client, "sdn_csv", ("SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"), "SDN")


def consolidated_csv(client: Client) -> Collected:
    """Return the Consolidated list from the four CSV files; see `sdn_csv`."""
    files = ("CONS_PRIM.CSV", "CONS_ALT.CSV", "CONS_ADD.CSV", "CONS_COMMENTS.CSV")
    return _csv(client, "consolidated_csv", files, "CONS")


def read(
    source: Given,
    *,
    alt: Given | None = None,
    add: Given | None = None,
    comments: Given | None = None,
    which: str = "SDN",
    tolerate: Collection[str] = (),
) -> Collected:
    """Return a list from files, captures or answers; the first bytes say which form it is.

    Parameters
    ----------
    source
        SDN_ADVANCED.XML, SDN.XML or SDN.CSV (likewise for the Consolidated list), also packed
        with gzip.
    alt, add, comments
        The other three CSV files. One that is not given makes a CSV result incomplete.
    which
        ``SDN`` or ``CONS``.
    tolerate
        New XML elements to pass over.

    Raises
    ------
    CollectError
        For another list, for CSV files beside an XML, and as the parsers.
    SchemaChanged, SourceRefusedError
        As the parsers.
    """
    if which not in _NAMES:
        raise CollectError(f"{which!r} is no list of OFAC", advice="say SDN or CONS")
    held = file_of(source)
    others = {"ALT.CSV": alt, "ADD.CSV": add, "SDN_COMMENTS.CSV": comments}
    parse = _form(held)
    files = {"file": held.name}
    got = Reading(MANIFEST, "sdn" if which == "SDN" else "consolidated", files)
    if parse is None:
        return _joined(got, held, others, which)
    if any(one is not None for one in others.values()):
        raise CollectError("an XML of OFAC needs no further file", advice="leave them out")
    with held.open() as stream:
        parsed = parse(stream, on_list=_NAMES[which], tolerated=tolerate)
    return result(got, parsed, [held])


def _form(held: File) -> Parse | None:
    """Return the parser of an XML file by its root element; None for CSV."""
    with held.open() as stream:
        start = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] != b"<":
        return None
    return xml_form.parse if b"<sdnList" in start else advanced.parse


def _xml(client: Client, call: str, name: str, parse: Parse, which: str) -> Collected:
    got = Gathering(client, MANIFEST, call, {})
    answer = got.ask(f"{_EXPORTS}/{name}", part=name)
    if answer is None:
        return got.collected([], LISTINGS)
    held = file_of(answer)
    with held.open() as stream:
        parsed = parse(stream, on_list=_NAMES[which], tolerated=client.tolerated(MANIFEST))
    return result(got, parsed, [held])


def _csv(client: Client, call: str, names: tuple[str, str, str, str], which: str) -> Collected:
    got = Gathering(client, MANIFEST, call, {})
    first = got.ask(f"{_EXPORTS}/{names[0]}", part=names[0])
    if first is None:
        return got.collected([], LISTINGS)
    others: dict[str, Given | None] = {}
    for name, role in zip(names[1:], ("ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"), strict=True):
        others[role] = got.ask(f"{_EXPORTS}/{name}", part=name)
    return _joined(got, file_of(first), others, which)


def _joined(got: Gathering, held: File, others: dict[str, Given | None], which: str) -> Collected:
    """Return the list of the CSV files; one that is lacking is a missing part."""
    files = [held]
    data: dict[str, bytes] = {}
    known = {one.name.upper() for one in got.missing}
    for role, source in others.items():
        if source is None:
            if not any(name.endswith(role.removeprefix("SDN_")) for name in known):
                got.miss(role, "was not given")
            continue
        one = file_of(source)
        files.append(one)
        data[role] = one.unpacked()
    parsed = csv_form.parse(
        held.unpacked(), data.get("ALT.CSV", b""), data.get("ADD.CSV", b""),
        data.get("SDN_COMMENTS.CSV"), on_list=_NAMES[which],
    )  # fmt: skip
    return result(got, parsed, files)


__all__ = ["MANIFEST", "consolidated", "consolidated_csv", "consolidated_plain", "read",
           "sdn", "sdn_csv", "sdn_plain"]  # fmt: skip
