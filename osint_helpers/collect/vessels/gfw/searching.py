"""Find vessels in Global Fishing Watch and read who they said they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import _json
from osint_helpers.collect import strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.vessels.gfw import fields, identities, paging
from osint_helpers.collect.vessels.gfw.manifest import IDENTITY_SET, MANIFEST
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

PAGE: Final = 50  # the most the source allows
# Field of a question -> field of the source.
_WHERE: Final = {"imo": "imo", "mmsi": "ssvid", "name": "shipname", "callsign": "callsign",
                 "flag": "flag"}  # fmt: skip
_Rows = Callable[[dict[str, Any], fields.Reading, int], Iterator[dict[str, Any]]]


def search(
    client: Client,
    *,
    query: str = "",
    imo: str = "",
    mmsi: str = "",
    name: str = "",
    callsign: str = "",
    flag: str = "",
    most: int = 1000,
) -> Collected:
    """Return every identity of every vessel that answers a question, page by page.

    Parameters
    ----------
    query
        Free text: name, MMSI, IMO number or call sign. Asked alone.
    imo, mmsi, name, callsign, flag
        Exact values, all of which must fit; `flag` as ISO 3166-1 alpha-3.
    most
        Vessels at most. When there are more the result is cut off, and says so.

    Returns
    -------
    Collected
        Columns `identities.IDENTITY`: one row for each self-reported and each registry record,
        times in UTC. Which rows are one hull is not decided here (`vessels.identity.hulls`).

    Raises
    ------
    CollectError
        When nothing, or both forms of question are given.
    """
    asked = {"query": query, "imo": imo, "mmsi": mmsi, "name": name, "callsign": callsign,
             "flag": flag}  # fmt: skip
    question = _question(asked)
    got = Gathering(client, MANIFEST, "search", {k: v for k, v in asked.items() if v})
    reading = fields.Reading(client.tolerated(MANIFEST))
    entries = list(_pages(got, question, reading, most))
    return _collected(got, entries, reading, identities.identity_rows, identities.IDENTITY)


def vessels(client: Client, *, ids: tuple[str, ...]) -> Collected:
    """Return every identity of the vessels with these ids, with all registry records.

    The source gives all identities of a vessel, also those whose id was not asked for.

    Parameters
    ----------
    ids
        The source's own vessel ids; asked in groups of 50.

    Returns
    -------
    Collected
        As `search`. An id the source does not know is named in ``meta.notes``.
    """
    wanted = paging.ids_of(ids, "vessel id")
    got = Gathering(client, MANIFEST, "vessels", {"ids": wanted})
    reading = fields.Reading(client.tolerated(MANIFEST))
    entries = _by_ids(got, wanted, reading)
    return _collected(got, entries, reading, identities.identity_rows, identities.IDENTITY)


def owners(client: Client, *, ids: tuple[str, ...]) -> Collected:
    """Return owners and public authorizations registries give for vessels with these ids.

    The question to the source is that of `vessels`, so a case that recorded one has both.

    Returns
    -------
    Collected
        Columns `identities.OWNERS`, times in UTC.
    """
    wanted = paging.ids_of(ids, "vessel id")
    got = Gathering(client, MANIFEST, "owners", {"ids": wanted})
    reading = fields.Reading(client.tolerated(MANIFEST))
    entries = _by_ids(got, wanted, reading)
    return _collected(got, entries, reading, identities.owner_rows, identities.OWNERS)


def _question(asked: dict[str, str]) -> dict[str, Any]:
    exact = {name: text.strip() for name, text in asked.items() if name != "query" and text}
    if bool(asked["query"].strip()) == bool(exact):
        raise CollectError(
            "a search needs either query or exact values",
            advice="say query='…' alone, or imo, mmsi, name, callsign, flag",
        )
    params: dict[str, Any] = {"datasets[0]": IDENTITY_SET, "limit": str(PAGE),
              "includes[0]": "OWNERSHIP", "includes[1]": "AUTHORIZATIONS",
              "includes[2]": "MATCH_CRITERIA"}  # fmt: skip
    if not exact:
        return {"query": asked["query"].strip(), **params}
    odd = next((name for name, text in exact.items() if "'" in text), None)
    if odd is not None:
        raise CollectError(
            "an apostrophe cannot be asked for exactly: how the source escapes it is not known",
            column=odd, advice="use query= instead",
        )  # fmt: skip
    where = " AND ".join(f"{_WHERE[name]}='{text}'" for name, text in exact.items())
    return {"where": where, **params}


def _pages(
    got: Gathering, question: dict[str, Any], reading: fields.Reading, most: int
) -> Iterator[Any]:
    """Give the vessels of all pages; the source shows 50 and a token, and says how many it has."""
    held, total, tokens, number = 0, 0, set[str](), 1
    token: str | None = None
    while True:
        params = {**question, "since": token} if token else question
        part = f"page {number}"
        answer = got.ask("vessels/search", params=params, part=part)
        page = None if answer is None else paging.read_page(got, answer, part, reading=reading)
        if page is None:
            return
        if number > 1 and page.total != total:
            got.cut(f"the total changed from {total} to {page.total} between pages")
        total = page.total or 0
        held += len(page.entries)
        yield from page.entries
        token, number = page.since, number + 1
        if held >= total or held >= most or not page.entries or not token or token in tokens:
            break
        tokens.add(token)
    if held != total:
        why = f" (at most {most} were asked for)" if held >= most else ""
        got.cut(f"{held} of {total} vessels came{why}")


def _by_ids(got: Gathering, wanted: tuple[str, ...], reading: fields.Reading) -> list[Any]:
    entries: list[Any] = []
    for group in paging.split(wanted):
        entries += _group(got, group, reading)
    once = {_json.canonical(one): one for one in entries}
    if len(once) != len(entries):  # two ids of one vessel give that vessel twice
        got.note(f"{len(entries) - len(once)} vessels came twice and are shown once")
    return list(once.values())


def _group(got: Gathering, group: tuple[str, ...], reading: fields.Reading) -> list[Any]:
    """Return the vessels of one call; a "not found" for several ids is asked again in halves."""
    params = {f"ids[{at}]": one for at, one in enumerate(group)}
    params |= {"datasets[0]": IDENTITY_SET, "registries-info-data": "ALL",
               "includes[0]": "POTENTIAL_RELATED_SELF_REPORTED_INFO"}  # fmt: skip
    part = group[0] if len(group) == 1 else f"{group[0]} and {len(group) - 1} more ids"
    answer = got.ask("vessels", params=params, part=part, also=(404,))
    if answer is None:
        return []
    if answer.status == 404:
        return _unknown(got, group, answer, part, reading)
    page = paging.read_page(got, answer, part, reading=reading, counted=False)
    if page is None:
        return []
    if page.total is not None and page.total != len(page.entries):
        got.cut(f"{len(page.entries)} of {page.total} vessels came for {part}")
    shown = {str(row.get("id")) for entry in page.entries if isinstance(entry, dict)
             for row in fields.records(entry.get("selfReportedInfo"), "selfReportedInfo")
             if isinstance(row, dict)}  # fmt: skip
    for one in group:
        if one not in shown:
            got.note(f"the source does not know the vessel id {one}")
    return page.entries


def _unknown(
    got: Gathering, group: tuple[str, ...], answer: Answer, part: str, reading: fields.Reading
) -> list[Any]:
    try:
        told = strictly.json_of(answer.data, source=MANIFEST.title)
    except CollectError as error:
        got.miss(part, error)
        return []
    if not isinstance(told, dict) or told.get("statusCode") != 404:
        got.miss(part, f"{MANIFEST.title}: not found, but not in the words of the source")
        return []
    if len(group) == 1:
        got.note(f"the source does not know the vessel id {group[0]}")
        return []
    middle = len(group) // 2
    return _group(got, group[:middle], reading) + _group(got, group[middle:], reading)


def _collected(
    got: Gathering, entries: list[Any], reading: fields.Reading, rows: _Rows, columns: Any  # noqa: ANN401
) -> Collected:  # fmt: skip
    made: list[dict[str, Any]] = []
    versions: list[str | None] = []
    hidden = 0
    for number, value in enumerate(entries, start=1):
        entry = identities.entry_of(value, reading, number)
        versions.append(fields.text(entry.get("dataset"), "dataset"))
        hidden += abs(identities.lacking(entry))
        made += rows(entry, reading, number)
    if hidden:
        got.cut(f"{hidden} registry records are counted by the source and not shown")
    paging.note_versions(got, IDENTITY_SET, versions)
    paging.note_unread(got, reading)
    return got.collected(made, columns)
